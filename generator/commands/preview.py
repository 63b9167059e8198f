"""All cards on one page."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.options import FOLDER, cards_of, chosen, look_options, progress
from generator.commands.word_options import wish_options, wishes_of

if TYPE_CHECKING:
    from generator.anki.preview import PreviewCard
    from generator.pipeline import Source


@click.command()
@click.argument("source", metavar="TEXT|DECK", type=click.Path(path_type=Path))
@click.option(
    "--en",
    type=click.Path(path_type=Path),
    help="The English translation of TEXT, when it is in a file of its own.",
)
@click.option("--cards", help="Kinds of cards for a TEXT, as for build.")
@look_options
@wish_options
@click.option(
    "--decks",
    "folder",
    type=click.Path(path_type=Path),
    default=FOLDER,
    help="Decks whose words count as known.  [decks]",
)
@click.option(
    "-o",
    "--output",
    "output_file",
    type=click.Path(path_type=Path),
    help="The page to write; else NAME.html in the folder of the decks.",
)
@click.option("--no-open", is_flag=True, help="Only write the page, do not open it.")
def preview(
    source: Path,
    en: Path | None,
    cards: str | None,
    folder: Path,
    output_file: Path | None,
    no_open: bool,
    **options: Any,
) -> None:
    """Show all cards of a TEXT, or of a DECK (NAME.apkg), on one page in the browser, as they will look.

    Both sides of every card, by day and by night, on a phone and on a desk; and of all cards those alone that need a check. The
    page is one file, needs no network, and can be sent to others.

    \b
    Examples:
      cli.py preview letter.txt
      cli.py preview decks/letter.apkg --no-open -o letter.html
    """
    from generator.anki import preview as pages
    from generator.base.files import output_errors, replace
    from generator.pipeline import Source

    if source.suffix == ".apkg":
        shown, target = pages.of_package(source), output_file or source.with_suffix(".html")
    else:
        shown, target = (
            _shown(Source(source, en), folder, cards, options),
            output_file or folder / f"{source.stem}.html",
        )
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        replace({target: pages.page(shown)})
    click.echo(f"{target}: {len(shown.notes)} notes.")
    if not no_open:
        click.launch(target.resolve().as_uri())


def _shown(
    source: "Source", folder: Path, cards: str | None, options: "Mapping[str, Any]"
) -> "PreviewCard":
    """What a build of a text would make."""
    from generator import pipeline
    from generator.anki import preview as pages
    from generator.pipeline import BuildOptions, Resources

    wanted = BuildOptions(
        cards=cards_of(cards) if cards else None, looks=chosen(options), wishes=wishes_of(options)
    )
    deck, notes = pipeline.make_notes(Resources(progress()), source, folder, wanted)
    return pages.of_notes(deck.title, notes)
