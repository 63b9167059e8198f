"""Class sets: lessons in order, built as one package."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base.errors import InputError
from generator.base.program import program_name
from generator.base.text import plural
from generator.commands.options import A_FILE, FOLDER
from generator.commands.output import print_json, progress

if TYPE_CHECKING:
    from generator import anki
    from generator.base.class_records import ClassSet
    from generator.pipeline import Resources
    from generator.pipeline.stages import SetStudy


@click.group(name="set", short_help="Make a term of lessons one package.")
def class_set() -> None:
    """Make class sets: a folder of lessons becomes one package with a deck for each lesson.

    A file set.toml (or set.xlsx) in the folder names the lessons, their texts, due dates and word
    lists, and what students know at the start. Each word is new in the first lesson that has it;
    later lessons list it for review. Build it like a text: {program} build FOLDER.

    \b
    Examples:
      {program} set new lessons        write lessons/set.toml from the texts of the folder
      {program} set show lessons       which words each lesson would teach
      {program} build lessons          decks/lessons/lessons.apkg, for your students
    """


@class_set.command()
@click.argument("folder", type=A_FILE)
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="Write set.xlsx, for Excel or LibreOffice, instead of set.toml.",
)
@click.option("--force", is_flag=True, help="Write the file anew, even if there is one already.")
def new(folder: Path, spreadsheet: bool, force: bool) -> None:
    """Write FOLDER/set.toml, with comments, from the texts of FOLDER: each text a lesson, in the
    order of their names (2 before 10). Or a spreadsheet, FOLDER/set.xlsx: a lesson a row.

    The texts of a folder in FOLDER make one lesson. A table NAME.list.tsv (or .csv, .xlsx) beside
    NAME.txt is taken for the word list of its lesson."""
    from generator.base.files import save
    from generator.classes import new_set
    from generator.texts import CLASS_SET, WORKBOOK_SET, set_file

    there = set_file(folder)
    path = folder / (WORKBOOK_SET if spreadsheet else CLASS_SET)
    if there.exists() and not (force and there.name == path.name):
        raise InputError(
            f"{there} is there already, perhaps with your work. Edit it; --force writes it anew."
            if there.name == path.name
            else f"{there} describes this set already. Delete or rename it first, or edit it."
        )
    found = new_set(folder)
    save(path, found.workbook() if spreadsheet else found.toml())
    lessons = plural(len(found.lessons), "lesson")
    click.echo(f"{path}: {lessons}. Read it, then: {program_name()} build {folder}")


@class_set.command()
@click.argument("folder", type=A_FILE)
@click.option(
    "--decks",
    type=A_FILE,
    default=FOLDER,
    show_default=True,
    help="Folder of the last edition, to say which decks students would have to rename.",
)
@click.option(
    "--table",
    is_flag=True,
    help="Print the words as a table with tabs, as the build writes it beside the deck.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--edition",
    "is_edition",
    is_flag=True,
    help="Show what the set would change for students who have the last edition.",
)
@click.option("--group", metavar="NAME", help="Only this group of the set's students.")
def show(
    folder: Path, decks: Path, table: bool, is_edition: bool, as_json: bool, group: str | None
) -> None:
    """Show which words each lesson of a set would teach and review, and which decks students would
    have to rename. With --edition: which words are new, taught in another lesson, or gone since the
    last edition. Nothing is written."""
    from generator.classes.groups import by_group
    from generator.pipeline import Resources
    from generator.texts import read_set

    groups = by_group(read_set(folder), group)
    if len(groups) > 1 and (table or as_json):
        raise click.UsageError("This set has several groups of students. Name one: --group NAME.")
    resources = Resources(progress())
    for class_set in groups:
        study, ledger = _study(resources, class_set, decks)
        if is_edition:
            _show_edition(study, ledger, as_json=as_json)
        else:
            _show(study, ledger, table=table, as_json=as_json)


def _study(
    resources: "Resources", found: "ClassSet", decks: Path
) -> "tuple[SetStudy, anki.Ledger]":
    """Study a set, or a group of it, and read what its last edition left behind."""
    from generator import anki
    from generator.classes import study_set
    from generator.classes.handed_ledger import ledger_of
    from generator.classes.set_card_options import card_options_of
    from generator.classes.set_study import EarlierDecks
    from generator.pipeline.stages import DEFAULTS

    package, twin = anki.paths(decks / found.name, found.name)
    order = card_options_of(found, package, DEFAULTS).order
    ledger = ledger_of(found, twin)
    return study_set(resources, found, earlier=EarlierDecks(ledger=ledger), order=order), ledger


def _show(study: "SetStudy", ledger: "anki.Ledger", *, table: bool, as_json: bool) -> None:
    """Print the words of a set."""
    from generator.classes import lessons_table
    from generator.classes.deck_names import deck_names, renamed
    from generator.reports.lessons import lessons_json, lessons_text
    from generator.reports.set_report import rename_lines

    if as_json:
        print_json(lessons_json(study))
    elif table:
        click.echo(lessons_table(study), nl=False)
    else:
        click.echo(lessons_text(study), nl=False)
        for line in rename_lines(renamed(deck_names(study, ledger))):
            click.echo(line)


def _show_edition(study: "SetStudy", ledger: "anki.Ledger", *, as_json: bool) -> None:
    """Print what a set changes for students."""
    from generator.classes.next_edition import next_edition
    from generator.reports.edition_report import edition_json, edition_lines
    from generator.reports.lessons import lessons_json

    found = next_edition(study, ledger)
    if as_json:
        print_json({"lessons": lessons_json(study), "edition": edition_json(found)})
        return
    for line in edition_lines(found):
        click.echo(line)
