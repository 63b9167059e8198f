"""Build decks."""

import sys
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.base.files import remove_leftovers
from generator.base.locks import alone_in
from generator.commands.build_output import BuildOutput
from generator.commands.grouped_help import GroupedCommand
from generator.commands.options import (
    A_FILE,
    FOLDER,
    FORGET_OPTION,
    WholeNumber,
    cards_of,
    chosen_card_options,
    forgotten,
    from_settings,
    with_card_options,
)
from generator.commands.output import progress
from generator.commands.text_options import named_sets_and_texts, two_files
from generator.commands.time_left import meter
from generator.commands.word_options import (
    CHOOSING,
    choices_of,
    without_word_selection,
    word_lists_of,
    word_selection_of,
    word_selection_options,
)

if TYPE_CHECKING:
    from generator.pipeline import BuildOptions


@click.command(cls=GroupedCommand, short_help="Build decks from texts.")
@click.argument("text", nargs=-1, type=A_FILE)
@two_files
@click.option(
    "--beads",
    type=A_FILE,
    help="Output of another aligner for the lines of --zh and --en: [0]:[0, 1].",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=A_FILE,
    default=FOLDER,
    show_default=True,
    help="Folder for the decks.",
)
@click.option(
    "--title", default="", help="Title of the deck in Anki (one text only); else the text's own."
)
@click.option(
    "--cards",
    help=(
        "Kinds of cards, separated by commas. For words: recognition, production, listening,"
        " cloze, writing. For sentences: reading, sentence-listening, translation, order. Or: all."
        " Recognition and reading are always made.  [default: those that the deck has]"
    ),
)
@click.option(
    "--more-contexts",
    is_flag=True,
    help="Add this text's sentences to the cards of words that other decks teach.",
)
@with_card_options
@word_selection_options
@click.option(
    "--include-unsure", is_flag=True, help="Make cards of sentence pairs that are unsure, too."
)
@click.option(
    "--audio",
    metavar="ENGINE",
    help=(
        "Make sound files: espeak (offline), edge or edge:VOICE (Microsoft's voices, needs the"
        " network), or folder:PATH (your own recordings: 银行.mp3 for a word, 12.mp3 for sentence"
        " 12). none: the learner's device speaks; silent: no sound at all."
        "  [default: what the deck has]"
    ),
)
@FORGET_OPTION
@click.option(
    "--force",
    is_flag=True,
    help="Build again even if nothing changed, or in place of another text's deck.",
)
@click.option(
    "--jobs",
    type=WholeNumber(1),
    metavar="N",
    help=(
        "Processes that read texts; the decks are the same with any number.  [default: one for each"
        " core, fewer where there is little to do]"
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(
    text: tuple[Path, ...], folder: Path, jobs: int | None, as_json: bool, **options: Any
) -> None:
    """Build an Anki deck from each TEXT: a file, a folder or a ZIP archive of them, or - for
    standard input (with --title).

    A text holds Chinese and its English translation: one after the other in either order, separated
    by a line such as "---" or "<hr />"; or in turn, by sentences, lines or paragraphs; or in two
    columns (tabs, CSV, XLSX, a table in DOCX). Or two files of a folder hold it: a.zh.txt and
    a.en.txt. A folder with a file set.toml is a class set (see: {program} set new --help): one
    package with a deck for each lesson, in a folder of its own. Text, Markdown, HTML, DOCX, EPUB,
    PDF with text, TMX, and subtitles (SRT, VTT, ASS) can be read. Without a translation, cards are
    made without one. Two files are written for each text: NAME.apkg, to import into Anki (File >
    Import), and NAME.tsv, a table of all notes. Keep the table beside the deck: with it a later
    build updates your cards and leaves their schedule and your own edits alone.

    Words that you know get no card: name lists of them (--known), what Anki exported, levels
    (--hsk) or the most frequent words (--top), or ask the Anki that is running (--known-from-anki).
    A deck keeps the words that it taught you itself.

    Words and sentences that another deck of the folder teaches already get no second card; with
    --more-contexts the cards of such words show the sentence of this text, too, under "Also seen
    in". Corrections beside the text are applied: of words in NAME.words.tsv (see: {program} words
    --help), of sentence pairs in NAME.aligned.tsv (see: {program} align --help).

    A deck remembers what it was built with (--cards, --tones, --hsk, --known, --title …): the next
    build keeps it, and the report shows it. --forget hsk,known undoes it by name.

    Many texts are read by several processes. What is up to date is left alone, so a run that was
    interrupted goes on where it stopped; texts that fail are named at the end, each with its
    reason.

    \b
    Examples:
      {program} build seeds
      {program} build letter.txt -o ~/anki --cards production,listening
      {program} build letter.txt --hsk 2 --known my-words.csv --known chinese.apkg
      {program} build --zh chapter1.zh.txt --en chapter1.en.txt
      {program} build film.zh.srt film.en.srt
    """
    from generator import anki
    from generator.classes.set_batch import build_sets
    from generator.pipeline import Resources
    from generator.pipeline.batch import build_all

    wanted = _options(options)
    sets, sources, failed = named_sets_and_texts(text, options, word_lists_of(options))
    for_sets = _options_for_sets(wanted, options) if sets else wanted
    resources, now = Resources(progress()), anki.clock()
    output = BuildOutput(folder, as_json=as_json)
    show_done = meter(len(sources))
    for path, error in failed:
        output.failed(path, error)
    with alone_in(folder, partial(_say_waiting, folder)):
        remove_leftovers(folder)
        try:
            for path, built_set in build_sets(resources, sets, folder, for_sets, now, jobs):
                if isinstance(built_set, CikaError):
                    output.failed(path, built_set)
                else:
                    output.built_set(built_set)
            with closing(build_all(resources, sources, folder, wanted, now, jobs)) as all_built:
                for number, (source, built) in enumerate(all_built, 1):
                    show_done(len(sources))
                    if isinstance(built, CikaError):
                        output.failed(source.path, built)
                    else:
                        output.built(built)
                    show_done(number)
        finally:
            show_done(len(sources))
            output.show_failed()
    output.end(has_sets=bool(sets))
    if output.has_failed:
        sys.exit(1)


def _say_waiting(folder: Path) -> None:
    click.echo(f"{folder}: another build is at work here. Waiting for its end.", err=True)


def _options(options: Mapping[str, Any]) -> "BuildOptions":
    from generator.pipeline import BuildOptions

    return BuildOptions(
        title=options["title"],
        cards=cards_of(options["cards"]),
        more_contexts=options["more_contexts"],
        include_unsure=options["include_unsure"],
        force=options["force"],
        card_options=chosen_card_options(options),
        selection=word_selection_of(options),
        choices=choices_of(options),
        forget=forgotten(options["forget"]),
    )


def _options_for_sets(wanted: "BuildOptions", options: Mapping[str, Any]) -> "BuildOptions":
    """Return the options for class sets. Lists of words are read and named once more where a file
    of settings named some."""
    from generator.classes.set_batch import options_for_sets

    settings = from_settings(options)
    selection = wanted.selection
    if not CHOOSING.isdisjoint(settings):
        selection = word_selection_of(without_word_selection(options, settings))
    return options_for_sets(wanted, settings, selection)
