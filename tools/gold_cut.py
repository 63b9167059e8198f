"""The tokens of a sentence that a person cut anew."""

import prelude

from collections.abc import Iterable, Sequence

from generator.chinese.script import simplify
from gold_pairs import LabelledPair, LabelledToken, Span, is_hanzi, toneless
from gold_places import CannotApply
from gold_proposals import propose_sense
from learner_senses import LearnerDictionary

NUMERALS = frozenset("零〇一二三四五六七八九十百千万萬亿億两兩")
SHOWN = 8
"""Characters of the sentence that a message shows."""


def new_tokens(
    pair: LabelledPair, words: Sequence[str], dictionary: LearnerDictionary
) -> list[LabelledToken]:
    """Cut a sentence into words; those whose borders stay keep what was proposed.

    Punctuation lies between words. Raises ``CannotApply`` if the words do not make the sentence.
    """
    old = {(token.start, token.end): token for token in pair.tokens}
    tokens = []
    at = 0
    for word in words:
        start, end = _place(pair.zh, word.strip(), at)
        at = end
        tokens.append(old.get((start, end)) or _new_token(pair, start, end, dictionary))
    if _has_letters(pair.zh[at:]):
        raise CannotApply(f"“{pair.zh[at:]}” is left over")
    return tokens


def _place(text: str, word: str, at: int) -> Span:
    """Find the next word of a sentence, behind punctuation at most."""
    if not word:
        raise CannotApply("an empty word")
    start = text.find(word, at)
    if start < 0 or _has_letters(text[at:start]):
        raise CannotApply(f"the sentence goes on “{text[at : at + SHOWN]}”, not “{word}”")
    return start, start + len(word)


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _new_token(
    pair: LabelledPair, start: int, end: int, dictionary: LearnerDictionary
) -> LabelledToken:
    """Propose the labels of a token; nobody has checked them."""
    text = pair.zh[start:end]
    inside = [token for token in pair.tokens if start <= token.start and token.end <= end]
    spans: list[Span] = []
    for token in inside:
        spans += token.english
    headword = text
    if not dictionary.senses(text) and dictionary.senses(simplify(text)):
        headword = simplify(text)
    made = LabelledToken(
        start=start,
        end=end,
        headword=headword,
        reading=_reading(pair, start, end, headword, dictionary),
        kind=_kind(text),
        gloss="",
        english=joined(spans),
        checked=False,
    )
    propose_sense(made, pair, dictionary)
    return made


def _kind(text: str) -> str:
    is_digit = [character.isascii() and character.isdigit() for character in text]
    if any(is_digit) or set(text) <= NUMERALS:
        return "number"
    return "word" if any(map(is_hanzi, text)) else "foreign"


def _reading(
    pair: LabelledPair, start: int, end: int, headword: str, dictionary: LearnerDictionary
) -> str:
    """Return the proposed syllables, or the one reading of the dictionary that has them."""
    reading = " ".join(one for one in pair.syllables[start:end] if one).lower()
    known = {sense.reading for sense in dictionary.senses(headword)}
    alike = [one for one in known if toneless(one) == toneless(reading)]
    return alike[0] if len(alike) == 1 else reading


def joined(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that touch or overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
