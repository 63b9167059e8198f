"""The sentences on the cards that learners have: they stay, since an update of a note overwrites
the learner's own edits on it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from generator.anki.identity import MIN_LIKENESS
from generator.anki.ledger import Ledger
from generator.base.records import Passage
from generator.base.words import WordKey, sentence_key, word_key


def passages_on_cards(
    own: Ledger, passages: Sequence[Passage], simplify: Callable[[str], str]
) -> dict[WordKey, frozenset[int]]:
    """Return, for words, the passages (indices) whose sentence the deck's card of the word shows,
    as far as the text still has it.

    A word with a new key has the sentences of cards with the same headword whose keys the text has
    no more: its reading was corrected, and ``identity`` will know the note by its sentence.
    ``simplify`` gives either script in one.
    """
    if not own.sentences:
        return {}
    texts = [sentence_key(simplify(passage.zh)) for passage in passages]
    passages_with = _passages_with_words(passages)
    with_headword: defaultdict[str, set[int]] = defaultdict(set)
    for word, indices in passages_with.items():
        with_headword[word.headword] |= indices
    found: dict[WordKey, frozenset[int]] = {}
    corrected: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for guid, sentence in own.sentences.items():
        word = own.keys[guid].word
        places = sorted(passages_with.get(word) or with_headword[word.headword])
        standing = _find(sentence_key(simplify(sentence)), texts, places)
        if word in passages_with:
            found[word] = standing
        else:
            corrected[word.headword] |= standing
    new = [word for word in passages_with if word not in found]
    return found | _of_corrected(corrected, new)


def _passages_with_words(passages: Iterable[Passage]) -> dict[WordKey, set[int]]:
    """Return the indices of the passages that have each word."""
    found: defaultdict[WordKey, set[int]] = defaultdict(set)
    for index, passage in enumerate(passages):
        for token in passage.tokens:
            found[word_key(token)].add(index)
    return dict(found)


def _of_corrected(
    corrected: Mapping[str, frozenset[int]], words: Iterable[WordKey]
) -> dict[WordKey, frozenset[int]]:
    """Return the passages of words that have no card of their own yet, by those of cards with the
    same headword."""
    known = [word for word in words if word.headword in corrected]
    return {word: corrected[word.headword] for word in known}


def _find(sentence: str, texts: Sequence[str], places: Sequence[int]) -> frozenset[int]:
    """Find where a sentence stands, among some places; else where the one stands that it was most
    likely corrected to.

    A card in both scripts has the sentence twice.
    """
    half = sentence[: len(sentence) // 2]
    for wanted in (sentence, half):
        exact = frozenset(index for index in places if texts[index] == wanted)
        if exact:
            return exact
    best, nearest = 0.0, 0
    for index in places:
        likeness = max(_likeness(wanted, texts[index]) for wanted in (sentence, half))
        if likeness > best:
            best, nearest = likeness, index
    return frozenset([nearest]) if best >= MIN_LIKENESS else frozenset()


def _likeness(sentence: str, other: str) -> float:
    """Return the share of characters, in order, that two sentences have in common; 0 where it is
    certainly below MIN_LIKENESS."""
    matcher = SequenceMatcher(None, sentence, other, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio)  # quick upper bounds
    return matcher.ratio() if all(bound() >= MIN_LIKENESS for bound in bounds) else 0.0
