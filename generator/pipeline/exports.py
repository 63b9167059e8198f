"""A text as files for other programs, in each of the formats."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from generator import __version__, texts
from generator.base.choices import BOOK_FORMATS, PRACTICE
from generator.base.token_json import token_json
from generator.export import FORMATS, QUIZ_FORMATS, Edition
from generator.handout import PAGE_SUFFIX
from generator.pipeline import BuildOptions, Resources, Study, make_deck

TMX = "tmx"
"""The one format that holds the alignment alone."""
DOCX = ".sheets.docx"
"""End of the name of a Word document; a text may be called ``NAME.docx``."""
OF_BOOKS = {"phonetic", "script"}
"""Names of the options that mean something in all ``BOOK_FORMATS``."""
OF_QUESTIONS = {"exercises", "items", "seed"}
"""The same for those that ask what a worksheet asks."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a person may choose for the files, beside how Chinese looks."""

    sentences: bool = False
    """Sentences instead of words, in the formats that hold either."""
    bom: bool = False
    """Begin CSV with a byte order mark."""
    ruby: str = "all"
    """Over which words pages and books have readings."""


def exported(
    format: str, study: Study, resources: Resources, options: BuildOptions, wanted: ExportOptions
) -> tuple[str, bytes]:
    """Return the end of the file's name, and what is in the file."""
    if format == TMX:
        aligned = study.aligned
        return f".{TMX}", texts.render_tmx(aligned.rows(), aligned.text.script, __version__)
    kind = FORMATS[format]
    edition = edition_of(study, resources, options)
    if kind.reader:
        return kind.suffix, kind.reader(edition, wanted.ruby)
    mark = codecs.BOM_UTF8 if format == "csv" and wanted.bom else b""
    if kind.sentences and wanted.sentences:
        return f".sentences{kind.suffix}", mark + kind.sentences(edition)
    return kind.suffix, mark + kind.words(edition)


def edition_of(study: Study, resources: Resources, options: BuildOptions) -> Edition:
    """Return a text with all that the formats ask of other stages."""
    aligned = study.aligned
    paragraphs = tuple(aligned.zh[bead.zh[0]].paragraph for bead in aligned.beads if bead.zh)
    return Edition(
        deck=make_deck(study, options),
        paragraphs=paragraphs,
        choices=options.card_options,
        lookups=resources.card_lookups,
        token=token_json,
    )


def useful_options(formats: Sequence[str]) -> set[str]:
    """Return the names of the options that mean something in one of the formats at least."""
    useful = {"bom"} if "csv" in formats else set()
    for name in formats:
        if name in BOOK_FORMATS:
            useful |= OF_BOOKS
        if name in BOOK_FORMATS and name != PRACTICE:
            useful |= OF_QUESTIONS
        if name == "docx":
            useful.add("ruby")
        if name not in FORMATS:
            continue
        kind = FORMATS[name]
        useful |= {"order", *kind.choices}
        if kind.sentences:
            useful.add("sentences")
        if kind.reader:
            useful.add("ruby")
    return useful


def file_endings(formats: Sequence[str]) -> tuple[str, ...]:
    """Return how the names of files end that hold one of the formats: ``.csv``, ``.txt``."""
    suffixes = {TMX: f".{TMX}", "docx": DOCX}
    for name, kind in FORMATS.items():
        suffixes[name] = kind.suffix
    suffixes[PRACTICE] = PAGE_SUFFIX
    for name, quiz in QUIZ_FORMATS.items():
        suffixes[name] = quiz.suffix
    return tuple(f".{suffixes[name].rpartition('.')[2]}" for name in formats)


def has_file_a_lesson(format: str) -> bool:
    """Tell whether a class set becomes a file for each lesson."""
    return format in QUIZ_FORMATS and QUIZ_FORMATS[format].by_lesson
