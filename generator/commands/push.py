"""Hand a deck to the Anki that is running."""

from pathlib import Path

import click

from generator.commands.options import A_FILE
from generator.commands.word_options import ANKI_KEY_OPTION, ANKI_URL_OPTION


@click.command(short_help="Hand a deck to the Anki that is running.")
@click.argument("deck", type=A_FILE)
@click.option("--sync", is_flag=True, help="Let Anki synchronise with AnkiWeb afterwards.")
@ANKI_URL_OPTION
@ANKI_KEY_OPTION
@click.option("--url", default="", hidden=True)
@click.option("--key", default="", hidden=True)
def push(deck: Path, sync: bool, anki_url: str, anki_key: str, url: str, key: str) -> None:
    """Send DECK (NAME.apkg) to the Anki that is running.

    Anki needs the add-on AnkiConnect (code 2055492159). New notes are added, changed notes updated;
    schedules stay, and so do your edits on notes that did not change.

    \b
    Examples:
      {program} push decks/letter.apkg
      {program} push decks/letter.apkg --sync
    """
    from generator.anki.connect import URL, Anki

    pushed = Anki(anki_url or url or URL, anki_key or key, "--anki-").push(deck, sync=sync)
    known = pushed.notes - pushed.new
    click.echo(
        f"{pushed.deck}: {pushed.notes} notes are in Anki, {pushed.new} of them new, {known} there"
        " before (updated if changed)."
    )
    if sync:
        click.echo("Anki was told to synchronise.")
