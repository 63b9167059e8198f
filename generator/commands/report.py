"""What texts ask of their reader, before anybody decides."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.program import STANDARD_INPUT
from generator.commands.deck_memory import DECKS_OPTION, options_for_comparing
from generator.commands.grouped_help import GroupedCommand
from generator.commands.options import A_FILE, FORGET_OPTION, WholeNumber, forgotten
from generator.commands.output import (
    open_page,
    print_json,
    progress,
    show_errors,
    write_whole,
)
from generator.commands.text_options import named_texts, two_files
from generator.commands.word_options import (
    choices_of,
    word_lists_of,
    word_selection_of,
    word_selection_options,
)

if TYPE_CHECKING:
    from generator.pipeline import Source
    from generator.pipeline.sources import Failed
    from generator.reports.survey import Report, ReportOptions


@click.command(cls=GroupedCommand, short_help="Say how hard texts are, and what to learn first.")
@click.argument("text", nargs=-1, type=A_FILE)
@two_files
@word_selection_options
@click.option(
    "--per-day",
    type=WholeNumber(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="Words that you learn in a day.",
)
@click.option(
    "--quick",
    is_flag=True,
    help="Read the Chinese alone, in half the time; one word in a hundred may differ from build.",
)
@click.option(
    "--html",
    type=A_FILE,
    metavar="FILE",
    help="Write a page with plots to this file and open it.",
)
@click.option("--no-open", is_flag=True, help="Only write the page, do not open it.")
@DECKS_OPTION
@FORGET_OPTION
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def report(
    text: tuple[Path, ...], html: Path | None, no_open: bool, as_json: bool, **options: Any
) -> None:
    """Show what each TEXT asks of its reader, before you decide: a file, a folder or a ZIP archive
    of them, or - for standard input.

    How much of it is known, of which HSK level its words are, which words give most and how far
    they take the reader, how many days that is, which sentences are hardest; of several texts also
    which is the easiest, and which words they share. Running words are words, names and numbers
    wherever they stand. Names and numbers that get no cards count as known. Chinese alone will do.
    The levels and lists hold that the deck of TEXT was built with, or the decks of all texts.

    Of a class, name what all know: --hsk 3, or the word lists of past lessons with --known. Texts
    of a class set (a folder with set.toml) are measured for students who know what set.toml names
    and what earlier lessons taught.

    \b
    Examples:
      {program} report chapter1.txt chapter2.txt chapter3.txt --known mywords.txt
      {program} report letter.txt --html letter.html
    """
    from generator.pipeline import BuildOptions
    from generator.pipeline.remembered import STANDARD
    from generator.pipeline.sources import lists_in, with_lessons
    from generator.reports.report_json import report_json
    from generator.reports.survey import ReportOptions

    label = "stdin" if STANDARD_INPUT in text else ""
    word_lists = (*word_lists_of(options), *lists_in(text))
    sources, failed = named_texts(with_lessons(text), options, label=label, not_texts=word_lists)
    named = BuildOptions(
        selection=word_selection_of(options),
        choices=choices_of(options),
        forget=forgotten(options["forget"]),
    )
    own = options_for_comparing(named, options["decks"], sources)
    wanted = ReportOptions(
        selection=own.selection,
        standard=own.choices.get(STANDARD, (options["hsk_standard"],))[0],
        per_day=options["per_day"],
        quick=options["quick"],
    )
    made = _measured(sources, wanted, failed)
    if as_json:
        print_json(report_json(made))
    if html and made.profiles:
        _write_page(made, html, is_named=not as_json, is_opened=not no_open)
    elif made.profiles and not as_json:
        _print_lines(made)
    show_errors(made.failed)
    if made.failed:
        sys.exit(1)


def _measured(sources: "list[Source]", wanted: "ReportOptions", failed: "list[Failed]") -> "Report":
    """Measure all texts; those that cannot be read are added to those that ``failed`` before."""
    from generator.pipeline import Resources
    from generator.reports.survey import survey_all

    made = survey_all(Resources(progress()), sources, wanted)
    return replace(made, failed=(*failed, *made.failed))


def _print_lines(made: "Report") -> None:
    from generator.reports.report_text import report_text

    click.echo(report_text(made))


def _write_page(made: "Report", target: Path, *, is_named: bool, is_opened: bool) -> None:
    from generator.reports.labels import counted
    from generator.reports.report_page import page

    write_whole(target, page(made))
    if is_named:
        click.echo(f"{target}: {counted(len(made.profiles), 'text')}.")
    if is_opened:
        open_page(target)
