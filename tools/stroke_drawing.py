"""The drawing of a character: outline and middle line of each stroke on a small grid, and a place
for its number."""

import prelude

import itertools
import json
import math
import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int]
Line = list[Point]
Floats = NDArray[np.float64]

PER_UNIT, TOP = 4, 900
"""Units of the source in one of ours, and its height above the base line: its y grows upwards, that
of SVG downwards."""
STRAIGHT = 2.5
"""How far, in units, a middle line may run beside the points that are left out of it."""
NUMBER_HEIGHT = 19
"""Height of a number in units: 12 CSS pixels where 272 units are 156 pixels, a digit being 0.7 of
that high (style.css)."""
DIGIT_WIDTH, DIGITS_WIDTH = 0.31, 0.6
"""Half the width of a number of one digit and of two, of its height."""
EDGE = (-8, 264)
"""What the picture shows beyond the grid, for numbers."""
DISTANCES = (0, 9, 15, 21, 28, 36, 46)
DIRECTIONS = 16
CLEARANCE = 16
"""Distance from the strokes, in units, from which they do not disturb a number."""
CROWDED, OUTSIDE, FAR = 20, 50, 0.4
"""Cost of a square unit shared with another number, of a unit beyond the edge, of a unit away from
the beginning of the stroke; a unit too near to a stroke costs 1."""
COMMAND = re.compile(r"([MLQCZ])([^MLQCZ]*)")


def drawing(source: bytes) -> str:
    """Write a line a stroke: outline, middle line, place of the number; separated by ``|``."""
    found = json.loads(source)
    medians = [itertools.starmap(grid, median) for median in found["medians"]]
    lines = [simplified(list(median)) for median in medians]
    rows = zip(found["strokes"], lines, number_places(lines), strict=True)
    return "\n".join(f"{outline(path)}|{polyline(line)}|{x} {y}" for path, line, (x, y) in rows)


def grid(x: float, y: float) -> Point:
    """Return the nearest point of our grid."""
    return round(x / PER_UNIT), round((TOP - y) / PER_UNIT)


def outline(path: str) -> str:
    """Make an SVG path of absolute M, L, Q, C, Z a relative one on our grid.

    What shrinks to a point is left out.
    """
    written, last = "", ""
    at = (0, 0)
    for command, numbers in COMMAND.findall(path):
        values = [float(number) for number in numbers.split()]
        points = [grid(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
        if command == "M":
            written += f"M{points[0][0]} {points[0][1]}"
        elif command == "Z":
            written += "z"
        elif any(point != at for point in points):
            steps = joined(_from(at, points))
            if command != last:
                steps = command.lower() + steps
            elif not steps.startswith("-"):
                steps = f" {steps}"
            written += steps
        else:
            continue
        at, last = points[-1] if points else at, command
    return written


def _from(at: Point, points: Iterable[Point]) -> list[int]:
    """List how far points lie from another, right and down."""
    steps: list[int] = []
    for x, y in points:
        steps += (x - at[0], y - at[1])
    return steps


def joined(values: Iterable[int]) -> str:
    """Separate numbers by a space where no minus sign separates them."""
    return " ".join(str(value) for value in values).replace(" -", "-")


def polyline(line: Sequence[Point]) -> str:
    """Write a middle line as an SVG path; one of a single point gets a unit of length."""
    steps: list[int] = []
    for here, there in itertools.pairwise(line):
        steps += _from(here, [there])
    x, y = line[0]
    return f"M{x} {y}l{joined(steps)}" if steps else f"M{x} {y}h1"


def simplified(line: Line) -> Line:
    """Leave out points that lie within STRAIGHT of the line through the others.

    Ramer 1972; Douglas and Peucker 1973.
    """
    inner = line[1:-1]
    if not inner:
        return line
    distances = [_distance(point, line[0], line[-1]) for point in inner]
    farthest = max(range(len(distances)), key=distances.__getitem__) + 1
    if distances[farthest - 1] <= STRAIGHT:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1])[:-1] + simplified(line[farthest:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance from a point to a segment."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    along = (end[0] - start[0], end[1] - start[1])
    projection = (point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]
    share = max(0.0, min(1.0, projection / length**2))
    return math.dist(point, (start[0] + share * along[0], start[1] + share * along[1]))


def _steps() -> Floats:
    """Return where a number may stand, seen from the beginning of its stroke."""
    places = []
    for distance in DISTANCES:
        for direction in range(DIRECTIONS):
            angle = direction * math.pi / 8
            places.append((distance * math.cos(angle), distance * math.sin(angle)))
    return np.array(places)


STEPS = _steps()


def number_places(lines: Sequence[Line]) -> list[Point]:
    """Place the middle of each number.

    It stands near the beginning of its stroke, off the other numbers, best off all strokes.
    """
    segments = []
    for line in lines:
        segments += [(*here, *there) for here, there in itertools.pairwise(line)]
    drawn = np.array(segments, float).reshape(-1, 4)
    placed: list[tuple[int, int, float]] = []
    for number, line in enumerate(lines, 1):
        width = DIGIT_WIDTH if len(str(number)) == 1 else DIGITS_WIDTH
        half = np.array([NUMBER_HEIGHT * width, NUMBER_HEIGHT / 2])
        places = np.round(STEPS + line[0])
        cost = _costs(places, half, np.array(placed, float).reshape(-1, 3), drawn)
        x, y = places[int(np.round(cost, 6).argmin())]
        placed.append((int(x), int(y), float(half[0])))
    return [(x, y) for x, y, _ in placed]


def _costs(places: Floats, half: Floats, others: Floats, drawn: Floats) -> Floats:
    """Return what a number of half a size costs at each place.

    ``others`` are the numbers that have a place: x, y, half of the width.
    """
    beside = half[0] + others[:, 2] + 1 - np.abs(places[:, None, 0] - others[:, 0])
    above = NUMBER_HEIGHT - np.abs(places[:, None, 1] - others[:, 1])
    crowded = (np.maximum(beside, 0) * np.maximum(above, 0)).sum(1)
    covered = np.maximum(CLEARANCE - _distances(places, drawn), 0).sum(1)
    before = np.maximum(EDGE[0] + half - places, 0)
    behind = np.maximum(places + half - EDGE[1], 0)
    outside = (before + behind).sum(1)
    cost: Floats = CROWDED * crowded + covered + OUTSIDE * outside + FAR * np.hypot(*STEPS.T)
    return cost


def _distances(points: Floats, segments: Floats) -> Floats:
    """Return the distance from each point to each segment, of shape (points, segments)."""
    start = segments[:, :2]
    along = segments[:, 2:] - start
    offset = points[:, None] - start
    length = np.maximum((along**2).sum(1), 1e-9)
    share = np.clip((offset * along).sum(2) / length, 0, 1)
    gap = offset - share[..., None] * along
    found: Floats = np.hypot(gap[..., 0], gap[..., 1])
    return found
