#!/usr/bin/env python3
"""Measure alignment, words, readings and glosses of the lessons in ``seeds/first-steps`` against
what a person wrote.

    python tools/eval_lessons.py [--all] [--without-corrections]

``tests/cases/lessons.alignment.tsv`` has the pairs of sentences (``lesson``, ``zh``, ``en``;
sentences separated by ⏎). ``tests/cases/lessons.words.tsv`` has words in their places (``lesson``;
``word``, marked in its sentence: 她就[睡着]了; ``reading``; ``gloss``). Readings are compared by
the syllables of the marked characters, spaces, capitals and apostrophes aside, so that the cut does
not matter; where several are right they are separated by ``|``. ``gloss`` is a regular expression
that was written before any gloss was seen; a gloss fits if it has that. The table NAME.words.tsv
and the glossary that lie beside the lessons are applied, as in a build, unless they are switched
off.
"""

import prelude

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from generator import pipeline
from generator.base.records import Passage
from generator.pipeline import Resources, Source
from generator.pipeline.stages import Aligned
from gold_texts import BREAK
from inputs import CASES, LESSONS, command_line, read_table
from judged_words import FoundWord, found_word, plain

PAIRS = CASES / "lessons.alignment.tsv"
WORDS = CASES / "lessons.words.tsv"

SentencePair = tuple[str, str]
"""Chinese and English of a bead, sentences separated by BREAK."""


@dataclass(frozen=True)
class GoldLesson:
    """A lesson as the program understands it."""

    aligned: Aligned
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class LessonResult:
    """One gold word as the program has it."""

    lesson: str
    word: str
    gold: str
    found: FoundWord
    reading_right: bool
    fits: bool

    @property
    def verdict(self) -> str:
        """Return what is wrong, or ``ok``."""
        if not self.reading_right:
            return "reading"
        return "ok" if self.fits else "gloss"


def read(*, corrected: bool = True) -> dict[str, GoldLesson]:
    """Understand the lessons; return them by their numbers, in order."""
    resources = Resources()
    found = {}
    for path in sorted(LESSONS.glob("[1-9]*.txt")):
        if corrected:
            text = pipeline.understand(resources, Source(path))
            found[path.name[0]] = GoldLesson(text.aligned, text.passages)
        else:
            aligned = pipeline.align_source(resources, Source(path))
            found[path.name[0]] = GoldLesson(aligned, pipeline.annotate(resources, aligned))
    return found


def pairs(aligned: Aligned) -> list[SentencePair]:
    """Return the pairs of a lesson as the gold table has them."""
    found = []
    for bead in aligned.beads:
        zh = BREAK.join(aligned.zh[i].text for i in bead.zh)
        en = BREAK.join(aligned.en[j].text for j in bead.en)
        found.append((zh, en))
    return found


def gold_pairs(lesson: str) -> list[SentencePair]:
    """Return the pairs of a lesson that a person found."""
    rows = [row for row in read_table(PAIRS) if row["lesson"] == lesson]
    return [(row["zh"], row["en"]) for row in rows]


def measure(lessons: dict[str, GoldLesson]) -> list[LessonResult]:
    """Compare every gold word with what the program makes of it.

    Exits with a sentence if a word is not where the table says.
    """
    results = []
    for row in read_table(WORDS):
        passage, start, length = _place(lessons[row["lesson"]].passages, row["word"])
        found = found_word(passage, start, length)
        right = {plain(reading) for reading in row["reading"].split("|")}
        result = LessonResult(
            lesson=row["lesson"],
            word=row["word"],
            gold=row["reading"],
            found=found,
            reading_right=plain(found.read) in right,
            fits=re.search(row["gloss"], found.gloss, re.IGNORECASE) is not None,
        )
        results.append(result)
    return results


def _place(passages: Sequence[Passage], marked: str) -> tuple[Passage, int, int]:
    """Return passage, start and length of a word that is marked in its sentence."""
    before, word, after = re.split(r"[\[\]]", marked)
    stretch = before + word + after
    for passage in passages:
        if stretch in passage.zh:
            return passage, passage.zh.index(stretch) + len(before), len(word)
    sys.exit(f"{WORDS.name}: no lesson of this number has {stretch}")


def print_pairs(number: str, made: Sequence[SentencePair]) -> None:
    """Print how many pairs of a lesson are right, and which are not."""
    gold = gold_pairs(number)
    wrong = [pair for pair in made if pair not in gold]
    right = len(made) - len(wrong)
    print(f"lesson {number}: {right} of {len(gold)} pairs right, {len(made)} made")
    for pair in wrong:
        print("  wrong pair:", " | ".join(pair))


def main() -> None:
    """Read the command line, measure, and print what is wrong."""
    parser = command_line(__doc__)
    parser.add_argument("--all", action="store_true", help="print every word, not only the faults")
    parser.add_argument(
        "--without-corrections",
        action="store_true",
        help="leave out what a person corrected beside the lessons",
    )
    options = parser.parse_args()
    lessons = read(corrected=not options.without_corrections)
    for number, lesson in lessons.items():
        print_pairs(number, pairs(lesson.aligned))
    results = measure(lessons)
    for one in results:
        if options.all or one.verdict != "ok":
            found = f"{one.found.cut}\t{one.found.read} (gold {one.gold})\t{one.found.gloss}"
            print(f"{one.verdict:8}{one.lesson} {one.word}\t{found}")
    right = sum(one.reading_right for one in results)
    good = sum(one.verdict == "ok" for one in results)
    print(f"readings right: {right} of {len(results)}")
    print(f"reading right and gloss fits: {good} of {len(results)}")


if __name__ == "__main__":
    main()
