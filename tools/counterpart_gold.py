"""The passages of the gold corpus as the program reads them, with the English words that gold gives
each token.

Every text is read with senses whose weights did not see it (``fit_senses.py``).
"""

import prelude

import itertools
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval_gold import GRAMMAR
from fit_senses import FOLDS, fold_of, grouped
from fit_senses import fit as fit_senses
from generator.annotation.entries import Entries
from generator.annotation.token_builder import TokenBuilder
from generator.chinese.segments import Segment
from generator.lexicon.english import EnglishWord
from generator.lexicon.sense_features import WordInPassage
from generator.lexicon.sense_model import RankedSense, SenseModel
from generator.lexicon.sensed_passage import SensedPassage
from generator.lexicon.word_senses import Sense
from generator.pipeline import Resources
from gold_corpus import read_gold
from gold_rows import GoldPair, GoldToken
from sense_choices import choices

STRANGERS = 4
"""Every so many pairs are read with the English of another one, too."""
STEP = 37
"""How many pairs further that other one stands."""


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage with what gold says of it."""

    pair: GoldPair
    passage: SensedPassage
    gold: dict[int, frozenset[int]]
    """Index of a token that gold cuts alike -> the English words of its counterpart."""
    judged: frozenset[int]
    """Those of them that are content words."""
    is_stranger: bool = False
    """Whether the English translates another passage: nothing of it is a counterpart, but what the
    dictionary says."""

    @property
    def fold(self) -> int:
        """Return the fold of its text."""
        return zlib.crc32(self.pair.text.encode()) % FOLDS


class HeldOutBuilder(TokenBuilder):
    """A builder of tokens that orders senses by a model of its own."""

    fitted: SenseModel

    def rank(
        self, segment: Segment, senses: Sequence[Sense], place: WordInPassage
    ) -> tuple[RankedSense, ...]:
        """Order the senses of a segment, likeliest first."""
        return self.fitted.rank(place, senses)


def judged_passages(resources: Resources) -> Iterator[JudgedPassage]:
    """Read the fit part of the gold, each text with senses that were fitted on others."""
    pairs = [pair for pair in read_gold() if not pair.is_test]
    found = [one for one in choices(pairs) if not one.is_test]
    builder = HeldOutBuilder(Entries(resources.dictionary, resources.annotator.segmenter))
    resources.annotator.builder = builder
    for fold in range(FOLDS):
        weights = fit_senses([one for one in found if fold_of(one) != fold]).weights
        builder.fitted = SenseModel(weights=grouped(weights))
        own = [pair for pair in pairs if zlib.crc32(pair.text.encode()) % FOLDS == fold]
        for _, text in itertools.groupby(own, lambda pair: pair.text):
            yield from _of_text(resources, list(text))
        for one, other in zip(own[::STRANGERS], own[STEP::STRANGERS], strict=False):
            yield _stranger(resources, one, other)


def _of_text(resources: Resources, pairs: Sequence[GoldPair]) -> Iterator[JudgedPassage]:
    annotator = resources.annotator
    lines = [(pair.zh, pair.en) for pair in pairs]
    passages = annotator.sensed_passages(lines, annotator.names(lines))
    for pair, passage in zip(pairs, passages, strict=True):
        yield _example(pair, passage)


def _stranger(resources: Resources, pair: GoldPair, other: GoldPair) -> JudgedPassage:
    """Return a passage with the English of another one."""
    annotator = resources.annotator
    lines = [(pair.zh, other.en)]
    (passage,) = annotator.sensed_passages(lines, annotator.names(lines))
    nothing: dict[int, frozenset[int]] = dict.fromkeys(range(len(passage.tokens)), frozenset())
    return JudgedPassage(
        pair=pair, passage=passage, gold=nothing, judged=frozenset(), is_stranger=True
    )


def _words_of(token: GoldToken, words: Sequence[EnglishWord]) -> frozenset[int]:
    """Return which English words gold gives a token."""
    found: set[int] = set()
    for start, end in token.english:
        found.update([at for at, word in enumerate(words) if word.start < end and start < word.end])
    return frozenset(found)


def _example(pair: GoldPair, passage: SensedPassage) -> JudgedPassage:
    gold = {(one.start, one.end): one for one in pair.tokens}
    answers: dict[int, frozenset[int]] = {}
    judged = set()
    for index, one in enumerate(passage.tokens):
        wanted = gold.get((one.token.start, one.token.end))
        if wanted is None or (wanted.kind == "word" and wanted.sense is None):
            continue
        answers[index] = _words_of(wanted, passage.english.words)
        if not wanted.sense or wanted.sense[1] not in GRAMMAR:
            judged.add(index)
    return JudgedPassage(pair=pair, passage=passage, gold=answers, judged=frozenset(judged))
