"""The twin of a deck: a table that people can read, that Anki can import, and that remembers when each note changed.

``decks/NAME.tsv`` has Anki's own headers for text import, one line for each note, and two columns more than the widest note
type has fields; Anki ignores what lies beyond the fields (measured with 26.9.3). These two are the ledger: a hash of the
note's content, and when that content came to be. Anki takes a note from a package only if it is newer than its own, so the
learner's edits and tags live on every note that we did not change. Lines with ``#`` that Anki does not know are comments to it.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from pathlib import Path

from generator.anki.note_types import SENTENCE_FIELDS, WORD, WORD_FIELDS
from generator.anki.notes import Note
from generator.errors import InputError

VERSION = "1"
MAGIC = "#cika ledger:"
FINGERPRINT = "#cika input:"
PACKAGE = "#cika package:"
COUNT = "#cika notes:"
GONE = "#cika gone:"
LEADING = ("guid", "note type", "deck", "tags")
WIDTH = max(len(WORD_FIELDS), len(SENTENCE_FIELDS))
COLUMNS = len(LEADING) + WIDTH + 2
HEADERS = ("#separator:tab", "#html:true", "#guid column:1", "#notetype column:2", "#deck column:3", "#tags column:4")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a note held, and since when (Unix seconds)."""

    content: str
    modified: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the last build of a deck left behind; empty before the first."""

    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """By GUID, of the notes in the deck."""
    gone: Mapping[str, Stamp] = field(default_factory=dict)
    """By GUID, of notes that earlier builds had. Learners have them still: should one come back, it must not come back older."""
    words: frozenset[str] = frozenset()
    """Keys of the words in the deck."""
    fingerprint: str = ""
    """Of the input, as given to ``write_deck``."""
    package: str = ""
    """SHA-256 of the .apkg that belongs to this twin."""


LATEST = 253_402_300_799
"""The end of the year 9999, in Unix seconds: what lies beyond is no time, and no database takes it."""


def clock() -> int:
    """The time to stamp changes with, in Unix seconds: the one place where the program looks at a clock.

    Honours SOURCE_DATE_EPOCH (reproducible-builds.org). Raises InputError where that is no number.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return int(time.time())
    if not is_time(given):
        raise InputError(f"SOURCE_DATE_EPOCH is {given!r}; expected a whole number of seconds since 1970. Correct it, or unset it.")
    return int(given)


def is_time(written: str) -> bool:
    """Whether a string is a time in Unix seconds as the ledger keeps it."""
    return written.isascii() and written.isdigit() and len(written) <= len(str(LATEST)) and int(written) <= LATEST


def content_hash(note: Note) -> str:
    """Hash of all that an update would bring to the learner: fields and tags."""
    return sha256("\x1f".join((note.note_type, *note.fields, "\x1e", *note.tags)).encode()).hexdigest()[:24]


def stamp(notes: Sequence[Note], ledger: Ledger, now: int) -> dict[str, Stamp]:
    """The stamp of each note, by GUID: the old one where the content is the same, else one newer than the old and not before ``now``."""
    stamps = {}
    for note in notes:
        content = content_hash(note)
        old = ledger.stamps.get(note.guid) or ledger.gone.get(note.guid)
        if old is None:
            stamps[note.guid] = Stamp(content, now)
        else:
            stamps[note.guid] = old if old.content == content else Stamp(content, max(now, old.modified + 1))
    return stamps


def held_keys(folder: Path, except_name: str = "") -> frozenset[str]:
    """Keys of the words that the other decks of the folder hold. Tables that are not ours are passed over.

    Raises InputError where a table is ours and damaged.
    """
    others = sorted(path for path in folder.glob("*.tsv") if path.stem != except_name)
    return frozenset().union(*(read_ledger(path).words for path in others if is_ledger(path)))


def is_ledger(path: Path) -> bool:
    """Whether the file says of itself that it is a twin."""
    if not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            return any(line.startswith(MAGIC) for _, line in zip(range(20), lines, strict=False))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Check your rights to the file.") from error


def read_ledger(path: Path) -> Ledger:
    """What the twin remembers; an empty ledger where there is no file.

    Raises InputError, naming the line, where the file is not ours or was damaged. A file that a spreadsheet saved is good:
    quotes, trailing tabs and line ends are of no matter.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Ledger()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}). {REMEDY}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Expected the table of the deck there; move it away.") from error
    lines = [line.rstrip("\t") for line in text.split("\n")]
    facts = {name: line.removeprefix(name) for line in lines for name in (MAGIC, FINGERPRINT, PACKAGE, COUNT) if line.startswith(name)}
    if MAGIC not in facts:
        raise InputError(f"{path} was not written by Cika (no line {MAGIC!r}). Move it away or choose another name for the deck.")
    if facts[MAGIC] != VERSION:
        raise InputError(f"{path} was written by another version of Cika (ledger {facts[MAGIC]}, this one reads {VERSION}). Update Cika.")
    return _parse(path, lines, facts)


REMEDY = "Restore it from a copy. Or delete it: the deck is then built as new, and an import overwrites what learners edited."


def _parse(path: Path, lines: Sequence[str], facts: Mapping[str, str]) -> Ledger:
    stamps: dict[str, Stamp] = {}
    gone: dict[str, Stamp] = {}
    words = set()
    for number, line in enumerate(lines, 1):
        cells = [cell.strip('"') for cell in line.split("\t")]
        if line.startswith(GONE):
            guid, content, modified = cells if len(cells) == 3 else ("", "", "")
            gone[guid.removeprefix(GONE)] = _stamp(path, number, content, modified)
        elif line and not line.startswith(("#", '"#')):
            if len(cells) != COLUMNS:
                raise InputError(f"{path}, line {number}: {len(cells)} columns found, {COLUMNS} expected. {REMEDY}")
            if cells[0] in stamps:
                raise InputError(f"{path}, line {number}: the note {cells[0]} stands here a second time. {REMEDY}")
            stamps[cells[0]] = _stamp(path, number, *cells[-2:])
            if cells[1] == WORD:
                words.add(unescape(cells[len(LEADING)]))
    if facts.get(COUNT) != str(len(stamps)):
        raise InputError(f"{path} holds {len(stamps)} notes and says that it holds {facts.get(COUNT, 'none')}. {REMEDY}")
    return Ledger(stamps, gone, frozenset(words), facts.get(FINGERPRINT, ""), facts.get(PACKAGE, ""))


def _stamp(path: Path, line: int, content: str, modified: str) -> Stamp:
    if not content or not is_time(modified):
        raise InputError(f"{path}, line {line}: expected a hash and a time at the end, found {content!r} and {modified!r}. {REMEDY}")
    return Stamp(content, int(modified))


def render(deck_name: str, notes: Sequence[Note], ledger: Ledger) -> str:
    """The twin as text, notes in order of study. ``ledger`` is the one that belongs to these notes."""
    lines = [*HEADERS, "#columns:" + _row(*LEADING, WORD_FIELDS)]
    lines.append("# Cika Sentence: " + _row("guid", *LEADING[1:], SENTENCE_FIELDS))
    lines += [MAGIC + VERSION, FINGERPRINT + ledger.fingerprint, PACKAGE + ledger.package, f"{COUNT}{len(notes)}"]
    lines += [f"{GONE}{guid}\t{old.content}\t{old.modified}" for guid, old in sorted(ledger.gone.items())]
    for note in notes:
        mine = ledger.stamps[note.guid]
        padding = ("",) * (WIDTH - len(note.fields))
        cells = (note.guid, note.note_type, deck_name, " ".join(note.tags), *note.fields, *padding, mine.content, str(mine.modified))
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _row(*cells: str | tuple[tuple[str, int], ...]) -> str:
    """Column names: those of the fields padded to the width of the table."""
    names: list[str] = []
    for cell in cells:
        names += [cell] if isinstance(cell, str) else [name for name, _ in cell] + [""] * (WIDTH - len(cell))
    return "\t".join([*names, "content", "modified"])
