"""A teacher's list of words, in whatever form it lies there: a table with names over its columns or
without (tabs, CSV, XLSX), a word a line, or lines as textbooks print them (``1. 裁判 cáipàn n.
referee``)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.base import pinyin
from generator.base.class_records import ListedWord
from generator.base.errors import Faults, InputError
from generator.base.han import HAN, HANZI
from generator.texts.bilingual_table import Row, parse_rows
from generator.texts.corrections_table import COLUMN_OF_NAME, correction_rows
from generator.texts.formats import tidied
from generator.texts.list_columns import columns_of
from generator.texts.named_table import TableRow, read_table
from generator.texts.own_words import HEADING, entry_parts
from generator.texts.paths import read_bytes
from generator.texts.pinyin_parts import WORD as PINYIN_WORD
from generator.texts.pinyin_parts import has_tone, syllable_count
from generator.texts.recognise import format_of
from generator.texts.word_cells import ASIDE, PART_OF_SPEECH, cell_words, plain
from generator.texts.word_lists import PLECO, is_anki_export, read_word_list, separator_of
from generator.texts.xlsx import read_named_sheets

Cells = dict[str, str]
"""Column -> cell."""
COLUMN_OF_NAME_IN_LISTS = COLUMN_OF_NAME | {
    "sentence": "sentence",
    "example": "sentence",
    "句子": "sentence",
    "例句": "sentence",
    "translation": "translation",
    "english": "translation",
    "译文": "translation",
}
"""Names in a table that is kept as those of corrections are."""
BRACKETED = re.compile(r"[（(\[【]([^（()）\[\]【】]*)[)）\]】]")
TAIL = re.compile(rf"(?<=[{HAN}])\s*([A-Za-zÀ-ɏɑ][^{HAN}]*)$")
"""Latin letters behind a word in its cell: its reading, or more."""
INNER_SPACE = re.compile(rf"(?<=[{HAN}])[ \t\u3000]+(?=[{HAN}])")
ALTERNATIVES = re.compile(r"\s*[/／、，;；]\s*")
OF_A_LESSON = re.compile(r"[#*\s]*(?:第[一二三四五六七八九十百\d]+[课課单單]|[Ll]esson\b)[^\t]*")
"""A line that names the lesson."""
IN_CITATION = {"一": "yī", "不": "bù"}
"""Textbooks write the tone of these that is heard (yìqǐ), dictionaries the one they have alone."""


def read_class_list(path: Path, sheet: str = "") -> tuple[ListedWord, ...]:
    """Return the words of a teacher's list, with what it says of them: reading, gloss, perhaps a
    sentence and its translation; of a workbook those of one sheet, or of all.

    Lines that say where to cut, or that are marked ``skip``, speak of no word to learn; they are
    left out. Raises InputError, with the lines, for a list that is missing or cannot be understood,
    and for one without words.
    """
    words: dict[tuple[str, str], ListedWord] = {}
    faults = Faults()
    for line, row in correction_rows(_word_rows(path, sheet)):
        if line.is_cut or line.skip:
            continue
        if not HANZI.search(line.word):
            faults.add(
                f"{row.where}: {line.word!r} has no Chinese character. Write the word in Chinese."
            )
        words[line.word, line.reading] = ListedWord(
            line=replace(line, shared=True),
            sentence=row.cells.get("sentence", ""),
            translation=row.cells.get("translation", ""),
        )
    faults.raise_all()
    if not words:
        raise InputError(
            f"{path}: there is no word in this list. Expected a Chinese word on each line, perhaps"
            " with its pinyin and meaning; or a table (Excel, CSV, tabs) with a column of words."
        )
    return tuple(words.values())


def _word_rows(path: Path, sheet: str) -> Iterator[TableRow]:
    """Yield a row for each word, the cell ``word`` being nothing but the word."""
    for row in _rows(path, sheet):
        for cells in _of_one_word(row.cells):
            yield replace(row, cells=cells)


def _rows(path: Path, sheet: str) -> Iterable[TableRow]:
    data = read_bytes(path)
    if sheet and format_of(data, path) != "xlsx":
        raise InputError(f"{path}: has no sheet {sheet!r}; only Excel workbooks have sheets.")
    unit = "line"
    found: list[tuple[int, Cells]] = []
    if format_of(data, path) == "xlsx":
        unit = "row"
        for rows in _sheets(read_named_sheets(data, str(path)), sheet, path):
            found += _table_rows(rows)
    elif PLECO.match(data) or is_anki_export(data):
        words = read_word_list(path).words
        found = [(number, {"word": word}) for number, word in enumerate(words, 1)]
    else:
        text, _ = tidied(data, path)
        if _is_named_table(text):
            return read_table(path, COLUMN_OF_NAME_IN_LISTS, required=("word",))
        found = list(_text_rows(text, path))
    return [TableRow(n, f"{path}, {unit} {n}", str(path), cells) for n, cells in found]


def _sheets(
    sheets: Mapping[str, Sequence[Row]], wanted: str, path: Path
) -> Iterable[Sequence[Row]]:
    """Return the sheet of a name, or all."""
    if not wanted:
        return sheets.values()
    named = [rows for name, rows in sheets.items() if name.strip().lower() == wanted.lower()]
    if not named:
        raise InputError(
            f"{path}: there is no sheet {wanted!r}. Its sheets are: {', '.join(sheets)}."
        )
    return named


def _text_rows(text: str, path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a table whose first line names no columns as ours, or of lines."""
    lines = list(enumerate(text.split("\n"), 1))
    lines = [(n, line) for n, line in lines if line.strip() and not line.startswith(("#", "//"))]
    separator = separator_of([line for _, line in lines])
    if not separator or (separator != "\t" and not _is_table(text, separator, path)):
        return _line_rows(lines)
    return _table_rows(parse_rows(text, separator, str(path)))


def _is_named_table(text: str) -> bool:
    """Tell whether the first line names the columns as the tables of corrections do."""
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    first = re.split("[\t;,|]", lines[0]) if lines else []
    return bool({"word", "词"}.intersection(name.strip(' "').lower() for name in first))


def _is_table(text: str, separator: str, path: Path) -> bool:
    """Tell whether a mark separates columns, and not words in a row (我们、你们)."""
    for _, row in parse_rows(text, separator, str(path)):
        if any(cell.strip() and not HANZI.search(cell) for cell in row):
            return True
    return False


def _table_rows(rows: Sequence[Row]) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a table by what its columns hold; rows without Chinese there are no
    words."""
    filled: list[Row] = []
    for number, cells in rows:
        if any(cells):
            filled.append((number, list(map(str.strip, cells))))
    body, columns = columns_of(filled)
    if max((len(cells) for _, cells in filled), default=0) <= 1:
        yield from _line_rows([(n, cells[0]) for n, cells in body])
        return
    for line, cells in body:
        found: Cells = {}
        for name, places in columns.items():
            parts = [cells[at] for at in places if at < len(cells) and cells[at]]
            found[name] = ", ".join(parts)
        is_heading = OF_A_LESSON.fullmatch(found.get("word", "")) and not found.get("gloss")
        if HANZI.search(found.get("word", "")) and not is_heading:
            yield line, found


def _line_rows(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cells]]:
    """Yield the words of lines: one a line, with what a textbook prints behind it; or words in a
    row."""
    chinese = [(n, line.strip()) for n, line in lines if HANZI.search(line)]
    spaced = sum(INNER_SPACE.search(plain(line)) is not None for _, line in chinese)
    for number, line in chinese:
        if HEADING.fullmatch(line) or OF_A_LESSON.fullmatch(line):
            continue
        text = plain(line)
        parts = text.split() if 2 * spaced > len(chinese) else [text]
        if len(parts) > 1 and all(map(cell_words, parts)) and not re.search("[A-Za-z]", text):
            for part in parts:
                yield number, {"word": part}
        else:
            yield number, {"word": line}


def _of_one_word(cells: Mapping[str, str]) -> Iterator[Cells]:
    """Yield a row for each of the words that its cell names (爸爸/爸), without what stands around
    them: numbers, markup, readings, remarks, spaces."""
    written = cells.get("word", "")
    if not HANZI.search(written) or re.search("[+＋|｜]", written):
        yield dict(cells)
        return
    own = dict(cells)
    text = BRACKETED.sub(_without_remark, written)
    reading = next((one for one in BRACKETED.findall(written) if _may_be_reading(one)), "")
    word = plain(text)
    entry = entry_parts(word) if cell_words(word) != (word,) else None
    if entry:
        word, behind, gloss = entry
        reading = reading or behind
        own["gloss"] = own.get("gloss") or gloss
    else:
        tail = TAIL.search(word)
        if tail and _may_be_reading(tail[1]):
            word, reading = word[: tail.start()], reading or tail[1]
    own["reading"] = own.get("reading") or reading
    without = ASIDE.sub("", word).strip() or word
    words = [INNER_SPACE.sub("", one) for one in ALTERNATIVES.split(without) if one]
    readings = ALTERNATIVES.split(own["reading"])
    for at, one in enumerate(words):
        said = readings[at] if len(readings) == len(words) else ""
        yield own | {"word": one, "reading": _in_citation(one, said)}


def _without_remark(aside: re.Match[str]) -> str:
    """Return an aside, a space in place of a reading or of a part of speech."""
    is_remark = _may_be_reading(aside[1]) or PART_OF_SPEECH.fullmatch(aside[1])
    return " " if is_remark else aside[0]


def _may_be_reading(text: str) -> bool:
    words = PINYIN_WORD.findall(text)
    if not words or HANZI.search(text):
        return False
    return all(map(syllable_count, words)) and any(map(has_tone, words))


def _in_citation(word: str, reading: str) -> str:
    """Return a reading with 一 and 不 as dictionaries have them in words of several characters; of
    these, nothing where it has no tones."""
    characters = HANZI.findall(word)
    if len(characters) > 1 and not any(map(has_tone, PINYIN_WORD.findall(reading))):
        return ""
    syllables = list(pinyin.syllables(reading))
    if len(characters) <= 1 or len(syllables) != len(characters):
        return reading
    if not IN_CITATION.keys() & set(characters):
        return reading
    return " ".join(map(IN_CITATION.get, characters, syllables))
