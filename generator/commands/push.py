"""Hand a deck to the Anki that is running."""

from pathlib import Path

import click


@click.command()
@click.argument("deck", type=click.Path(path_type=Path))
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

    Anki needs the add-on AnkiConnect (code 2055492159). New notes are added, changed notes updated; schedules stay, and so do
    your edits on notes that did not change.

    \b
    Examples:
      cli.py push decks/letter.apkg
      cli.py push decks/letter.apkg --sync
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
