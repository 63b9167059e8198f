"""Class sets: lessons in order, built as one package."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base.errors import CikaError
from generator.commands.options import progress

if TYPE_CHECKING:
    from generator.classes import BuiltSet
    from generator.pipeline import BuildOptions, Resources


@click.group(name="set")
def class_set() -> None:
    """Class sets: a folder of lessons becomes one package with a deck for each lesson.

    A file set.toml in the folder names the lessons, their texts, due dates and word lists, and what students know at the start.
    Each word is new in the first lesson that has it; later lessons list it for review. Build it like a text: cli.py build FOLDER.

    \b
    Examples:
      cli.py set new lessons        write lessons/set.toml from the texts of the folder
      cli.py set show lessons       which words each lesson would teach
      cli.py build lessons          decks/lessons/lessons.apkg, for your students
    """


@class_set.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write set.toml anew, even if there is one already.")
def new(folder: Path, force: bool) -> None:
    """Write FOLDER/set.toml, with comments, from the texts of FOLDER: each text a lesson, in the
    order of their names (2 before 10).

    The texts of a folder in FOLDER make one lesson. A table NAME.list.tsv beside NAME.txt is taken
    for the word list of its lesson.
    """
    from generator.base.files import save
    from generator.classes import new_set
    from generator.texts import CLASS_SET

    path = folder / CLASS_SET
    if path.exists() and not force:
        raise click.ClickException(
            f"{path} is there already, perhaps with your work. Edit it; --force writes it anew."
        )
    found = new_set(folder)
    save(path, found.toml.encode())
    click.echo(
        f"{path}: {found.lessons} {'lesson' if found.lessons == 1 else 'lessons'}. Read it, then:"
        f" cli.py build {folder}"
    )


@class_set.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--table",
    is_flag=True,
    help="Print the words as a table with tabs, as the build writes it beside the deck.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(folder: Path, table: bool, as_json: bool) -> None:
    """Show which words each lesson of a set would teach and review. Nothing is written."""
    from generator.classes import lessons_json, lessons_table, lessons_text, study_set
    from generator.pipeline import Resources
    from generator.texts import read_set

    study = study_set(Resources(progress()), read_set(folder))
    if as_json:
        click.echo(json.dumps(lessons_json(study), ensure_ascii=False, indent=1))
    else:
        click.echo(lessons_table(study) if table else lessons_text(study), nl=False)


def build_sets(
    workshop: "Resources",
    sets: Sequence[Path],
    folder: Path,
    options: "BuildOptions",
    now: int,
    jobs: int | None,
    say: Callable[[str], None] | None,
) -> "tuple[list[BuiltSet], list[tuple[Path, CikaError]]]":
    """Build class sets one after the other; ``say`` gets the report of each. What fails is returned
    with its reason."""
    from generator.classes import build_set, set_text
    from generator.texts import read_set

    built: list[BuiltSet] = []
    failed: list[tuple[Path, CikaError]] = []
    for path in sets:
        try:
            built.append(build_set(workshop, read_set(path), folder, options, now, jobs))
            if say:
                say(set_text(built[-1]))
        except CikaError as error:
            failed.append((path, error))
    return built, failed
