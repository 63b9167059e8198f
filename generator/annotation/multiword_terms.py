"""Terms over several words of a text: 五年计划 over 五, 年 and 计划, with what they mean."""

from collections.abc import Sequence
from itertools import pairwise

from generator.base.records import MultiwordTerm, Token
from generator.chinese import phrases
from generator.chinese.script import simplify
from generator.chinese.segments import Segment
from generator.lexicon import english, glosses
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.search_terms import stems

Translated = tuple[str, Sequence[Token]]
"""The English of a passage and its tokens."""


def _segments(tokens: Sequence[Token]) -> list[Segment]:
    """Return tokens as segments in simplified characters."""
    return [Segment(token.start, simplify(token.text), token.kind) for token in tokens]


def terms_of(
    passages: Sequence[Translated], dictionary: Dictionary
) -> list[tuple[MultiwordTerm, ...]]:
    """Find the terms over the words of a text's passages of which we can say what they mean."""
    segments = [_segments(tokens) for _, tokens in passages]
    repeated = phrases.repeated_terms(segments, dictionary.tag)
    found: list[tuple[MultiwordTerm, ...]] = []
    for (en, tokens), own in zip(passages, segments, strict=True):
        terms: list[MultiwordTerm] = []
        for first, end in phrases.phrases(own, dictionary.__contains__, repeated):
            term = _term(tokens[first:end], en, dictionary)
            if term.gloss:
                terms.append(term)
        found.append(tuple(terms))
    return found


def _term(tokens: Sequence[Token], en: str, dictionary: Dictionary) -> MultiwordTerm:
    text = "".join(token.text for token in tokens)
    return MultiwordTerm(
        start=tokens[0].start,
        end=tokens[-1].end,
        text=text,
        reading=" ".join(token.reading for token in tokens),
        gloss=_of_translation(tokens, en) or _of_dictionary(text, en, dictionary),
    )


def _of_translation(tokens: Sequence[Token], en: str) -> str:
    """Return what the translation says for the words of a term, if it says them in one place."""
    spans: list[tuple[int, int]] = []
    for token in tokens:
        spans += token.english
    spans.sort()
    between = sum(len(english.words(en[a[1] : b[0]])) for a, b in pairwise(spans))
    unlinked = sum(not token.english for token in tokens)
    if len(spans) < 2 or not between <= unlinked <= 1:
        return ""
    return en[spans[0][0] : max(end for _, end in spans)]


def _of_dictionary(text: str, en: str, dictionary: Dictionary) -> str:
    """Return the dictionary's gloss of the whole that the translation bears out, if there is
    one."""
    entries = dictionary.entries(text)
    if not entries:
        return ""
    said = {word.stem for word in english.words(en)}
    for gloss in glosses.glosses_of(entries[0], dictionary.entries):
        if gloss.role not in ("sense", "reference"):
            continue
        if not en or said.issuperset(stems(gloss.core) or ("",)):
            return gloss.text
    return ""
