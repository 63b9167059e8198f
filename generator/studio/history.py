"""Undo and redo of a table: for each edit, the stretch of the file that it replaced. An act beside
the table (a word that is known) is a step that replaces nothing.

An edit can be taken back while the file is as the edit left it. The steps lie in the workspace, so
that they outlive the page and the studio.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.base.errors import InputError
from generator.base.files import save
from generator.studio.workspace import version_of

MAX_STEPS = 200
MAX_SIZE = 4_000_000
"""Bytes that all steps hold: those of a workbook are as large as the workbook."""
CODE = "latin-1"
"""Gives each byte a character, so that JSON can hold any stretch of a file."""


@dataclass(frozen=True, slots=True)
class TableStep:
    """An edit of a file: at byte ``at``, ``new`` took the place of ``old``."""

    at: int
    old: str
    new: str
    before: str
    """Version of the file before the edit, ``MISSING`` where there was none; then the step begins
    from the table as it would be written without any edit."""
    after: str
    about: dict[str, Any] = field(default_factory=dict)
    """What a person did, for the sentence that says what was taken back."""

    @property
    def turned(self) -> "TableStep":
        """Return the step that takes this one back."""
        return TableStep(self.at, self.new, self.old, self.after, self.before, self.about)

    def applied(self, content: bytes) -> bytes:
        """Return a file after this edit of it."""
        end = self.at + len(self.old)
        return content[: self.at] + self.new.encode(CODE) + content[end:]


def step_between(before: bytes, after: bytes, version: str) -> TableStep:
    """Return the edit that makes one content another; ``version`` is that of the first."""
    start = _common(before, after)
    shorter = min(len(before), len(after)) - start
    end = _common(before[::-1][:shorter], after[::-1][:shorter])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return TableStep(start, old.decode(CODE), new.decode(CODE), version, version_of(after))


def _common(one: bytes, other: bytes) -> int:
    """Return the length of the common beginning, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class History:
    """The last edits of one file, and those that were taken back."""

    def __init__(self, path: Path) -> None:
        """``path`` is where the steps are kept."""
        self._path = path
        self._done: list[TableStep] = []
        self._undone: list[TableStep] = []
        self._load()

    def remember(self, step: TableStep) -> None:
        """Add an edit; what was taken back before can no longer be done again."""
        self._keep(_last([*self._done, step]), [])

    def can_undo(self, version: str) -> bool:
        """Tell whether the last edit of a file of some version can be taken back."""
        return bool(self._done) and self._done[-1].after == version

    def can_redo(self, version: str) -> bool:
        """Tell whether an edit of a file of some version can be done again."""
        return bool(self._undone) and self._undone[-1].before == version

    def undo_step(self, version: str) -> TableStep:
        """Return the step that takes the last edit back. Raises InputError where there is none."""
        if not self.can_undo(version):
            raise InputError("There is nothing to take back: this table was changed elsewhere.")
        return self._done[-1].turned

    def redo_step(self, version: str) -> TableStep:
        """Return the step that does an edit again. Raises InputError where there is none."""
        if not self.can_redo(version):
            raise InputError("There is nothing to do again.")
        return self._undone[-1]

    def undone(self) -> None:
        """Note that the last edit was taken back."""
        self._keep(self._done[:-1], [*self._undone, self._done[-1]])

    def redone(self) -> None:
        """Note that an edit was done again."""
        self._keep([*self._done, self._undone[-1]], self._undone[:-1])

    def _keep(self, done: list[TableStep], undone: list[TableStep]) -> None:
        self._done, self._undone = done, undone
        kept = {"done": list(map(asdict, done)), "undone": list(map(asdict, undone))}
        save(self._path, json.dumps(kept).encode())

    def _load(self) -> None:
        try:
            kept = json.loads(self._path.read_bytes())
            self._done = _steps(kept["done"])
            self._undone = _steps(kept["undone"])
        except (OSError, ValueError, LookupError, TypeError):
            self._done, self._undone = [], []  # nothing was edited, or another version wrote it


def _last(steps: Sequence[TableStep]) -> list[TableStep]:
    """Return as many of the last steps as are kept; the very last in any case."""
    size = 0
    for count, step in enumerate(reversed(steps)):
        size += len(step.old) + len(step.new)
        if count and (count == MAX_STEPS or size > MAX_SIZE):
            return list(steps[-count:])
    return list(steps)


def _steps(written: Sequence[dict[str, Any]]) -> list[TableStep]:
    return [TableStep(**one) for one in written]
