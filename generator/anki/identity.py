"""Which note of the learner's is meant: GUIDs that stay although a key was corrected.

A GUID is the hash of a key when a note is first made. Later the ledger knows better: a word whose
reading was corrected, a sentence in which a slip of the pen was mended, are the learner's old note
with a new key. So the key of a note tells what it is, its GUID whose schedule it has, and the two
stand side by side in the twin and in the package.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from html import unescape

from generator.anki.keys import guid, slot
from generator.anki.ledger import Ledger, content_hash
from generator.anki.note_types import WORD, WORD_FIELDS
from generator.anki.notes import GUESSABLE, Note
from generator.anki.other_decks import OtherDecks
from generator.anki.twin import TEXT_TAG, plain

SAME = 0.8
"""Share of characters, in order, that two sentences must have in common to count as one sentence
that was corrected. A guess: one sign of five may differ, 他 and 她 in 他来了。 may not make one of
two."""
SENTENCE = [name for name, _ in WORD_FIELDS].index("Sentence")


def settle(notes: Sequence[Note], own: Ledger, others: OtherDecks) -> tuple[Note, ...]:
    """Give each note the GUID that learners know it by, and the tag ``text::`` that it was born
    with.

    In this order: the GUID that this deck has for its key, or once had; the one that another deck
    of the folder has or had; that of a note which this build would drop and which is the same with
    a corrected key; the hash of the key.
    """
    # By another deck, and perhaps corrected there
    inherited = {guid for guid in own.gone if others.leads(guid)}
    mine = {
        own.slots[guid]: guid
        for guid in (*own.gone, *own.stamps)
        if guid in own.slots and guid not in inherited
    }

    def known(note: Note) -> str | None:
        place = note_slot(note)
        once = others.once.get(place)  # unless it was corrected since, and is something else now
        return (
            mine.get(place)
            or others.slots.get(place)
            or (once if once and _taken(once, own, others) == place else None)
        )

    kept = {guid for note in notes if (guid := known(note))}
    heirs = _heirs([note for note in notes if not known(note)], own, kept)
    return tuple(
        _settled(note, known(note) or heirs.get(note.guid) or _free(note, own, others), own)
        for note in notes
    )


def as_born(notes: Sequence[Note], own: Ledger) -> tuple[Note, ...]:
    """Keep the tag ``guessable`` of each note as it was when the note was first made.

    What a learner knows grows from day to day; if that changed the tag, the note would be newer and
    overwrite the learner's edits. A note that comes back after it was dropped has the tag if it is
    the old one with it.
    """
    return tuple(_as_born(note, own) if note.note_type == WORD else note for note in notes)


def _as_born(note: Note, own: Ledger) -> Note:
    plain_tags = tuple(tag for tag in note.tags if tag != GUESSABLE)
    without, tagged = replace(note, tags=plain_tags), replace(note, tags=(*plain_tags, GUESSABLE))
    if note.guid in own.stamps:
        return tagged if note.guid in own.guessable else without
    gone = own.gone.get(note.guid)
    return next(
        (one for one in (without, tagged) if gone and content_hash(one) == gone.content), note
    )


def note_slot(note: Note) -> str:
    """Note type and key of a note in one string."""
    return slot(note.note_type, unescape(note.fields[0]))


def _settled(note: Note, known: str, own: Ledger) -> Note:
    born = own.texts.get(known)
    tags = tuple(born if born and tag.startswith(TEXT_TAG) else tag for tag in note.tags)
    return note if (known, tags) == (note.guid, note.tags) else replace(note, guid=known, tags=tags)


def _free(note: Note, own: Ledger, others: OtherDecks) -> str:
    """The hash of the key; the next one where a corrected note goes by it."""
    place, tries = note_slot(note), 1
    found = note.guid
    while (_taken(found, own, others) or place) != place:
        tries += 1
        found = guid(note.note_type, f"{place[1:]}\x1f{tries}")
    return found


def _taken(guid_: str, own: Ledger, others: OtherDecks) -> str | None:
    """What a note is that goes by a GUID, or, where there is none now, what one was."""
    if guid_ in own.stamps:
        return own.slots[guid_]
    return (
        others.slot(guid_)
        or (own.slots.get(guid_) if guid_ in own.gone else None)
        or others.slot_once(guid_)
    )


def _heirs(new: Iterable[Note], own: Ledger, kept: set[str]) -> dict[str, str]:
    """For notes with keys that nobody knew: GUIDs of notes with keys that nobody has any more,
    where both are one."""
    left = {guid: own.slots[guid] for guid in own.stamps if guid not in kept}
    words: defaultdict[str, list[str]] = defaultdict(list)
    for old, place in left.items():
        if place[0] == "w":
            words[place.rpartition("|")[0]].append(old)
    sentences = _Sentences({old: place[1:] for old, place in left.items() if place[0] == "s"})
    heirs: dict[str, str] = {}
    for note in new:
        place = note_slot(note)
        if note.note_type == WORD:
            same = words[place.rpartition("|")[0]]
            old = next(
                (one for one in same if _alike(own.sentences[one], plain(note.fields[SENTENCE]))),
                "",
            )
            if old:
                same.remove(old)
        else:
            old = sentences.take(place[1:])
        if old:
            heirs[note.guid] = old
    return heirs


class _Sentences:
    """Sentences that were dropped, found by what they share with a new one, in time that does not
    grow with their number."""

    def __init__(self, left: Mapping[str, str]) -> None:
        self.left = dict(left)
        self.by_pair: defaultdict[str, list[str]] = defaultdict(list)
        for guid_, text in left.items():
            for pair in _pairs(text):
                self.by_pair[pair].append(guid_)

    def take(self, text: str) -> str:
        """The GUID of the sentence most like this one, if it is like enough; nobody else gets it
        then."""
        shared = Counter(
            one for pair in _pairs(text) for one in self.by_pair.get(pair, ()) if one in self.left
        )
        best = next((one for one, _ in shared.most_common(1) if _alike(self.left[one], text)), "")
        self.left.pop(best, None)
        return best


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME
