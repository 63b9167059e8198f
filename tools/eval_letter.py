#!/usr/bin/env python3
"""Measure words, readings and glosses of the letter against ``tests/cases/letter.words.tsv`` (117
words).

    python tools/eval_letter.py [--all]

A gold word counts as read right if the syllables of its characters in its sentence equal the gold's
(spaces, capitals, apostrophes and hyphens ignored). Whether a gloss fits was judged by a person,
once for each gloss, in ``tests/cases/letter.judged.tsv``; a gloss that is not in that table counts
as wrong and is listed as "not judged".
"""

import prelude

import itertools
import re
import sys
from dataclasses import dataclass

from generator import pipeline
from generator.base.records import Passage
from generator.lexicon.glosses import is_reference
from generator.pipeline import Resources, Source, Study
from inputs import CASES, LETTER, command_line, read_table
from judged_words import FoundWord, found_word, plain

GOLD = CASES / "letter.words.tsv"
JUDGED = CASES / "letter.judged.tsv"


@dataclass(frozen=True)
class LetterResult:
    """One gold word as the program has it."""

    word: str
    gold: str
    found: FoundWord
    reading_right: bool
    fits: bool | None
    """None where nobody judged this gloss."""

    @property
    def verdict(self) -> str:
        """Return what is wrong, or ``ok``."""
        if not self.reading_right:
            return "reading"
        return {True: "ok", False: "gloss", None: "not judged"}[self.fits]


def measure(study: Study) -> list[LetterResult]:
    """Compare every gold word with what the program makes of it."""
    judged = {(row["word"], row["gloss"]): row["fits"] == "y" for row in read_table(JUDGED)}
    results = []
    for row in read_table(GOLD):
        word = row["word"]
        passage, start = find(study, word)
        found = found_word(passage, start, len(word))
        result = LetterResult(
            word=word,
            gold=row["pinyin"],
            found=found,
            reading_right=plain(found.read) == plain(row["pinyin"]),
            fits=judged.get((word, found.gloss)),
        )
        results.append(result)
    return results


def find(study: Study, word: str) -> tuple[Passage, int]:
    """Return the first passage with a word, preferring one where it is cut at its borders."""
    places = []
    for passage in study.passages:
        starts = [match.start() for match in re.finditer(re.escape(word), passage.zh)]
        places += [(passage, start) for start in starts]
    if not places:
        sys.exit(f"{word} is not in the letter")
    at_borders = [place for place in places if _is_at_borders(*place, len(word))]
    return (at_borders or places)[0]


def _is_at_borders(passage: Passage, start: int, length: int) -> bool:
    borders = {token.start for token in passage.tokens} | {len(passage.zh)}
    return start in borders and start + length in borders


def check_cards(study: Study) -> None:
    """Print which words lack an entry or a gloss, and where a card contradicts itself."""
    tokens = itertools.chain.from_iterable(passage.tokens for passage in study.passages)
    words = [token for token in tokens if token.kind == "word"]
    lacking = [token.text for token in words if token.entry is None]
    known = len(words) - len(lacking)
    print(f"word tokens in the dictionary: {known} of {len(words)} ({known / len(words):.1%})")
    print("not in it:", " ".join(sorted(set(lacking))))
    cards = [word.token for word in study.words]
    bad = [card.text for card in cards if not card.gloss or is_reference(card.gloss)]
    print(f"empty or cross-reference glosses: {len(bad)} {' '.join(bad)}")
    read = [(card, plain("".join(card.pinyin or ()))) for card in cards]
    differing = [card.text for card, line in read if line and line != plain(card.reading)]
    names = " ".join(differing)
    print(f"cards whose word line and sentence line disagree: {len(differing)} {names}")


def main() -> None:
    """Read the command line, measure, and print what is wrong."""
    parser = command_line(__doc__)
    parser.add_argument("--all", action="store_true", help="print every word, not only the faults")
    show_all: bool = parser.parse_args().all
    study = pipeline.study_text(Resources(), Source(LETTER))
    results = measure(study)
    for one in results:
        if show_all or one.verdict != "ok":
            found = f"{one.found.cut}\t{one.found.read} (gold {one.gold})\t{one.found.gloss}"
            print(f"{one.verdict:10} {one.word}\t{found}")
    right = sum(one.reading_right for one in results)
    good = sum(one.verdict == "ok" for one in results)
    print(f"readings right: {right} of {len(results)}")
    print(f"reading right and gloss fits: {good} of {len(results)}")
    check_cards(study)


if __name__ == "__main__":
    main()
