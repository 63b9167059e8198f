"""What a build prints: lines for people, or one list in JSON for programs."""

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.commands.output import show_errors

if TYPE_CHECKING:
    from generator.classes import BuiltSet
    from generator.pipeline import Built


class BuildOutput:
    """The printed report of a build, which grows as decks are built."""

    def __init__(self, folder: Path, *, as_json: bool) -> None:
        self._folder = folder
        self._list = JsonList() if as_json else None
        self._built = 0
        self._written: list[Path] = []
        self._failed: list[tuple[Path, CikaError]] = []

    @property
    def has_failed(self) -> bool:
        """Tell whether something could not be built."""
        return bool(self._failed)

    def built(self, built: "Built") -> None:
        """Print what became of a text."""
        from generator.reports.build_report import built_json, built_text

        self._count(built)
        if self._list:
            self._list.add(built_json(built))
        else:
            click.echo(built_text(built))

    def built_set(self, built: "BuiltSet") -> None:
        """Print what became of a class set."""
        from generator.reports.set_report import set_json, set_text

        self._count(built)
        if self._list:
            self._list.add(set_json(built))
        else:
            click.echo(set_text(built))

    def _count(self, built: "Built | BuiltSet") -> None:
        self._built += 1
        if built.written:
            self._written.append(built.package)

    def failed(self, path: Path, error: CikaError) -> None:
        """Keep what failed for the end."""
        self._failed.append((path, error))

    def show_failed(self) -> None:
        """Print all that failed, with the reasons."""
        if self._list:
            for path, error in self._failed:
                self._list.add({"text": str(path), "error": str(error)})
        show_errors(self._failed)

    def end(self, *, has_sets: bool) -> None:
        """Print how many of all decks there are, and what to do with them."""
        from generator.reports.build_report import next_step

        if self._list:
            self._list.end()
            return
        lines = []
        count = self._built + len(self._failed)
        if count > 1:
            what = "texts and sets" if has_sets else "texts"
            lines.append(f"{self._built} of {count} {what} are in {self._folder}.")
        if self._written:
            lines.append(next_step(self._written))
        if lines:
            click.echo("\n" + "\n".join(lines))


class JsonList:
    """A list in JSON that is printed item by item, so that no run is too long for it."""

    def __init__(self) -> None:
        self._is_empty = True

    def add(self, item: Any) -> None:
        """Print one more item."""
        written = json.dumps(item, ensure_ascii=False, indent=1)
        before = "[" if self._is_empty else ","
        click.echo(f"{before}\n{textwrap.indent(written, ' ')}", nl=False)
        self._is_empty = False

    def end(self) -> None:
        """Print the end of the list."""
        click.echo("[]" if self._is_empty else "\n]")
