"""Issues that readers of several formats report."""

from collections.abc import Iterable
from pathlib import Path

from generator.base.records import Issue


def no_translation(where: str) -> Issue:
    """Return the issue of a text without English."""
    detail = "There is no English text: cards show sentences without translation."
    return Issue("no-translation", where, detail)


def unused_fields(lines: Iterable[str], where: str) -> list[Issue]:
    """Return an issue for each header line that has no place on the cards."""
    return [
        Issue("unused-field", where, f"The header line {line!r} has no place on the cards.")
        for line in lines
    ]


def swapped(zh: Path) -> Issue:
    """Return the issue of two files in the wrong order; ``zh`` holds the Chinese."""
    detail = f"The files were given the wrong way round: {zh.name} holds the Chinese."
    return Issue("swapped", str(zh), detail)
