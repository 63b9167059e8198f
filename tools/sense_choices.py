"""The choices between senses that the program has at the tokens of the gold corpus."""

import prelude

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.annotation.entries import Entries
from generator.annotation.token_builder import TokenBuilder
from generator.chinese.script import simplify
from generator.chinese.segments import Segment
from generator.lexicon.sense_features import Features, WordInPassage, features
from generator.lexicon.sense_model import RankedSense
from generator.lexicon.word_senses import Sense
from generator.pipeline import Resources
from gold_corpus import GoldPair


@dataclass(frozen=True, slots=True)
class Choice:
    """A gold token with the senses that the program considered."""

    pair: str
    text: str
    genre: str
    is_test: bool
    word: str
    rows: tuple[Features, ...]
    glosses: tuple[tuple[str, str, str], ...]
    right: int
    """Which sense is right; -1 where none of them is, or the cut is another."""


class RecordingBuilder(TokenBuilder):
    """A builder of tokens that keeps the evidence for each word."""

    def __init__(self, entries: Entries) -> None:
        super().__init__(entries)
        self.seen: dict[tuple[int, int], tuple[Sequence[Sense], list[Features]]] = {}

    def rank(
        self, segment: Segment, senses: Sequence[Sense], place: WordInPassage
    ) -> tuple[RankedSense, ...]:
        """Keep the evidence, and order the senses by their shares."""
        span = segment.start, segment.start + len(segment.text)
        self.seen[span] = senses, features(place, senses)
        return tuple(RankedSense(sense=sense, probability=sense.share) for sense in senses)


def choices(pairs: Iterable[GoldPair]) -> Iterator[Choice]:
    """Let the program read the pairs, text by text, and yield the choices of their gold tokens."""
    resources = Resources()
    annotator = resources.annotator
    builder = RecordingBuilder(Entries(resources.dictionary, annotator.segmenter))
    annotator.builder = builder
    texts: dict[str, list[GoldPair]] = {}
    for pair in pairs:
        texts.setdefault(pair.text, []).append(pair)
    for own in texts.values():
        lines = [(pair.zh, pair.en) for pair in own]
        names = annotator.names(lines)
        passages = annotator.sensed_passages(lines, names)
        for pair in own:
            builder.seen.clear()
            next(passages)
            yield from _choices_of(pair, builder)


def _choices_of(pair: GoldPair, builder: RecordingBuilder) -> Iterator[Choice]:
    for token in pair.tokens:
        if token.sense is None or token.kind not in ("word", "name", "number"):
            continue
        senses, rows = builder.seen.get((token.start, token.end), ((), []))
        keys = tuple((one.reading, one.pos, one.gloss) for one in senses)
        right = keys.index(token.sense) if token.sense in keys else -1
        yield Choice(
            pair=pair.id,
            text=pair.text,
            genre=pair.genre,
            is_test=pair.is_test,
            word=simplify(pair.zh[token.start : token.end]),
            rows=tuple(rows),
            glosses=keys,
            right=right,
        )
