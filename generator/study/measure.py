"""Measure texts for their readers: one text, several as one, several against each other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.base.han import HANZI
from generator.base.records import Passage, Token, Word
from generator.study.choose import MakeWord
from generator.study.text_profile import (
    UNKNOWN_STEPS,
    CountedWord,
    HardSentence,
    NotCounted,
    Profile,
)
from generator.study.vocabulary import RUNNING, Key, key_of
from generator.study.word_selection import Known

HARDEST = 10
"""Sentences that a profile keeps."""
ABOVE_ZIPF = 8.0
"""Above every Zipf value: a word weighs the more, the further it lies below."""


@dataclass(frozen=True, slots=True)
class ReaderKnowledge:
    """Whom a text is measured for."""

    known: Known
    make_word: MakeWord
    is_word: Callable[[Token], bool]
    """Whether a token is something to learn; names and numbers that are not are read without
    study."""
    is_left_out: Callable[[Token], bool] = lambda token: False
    """Whether a person wants no card for a word, because it needs none."""
    stop: frozenset[str] = frozenset()
    """Headwords that are not to be learnt although nobody knows them."""


def measure(
    name: str, title: str, passages: Sequence[Passage], sentences: int, reader: ReaderKnowledge
) -> Profile:
    """Measure a text of as many Chinese ``sentences``."""
    aside: Counter[str] = Counter()
    counts: Counter[Key] = Counter()
    first: dict[Key, tuple[Token, int]] = {}
    unknown: list[list[Token]] = []
    for index, passage in enumerate(passages):
        unknown.append([])
        for token in passage.tokens:
            kind = _kind(token, reader)
            if kind != "word":
                aside[kind] += 1
                continue
            counts[key_of(token)] += 1
            first.setdefault(key_of(token), (token, index))
            if token.headword not in reader.known:
                unknown[index].append(token)
    words = {one: reader.make_word(*place) for one, place in first.items()}
    hard = (
        _hard(name, passage, tokens, words, reader)
        for passage, tokens in zip(passages, unknown, strict=True)
        if tokens
    )
    characters = frozenset(HANZI.findall("".join(headword for headword, _ in words)))
    return Profile(
        name,
        title,
        tuple(_met(word, counts[one], reader) for one, word in words.items()),
        NotCounted(aside["name"], aside["number"], aside["left out"]),
        sentences,
        _by_unknown(len({key_of(token) for token in tokens}) for tokens in unknown),
        _hardest(hard),
        characters & reader.known.characters,
    )


def joined(profiles: Sequence[Profile], name: str) -> Profile:
    """Several texts as one. A word that a person left out of one text counts as left out there, as
    a word elsewhere."""
    together: dict[Key, CountedWord] = {}
    for met in (met for profile in profiles for met in profile.words):
        had = together.get(met.key)
        together[met.key] = (
            met
            if had is None
            else replace(had, count=had.count + met.count, texts=had.texts + met.texts)
        )
    return Profile(
        name,
        name,
        tuple(together.values()),
        NotCounted(
            *(
                sum(getattr(profile.aside, name) for profile in profiles)
                for name in ("names", "numbers", "left_out")
            )
        ),
        sum(profile.sentences for profile in profiles),
        tuple(
            sum(profile.by_unknown[place] for profile in profiles)
            for place in range(len(UNKNOWN_STEPS) + 1)
        ),
        _hardest(one for profile in profiles for one in profile.hardest),
        frozenset().union(*(profile.known_characters for profile in profiles)),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A text among others."""

    profile: Profile
    new: int
    """Unknown words that no easier text has: what is to learn when its turn comes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several texts, the easiest first."""

    texts: tuple[Compared, ...]
    by: str
    """What easy means: ``known`` (most of the running words known), or ``level`` (lowest mean
    level) where nothing is known."""
    total: Profile
    """All of them as one text."""

    @property
    def shared(self) -> tuple[CountedWord, ...]:
        """Unknown words of several texts: those of most texts first, then those that stand there
        most often."""
        return tuple(
            sorted(
                (met for met in self.total.unknown if met.texts > 1),
                key=lambda met: (-met.texts, -met.count),
            )
        )


def compare(profiles: Sequence[Profile], standard: str, name: str) -> Comparison:
    """Put texts in order, the easiest first; of equals the one that needs fewer words for 95 % of
    its running words.

    ``name`` is that of all together.
    """
    by = "known" if any(met.known for profile in profiles for met in profile.words) else "level"

    def hardness(profile: Profile) -> tuple[float, int, str]:
        measured = -profile.coverage if by == "known" else profile.mean_level(standard)
        return measured, profile.words_for(0.95) or 0, profile.name

    met: set[Key] = set()
    texts = []
    for profile in sorted(profiles, key=hardness):
        own = {one.key for one in profile.unknown}
        texts.append(Compared(profile, len(own - met)))
        met |= own
    return Comparison(tuple(texts), by, joined([compared.profile for compared in texts], name))


def _kind(token: Token, reader: ReaderKnowledge) -> str:
    """``word``, or why it is none: ``name``, ``number``, ``left out``, or ``sign`` (no running
    word)."""
    if token.kind not in RUNNING:
        return "sign"
    if reader.is_word(token):
        return "left out" if reader.is_left_out(token) else "word"
    return "number" if token.kind == "number" else "name"


def _met(word: Word, count: int, reader: ReaderKnowledge) -> CountedWord:
    headword, known = word.token.headword, reader.known
    is_stopped = headword in reader.stop and headword not in known
    return CountedWord(
        word, count, headword in known, known.is_guessable(headword) and not is_stopped, is_stopped
    )


def _hard(
    name: str,
    passage: Passage,
    tokens: Sequence[Token],
    words: dict[Key, Word],
    reader: ReaderKnowledge,
) -> HardSentence:
    rarest = sorted(
        {key_of(token): words[key_of(token)].zipf for token in tokens}.items(),
        key=lambda item: item[1],
    )
    spans = tuple((token.start, token.end) for token in tokens)
    running = sum(_kind(token, reader) != "sign" for token in passage.tokens)
    weight = sum(ABOVE_ZIPF - zipf for _, zipf in rarest)
    return HardSentence(
        name,
        passage.number,
        passage.zh,
        running,
        tuple(headword for (headword, _), _ in rarest),
        spans,
        weight,
    )


def _hardest(sentences: Iterable[HardSentence]) -> tuple[HardSentence, ...]:
    return tuple(sorted(sentences, key=lambda one: -one.weight)[:HARDEST])


def _by_unknown(numbers: Iterable[int]) -> tuple[int, ...]:
    found = Counter(bisect_left(UNKNOWN_STEPS, number) for number in numbers)
    return tuple(found[place] for place in range(len(UNKNOWN_STEPS) + 1))
