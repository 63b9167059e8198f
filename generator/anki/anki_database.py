"""The databases in packages and collections of Anki, opened to be read and nothing else: whoever
reads one, a learner's, a stranger's or Cika's own, reads it through here.

Nothing is written, and no file of Anki's is changed. Only what tables hold is read: a view or a
computed column in place of a table could compute for ever. What is read is bounded, and whatever is
wrong with it is told in a sentence.
"""

import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from generator.anki.package_archive import DATABASES, unpacked_database
from generator.base.errors import InputError

SQLITE = b"SQLite format 3\0"
ZIP = b"PK\x03\x04"
NOT_STORED = (
    "select 1 from sqlite_master as made, pragma_table_xinfo(made.name) as field"
    " where made.type = 'table' and lower(made.name) in"
    " ('cards', 'col', 'fields', 'notes', 'notetypes')"
    " and (field.hidden > 1 or made.sql like 'create virtual%')"
)
"""Finds columns that are worked out when they are read, and tables of extensions; Anki has none."""
FUNCTIONS = {"max", "min"}
MAX_TEXT = 20_000_000
"""Bytes of one cell; the note types of a large collection take a million."""
MAX_READ = 200_000_000
"""Characters of all rows that are read from a table; 100,000 notes take some 50 million."""
ROW = 100
"""Characters that a row counts beside its texts, for the memory that it takes."""
MAX_STEPS, STEPS = 1_000, 1_000_000
"""How often SQLite may work through so many of its instructions: some seconds each hundred. All
notes of a collection take some ten million."""
LOCK_TIMEOUT = 0.5
"""Seconds to wait for a collection that Anki has open: it never lets go."""
EXPORT = "Export it again from Anki (File > Export)."
DAMAGE = (
    sqlite3.Error,
    AttributeError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)
"""Errors of reading what is not as Anki writes it."""


def is_from_anki(path: Path) -> bool:
    """Tell whether a file is a package or collection of Anki's. Raises InputError where it cannot
    be read."""
    try:
        with path.open("rb") as file:
            start = file.read(len(SQLITE))
        if start.startswith(ZIP):
            with zipfile.ZipFile(path) as archive:
                return bool(set(DATABASES) & set(archive.namelist()))
    except (FileNotFoundError, IsADirectoryError):
        return False  # the reader of lists says what is wrong
    except (zipfile.BadZipFile, LookupError, ValueError, NotImplementedError) as error:
        if path.suffix.lower() in {".apkg", ".colpkg"}:
            raise InputError(f"{path}: is a damaged package ({error}). {EXPORT}") from None
        return False
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. Check your rights to the file."
        ) from error
    return start == SQLITE


@contextmanager
def open_database(path: Path, remedy: str = EXPORT) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the database of a package or collection, which can only read what its
    tables hold.

    Raises InputError, which ends in ``remedy``, where package or database are damaged or Anki has
    it open, and for all of DAMAGE that is raised while it is read.
    """
    try:
        with _database_file(path, remedy) as file, closing(_connection(file)) as connection:
            if connection.execute(NOT_STORED).fetchone():
                raise ValueError("it has columns that are computed")
            connection.set_authorizer(_only_stored)
            yield connection
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            use = "or ask the running Anki instead (--known-from-anki)"
            raise InputError(f"{path}: Anki has this collection open. Close Anki, {use}.") from None
        if "no such table" not in str(error):
            raise InputError(f"{path}: its database is damaged ({error}). {remedy}") from None
        raise InputError(f"{path}: is no collection of Anki's ({error}). {remedy}") from None
    except DAMAGE as error:
        raise InputError(f"{path}: its database is damaged ({error}). {remedy}") from None


def read_rows(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that a query finds. Raises ValueError where they hold more than MAX_READ."""
    size = 0
    for row in connection.execute(query):
        size += ROW + sum(len(cell) for cell in row if isinstance(cell, str | bytes))
        if size > MAX_READ:
            raise ValueError(f"more than {MAX_READ // 10**6} million characters")
        yield row


def checked(value: object, kind: type, what: str) -> Any:
    """Return a value that must be of a kind. Raises ValueError, which names what it is."""
    if not isinstance(value, kind):
        raise ValueError(f"{what} is {value!r:.50}")
    return value


def checked_table(text: object, what: str) -> Mapping[int, Mapping[str, Any]]:
    """Return the objects of a JSON text by their numbers, as Anki keeps decks and note types."""
    table = checked(json.loads(checked(text, str, what)), dict, what)
    return {int(number): checked(one, dict, what) for number, one in table.items()}


@contextmanager
def _database_file(path: Path, remedy: str) -> Iterator[Path]:
    """Yield a database that SQLite can open: the file itself, or the one inside the package."""
    with path.open("rb") as file:
        is_database = file.read(len(SQLITE)) == SQLITE
    if is_database:
        yield path.resolve()
        return
    with unpacked_database(path, remedy) as unpacked:
        yield unpacked


def _connection(database: Path) -> sqlite3.Connection:
    """Open a database to read it, so that nothing is made in its folder.

    Where a log lies beside it, Anki has it open or ended in a crash: then SQLite must look after
    logs and locks.
    """
    log = database.with_name(database.name + "-wal")
    mode = "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"
    address = f"{database.as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, timeout=LOCK_TIMEOUT, uri=True)
    connection.create_collation("unicase", _compare_without_case)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT)
    connection.set_progress_handler(_Patience().is_at_end, STEPS)
    return connection


class _Patience:
    """Counts the work of a database, and stops what would never end."""

    def __init__(self) -> None:
        self._left = MAX_STEPS

    def is_at_end(self) -> bool:
        """Tell SQLite whether to stop."""
        self._left -= 1
        return self._left < 0


def _compare_without_case(text: str, other: str) -> int:
    """Compare as SQLite asks for it: negative, zero or positive."""
    mine, its = text.lower(), other.lower()
    return (mine > its) - (mine < its)


def _only_stored(
    action: int, name: str | None, other: str | None, database: str | None, view: str | None, /
) -> int:
    """Allow to read what tables hold."""
    if action == sqlite3.SQLITE_READ:
        is_allowed = view is None
    elif action == sqlite3.SQLITE_FUNCTION:
        is_allowed = other in FUNCTIONS
    else:
        is_allowed = action == sqlite3.SQLITE_SELECT
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY
