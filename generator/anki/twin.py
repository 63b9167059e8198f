"""The twin of a deck: a table that people can read, that Anki can import, and that is the ledger of
the deck.

``decks/NAME.tsv`` has Anki's own headers for text import, one line for each note, and two columns
more than the widest note type has fields; Anki ignores what lies beyond the fields (measured with
26.9.3). These two are a hash of the note's content, and when that content came to be. Lines with
``#`` that Anki does not know are comments to it; ours begin with ``#cika``.
"""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path

from generator.anki.field_html import escape
from generator.anki.keys import slot
from generator.anki.ledger import Ledger, Lent, Stamp, is_time
from generator.anki.note_types import SENTENCE, SENTENCE_FIELDS, WORD, WORD_FIELDS, note_type
from generator.anki.notes import GUESSABLE, Note
from generator.base.errors import InputError
from generator.base.program import program_name

VERSION = "2"
READS = {"1", VERSION}
"""Version 1 had neither keys of notes gone, nor what other decks hold, nor what is lent to them."""
MAGIC = "#cika ledger:"
FINGERPRINT = "#cika input:"
PACKAGE = "#cika package:"
COUNT = "#cika notes:"
GONE = "#cika gone:"
HELD = "#cika held:"
LENT = "#cika lent:"
FACTS = (MAGIC, FINGERPRINT, PACKAGE, COUNT)
LEADING = ("guid", "note type", "deck", "tags")
WIDTH = max(len(WORD_FIELDS), len(SENTENCE_FIELDS))
COLUMNS = len(LEADING) + WIDTH + 2
HEADERS = (
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:4",
)
TEXT_TAG = "text::"
SENTENCE_COLUMN = len(LEADING) + [name for name, _ in WORD_FIELDS].index("Sentence")
REMEDY = (
    f"Restore it from a copy. Or delete it, and let {program_name()} ledger make it again from the"
    " deck beside it."
)


def is_ledger(path: Path) -> bool:
    """Whether the file says of itself that it is a twin."""
    if not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            return any(line.startswith(MAGIC) for _, line in zip(range(20), lines, strict=False))
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. Check your rights to the file."
        ) from error


def read_ledger(path: Path) -> Ledger:
    """What the twin remembers; an empty ledger where there is no file.

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


# A build asks for the twin of its deck more than once; all others are remembered by ``shelf``
@lru_cache(maxsize=4)
def _read(path: Path, *version: int) -> Ledger:
    lines = _lines(path)
    facts = {
        name: line.removeprefix(name).strip('"')
        for line in lines
        for name in FACTS
        if line.startswith(name)
    }
    if MAGIC not in facts:
        raise InputError(
            f"{path} was not written by Cika (no line {MAGIC!r}). Move it away or choose another"
            " name for the deck."
        )
    if facts[MAGIC] not in READS:
        raise InputError(
            f"{path} was written by another version of Cika (ledger {facts[MAGIC]}, this one reads"
            f" {VERSION}). Update Cika."
        )
    return _parse(path, lines, facts)


def _lines(path: Path) -> list[str]:
    """Lines without what a spreadsheet adds: carriage returns, trailing tabs, a quote before our
    comments."""
    lines = (line.rstrip("\t") for line in path.read_text(encoding="utf-8-sig").split("\n"))
    return [line[1:] if line.startswith('"#') else line for line in lines]


def _cells(line: str) -> list[str]:
    return [cell.strip('"') for cell in line.split("\t")]


def _is_note(line: str) -> bool:
    return bool(line) and not line.startswith("#")


def _parse(path: Path, lines: Sequence[str], facts: Mapping[str, str]) -> Ledger:
    stamps: dict[str, Stamp] = {}
    gone: dict[str, Stamp] = {}
    lent: dict[str, Lent] = {}
    slots: dict[str, str] = {}
    sentences: dict[str, str] = {}
    texts: dict[str, str] = {}
    guessable: set[str] = set()
    held: set[str] = set()
    homes: dict[str, str] = {}
    names: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith(GONE):
            guid, content, modified, key = (*_cells(line.removeprefix(GONE)), "", "", "")[:4]
            gone[guid] = _stamp(path, number, content, modified)
            if key:
                slots[guid] = guid[:1] + unescape(key)
        elif line.startswith(HELD):
            held.add(unescape(line.removeprefix(HELD).strip('"')))
        elif line.startswith(LENT):
            guid, content, modified, context = (*_cells(line.removeprefix(LENT)), "", "", "")[:4]
            lent[guid] = Lent(_stamp(path, number, content, modified), context)
        elif _is_note(line):
            cells = _note_cells(path, number, line)
            guid, kind, deck, tags, key = cells[: len(LEADING) + 1]
            homes[guid] = names.setdefault(deck, deck)  # one string for all rows of a deck
            if guid in stamps:
                raise InputError(
                    f"{path}, line {number}: the note {guid} stands here a second time. {REMEDY}"
                )
            stamps[guid] = _stamp(path, number, *cells[-2:])
            slots[guid] = slot(kind, unescape(key))
            texts[guid] = next((tag for tag in tags.split() if tag.startswith(TEXT_TAG)), "")
            if GUESSABLE in tags.split():
                guessable.add(guid)
            if kind == WORD:
                sentences[guid] = plain(cells[SENTENCE_COLUMN])
    if facts.get(COUNT) != str(len(stamps)):
        raise InputError(
            f"{path} holds {len(stamps)} notes and says that it holds {facts.get(COUNT, 'none')}."
            f" {REMEDY}"
        )
    found = facts.get(FINGERPRINT, ""), facts.get(PACKAGE, "")
    return Ledger(
        stamps,
        gone,
        slots,
        sentences,
        texts,
        frozenset(guessable),
        frozenset(held),
        lent,
        homes,
        *found,
    )


def _note_cells(path: Path, number: int, line: str) -> list[str]:
    cells = _cells(line)
    if len(cells) != COLUMNS:
        raise InputError(
            f"{path}, line {number}: {len(cells)} columns found, {COLUMNS} expected. {REMEDY}"
        )
    return cells


def _stamp(path: Path, line: int, content: str, modified: str) -> Stamp:
    if not content or not is_time(modified):
        raise InputError(
            f"{path}, line {line}: expected a hash and a time at the end, found {content!r} and"
            f" {modified!r}. {REMEDY}"
        )
    return Stamp(content, int(modified))


def plain(markup: str) -> str:
    """The text of a field."""
    return unescape(re.sub(r"<[^>]*>", "", markup))


def read_notes(path: Path) -> Iterator[Note]:
    """The notes of a twin as they stand there, one by one. Raises InputError like
    ``read_ledger``."""
    read_ledger(path)
    for number, line in enumerate(_lines(path), 1):
        if _is_note(line):
            guid, kind, _, tags, *fields = _note_cells(path, number, line)[:-2]
            if kind not in {WORD, SENTENCE}:
                raise InputError(
                    f"{path}, line {number}: the note type is {kind!r}; expected {WORD} or"
                    f" {SENTENCE}. {REMEDY}"
                )
            yield Note(
                kind, guid, tuple(fields[: len(note_type(kind).fields)]), tuple(tags.split())
            )


def render(decks: Sequence[tuple[str, Sequence[Note]]], ledger: Ledger) -> Iterator[bytes]:
    """The twin line by line: decks by their names, notes in order of study. ``ledger`` is the one
    that belongs to these notes."""
    yield codecs.BOM_UTF8
    for line in (*_head(sum(len(notes) for _, notes in decks), ledger), *_memory(ledger)):
        yield f"{line}\n".encode()
    for deck_name, note in ((name, note) for name, notes in decks for note in notes):
        mine = ledger.stamps[note.guid]
        padding = ("",) * (WIDTH - len(note.fields))
        cells = (
            note.guid,
            note.note_type,
            deck_name,
            " ".join(note.tags),
            *note.fields,
            *padding,
            mine.content,
            str(mine.modified),
        )
        yield ("\t".join(cells) + "\n").encode()


def _head(count: int, ledger: Ledger) -> Iterator[str]:
    yield from HEADERS
    yield "#columns:" + _row(*LEADING, WORD_FIELDS)
    yield "# Cika Sentence: " + _row("guid", *LEADING[1:], SENTENCE_FIELDS)
    yield from (
        MAGIC + VERSION,
        FINGERPRINT + ledger.fingerprint,
        PACKAGE + ledger.package,
        f"{COUNT}{count}",
    )


def _memory(ledger: Ledger) -> Iterator[str]:
    for guid, old in sorted(ledger.gone.items()):
        yield (
            f"{GONE}{guid}\t{old.content}\t{old.modified}\t{escape(ledger.slots.get(guid, '')[1:])}".rstrip(
                "\t"
            )
        )
    for one in sorted(ledger.held):
        yield HELD + escape(one)
    for guid, lent in sorted(ledger.lent.items()):
        yield f"{LENT}{guid}\t{lent.stamp.content}\t{lent.stamp.modified}\t{lent.context}"


def _row(*cells: str | tuple[tuple[str, int], ...]) -> str:
    """Column names: those of the fields padded to the width of the table."""
    names: list[str] = []
    for cell in cells:
        names += (
            [cell]
            if isinstance(cell, str)
            else [name for name, _ in cell] + [""] * (WIDTH - len(cell))
        )
    return "\t".join([*names, "content", "modified"])
