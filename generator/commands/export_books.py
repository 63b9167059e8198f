"""Files that are made from a text or a whole class set, as sheets are."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.choices import BOOK_FORMATS
from generator.base.errors import CikaError
from generator.commands.output import show_error, write_whole

if TYPE_CHECKING:
    from generator.commands.named_books import NamedBook
    from generator.handout.all_sheets import HandoutOptions
    from generator.pipeline import Resources

STANDARD_OUTPUT = Path("-")


def write_books(
    books: "Sequence[NamedBook]",
    formats: Sequence[str],
    path_of: Callable[[str], Path],
    resources: "Resources",
    options: Mapping[str, Any],
) -> bool:
    """Write each book in each of ``BOOK_FORMATS`` that is wanted; print why some were not, and
    return whether all were. ``path_of``: the end of a file's name -> where it goes."""
    from generator.pipeline.book_exports import book_files

    wanted = [name for name in formats if name in BOOK_FORMATS]
    sheets = sheets_of(options)
    all_written = True
    for named in books if wanted else ():
        try:
            book = named.make()
            for name in wanted:
                for file in book_files(name, book, resources, sheets):
                    path = path_of(f"{book.name}{file.suffix}")
                    write_bytes(path, file.content)
                    for note in file.notes:
                        click.echo(f"{path.name}: {note}", err=path == STANDARD_OUTPUT)
        except CikaError as error:
            all_written = False
            show_error(error)
    return all_written


def sheets_of(options: Mapping[str, Any]) -> "HandoutOptions":
    """Return how the sheets look that the files are made of."""
    from generator.handout import ReaderOptions, SheetOptions, WorksheetOptions
    from generator.handout.all_sheets import HandoutOptions

    task = WorksheetOptions(
        exercises=options["exercises"], items=options["items"], seed=options["seed"]
    )
    style = SheetOptions(
        phonetic=options["phonetic"] or "pinyin", script=options["script"] or "text"
    )
    reader = ReaderOptions(ruby=options["ruby"] or "new")
    return HandoutOptions(kinds=(), style=style, reader=reader, worksheet=task)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file and name it, or print it."""
    if path == STANDARD_OUTPUT:
        click.echo(content, nl=False)
        return
    write_whole(path, content)
    click.echo(f"{path}")
