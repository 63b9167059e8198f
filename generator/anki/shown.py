"""The sentences on the cards that learners have: they stay, since an update of a note overwrites the learner's own edits on it."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from generator.anki.keys import sentence_key, slot, word_key
from generator.anki.ledger import Ledger
from generator.anki.note_types import WORD
from generator.records import Passage


def shown(own: Ledger, passages: Sequence[Passage], simplify: Callable[[str], str]) -> dict[str, frozenset[int]]:
    """For keys of words: the passages (indices) whose sentence the deck's card of the word shows, as far as the text still has it.

    A word with a new key has the sentences of cards with the same headword whose keys the text has no more: its reading was
    corrected, and ``identity`` will know the note by its sentence. ``simplify`` gives either script in one.
    """
    if not own.sentences:
        return {}
    by_text: defaultdict[str, set[int]] = defaultdict(set)
    for index, passage in enumerate(passages):
        text = sentence_key(simplify(passage.zh))
        by_text[text].add(index)
        by_text[text + text].add(index)  # a card in both scripts
    keys = {word_key(token) for passage in passages for token in passage.tokens}
    found: defaultdict[str, set[int]] = defaultdict(set)
    corrected: defaultdict[str, set[int]] = defaultdict(set)
    for guid, sentence in own.sentences.items():
        key = own.slots[guid].removeprefix(slot(WORD, ""))
        places = by_text.get(sentence_key(simplify(sentence)), set())
        if key in keys:
            found[key] |= places
        else:
            corrected[key.rpartition("|")[0]] |= places
    for key in keys - found.keys():
        found[key] |= corrected.get(key.rpartition("|")[0], set())
    return {key: frozenset(places) for key, places in found.items() if places}
