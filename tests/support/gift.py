"""A reader of GIFT: its signs, escapes and questions, as docs.moodle.org describes them."""

import re
from dataclasses import dataclass

SIGN = re.compile(r"\\(?P<escaped>[\\~=#{}:])|(?P<sign>->|####|[~=#{}:])|(?P<plain>.)", re.S)
"""A character of a text, or a sign of the format."""


@dataclass(frozen=True)
class GiftQuestion:
    name: str
    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    feedback: str


def read_gift(written: str) -> tuple[list[str], list[GiftQuestion]]:
    """Return the categories and the questions; raise AssertionError over what is no GIFT."""
    categories, questions = [], []
    for block in re.split(r"\n\s*\n", written.strip()):
        if block.startswith("//"):
            continue
        if block.startswith("$CATEGORY: "):
            categories.append(block.removeprefix("$CATEGORY: "))
            continue
        questions.append(_question(block))
    return categories, questions


def _question(block: str) -> GiftQuestion:
    found = re.fullmatch(
        r"::((?:\\.|[^:\\])*)::\[plain\]((?:\\.|[^{\\])*)\{\n(.*)\n\}", block, re.S
    )
    assert found, block
    right: list[str] = []
    wrong: list[str] = []
    pairs: list[tuple[str, str]] = []
    feedback = ""
    for line in found[3].split("\n"):
        assert line.startswith(("=", "~", "####")), line
        sign = "####" if line.startswith("####") else line[0]
        first, *rest = _halves(line.removeprefix(sign))
        assert "%" not in first[:1] and len(rest) <= bool(sign == "=")
        if rest:
            pairs.append((first, rest[0]))
        elif sign == "####":
            feedback = first
        else:
            (right if sign == "=" else wrong).append(first)
    name, text = _text(found[1]), _text(found[2])
    return GiftQuestion(name, text, tuple(right), tuple(wrong), tuple(pairs), feedback)


def _text(written: str) -> str:
    (text,) = _halves(written)
    return text


def _halves(written: str) -> list[str]:
    """Return a text without its escapes, cut at arrows; no other sign may stand in it."""
    halves = [""]
    for found in SIGN.finditer(written):
        if found["sign"] == "->":
            halves.append("")
        else:
            assert not found["sign"], written
            halves[-1] += found["escaped"] or found["plain"]
    return [half.strip() for half in halves]
