"""The sentences on the cards that learners have: they stay, since an update of a note overwrites
the learner's own edits on it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from generator.anki.identity import SAME
from generator.anki.keys import sentence_key, slot, word_key
from generator.anki.ledger import Ledger
from generator.anki.note_types import WORD
from generator.base.records import Passage


def shown(
    own: Ledger, passages: Sequence[Passage], simplify: Callable[[str], str]
) -> dict[str, frozenset[int]]:
    """For keys of words: the passages (indices) whose sentence the deck's card of the word shows,
    as far as the text still has it.

    A word with a new key has the sentences of cards with the same headword whose keys the text has
    no more: its reading was corrected, and ``identity`` will know the note by its sentence.
    ``simplify`` gives either script in one.
    """
    if not own.sentences:
        return {}
    texts = [sentence_key(simplify(passage.zh)) for passage in passages]
    having: defaultdict[str, set[int]] = defaultdict(set)
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            having[word_key(token)].add(index)
    by_headword: defaultdict[str, set[int]] = defaultdict(set)
    for key, indices in having.items():
        by_headword[_headword(key)] |= indices
    found: dict[str, frozenset[int]] = {}
    corrected: dict[str, frozenset[int]] = {}
    for guid, sentence in own.sentences.items():
        key = own.slots[guid].removeprefix(slot(WORD, ""))
        places = _find(
            sentence_key(simplify(sentence)),
            texts,
            sorted(having.get(key) or by_headword[_headword(key)]),
        )
        if key in having:
            found[key] = places
        else:
            corrected[_headword(key)] = corrected.get(_headword(key), frozenset()) | places
    return found | {
        key: corrected[_headword(key)]
        for key in having
        if key not in found and _headword(key) in corrected
    }


def _headword(key: str) -> str:
    return key.rpartition("|")[0]


def _find(sentence: str, texts: Sequence[str], places: Iterable[int]) -> frozenset[int]:
    """Where a sentence stands, among some places; else where the one stands that it was most likely
    mended to.

    A card in both scripts has the sentence twice.
    """
    half = sentence[: len(sentence) // 2]
    for wanted in (sentence, half):
        if exact := frozenset(index for index in places if texts[index] == wanted):
            return exact
    nearest = max(
        ((_likeness(one, texts[index]), -index) for index in places for one in (sentence, half)),
        default=(0.0, 0),
    )
    return frozenset([-nearest[1]]) if nearest[0] >= SAME else frozenset()


def _likeness(one: str, other: str) -> float:
    """Share of characters, in order, that two sentences have in common, as far as it may be
    SAME."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.ratio()
        if matcher.real_quick_ratio() >= SAME and matcher.quick_ratio() >= SAME
        else 0.0
    )
