"""What the oracle hashes of a file: all but what may differ though it says the same."""

import io
import sqlite3
import zipfile
from pathlib import Path

UNSTABLE = (b"#cika input:", b"#cika package:")
"""Lines of a table of notes that a change of the program's sources changes."""


def content_of(path: Path) -> bytes:
    """Read a file without what may differ though it says the same."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        return unpacked(content)
    if path.suffix == ".tsv":
        lines = content.splitlines(keepends=True)
        return b"".join(line for line in lines if not line.startswith(UNSTABLE))
    return content


def unpacked(content: bytes) -> bytes:
    """Show the members of an archive, in their order."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            member = archive.read(name)
            shown = rows_of(member) if member.startswith(b"SQLite format 3\0") else member
            parts += [f"== {name}\n".encode(), shown, b"\n"]
    return b"".join(parts)


def rows_of(content: bytes) -> bytes:
    """Show the tables of a database and their rows, a row a line."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        schema = database.execute("SELECT * FROM sqlite_master ORDER BY name").fetchall()
        lines = [f"{row}\n" for row in schema]
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        for (table,) in tables.fetchall():
            rows = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
            lines += [f"{table}: {row}\n" for row in rows]
    finally:
        database.close()
    return "".join(lines).encode()
