"""Who speaks, in passages: the names at the beginning of sentences, which are no words of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.base.records import Passage, Span, Token
from generator.base.unread import unread

BEGINNING = r"(?:^|(?<=[\n。！？!?…”’」』.\"]))[ \u3000]*"
"""Where a sentence of a passage begins."""


def with_speakers(passages: Iterable[Passage], speakers: Sequence[str]) -> tuple[Passage, ...]:
    """Return passages in which the names of who speaks are tokens of a kind of their own, and what
    they are in the English is no counterpart of a word."""
    if not speakers:
        return tuple(passages)
    longest_first = sorted(speakers, key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    pattern = re.compile(rf"{BEGINNING}((?:{names})[ \u3000]*)")
    return tuple(_with_speakers(passage, pattern) for passage in passages)


def _with_speakers(passage: Passage, pattern: re.Pattern[str]) -> Passage:
    zh = [match.span(1) for match in pattern.finditer(passage.zh)]
    en = [match.span(1) for match in pattern.finditer(passage.en)]
    named = replace(passage, en_speakers=tuple(en))
    tokens = [unread(start, passage.zh[start:end], "speaker") for start, end in zh]
    for token in passage.tokens:
        if not _overlaps((token.start, token.end), zh):
            english = [span for span in token.english if not _overlaps(span, en)]
            tokens.append(replace(token, english=tuple(english)))
    tokens.sort(key=_start)
    written = "".join(token.text for token in tokens)
    if written != passage.zh:  # a word goes over the border
        return named
    terms = [term for term in passage.terms if not _overlaps((term.start, term.end), zh)]
    return replace(named, tokens=tuple(tokens), terms=tuple(terms))


def _start(token: Token) -> int:
    return token.start


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    first, last = span
    return any(start < last and first < end for start, end in others)
