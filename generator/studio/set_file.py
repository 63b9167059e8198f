"""``set.toml`` as a page edits it: lessons change places, titles, due dates and lists change; every
other line, with a teacher's comments, stays as it is.

The file is edited as text. Whatever comes out is read again and compared with what was wanted: a
file that is written in a way that this cannot edit is left alone.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from generator.base.errors import InputError
from generator.base.html import clean

LESSON = re.compile(r"\s*\[\[\s*lesson\s*\]\]")
TABLE = re.compile(r"\s*\[")
TITLE, DUE, WORDS, KNOWN = "title", "due", "words", "known"
MAX_TITLE = 200
OTHERWISE = (
    "set.toml is written in a way that this page cannot change without harm. Change it in an"
    " editor; what you see here follows."
)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Block = list[str]
"""Lines of a lesson, or of what stands before the first, each with its end."""


@dataclass(frozen=True, slots=True)
class EditedLesson:
    """A lesson as the page wants it."""

    at: int
    """Its place in the file, from 0."""
    title: str
    due: str
    """ISO 8601, or empty."""
    words: str
    """The file of its list, relative to the set, or empty."""


@dataclass(frozen=True, slots=True)
class EditedSet:
    """A set as the page wants it."""

    title: str
    known: tuple[str, ...]
    lessons: tuple[EditedLesson, ...]


def lessons_in(text: str) -> tuple[Mapping[str, Any], list[EditedLesson]]:
    """Return what a file says of the set, and its lessons. Raises InputError where it is
    damaged."""
    values = _parsed(text)
    lessons = []
    for at, lesson in enumerate(values.get("lesson", ())):
        texts = {name: str(lesson.get(name, "")) for name in (TITLE, DUE, WORDS)}
        lessons.append(EditedLesson(at=at, **texts))
    return values, lessons


def rewritten(text: str, wanted: EditedSet) -> str:
    """Return the text of a file with a set as it is wanted. Raises InputError where that cannot be
    done without touching more than was asked for."""
    _check(text, wanted)
    head, blocks, tail = _blocks(text)
    if len(blocks) != len(wanted.lessons):
        raise InputError(OTHERWISE)
    head = _with_key(head, TITLE, _string(wanted.title))
    head = _with_key(head, KNOWN, _strings(wanted.known))
    for lesson in wanted.lessons:
        block = blocks[lesson.at]
        for name, value in _written(lesson).items():
            block = _with_key(block, name, value)
        blocks[lesson.at] = block
    made = "".join(head)
    for lesson in wanted.lessons:
        made += "".join(_ended(blocks[lesson.at]))
    made += "".join(tail)
    if _parsed(made) != _expected(_parsed(text), wanted):
        raise InputError(OTHERWISE)
    return made


def _check(text: str, wanted: EditedSet) -> None:
    """Raise InputError for what a set cannot be."""
    count = len(_parsed(text).get("lesson", ()))
    if sorted(lesson.at for lesson in wanted.lessons) != list(range(count)):
        raise InputError("The lessons are not those of the file any more. Load the page again.")
    titles = [wanted.title, *(lesson.title for lesson in wanted.lessons)]
    if not wanted.title.strip() or any(len(title) > MAX_TITLE for title in titles):
        raise InputError(f"A title has 1 to {MAX_TITLE} characters.")
    for lesson in wanted.lessons:
        if lesson.due:
            _date(lesson.due)


def _date(written: str) -> object:
    """Return a date as TOML reads it. Raises InputError for what is none."""
    try:
        if DATE.fullmatch(written):
            return tomllib.loads(f"day = {written}")["day"]
    except tomllib.TOMLDecodeError:
        pass  # the same sentence says it
    raise InputError(f"{written[:20]!r} is no date. Write it as 2027-03-01.")


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"set.toml cannot be read: {error}.") from error


def _expected(values: dict[str, Any], wanted: EditedSet) -> dict[str, Any]:
    """Return the values of a file as they are to be afterwards."""
    expected = deepcopy(values)
    expected[TITLE] = clean(wanted.title)
    _set(expected, KNOWN, list(wanted.known))
    lessons = []
    for lesson in wanted.lessons:
        found = deepcopy(values["lesson"][lesson.at])
        _set(found, TITLE, clean(lesson.title))
        _set(found, WORDS, lesson.words)
        _set(found, DUE, _date(lesson.due) if lesson.due else "")
        lessons.append(found)
    expected["lesson"] = lessons
    for lesson in (expected, *lessons):
        if isinstance(lesson.get(DUE), str):
            lesson[DUE] = _date(lesson[DUE])
    return expected


def _set(table: dict[str, Any], name: str, value: object) -> None:
    """Give a key a value; one that is empty goes, unless the file has it so."""
    if value or (name in table and not table[name]):
        table[name] = value
    else:
        table.pop(name, None)


# -- lines


def _blocks(text: str) -> tuple[Block, list[Block], Block]:
    """Return what stands before the lessons, each lesson, and what follows the last."""
    head: Block = []
    blocks: list[Block] = []
    tail: Block = []
    here = head
    for line in text.splitlines(keepends=True):
        if LESSON.match(line):
            here = []
            blocks.append(here)
        elif blocks and TABLE.match(line) and not line.lstrip().startswith("[["):
            here = tail
        here.append(line)
    return head, blocks, tail


def _with_key(block: Block, name: str, value: str) -> Block:
    """Return lines in which a key has a value; without it where the value is empty."""
    written = [f"{name} = {value}\n"] if value else []
    for at, line in enumerate(block):
        if re.match(rf"\s*{name}\s*=", line):
            kept = [line] if _has(line, value) else written
            return block[:at] + kept + block[at + 1 :]
    end = 0
    for at, line in enumerate(block, 1):
        if TABLE.match(line) and not LESSON.match(line):
            break  # a table of the head: keys of the set stand before it
        if line.strip() and not line.lstrip().startswith("#"):
            end = at
    return block[:end] + written + block[end:]


def _has(line: str, value: str) -> bool:
    """Tell whether a line gives its key a value already: then it stays with its comment."""
    if not value:
        return False
    try:
        (now,) = tomllib.loads(line).values()
    except (tomllib.TOMLDecodeError, ValueError):
        return False
    (wanted,) = tomllib.loads(f"value = {value}").values()
    return str(now) == str(wanted)


def _written(lesson: EditedLesson) -> dict[str, str]:
    return {TITLE: _string(lesson.title), DUE: lesson.due, WORDS: _string(lesson.words)}


def _string(text: str) -> str:
    return json.dumps(clean(text), ensure_ascii=False).replace("\x7f", "\\u007f") if text else ""


def _strings(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False) if texts else ""


def _ended(block: Block) -> Block:
    """Return a lesson that ends with a line of its own, wherever it comes to stand."""
    if block and not block[-1].endswith("\n"):
        return [*block[:-1], block[-1] + "\n"]
    return block
