"""What a file says under keys, and where, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]
"""Values by their keys."""


@dataclass(frozen=True, slots=True)
class KeyedFile:
    """A file of keys and values, and where its keys stand."""

    path: Path
    values: Table
    lines: Mapping[tuple[str, str], int]
    """Table and key -> line; without a key that of the table's heading. Tables are named ``looks``,
    ``lesson 2`` (the second of them), and by nothing what stands before all of them."""
    unit: str = "line"
    """What the numbers of ``lines`` count, for messages: ``row`` of a sheet."""

    def where(self, table: str = "", key: str = "") -> str:
        """Return the place of a key, or of what stands nearest above it, for messages:
        ``set.toml, line 7, lesson 2``."""
        places = [(table, key), (table, ""), ("", table.partition(" ")[0])]
        known = [self.lines[place] for place in places if place in self.lines]
        parts = [str(self.path), *[f"{self.unit} {number}" for number in known[:1]], table]
        return ", ".join(filter(None, parts))
