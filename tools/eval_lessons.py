#!/usr/bin/env python3
"""Measure alignment, words, readings and glosses of the lessons in ``seeds/first-steps`` against
what a person wrote.

    python tools/eval_lessons.py [--all] [--without-corrections]

``tests/cases/lessons.alignment.tsv`` has the pairs of sentences (``lesson``, ``zh``, ``en``;
sentences parted by ⏎). ``tests/cases/lessons.words.tsv`` has words in their places (``lesson``;
``word``, marked in its sentence: 她就[睡着]了; ``reading``; ``gloss``). Readings are compared by
the syllables of the marked characters, spaces, capitals and apostrophes aside, so that the cut does
not matter; where several are right they are parted by ``|``. ``gloss`` is a regular expression that
was written before any gloss was seen; a gloss fits if it has that. The table NAME.words.tsv and the
glossary that lie beside the lessons are applied, as in a build, unless they are switched off.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from eval_letter import ROOT, plain, read_table, syllables_of, tokens_of

from generator import pipeline
from generator.base.records import Passage
from generator.pipeline import Resources, Source
from generator.pipeline.stages import Aligned

LESSONS = ROOT / "seeds" / "first-steps"
CASES = ROOT / "tests" / "cases"
BREAK = " ⏎ "
"""Between the sentences of one cell."""


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
    cut: str
    read: str
    gold: str
    gloss: str
    reading_right: bool
    fits: bool


def read(*, corrected: bool = True) -> dict[str, GoldLesson]:
    """The lessons by their numbers, in order."""
    workshop, found = Resources(), {}
    for path in sorted(LESSONS.glob("[1-9]*.txt")):
        if corrected:
            text = pipeline.understand(workshop, Source(path))
            found[path.name[0]] = GoldLesson(text.aligned, text.passages)
        else:
            aligned = pipeline.align_source(workshop, Source(path))
            found[path.name[0]] = GoldLesson(aligned, pipeline.annotate(workshop, aligned))
    return found


def pairs(aligned: Aligned) -> list[list[str]]:
    """The pairs of a lesson as the gold table has them."""
    return [
        [BREAK.join(aligned.zh[i].text for i in b.zh), BREAK.join(aligned.en[j].text for j in b.en)]
        for b in aligned.beads
    ]


def gold_pairs(lesson: str) -> list[list[str]]:
    """The pairs of a lesson that a person found."""
    return [
        [row["zh"], row["en"]]
        for row in read_table(CASES / "lessons.alignment.tsv")
        if row["lesson"] == lesson
    ]


def measure(found: dict[str, GoldLesson]) -> list[LessonResult]:
    """Compare every gold word with what the program makes of it; a word that is not where the table
    says is an error."""
    results = []
    for row in read_table(CASES / "lessons.words.tsv"):
        before, word, after = re.split(r"[\[\]]", row["word"])
        stretch = before + word + after
        places = [
            (p, p.zh.index(stretch) + len(before))
            for p in found[row["lesson"]].passages
            if stretch in p.zh
        ]
        if not places:
            sys.exit(f"lessons.words.tsv: lesson {row['lesson']} has no {stretch}")
        passage, start = places[0]
        tokens = tokens_of(passage, start, len(word))
        gloss = " + ".join(t.gloss for t in tokens)
        read = syllables_of(passage, start, len(word))
        right = plain(read) in {plain(reading) for reading in row["reading"].split("|")}
        cut, fits = (
            "|".join(t.text for t in tokens),
            re.search(row["gloss"], gloss, re.IGNORECASE) is not None,
        )
        results.append(
            LessonResult(row["lesson"], row["word"], cut, read, row["reading"], gloss, right, fits)
        )
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="print every word, not only the faults")
    parser.add_argument(
        "--without-corrections",
        action="store_true",
        help="leave out what a person corrected beside the lessons",
    )
    options = parser.parse_args()
    found = read(corrected=not options.without_corrections)
    for number, lesson in found.items():
        gold, made = gold_pairs(number), pairs(lesson.aligned)
        print(
            f"lesson {number}: {sum(pair in gold for pair in made)} of {len(gold)} pairs right,"
            f" {len(made)} made"
        )
        for pair in made:
            if pair not in gold:
                print("  wrong pair:", " | ".join(pair))
    results = measure(found)
    for r in results:
        good = r.reading_right and r.fits
        if options.all or not good:
            verdict = "ok" if good else "gloss" if r.reading_right else "reading"
            print(f"{verdict:8}{r.lesson} {r.word}\t{r.cut}\t{r.read} (gold {r.gold})\t{r.gloss}")
    print(f"readings right: {sum(r.reading_right for r in results)} of {len(results)}")
    print(
        f"reading right and gloss fits: {sum(r.reading_right and r.fits for r in results)} of"
        f" {len(results)}"
    )


if __name__ == "__main__":
    main()
