"""Sheets to print."""

import sys
from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.commands.options import format_of, progress, sets_of, sources_of, two_files
from generator.commands.word_options import lists_of, wish_options, wishes_of

if TYPE_CHECKING:
    from generator.handout import Book
    from generator.pipeline import Resources, Source
    from generator.study import WordSelection

KINDS = ("reader", "words", "worksheet", "characters", "cards")
EXERCISES = ("cloze", "matching", "order", "pinyin", "translate")


def _several(
    names: tuple[str, ...], what: str
) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """Read names that are parted by commas, in the order of ``names``."""

    def read(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
        wanted = {name.strip().lower() for name in value.split(",") if name.strip()}
        if unknown := sorted(wanted - {*names, "all"}):
            raise click.BadParameter(
                f"there is no {what} named {unknown[0]!r}. Choose of: {', '.join(names)}; or all.",
                context,
                option,
            )
        return (
            names
            if "all" in wanted or not wanted
            else tuple(name for name in names if name in wanted)
        )

    return read


SHEET_OPTIONS = (
    click.option(
        "--kinds",
        default="reader,words,worksheet,characters",
        show_default=True,
        callback=_several(KINDS, "kind of handout"),
        help=(
            "Which handouts, parted by commas: reader, words, worksheet, characters, cards; or all."
        ),
    ),
    click.option(
        "--paper",
        type=click.Choice(("a4", "letter")),
        default="a4",
        show_default=True,
        help="Size of the paper.",
    ),
    click.option(
        "--size",
        type=click.Choice(("small", "normal", "large")),
        default="normal",
        show_default=True,
        help="Size of the type.",
    ),
    click.option(
        "--phonetic",
        type=click.Choice(("pinyin", "zhuyin", "both")),
        default="pinyin",
        show_default=True,
        help="How readings are written.",
    ),
    click.option(
        "--script",
        type=click.Choice(("text", "simplified", "traditional", "both")),
        default="text",
        show_default=True,
        help="Script of the sheets; word lists and cards name the other form in any case.",
    ),
    click.option(
        "--ruby",
        type=click.Choice(("new", "all", "none")),
        default="new",
        show_default=True,
        help="Reader: readings over new words, over all words, or over none.",
    ),
    click.option(
        "--gloss",
        type=click.Choice(("side", "below", "none")),
        help=(
            "Reader: new words explained beside their sentence, or below it.  [default: beside,"
            " where they are not too many]"
        ),
    ),
    click.option(
        "--translation",
        type=click.Choice(("end", "facing", "none")),
        default="end",
        show_default=True,
        help="Reader: the translation on a page at the end, beside the Chinese, or left out.",
    ),
    click.option(
        "--lines",
        type=click.Choice(("sentences", "paragraphs")),
        default="sentences",
        show_default=True,
        help="Reader: what begins on a line of its own.",
    ),
    click.option(
        "--exercises",
        default="all",
        show_default=True,
        callback=_several(EXERCISES, "exercise"),
        help=(
            "Worksheet: which exercises, parted by commas: cloze, matching, order, pinyin,"
            " translate; or all."
        ),
    ),
    click.option(
        "--items",
        type=click.IntRange(1, 20),
        default=6,
        show_default=True,
        help=(
            "Worksheet: questions of each exercise at most; half as many sentences to translate or"
            " to put in order."
        ),
    ),
    click.option(
        "--versions",
        type=click.IntRange(1, 500),
        default=1,
        show_default=True,
        help=(
            "Worksheet: different versions, one for each student; the number stands on sheet and"
            " key."
        ),
    ),
    click.option(
        "--seed",
        default="",
        help="Worksheet: any word, such as TERM1; another one gives other questions.",
    ),
)


def sheet_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say what handouts there are and how they look."""
    for option in reversed(SHEET_OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("text", metavar="TEXT|SET", nargs=-1, type=click.Path(path_type=Path))
@two_files
@click.option(
    "--title", default="", help="Title on the pages (one text only); else the text's own."
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("handouts"),
    show_default=True,
    help="Folder for the sheets.",
)
@click.option(
    "--decks",
    type=click.Path(path_type=Path),
    help="A folder of decks, whose words count as known.",
)
@click.option(
    "--pdf",
    is_flag=True,
    help=(
        "Write PDF instead of HTML, by the Chrome, Chromium or Edge of this machine (or that of"
        " CIKA_BROWSER)."
    ),
)
@sheet_options
@wish_options
def handout(
    text: tuple[Path, ...],
    zh: Path | None,
    en: Path | None,
    format: str,
    title: str,
    folder: Path,
    **options: Any,
) -> None:
    """Make sheets to print from each TEXT, or from a class SET (a folder with set.toml), lesson by lesson.

    \b
    reader       the text with numbered sentences; new words marked, read and explained; the translation
    words        the word list, with the number of the sentence that each stands in
    worksheet    exercises, and in a file of its own (NAME.key) the answers; with --versions other questions for each student
    characters   the characters of the new words, stroke by stroke, and boxes to write them in
    cards        paper cards: print on both sides, turned over the long edge, and cut

    The files NAME.reader.html and so on print from any browser; page numbers and running titles need Chrome, Chromium or
    Edge. --pdf lets one of them print. Which words are new is said as for the other commands (--known and so on). The sentences of
    a worksheet are those of the text: in "put the words in order" another order may be right, too.

    \b
    Examples:
      cli.py handout letter.txt -o handouts --pdf
      cli.py handout seeds/first-steps --paper letter
      cli.py handout lesson3.txt --kinds worksheet --versions 30 --seed TERM1 --pdf
      cli.py handout letter.txt --kinds reader --translation facing --gloss below --paper letter
    """
    from generator import anki

    sets, text, failed = sets_of(text)
    sources: list[Source] = []
    if text or zh or en or not (sets or failed):
        sources, unread = sources_of(
            text, zh, en, None, format_of(format), title, lists_of(options)
        )
        failed += unread
    if title and (sets or len(sources) > 1):
        raise click.UsageError(
            f"--title is for one text; {len(sources)} texts and {len(sets)} sets were given. A set"
            " has it in set.toml."
        )
    maker = _SheetMaker(
        wishes_of(options),
        anki.read_others(options["decks"], "").words if options["decks"] else frozenset(),
    )
    for _, error in failed:
        click.echo(f"Error: {error}", err=True)
    jobs = [(path, partial(maker.of_set, path)) for path in sets] + [
        (s.path, partial(maker.of_text, s, title)) for s in sources
    ]
    for path, job in jobs:
        try:
            _write(job(), maker.workshop, folder, options)
        except CikaError as error:
            failed.append((path, error))
            click.echo(f"Error: {error}", err=True)
    if failed:
        sys.exit(1)


class _SheetMaker:
    """Makes the book of a class set or of a text."""

    def __init__(self, wishes: "WordSelection", held: Set[str]) -> None:
        from generator.pipeline import BuildOptions, Resources

        self.workshop = Resources(progress())
        self._options, self._held = BuildOptions(wishes=wishes), held

    def of_set(self, path: Path) -> "Book":
        from generator import classes, texts
        from generator.classes.set_study import wishes_of
        from generator.pipeline import handout_books

        class_set = texts.read_set(path)
        study = classes.study_set(self.workshop, class_set, self._options, held=self._held)
        return handout_books.book(
            study, wishes_of(self.workshop, class_set, self._options.wishes).known
        )

    def of_text(self, source: "Source", title: str) -> "Book":
        from generator import pipeline
        from generator.pipeline import handout_books

        study = pipeline.study_text(self.workshop, source, self._options, held=self._held)
        return handout_books.book(handout_books.single(study, title), self._options.wishes.known)


def _write(book: "Book", workshop: "Resources", folder: Path, options: Mapping[str, Any]) -> None:
    """Make the sheets of one book, and name each file when it is written."""
    from generator.base.files import output_errors, save
    from generator.handout.browser_pdf import pdf

    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for kind, page in _pages(book, workshop, options):
        path = folder / f"{book.name}.{kind}.{'pdf' if options['pdf'] else 'html'}"
        save(path, pdf(page) if options["pdf"] else page)
        click.echo(path)


def _pages(
    book: "Book", workshop: "Resources", options: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """Each document that is wanted, with its kind."""
    from generator import handout as sheets

    style = sheets.SheetOptions(
        options["paper"], options["size"], options["phonetic"], options["script"]
    )
    for kind in options["kinds"]:
        if kind == "worksheet":
            task = sheets.WorksheetOptions(
                options["exercises"], options["items"], options["versions"], options["seed"]
            )
            made = sheets.worksheet(book, style, workshop.card_lookups, task)
            yield from (("worksheet", made.sheets), ("key", made.key))
            if made.missing:
                click.echo(
                    f"{book.name}: too few words, or sentences neither too short nor too long, for:"
                    f" {', '.join(made.missing)}."
                )
        elif kind == "reader":
            choice = sheets.ReaderOptions(
                options["ruby"], options["gloss"], options["translation"], options["lines"]
            )
            yield kind, sheets.glossed_reader(book, style, workshop.card_lookups, choice)
        else:
            make = {
                "words": sheets.word_list_sheet,
                "characters": sheets.character_sheet,
                "cards": sheets.paper_cards,
            }[kind]
            yield kind, make(book, style, workshop.card_lookups)
