"""The reading that a sentence suggests for each of its words, before the dictionary and the translation have their say."""

import csv
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from generator import pinyin
from generator.chinese import pronounce
from generator.chinese.segment import IS_HAN, Piece
from generator.errors import data_file

DEMONSTRATIVES = frozenset({"这", "那", "哪", "每", "各", "几", "某", "半", "第一", "第二", "第三"})
EXCEPTIONS = Path(__file__).resolve().parent.parent / "data" / "readings.tsv"


@lru_cache(maxsize=1)
def _exceptions() -> dict[tuple[str, str], str]:
    """(word, tag of the word before or empty) -> reading, out of ``readings.tsv``, which gives the reasons."""
    with data_file(EXCEPTIONS), EXCEPTIONS.open(encoding="utf-8", newline="") as lines:
        found = {(row["word"], row["after"]): row["reading"] for row in csv.DictReader(lines, delimiter="\t")}
        if not found:
            raise ValueError("it is empty")
    return found


def expected(pieces: Sequence[Piece], tag: Callable[[str], str]) -> tuple[str, ...]:
    """Return one numbered reading in the dictionary's form a piece (``yin2 hang2``), empty where there are no hanzi.

    Each run of hanzi is read as a whole by pypinyin, so that its phrases may cross our cuts; a word that stands in the
    table of exceptions is read as the table says.
    """
    syllables = _read_runs(pieces)
    found = []
    for index, piece in enumerate(pieces):
        after = "m" if is_counted(pieces, index) else tag(pieces[index - 1].text)[:1] if index else ""
        exception = _exceptions().get((piece.text, after)) or _exceptions().get((piece.text, ""))
        found.append(exception or " ".join(map(pinyin.number, syllables[index])))
    return tuple(found)


def is_counted(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a numeral or demonstrative stands right before a piece, so that it may be a measure word."""
    return index > 0 and (pieces[index - 1].kind == "number" or pieces[index - 1].text in DEMONSTRATIVES)


def _read_runs(pieces: Sequence[Piece]) -> list[tuple[str, ...]]:
    """Read runs of neighbouring hanzi pieces and deal the syllables out again."""
    result: list[tuple[str, ...]] = [()] * len(pieces)
    run: list[int] = []
    for index in range(len(pieces) + 1):
        if index < len(pieces) and IS_HAN.fullmatch(pieces[index].text):
            run.append(index)
            continue
        read = pronounce.guess("".join(pieces[i].text for i in run)) if run else ()
        for i in run:
            result[i], read = read[: len(pieces[i].text)], read[len(pieces[i].text) :]
        run = []
    return result
