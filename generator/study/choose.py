"""Choose the words of a text that get a card: every word once, in an order of study, in the
sentence that shows it best."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.base.records import Issue, Passage, Token, Word
from generator.base.words import HeadwordKey
from generator.study.coverage import NO_COVERAGE, ROUNDING, Coverage, fewest, reached
from generator.study.order import plan
from generator.study.sentences import Sentences
from generator.study.vocabulary import RUNNING, Occurrence, Status, Vocabulary, survey

MakeWord = Callable[[Token, int], Word]
"""Completes a token of a passage (by its index) with what lists know of the word."""
MAX_UNKNOWN_WORDS = 1
"""Words that a sentence card may leave unknown where only some words are taught."""
MAX_UNKNOWN_SHARE = 0.05
"""The same for long sentences, as a share of their running words: readers need 95 % of these to
follow a text (Laufer 1989)."""
LEVEL_OF_UNLISTED = 99
"""Where words come that the syllabus lacks: after all of its levels."""


@dataclass(frozen=True, slots=True)
class SelectionOptions:
    """How words are to be chosen."""

    order: str = "text"
    """``text``, ``reading``, ``frequency`` or ``level``."""
    max_words: int | None = None
    coverage: float | None = None
    """Share of the running words that the reader is to know."""
    shown: Mapping[HeadwordKey, Collection[int]] = field(default_factory=dict)
    """Words that learners have a card of, and the passages (indices) that are on it."""

    @property
    def is_limited(self) -> bool:
        """Tell whether words may be left out."""
        return self.max_words is not None or self.coverage is not None


EVERYTHING = SelectionOptions()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of a text. Those that get no card come in the order of the text."""

    words: tuple[Word, ...]
    """To learn, in order of study."""
    held: tuple[Word, ...] = ()
    """In another deck already."""
    skipped: tuple[Word, ...] = ()
    """No card, because a person said so."""
    known: tuple[Word, ...] = ()
    """No card, because the learner knows them."""
    names: tuple[Word, ...] = ()
    """No card, because a reader needs none."""
    untaught: tuple[Word, ...] = ()
    """No card, because nowhere in the text their meaning is sure enough to be taught."""
    left_out: tuple[Word, ...] = ()
    """No card, because others give more."""
    order: tuple[int, ...] = ()
    """Indices of the passages that may be on cards, in order of study."""
    beyond: frozenset[int] = frozenset()
    """Of these, passages with too many words that were left out: no sentence card."""
    coverage: Coverage = NO_COVERAGE
    """How much of the text is known before study and after it."""
    issues: tuple[Issue, ...] = ()
    """What got no card for other reasons."""


def choose_words(
    passages: Sequence[Passage],
    usable: Collection[int],
    status_of: Callable[[Token], Status],
    make_word: MakeWord,
    request: SelectionOptions = EVERYTHING,
) -> Chosen:
    """Choose the words to learn.

    ``passages`` are all of the text, ``usable`` the indices, in order, of those that may be on
    cards; ``status_of`` says what becomes of a token that is a word or a name.

    A word is a headword with a reading; numbers get no card. Its card comes where the order of
    study needs it, and may show another sentence of the text (``sentences``). Two readings of one
    headword (衣 yī, yì) are never shown in the same sentence: nobody could tell which is asked for;
    where there is no other sentence, the later one gets no card.
    """
    text = survey(passages, usable, status_of)
    first = {key: _word_at(places[0], make_word) for key, places in text.places.items()}
    rank = _Rank(first, request)
    taught = fewest(text, rank.use, request.max_words, request.coverage)
    left_out: tuple[Word, ...] = ()
    beyond: frozenset[int] = frozenset()
    if request.is_limited:
        text = _only(text, taught)
        left_out = tuple(word for key, word in first.items() if key not in taught)
        beyond = _beyond(text, passages)
    steps = plan(request.order, text.needs, text.lacks, rank.frequency, rank.level)
    shown = Sentences(passages, text, steps).choose(request.shown)
    words = []
    for key, place in shown.items():
        is_first = place == text.places[key][0]
        word = first[key] if is_first else _word_at(place, make_word)
        words.append(replace(word, before=steps.words[key]))
    covered = reached(text, shown)
    needed = len(fewest(text, rank.use, None, request.coverage))
    issues = [
        *_unexplained(text, passages),
        *[_two_readings(first[key], passages) for key in steps.words if key not in shown],
        *_short_of(request, covered, needed),
    ]
    return Chosen(
        words=tuple(words),
        held=_others(text, make_word, "held"),
        skipped=_others(text, make_word, "skipped", "stopped"),
        known=_others(text, make_word, "known"),
        names=_others(text, make_word, "name"),
        untaught=_others(text, make_word, "untaught"),
        left_out=left_out,
        order=steps.passages,
        beyond=beyond,
        coverage=covered,
        issues=tuple(issues),
    )


class _Rank:
    """The order of words among those that are otherwise equal."""

    def __init__(self, words: Mapping[HeadwordKey, Word], request: SelectionOptions) -> None:
        self._words = words
        self._shown = request.shown

    def frequency(self, key: HeadwordKey) -> float:
        """Return what sorts the most frequent words first."""
        return -self._words[key].zipf

    def level(self, key: HeadwordKey) -> tuple[int, float]:
        """Return what sorts words by their level, then by frequency."""
        level = self._words[key].levels.hsk2025 or LEVEL_OF_UNLISTED
        return level, self.frequency(key)

    def use(self, key: HeadwordKey) -> tuple[bool, float]:
        """Return what sorts words first that have a card already, then by frequency."""
        return key not in self._shown, self.frequency(key)


def is_studied(token: Token) -> bool:
    """Tell whether a token is something to learn: a word, or a name that the dictionary
    explains."""
    return token.kind == "word" or (token.kind == "name" and token.entry is not None)


def _word_at(place: Occurrence, make_word: MakeWord) -> Word:
    return make_word(place.token, place.passage)


def _others(text: Vocabulary, make_word: MakeWord, *statuses: Status) -> tuple[Word, ...]:
    """Return the words that get no card for the reasons that the statuses name."""
    found: list[Word] = []
    for status in statuses:
        found += [_word_at(place, make_word) for place in text.others.get(status, ())]
    return tuple(found)


def _only(text: Vocabulary, taught: Collection[HeadwordKey]) -> Vocabulary:
    """Return the vocabulary with the other words among those that stay unknown."""
    needs: dict[int, tuple[HeadwordKey, ...]] = {}
    lacks: dict[int, int] = {}
    for index, keys in text.needs.items():
        needs[index] = tuple(key for key in keys if key in taught)
        lacks[index] = text.lacks[index] + len(keys) - len(needs[index])
    return replace(text, needs=needs, lacks=lacks)


def _beyond(text: Vocabulary, passages: Sequence[Passage]) -> frozenset[int]:
    """Return the passages that leave too many words unknown."""
    found = set()
    for index, lacking in text.lacks.items():
        running = [token for token in passages[index].tokens if token.kind in RUNNING]
        if lacking > max(MAX_UNKNOWN_WORDS, MAX_UNKNOWN_SHARE * len(running)):
            found.add(index)
    return frozenset(found)


def _unexplained(text: Vocabulary, passages: Sequence[Passage]) -> list[Issue]:
    found = []
    for place in text.unexplained:
        number = passages[place.passage].number
        detail = f"No dictionary has it; no card was made. It stands in No. {number}."
        found.append(Issue(kind="no-entry", where=place.token.text, detail=detail))
    return found


def _short_of(request: SelectionOptions, covered: Coverage, needed: int) -> list[Issue]:
    """Report where the words to learn do not take the reader as far as was asked for: ``needed``
    words would, or come nearest to it."""
    goal, share = request.coverage, covered.share(covered.after)
    if goal is None or covered.after >= goal * covered.running - ROUNDING:
        return []
    if request.max_words is not None and needed > request.max_words:
        detail = (
            f"{request.max_words} words take you to {share:.1%} of the running words; {needed}"
            f" would be wanted for {goal:.0%}."
        )
    else:
        detail = (
            f"All words that have cards take you to {share:.1%} of the running words, not to"
            f" {goal:.0%}: the others have none."
        )
    return [Issue(kind="coverage", where="coverage", detail=detail)]


def _two_readings(word: Word, passages: Sequence[Passage]) -> Issue:
    number = passages[word.passage].number
    detail = (
        f"Read {word.token.reading} in No. {number} only, where its other reading is asked for; no"
        " card was made."
    )
    return Issue(kind="two-readings", where=word.token.text, detail=detail)
