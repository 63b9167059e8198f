"""Make lost tables again."""

import sys
from pathlib import Path

import click

from generator.base.errors import CikaError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def ledger(folder: Path) -> None:
    """Make lost tables again: NAME.tsv from NAME.apkg, for every deck of FOLDER, and of the folders in it, that has none.

    Without its table a deck would be built as new: an import would then overwrite what you edited on its notes, and cards with a
    corrected reading would come a second time. Tables that are there are left alone.

    \b
    Example:
      cli.py ledger decks
    """
    from generator import anki
    from generator.base.errors import InputError

    packages = sorted(folder.rglob("*.apkg"))
    if not packages:
        raise InputError(f"{folder}: no .apkg here; expected the folder with the decks.")
    failed = False
    for package in packages:
        twin = package.with_suffix(".tsv")
        try:
            said = (
                "is there, left alone"
                if twin.exists()
                else f"made again, {anki.rebuild_twin(package)} notes"
            )
            click.echo(f"{twin}: {said}.")
        except CikaError as error:
            failed = True
            click.echo(f"Error: {error}", err=True)
    if failed:
        sys.exit(1)
