"""The cards of a text as a build with some options would make them: each is made when it is
looked at, because a novel has tens of thousands."""

import itertools
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.anki.card_options import CardOptions
from generator.anki.notes import NotePlan, plan_notes
from generator.anki.preview import CHECK, RenderedCard, of_notes, rendered
from generator.base.choices import CARD_CHOICES, DEFAULT_CARDS
from generator.base.records import Deck
from generator.pipeline import Resources, Source, Study, Understood, choose, look_into, make_deck
from generator.reports.survey import profile_of
from generator.studio.build_choices import AUDIO, CARDS, Values
from generator.studio.estimate import build_options
from generator.studio.word_views import stamp_of
from generator.studio.workspace import UnknownId, Workspace
from generator.study.word_selection import WordSelection

MAX_DECKS = 6
"""Decks that are held: of several windows, and of options that were just left."""
READABLE = (0.95, 0.98)
"""Shares of the running words from which a text can be read with help, and without
(``reports.survey.TARGETS``)."""
STANDARD = "2025"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownDeck:
    """The notes that a build would make, none of them made yet."""

    title: str
    plans: Sequence[NotePlan]

    def cards(self, number: int) -> tuple[Json, list[RenderedCard]]:
        """Make a note; return what it is, and its cards."""
        if not 0 <= number < len(self.plans):
            raise UnknownId("There is no such card any more. Load the page again.")
        note = self.plans[number].make()
        doubts = [tag.removeprefix(CHECK) for tag in note.tags if tag.startswith(CHECK)]
        key = self.plans[number].key
        name = key.word.headword if key.is_word else key.key
        cards = rendered(of_notes(self.title, [note]), note)
        about = {
            "note": number,
            "word": key.is_word,
            "name": name,
            "doubts": doubts,
            "cards": [card.template for card in cards],
        }
        return about, cards


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """What is chosen of a text, before it is known how its cards look."""

    deck: Deck
    numbers: Json
    level: Json


class CardShelf:
    """Decks as they would be, by the options that make them. It belongs to the thread of the
    workbench."""

    def __init__(self) -> None:
        self._decks: OrderedDict[str, ShownDeck] = OrderedDict()
        self._keys = itertools.count(1)
        self._chosen: tuple[Understood, object, ChosenWords] | None = None

    def deck(self, key: str) -> ShownDeck:
        """Return the deck of some options. Raises UnknownId where it is forgotten."""
        found = self._decks.get(key)
        if found is None:
            raise UnknownId("These cards were put away. Load the page again.")
        return found

    def lay_out(
        self,
        resources: Resources,
        here: Workspace,
        source: Source,
        text: Understood,
        values: Values,
    ) -> Json:
        """Lay out the cards of a text with some options; return the key of the deck, how many
        notes it has, and what it does to the text."""
        chosen = self._choose(resources, here, source, text, values)
        looks = card_options(values)
        plans = plan_notes(
            chosen.deck, looks.cards, card_options=looks, lookups=resources.card_lookups
        )
        key = str(next(self._keys))
        self._decks[key] = ShownDeck(chosen.deck.title, plans)
        while len(self._decks) > MAX_DECKS:
            self._decks.popitem(last=False)
        return {
            "key": key,
            "count": len(plans),
            "numbers": chosen.numbers,
            "level": chosen.level,
        }

    def _choose(
        self,
        resources: Resources,
        here: Workspace,
        source: Source,
        text: Understood,
        values: Values,
    ) -> ChosenWords:
        """Choose the words of a text; once for all looks, since that is what takes long."""
        options = build_options(here, source, values)
        order = card_options(values).order
        decks = stamp_of([here.decks, here.package(source)])
        selection = options.selection.fingerprint()
        key = (selection, options.title, options.include_unsure, order, decks)
        if self._chosen and self._chosen[0] is text and self._chosen[1] == key:
            return self._chosen[2]
        folder = look_into(here.decks, source)
        study = choose(
            resources, text, options, order=order, held=folder.words, ledger=folder.ledger
        )
        deck = make_deck(study, options, folder.sentences)
        level = _level(resources, text, options.selection, source.name)
        chosen = ChosenWords(deck, _numbers(study, deck), level)
        self._chosen = (text, key, chosen)
        return chosen


def card_options(values: Values) -> CardOptions:
    """Return how cards look with some values of the options of a build. Sounds are never made
    here: the browser speaks."""
    chosen = {name: values[name][0] for name in CARD_CHOICES if values.get(name)}
    cards = DEFAULT_CARDS | set(values.get(CARDS, ()))
    silent = {AUDIO: "silent"} if values.get(AUDIO) == ("silent",) else {}
    return CardOptions().but({**chosen, **silent}, frozenset(cards))


def _numbers(study: Study, deck: Deck) -> Json:
    coverage = study.chosen.coverage
    doubtful = [word for word in study.words if word.token.doubts]
    return {
        "words": len(study.words),
        "sentences": len(deck.sentences),
        "doubtful": len(doubtful),
        "running": coverage.running,
        "before": coverage.share(coverage.before),
        "after": coverage.share(coverage.after),
    }


def _level(resources: Resources, text: Understood, selection: WordSelection, name: str) -> Json:
    """Return of which level a text is, and how much of it is known."""
    profile = profile_of(resources, text, selection, name)
    return {
        "distinct": len(profile.words),
        "coverage": profile.coverage,
        "levels": [profile.level_for(target, STANDARD) for target in READABLE],
        "words_for": [profile.words_for(target) for target in READABLE],
        "rows": [
            {"level": row.level, "running": row.running, "known": row.known_running}
            for row in profile.levels(STANDARD)
        ],
    }
