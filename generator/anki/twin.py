"""The twin of a deck read back: a table that people can read, that Anki can import, and that is the
ledger of the deck. Its form is described in ``twin_writer``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path

from generator.anki.field_html import visible_text
from generator.anki.keys import key_of_removed, note_key
from generator.anki.ledger import Ledger, Lent, Stamp, is_time
from generator.anki.note import GUESSABLE, Note
from generator.anki.note_types import SENTENCE, WORD, column, note_type
from generator.anki.our_html import is_ours
from generator.anki.twin_writer import (
    CHOICES,
    COLUMNS,
    COUNT,
    FINGERPRINT,
    HELD,
    LEADING,
    LENT,
    MAGIC,
    PACKAGE,
    REMOVED,
    SAMPLE,
    TEXT_TAG,
    VERSION,
)
from generator.base.errors import InputError
from generator.base.html import Html
from generator.base.program import program_name
from generator.base.words import NoteKey

READABLE_VERSIONS = {"1", VERSION}
"""Version 1 had neither keys of removed notes, nor what other decks hold, nor what is lent to
them."""
FACT_LINES = (MAGIC, FINGERPRINT, PACKAGE, COUNT, SAMPLE, CHOICES)
FACTS = re.compile(f"({'|'.join(FACT_LINES)})(.*)", re.DOTALL)
"""A line that says something of the whole twin."""
MAGIC_LINES = 20
"""Lines at the beginning, of which one says that the file is a twin."""
SENTENCE_COLUMN = len(LEADING) + column(WORD, "Sentence")
REMEDY = (
    f"Restore it from a copy. Or delete it, and let {program_name()} ledger make it again from the"
    " deck beside it."
)


def is_ledger(path: Path) -> bool:
    """Tell whether the file says of itself that it is a twin."""
    if not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            first = zip(range(MAGIC_LINES), lines, strict=False)
            return any(line.startswith(MAGIC) for _, line in first)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. Check your rights to the file."
        ) from error


def read_ledger(path: Path) -> Ledger:
    """Read what the twin remembers; an empty ledger where there is no file.

    Raises InputError, naming the line, where the file is not ours or was damaged. A file that a
    spreadsheet saved is good: quotes, trailing tabs and line ends are of no matter.
    """
    try:
        seen = path.stat()
        return _read(path, seen.st_mtime_ns, seen.st_size, seen.st_ino)
    except FileNotFoundError:
        return Ledger()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}). {REMEDY}") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. Expected the table of the deck there; move"
            " it away."
        ) from error


def read_notes(path: Path) -> Iterator[Note]:
    """Yield the notes of a twin as they stand there. Raises InputError like ``read_ledger``."""
    read_ledger(path)
    for number, line in enumerate(_lines(path), 1):
        if not _is_note(line):
            continue
        guid, kind, _, tags, *fields = _note_cells(path, number, line)[:-2]
        if kind not in {WORD, SENTENCE}:
            expected = f"expected {WORD} or {SENTENCE}"
            raise InputError(
                f"{path}, line {number}: the note type is {kind!r}; {expected}. {REMEDY}"
            )
        own = fields[: len(note_type(kind).fields)]
        yield Note(kind, guid, tuple(map(Html, own)), tuple(tags.split()))


# A build asks for the twin of its deck more than once; all others are remembered by
# ``folder_ledgers``
@lru_cache(maxsize=4)
def _read(path: Path, *version: int) -> Ledger:
    lines = _lines(path)
    facts: dict[str, str] = {}
    for line in lines:
        if found := FACTS.match(line):
            facts[found[1]] = found[2].strip('"')
    if MAGIC not in facts:
        raise InputError(
            f"{path} was not written by Cika (no line {MAGIC!r}). Move it away or choose another"
            " name for the deck."
        )
    if facts[MAGIC] not in READABLE_VERSIONS:
        raise InputError(
            f"{path} was written by another version of Cika (ledger {facts[MAGIC]}, this one reads"
            f" {VERSION}). Update Cika."
        )
    reader = _TwinReader(path)
    for number, line in enumerate(lines, 1):
        reader.take(number, line)
    return reader.ledger(facts)


class _TwinReader:
    """Collects what the lines of a twin say."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamps: dict[str, Stamp] = {}
        self._removed: dict[str, Stamp] = {}
        self._lent: dict[str, Lent] = {}
        self._keys: dict[str, NoteKey] = {}
        self._sentences: dict[str, str] = {}
        self._birth_tag: dict[str, str] = {}
        self._guessable: set[str] = set()
        self._held: set[NoteKey] = set()
        self._deck_of: dict[str, str] = {}
        self._deck_names: dict[str, str] = {}

    def take(self, number: int, line: str) -> None:
        """Take in one line. Raises InputError where it is damaged."""
        if line.startswith(REMOVED):
            guid, stamp, key = self._remembered(number, line.removeprefix(REMOVED))
            self._removed[guid] = stamp
            if key:
                self._keys[guid] = key_of_removed(guid, unescape(key))
        elif line.startswith(HELD):
            written = line.removeprefix(HELD).strip('"')
            self._held.add(NoteKey.parse(unescape(written)))
        elif line.startswith(LENT):
            guid, stamp, context = self._remembered(number, line.removeprefix(LENT))
            if not is_ours(context):
                raise InputError(
                    f"{self._path}, line {number}: a sentence for a note of another deck has HTML"
                    f" that Cika does not write. {REMEDY}"
                )
            self._lent[guid] = Lent(stamp, Html(context))
        elif _is_note(line):
            self._take_note(number, line)

    def ledger(self, facts: Mapping[str, str]) -> Ledger:
        """Return what all lines said. Raises InputError where notes are missing."""
        if facts.get(COUNT) != str(len(self._stamps)):
            stated = facts.get(COUNT, "none")
            raise InputError(
                f"{self._path} holds {len(self._stamps)} notes and says that it holds {stated}."
                f" {REMEDY}"
            )
        return Ledger(
            stamps=self._stamps,
            removed=self._removed,
            keys=self._keys,
            sentences=self._sentences,
            birth_tag=self._birth_tag,
            guessable=frozenset(self._guessable),
            held=frozenset(self._held),
            lent=self._lent,
            deck_of=self._deck_of,
            is_sample=SAMPLE in facts,
            choices=facts.get(CHOICES, ""),
            fingerprint=facts.get(FINGERPRINT, ""),
            package=facts.get(PACKAGE, ""),
        )

    def _take_note(self, number: int, line: str) -> None:
        cells = _note_cells(self._path, number, line)
        guid, kind, deck, written_tags, key = cells[: len(LEADING) + 1]
        # One string for all rows of a deck
        self._deck_of[guid] = self._deck_names.setdefault(deck, deck)
        if guid in self._stamps:
            raise InputError(
                f"{self._path}, line {number}: the note {guid} stands here a second time. {REMEDY}"
            )
        content, modified = cells[-2:]
        self._stamps[guid] = self._stamp(number, content, modified)
        self._keys[guid] = note_key(kind, unescape(key))
        tags = written_tags.split()
        of_text = (tag for tag in tags if tag.startswith(TEXT_TAG))
        self._birth_tag[guid] = next(of_text, "")
        if GUESSABLE in tags:
            self._guessable.add(guid)
        if kind == WORD:
            self._sentences[guid] = visible_text(cells[SENTENCE_COLUMN])

    def _remembered(self, number: int, rest: str) -> tuple[str, Stamp, str]:
        """Read GUID, stamp, and what else stands on a line of ours; empty where it lacks."""
        guid, content, modified, more = [*_cells(rest), "", "", ""][:4]
        return guid, self._stamp(number, content, modified), more

    def _stamp(self, line: int, content: str, modified: str) -> Stamp:
        if not content or not is_time(modified):
            raise InputError(
                f"{self._path}, line {line}: expected a hash and a time at the end, found"
                f" {content!r} and {modified!r}. {REMEDY}"
            )
        return Stamp(content, int(modified))


def _lines(path: Path) -> list[str]:
    """Return the lines without what a spreadsheet adds: carriage returns, trailing tabs, a quote
    before our comments."""
    lines: list[str] = []
    for written in path.read_text(encoding="utf-8-sig").split("\n"):
        line = written.rstrip("\t")
        lines.append(line[1:] if line.startswith('"#') else line)
    return lines


def _cells(line: str) -> list[str]:
    return [cell.strip('"') for cell in line.split("\t")]


def _is_note(line: str) -> bool:
    return bool(line) and not line.startswith("#")


def _note_cells(path: Path, number: int, line: str) -> Sequence[str]:
    cells = _cells(line)
    if len(cells) != COLUMNS:
        raise InputError(
            f"{path}, line {number}: {len(cells)} columns found, {COLUMNS} expected. {REMEDY}"
        )
    return cells
