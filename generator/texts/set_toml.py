"""``set.toml`` changed in place: every line that a change does not speak of stays as it is, with a
teacher's comments and the order of keys.

The file is cut into sections, one for each heading, and a section into statements: a statement ends
where the parser of the standard library is content, so no second parser of TOML is needed. What
comes out is parsed again and compared with what was wanted.

Comments directly above a heading, behind an empty line, belong to it and move with it. Empty lines
between sections stay where they are.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.base.errors import InputError
from generator.texts.class_set_keys import iso_date
from generator.texts.set_change import (
    ADD,
    LESSON,
    OTHERWISE,
    PUT,
    REMOVE,
    SetChange,
    applied,
    checked,
    is_same,
)

LINE = re.compile(r"[^\n]*\n|[^\n]+$")
HEADING = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w-]+)[ \t]*\]")
MAX_LINES = 300
"""Lines of one value."""
BLANK = " \t\r\n"
BOM = "\ufeff"


@dataclass(slots=True)
class Statement:
    """A key with its value, or a line that is empty or a comment."""

    text: str
    key: str = ""
    value: Any = None


@dataclass(slots=True)
class TomlSection:
    """What stands below a heading; the first has none."""

    name: str
    """``lesson``, ``group``, ``looks``; empty for what stands before all headings."""
    above: str
    """Comments over the heading, and the heading."""
    statements: list[Statement]
    gap: str = ""
    """Empty lines behind it, with the end of its last line."""

    def text(self) -> str:
        """Return it without the gap behind it."""
        return self.above + "".join(one.text for one in self.statements)


def changed_toml(content: bytes, change: SetChange) -> bytes:
    """Return a file after a change. Raises InputError for a change that does not fit, and where the
    file is written so that it cannot be made without touching more."""
    text = _decoded(content)
    values = toml_values(content)
    change = checked(change, values)
    wanted = applied(values, change)
    if is_same(values, wanted):
        return content
    sections = list(_sections(text))
    end = "\r\n" if "\r\n" in text else "\n"
    _apply(sections, change, end)
    _end_lines(sections, end)
    made = "".join(one.text() + one.gap for one in sections)
    try:
        is_right = is_same(tomllib.loads(made.removeprefix(BOM)), wanted)
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise InputError(OTHERWISE)
    return made.encode()


def toml_values(content: bytes) -> dict[str, Any]:
    """Return what a file says. Raises InputError where it is no TOML."""
    try:
        return tomllib.loads(_decoded(content).removeprefix(BOM).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"This file is not TOML ({error}). Mend that place first.") from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InputError("This file is not UTF-8. Save it so in an editor.") from error


# -- reading


def _sections(text: str) -> Iterator[TomlSection]:
    """Yield the sections of a file; joined they are the file again."""
    section = TomlSection("", "", [])
    for statement in _statements(text):
        heading = HEADING.match(statement.text) if not statement.key else None
        if not heading:
            section.statements.append(statement)
            continue
        above = _taken_comments(section.statements)
        yield _closed(section)
        section = TomlSection(heading[2], above + statement.text, [])
    yield _closed(section)


def _statements(text: str) -> Iterator[Statement]:
    """Yield headings, keys with their values, comments and empty lines."""
    lines = LINE.findall(text)
    at = 0
    while at < len(lines):
        if not lines[at].strip(BLANK + BOM) or lines[at].lstrip(BLANK + BOM).startswith(("#", "[")):
            yield Statement(lines[at])
            at += 1
            continue
        taken = ""
        for line in lines[at : at + MAX_LINES]:
            taken += line
            at += 1
            found = _parsed(taken)
            if found:
                yield Statement(taken, *next(iter(found.items())))
                break
        else:
            raise InputError(OTHERWISE)


def _parsed(text: str) -> dict[str, Any]:
    """Return what whole statements say; nothing where they are not whole."""
    try:
        return tomllib.loads(text.removeprefix(BOM).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return {}


def _taken_comments(statements: list[Statement]) -> str:
    """Take the comments that belong to the next heading away, and return them."""
    start = len(statements)
    while start and statements[start - 1].text.lstrip(BLANK).startswith("#"):
        start -= 1
    if not start or statements[start - 1].text.strip(BLANK):
        return ""  # they follow a key, or begin the file
    taken = "".join(one.text for one in statements[start:])
    del statements[start:]
    return taken


def _closed(section: TomlSection) -> TomlSection:
    """Return a section whose last empty lines, and the end of its last line, are its gap."""
    gap = ""
    while section.statements:
        last = section.statements[-1]
        kept = last.text.rstrip(BLANK)
        gap = last.text[len(kept) :] + gap
        last.text = kept
        if kept:
            break
        section.statements.pop()
    else:
        kept = section.above.rstrip(BLANK)
        gap = section.above[len(kept) :] + gap
        section.above = kept
    section.gap = gap
    return section


# -- changing


def _apply(sections: list[TomlSection], change: SetChange, end: str) -> None:
    """Change the sections as asked."""
    places = [at for at, section in enumerate(sections) if section.name == change.table]
    if change.do == PUT:
        if not places:  # the table [looks]
            places = [_insert(sections, f"[{change.table}]", end)]
        _put(sections[places[change.at]], change.key, change.value, end)
    elif change.do == ADD:
        place = _insert(sections, f"[[{change.table}]]", end)
        for key, value in change.value.items():
            _put(sections[place], key, value, end)
    else:
        gaps = [section.gap for section in sections]
        if change.do == REMOVE:
            del sections[places[change.at]]
            del gaps[places[change.at] - 1]
        else:
            named = [sections[place] for place in places]
            named.insert(change.to, named.pop(change.at))
            for place, section in zip(places, named, strict=True):
                sections[place] = section
        for section, gap in zip(sections, gaps, strict=True):
            section.gap = gap


def _end_lines(sections: Sequence[TomlSection], end: str) -> None:
    """Let each heading begin a line, and comments over one stand behind an empty line."""
    for section, following in pairwise(sections):
        wanted = 2 if following.above.lstrip(BLANK).startswith("#") else 1
        if section.text():
            section.gap += end * max(0, wanted - section.gap.count("\n"))


def _insert(sections: list[TomlSection], heading: str, end: str) -> int:
    """Add a section: a lesson behind the last one, all else at the end; return its place."""
    name = heading.strip("[]")
    lessons = [at for at, section in enumerate(sections) if section.name == LESSON]
    place = lessons[-1] + 1 if name == LESSON and lessons else len(sections)
    before = sections[place - 1]
    gap = before.gap or end
    if before.text():
        before.gap = end * 2
    sections.insert(place, TomlSection(name, heading, [], gap))
    return place


def _put(section: TomlSection, key: str, value: Any, end: str) -> None:
    """Give a key of a section a value, or take it away."""
    statements = section.statements
    at = next((place for place, one in enumerate(statements) if one.key == key), None)
    if at is None:
        if value is not None:
            _add_key(section, Statement(f"{key} = {_written(key, value)}", key, value), end)
        return
    if value is None:
        if at == len(statements) - 1 and at:  # the gap has the end of the last line
            statements[at - 1].text = statements[at - 1].text.rstrip("\r\n")
        del statements[at]
        if not statements:
            section.above = section.above.rstrip("\r\n")
        return
    old = statements[at]
    indent = old.text[: len(old.text) - len(old.text.lstrip(BLANK))]
    name = old.text.partition("=")[0].strip(BLANK + BOM)
    mark = BOM if old.text.startswith(BOM) else ""
    statements[at].text = f"{mark}{indent}{name} = {_written(key, value)}{_behind(old)}"


def _behind(statement: Statement) -> str:
    """Return the comment behind a value, and the end of the line."""
    last = statement.text.rfind("\n", 0, len(statement.text.rstrip(BLANK))) + 1
    for found in re.finditer(r"[ \t]*#", statement.text[last:]):
        if _parsed(statement.text[: last + found.start()]) == {statement.key: statement.value}:
            return statement.text[last + found.start() :]
    kept = statement.text.rstrip(BLANK)
    return statement.text[len(kept) :]


def _add_key(section: TomlSection, new: Statement, end: str) -> None:
    """Add a key behind the comment that offers it, else behind the last key."""
    offered = re.compile(rf"[ \t]*#[ \t]*{new.key}[ \t]*=")
    at = 0
    for place, one in enumerate(section.statements, 1):
        if offered.match(one.text):
            at = place
            break
        at = place if one.key else at
    is_last = at == len(section.statements)
    if is_last and at:
        section.statements[-1].text += end
    elif is_last:
        section.above += end if section.above else ""
    if not is_last:
        new.text += end
    section.statements.insert(at, new)


def _written(key: str, value: Any) -> str:
    """Return a value as TOML writes it."""
    if key == "due" and iso_date(value):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_written('', one) for one in value)}]"
    if isinstance(value, dict):
        pairs = [f"{name} = {_written('', one)}" for name, one in value.items()]
        return f"{{{', '.join(pairs)}}}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
