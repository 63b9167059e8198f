"""How learners find the notes that a deck no longer has: Anki keeps them, and only the learner may
delete them."""

from collections.abc import Sequence

from generator.anki.keys import browser_search
from generator.anki.ledger import Ledger
from generator.anki.note import Note


def gone_search(old: Ledger, notes: Sequence[Note]) -> str:
    """Return one search of Anki's browser for the notes that the build before had and this one has
    not; empty where there are none."""
    kept = {note.guid for note in notes}
    gone = [guid for guid in old.stamps if guid not in kept]
    left = {old.birth_tag[guid] for guid in old.stamps if guid in kept and guid in old.birth_tag}
    for note in notes:
        left.update(note.tags)
    tags: dict[str, None] = {}
    keys: list[str] = []
    for guid in gone:
        tag = old.birth_tag.get(guid, "")
        if tag and tag not in left:
            tags[tag] = None
        else:
            keys.append(old.keys[guid].key)
    terms = [f'"tag:{tag}"' for tag in tags]
    if keys:
        terms.append(browser_search(keys))
    return " OR ".join(terms)
