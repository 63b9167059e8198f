"""The other decks of a folder: what they hold, so that no word gets a second card and no note two
GUIDs.

A build of many texts asks for each deck what all others hold. So there is an index of the whole
folder that changes deck by deck, and ``OtherDecks`` is a view of it in which one deck is left out:
what it costs does not grow with the number of decks.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeVar

from generator.anki.ledger import Ledger, Stamp, content_hash
from generator.anki.note import Note
from generator.base.html import Html
from generator.base.words import NoteKey, WordKey

K = TypeVar("K")
V = TypeVar("V")
Holders = dict[NoteKey, tuple[tuple[str, str], ...]]
"""Key of a note -> deck and GUID, for each deck that has it, in the order of their files."""


class Decks:
    """The ledgers of the decks of a folder, by the stems of their files, and an index of their
    notes."""

    def __init__(self, ledgers: Mapping[str, Ledger] | None = None) -> None:
        self.ledgers: dict[str, Ledger] = {}
        self.holders: Holders = {}
        self.past_holders: Holders = {}
        """Of notes that decks had and have no more."""
        self.samples: set[str] = set()
        """The decks that only show what Cika makes."""
        self.decks_of: dict[str, tuple[str, ...]] = {}
        """GUID -> the decks that have the note, had it, or bring it along."""
        for name, ledger in (ledgers or {}).items():
            self.put(name, ledger)

    def put(self, name: str, ledger: Ledger) -> None:
        """Take in a deck, or what it is now. Of its ledger only what matters to other decks is
        kept."""
        self.drop(name)
        if ledger.is_sample:
            self.samples.add(name)
        self.ledgers[name] = replace(ledger, sentences={}, birth_tag={}, held=frozenset())
        for holders, notes in self._indexes(ledger):
            for key, guid in _by_key(ledger, notes).items():
                known = holders.get(key, ())
                holders[key] = _in_file_order([*known, (name, guid)], lambda place: place[0])
        alone = (name,)
        for guid in _guids(ledger):
            decks = self.decks_of.get(guid)
            self.decks_of[guid] = _in_file_order([*decks, name], str) if decks else alone

    def drop(self, name: str) -> None:
        """Forget a deck."""
        ledger = self.ledgers.pop(name, None)
        if ledger is None:
            return
        self.samples.discard(name)
        for holders, notes in self._indexes(ledger):
            for key in _by_key(ledger, notes):
                _keep(holders, key, tuple(place for place in holders[key] if place[0] != name))
        for guid in _guids(ledger):
            _keep(self.decks_of, guid, tuple(deck for deck in self.decks_of[guid] if deck != name))

    def _indexes(self, ledger: Ledger) -> Iterator[tuple[Holders, Collection[str]]]:
        """Yield each index, and the GUIDs of the notes of a deck that belong into it."""
        yield self.holders, ledger.stamps
        yield self.past_holders, ledger.removed


def _by_key(ledger: Ledger, notes: Collection[str]) -> dict[NoteKey, str]:
    return {key: guid for guid, key in ledger.keys.items() if guid in notes}


def _guids(ledger: Ledger) -> Iterable[str]:
    return {**ledger.removed, **ledger.stamps, **ledger.lent}


def _in_file_order(items: Iterable[V], name: Callable[[V], str]) -> tuple[V, ...]:
    """Sort what belongs to decks by the files of these, of which ``a-b.tsv`` stands before
    ``a.tsv``."""
    return tuple(sorted(items, key=lambda item: f"{name(item)}.tsv"))


def _keep(known: dict[K, tuple[V, ...]], key: K, left: tuple[V, ...]) -> None:
    if left:
        known[key] = left
    else:
        del known[key]


class OtherDecks:
    """The decks of a folder without one of them, as they are whenever they are asked."""

    def __init__(
        self,
        decks: Decks | Mapping[str, Ledger] | None = None,
        without: str = "",
        *,
        is_sample: bool = False,
    ) -> None:
        self._decks = decks if isinstance(decks, Decks) else Decks(decks)
        self._without = without
        self.guids: Mapping[NoteKey, str] = _Guids(self._decks.holders, without)
        """Key -> GUID of all words and sentences that they hold; the first deck counts."""
        self.past_guids: Mapping[NoteKey, str] = _Guids(self._decks.past_holders, without)
        """The same of those that they held once and hold no more."""
        self._is_sample = is_sample
        taught = _Taught(self._decks, without, is_sample)
        self.words: Set[WordKey] = _Words(taught)
        """The words that they teach: samples count for samples only, other decks for the rest."""
        self.sentences: Set[str] = _Sentences(taught)
        """Keys of the sentences."""

    def ledger(self, name: str) -> Ledger:
        """Return the ledger of one of them, without what matters to that deck alone."""
        return self._decks.ledgers[name]

    def holder(self, guid: str) -> str:
        """Return the stem of the deck that holds a note (``_first``); empty where none does."""
        return self._first([name for name, one in self._knowing(guid) if guid in one.stamps])

    def teacher(self, key: NoteKey) -> str:
        """Return the stem of the deck that teaches a word or sentence instead of the deck left out;
        empty where none does."""
        holders = self._decks.holders.get(key, ())
        return self._first([name for name, _ in holders if name != self._without])

    def _first(self, names: Sequence[str]) -> str:
        """Return the first deck of the same kind, sample or not, as the deck left out; else the
        first."""
        alike = [name for name in names if (name in self._decks.samples) == self._is_sample]
        return next(iter([*alike, *names]), "")

    def key_of(self, guid: str) -> NoteKey | None:
        """Return the key of a note that one of them holds; the last deck counts."""
        for _, ledger in reversed(self._knowing(guid)):
            if guid in ledger.stamps:
                return ledger.keys[guid]
        return None

    def past_key_of(self, guid: str) -> NoteKey | None:
        """Return the key of a note that one of them held once, as far as it is known."""
        for _, ledger in reversed(self._knowing(guid)):
            if guid in ledger.removed and guid in ledger.keys:
                return ledger.keys[guid]
        return None

    def leads(self, guid: str) -> bool:
        """Tell whether a word or sentence has this GUID among them."""
        ledgers = [ledger for _, ledger in self._knowing(guid) if guid in ledger.stamps]
        return any(self.guids[ledger.keys[guid]] == guid for ledger in ledgers)

    def newest(self, guid: str) -> Stamp | None:
        """Return the newest stamp that any of them gave to a note, its own, one removed, or one
        brought along."""
        stamps: list[Stamp] = []
        for _, ledger in self._knowing(guid):
            if guid in ledger.removed:
                stamps.append(ledger.removed[guid])
            if guid in ledger.stamps:
                stamps.append(ledger.stamps[guid])
            if guid in ledger.lent:
                stamps.append(ledger.lent[guid].stamp)
        return max(stamps, key=lambda stamp: stamp.modified, default=None)

    def contexts(self, guid: str) -> tuple[tuple[str, Html], ...]:
        """Return the sentences that they lend to a note, as pairs of a deck's stem and HTML."""
        found: list[tuple[str, Html]] = []
        for name, ledger in self._knowing(guid):
            if guid in ledger.lent:
                found.append((name, ledger.lent[guid].context))
        return tuple(found)

    def _knowing(self, guid: str) -> list[tuple[str, Ledger]]:
        """Return the decks that know a note, in order."""
        names = self._decks.decks_of.get(guid, ())
        return [(name, self._decks.ledgers[name]) for name in names if name != self._without]


class _Guids(Mapping[NoteKey, str]):
    """The GUIDs of the notes of all decks but one, by key."""

    def __init__(self, holders: Holders, without: str) -> None:
        self._holders = holders
        self._without = without

    def __getitem__(self, key: NoteKey) -> str:
        for name, guid in self._holders.get(key, ()):
            if name != self._without:
                return guid
        raise KeyError(key)

    def __iter__(self) -> Iterator[NoteKey]:
        return (key for key in self._holders if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Taught(_Guids):
    """The GUIDs of notes that a learner of the deck left out is taught elsewhere.

    Whoever builds a deck of their own has perhaps never imported a sample: that deck is whole.
    """

    def __init__(self, decks: Decks, without: str, is_sample: bool) -> None:
        super().__init__(decks.holders, without)
        self._samples = decks.samples
        self._is_sample = is_sample

    def __getitem__(self, key: NoteKey) -> str:
        for name, guid in self._holders.get(key, ()):
            if name != self._without and (name in self._samples) == self._is_sample:
                return guid
        raise KeyError(key)


class _Held(Set[K]):
    """Words or sentences among some notes. What is made of it and other sets is a ``frozenset``."""

    def __init__(self, guids: Mapping[NoteKey, str]) -> None:
        self._guids = guids

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @classmethod
    def _from_iterable(cls, keys: Iterable[K]) -> frozenset[K]:  # type: ignore[override]
        return frozenset(keys)


class _Words(_Held[WordKey]):
    """The words among some notes."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, WordKey) and NoteKey("w", word.written) in self._guids

    def __iter__(self) -> Iterator[WordKey]:
        return (key.word for key in self._guids if key.is_word)


class _Sentences(_Held[str]):
    """The keys of the sentences among some notes."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and NoteKey("s", key) in self._guids

    def __iter__(self) -> Iterator[str]:
        return (key.key for key in self._guids if not key.is_word)


NO_OTHERS = OtherDecks()


def stamp(
    notes: Iterable[Note], ledger: Ledger, now: int, others: OtherDecks = NO_OTHERS
) -> dict[str, Stamp]:
    """Return the stamp of each note, by GUID: the old one where the content is the same, else one
    newer than all old and not before ``now`` (Unix seconds).

    Old stamps are the deck's own and those of other decks that have, had, or brought along the same
    note.
    """
    stamps: dict[str, Stamp] = {}
    for note in notes:
        content = content_hash(note)
        own = ledger.stamps.get(note.guid) or ledger.removed.get(note.guid)
        newest = others.newest(note.guid)
        if own and (newest is None or newest.modified <= own.modified):
            newest = own
        if newest is None:
            stamps[note.guid] = Stamp(content, now)
        elif newest.content == content:
            stamps[note.guid] = newest
        elif own and own.content == content:
            stamps[note.guid] = own
        else:
            stamps[note.guid] = Stamp(content, max(now, newest.modified + 1))
    return stamps
