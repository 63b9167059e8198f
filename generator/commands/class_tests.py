"""Tests: drawn, or as their table says; the table written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from generator.base.quiz import Item, Quiz
    from generator.display import ChineseLookups
    from generator.handout import Book
    from generator.handout.all_sheets import HandoutOptions, Sheet
    from generator.handout.item_sheets import WorksheetOptions
    from generator.pipeline import Resources
    from generator.texts import ItemRow


OVERRULED = ("kinds", "exercises", "items", "seed", "without")
"""Options that choose the items of a test, which its table has chosen."""


@dataclass(frozen=True, slots=True)
class ChosenTest:
    """What a person chose for a test beside what is on its sheets."""

    students: Path | None = None
    docx: bool = False
    audio: str = ""
    write: bool = False
    """Write the table instead of the sheets."""


def chosen_test(options: Mapping[str, Any]) -> ChosenTest | None:
    """Return what was chosen for a test; None where none is made. Raises UsageError for options of
    a test without one, or that do not go together."""
    chosen = ChosenTest(
        students=options["students"],
        docx=options["docx"],
        audio=options["audio"],
        write=options["write"],
    )
    if options["is_test"]:
        if chosen.docx and options["pdf"]:
            raise click.UsageError("Choose --pdf or --docx.")
        return chosen
    if chosen != ChosenTest():
        raise click.UsageError("--class, --docx, --audio and --write make tests: add --test.")
    return None


def files_of_test(
    book: "Book",
    resources: "Resources",
    wanted: "HandoutOptions",
    chosen: ChosenTest,
    folder: Path,
    students: "Sequence[str]",
) -> "Iterator[Sheet]":
    """Yield the files of a test: sheets, key, what is read aloud, and its sound. ``students`` get a
    sheet each. Without a table beside the text or set, the test is drawn."""
    from generator.handout.all_sheets import Sheet, test_documents, test_sheets
    from generator.handout.class_test import size_of
    from generator.pipeline.heard_items import heard

    lookups = resources.card_lookups
    quiz, notes = _tested_in(book, lookups, wanted)
    documents = test_documents if chosen.docx else test_sheets
    yield from documents(book, quiz, wanted, lookups, students, [size_of(quiz), *notes])
    if chosen.audio:
        for version, sound in heard(book, quiz, resources, chosen.audio, folder):
            yield Sheet(kind=f"test-aloud-{version}", page=sound, suffix="mp3")


def _tested_in(
    book: "Book", lookups: "ChineseLookups", wanted: "HandoutOptions"
) -> "tuple[Quiz, list[str]]":
    """Return the test that the table beside a text or set has; where there is none, draw one. Also
    what it lacks."""
    from generator.handout import drawn_test
    from generator.handout.class_test import lacking, test_of
    from generator.texts import item_table_path, read_items

    rows = read_items(book.path, book.name) if book.path else ()
    if not rows:
        quiz = drawn_test(book, wanted.style, lookups, wanted.worksheet)
        return quiz, [*lacking(quiz, wanted.worksheet), *quiz.left_out]
    path = item_table_path(book.path or Path(), book.name)
    click.echo(f"{path.name}: the test is as this table says. To draw another one, delete it.")
    versions = _versions(rows)
    for said in _unused(wanted.worksheet, len(versions)):
        click.echo(f"note: {path.name}: {said}", err=True)
    return test_of(book, wanted.style, lookups, versions), []


def _unused(task: "WorksheetOptions", count: int) -> "Iterator[str]":
    """Say which options a table overrules that has so many versions."""
    from generator.base.text import plural

    if task.versions not in (1, count):
        option = f"--versions {task.versions}"
        yield (
            f"the table has {plural(count, 'version')}; {option} is not used. For"
            f" {task.versions}, write the table anew: --write {option}."
        )
    source = click.get_current_context().get_parameter_source
    for name in OVERRULED:
        if source(name) is ParameterSource.COMMANDLINE:
            option = f"--{name}"
            yield f"{option} is not used, since the table is there. Write it anew: add --write."


def write_table(book: "Book", lookups: "ChineseLookups", wanted: "HandoutOptions") -> None:
    """Draw a test and write its table. What a table that lies there drops is left out and stays in
    it; what it changed in an item that is drawn again stays changed."""
    from generator.base.files import save
    from generator.handout import drawn_test
    from generator.texts import ItemRow, item_table_path, read_items, render_items

    if book.path is None:
        raise click.UsageError("The table of a test lies beside its text, which must be a file.")
    old = read_items(book.path, book.name)
    dropped = [row for row in old if row.is_dropped]
    task = wanted.worksheet
    without = task.without.union(row.key for row in dropped)
    quiz = drawn_test(book, wanted.style, lookups, replace(task, without=without))
    edited = {row.key: row.item for row in old}
    rows: list[ItemRow] = []
    for sheet in quiz.lessons:
        for item in sheet.items:
            kept = replace(edited.get(item.key, item), number=item.number)
            rows.append(ItemRow(sheet.version, kept, key=item.key))
    path = item_table_path(book.path, book.name)
    save(path, render_items([*rows, *dropped]).encode("utf-8-sig"))
    click.echo(f"{path}: {_counted(rows)}. Edit it, and make the test without --write.")
    for said in quiz.left_out:
        click.echo(f"{path.name}: {said}.")


def _counted(rows: "Sequence[ItemRow]") -> str:
    """Say how many items each version of a table has, as a sheet numbers them, and how many rows
    are none."""
    from generator.base.text import plural

    versions = {row.version for row in rows}
    asked = sum(row.item.is_asked for row in rows)
    more = len(rows) - asked
    said = f"{plural(len(versions), 'version')} of {plural(asked // len(versions), 'item')}"
    if more:
        said += f"; {plural(more, 'row')} without a question: answers that are left over"
    return said


def _versions(rows: "Sequence[ItemRow]") -> "dict[int, list[Item]]":
    """Return the items of each version that are not dropped, numbered anew."""
    found: dict[int, list[Item]] = {}
    for row in rows:
        items = found.setdefault(row.version, [])
        if not row.is_dropped:
            items.append(row.item)
    return {version: list(_numbered(items)) for version, items in sorted(found.items())}


def _numbered(items: "Sequence[Item]") -> "Iterator[Item]":
    count: dict[str, int] = {}
    for item in items:
        count[item.exercise] = count.get(item.exercise, 0) + item.is_asked
        yield replace(item, number=count[item.exercise] if item.is_asked else 0)
