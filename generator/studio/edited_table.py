"""A table beside a text while a page edits it: each edit is written at once, names the version it
was made from, and can be taken back."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.studio.history import History, TableStep, step_between
from generator.studio.workspace import MISSING, Conflict, FileRead, Workspace

MAX_CONTENTS = 8
"""Contents that are remembered, so that a page can still show what it had before a file changed."""
Edit = Callable[[bytes], bytes]
"""Makes the new content of a table of the old one."""


class EditedTable:
    """One table, which may not exist yet."""

    def __init__(
        self, workspace: Workspace, path: Path, history: Path, fresh: Callable[[], bytes]
    ) -> None:
        """``fresh`` gives the table as it would be written without any edit, ``history`` is where
        the steps are kept."""
        self._workspace = workspace
        self.path = path
        self.history = History(history)
        self._fresh = fresh
        self._seen: OrderedDict[str, bytes] = OrderedDict()

    def read(self) -> FileRead:
        """Return the table as it is; where there is none, the fresh one of version ``MISSING``."""
        found = self._workspace.read(self.path)
        content = self._fresh() if found.version == MISSING else found.content
        self._remember(found.version, content)
        return FileRead(content, found.version)

    def seen(self, version: str) -> bytes | None:
        """Return the table as it was in a version, if a page has seen it lately."""
        return self._seen.get(version)

    def change(
        self,
        version: str,
        edit: Edit,
        over: str | None = None,
        about: dict[str, Any] | None = None,
    ) -> FileRead:
        """Change the table as a page saw it, and return it afterwards. ``about`` says what a person
        did.

        ``over`` is the version that another program made of it and that a person chose to write
        over. Raises Conflict where the table is no longer as the page saw it.
        """
        now = self.read()
        base = now.content
        if now.version != version:
            seen = self._seen.get(version)
            if over != now.version or seen is None:
                raise Conflict(self.path.name, now.version)
            base = seen
        after = edit(base)
        if after == now.content:
            return now
        step = replace(step_between(now.content, after, now.version), about=about or {})
        self._workspace.write(self.path, after, now.version)
        self.history.remember(step)
        return self._now(after, step.after)

    def remember(self, about: dict[str, Any]) -> None:
        """Take an act beside the table for the last one."""
        version = self.read().version
        self.history.remember(TableStep(0, "", "", version, version, about))

    def undo(self, version: str) -> FileRead:
        """Take the last edit back. Raises Conflict, and InputError where there is none."""
        found = self._step(version, self.history.undo_step)
        self.history.undone()
        return found

    def redo(self, version: str) -> FileRead:
        """Do again what was taken back. Raises Conflict, and InputError where there is nothing."""
        found = self._step(version, self.history.redo_step)
        self.history.redone()
        return found

    def _step(self, version: str, step_of: Callable[[str], TableStep]) -> FileRead:
        now = self.read()
        if now.version != version:
            raise Conflict(self.path.name, now.version)
        step = step_of(version)
        if step.after == step.before:
            return now
        if step.after == MISSING:
            self._workspace.remove(self.path, version)
            return self.read()
        after = step.applied(now.content)
        self._workspace.write(self.path, after, version)
        return self._now(after, step.after)

    def _now(self, content: bytes, version: str) -> FileRead:
        self._remember(version, content)
        return FileRead(content, version)

    def _remember(self, version: str, content: bytes) -> None:
        self._seen[version] = content
        self._seen.move_to_end(version)
        while len(self._seen) > MAX_CONTENTS:
            self._seen.popitem(last=False)
