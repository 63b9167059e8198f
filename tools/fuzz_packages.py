"""Packages of Anki changed at random: by SQL, by what their JSON says, by bytes."""

import json
import sqlite3
from contextlib import closing, suppress
from random import Random
from typing import Any

from fuzz_mutations import STRANGE, chance, changed_bytes, changed_text, unzipped, zipped

DATABASE = "collection.anki2"
MAX_STEPS = 5_000_000
"""Steps of SQLite's machine that one statement may take."""
VALUES = (
    *(None, 0, -1, 2**62, 1.5, float("inf"), b"\xff\x00", "", "x", "[]", "{}", "null", "1e999"),
    *(
        '{"1":{}}',
        '{"1":{"name":1,"flds":[{"name":null}]}}',
        "{" * 3_000,
        "\x1f" * 50,
        "\n",
        *STRANGE,
    ),
)
"""What a cell may hold that Anki never writes."""
STATEMENTS = (
    "drop table {table}",
    "delete from {table}",
    "alter table {table} drop column {column}",
    "alter table {table} rename column {column} to q",
    "alter table {table} rename to zz",
    "insert into {table} select * from {table}",
    "create table zz as select * from {table}; drop table {table}; alter table zz rename to"
    " {table}",
    "drop table {table}; create view {table} as with recursive x(n) as (select 1 union all"
    " select n + 1 from x) select n as {column} from x",
)
"""What changes a table; the last in a view that does not end."""
VALUES_OF_JSON: tuple[Any, ...] = (None, 1, -1, "", [], {}, [None], [{}], "x" * 100, 10**30)


def changed_package(random: Random, data: bytes) -> bytes:
    """Change a package: its database most of the time, or one of its parts."""
    parts = unzipped(data)
    if chance(random, 10) or DATABASE not in parts:
        return changed_bytes(random, data)
    if chance(random, 10):
        name = random.choice(list(parts))
        parts[name] = changed_text(random, parts[name])
    elif chance(random, 15):
        parts[DATABASE] = changed_bytes(random, parts[DATABASE])
    else:
        parts[DATABASE] = changed_database(random, parts[DATABASE])
    return zipped(parts)


def changed_database(random: Random, data: bytes) -> bytes:
    """Change a database, by statements; those that SQLite refuses change nothing."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        # A view that does not end, copied into a table, would take all memory
        database.set_progress_handler(lambda: 1, MAX_STEPS)
        for _ in range(random.choice((1, 1, 2, 4))):
            with suppress(sqlite3.Error, LookupError, OverflowError, TypeError, ValueError):
                _change(random, database)
        with suppress(sqlite3.DatabaseError):  # what a change has broken is written as it is
            database.commit()
        return database.serialize()


def _change(random: Random, database: sqlite3.Connection) -> None:
    table = random.choice(("notes", "notes", "cards", "col", "col"))
    columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
    column = random.choice(columns or ["x"])
    if chance(random, 40):
        count = random.choice((1, 1, 99_999))
        where = f"rowid in (select rowid from {table} limit {count})"
        sql = f"update {table} set {column} = ? where {where}"
        database.execute(sql, [random.choice(VALUES)])
    elif chance(random, 33):
        statement = random.choice(STATEMENTS).format(table=table, column=column)
        for one in statement.split(";"):
            database.execute(one)
    else:
        column = random.choice(("models", "decks"))
        (written,) = database.execute(f"select {column} from col").fetchone()
        database.execute(f"update col set {column} = ?", [_changed_json(random, written)])


def _changed_json(random: Random, written: str) -> str:
    """Change one value, however deep it stands, or the text itself."""
    if chance(random, 20):
        return changed_text(random, written.encode()).decode("utf-8", "replace")
    found = json.loads(written)
    place: Any = found
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = random.choice(keys)
        if not isinstance(place[key], dict | list) or chance(random, 30):
            if isinstance(place, dict) and chance(random, 30):
                del place[key]
            else:
                place[key] = random.choice(VALUES_OF_JSON)
            break
        place = place[key]
    return json.dumps(found)
