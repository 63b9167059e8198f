"""Files of a folder, and the notes of a deck's table."""

from pathlib import Path

from generator.anki import read_ledger


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def changed(before: Path, after: Path) -> set[str]:
    """Return the GUIDs of the notes that two tables of a deck do not share."""
    old, new = read_ledger(before).stamps, read_ledger(after).stamps
    return {guid for guid in old.keys() | new.keys() if old.get(guid) != new.get(guid)}


def rows(table: Path) -> dict[str, list[str]]:
    """Read the notes of a table, by GUID."""
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row for row in cells}
