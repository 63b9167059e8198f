"""What lies beside a text in a folder: tables that spreadsheets saved, what Cika wrote itself, the
other file of a pair."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from generator.base.choices import EXPORT_FORMATS
from generator.base.errors import InputError
from generator.texts import (
    discover,
    find_sets,
    find_texts,
    read_aligned,
    read_corrections,
    read_set,
)
from support.program import run

ZH, EN = "今天下雨了。\n我带着雨伞去学校。\n", "It rained today.\nI took an umbrella to school.\n"
WORDS = (
    ("word", "reading", "gloss", "skip", "doubts", "machine"),
    ("雨伞", "yǔsǎn", 'a "big" umbrella; brolly', "", "", "yǔsǎn · umbrella"),
    ("下雨", "", "", "x", "", ""),
)
PAIRS = (
    ("check", "confidence", "zh", "en"),
    ("", "0.97", "今天下雨了。", "It rained today."),
    ("?", "0.5", "我带着雨伞去学校。", "I took an umbrella, to school."),
)


def delimited(rows: Sequence[Sequence[str]], separator: str) -> str:
    """Return a table as a spreadsheet writes it."""
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            doubled = cell.replace('"', '""')
            is_plain = separator not in cell and '"' not in cell
            cells.append(cell if is_plain else f'"{doubled}"')
        lines.append(separator.join(cells))
    return "\r\n".join(lines) + "\r\n"


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook whose second sheet holds the table; numbers are numbers."""
    book = openpyxl.Workbook()
    book.active.append(["notes", "of mine"])
    sheet = book.create_sheet()
    for row in rows:
        numbers = [float(cell) if cell.replace(".", "").isdigit() else cell for cell in row]
        sheet.append([number or None for number in numbers])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def saved(rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """Return a table as programs save it, by the ending of the file's name."""
    return {
        ".csv": delimited(rows, ",").encode("utf-8-sig"),
        ".tsv.csv": delimited(rows, ";").encode("gb18030"),
        ".txt": delimited(rows, "\t").encode("utf-16"),
        ".tsv.txt": ("sep=|\r\n" + delimited(rows, "|")).encode(),
        ".xlsx": workbook(rows),
    }


@pytest.mark.parametrize("ending", saved(WORDS))
def test_table_of_a_spreadsheet(ending: str, tmp_path: Path) -> None:
    """Corrections and pairs count whatever program saved them, and are no texts."""
    text = tmp_path / "story.txt"
    text.write_text(ZH + "---\n" + EN, encoding="utf-8")
    for name, table in (("story.words", WORDS), ("story.aligned", PAIRS), ("glossary", WORDS)):
        (tmp_path / f"{name}{ending}").write_bytes(saved(table)[ending])
    umbrella, rain = read_corrections(text)
    assert (umbrella.word, umbrella.gloss) == ("雨伞", 'a "big" umbrella; brolly')
    assert (rain.word, rain.skip) == ("下雨", True)
    rows = read_aligned(text) or ()
    assert [row.en for row in rows] == [(row[3],) for row in PAIRS[1:]]
    assert [row.unsure for row in rows] == [False, True]
    assert find_texts([tmp_path]) == ((text, None),)


def test_two_tables(tmp_path: Path) -> None:
    """The table that Cika wrote and a copy of it count together; where they contradict each other,
    both places are named."""
    text = tmp_path / "story.txt"
    (tmp_path / "story.words.tsv").write_text("word\tgloss\n雨伞\tumbrella\n", encoding="utf-8")
    (tmp_path / "story.words.csv").write_text("word,skip\n下雨,x\n", encoding="utf-8")
    assert [line.word for line in read_corrections(text)] == ["雨伞", "下雨"]
    (tmp_path / "story.words.csv").write_text("word,gloss\n雨伞,brolly\n", encoding="utf-8")
    expected = r"words\.csv, line 2: 雨伞 is corrected otherwise in .*words\.tsv, line 2\. Delete"
    with pytest.raises(InputError, match=expected):
        read_corrections(text)
    for ending in (".tsv", ".csv"):
        (tmp_path / f"story.aligned{ending}").write_text("zh\ten\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"both hold the sentence pairs of story\.txt"):
        read_aligned(text)


@pytest.mark.slow
def test_table_written_anew_has_what_a_spreadsheet_saved(tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    text.write_text(ZH + "---\n" + EN, encoding="utf-8")
    (tmp_path / "story.words.csv").write_text("word,gloss\n雨伞,brolly\n", encoding="utf-8")
    said = run("words", text, "--write", "--decks", tmp_path / "decks").stdout
    assert f"It has your corrections of {tmp_path / 'story.words.csv'}, too: delete" in said
    (tmp_path / "story.words.csv").unlink()
    assert [line.gloss for line in read_corrections(text)] == ["brolly"]


def test_all_faults_of_a_table(tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    table = "word\tskip\n行\tmaybe\n\tx\n更|加+劲\t\n???\tx\n好\tx\n"
    (tmp_path / "story.words.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_corrections(text)
    lines = str(raised.value).splitlines()
    assert [line.partition("line ")[2][:1] for line in lines] == ["2", "3", "4", "5"]
    assert "was lost" in lines[3]
    pairs = "check\tconfidence\tzh\ten\nx\t1\t好\tgood\n\tmuch\t好\tgood\n\t\t\t\n"
    (tmp_path / "story.aligned.tsv").write_text(pairs.replace("\t\t\t\n", "\t1\t\t\n"), "utf-8")
    with pytest.raises(InputError, match=r"(?s)line 2.*line 3.*line 4"):
        read_aligned(text)


@pytest.mark.slow
def test_own_files_are_no_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that Cika wrote into the folder of the texts is left out, and one line says so."""
    monkeypatch.chdir(tmp_path)
    text = tmp_path / "story.txt"
    text.write_text(ZH + "---\n" + EN, encoding="utf-8")
    for name in EXPORT_FORMATS:
        run("export", text, "--to", name, "-o", ".")
    run("export", text, "--to", "csv", "--to", "anki", "--sentences", "--bom", "-o", ".")
    run("handout", text, "-o", ".")
    run("preview", text, "--no-open", "-o", "cards.html")
    run("report", text, "--html", "page.html", "--no-open")
    words = run("words", text).stdout
    (tmp_path / "my words.csv").write_text(words.replace("\t", ","), encoding="utf-8-sig")
    (tmp_path / "Book1.txt").write_text(words, encoding="utf-16")
    (tmp_path / "Book2.xlsx").write_bytes(workbook([row.split("\t") for row in words.split("\n")]))
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n%Made with Cika\n")
    made = run("build", ".")
    assert made.exit_code == 0, made.output
    assert [path.name for path in Path("decks").glob("*.apkg")] == ["story.apkg"]
    assert made.stderr.count("Left out, because Cika wrote it: Book1.txt, Book2.xlsx") == 1
    assert discover([tmp_path]).texts == ((text, None),)
    assert find_texts([tmp_path / "story.tmx"])  # who names it means it


def test_table_without_its_text(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "old.words.csv").write_text("word,gloss\n雨伞,brolly\n", encoding="utf-8")
    (tmp_path / "new.words.csv").write_text("word,gloss\n雨伞,brolly\n", encoding="utf-8")
    assert discover([tmp_path]).lone_tables == (tmp_path / "old.words.csv",)


@pytest.mark.parametrize("name", ["story.zh.words.tsv", "story.words.csv"])
def test_table_of_two_files(name: str, tmp_path: Path) -> None:
    """A table is found by the name of the Chinese file, or by that of the deck."""
    text = tmp_path / "story.zh.txt"
    text.write_text(ZH, encoding="utf-8")
    (tmp_path / "story.en.txt").write_text(EN, encoding="utf-8")
    separator = "," if name.endswith("csv") else "\t"
    (tmp_path / name).write_text(f"word{separator}gloss\n雨伞{separator}brolly\n", encoding="utf-8")
    assert [line.gloss for line in read_corrections(text)] == ["brolly"]
    assert discover([tmp_path]).lone_tables == ()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("story.zh.txt", "story.en.txt"),
        ("story.txt", "story.en.txt"),
        ("film-中文.srt", "film-英文.srt"),
        ("zh/1.md", "en/1.md"),
    ],
)
def test_partner_is_taken(zh: str, en: str, tmp_path: Path) -> None:
    """One file of a pair brings the other, whichever is named."""
    files = tmp_path / zh, tmp_path / en
    for path, text in zip(files, (ZH, EN), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "other.en.txt").write_text(EN, encoding="utf-8")
    assert discover([files[0]]).texts == (files,)
    assert discover([files[0]]).partners == (files,)
    if zh != "story.txt":
        assert discover([files[1]]).texts == (files,)
    assert discover(files).partners == ()


def test_text_in_both_languages_needs_no_partner(tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    text.write_text(ZH + "---\n" + EN, encoding="utf-8")
    (tmp_path / "story.en.txt").write_text(EN, encoding="utf-8")
    assert discover([text]).texts == ((text, None),)


def test_set_with_a_hidden_ending(tmp_path: Path) -> None:
    """Windows' editor saves set.toml as set.toml.txt."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "1.txt").write_text(ZH, encoding="utf-8")
    toml = 'title = "Course"\n[[lesson]]\ntexts = ["1.txt"]\n'
    (folder / "set.toml.txt").write_text(toml, encoding="utf-8")
    assert find_sets([tmp_path]) == (folder / "set.toml.txt",)
    assert read_set(folder).title == "Course"
    with pytest.raises(InputError, match="found no text"):
        (tmp_path / "empty").mkdir()
        find_texts([tmp_path / "empty"])
    assert find_texts([tmp_path]) == ()
