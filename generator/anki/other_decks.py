"""The other decks of a folder: what they hold, so that no word gets a second card and no note two
GUIDs.

A build of many texts asks for each deck what all others hold. So there is an index of the whole
folder that changes deck by deck, and ``OtherDecks`` is a view of it in which one deck is left out:
what it costs does not grow with the number of decks.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import TypeVar

from generator.anki.ledger import Ledger, Stamp, content_hash
from generator.anki.notes import Note

K = TypeVar("K")
V = TypeVar("V")
Places = dict[str, tuple[tuple[str, str], ...]]
"""``slot`` -> deck and GUID, for each deck that has it, in the order of their files."""


class Decks:
    """The ledgers of the decks of a folder, by the stems of their files, and an index of their
    notes."""

    def __init__(self, ledgers: Mapping[str, Ledger] | None = None) -> None:
        self.ledgers: dict[str, Ledger] = {}
        self.held: Places = {}
        self.once: Places = {}
        """Of notes that decks had and have no more."""
        self.decks: dict[str, tuple[str, ...]] = {}
        """GUID -> the decks that have the note, had it, or bring it along."""
        for name, ledger in (ledgers or {}).items():
            self.put(name, ledger)

    def put(self, name: str, ledger: Ledger) -> None:
        """Take in a deck, or what it is now. Of its ledger only what matters to other decks is
        kept."""
        self.drop(name)
        self.ledgers[name] = replace(ledger, sentences={}, texts={}, held=frozenset())
        for places, notes in ((self.held, ledger.stamps), (self.once, ledger.gone)):
            for slot, guid in _by_slot(ledger, notes).items():
                places[slot] = tuple(
                    sorted((*places.get(slot, ()), (name, guid)), key=lambda place: _file(place[0]))
                )
        alone = (name,)
        for guid in _guids(ledger):
            known = self.decks.get(guid)
            self.decks[guid] = tuple(sorted((*known, name), key=_file)) if known else alone

    def drop(self, name: str) -> None:
        """Forget a deck."""
        ledger = self.ledgers.pop(name, None)
        if ledger is None:
            return
        for places, notes in ((self.held, ledger.stamps), (self.once, ledger.gone)):
            for slot in _by_slot(ledger, notes):
                _keep(places, slot, tuple(place for place in places[slot] if place[0] != name))
        for guid in _guids(ledger):
            _keep(self.decks, guid, tuple(one for one in self.decks[guid] if one != name))


def _by_slot(ledger: Ledger, notes: Mapping[str, Stamp]) -> dict[str, str]:
    return {slot: guid for guid, slot in ledger.slots.items() if guid in notes}


def _guids(ledger: Ledger) -> Iterable[str]:
    return {**ledger.gone, **ledger.stamps, **ledger.lent}


def _file(name: str) -> str:
    """Decks go in the order of their files, in which ``a-b`` stands before ``a``."""
    return f"{name}.tsv"


def _keep(known: dict[K, tuple[V, ...]], key: K, left: tuple[V, ...]) -> None:
    if left:
        known[key] = left
    else:
        del known[key]


class OtherDecks:
    """The decks of a folder without one of them, as they are whenever they are asked."""

    def __init__(
        self, decks: Decks | Mapping[str, Ledger] | None = None, without: str = ""
    ) -> None:
        self._decks = decks if isinstance(decks, Decks) else Decks(decks)
        self._without = without
        self.slots: Mapping[str, str] = _Slots(self._decks.held, without)
        """``slot`` -> GUID of all words and sentences that they hold; the first deck counts."""
        self.once: Mapping[str, str] = _Slots(self._decks.once, without)
        """The same of those that they held once and hold no more."""
        self.words: Set[str] = _Keys(self.slots, "w")
        """Keys of the words that they hold."""
        self.sentences: Set[str] = _Keys(self.slots, "s")
        """Keys of the sentences."""

    def ledger(self, name: str) -> Ledger:
        """The ledger of one of them, without what matters to that deck alone."""
        return self._decks.ledgers[name]

    def holder(self, guid: str) -> str:
        """The stem of the first deck that holds a note; empty where none does."""
        return next((name for name, one in self._of(guid) if guid in one.stamps), "")

    def slot(self, guid: str) -> str | None:
        """``slot`` of a note that one of them holds; the last counts."""
        return next(
            (one.slots[guid] for _, one in reversed(self._of(guid)) if guid in one.stamps), None
        )

    def slot_once(self, guid: str) -> str | None:
        """The same of a note that one of them held, as far as its key is known."""
        return next(
            (
                one.slots[guid]
                for _, one in reversed(self._of(guid))
                if guid in one.gone and guid in one.slots
            ),
            None,
        )

    def leads(self, guid: str) -> bool:
        """Whether a word or sentence has this GUID among them."""
        return any(
            self.slots[one.slots[guid]] == guid for _, one in self._of(guid) if guid in one.stamps
        )

    def newest(self, guid: str) -> Stamp | None:
        """The newest stamp that any of them gave to a note, its own, one gone, or one brought
        along."""
        found = None
        for _, one in self._of(guid):
            lent = one.lent.get(guid)
            for mine in (one.gone.get(guid), one.stamps.get(guid), lent and lent.stamp):
                if mine and (found is None or found.modified < mine.modified):
                    found = mine
        return found

    def contexts(self, guid: str) -> tuple[tuple[str, str], ...]:
        """The sentences that they lend to a note, as pairs of a deck's stem and HTML."""
        return tuple(
            (name, one.lent[guid].context) for name, one in self._of(guid) if guid in one.lent
        )

    def _of(self, guid: str) -> list[tuple[str, Ledger]]:
        """The decks that know a note, in order."""
        return [
            (name, self._decks.ledgers[name])
            for name in self._decks.decks.get(guid, ())
            if name != self._without
        ]


class _Slots(Mapping[str, str]):
    """``slot`` -> GUID, without those of one deck."""

    def __init__(self, places: Places, without: str) -> None:
        self._places = places
        self._without = without

    def __getitem__(self, slot: str) -> str:
        for name, guid in self._places.get(slot, ()):
            if name != self._without:
                return guid
        raise KeyError(slot)

    def __iter__(self) -> Iterator[str]:
        return (slot for slot in self._places if slot in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Keys(Set[str]):
    """The keys of the notes of one type. What is made of it and other sets is a ``frozenset``."""

    def __init__(self, slots: Mapping[str, str], letter: str) -> None:
        self._slots = slots
        self._letter = letter

    def __contains__(self, key: object) -> bool:
        return f"{self._letter}{key}" in self._slots

    def __iter__(self) -> Iterator[str]:
        return (slot[1:] for slot in self._slots if slot[0] == self._letter)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @classmethod
    def _from_iterable(cls, keys: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        return frozenset(keys)


NO_OTHERS = OtherDecks()


def stamp(
    notes: Iterable[Note], ledger: Ledger, now: int, others: OtherDecks = NO_OTHERS
) -> dict[str, Stamp]:
    """The stamp of each note, by GUID: the old one where the content is the same, else one newer
    than all old and not before ``now``.

    Old stamps are the deck's own and those of other decks that have, had, or brought along the same
    note.
    """
    stamps = {}
    for note in notes:
        content = content_hash(note)
        own = ledger.stamps.get(note.guid) or ledger.gone.get(note.guid)
        old = [one for one in (own, others.newest(note.guid)) if one]
        newest = max(old, key=lambda one: one.modified, default=None)
        if newest is None:
            stamps[note.guid] = Stamp(content, now)
        elif newest.content == content:
            stamps[note.guid] = newest
        elif own and own.content == content:
            stamps[note.guid] = own
        else:
            stamps[note.guid] = Stamp(content, max(now, newest.modified + 1))
    return stamps
