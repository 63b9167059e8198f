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

import argparse
import hashlib
import io
import itertools
import json
import math
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parent.parent / "generator" / "data"
MANIFEST = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))
DRAWINGS, DECOMPOSITION = "hanzi-writer-data", "hanzi"

Point = tuple[int, int]
PER_UNIT, TOP = 4, 900
"""Units of the source in one of ours, and its height above the base line: its y grows upwards, that
of SVG downwards."""
STRAIGHT = 2.5
"""How far, in units, a middle line may run beside the points that are left out of it."""
NUMBER = 19
"""Height of a number in units: 12 CSS pixels where 272 units are 156 pixels, a digit being 0.7 of
that high (style.css)."""
EDGE = (-8, 264)
"""What the picture shows beyond the grid, for numbers."""

RECORD = re.compile(r"^(\S+?):(\w+(?:/\w+)?)\(([^)]*)\)$")
WHOLE = re.compile(r"^(a|d|s\w*|w\w*|ba|bd|lock|split)$")
"""Ways of composing in which both parts stand for themselves. Where they touch, melt or overlap (a
suffix such as ``/t``) the analysis is one of shapes only (不 = 丆 + 卜), which teaches nothing."""
REPEATED = re.compile(r"^r(a|d|3)\w*$")
SHAPE = re.compile("[㇀-㇯丨丶丿乀亅乚\U00010000-\U0010ffff]")
"""Single strokes, and what phones have no glyph for."""


def tarball(folder: Path, package: str) -> dict[str, bytes]:
    """The files of an npm package after its hash was checked, by their path in it."""
    source = MANIFEST["source"][package]
    path = folder / f"{package}-{source['version']}.tgz"
    if not path.is_file():
        subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{source['version']}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != source["sha256"]:
        sys.exit(
            f"{path}: sha256 is {found}, MANIFEST.toml says {source['sha256']}; another version?"
            " nothing was written"
        )
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {
            m.name.removeprefix("package/"): file.read()
            for m in archive.getmembers()
            if (file := archive.extractfile(m))
        }


# -- strokes


def grid(x: float, y: float) -> Point:
    return round(x / PER_UNIT), round((TOP - y) / PER_UNIT)


def outline(path: str) -> str:
    """An SVG path of absolute M, L, Q, C, Z as a relative one on our grid; what shrinks to a point
    is left out."""
    out, at, last = "", (0, 0), ""
    for command, numbers in re.findall(r"([MLQCZ])([^MLQCZ]*)", path):
        values = [float(n) for n in numbers.split()]
        points = [grid(*pair) for pair in zip(values[::2], values[1::2], strict=True)]
        if command == "M":
            out += f"M{points[0][0]} {points[0][1]}"
        elif command == "Z":
            out += "z"
        elif any(p != at for p in points):
            steps = _numbers(value for p in points for value in (p[0] - at[0], p[1] - at[1]))
            out += (
                command.lower() + steps
                if command != last
                else steps
                if steps[0] == "-"
                else " " + steps
            )
        else:
            continue
        at, last = points[-1] if points else at, command
    return out


def _numbers(values: Iterator[int]) -> str:
    """Numbers parted by a space where no minus sign parts them."""
    return re.sub(r" (?=-)", "", " ".join(map(str, values)))


def simplified(line: list[Point]) -> list[Point]:
    """Fewer points, none of those left out farther than STRAIGHT from the line (Ramer 1972; Douglas
    and Peucker 1973)."""
    if len(line) < 3:
        return line
    distances = [_distance(p, line[0], line[-1]) for p in line[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__) + 1
    if distances[farthest - 1] <= STRAIGHT:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1])[:-1] + simplified(line[farthest:])


def _distance(p: Point, a: Point, b: Point) -> float:
    """From a point to a segment."""
    length = math.dist(a, b)
    if not length:
        return math.dist(p, a)
    t = max(
        0.0, min(1.0, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length**2)
    )
    return math.dist(p, (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))


def polyline(line: list[Point]) -> str:
    first, *others = line
    steps, at = [], first
    for p in others:
        steps += [p[0] - at[0], p[1] - at[1]]
        at = p
    return (
        f"M{first[0]} {first[1]}l{_numbers(iter(steps))}" if steps else f"M{first[0]} {first[1]}h1"
    )


STEPS = np.array(
    [
        (r * math.cos(a * math.pi / 8), r * math.sin(a * math.pi / 8))
        for r in (0, 9, 15, 21, 28, 36, 46)
        for a in range(16)
    ]
)
"""Where a number may stand, seen from the beginning of its stroke."""


def numbered(lines: list[list[Point]]) -> list[Point]:
    """Where the middle of each number goes: near the beginning of its stroke, off the other
    numbers, best off all strokes."""
    drawn = np.array(
        [(*p, *q) for line in lines for p, q in itertools.pairwise(line)], float
    ).reshape(-1, 4)
    placed: list[tuple[int, int, float]] = []
    for number, line in enumerate(lines, 1):
        half = np.array([NUMBER * (0.31 if number < 10 else 0.6), NUMBER / 2])
        places = np.round(STEPS + line[0])
        others = np.array(placed, float).reshape(-1, 3)
        beside = half[0] + others[:, 2] + 1 - np.abs(places[:, None, 0] - others[:, 0])
        above = NUMBER - np.abs(places[:, None, 1] - others[:, 1])
        crowded = (np.maximum(beside, 0) * np.maximum(above, 0)).sum(1)
        covered = np.maximum(16 - _distances(places, drawn), 0).sum(1)
        outside = (
            np.maximum(EDGE[0] + half - places, 0) + np.maximum(places + half - EDGE[1], 0)
        ).sum(1)
        cost = 20 * crowded + covered + 50 * outside + 0.4 * np.hypot(*STEPS.T)
        x, y = places[int(np.round(cost, 6).argmin())]
        placed.append((int(x), int(y), float(half[0])))
    return [(x, y) for x, y, _ in placed]


def _distances(points: np.ndarray, segments: np.ndarray) -> np.ndarray:
    """From each point to each segment: (points, segments)."""
    start, along = segments[:, :2], segments[:, 2:] - segments[:, :2]
    offset = points[:, None] - start
    share = np.clip((offset * along).sum(2) / np.maximum((along**2).sum(1), 1e-9), 0, 1)
    gap: np.ndarray = np.hypot(*np.moveaxis(offset - share[..., None] * along, 2, 0))
    return gap


def drawing(source: bytes) -> str:
    """One line a stroke: outline, middle line, place of the number; parted by ``|``."""
    found = json.loads(source)
    lines = [simplified([grid(*p) for p in median]) for median in found["medians"]]
    places = numbered(lines)
    rows = zip(found["strokes"], lines, places, strict=True)
    return "\n".join(f"{outline(path)}|{polyline(line)}|{x} {y}" for path, line, (x, y) in rows)


def write_strokes(drawings: dict[str, str]) -> None:
    target = DATA / "strokes.sqlite"
    target.unlink(missing_ok=True)
    db = sqlite3.connect(target)
    db.execute("create table drawing (codepoint integer primary key, strokes blob not null)")
    # the licence asks for a notice in each modified file
    db.execute("create table notice (text text)")
    db.execute("insert into notice values (?)", (MANIFEST["built"]["strokes.sqlite"]["notice"],))
    db.executemany(
        "insert into drawing values (?, ?)",
        [(ord(c), zlib.compress(t.encode(), 9)) for c, t in sorted(drawings.items())],
    )
    db.commit()
    db.execute("vacuum")
    db.close()


# -- components


def components(table: str, wanted: set[str]) -> dict[str, list[str]]:
    """The parts of each wanted character that can be shown; a part that cannot is replaced by its
    own parts, or the whole given up."""
    records = {
        m[1]: (m[2], m[3].split(","))
        for line in table.splitlines()
        if (m := RECORD.match(line.strip()))
    }

    def parts(character: str, depth: int = 0) -> list[str] | None:
        kind, inner = records.get(character, ("c", []))
        if REPEATED.match(kind) and "/" not in kind:
            inner = inner * (3 if kind.startswith("r3") else 2)
        elif not WHOLE.match(kind) or depth > 2:
            return None
        shown: list[str] = []
        for part in inner:
            below = [part] if len(part) == 1 and not SHAPE.match(part) else parts(part, depth + 1)
            if not below:
                return None
            shown += below
        return shown

    found = {c: parts(c) for c in sorted(wanted)}
    return {c: p for c, p in found.items() if p and len(p) > 1}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--tarballs", type=Path, help="folder with the packages, instead of downloading them"
    )
    given = parser.parse_args().tarballs
    with tempfile.TemporaryDirectory() as temporary:
        folder = given or Path(temporary)
        writer, decomposed = tarball(folder, DRAWINGS), tarball(folder, DECOMPOSITION)
    drawings = {
        name[0]: drawing(content)
        for name, content in writer.items()
        if re.fullmatch(r".\.json", name)
    }
    write_strokes(drawings)
    (DATA / "ARPHICPL.TXT").write_bytes(writer["ARPHICPL.TXT"])
    table = decomposed[MANIFEST["source"][DECOMPOSITION]["file"]].decode().split("`")[1]
    rows = components(table, set(drawings))
    lines = "".join(f"{character}\t{' '.join(parts)}\n" for character, parts in rows.items())
    (DATA / "components.tsv").write_text(
        "character\tcomponents\n" + lines, encoding="utf-8", newline="\n"
    )
    for name in ("strokes.sqlite", "ARPHICPL.TXT", "components.tsv"):
        content = (DATA / name).read_bytes()
        print(f"{name}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")
    print(f"{len(drawings):,} drawings, {len(rows):,} characters with components")


if __name__ == "__main__":
    main()
