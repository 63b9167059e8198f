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

from generator.anki.field_html import visible_text
from generator.anki.keys import guid
from generator.anki.ledger import Ledger, content_hash
from generator.anki.note import GUESSABLE, Note
from generator.anki.note_types import WORD
from generator.anki.other_decks import OtherDecks
from generator.anki.twin_writer import TEXT_TAG
from generator.base.words import NoteKey

MIN_LIKENESS = 0.8
"""Share of characters, in order, that two sentences must have in common to count as one sentence
that was corrected. A guess: one character of five may differ, 他 and 她 in 他来了。 may not make
one of two."""


def settle(notes: Sequence[Note], own: Ledger, others: OtherDecks) -> tuple[Note, ...]:
    """Give each note the GUID that learners know it by, and the tag ``text::`` that it was born
    with.

    The GUID comes from the first of these that has one:

    1. this deck's ledger: the notes that it has, then those that were removed
    2. another deck's ledger (same)
    3. a note that this build would remove, whose content shows that it is the same note under a
       corrected key
    4. the hash of the key: a new GUID
    """
    known = _known_guids(notes, own, others)
    kept = {guid for guid in known.values() if guid}
    inherited = _inherited([note for note in notes if not known[note.guid]], own, kept)
    settled: list[Note] = []
    for note in notes:
        found = known[note.guid] or inherited.get(note.guid) or _new_guid(note, own, others)
        settled.append(_settled(note, found, own))
    return tuple(settled)


def _known_guids(notes: Iterable[Note], own: Ledger, others: OtherDecks) -> dict[str, str | None]:
    """Return the GUID that each note has in this deck's ledger or in another's, by the one that it
    would get anew."""
    mine: dict[NoteKey, str] = {}
    for old in (*own.removed, *own.stamps):
        has_left = old in own.removed and others.leads(old)  # and was perhaps corrected there
        if old in own.keys and not has_left:
            mine[own.keys[old]] = old
    found: dict[str, str | None] = {}
    for note in notes:
        key = note.key
        found[note.guid] = mine.get(key) or others.guids.get(key) or _past_guid(key, own, others)
    return found


def _past_guid(key: NoteKey, own: Ledger, others: OtherDecks) -> str | None:
    """Return the GUID that a note had in another deck, unless what has it was corrected since, and
    is something else now."""
    past = others.past_guids.get(key)
    return past if past and _key_with(past, own, others) == key else None


def as_born(notes: Sequence[Note], own: Ledger) -> tuple[Note, ...]:
    """Keep the tag ``guessable`` of each note as it was when the note was first made.

    What a learner knows grows from day to day; if that changed the tag, the note would be newer and
    overwrite the learner's edits. A note that comes back after it was dropped has the tag if it is
    the old one with it.
    """
    return tuple(_as_born(note, own) if note.note_type == WORD else note for note in notes)


def _as_born(note: Note, own: Ledger) -> Note:
    other_tags = tuple(tag for tag in note.tags if tag != GUESSABLE)
    without = replace(note, tags=other_tags)
    tagged = replace(note, tags=(*other_tags, GUESSABLE))
    if note.guid in own.stamps:
        return tagged if note.guid in own.guessable else without
    removed = own.removed.get(note.guid)
    if removed:
        for candidate in (without, tagged):
            if content_hash(candidate) == removed.content:
                return candidate
    return note


def _settled(note: Note, found: str, own: Ledger) -> Note:
    birth_tag = own.birth_tag.get(found)
    tags = note.tags
    if birth_tag:
        tags = tuple(birth_tag if tag.startswith(TEXT_TAG) else tag for tag in tags)
    if (found, tags) == (note.guid, note.tags):
        return note
    return replace(note, guid=found, tags=tags)


def _new_guid(note: Note, own: Ledger, others: OtherDecks) -> str:
    """Return the hash of the key; the next one where a corrected note goes by it."""
    key, tries = note.key, 1
    found = note.guid
    while (_key_with(found, own, others) or key) != key:
        tries += 1
        found = guid(note.note_type, f"{key.key}\x1f{tries}")
    return found


def _key_with(guid_: str, own: Ledger, others: OtherDecks) -> NoteKey | None:
    """Return the key of the note that goes by a GUID, or, where there is none now, of one that
    did."""
    if guid_ in own.stamps:
        return own.keys[guid_]
    elsewhere = others.key_of(guid_)
    if elsewhere:
        return elsewhere
    removed = own.keys.get(guid_) if guid_ in own.removed else None
    return removed or others.past_key_of(guid_)


def _inherited(new: Iterable[Note], own: Ledger, kept: set[str]) -> dict[str, str]:
    """Return, for notes with keys that nobody knew, GUIDs of notes with keys that nobody has any
    more, where both are one."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    sentences: dict[str, str] = {}
    for old in own.stamps:
        key = own.keys[old]
        if old in kept:
            continue
        if key.is_word:
            words[key.word.headword].append(old)
        else:
            sentences[old] = key.key
    removed_sentences = _RemovedSentences(sentences)
    found: dict[str, str] = {}
    for note in new:
        if note.note_type == WORD:
            old = _take_word(note, words[note.key.word.headword], own)
        else:
            old = removed_sentences.take(note.key.key)
        if old:
            found[note.guid] = old
    return found


def _take_word(note: Note, same_headword: list[str], own: Ledger) -> str:
    """Return the GUID of the word that was shown in the sentence of the note, if there is one;
    nobody else gets it then."""
    sentence = visible_text(note.field("Sentence"))
    for old in same_headword:
        if _is_alike(own.sentences[old], sentence):
            same_headword.remove(old)
            return old
    return ""


class _RemovedSentences:
    """Sentences that were dropped, found by what they share with a new one, in time that does not
    grow with their number."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._with_pair: defaultdict[str, list[str]] = defaultdict(list)
        for old, text in texts.items():
            for pair in _pairs(text):
                self._with_pair[pair].append(old)

    def take(self, text: str) -> str:
        """Return the GUID of the sentence most like this one, if it is like enough; nobody else
        gets it then."""
        shared: Counter[str] = Counter()
        for pair in _pairs(text):
            shared.update(old for old in self._with_pair.get(pair, ()) if old in self._texts)
        for best, _ in shared.most_common(1):
            if _is_alike(self._texts[best], text):
                del self._texts[best]
                return best
        return ""


def _pairs(text: str) -> list[str]:
    """Return the different pairs of neighbouring characters, in order: which of two sentences is
    found must not depend on the hashes of strings."""
    pairs = (text[i : i + 2] for i in range(len(text) - 1))
    return list(dict.fromkeys(pairs))


def _is_alike(sentence: str, other: str) -> bool:
    return SequenceMatcher(None, sentence, other, autojunk=False).ratio() >= MIN_LIKENESS
