"""The database of a learner's Anki, opened to be read and nothing else.

Anki writes three kinds of database, the newest packed with Zstandard (``collection.anki21b``); a
package may hold older ones beside it, with a note that says "update Anki" in place of the content.
Nothing is written, and no file of Anki's is changed.
"""

import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from generator.base.errors import InputError

SQLITE = b"SQLite format 3\0"
ZIP = b"PK\x03\x04"
DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""In order of preference: beside a newer one, an older one is a stand-in."""
COMPUTED_COLUMNS = (
    "select 1 from sqlite_master as made, pragma_table_xinfo(made.name) as field"
    " where made.type = 'table' and lower(made.name) in"
    " ('cards', 'col', 'fields', 'notes', 'notetypes') and field.hidden > 1"
)
"""Finds columns that are worked out when they are read; Anki has none."""
MAX_DATABASE = 1_000_000_000
"""Bytes of an unpacked database; a collection of 50,000 notes takes some 50 million."""
BLOCK = 1 << 20
"""Bytes that are copied at once."""
LOCK_TIMEOUT = 0.5
"""Seconds to wait for a collection that Anki has open: it never lets go."""
EXPORT = "Export it again from Anki (File > Export)."


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
    except zipfile.BadZipFile as error:
        if path.suffix.lower() in {".apkg", ".colpkg"}:
            raise InputError(f"{path}: is a damaged package ({error}). {EXPORT}") from None
        return False
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. Check your rights to the file."
        ) from error
    return start == SQLITE


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the database of a package or collection, which can only read what its
    tables hold.

    Raises InputError where the package is damaged, ValueError where columns are computed, and what
    SQLite raises.
    """
    with _database_file(path) as file, closing(_connection(file)) as connection:
        if connection.execute(COMPUTED_COLUMNS).fetchone():
            raise ValueError("it has columns that are computed")
        connection.set_authorizer(_only_stored)
        yield connection


@contextmanager
def _database_file(path: Path) -> Iterator[Path]:
    """Yield a database that SQLite can open: the file itself, or the one inside the package,
    unpacked for as long as needed."""
    with path.open("rb") as file:
        if file.read(len(SQLITE)) == SQLITE:
            yield path.resolve()
            return
    with tempfile.TemporaryDirectory(prefix="cika-") as folder:
        target = Path(folder) / "collection"
        try:
            with zipfile.ZipFile(path) as archive, target.open("wb") as unpacked:
                names = set(archive.namelist())
                name = next(name for name in DATABASES if name in names)
                with archive.open(name) as packed:
                    _copy(_unpacked(packed, path) if name.endswith("b") else packed, unpacked, path)
        except (
            zipfile.BadZipFile,
            zlib.error,
            StopIteration,
            OSError,
            RuntimeError,
            EOFError,
        ) as error:
            raise InputError(f"{path}: is a damaged package ({error}). {EXPORT}") from None
        yield target


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
    return connection


def _compare_without_case(text: str, other: str) -> int:
    """Compare as SQLite asks for it: negative, zero or positive."""
    mine, its = text.lower(), other.lower()
    return (mine > its) - (mine < its)


def _only_stored(
    action: int, name: str | None, other: str | None, database: str | None, view: str | None, /
) -> int:
    """Allow to read what tables hold: a package is a stranger's, and a view in place of a table
    could compute for ever."""
    if action == sqlite3.SQLITE_READ:
        is_allowed = view is None
    elif action == sqlite3.SQLITE_FUNCTION:
        is_allowed = other == "max"
    else:
        is_allowed = action == sqlite3.SQLITE_SELECT
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def _unpacked(packed: IO[bytes], path: Path) -> IO[bytes]:
    """Return a stream of what Zstandard packed."""
    try:
        import zstandard
    except ImportError:
        newest = (
            "is a package of the newest kind, and to read it needs zstandard, which is not"
            " installed"
        )
        remedy = 'Install it: pip install zstandard; or all formats: pip install "cika[formats]"'
        raise InputError(
            f'{path}: {newest}. {remedy}. Or export it with "Support older Anki versions" ticked.'
        ) from None
    stream: IO[bytes] = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
    return _Checked(stream, zstandard.ZstdError)  # type: ignore[return-value]


class _Checked:
    """A stream whose own errors become OSError, as those of files are."""

    def __init__(self, stream: IO[bytes], error: type[Exception]) -> None:
        self.stream, self.error = stream, error

    def read(self, size: int) -> bytes:
        try:
            return self.stream.read(size)
        except self.error as error:
            raise OSError(str(error)) from error


def _copy(source: IO[bytes], target: IO[bytes], path: Path) -> None:
    written = 0
    while block := source.read(BLOCK):
        written += target.write(block)
        if written > MAX_DATABASE:
            raise InputError(
                f"{path}: its database has more than {MAX_DATABASE // 10**9} GB. Export the Chinese"
                " decks alone."
            )
