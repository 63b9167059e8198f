"""Sheets to print."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.commands.class_lists import handed_out
from generator.commands.class_test_options import with_lessons, with_test
from generator.commands.class_tests import chosen_test, files_of_test, write_table
from generator.commands.deck_memory import AsBuilt
from generator.commands.grouped_help import GroupedCommand
from generator.commands.named_books import SetPart, books_of
from generator.commands.options import A_FILE, FORGET_OPTION, forgotten
from generator.commands.options import FOLDER as DECKS
from generator.commands.output import progress, show_error, show_errors, write_whole
from generator.commands.sheet_options import handout_options, sheet_options
from generator.commands.text_options import named_sets_and_texts, two_files
from generator.commands.word_options import (
    choices_of,
    word_lists_of,
    word_selection_of,
    word_selection_options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.handout.all_sheets import Sheet

FOLDER = Path("handouts")


@click.command(cls=GroupedCommand, short_help="Make sheets to print.")
@click.argument("text", metavar="TEXT|SET", nargs=-1, type=A_FILE)
@two_files
@click.option(
    "--title", default="", help="Title on the pages (one text only); else the text's own."
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=A_FILE,
    default=FOLDER,
    show_default=True,
    help="Folder for the sheets.",
)
@with_lessons
@with_test
@click.option(
    "--decks",
    type=A_FILE,
    help=(
        "A folder of decks, whose words count as known, too. What the deck of TEXT was built with"
        " comes from there; else from decks."
    ),
)
@FORGET_OPTION
@click.option(
    "--pdf",
    is_flag=True,
    help=(
        "Write PDF instead of HTML, by the Chrome, Chromium or Edge of this machine (or that of"
        " CIKA_BROWSER)."
    ),
)
@sheet_options
@word_selection_options
def handout(
    text: tuple[Path, ...],
    folder: Path,
    lessons: frozenset[int],
    decks: Path | None,
    pdf: bool,
    **options: Any,
) -> None:
    """Make sheets to print from each TEXT, or from a class SET (a folder with set.toml), lesson by
    lesson. A TEXT that is a lesson of a set is printed as that lesson.

    \b
    reader       the text, sentences numbered; new words marked, read and explained; translation
    words        the word list, with the number of the sentence in which each word stands
    worksheet    exercises, and in a file of its own (NAME.key) the answers; --versions: one for
                 each student, with other questions
    characters   the characters of the new words, stroke by stroke, and boxes to write them in
    cards        paper cards: print on both sides, turned over the long edge, and cut

    The files NAME.reader.html and so on print from any browser; page numbers and running titles
    need Chrome, Chromium or Edge. --pdf lets one of them print. Which words are new is said as for
    the other commands (--known and so on); if a deck of TEXT was built, its levels, lists and title
    hold here, too (--forget all leaves them out). The sentences of a worksheet are those of the
    text.

    --test makes a test of all lessons that are named: NAME.test, its key NAME.test-key, and what is
    read aloud. --write writes its items as a table, NAME.test.tsv, which you edit.

    \b
    Examples:
      {program} handout letter.txt -o handouts --pdf
      {program} handout seeds/first-steps --paper letter
      {program} handout lessons --lesson 3 --kinds worksheet --versions 30 --seed TERM1 --pdf
      {program} handout lessons --test --lessons 4-6 --versions 2 --class names.txt --pdf
      {program} handout letter.txt --kinds reader --translation facing --gloss below
    """
    from generator import anki
    from generator.handout.all_sheets import sheets_of
    from generator.pipeline import BuildOptions, Resources

    sets, sources, failed = named_sets_and_texts(text, options, word_lists_of(options))
    if lessons and not sets:
        raise click.UsageError("--lesson names a lesson of a class set, and no set was given.")
    test = chosen_test({**options, "pdf": pdf})
    wanted = BuildOptions(
        title=options["title"],
        selection=word_selection_of(options),
        choices=choices_of(options),
        forget=forgotten(options["forget"]),
    )
    if test and options["kinds"]:
        options["exercises"] = options["kinds"]
    own = AsBuilt(wanted, decks or DECKS)
    held = anki.read_others(decks, "").words if decks else frozenset()
    resources = Resources(progress())
    books, unread = books_of(
        resources, sets, sources, own, held, SetPart(lessons, options["group"])
    )
    failed += unread
    show_errors(failed)
    has_failed = bool(failed)
    sheets_wanted = handout_options(options, is_test=test is not None)
    handed = handed_out(books, test.students if test else None)
    for named, students in handed:
        try:
            book = named.make()
            if test and test.write:
                write_table(book, resources.card_lookups, sheets_wanted)
                continue
            if test:
                sheets = files_of_test(book, resources, sheets_wanted, test, folder, students)
            else:
                sheets = sheets_of(book, sheets_wanted, resources.card_lookups)
            _write(book.name, sheets, folder, pdf=pdf)
        except CikaError as error:
            has_failed = True
            show_error(error)
    if has_failed:
        sys.exit(1)


def _write(name: str, sheets: "Iterator[Sheet]", folder: Path, *, pdf: bool) -> None:
    """Write the sheets of one book, and name each file when it is written."""
    for sheet in sheets:
        is_printed = pdf and sheet.suffix == "html"
        path = folder / f"{name}.{sheet.kind}.{'pdf' if is_printed else sheet.suffix}"
        write_whole(path, _printed(sheet.page) if is_printed else sheet.page)
        click.echo(path)
        for why in sheet.notes:
            click.echo(f"{name}: {why}.")


def _printed(page: bytes) -> bytes:
    """Return a PDF of which each lesson and each version begins on a leaf of its own."""
    from generator.base.program import install_command
    from generator.handout import browser_pdf
    from generator.handout.page_fitting import fitted

    try:
        page = fitted(page, browser_pdf.pdf)
    except ImportError:
        remedy = (
            f"so that lessons begin on a leaf of their own, install: {install_command('pypdf')}"
        )
        click.echo(f"note: {remedy}", err=True)
    return browser_pdf.pdf(page)
