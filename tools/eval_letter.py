#!/usr/bin/env python3
"""Measure words, readings and glosses of the letter against ``tests/cases/letter.words.tsv`` (117
words).

    python tools/eval_letter.py [--all]

A gold word counts as read right if the syllables of its characters in its sentence equal the gold's
(spaces, capitals, apostrophes and hyphens ignored). Whether a gloss fits was judged by a person,
once for each gloss, in ``tests/cases/letter.judged.tsv``; a gloss that is not in that table counts
as wrong and is listed as "not judged".
"""

import argparse
import csv
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator import pipeline
from generator.base.records import Passage, Token
from generator.lexicon.glosses import is_reference
from generator.pipeline import Resources, Source, Study

LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
GOLD = ROOT / "tests" / "cases" / "letter.words.tsv"
JUDGED = ROOT / "tests" / "cases" / "letter.judged.tsv"


@dataclass(frozen=True)
class LetterResult:
    """One gold word as the program has it."""

    word: str
    gold: str
    read: str
    cut: str
    gloss: str
    reading_right: bool
    fits: bool | None
    """None where nobody judged this gloss."""


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(reading: str) -> str:
    return re.sub(r"[\s'’\-]", "", unicodedata.normalize("NFC", reading)).lower()


def find(study: Study, word: str) -> tuple[Passage, int]:
    """The first passage with the word, preferring one where it begins and ends at token borders."""
    places = [(p, m.start()) for p in study.passages for m in re.finditer(re.escape(word), p.zh)]
    if not places:
        sys.exit(f"{word} is not in the letter")
    return min(
        places, key=lambda place: (not at_borders(place[0], place[1], len(word)), place[0].number)
    )


def at_borders(passage: Passage, start: int, length: int) -> bool:
    starts = {t.start for t in passage.tokens} | {len(passage.zh)}
    return start in starts and start + length in starts


def tokens_of(passage: Passage, start: int, length: int) -> list[Token]:
    return [t for t in passage.tokens if t.end > start and t.start < start + length]


def syllables_of(passage: Passage, start: int, length: int) -> str:
    """The syllables of a stretch of characters."""
    found = []
    for token in passage.tokens:
        han = [i for i in range(token.start, token.end) if re.match(r"[㐀-鿿〇]", passage.zh[i])]
        found += [
            s for i, s in zip(han, token.pinyin or (), strict=False) if start <= i < start + length
        ]
    return "".join(found)


def measure(study: Study) -> list[LetterResult]:
    judged = (
        {(r["word"], r["gloss"]): r["fits"] == "y" for r in read_table(JUDGED)}
        if JUDGED.is_file()
        else {}
    )
    results = []
    for row in read_table(GOLD):
        word = row["word"]
        passage, start = find(study, word)
        tokens = tokens_of(passage, start, len(word))
        gloss = " + ".join(t.gloss for t in tokens)
        read = syllables_of(passage, start, len(word))
        cut = "|".join(t.text for t in tokens)
        results.append(
            LetterResult(
                word,
                row["pinyin"],
                read,
                cut,
                gloss,
                plain(read) == plain(row["pinyin"]),
                judged.get((word, gloss)),
            )
        )
    return results


def check_cards(study: Study) -> None:
    words = [t for p in study.passages for t in p.tokens if t.kind == "word"]
    known = sum(t.entry is not None for t in words)
    print(f"word tokens in the dictionary: {known} of {len(words)} ({known / len(words):.1%})")
    print("not in it:", " ".join(sorted({t.text for t in words if t.entry is None})))
    bad = [w.token.text for w in study.words if not w.token.gloss or is_reference(w.token.gloss)]
    print(f"empty or cross-reference glosses: {len(bad)} {' '.join(bad)}")
    differing = [
        w.token.text
        for w in study.words
        if w.token.pinyin and plain("".join(w.token.pinyin)) != plain(w.token.reading)
    ]
    print(
        f"cards whose word line and sentence line disagree: {len(differing)} {' '.join(differing)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="print every word, not only the faults")
    show_all = parser.parse_args().all
    study = pipeline.study_text(Resources(), Source(LETTER))
    results = measure(study)
    for r in results:
        good = r.reading_right and r.fits
        if show_all or not good:
            verdict = (
                "ok"
                if good
                else (
                    "reading"
                    if not r.reading_right
                    else "gloss"
                    if r.fits is False
                    else "not judged"
                )
            )
            print(f"{verdict:10} {r.word}\t{r.cut}\t{r.read} (gold {r.gold})\t{r.gloss}")
    print(f"readings right: {sum(r.reading_right for r in results)} of {len(results)}")
    print(
        f"reading right and gloss fits: {sum(r.reading_right and bool(r.fits) for r in results)} of"
        f" {len(results)}"
    )
    check_cards(study)


if __name__ == "__main__":
    main()
