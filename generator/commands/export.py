"""Words and texts for other programs."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from generator.base.choices import BOOK_FORMATS, EXPORT_FORMATS, RUBY
from generator.base.errors import CikaError, InputError
from generator.commands.deck_memory import DECKS_OPTION, AsBuilt
from generator.commands.export_books import STANDARD_OUTPUT, write_books, write_bytes
from generator.commands.grouped_help import GroupedCommand
from generator.commands.named_books import books_of
from generator.commands.options import (
    A_FILE,
    FORGET_OPTION,
    chosen_card_options,
    forgotten,
    with_card_options,
)
from generator.commands.output import progress, show_error, show_errors
from generator.commands.sheet_options import ITEMS_OPTION, QUIZ_EXERCISES_OPTION, SEED_OPTION
from generator.commands.text_options import named_sets_and_texts, named_texts, two_files
from generator.commands.word_options import (
    choices_of,
    word_lists_of,
    word_selection_of,
    word_selection_options,
)

if TYPE_CHECKING:
    from generator.classes.set_members import StudiedText
    from generator.pipeline import Resources, Source
    from generator.pipeline.sources import Failed

FOLDER = Path("exports")


@click.command(cls=GroupedCommand, short_help="Write words or texts for other programs.")
@click.argument("text", metavar="TEXT|SET", nargs=-1, type=A_FILE)
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(EXPORT_FORMATS),
    help="What to write; may be repeated.",
)
@two_files
@click.option(
    "-o",
    "--output",
    type=A_FILE,
    default=FOLDER,
    show_default=True,
    help="Folder, or name of the file; - prints it.",
)
@click.option("--title", default="", help="Title (one text only); else the text's own.")
@click.option(
    "--sentences",
    is_flag=True,
    help="Sentences and their translations instead of words (anki, csv, quizlet).",
)
@click.option(
    "--bom",
    is_flag=True,
    help="Begin CSV with a byte order mark: Excel shows Chinese only with it.",
)
@click.option(
    "--ruby",
    type=click.Choice(RUBY),
    help="Words with their reading over them (html, epub, docx).  [default: all; docx: new]",
)
@QUIZ_EXERCISES_OPTION
@ITEMS_OPTION
@SEED_OPTION
@with_card_options
@word_selection_options
@click.option("--include-unsure", is_flag=True, help="Take sentence pairs that are unsure, too.")
@DECKS_OPTION
@FORGET_OPTION
def export(
    text: tuple[Path, ...], formats: tuple[str, ...], output: Path, title: str, **options: Any
) -> None:
    """Write the words or the sentences of each TEXT for other programs. TEXT is what it is for
    build; corrections beside it apply, and if a deck of it was built, its levels, lists and title
    (--forget all leaves these out). Of a class set (a folder with set.toml), or one of its
    texts, words are what its package teaches there.

    \b
    anki       Anki's text import, for people without Cika's note types (note type Basic)
    csv        a table for spreadsheets (--bom for Excel): word, traditional, pinyin, gloss …
    quizlet    text for Quizlet's import box
    pleco      flashcards for Pleco (text), with tone numbers; pleco-xml: the same as XML
    jsonl      all that is known, an object a line, for programs: text, words, passages
    html       the text as a page: tap a word for its note; needs no script, and prints
    epub       the text as a book: e-readers show the notes as pop-ups
    tmx        sentence pairs, for translators' programs

    \b
    docx       reader, word list and worksheet as a Word document that you can edit
    moodle     the questions of the worksheet for Moodle's question bank (XML)
    gift       the same as GIFT text
    kahoot     those with answers to choose of, a table for Kahoot's import, a file a lesson
    blooket    the same for Blooket
    practice   a page to practise with on a phone, without Anki and offline

    The last six take a class SET (a folder with set.toml) as a whole, the others its texts one by
    one. Questions are those that the worksheet of the same --items and --seed asks (handout); wrong
    answers are other words of the lessons.

    A cell of a table that a spreadsheet could run as a formula gets an apostrophe before it.

    \b
    Examples:
      {program} export letter.txt --to pleco
      {program} export seeds --to epub --to html --ruby new -o books
      {program} export letter.txt --to csv --sentences -o - | less
      {program} export seeds/first-steps --to moodle --to practice
    """
    from generator.classes.set_members import study_all
    from generator.pipeline import BuildOptions, Resources
    from generator.pipeline.exports import has_file_a_lesson
    from generator.pipeline.sources import lists_in, with_lessons

    _check_options(formats, options)
    word_lists = (*word_lists_of(options), *lists_in(text))
    sets: list[Path] = []
    of_books: list[Source] = []
    failed: list[Failed] = []
    editions = [name for name in formats if name not in BOOK_FORMATS]
    if len(editions) < len(formats):
        named = {**options, "title": title}
        sets, of_books, failed = named_sets_and_texts(text, named, word_lists)
    sources = of_books if editions else []
    if editions and (sets or not (of_books or failed)):
        sources, unread = named_texts(
            with_lessons(text), options, label=title, not_texts=word_lists
        )
        failed = [*failed, *unread]
    if title and len(sources) > 1:
        raise click.UsageError(f"--title is for one text, but {len(sources)} were given.")
    files = len(sources) * len(editions) + len(failed)
    for name in set(formats) - set(editions):
        files += len(of_books) + len(sets) * (2 if has_file_a_lesson(name) else 1)
    is_file = _is_file(output, formats)
    if is_file and files > 1:
        raise click.UsageError(
            f"{output} is one file, but {files} are to be written. Name a folder."
        )
    wanted = BuildOptions(
        title=title,
        include_unsure=options["include_unsure"],
        card_options=chosen_card_options(options),
        selection=word_selection_of(options),
        choices=choices_of({**options, "title": title}),
        forget=forgotten(options["forget"]),
    )
    own = AsBuilt(wanted, options["decks"])
    show_errors(failed)
    resources = Resources(progress())

    def path_of(name: str) -> Path:
        path = output if is_file else output / name
        for source in (*sources, *of_books):
            _refuse_the_text(path, source)
        return path

    written = _write_all(
        study_all(resources, sources, wanted, own.of), editions, path_of, resources, options
    )
    read, unread = books_of(resources, sets, of_books, own)
    show_errors(unread)
    written &= write_books(read, formats, path_of, resources, options) and not unread
    if failed or not written:
        sys.exit(1)


def _check_options(formats: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Refuse an option that would do nothing in any of the formats."""
    from generator.pipeline.exports import useful_options

    given = [*chosen_card_options(options)]
    given += [name for name in ("sentences", "ruby", "bom") if options[name]]
    source = click.get_current_context().get_parameter_source
    for name in ("exercises", "items", "seed"):
        if source(name) is ParameterSource.COMMANDLINE:
            given.append(name)
    useful = useful_options(formats)
    for name in given:
        if name not in useful:
            raise click.UsageError(f"--{name} means nothing in {' or '.join(formats)}.")


def _is_file(output: Path, formats: tuple[str, ...]) -> bool:
    """Tell whether -o names a file: one that ends like a file of the format, or standard output."""
    from generator.pipeline.exports import file_endings

    if output == STANDARD_OUTPUT:
        return True
    return not output.is_dir() and output.name.lower().endswith(file_endings(formats))


def _write_all(
    studied: "Iterable[tuple[StudiedText | None, Failed | None]]",
    formats: Sequence[str],
    path_of: Callable[[str], Path],
    resources: "Resources",
    options: Mapping[str, Any],
) -> bool:
    """Write each text in each format; print why some were not, and return whether all were."""
    from generator.pipeline.exports import ExportOptions, exported

    chosen = ExportOptions(options["sentences"], options["bom"], options["ruby"] or "all")
    is_file = path_of("one") == path_of("another")
    all_written = True
    for found, failure in studied:
        if found is None:
            all_written = False
            show_errors([failure] if failure else [])
            continue
        if is_file and found.source is None:
            note = f"{found.name}: words of the list that no text has want a file of their own"
            click.echo(f"note: {note}. Name a folder with -o to get them.", err=True)
            continue
        looks = {**(found.looks or {}), **found.options.card_options}
        title = found.options.title or found.title
        own = replace(found.options, title=title, card_options=looks)
        for name in formats:
            try:
                suffix, content = exported(name, found.study, resources, own, chosen)
                path = path_of(f"{found.name}{suffix}")
                write_bytes(path, content)
            except CikaError as error:
                all_written = False
                show_error(error)
    return all_written


def _refuse_the_text(path: Path, source: "Source") -> None:
    """Raise InputError if a file would replace a text."""
    for own in (source.path, source.english):
        if own and path.exists() and own.exists() and path.samefile(own):
            raise InputError(
                f"{path} is the text itself, which would be lost. Choose another folder or name"
                " with -o."
            )
