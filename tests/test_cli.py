"""The command line as a person or a program meets it: good input, bad input, interruptions, and the
two stable interfaces."""

import json
import os
import re
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.anki import SWITCHES
from generator.base.han import HANZI
from support.program import posix, run

ROOT = Path(__file__).resolve().parent.parent
GOOD = "今天天气很好。\n我们去公园。\n---\nThe weather is good today.\nWe go to the park.\n"
NASTY = """\
<b>你好</b>，{{c1::世界}}[sound:x.mp3] [ ] 学生\t老师\x1f工人😀𠮷野家。\
\u202e右\u202c到左\u200f。\\(x\\) {{Front}} &lt;b&gt;好。
---
<b>Hello</b>, {{c1::world}}[sound:x.mp3] [ ] students\tteachers\x1fworkers😀 Yoshinoya.
Right to left. \\(x\\) {{Front}} &lt;b&gt; Hello.
"""


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


SIGNALS = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " signal.signal(signal.SIGHUP, signal.SIG_DFL)"
)
"""As on a terminal: a test run in the background inherits that these two are ignored."""


def start(*arguments: object, code: str = "", **environment: str) -> subprocess.Popen[bytes]:
    """Run the command line as a process of its own, ``code`` before it."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import cli\n{code}\ncli.main()"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | environment
    )


def assert_refused(result: Result, pattern: str) -> None:
    """One sentence on standard error, exit 1."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(rf"Error: .*{pattern}.*\n", result.stderr), result.stderr


# -- build


def test_first_build_reports_and_second_does_nothing(
    first_build: tuple[Path, Result], letter: Path
) -> None:
    folder, said = first_build
    assert said.exit_code == 0, said.stderr
    assert said.stdout.startswith(f"{folder / 'decks' / 'letter.apkg'}\n")
    for line in (
        r"20 Chinese sentences, 26 English; 20 pairs, 0 of them unsure",
        r"to learn: \d+ words, 20 sentences",
        r"notes: \d+ new\n",
    ):
        assert re.search(line, said.stdout)
    before = contents(letter.parent / "decks")
    assert set(before) == {"letter.apkg", "letter.tsv"}
    again = run("build", letter, "-o", letter.parent / "decks")
    assert (again.exit_code, again.stdout) == (
        0,
        f"{letter.parent / 'decks' / 'letter.apkg'}: up to date.\n",
    )
    assert contents(letter.parent / "decks") == before


@pytest.mark.parametrize("command", ["build", "words", "align"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty. Expected a Chinese text"),
        (" \n\t\u3000\n", "holds nothing but spaces"),
        ("This is English only.\n", "found English, but no Chinese. Add the Chinese text below"),
        ("123 ... 😀\n", "found neither Chinese nor English"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "looks like a PNG picture.* Save it as UTF-8"),
        (b"PK\x03\x04" + bytes(range(256)), "looks like a ZIP archive"),
        (bytes(range(256)) * 20, "looks like binary data"),
        ("Привет, как дела? ".encode("koi8-r") * 20, "looks like .* not like text in UTF-8"),
        (
            "今天天气很好，我们去公园。" * 100_000,
            "line 1: 1,300,000 characters without a line break.* Break it",
        ),
        (None, "no such file or folder. Check the spelling"),
    ],
    ids=[
        "empty",
        "spaces",
        "English",
        "signs",
        "picture",
        "archive",
        "binary",
        "encoding",
        "long line",
        "missing",
    ],
)
def test_bad_text(command: str, data: str | bytes | None, message: str, tmp_path: Path) -> None:
    text = tmp_path / "text.txt" if data is None else write(tmp_path / "text.txt", data)
    assert_refused(
        run(command, text, *(["-o", tmp_path / "decks"] if command == "build" else [])),
        re.escape(str(text)) + ".*" + message,
    )
    assert not (tmp_path / "decks").exists()


def test_one_bad_text_does_not_stop_the_others(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    for name, data in (
        ("a.txt", GOOD),
        ("b.txt", b"\x89PNG"),
        ("same.txt", GOOD),
        ("sub/same.txt", GOOD),
        ("z.txt", "银行在左边。"),
    ):
        write(texts / name, data)
    said = run("build", texts, tmp_path / "missing.txt", "-o", tmp_path / "decks")
    assert said.exit_code == 1
    assert set(contents(tmp_path / "decks")) == {"a.apkg", "a.tsv", "z.apkg", "z.tsv"}
    assert "2 of 5 texts are in" in said.stdout
    errors = said.stderr.splitlines()
    assert len(errors) == 3
    assert all(
        sum(word in line for line in errors) == 1
        for word in ("missing.txt", "PNG", "one name, same. Rename all but one")
    )
    reports = json.loads(run("build", texts, "-o", tmp_path / "decks", "--json").stdout)
    assert sorted("error" in report for report in reports) == [False, False, True, True]


def test_hostile_text_is_built_and_no_markup_of_it_survives(tmp_path: Path) -> None:
    said = run("build", write(tmp_path / "名 字.txt", NASTY), "-o", tmp_path / "a b 词卡")
    assert said.exit_code == 0, said.stderr
    assert "2 control characters were removed" in said.stdout
    twin = (tmp_path / "a b 词卡" / "名-字.tsv").read_text(encoding="utf-8")
    assert "你好" in twin
    assert not re.search(r"\{\{|\[sound|\\\(|<script|\x1f", twin)


def test_deck_folder_that_is_a_file(tmp_path: Path) -> None:
    file = write(tmp_path / "decks", b"mine")
    text = write(tmp_path / "text.txt", GOOD)
    assert_refused(run("build", text, "-o", file), "decks: this is a file; expected a folder")
    assert_refused(run("build", text, "-o", file / "below"), "cannot be written: Not a directory")
    assert file.read_bytes() == b"mine"


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [b"", b"word\tgloss\n", b"\xff\xfe\x00", 3000, b"time"],
    ids=["empty", "not ours", "binary", "cut off", "no time"],
)
def test_damaged_table_stops_the_build_and_stays(damage: bytes | int, letter: Path) -> None:
    table = letter.parent / "decks" / "letter.tsv"
    whole = table.read_bytes()
    if damage == b"time":
        damage = re.sub(rb"\t\d+\n$", b"\t99999999999999999999\n", whole)
    table.write_bytes(whole[:damage] if isinstance(damage, int) else damage)
    before = contents(table.parent)
    assert_refused(
        run("build", letter, "-o", table.parent),
        r"letter\.tsv.*(Move it away|Restore it from a copy)",
    )
    assert contents(table.parent) == before


def test_other_things_in_the_deck_folder_are_passed_over(tmp_path: Path) -> None:
    decks = tmp_path / "decks"
    write(decks / "foreign.tsv", b"a\tb\n\xff")
    (decks / "folder.tsv").mkdir()
    links = ["link.tsv"] if os.name == "posix" else []
    for name in links:
        (decks / name).symlink_to(tmp_path / "nowhere")
    write(decks / ".text.tsv.999999999.part", b"left by a build that was killed")
    write(decks / ".other.apkg.999999999.part", b"of a deck that is up to date now")
    write(decks / ".film.part", b"of a program that loads a film")
    assert run("build", write(tmp_path / "text.txt", GOOD), "-o", decks).exit_code == 0
    assert {p.name for p in decks.iterdir()} == {
        ".film.part",
        "foreign.tsv",
        "folder.tsv",
        *links,
        "text.apkg",
        "text.tsv",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "--nonsense"],
        ["build", "a.txt", "--cards", "nonsense"],
        ["build", "--zh", "a.txt"],
        ["build", "a.txt", "b.txt", "--title", "T"],
        ["align", "a", "b", "c"],
        ["align", "a", "--sentences"],
        ["annotate"],
        ["words"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_apart_from_bad_input(arguments: list[str], tmp_path: Path) -> None:
    write(tmp_path / "a.txt", GOOD)
    write(tmp_path / "b.txt", GOOD)
    said = run(*(tmp_path / a if a.endswith(".txt") else a for a in arguments))
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith("Usage: ")


@pytest.mark.parametrize("time", ["x", "-1", "1.5", "²", "99999999999999999999"])
def test_bad_source_date_epoch(time: str, tmp_path: Path) -> None:
    said = run(
        "build",
        write(tmp_path / "text.txt", GOOD),
        "-o",
        tmp_path / "decks",
        SOURCE_DATE_EPOCH=time,
    )
    assert_refused(said, "SOURCE_DATE_EPOCH is .*expected a whole number of seconds")


def test_help_names_every_kind_of_card_and_all_of_them_can_be_had(tmp_path: Path) -> None:
    shown = " ".join(run("build", "--help").stdout.split())
    assert run("build", "-h").stdout.split() == shown.split()
    assert all(re.search(rf"\b{name}\b", shown.replace("- ", "-")) for name in SWITCHES)
    write(tmp_path / "text.txt", GOOD)
    assert run("build", tmp_path / "text.txt", "-o", tmp_path, "--cards", "all").exit_code == 0


# -- interruptions


@pytest.mark.slow
@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_interrupt_while_writing(name: str, letter: Path) -> None:
    """The process is stopped where half of the files is on the disk."""
    decks = letter.parent / "decks"
    before = contents(decks)
    pause = (
        SIGNALS
        + "\nimport os, time\ndef fsync(_): print('half', flush=True); time.sleep(60)\nos.fsync ="
        " fsync"
    )
    process = start("build", letter, "-o", decks, "--force", code=pause)
    assert process.stdout is not None and process.stdout.readline() == b"half\n"
    assert len(contents(decks)) == 3
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, b"")
    assert re.fullmatch(rb"\s*Error: Interrupted\. [^\n]*\n", err)
    assert contents(decks) == before


@pytest.mark.slow
@posix
def test_disk_full(letter: Path) -> None:
    decks = letter.parent / "decks"
    before = contents(decks)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
    out, err = (process := start("build", letter, "-o", decks, "--force", code=limit)).communicate(
        timeout=60
    )
    assert (process.returncode, out) == (1, b"")
    assert re.fullmatch(
        rb"Error: .* cannot be written: (File too large|disk I/O error)\. Free some space.*what was"
        rb" there before is unchanged\.\n",
        err,
    )
    assert contents(decks) == before


@pytest.mark.slow
def test_two_builds_at_once_leave_one_whole_deck(letter: Path) -> None:
    decks = letter.parent / "new"
    both = [start("build", letter, "-o", decks, SOURCE_DATE_EPOCH="1700000000") for _ in range(2)]
    for process in both:
        told = process.communicate(timeout=60)[1]
        assert process.returncode == 0
        assert not told or told.endswith(b"another build is at work here. Waiting for its end.\n")
    assert contents(decks) == contents(letter.parent / "decks")


# -- output


@pytest.mark.slow
@posix
def test_reader_that_has_enough(letter: Path) -> None:
    process = start("annotate", letter)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().startswith(b'{"zh"')
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_output_is_utf8_wherever_it_goes(environment: dict[str, str], tmp_path: Path) -> None:
    text = write(tmp_path / "名字.txt", GOOD)
    out, err = start("words", text, **environment).communicate(timeout=60)
    assert "今天\tjīntiān\ttoday" in out.decode()
    assert err == b""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    code = "sys.stdout = open('/dev/full', 'w')"
    _, err = (process := start("words", write(tmp_path / "text.txt", GOOD), code=code)).communicate(
        timeout=60
    )
    assert err.startswith(b"Error: The output cannot be written: No space left on device.")
    assert b"Traceback" not in err and process.returncode != 0


@pytest.mark.slow
def test_looks_are_remembered_and_change_notes_but_make_no_new_ones(letter: Path) -> None:
    decks = letter.parent / "decks"
    dressed = run(
        "build",
        letter,
        "-o",
        decks,
        "--tones",
        "pleco",
        "--script",
        "both",
        "--cards",
        "production",
    )
    assert re.search(r"notes: \d+ changed\n", dressed.stdout), dressed.stdout
    assert "up to date" in run("build", letter, "-o", decks).stdout
    assert "class='pleco'" in (decks / "letter.tsv").read_text(encoding="utf-8-sig")
    run("build", letter, "-o", decks, "--size", "large")
    twin = (decks / "letter.tsv").read_text(encoding="utf-8-sig")
    assert "class='zh pleco large'" in twin
    assert "class='both'" in twin
    words = twin.count("\tCika Word\t")
    assert twin.count("\ty\t") == words > 200, (
        "cards that learners have are not emptied by a build that does not name them"
    )
    run("build", letter, "-o", decks, "--cards", "recognition")
    assert "\ty\t" not in (decks / "letter.tsv").read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_reading_order_teaches_the_same_words(letter: Path) -> None:
    def keys() -> list[str]:
        lines = (
            (letter.parent / "decks" / "letter.tsv").read_text(encoding="utf-8-sig").splitlines()
        )
        return [line.split("\t")[4] for line in lines if "\tCika Word\t" in line]

    before = keys()
    run("build", letter, "-o", letter.parent / "decks", "--order", "reading")
    assert keys() != before
    assert len(set(keys()) & set(before)) >= 0.95 * len(before)


# -- align --sentences

BEAD = re.compile(r"\[((?:\d+(?:, \d+)*)?)\]:\[((?:\d+(?:, \d+)*)?)\]:[01]\.\d\d")


def beads(folder: Path, zh: bytes, en: bytes, *options: str) -> tuple[list[int], list[int], int]:
    """The line numbers of both sides in the order printed, and the number of beads."""
    said = run("align", write(folder / "zh", zh), write(folder / "en", en), "--sentences", *options)
    assert said.exit_code == 0, said.stderr
    found = [BEAD.fullmatch(line) for line in said.stdout.splitlines()]
    assert all(match and any(match.groups()) for match in found)
    sides = [
        [int(n) for match in found if match for n in match[side].split(", ") if n]
        for side in (1, 2)
    ]
    return sides[0], sides[1], len(found)


ZH, EN = (
    "今天天气很好。\n我们去公园。\n他没有来。\n".encode(),
    b"The weather is good today.\nWe went to the park.\nHe did not come.\n",
)


@pytest.mark.parametrize(
    ("zh", "en", "lines"),
    [
        (ZH, EN, (3, 3)),
        (ZH.replace(b"\n", b"\r\n"), EN.replace(b"\n", b"\r\n"), (3, 3)),
        (b"\xef\xbb\xbf" + ZH, EN.decode().encode("utf-16"), (3, 3)),
        (ZH.removesuffix(b"\n"), EN.removesuffix(b"\n"), (3, 3)),
        (b"\n" + ZH.replace(b"\n", b"\n\n"), EN + b"\n\n", (7, 5)),
        (b"", EN, (0, 3)),
        (ZH, b"", (3, 0)),
        (b"", b"", (0, 0)),
        (b"\n" * 9, b"\n" * 30, (9, 30)),
        (ZH[:22], EN * 17, (1, 51)),
        (ZH * 17, b"x\n", (51, 1)),
        ("好\u2028\x0b\x0c\x85好\n".encode(), b"a\x0bb\x0c\x1cc\n", (1, 1)),
        (ZH.decode().encode("gb18030"), EN, (3, 3)),
    ],
    ids=[
        "plain",
        "CRLF",
        "BOM",
        "no last break",
        "empty lines",
        "no zh",
        "no en",
        "neither",
        "only empty",
        "1:51",
        "51:1",
        "odd breaks",
        "GB18030",
    ],
)
@pytest.mark.parametrize("options", [(), ("--without-embeddings",)], ids=["", "without-embeddings"])
def test_align_prints_every_line_once_in_order(
    zh: bytes, en: bytes, lines: tuple[int, int], options: tuple[str, ...], tmp_path: Path
) -> None:
    left, right, _ = beads(tmp_path, zh, en, *options)
    assert (left, right) == (list(range(lines[0])), list(range(lines[1])))


def test_align_pairs_what_belongs_together(tmp_path: Path) -> None:
    assert beads(tmp_path, ZH, EN)[2] == 3


# -- annotate

KEYS = (
    "start end text kind pinyin headword reading gloss senses sense_confidence english"
    " link_confidence".split()
)
LINES = [
    "银行在哪里？\tWhere is the bank?",
    "",
    "\t",
    "今天\tToday\tand\tmore",
    "\tno Chinese",
    "<b>你好</b>，{{c1::世界}}[sound:x.mp3] [ ]\t<b>Hello</b>, {{c1::world}}",
    "𠮷野家😀𪚥𰻝面，一点儿，卡拉OK，㐀〇々\té ½ ② ½ per cent'and 1.2.3 thirty-eight",
    "二百一十七亿，３８层，100%，一九五三年\t21.7 billion, thirty-eight",
    "\u202e右\u202c到左\u200f e\u0301好 \u2028\x0b\x0c \ue000",
    "的" * 300,
]


@pytest.mark.parametrize(
    ("ending", "encoding"),
    [("\n", "utf-8"), ("\r\n", "utf-8-sig"), ("\n", "utf-16")],
    ids=["plain", "CRLF, BOM", "UTF-16"],
)
def test_annotate_schema(ending: str, encoding: str, tmp_path: Path) -> None:
    said = run(
        "annotate",
        write(tmp_path / "lines.tsv", "".join(line + ending for line in LINES).encode(encoding)),
    )
    assert said.exit_code == 0, said.stderr
    found = [json.loads(line) for line in said.stdout.removesuffix("\n").split("\n")]
    assert [(o["zh"], o["en"]) for o in found] == [
        (line.partition("\t")[0], line.partition("\t")[2]) for line in LINES
    ]
    for line in found:
        assert list(line) == ["zh", "en", "tokens"]
        assert_tokens(line["zh"], line["en"], line["tokens"])


def assert_tokens(zh: str, en: str, tokens: list[dict[str, Any]]) -> None:
    spans = [(token["start"], token["end"]) for token in tokens]
    assert [spans[0][0], spans[-1][1]] == [0, len(zh)] if zh else not spans
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    for token in tokens:
        assert list(token) == KEYS
        assert token["text"] == zh[token["start"] : token["end"]] != ""
        assert token["kind"] in {"word", "name", "number", "punctuation", "foreign"}
        hanzi = len(HANZI.findall(token["text"]))
        assert len(token["pinyin"]) == hanzi if hanzi else token["pinyin"] is None, token
        assert not any(re.search(r"[\d\s]", syllable) for syllable in token["pinyin"] or ())
        assert all(isinstance(token[key], str) for key in ("headword", "reading", "gloss"))
        assert all(0 <= token[key] <= 1 for key in ("sense_confidence", "link_confidence"))
        assert bool(token["senses"]) == bool(token["gloss"])
        assert len(token["gloss"]) <= 40 or " + " in token["gloss"], token
        assert all(0 <= a < b <= len(en) for a, b in token["english"])


def test_annotate_reads_standard_input_and_says_what_a_word_means_here() -> None:
    said = run("annotate", "-", stdin="银行在哪里？\tWhere is the bank?".encode())
    bank = json.loads(said.stdout)["tokens"][0]
    assert {
        key: bank[key] for key in ("text", "kind", "pinyin", "headword", "reading", "gloss")
    } == {
        "text": "银行",
        "kind": "word",
        "pinyin": ["yín", "háng"],
        "headword": "银行",
        "reading": "yínháng",
        "gloss": "bank",
    }
    assert ["Where is the bank?"[a:b] for a, b in bank["english"]] == ["bank"]
    assert run("annotate", "-").stdout == ""


# -- words


@pytest.mark.slow
def test_words_table_is_in_the_order_of_study_after_what_is_doubted(
    letter: Path, tmp_path: Path
) -> None:
    rows = [
        line.split("\t") for line in run("words", letter, "--decks", tmp_path).stdout.splitlines()
    ]
    columns = "word reading gloss skip doubts hsk frequency guessable"
    assert rows[0] == [*columns.split(), "senses", "sentence", "english", "only", "machine"]
    first_sure = next(row for row in rows[1:] if not row[4])
    assert (
        first_sure[:4] == ["工业", "gōngyè", "industry", ""]
        and first_sure[-1] == "gōngyè · industry"
    )
    lines = (letter.parent / "decks" / "letter.tsv").read_text(encoding="utf-8-sig").splitlines()
    notes = [line.split("\t") for line in lines if not line.startswith("#")]
    order = [note[4].partition("|")[0] for note in notes if note[1] == "Cika Word"]
    taught = [row for row in rows[1:] if row[2]]
    assert len(taught) == len(order)
    once = [row for row in taught if order.count(row[0]) == 1]  # 为 wéi and 为 wèi are two words
    places = [(not row[4], order.index(row[0])) for row in once]
    assert places == sorted(places)


def test_a_row_of_a_table_is_one_line(tmp_path: Path) -> None:
    """Titles and signatures stand on lines of their own in a passage."""
    text = write(
        tmp_path / "text.txt",
        "刘德珍\n一九五三年十二月\n银行主任\n---\nLiu Dezhen, December 1953, Bank Manager\n",
    )
    for command in (["words"], ["align", "--print"]):
        rows = run(*command, text).stdout.splitlines()
        assert len(rows) > 1
        assert len({row.count("\t") for row in rows}) == 1


# -- alignment by a person


@pytest.mark.slow
def test_a_corrected_table_is_used_and_what_does_not_fit_is_refused(letter: Path) -> None:
    table = letter.with_name("letter.aligned.tsv")
    assert "20 lines, 0 of them marked ?" in run("align", letter).stdout
    assert run("align", letter).exit_code == 1  # a person's work may be in it
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    first, second = (line.split("\t") for line in lines[1:3])
    merged = "\t".join(["", "", f"{first[2]} ⏎ {second[2]}", f"{first[3]} ⏎ {second[3]}"])
    unsure = lines[3].replace("\t", "?\t", 1).replace("1.00", "0.30")
    table.write_text("\n".join([lines[0], merged, unsure, *lines[4:]]) + "\n", encoding="utf-8")
    report = json.loads(run("build", letter, "-o", letter.parent / "decks", "--json").stdout)[0]
    assert [bead["zh"] for bead in report["beads"]][:3] == [2, 1, 1]
    assert report["sentence_cards"] == 18  # one pair less, and one that is unsure
    assert [i["kind"] for i in report["issues"]].count("unsure") == 1
    table.write_text(
        table.read_text(encoding="utf-8").replace("刘德珍", "刘德真", 1), encoding="utf-8"
    )
    refused = run("build", letter, "-o", letter.parent / "decks")
    assert refused.exit_code == 1
    assert "letter.aligned.tsv, line 2: the Chinese" in refused.stderr


@pytest.mark.slow
def test_an_alignment_goes_out_as_tmx_and_comes_back(letter: Path, tmp_path: Path) -> None:
    run("align", letter, "--tmx", tmp_path / "memory.tmx")
    report = json.loads(run("build", tmp_path / "memory.tmx", "-o", tmp_path, "--json").stdout)[0]
    assert len(report["beads"]) == 20
    assert (
        report["words"]
        == json.loads(run("build", letter, "-o", tmp_path / "other", "--json").stdout)[0]["words"]
    )
