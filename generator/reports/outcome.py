"""What the reports of texts and of class sets share: notes that changed, issues, words in short."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from generator.anki import Written
from generator.base.records import Issue, Word

ITEMS_SHOWN = 8
"""Items of a list that a report prints before it says how many there are."""
ISSUES_SHOWN = 3
"""Issues of one kind that a report prints."""


def changes(written: Written) -> str:
    """Say how many notes are new, changed, unchanged, and no longer made."""
    counts = {
        "new": written.new,
        "changed": written.changed,
        "unchanged": written.unchanged,
        "no longer made (Anki keeps them)": len(written.dropped),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def removed_lines(written: Written) -> list[str]:
    """Say how to find the notes that Anki keeps although the deck no longer has them."""
    if not written.dropped:
        return []
    return [f"    to delete them, search in Anki's browser: {written.gone_search}"]


def issue_lines(issues: Iterable[Issue], own: str) -> list[str]:
    """Say what the issues are, those of one kind together, a few of each; ``own`` is the file that
    the report is about, which needs no naming."""
    lines: list[str] = []
    by_kind = sorted(issues, key=_kind)
    for _, group in groupby(by_kind, key=_kind):
        found = list(group)
        for issue in found[:ISSUES_SHOWN]:
            where = "" if issue.where == own else f"{issue.where}: "
            lines.append(f"  note: {where}{issue.detail}")
        rest = len(found) - ISSUES_SHOWN
        if rest > 0:
            lines.append(f"  … and {rest} more like this (--json has all)")
    return lines


def _kind(issue: Issue) -> str:
    return issue.kind


def some_of(words: Sequence[str], comma: str = "、") -> str:
    """List the first of some words, and say how many there are if that is not all."""
    shown = comma.join(words[:ITEMS_SHOWN])
    return shown if len(words) <= ITEMS_SHOWN else f"{shown} … {len(words)} in all"


def untaught_text(words: Iterable[Word]) -> str:
    """Say which words have no card because their meaning is too unsure, and what it may be."""
    guesses = [f"{word.token.text} ({word.token.gloss}?)" for word in words]
    return f"no card, for their meaning here is too unsure: {some_of(guesses)}"


# -- for programs


def notes_json(written: Written) -> dict[str, int]:
    """Return how many notes are new, changed, unchanged, and gone."""
    return {
        "new": written.new,
        "changed": written.changed,
        "unchanged": written.unchanged,
        "gone": len(written.dropped),
    }


def issues_json(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Return issues as plain values."""
    return [{"kind": issue.kind, "where": issue.where, "detail": issue.detail} for issue in issues]
