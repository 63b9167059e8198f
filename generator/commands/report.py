"""What texts ask of their reader, before anybody decides."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base.errors import CikaError
from generator.commands.options import (
    format_of,
    lists_in,
    progress,
    sources_of,
    two_files,
    with_lessons,
)
from generator.commands.word_options import lists_of, wish_options, wishes_of

if TYPE_CHECKING:
    from generator.reports.survey import Report


@click.command()
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@two_files
@wish_options
@click.option(
    "--per-day",
    type=click.IntRange(min=1),
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
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a page with plots to this file and open it.",
)
@click.option("--no-open", is_flag=True, help="Only write the page, do not open it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def report(  # noqa: PLR0913  one parameter an option
    text: tuple[Path, ...],
    zh: Path | None,
    en: Path | None,
    format: str,
    per_day: int,
    quick: bool,
    html: Path | None,
    no_open: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Show what each TEXT asks of its reader, before you decide: a file, a folder or a ZIP archive of them, or - for standard input.

    How much of it is known, of which HSK level its words are, which words give most and how far they take the reader, how many
    days that is, which sentences are hardest; of several texts also which is the easiest, and which words they share. Running words are
    words, names and numbers wherever they stand. Names and numbers that get no cards count as known. Chinese alone will do.

    Of a class, name what all know: --hsk 3, or the word lists of past lessons with --known.

    \b
    Examples:
      cli.py report chapter1.txt chapter2.txt chapter3.txt --known mywords.txt
      cli.py report letter.txt --html letter.html
    """
    from generator.pipeline import Resources
    from generator.reports.survey import Report, ReportOptions, survey

    if not text and not zh:
        raise click.UsageError("Give a TEXT, a folder, or --zh and --en.")
    terms = ReportOptions(wishes_of(options), options.get("hsk_standard", "2025"), per_day, quick)
    name = "stdin" if Path("-") in text else ""
    sources, failed = sources_of(
        with_lessons(text),
        zh,
        en,
        None,
        format_of(format),
        name,
        (*lists_of(options), *lists_in(text)),
    )
    workshop = Resources(progress())
    measured = []
    for source in sources:
        try:
            measured.append(survey(workshop, source, terms))
        except CikaError as error:
            failed.append((source.path, error))
    issues = tuple(issue for _, found in measured for issue in found)
    _show(
        Report(tuple(profile for profile, _ in measured), terms, issues, tuple(failed)),
        html,
        no_open,
        as_json,
    )
    for _, wrong in failed:
        click.echo(f"Error: {wrong}", err=True)
    if failed:
        sys.exit(1)


def _show(made: "Report", target: Path | None, no_open: bool, as_json: bool) -> None:
    """Print a report, or write its page; of no text at all there is nothing to say but why."""
    from generator.base.files import output_errors, replace
    from generator.reports.labels import counted
    from generator.reports.report_text import report_text
    from generator.reports.values import report_json

    if as_json:
        click.echo(json.dumps(report_json(made), ensure_ascii=False, indent=1))
    if not made.profiles:
        return
    if target:
        from generator.reports.report_page import page

        with output_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            replace({target: page(made)})
        if not as_json:
            click.echo(f"{target}: {counted(len(made.profiles), 'text')}.")
        if not no_open:
            click.launch(target.resolve().as_uri())
    elif not as_json:
        click.echo(report_text(made))
