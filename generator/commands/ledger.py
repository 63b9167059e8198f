"""Make lost tables again."""

import sys
from pathlib import Path

import click

from generator.base.errors import CikaError, InputError
from generator.commands.options import A_FILE
from generator.commands.output import show_error


@click.command(short_help="Make lost tables of decks again.")
@click.argument("folder", type=A_FILE)
def ledger(folder: Path) -> None:
    """Make lost tables again: NAME.tsv from NAME.apkg, for every deck of FOLDER, and of the folders
    in it, that has none.

    Without its table a deck would be built as new: an import would then overwrite what you edited
    on its notes, and cards with a corrected reading would come a second time. Tables that are there
    are left alone.

    \b
    Example:
      {program} ledger decks
    """
    from generator import anki

    packages = sorted(folder.rglob("*.apkg"))
    if not packages:
        raise InputError(f"{folder}: no .apkg here; expected the folder with the decks.")
    has_failed = False
    for package in packages:
        table = package.with_suffix(".tsv")
        if table.exists():
            click.echo(f"{table}: is there, left alone.")
            continue
        try:
            notes = anki.rebuild_twin(package)
        except CikaError as error:
            has_failed = True
            show_error(error)
        else:
            click.echo(f"{table}: made again, {notes} notes.")
    if has_failed:
        sys.exit(1)
