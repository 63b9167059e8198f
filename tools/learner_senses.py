"""The senses of the learner's dictionary as proposals for gold, and a ranker with weights by hand.

It ranks independently of the fitted model that gold judges. A line of the dictionary is a sense:
word, reading, part of speech, share of the word's occurrences in per cent, gloss, English
(separated by ``|``), Chinese frames (separated by spaces; ``~`` is the word), label. Lines of a
word stand together, the commonest sense first.
"""

from prelude import ROOT

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.lexicon import english

DICTIONARY = ROOT / "generator" / "data" / "learner.tsv"
COLUMNS = 8
WORD = re.compile(r"[A-Za-z]+|\d+")
FUNCTION_WORDS = frozenset(
    "the a an of to in on at by for with and or that which is are be as it this from up out"
    " off".split()
)
"""English words that say little; fewer than ``english.STOP_WORDS``, since grammar words are ranked,
too."""
AUXILIARIES = dict.fromkeys(("is", "are", "was", "were", "been"), "be")
AUXILIARIES |= dict.fromkeys(("has", "had"), "have") | dict.fromkeys(("did", "done"), "do")
"""Forms that ``english.stem`` leaves as they are: it never links them."""
CLASS_NAMES = re.compile(r"\+?(NUM|MW|TIME|PLACE|PERSON|[VNA]|verb|noun|num)\+?")
"""Classes of words in frames, which are not looked for."""
GAP = ".{0,8}"
"""What ``…`` in a frame may stand for."""

TRANSLATION_WEIGHT, FRAME_WEIGHT, SHARE_WEIGHT = 2.0, 0.9, 0.45
"""Weights by hand: of 88 held-out occurrences of words with several senses the first was right 72
times, one of the first two 84 times (2026-11-27)."""
PHRASE, SCATTERED, FUNCTION_WORD = 1.2, 0.5, 0.35
"""What a phrase counts that stands in the translation, one whose words do, and a function word; a
single content word counts 1."""
NEIGHBOUR = 0.8
"""What a neighbour counts that is not written with ``~``; a frame counts 1."""


@dataclass(frozen=True, slots=True)
class LearnerSense:
    """A sense of a word."""

    reading: str
    part_of_speech: str
    gloss: str
    share: int
    """Per cent of the word's occurrences."""
    english: tuple[tuple[str, ...], ...]
    """Stems of the phrases that translators write."""
    frames: tuple[str, ...]

    @property
    def label(self) -> list[str]:
        """Return how gold names the sense: reading, part of speech, gloss."""
        return [self.reading, self.part_of_speech, self.gloss]

    def __str__(self) -> str:
        return f"{self.reading} {self.part_of_speech}: {self.gloss}"


class LearnerDictionary:
    """The senses of each word."""

    def __init__(self, path: Path = DICTIONARY) -> None:
        """Read the dictionary."""
        self._senses: defaultdict[str, list[LearnerSense]] = defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            word, *cells = line.split("\t")
            if len(cells) >= COLUMNS - 3:
                self._senses[word].append(_sense(cells))

    def senses(self, headword: str) -> Sequence[LearnerSense]:
        """Return the senses of a word, the commonest first; none if it is not listed."""
        return self._senses.get(headword, ())

    def best(self, headword: str, zh: str, en: str) -> LearnerSense:
        """Return the likeliest sense of a listed word in a sentence pair."""
        stems = _stems(en)

        def score(sense: LearnerSense) -> float:
            said = max((_match(phrase, stems) for phrase in sense.english), default=0.0)
            framed = max((_frame(one, headword, zh) for one in sense.frames), default=0.0)
            usual = math.log(max(1, sense.share) / 100)
            return TRANSLATION_WEIGHT * said + FRAME_WEIGHT * framed + SHARE_WEIGHT * usual

        return max(self._senses[headword], key=score)


def _sense(cells: Sequence[str]) -> LearnerSense:
    reading, part_of_speech, share, gloss, phrases, *rest = cells
    return LearnerSense(
        reading=reading,
        part_of_speech=part_of_speech,
        gloss=gloss,
        share=int(share),
        english=tuple(_stems(phrase) for phrase in phrases.split("|")),
        frames=tuple(rest[0].split()) if rest else (),
    )


def _stems(text: str) -> tuple[str, ...]:
    words = [word.lower() for word in WORD.findall(text)]
    return tuple(english.stem(AUXILIARIES.get(word, word)) for word in words)


def _match(phrase: Sequence[str], stems: Sequence[str]) -> float:
    """Return how far a translation has a phrase, both as stems."""
    content = [stem for stem in phrase if stem not in FUNCTION_WORDS]
    if len(phrase) == 1:
        return (1.0 if content else FUNCTION_WORD) * (phrase[0] in stems)
    size = len(phrase)
    starts = range(len(stems) - size + 1)
    if size and any(tuple(stems[at : at + size]) == tuple(phrase) for at in starts):
        return PHRASE
    return SCATTERED if content and set(content) <= set(stems) else 0.0


def _frame(frame: str, word: str, zh: str) -> float:
    """Return how far a Chinese sentence has a frame; classes of words in it are passed over."""
    plain = CLASS_NAMES.sub("", frame)
    if not plain.strip("~"):
        return 0.0
    if "~" in plain:
        pattern = re.escape(plain).replace(re.escape("~"), re.escape(word)).replace("…", GAP)
        return float(re.search(pattern, zh) is not None)
    return NEIGHBOUR if plain in zh else 0.0
