"""Measure texts for their readers: one text, several as one, several against each other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.base.han import HANZI
from generator.base.records import Passage, Token, Word
from generator.base.words import HeadwordKey, headword_key
from generator.study.choose import MakeWord
from generator.study.text_profile import (
    UNKNOWN_STEPS,
    CountedWord,
    HardSentence,
    NotCounted,
    Profile,
)
from generator.study.vocabulary import RUNNING
from generator.study.word_selection import Known

MAX_HARD_SENTENCES = 10
"""Sentences that a profile keeps."""
TOP_ZIPF = 8.0
"""Above every Zipf value: a word weighs the more, the further it lies below."""
COMFORTABLE_COVERAGE = 0.95
"""Share of the running words that a reader needs to follow a text (Laufer 1989)."""


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
    not_counted: Counter[str] = Counter()
    counts: Counter[HeadwordKey] = Counter()
    first: dict[HeadwordKey, tuple[Token, int]] = {}
    unknown: list[list[Token]] = []
    for index, passage in enumerate(passages):
        unknown.append([])
        for token in passage.tokens:
            kind = _kind(token, reader)
            if kind != "word":
                not_counted[kind] += 1
                continue
            key = headword_key(token)
            counts[key] += 1
            first.setdefault(key, (token, index))
            if token.headword not in reader.known:
                unknown[index].append(token)
    words = {key: reader.make_word(*place) for key, place in first.items()}
    hard = []
    for passage, tokens in zip(passages, unknown, strict=True):
        if tokens:
            hard.append(_hard(name, passage, tokens, words, reader))
    headwords = "".join(headword for headword, _ in words)
    return Profile(
        name=name,
        title=title,
        words=tuple(_counted(word, counts[key], reader) for key, word in words.items()),
        aside=NotCounted(
            names=not_counted["name"],
            numbers=not_counted["number"],
            left_out=not_counted["left out"],
        ),
        sentences=sentences,
        by_unknown=_by_unknown(len(set(map(headword_key, tokens))) for tokens in unknown),
        hardest=_hardest(hard),
        known_characters=reader.known.characters.intersection(HANZI.findall(headwords)),
    )


def joined(profiles: Sequence[Profile], name: str) -> Profile:
    """Join several texts as one. A word that a person left out of one text counts as left out
    there, as a word elsewhere."""
    together: dict[HeadwordKey, CountedWord] = {}
    names = numbers = left_out = 0
    by_unknown = [0] * (len(UNKNOWN_STEPS) + 1)
    hardest: list[HardSentence] = []
    for profile in profiles:
        for met in profile.words:
            had = together.get(met.key)
            together[met.key] = _added(had, met) if had else met
        names += profile.aside.names
        numbers += profile.aside.numbers
        left_out += profile.aside.left_out
        for place, count in enumerate(profile.by_unknown):
            by_unknown[place] += count
        hardest += profile.hardest
    return Profile(
        name=name,
        title=name,
        words=tuple(together.values()),
        aside=NotCounted(names=names, numbers=numbers, left_out=left_out),
        sentences=sum(profile.sentences for profile in profiles),
        by_unknown=tuple(by_unknown),
        hardest=_hardest(hardest),
        known_characters=frozenset().union(*[profile.known_characters for profile in profiles]),
    )


def _added(one: CountedWord, other: CountedWord) -> CountedWord:
    return replace(one, count=one.count + other.count, texts=one.texts + other.texts)


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
        """Return the unknown words of several texts: those of most texts first, then those that
        stand there most often."""
        shared = [met for met in self.total.unknown if met.texts > 1]
        return tuple(sorted(shared, key=lambda met: (-met.texts, -met.count)))


def compare(profiles: Sequence[Profile], standard: str, name: str) -> Comparison:
    """Put texts in order, the easiest first; of equals the one that needs fewer words for 95 % of
    its running words.

    ``name`` is that of all together.
    """
    knows_any = any(_has_known(profile) for profile in profiles)
    by = "known" if knows_any else "level"

    def hardness(profile: Profile) -> tuple[float, int, str]:
        measured = -profile.coverage if knows_any else profile.mean_level(standard)
        return measured, profile.words_for(COMFORTABLE_COVERAGE) or 0, profile.name

    in_easier: set[HeadwordKey] = set()
    ordered = sorted(profiles, key=hardness)
    texts = []
    for profile in ordered:
        unknown = {met.key for met in profile.unknown}
        texts.append(Compared(profile=profile, new=len(unknown - in_easier)))
        in_easier |= unknown
    return Comparison(texts=tuple(texts), by=by, total=joined(ordered, name))


def _has_known(profile: Profile) -> bool:
    return any(met.known for met in profile.words)


def _kind(token: Token, reader: ReaderKnowledge) -> str:
    """Return ``word``, or why a token is none: ``name``, ``number``, ``left out``, or ``not
    running`` (punctuation, Latin letters)."""
    if token.kind not in RUNNING:
        return "not running"
    if reader.is_word(token):
        return "left out" if reader.is_left_out(token) else "word"
    return "number" if token.kind == "number" else "name"


def _counted(word: Word, count: int, reader: ReaderKnowledge) -> CountedWord:
    headword = word.token.headword
    is_known = headword in reader.known
    is_stopped = headword in reader.stop and not is_known
    is_guessable = reader.known.is_guessable(headword) and not is_stopped
    return CountedWord(
        word=word, count=count, known=is_known, guessable=is_guessable, stopped=is_stopped
    )


def _hard(
    name: str,
    passage: Passage,
    tokens: Sequence[Token],
    words: dict[HeadwordKey, Word],
    reader: ReaderKnowledge,
) -> HardSentence:
    """Return how hard a passage is in which ``tokens`` are unknown."""
    zipf = {key: words[key].zipf for key in map(headword_key, tokens)}
    rarest = sorted(zipf, key=lambda key: zipf[key])
    running = [token for token in passage.tokens if _kind(token, reader) != "not running"]
    return HardSentence(
        text=name,
        number=passage.number,
        zh=passage.zh,
        running=len(running),
        unknown=tuple(headword for headword, _ in rarest),
        spans=tuple((token.start, token.end) for token in tokens),
        weight=sum(TOP_ZIPF - zipf[key] for key in rarest),
    )


def _hardest(sentences: Iterable[HardSentence]) -> tuple[HardSentence, ...]:
    return tuple(sorted(sentences, key=lambda one: -one.weight)[:MAX_HARD_SENTENCES])


def _by_unknown(numbers: Iterable[int]) -> tuple[int, ...]:
    """Count passages by their numbers of unknown words, in UNKNOWN_STEPS."""
    found = [0] * (len(UNKNOWN_STEPS) + 1)
    for number in numbers:
        found[bisect_left(UNKNOWN_STEPS, number)] += 1
    return tuple(found)
