"""Hand a deck to the Anki that is running."""

from pathlib import Path

import click

from generator.commands.options import A_FILE


@click.command()
@click.argument("deck", type=A_FILE)
@click.option("--sync", is_flag=True, help="Let Anki synchronise with AnkiWeb afterwards.")
@click.option(
    "--url", default="", help="Address of AnkiConnect; http://127.0.0.1:8765 unless given."
)
@click.option(
    "--key",
    default="",
    envvar="ANKICONNECT_KEY",
    help="Its apiKey, where one is set; or set ANKICONNECT_KEY.",
)
def push(deck: Path, sync: bool, url: str, key: str) -> None:
    """Send DECK (NAME.apkg) to the Anki that is running.

    Anki needs the add-on AnkiConnect (code 2055492159). New notes are added, changed notes updated;
    schedules stay, and so do your edits on notes that did not change.

    \b
    Examples:
      {program} push decks/letter.apkg
      {program} push decks/letter.apkg --sync
    """
    from generator.anki.connect import URL, Anki

    pushed = Anki(url or URL, key).push(deck, sync=sync)
    known = pushed.notes - pushed.new
    click.echo(
        f"{pushed.deck}: {pushed.notes} notes are in Anki, {pushed.new} of them new, {known} there"
        " before (updated if changed)."
    )
    if sync:
        click.echo("Anki was told to synchronise.")
