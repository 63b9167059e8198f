"""The choices between senses that the program has at the tokens of the gold corpus."""

import prelude

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.annotation.entries import Entries
from generator.annotation.token_builder import TokenBuilder
from generator.chinese.script import simplify
from generator.chinese.segments import Segment
from generator.lexicon.sense_features import Features, WordInPassage, features, label
from generator.lexicon.sense_model import DENSE, RankedSense, of_pos
from generator.lexicon.word_senses import Sense
from generator.pipeline import Resources
from gold_rows import GoldPair


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
        self.seen[span] = senses, rows_of(place, senses)
        return tuple(RankedSense(sense=sense, probability=sense.share) for sense in senses)


def rows_of(place: WordInPassage, senses: Sequence[Sense]) -> list[Features]:
    """Return the features of each sense in one row: group of weights, tab, name."""
    found = features(place, senses)
    rows = []
    for sense, dense, frames in zip(senses, found.dense, found.of_sense, strict=True):
        row: Features = {}
        of_class, of_sense = of_pos(sense.pos), label(place.word, sense)
        groups = [(DENSE, dense), (of_class, found.around), (of_class, found.of_class)]
        if len(senses) > 1:
            groups += [(of_sense, frames), (of_sense, found.around)]
        for group, values in groups:
            row |= {f"{group}\t{name}": value for name, value in values.items()}
        rows.append(row)
    return rows


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
