"""Sheets to print."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.options import FROM, format_of, progress, sources_of
from generator.commands.wishes import wish_options, wishes_of
from generator.errors import CikaError

if TYPE_CHECKING:
    from generator.handout import Book
    from generator.pipeline import Workshop

KINDS = ("reader",)


@click.command()
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@click.option("--zh", type=click.Path(path_type=Path), help="The Chinese, when the translation is in a file of its own.")
@click.option("--en", type=click.Path(path_type=Path), help="The English translation of --zh.")
@click.option("--from", "format", default="", metavar="FORMAT", help=FROM)
@click.option("--title", default="", help="Title on the pages (one text only); else the text's own.")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path("handouts"), show_default=True, help="Folder.")
@click.option("--pdf", is_flag=True, help="Write PDF instead of HTML. Needs Chrome, Chromium or Edge on this machine, no network.")
@click.option("--paper", type=click.Choice(("a4", "letter")), default="a4", show_default=True)
@click.option("--size", type=click.Choice(("small", "normal", "large")), default="normal", help="Size of the type.  [default: normal]")
@click.option("--phonetic", type=click.Choice(("pinyin", "zhuyin")), default="pinyin", help="How readings are written.  [default: pinyin]")
@click.option(
    "--script",
    type=click.Choice(("text", "simplified", "traditional")),
    default="text",
    help="Script of the sheets.  [default: that of the text]",
)
@click.option("--ruby", type=click.Choice(("new", "all", "none")), default="new", help="Reader: readings over these words.  [new]")
@click.option("--gloss", type=click.Choice(("side", "below", "none")), help="Reader: new words explained beside or below their sentence.")
@click.option("--translation", type=click.Choice(("end", "facing", "none")), default="end", help="Reader: where the translation is.  [end]")
@click.option("--lines", type=click.Choice(("sentences", "paragraphs")), default="sentences", help="Reader: what begins on a new line.")
@wish_options
def handout(
    text: tuple[Path, ...], zh: Path | None, en: Path | None, format: str, title: str, folder: Path, pdf: bool, **options: Any
) -> None:
    """Make sheets to print from each TEXT: a reader with its new words explained.

    \b
    Examples:
      cli.py handout letter.txt --pdf
    """
    from generator import printing
    from generator.pipeline import Options, Workshop

    wishes = wishes_of(options)
    sources, failed = sources_of(text, zh, en, None, format_of(format), title)
    if title and len(sources) > 1:
        raise click.UsageError(f"--title is for one text, but {len(sources)} were given.")
    workshop = Workshop(progress())
    for source in sources:
        try:
            study = workshop.study(source, options=Options(wishes=wishes))
            _write(printing.book(printing.single(study, title), wishes.known.__contains__), workshop, folder, pdf, options)
        except CikaError as error:
            failed.append((source.path, error))
    for _, reason in failed:
        click.echo(f"Error: {reason}", err=True)
    if failed:
        sys.exit(1)


def _write(book: "Book", workshop: "Workshop", folder: Path, pdf: bool, options: Mapping[str, Any]) -> None:
    """Make the sheets of one book."""
    from generator import handout as sheets
    from generator.handout.pdf import pdf as printed
    from generator.output import output_errors, save

    style = sheets.Style(options["paper"], options["size"], options["phonetic"], options["script"])
    choice = sheets.Reading(options["ruby"], options["gloss"], options["translation"], options["lines"])
    pages = {"reader": sheets.reader(book, style, workshop.lookups, choice)}
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for kind, page in pages.items():
        path = folder / f"{book.name}.{kind}.{'pdf' if pdf else 'html'}"
        save(path, printed(page) if pdf else page)
        click.echo(path)
