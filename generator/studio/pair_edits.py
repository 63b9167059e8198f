"""The sentence pairs of a text as a page edits them: ``NAME.aligned.tsv``, line by line."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import texts
from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.studio.edited_table import EditedTable
from generator.studio.pairs import Change, edit, state, tidied
from generator.studio.workspace import MISSING, FileRead, Workspace, version_of

MAX_TABLES = 30
"""Versions of the table that are remembered, so that an undo need not read it anew."""
SPREADSHEET = ".xlsx"
BOM = "\ufeff"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PairTable:
    """The table in one version: its pairs, and each as it is written."""

    rows: Sequence[AlignedRow]
    lines: Sequence[str]
    """The names of the columns first."""

    def content(self) -> bytes:
        """Return the table as ``cika align`` writes it."""
        return (BOM + "\n".join(self.lines) + "\n").encode()

    def after(self, change: Change) -> "PairTable":
        """Return the table after a change."""
        written = table_of(change.rows).lines[1:]
        start, end = change.at, change.at + change.removed
        rows = [*self.rows[:start], *change.rows, *self.rows[end:]]
        lines = [*self.lines[: start + 1], *written, *self.lines[end + 1 :]]
        return PairTable(rows, lines)


def table_of(rows: Sequence[AlignedRow]) -> PairTable:
    """Return the table of some pairs."""
    return PairTable(rows, texts.render_aligned(rows).rstrip("\n").split("\n"))


class PairEdits:
    """Reads and edits the pairs of a text."""

    def __init__(self, workspace: Workspace, text: Path, steps: Path) -> None:
        """``steps`` is where the edits are kept, to take them back."""
        self._text = text
        self._tables: OrderedDict[str, PairTable] = OrderedDict()
        self._proposed: Sequence[AlignedRow] = ()
        self._fresh = b""
        self.file = EditedTable(workspace, texts.aligned_path(text), steps, self._written)

    def propose(self, rows: Sequence[AlignedRow]) -> None:
        """Take the pairs that the machine proposes, which hold where there is no table."""
        if rows is not self._proposed:
            self._proposed = rows
            self._fresh = table_of(tidied(rows)).content()

    def now(self) -> tuple[PairTable, str]:
        """Return the table as it is, and its version."""
        found = self.file.read()
        return self._table(found), found.version

    def edit(self, version: str, asked: Mapping[str, Any], over: str | None = None) -> Json:
        """Change the table that a page saw in some version; return what changed since then."""
        self._refuse_spreadsheet()
        before = self._seen(version)
        about = {"kind": str(asked.get("kind")), "pair": asked.get("at")}

        def edited(content: bytes) -> bytes:
            table = self._tables.get(version_of(content)) or before
            after = table.after(edit(table.rows, asked))
            written = after.content()
            self._remember(version_of(written), after)
            return written

        return self._answer(before, self.file.change(version, edited, over, about))

    def undo(self, version: str) -> Json:
        """Take the last edit back; return what changed."""
        before, found = self._seen(version), self.file.undo(version)
        about = self.file.history.redo_step(found.version).about
        return {**self._answer(before, found), "about": about}

    def redo(self, version: str) -> Json:
        """Do again what was taken back; return what changed."""
        before, found = self._seen(version), self.file.redo(version)
        about = self.file.history.undo_step(found.version).about
        return {**self._answer(before, found), "about": about}

    def difference(self, version: str) -> Json:
        """Return what changed in the table since a page saw it in some version."""
        before = self._seen(version)
        return self._answer(before, self.file.read())

    def steps(self, version: str) -> Json:
        """Tell whether there is something to take back, or to do again."""
        history = self.file.history
        return {"undo": history.can_undo(version), "redo": history.can_redo(version)}

    def _answer(self, before: PairTable, found: FileRead) -> Json:
        after = self._table(found)
        change = difference(before.rows, after.rows)
        was = before.rows[change.at : change.at + change.removed]
        return {
            "version": found.version,
            "at": change.at,
            "was": list(map(row_json, was)),
            "rows": list(map(row_json, change.rows)),
            **self.steps(found.version),
        }

    def _seen(self, version: str) -> PairTable:
        """Return the table as a page saw it; as it is now where that is forgotten."""
        known = self._tables.get(version)
        return known if known is not None else self.now()[0]

    def _table(self, found: FileRead) -> PairTable:
        known = self._tables.get(found.version)
        if found.version == MISSING:
            known = self._tables.get(version_of(found.content))
        if known is None:
            rows = texts.read_aligned(self._text)
            known = table_of(tidied(self._proposed if rows is None else rows))
        self._remember(found.version, known)
        self._remember(version_of(found.content), known)
        return known

    def _remember(self, version: str, table: PairTable) -> None:
        self._tables[version] = table
        self._tables.move_to_end(version)
        while len(self._tables) > MAX_TABLES:
            self._tables.popitem(last=False)

    def _written(self) -> bytes:
        return self._fresh

    def _refuse_spreadsheet(self) -> None:
        path = self.file.path
        if path.suffix.lower() == SPREADSHEET:
            raise InputError(
                f"The pairs of this text are in {path.name}, which only a spreadsheet can change."
                " Change them there, or save it as CSV and delete the workbook."
            )


def difference(before: Sequence[AlignedRow], after: Sequence[AlignedRow]) -> Change:
    """Return the change that makes some pairs of others; their lines do not count."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and _same(before[start], after[start]):
        start += 1
    end = 0
    while end < shorter - start and _same(before[-1 - end], after[-1 - end]):
        end += 1
    return Change(start, len(before) - start - end, tuple(after[start : len(after) - end]))


def row_json(row: AlignedRow) -> Json:
    """Return a pair as pages have it."""
    return {"zh": row.zh, "en": row.en, "confidence": row.confidence, "state": state(row)}


def _same(one: AlignedRow, other: AlignedRow) -> bool:
    return one is other or (
        (one.zh, one.en, one.confidence, one.unsure)
        == (other.zh, other.en, other.confidence, other.unsure)
    )
