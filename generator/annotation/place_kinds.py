"""The kind of a place in the gloss of its name: 清源村 is "Qingyuan Village", as its translation
says."""

from collections.abc import Sequence
from dataclasses import replace

from generator.base.records import Token
from generator.chinese.unlisted_names import KINDS


def with_kinds(tokens: Sequence[Token], en: str) -> tuple[Token, ...]:
    """Return tokens of which a name with the kind of its place has the whole name that its
    counterpart in ``en`` gives; a spelling alone would leave 村 unexplained."""
    return tuple([_with_kind(token, en) for token in tokens])


def _with_kind(token: Token, en: str) -> Token:
    if token.kind != "name" or token.text[-1] not in KINDS or len(token.english) != 1:
        return token
    start, end = token.english[0]
    said = en[start:end]
    behind = said.removeprefix(f"{token.gloss} ")
    if behind == said or not behind.istitle():
        return token
    return replace(token, gloss=said, senses=(said, *token.senses[1:]))
