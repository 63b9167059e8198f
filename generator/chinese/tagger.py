"""Words of a sentence with their parts of speech and the names among them, as LAC sees them.

The words are the tagger's own, no cut for learners. What they are good for is the tag of a word
that is cut alike, and evidence for a border (``border_odds``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from generator.chinese.label_paths import best_labels, likelihoods
from generator.chinese.packed import pack
from generator.chinese.tagger_network import TaggerNetwork

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Doubles = NDArray[np.float64]

BATCH = 64
"""Pieces that go through the network side by side."""
LONGEST = 256
"""Characters of a piece: a longer sentence is cut, after a sign if it has one."""
ENDS = ("。！？；…!?;\n", "，、：,: \u3000")
"""Signs to cut after, the better ones first."""
SURE = 12.0
"""The log odds of what is certain: one chance in 160,000 that it is not so."""
MIN_CHANCE = 0.05
"""Tags less likely than this are not worth their time."""
NAME_TAGS = frozenset({"PER", "LOC", "ORG"})
"""Tags of names."""
DIGITS = 3
"""Decimals of odds and chances: further ones may depend on the library that multiplies."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word of the tagger: ``sentence[start:end]``."""

    start: int
    end: int
    tag: str
    """One of LAC's: n, nz, nw (a work), PER, LOC, ORG, TIME, f, s (places), v, vd, vn, a, ad, an,
    d, m, q, r, p, c, u, xc (other function words), w (signs)."""
    confidence: float
    """How likely this tag at this place of a word is for the least likely of the characters."""


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """What the tagger makes of a sentence."""

    words: tuple[TaggedWord, ...]
    """All words in order; together they are the whole sentence."""
    border_odds: tuple[float, ...]
    """For each character the log odds that a word ends after it, from -SURE to SURE; SURE after the
    last one."""
    tag_chances: tuple[tuple[tuple[str, float], ...], ...] = ()
    """For each character the tags that its word may have, over all ways to cut, each with its
    chance; those under MIN_CHANCE are left out."""

    def tags_of(self, start: int, end: int) -> dict[str, float]:
        """Return the tags that the word ``sentence[start:end]`` may have with their chances, also
        where the tagger cuts otherwise: the mean of its characters."""
        found: dict[str, float] = {}
        for character in self.tag_chances[start:end]:
            for tag, chance in character:
                found[tag] = found.get(tag, 0.0) + chance / (end - start)
        return found


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the network says of each character of a text."""

    begins: "NDArray[np.bool_]"
    """Whether the character begins a word."""
    tags: "Ints"
    """The number of its tag."""
    chances: "Doubles"
    """How likely these two are, over all ways to read its piece."""
    begin_odds: "Doubles"
    """Log odds that it begins a word, over all ways."""
    tag_chances: "Doubles"
    """(characters, tags): how likely each tag is, over all ways."""


class Tagger:
    """The tagger. The model is loaded when the first sentence comes, which may raise DataError."""

    def tag(self, sentences: Sequence[str]) -> list[tuple[TaggedWord, ...]]:
        """Return the words of each sentence.

        Text should be simplified before. No sentence has a part in what others become. Any text
        will do: what the model does not know it reads as one unknown character.
        """
        return [one.words for one in self.read(sentences)]

    def read(self, sentences: Sequence[str]) -> list[TaggedSentence]:
        """Return the words of each sentence, as ``tag`` does, and how likely its borders are."""
        ends = list(accumulate(map(len, sentences)))
        if not any(sentences):
            return [TaggedSentence(words=(), border_odds=()) for _ in sentences]
        begins = [0, *ends[:-1]]
        pieces = list(chain.from_iterable(map(_pieces, sentences, begins)))
        marks = self._marks("".join(sentences), pieces)
        for start, _ in pieces:
            marks.begins[start] = True
        words = _words(marks, begins, self._network.tags)
        odds = _border_odds(marks, ends)
        chances = _tag_chances(marks, self._network.tags)
        return [
            TaggedSentence(
                words=found,
                border_odds=tuple(odds[begin:end]),
                tag_chances=tuple(chances[begin:end]),
            )
            for found, begin, end in zip(words, begins, ends, strict=True)
        ]

    @cached_property
    def _network(self) -> TaggerNetwork:
        return TaggerNetwork()

    def _marks(self, text: str, pieces: Sequence[Span]) -> _Marks:
        """Return what the network says of a text, each of its pieces read by itself."""
        import numpy as np

        network = self._network
        numbers = np.array(network.numbers(text))
        size = len(text)
        marks = _Marks(
            begins=np.empty(size, np.bool_),
            tags=np.empty(size, np.int64),
            chances=np.empty(size),
            begin_odds=np.empty(size),
            tag_chances=np.empty((size, len(network.tags))),
        )
        longest_first = sorted(pieces, key=lambda piece: piece[0] - piece[1])
        for first in range(0, len(pieces), BATCH):
            batch = longest_first[first : first + BATCH]
            rows = pack([end - start for start, end in batch])
            places = np.concatenate([np.arange(*piece) for piece in batch])[rows.sources]
            scores = network.scores(numbers[places], rows)
            labels = best_labels(scores, network.transitions, rows)
            chances = likelihoods(scores, network.transitions, rows)
            marks.begins[places] = labels % 2 == 0
            marks.tags[places] = labels // 2
            marks.chances[places] = np.take_along_axis(chances, labels[:, None], axis=1)[:, 0]
            marks.begin_odds[places] = _begin_odds(chances)
            marks.tag_chances[places] = chances[:, ::2] + chances[:, 1::2]
        return marks


def _pieces(sentence: str, begin: int) -> Iterator[Span]:
    """Yield what goes through the network at once of a sentence that begins at a place of the
    text."""
    start = 0
    while len(sentence) - start > LONGEST:
        end = _cut(sentence, start + LONGEST // 2, start + LONGEST)
        yield begin + start, begin + end
        start = end
    if sentence:
        yield begin + start, begin + len(sentence)


def _cut(sentence: str, first: int, last: int) -> int:
    """Return the best place to cut a sentence between two places."""
    for signs in ENDS:
        place = max(sentence.rfind(sign, first, last) for sign in signs)
        if place >= 0:
            return place + 1
    return last


def _begin_odds(chances: "Doubles") -> "Doubles":
    """Return the log odds that characters begin a word from the chances of their labels."""
    import numpy as np

    least = np.exp(-SURE)
    begins = np.maximum(chances[:, ::2].sum(axis=1), least)
    continues = np.maximum(chances[:, 1::2].sum(axis=1), least)
    odds: Doubles = np.log(begins) - np.log(continues)
    return odds


def _border_odds(marks: _Marks, ends: Sequence[int]) -> list[float]:
    """Return the log odds that a word ends after each character of a text of sentences."""
    import numpy as np

    odds = np.append(marks.begin_odds[1:], SURE).round(DIGITS)
    odds += 0.0  # -0.0 becomes 0.0
    for end in ends:
        odds[end - 1] = SURE
    return odds.tolist()


def _tag_chances(marks: _Marks, tags: Sequence[str]) -> list[tuple[tuple[str, float], ...]]:
    """Return the likely tags of each character of a text with their chances."""
    import numpy as np

    chances = marks.tag_chances.round(DIGITS)
    rows, columns = np.nonzero(chances >= MIN_CHANCE)
    names = [tags[column] for column in columns.tolist()]
    pairs = list(zip(names, chances[rows, columns].tolist(), strict=True))
    ends = np.searchsorted(rows, np.arange(len(chances)), side="right").tolist()
    return [tuple(pairs[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)]


def _words(
    marks: _Marks, begins: Sequence[int], tags: Sequence[str]
) -> Iterator[tuple[TaggedWord, ...]]:
    """Yield the words of each sentence of a text, counted from the sentence's ``begins``."""
    import numpy as np

    starts = np.flatnonzero(marks.begins)
    ends = np.append(starts[1:], len(marks.begins))
    confidence = np.minimum.reduceat(marks.chances, starts).round(DIGITS)
    sentences = np.searchsorted(begins, starts, side="right") - 1
    firsts = np.array(begins)[sentences]
    words = (
        TaggedWord(start=start, end=end, tag=tags[tag], confidence=chance)
        for start, end, tag, chance in zip(
            (starts - firsts).tolist(),
            (ends - firsts).tolist(),
            marks.tags[starts].tolist(),
            confidence.tolist(),
            strict=True,
        )
    )
    for count in np.bincount(sentences, minlength=len(begins)).tolist():
        yield tuple(islice(words, count))
