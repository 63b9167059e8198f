"""Notes from a deck: which words and sentences get one, and in which order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator.anki.card_options import DEFAULT_CARD_OPTIONS, CardOptions
from generator.anki.note import Note
from generator.anki.note_maker import NoteMaker
from generator.anki.note_types import SWITCHES
from generator.base.choices import DEFAULT_CARDS
from generator.base.errors import InputError
from generator.base.records import Deck, Issue, Word
from generator.base.words import NoteKey, WordKey, word_key
from generator.display import NO_LOOKUPS, ChineseLookups

NO_SOUNDS: Mapping[NoteKey, str] = {}


def make_notes(
    deck: Deck,
    cards: frozenset[str] = DEFAULT_CARDS,
    *,
    card_options: CardOptions = DEFAULT_CARD_OPTIONS,
    lookups: ChineseLookups = NO_LOOKUPS,
    sounds: Mapping[NoteKey, str] = NO_SOUNDS,
    before: Iterable[Word] = (),
) -> tuple[Note, ...]:
    """Make the notes of a deck in order of study: of each passage its new words, then its sentence.

    ``sounds`` are the names of sound files; what has none is spoken by the learner's device.
    ``before`` are words that earlier decks of the package teach, which a learner could take for
    those of this one.

    A word or sentence that the deck holds twice gives one note, the first; ``repeats`` names the
    others. Raises InputError where ``cards`` holds a name that is not in SWITCHES.
    """
    plans = plan_notes(
        deck, cards, card_options=card_options, lookups=lookups, sounds=sounds, before=before
    )
    return tuple(plan.make() for plan in plans)


@dataclass(frozen=True, slots=True)
class NotePlan:
    """A note that can be made."""

    key: NoteKey
    make: Callable[[], Note]


def plan_notes(
    deck: Deck,
    cards: frozenset[str] = DEFAULT_CARDS,
    *,
    card_options: CardOptions = DEFAULT_CARD_OPTIONS,
    lookups: ChineseLookups = NO_LOOKUPS,
    sounds: Mapping[NoteKey, str] = NO_SOUNDS,
    before: Iterable[Word] = (),
) -> tuple[NotePlan, ...]:
    """Return the notes of ``make_notes``, none of them made yet: of a novel a page shows a few."""
    unknown = sorted(cards - SWITCHES.keys())
    if unknown:
        known = ", ".join(SWITCHES)
        raise InputError(f"There is no card named {unknown[0]!r}. The cards are: {known}.")
    words = (*before, *_in_text_order(deck))
    maker = NoteMaker(
        deck, cards, card_options=card_options, lookups=lookups, sounds=sounds, words=words
    )
    plans: dict[NoteKey, NotePlan] = {}
    for word, index in _studied(deck):
        make = partial(maker.word, word) if word else partial(maker.sentence, index)
        key = _key(word, deck.passages[index].zh)
        plans.setdefault(key, NotePlan(key, make))
    return tuple(plans.values())


def repeats(deck: Deck) -> tuple[Issue, ...]:
    """Tell which words and sentences of the deck got no note of their own because an earlier one
    has the same key."""
    seen: set[NoteKey] = set()
    issues: list[Issue] = []
    for word, index in _studied(deck):
        passage = deck.passages[index]
        key = _key(word, passage.zh)
        if key in seen:
            shown = word.token.headword if word else passage.zh
            where = f"No. {passage.number}: {shown}"
            said = "It stands earlier in this text already; one card was made for both."
            issues.append(Issue("repeated", where, said))
        seen.add(key)
    return tuple(issues)


def _studied(deck: Deck) -> Iterator[tuple[Word | None, int]]:
    """Yield words with the passage that they are shown in and, as (None, index), sentences, in
    order of study."""
    words_at: dict[int, list[Word]] = defaultdict(list)
    for word in deck.words:
        words_at[word.place].append(word)
    sentences = frozenset(deck.sentences)
    for index in deck.order or range(len(deck.passages)):
        for word in words_at[index]:
            yield word, word.passage
        if index in sentences:
            yield None, index


def _key(word: Word | None, zh: str) -> NoteKey:
    return NoteKey.of_word(word.token) if word else NoteKey.of_sentence(zh)


def _in_text_order(deck: Deck) -> list[Word]:
    """Return the words as they stand first in the text: what a note says of other words must not
    depend on the order of study."""
    first: dict[WordKey, int] = {}
    for passage in deck.passages:
        for token in passage.tokens:
            first.setdefault(word_key(token), len(first))
    return sorted(deck.words, key=lambda word: first.get(word_key(word.token), len(first)))
