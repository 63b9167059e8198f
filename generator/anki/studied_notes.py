"""The notes in a learner's Anki, read from a package or a collection, and how far each is learnt.

Anki writes three kinds of database, the newest packed with Zstandard (``collection.anki21b``); a
package may hold older ones beside it, with a note that says "update Anki" in place of the content.
Nothing is written, and no file of Anki's is changed.
"""

import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.anki.note_types import SENTENCE_FIELDS, WORD_FIELDS
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
INTERVALS = "select nid, max(ivl), max(reps) from cards group by nid"
NOTES = "select id, mid, flds from notes order by id"
MAX_DATABASE = 1_000_000_000
"""Bytes of an unpacked database; a collection of 50,000 notes takes some 50 million."""
BLOCK = 1 << 20
"""Bytes that are copied at once."""
LOCK_TIMEOUT = 0.5
"""Seconds to wait for a collection that Anki has open: it never lets go."""
EXPORT = "Export it again from Anki (File > Export)."
WORD_START = tuple(field for field, _ in WORD_FIELDS[:2])
SENTENCE_START = tuple(field for field, _ in SENTENCE_FIELDS[:2])
"""The first fields of our own note types, by which they are known whatever Anki renamed them to."""


@dataclass(frozen=True, slots=True)
class NoteTable:
    """The notes of one note type."""

    name: str
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """HTML, in the order of the fields."""
    days: tuple[int, ...]
    """Of each note: the longest interval of its cards, in days; 0 where none was learnt."""

    @property
    def is_ours(self) -> bool:
        """Tell whether these are word notes of Cika's."""
        return self.fields[:2] == WORD_START


@dataclass(frozen=True, slots=True)
class AnkiHolding:
    """The notes of a package or collection, without Cika's sentence notes."""

    tables: tuple[NoteTable, ...]
    scheduled: bool
    """Whether it tells how far they are learnt; a package may be exported without that."""


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


def read_holding(path: Path) -> AnkiHolding:
    """Read the notes of an ``.apkg``, ``.colpkg`` or ``collection.anki2``.

    Raises InputError where it is damaged, in use by a running Anki, packed as nothing here can
    unpack, or no file of Anki's.
    """
    is_whole = path.suffix.lower() != ".apkg"
    try:
        with _database(path) as database, closing(_opened(database)) as connection:
            return _holding(connection, is_whole=is_whole)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            use = "or ask the running Anki instead (--known-from-anki)"
            raise InputError(f"{path}: Anki has this collection open. Close Anki, {use}.") from None
        raise InputError(f"{path}: is no collection of Anki's ({error}). {EXPORT}") from None
    except (
        sqlite3.DatabaseError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise InputError(f"{path}: its database is damaged ({error}). {EXPORT}") from None


@contextmanager
def _database(path: Path) -> Iterator[Path]:
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


def _opened(database: Path) -> sqlite3.Connection:
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
    action: int, name: str | None, other: str | None, database: str | None, view: str | None
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


def _holding(connection: sqlite3.Connection, *, is_whole: bool) -> AnkiHolding:
    """Read all notes. A whole collection says how far they are learnt, though none may be."""
    if connection.execute(COMPUTED_COLUMNS).fetchone():
        raise ValueError("it has columns that are computed")
    connection.set_authorizer(_only_stored)
    kinds = _kinds(connection)
    days: dict[int, int] = {}
    is_studied = is_whole
    for note, interval, repetitions in connection.execute(INTERVALS):
        days[note] = max(0, interval)
        is_studied = is_studied or interval > 0 or repetitions > 0
    rows: dict[int, list[tuple[str, ...]]] = {}
    intervals: dict[int, list[int]] = {}
    for note, kind, fields in connection.execute(NOTES):
        rows.setdefault(kind, []).append(tuple(fields.split("\x1f")))
        intervals.setdefault(kind, []).append(days.get(note, 0))
    tables: list[NoteTable] = []
    for kind, of_kind in rows.items():
        name, names = kinds.get(kind, ("", ()))
        tables.append(NoteTable(name, names, tuple(of_kind), tuple(intervals[kind])))
    return AnkiHolding(without_sentences(tables), is_studied)


def without_sentences(tables: Sequence[NoteTable]) -> tuple[NoteTable, ...]:
    """Leave out Cika's sentence notes: they teach no word."""
    return tuple(table for table in tables if table.fields[:2] != SENTENCE_START)


def _kinds(connection: sqlite3.Connection) -> Mapping[int, tuple[str, tuple[str, ...]]]:
    """Return names and fields of the note types by their ids: a JSON text in old collections,
    tables of their own in new ones."""
    has_tables = "select 1 from sqlite_master where name = 'notetypes'"
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    if connection.execute(has_tables).fetchone():
        fields: dict[int, list[str]] = {}
        for number, name in connection.execute("select ntid, name from fields order by ntid, ord"):
            fields.setdefault(number, []).append(str(name))
        # A package has fields of note types, too, that it leaves out
        for number, name in connection.execute("select id, name from notetypes"):
            found[number] = str(name), tuple(fields.get(number, ()))
    if not found:
        (models,) = connection.execute("select models from col").fetchone()
        for number, model in json.loads(models).items():
            names = tuple(str(field["name"]) for field in model["flds"])
            found[int(number)] = str(model["name"]), names
    return found
