"""A hash of all that a deck is made from: while it stays the same, nothing is built anew."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator import __version__, anki, audio, texts
from generator.pipeline.stages import BuildOptions, Source

PACKAGE = Path(__file__).resolve().parent.parent
PROGRAM_FILES = {".py", ".html", ".css", ".toml", ".tsv"}
"""Endings of the program's own files; the large data files count by what the manifest states of
them."""


def fingerprint(
    source: Source, options: BuildOptions, cards: anki.CardOptions, *, vectors: bool
) -> str:
    """Hash all that decides a deck, apart from the other decks of its folder: input, corrections,
    options, program."""
    chosen = (
        __version__,
        program_hash(),
        options.title,
        options.include_unsure,
        options.more_contexts,
        cards.line(),
        source.format,
        options.selection.fingerprint(),
        vectors,
    )
    hashed = sha256("\0".join(map(str, chosen)).encode())
    for path in _inputs(source, cards):
        hashed.update(sha256(texts.read_bytes(path)).digest())
    return hashed.hexdigest()


def _inputs(source: Source, cards: anki.CardOptions) -> list[Path]:
    """Return the files that a deck is made from, in a fixed order."""
    files = text_files(source)
    files += texts.tables_beside(source.path, texts.WORDS)
    files += texts.glossaries_beside(source.path)
    files += texts.tables_beside(source.path, texts.ALIGNED)
    return [*files, *audio.recordings_of(cards.audio)]


def text_files(source: Source) -> list[Path]:
    """Return the files that a text itself is read from, without the tables beside it."""
    return [source.path, *[path for path in (source.english, source.beads) if path]]


@lru_cache(maxsize=1)
def program_hash() -> str:
    """Return a hash of the program's own files."""
    hashed = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in PROGRAM_FILES:
            hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()
