"""A change of a class set: what a page asks for, whatever kind of file describes the set.

``applied`` says what the set is to be afterwards. Who changes the file (``set_toml``,
``set_sheets``) reads it again and compares; so nothing else can have changed.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from generator.base.errors import InputError
from generator.base.html import clean
from generator.texts.class_set_keys import (
    GROUP_KEYS,
    LESSON_KEYS,
    LOOK_KEYS,
    SET_KEYS,
    Expected,
    iso_date,
)

PUT, ADD, REMOVE, MOVE = "put", "add", "remove", "move"
LESSON, GROUP, LOOKS, WHOLE = "lesson", "group", "looks", ""
KEYS: Mapping[str, Mapping[str, Expected]] = {
    WHOLE: {key: SET_KEYS[key] for key in SET_KEYS if key not in (LESSON, GROUP, LOOKS)},
    LOOKS: LOOK_KEYS,
    LESSON: LESSON_KEYS,
    GROUP: GROUP_KEYS,
}
"""Table -> the keys that a change may give a value."""
MAX_TEXT = 500
"""Characters of a value."""
MAX_VALUES = 200
"""Values of a list."""
MAX_TABLES = 500
"""Lessons or groups of a set."""
OTHERWISE = (
    "This file is written in a way that the page cannot change without harm to the rest. Change it"
    " in an editor or a spreadsheet; the page shows what it says then."
)


@dataclass(frozen=True, slots=True)
class SetChange:
    """One change."""

    do: str
    """``put`` a value, ``add`` or ``remove`` or ``move`` a lesson or a group."""
    table: str = WHOLE
    """``lesson``, ``group``, ``looks``, or nothing for the set itself."""
    at: int = 0
    """Which lesson or group, from 0."""
    to: int = 0
    """Its place after a move."""
    key: str = ""
    value: Any = None
    """What ``put`` gives the key; nothing takes the key away. For ``add`` the new table."""


def checked(change: SetChange, values: Mapping[str, Any]) -> SetChange:
    """Return a change with clean values, if it fits what a set says now. Raises InputError."""
    if change.table not in KEYS or change.do not in (PUT, ADD, REMOVE, MOVE):
        raise InputError("There is no such change of a class set. Load the page again.")
    found = values.get(change.table, ()) if change.table in (LESSON, GROUP) else ()
    if not isinstance(found, list | tuple) or not all(isinstance(one, dict) for one in found):
        raise InputError(OTHERWISE)
    count = len(found)
    places = [change.at] if change.do in (PUT, REMOVE, MOVE) else []
    places += [change.to] if change.do == MOVE else []
    if change.table in (LESSON, GROUP) and not all(0 <= place < count for place in places):
        raise InputError("The set has no such lesson or group any more. Load the page again.")
    if change.table not in (LESSON, GROUP) and change.do != PUT:
        raise InputError("There is no such change of a class set. Load the page again.")
    if change.do == REMOVE and change.table == LESSON and count == 1:
        raise InputError("A set has at least one lesson. Add another one first.")
    if change.do == ADD and count >= MAX_TABLES:
        raise InputError(f"A set has at most {MAX_TABLES} lessons. Make two sets of it.")
    if change.do == PUT:
        return SetChange(
            PUT, change.table, change.at, key=change.key, value=_value(change, change.key)
        )
    if change.do != ADD:
        return change
    if not isinstance(change.value, dict) or not change.value:
        raise InputError("There is no such change of a class set. Load the page again.")
    made = {key: _value(change, key) for key in change.value}
    return SetChange(ADD, change.table, value={key: made[key] for key in made if made[key]})


def _value(change: SetChange, key: str) -> Any:
    """Return the value of a key, clean; None where there is to be none. Raises InputError."""
    keys = KEYS[change.table]
    value = change.value[key] if change.do == ADD else change.value
    if key not in keys:
        raise InputError(f"A class set has no {key[:40]!r}. Load the page again.")
    value = _clean(value)
    if value in ("", None, []):
        if change.table == WHOLE and key == "title":
            raise InputError("A set needs a title: its decks are named after it.")
        return None
    if not keys[key].fits(value):
        raise InputError(f"{key}: expected {keys[key].description}.")
    return iso_date(value) if key == "due" else value


def _clean(value: Any) -> Any:
    """Return a value in which no text holds a line break or what no file may hold."""
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise InputError(f"A text of a set has at most {MAX_TEXT} characters.")
        return " ".join(clean(value).split())
    if isinstance(value, list):
        if len(value) > MAX_VALUES:
            raise InputError(f"A list of a set has at most {MAX_VALUES} values.")
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _clean(one) for key, one in value.items()}
    return value


def applied(values: Mapping[str, Any], change: SetChange) -> dict[str, Any]:
    """Return what a set says after a change."""
    made = deepcopy(dict(values))
    if change.table in (LESSON, GROUP):
        tables = made.setdefault(change.table, [])
        if change.do == ADD:
            tables.append(dict(change.value))
        elif change.do == PUT:
            _put(tables[change.at], change)
        else:
            taken = tables.pop(change.at)
            tables[change.to : change.to] = [taken] if change.do == MOVE else []
        if not tables:
            del made[change.table]
    else:
        _put(made.setdefault(LOOKS, {}) if change.table == LOOKS else made, change)
        if not made.get(LOOKS, True):
            del made[LOOKS]
    return made


def _put(table: dict[str, Any], change: SetChange) -> None:
    if change.value is None:
        table.pop(change.key, None)
    else:
        table[change.key] = change.value


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two sets say the same: a date is what it is also in quotation marks, and a text
    that stands in no list is a list of one."""
    return bool(_plain(one) == _plain(other))


def _plain(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _plain(one, name) for name, one in value.items() if one not in ({}, [])}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if key == "texts":
        return [value]
    return iso_date(value) or value
