"""What ``cli.py export`` writes, read back by programs that are not ours: the letter, and a text
made to do harm."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.export import FORMATS
from support.exported import PAIRS, rows, table, to
from support.program import ROOT, run

FORMULA = tuple("=+-@＝＋－＠")


# -- spreadsheets


def test_csv_says_what_is_known_and_nothing_can_run(exported: Path) -> None:
    words = {row["word"]: row for row in table(exported / "letter.csv")}
    row = words["工业"]
    known = (row["traditional"], row["pinyin"], row["gloss"], row["part of speech"], row["hsk"])
    assert known == ("工業", "gōngyè", "industry", "noun", "5")
    assert row["sentence"].startswith("工业劳动模范") and row["sentence pinyin"].startswith(
        "Gōngyè láodòng"
    )
    for name in ("hostile.csv", "hostile.sentences.csv"):
        cells = list(chain.from_iterable(row.values() for row in table(exported / name)))
        assert cells and not [cell for cell in cells if cell.startswith(FORMULA)]
    shown = table(exported / "hostile.sentences.csv")
    plain = [re.sub("[\u202a-\u202e]", "", zh) for zh, _ in PAIRS]
    assert [row["sentence"] for row in shown] == [
        f"'{zh}" if zh.startswith(FORMULA) else zh for zh in plain
    ]


def texts_of(row: Sequence[Any]) -> list[str]:
    """Return what the cells of a row of openpyxl show."""
    return [str(cell.value or "") for cell in row]


def test_a_spreadsheet_reads_the_csv(exported: Path, tmp_path: Path) -> None:
    """LibreOffice opens the table, and openpyxl what it saved: the same cells, none of them a
    formula."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: CSV was read by Python alone")
    openpyxl = pytest.importorskip("openpyxl")
    source = exported / "hostile.sentences.csv"
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--infilter=CSV:44,34,76",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run([*command, "--outdir", tmp_path, source], check=True, capture_output=True)
    sheet = openpyxl.load_workbook(tmp_path / "hostile.sentences.xlsx").active
    got = [texts_of(row) for row in sheet.iter_rows(min_row=2, min_col=2, max_col=4)]
    assert got == [[row["sentence"], row["pinyin"], row["translation"]] for row in table(source)]
    assert {cell.data_type for cell in chain.from_iterable(sheet.iter_rows())} <= {"s", "n"}


@pytest.mark.slow
def test_bom_on_wish(exported: Path) -> None:
    said = run(
        "export",
        exported.parent / "letter.txt",
        "--to",
        "csv",
        "--bom",
        "-o",
        exported.parent / "bom.csv",
    )
    assert said.stdout == f"{exported.parent}/bom.csv\n"
    assert (exported.parent / "bom.csv").read_bytes() == b"\xef\xbb\xbf" + (
        exported / "letter.csv"
    ).read_bytes()


# -- flashcards


def test_anki_imports_the_text_and_a_second_time_nothing_is_doubled(
    exported: Path, tmp_path: Path
) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    col = Collection(str(tmp_path / "collection.anki2"))
    for name in ("hostile", "letter", "hostile.sentences"):
        path = str(exported / f"{name}.anki.txt")
        lines = [
            line
            for line in Path(path).read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
        ]
        for again in (False, True):
            log = col.import_csv(
                pb.ImportCsvRequest(path=path, metadata=col.get_csv_metadata(path, None))
            ).log
            known = len(log.updated) + len(log.duplicate)  # a word of two texts is one note
            assert (len(log.new) + known, len(log.conflicting)) == (len(lines), 0)
            assert not (again and log.new) and (again or log.new)
    note = col.get_note(col.find_notes("Front:*工业*Gōngyè* or Back:gōngyè*")[0])
    assert note.note_type()["name"] == "Basic"
    assert note["Back"].startswith("gōngyè<br>industry<br>Gōngyè láodòng")
    assert set(note.tags) == {"cika", "text::letter", "hsk::5"}
    assert {col.decks.name(card.did) for card in note.cards()} == {
        "Cika::工业劳动模范刘德珍给星火集体农庄庄员写信"
    }
    hostile = [col.get_note(found) for found in col.find_notes("tag:text::hostile")]
    fields = "".join(chain.from_iterable(note.fields for note in hostile))
    assert "你好" in fields and not re.search(r"\{\{|\[sound|\\\(|<script|<img|<b>", fields)
    cards = chain.from_iterable(note.cards() for note in hostile)
    assert all(card.render_output().question_text for card in cards)
    col.close()


def test_quizlet_has_two_columns(exported: Path) -> None:
    for name in ("letter", "hostile", "letter.sentences", "hostile.sentences"):
        lines = (exported / f"{name}.quizlet.txt").read_text(encoding="utf-8").splitlines()
        assert lines and all(re.fullmatch(r"[^\t]+\t[^\t]+", line) for line in lines)
    assert "工业\tgōngyè – industry\n" in (exported / "letter.quizlet.txt").read_text(
        encoding="utf-8"
    )


def test_pleco_text_and_xml_hold_the_same_cards(exported: Path) -> None:
    """As the manual tells the text file, and as Pleco's own exports are made (docs/outputs.md,
    Exports)."""
    for name in ("letter", "hostile"):
        data = (exported / f"{name}.pleco.txt").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf//Cika/") and data.endswith(b"\r\n")
        _, *lines = data.decode("utf-8-sig").removesuffix("\r\n").split("\r\n")
        cards = [
            re.fullmatch(r"([^\t\[\]]+)\[([^\t\[\]]+)\]\t((?:[A-Za-zü ]+[1-5])*)\t([^\t\n]*)", line)
            for line in lines
        ]
        assert all(cards) and not [line for line in lines if line.startswith("//")]
        root = ElementTree.parse(exported / f"{name}.pleco.xml").getroot()
        assert (root.tag, root.get("formatversion")) == ("plecoflash", "2")
        in_xml = []
        for card in root.iter("card"):
            forms = {one.get("charset"): one.text for one in card.iter("headword")}
            in_xml.append(
                (
                    forms["sc"],
                    forms["tc"],
                    card.findtext("entry/pron") or "",
                    card.findtext("entry/defn") or "",
                )
            )
            assert card.get("language") == "chinese"
        assert [card.groups() for card in cards if card] == in_xml
    said = {line.split("[")[0]: line.split("\t")[1] for line in lines}
    assert (said["女儿"], said["那儿"], said["绿茶"]) == ("nü3er2", "na4r5", "lü4cha2")


# -- for programs


def test_json_lines_offsets_hold(exported: Path) -> None:
    for name in ("letter", "hostile"):
        text, *others = rows(exported / f"{name}.jsonl")
        words = [one for one in others if one["type"] == "word"]
        passages = {one["number"]: one for one in others if one["type"] == "passage"}
        assert (text["type"], text["words"], text["passages"]) == (
            "text",
            len(words),
            len(passages),
        )
        for word in words:
            assert str(passages[word["passage"]]["zh"])[word["start"] : word["end"]] == word["text"]
        for one in passages.values():
            assert "".join(token["text"] for token in one["tokens"]) == one["zh"]


def test_tmx_is_read_by_translate_toolkit(exported: Path) -> None:
    tmx = pytest.importorskip(
        "translate.storage.tmx",
        reason="translate-toolkit is not installed: TMX was read by our own reader alone",
    )
    for name in ("letter", "hostile"):
        with (exported / f"{name}.tmx").open("rb") as file:
            units = tmx.tmxfile(file, sourcelanguage="zh-Hans", targetlanguage="en").units
        passages = [one for one in rows(exported / f"{name}.jsonl") if one["type"] == "passage"]
        got = [("".join(str(unit.source).split()), unit.target) for unit in units]
        assert got == [
            ("".join(str(p["zh"]).split()), " ".join(str(p["en"]).split())) for p in passages
        ]


# -- the command


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hash_seed(exported: Path, tmp_path: Path) -> None:
    wanted = to((*FORMATS, "tmx"))
    command: list[str | Path] = [
        sys.executable,
        ROOT / "cli.py",
        "export",
        exported.parent / "hostile.txt",
        *wanted,
        "-o",
        tmp_path,
    ]
    subprocess.run(
        command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": "7"}
    )
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes()
        for p in exported.iterdir()
        if p.name.startswith("hostile.") and ".sentences." not in p.name
    }


def test_corrections_wishes_and_looks_apply(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(
        "银行在左边。\n我们去公园。\n---\nThe bank is on the left.\nWe go to the park.\n",
        encoding="utf-8",
    )
    (tmp_path / "a.words.tsv").write_text(
        "word\treading\tgloss\n公园\t\tgreen place\n", encoding="utf-8"
    )
    (tmp_path / "known.txt").write_text("银行\n", encoding="utf-8")
    looks = ("--script", "traditional", "--phonetic", "zhuyin", "--known", tmp_path / "known.txt")
    said = run(
        "export", text, "--to", "csv", "--to", "html", *looks, "--ruby", "new", "-o", tmp_path
    )
    assert said.exit_code == 0, said.stderr
    words = {row["word"]: row for row in table(tmp_path / "a.csv")}
    assert "銀行" not in words
    assert (words["公園"]["gloss"], words["公園"]["pinyin"], words["公園"]["sentence"]) == (
        "green place",
        "ㄍㄨㄥ ㄩㄢˊ",
        "我們去公園。",
    )
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert re.search(r'class="w" tabindex="0"><ruby>銀行', page) and re.search(
        r'class="w new" tabindex="0"><ruby>公園', page
    )
    assert 'id="ruby-new" checked' in page


@pytest.mark.slow
def test_what_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.html"
    text.write_text("<p>今天天气很好。</p><hr><p>The weather is good today.</p>", encoding="utf-8")
    before = text.read_bytes()
    said = run("export", text, "--to", "html", "-o", tmp_path)
    assert (said.exit_code, text.read_bytes()) == (1, before)
    assert "a.html is the text itself" in said.stderr
    other = tmp_path / "b.txt"
    other.write_text("今天天气很好。", encoding="utf-8")
    for arguments in (
        [text, "--to", "nonsense"],
        [text],
        [text, "--to", "tmx", "--tones", "pleco"],
        [text, "--to", "pleco", "--bom"],
        [text, "--to", "epub", "--sentences"],
        [text, other, "--to", "csv", "-o", tmp_path / "x.csv"],
        [text, other, "--to", "csv", "-o", "-"],
    ):
        said = run("export", *arguments)
        assert (said.exit_code, said.stdout) == (2, ""), arguments
    printed = run(
        "export", other, tmp_path / "missing.txt", "--to", "quizlet", "-o", tmp_path / "out"
    )
    assert printed.exit_code == 1 and "missing.txt" in printed.stderr
    assert (
        (tmp_path / "out" / "b.quizlet.txt").read_text(encoding="utf-8").startswith("今天\tjīntiān")
    )
    assert (
        run("export", other, "--to", "quizlet", "-o", "-").stdout_bytes
        == (tmp_path / "out" / "b.quizlet.txt").read_bytes()
    )
