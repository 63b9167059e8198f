"""Spaces that only set figures and Latin letters off from Chinese (1985 年, 用 Windows 的人): a
sentence is read as if they were not there, and its tokens are put back where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.base.han import HAN
from generator.base.records import Token
from generator.base.unread import unread

SETTING_OFF = re.compile(rf"(?<=[{HAN}]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) +(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Tight:
    """A sentence without such spaces."""

    zh: str
    places: Sequence[int]
    """Where each of its characters stands in the sentence itself."""


def tight(zh: str) -> Tight:
    """Return a sentence without the spaces that only set off.

    >>> tight("在 1985 年").zh
    '在1985年'
    """
    left_out: set[int] = set()
    for match in SETTING_OFF.finditer(zh):
        left_out.update(range(*match.span()))
    places = [at for at in range(len(zh)) if at not in left_out]
    return Tight("".join([zh[at] for at in places]), places)


def spread(tokens: Sequence[Token], found: Tight, zh: str) -> tuple[Token, ...]:
    """Return the tokens of ``found`` as those of the sentence ``zh`` that it was made from: 1985 年
    is one token, a space between two tokens is one of its own."""
    if len(found.places) == len(zh):
        return tuple(tokens)
    made: list[Token] = []
    end = 0
    for token in tokens:
        start = found.places[token.start]
        if start > end:
            made.append(unread(end, zh[end:start], "punctuation"))
        end = found.places[token.end - 1] + 1
        made.append(replace(token, start=start, end=end, text=zh[start:end]))
    return tuple(made)
