"""Choose the words of a text that get a card: every word once, in an order of study, in the
sentence that shows it best."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.base.records import Issue, Passage, Token, Word
from generator.study.coverage import NO_COVERAGE, ROUNDING, Coverage, fewest, reached
from generator.study.order import plan
from generator.study.sentences import Sentences
from generator.study.vocabulary import RUNNING, Key, Status, Vocabulary, survey

MakeWord = Callable[[Token, int], Word]
"""Completes a token of a passage (by its index) with what lists know of the word."""
UNKNOWN = 1
"""Words that a sentence card may leave unknown where only some words are taught, and UNKNOWN_SHARE
for long ones: 95 % of the running words is what readers need to follow a text (Laufer 1989)."""
UNKNOWN_SHARE = 0.05
BEYOND_LEVELS = 99


@dataclass(frozen=True, slots=True)
class SelectionOptions:
    """How words are to be chosen."""

    order: str = "text"
    """``text``, ``reading``, ``frequency`` or ``level``."""
    max_words: int | None = None
    coverage: float | None = None
    """Share of the running words that the reader is to know."""
    shown: Mapping[Key, Collection[int]] = field(default_factory=dict)
    """Words that learners have a card of, and the passages (indices) that are on it."""

    @property
    def is_limited(self) -> bool:
        """Whether words may be left out."""
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
    standing: Callable[[Token], Status],
    make_word: MakeWord,
    request: SelectionOptions = EVERYTHING,
) -> Chosen:
    """Choose the words to learn.

    ``passages`` are all of the text, ``usable`` the indices, in order, of those that may be on
    cards; ``standing`` says what becomes of a token that is a word or a name.

    A word is a headword with a reading; numbers get no card. Its card comes where the order of
    study needs it, and may show another sentence of the text (``sentences``). Two readings of one
    headword (衣 yī, yì) are never shown in the same sentence: nobody could tell which is asked for;
    where there is no other sentence, the later one gets no card.
    """
    text = survey(passages, usable, standing)
    first = {
        key: make_word(places[0].token, places[0].passage) for key, places in text.places.items()
    }

    def frequency(key: Key) -> float:
        return -first[key].zipf

    def level(key: Key) -> tuple[int, float]:
        return first[key].levels.hsk2025 or BEYOND_LEVELS, frequency(key)

    def others(*standings: Status) -> tuple[Word, ...]:
        return tuple(
            make_word(place.token, place.passage)
            for what in standings
            for place in text.others.get(what, ())
        )

    def rank(key: Key) -> tuple[bool, float]:
        return key not in request.shown, frequency(key)

    taught = fewest(text, rank, request.max_words, request.coverage)
    text = _only(text, taught) if request.is_limited else text
    steps = plan(request.order, text.needs, text.lacks, frequency, level)
    shown = Sentences(passages, text, steps).choose(request.shown)
    covered = reached(text, frozenset(shown))
    words = [
        replace(
            first[key] if place == text.places[key][0] else make_word(place.token, place.passage),
            before=steps.words[key],
        )
        for key, place in shown.items()
    ]
    return Chosen(
        tuple(words),
        others("held"),
        others("skipped", "stopped"),
        others("known"),
        others("name"),
        tuple(word for key, word in first.items() if request.is_limited and key not in taught),
        steps.passages,
        frozenset(
            index
            for index in text.lacks
            if request.is_limited and _is_beyond(text.lacks[index], passages[index])
        ),
        covered,
        (
            *_unexplained(text, passages),
            *(_alone(first[key], passages) for key in steps.words if key not in shown),
            *_short_of(request, covered, len(fewest(text, rank, None, request.coverage))),
        ),
    )


def is_studied(token: Token) -> bool:
    """Whether a token is something to learn: a word, or a name that the dictionary explains."""
    return token.kind == "word" or (token.kind == "name" and token.entry is not None)


def _only(text: Vocabulary, taught: Collection[Key]) -> Vocabulary:
    """The vocabulary with the other words among those that stay unknown."""
    needs = {
        index: tuple(key for key in keys if key in taught) for index, keys in text.needs.items()
    }
    lacks = {
        index: text.lacks[index] + len(keys) - len(needs[index])
        for index, keys in text.needs.items()
    }
    return replace(text, needs=needs, lacks=lacks)


def _is_beyond(lacking: int, passage: Passage) -> bool:
    return lacking > max(
        UNKNOWN, UNKNOWN_SHARE * sum(token.kind in RUNNING for token in passage.tokens)
    )


def _unexplained(text: Vocabulary, passages: Sequence[Passage]) -> list[Issue]:
    detail = "No dictionary has it; no card was made. It stands in No. {}."
    return [
        Issue("no-entry", place.token.text, detail.format(passages[place.passage].number))
        for place in text.unexplained
    ]


def _short_of(request: SelectionOptions, covered: Coverage, needed: int) -> list[Issue]:
    """Where the words to learn do not take the reader as far as was wished: ``needed`` words would,
    or come nearest to it."""
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
    return [Issue("coverage", "coverage", detail)]


def _alone(word: Word, passages: Sequence[Passage]) -> Issue:
    number = passages[word.passage].number
    detail = (
        f"Read {word.token.reading} in No. {number} only, where its other reading is asked for; no"
        " card was made."
    )
    return Issue("two-readings", word.token.text, detail)
