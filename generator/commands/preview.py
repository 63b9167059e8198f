"""All cards on one page."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.deck_memory import AsBuilt
from generator.commands.grouped_help import GroupedCommand
from generator.commands.options import (
    A_FILE,
    FOLDER,
    FORGET_OPTION,
    cards_of,
    chosen_card_options,
    forgotten,
    with_card_options,
)
from generator.commands.output import open_page, progress, write_whole
from generator.commands.text_options import named_text
from generator.commands.word_options import choices_of, word_selection_of, word_selection_options

if TYPE_CHECKING:
    from generator.anki.preview import PreviewCard
    from generator.pipeline import Source


@click.command(cls=GroupedCommand, short_help="Show all cards in the browser.")
@click.argument("source", metavar="TEXT|DECK", nargs=-1, required=True, type=A_FILE)
@click.option(
    "--en", type=A_FILE, help="The English translation of TEXT, when it is in a file of its own."
)
@click.option("--cards", help="Kinds of cards for a TEXT, as for build.")
@with_card_options
@word_selection_options
@click.option(
    "--decks",
    "folder",
    type=A_FILE,
    default=FOLDER,
    help="Decks whose words count as known.  [decks]",
)
@FORGET_OPTION
@click.option(
    "-o",
    "--output",
    "output_file",
    type=A_FILE,
    help="The page to write; else NAME.html in the folder of the decks.",
)
@click.option("--no-open", is_flag=True, help="Only write the page, do not open it.")
def preview(
    source: tuple[Path, ...],
    en: Path | None,
    folder: Path,
    output_file: Path | None,
    no_open: bool,
    **options: Any,
) -> None:
    """Show all cards of a TEXT (one file, or the two of a text), or of a DECK (NAME.apkg), on one
    page in the browser, as they will look.

    Both sides of every card, by day and by night, on a phone and on a desk; and of all cards those
    alone that need a check. The page is one file, needs no network, and can be sent to others.

    \b
    Examples:
      {program} preview letter.txt
      {program} preview decks/letter.apkg --no-open -o letter.html
    """
    from generator.anki import preview as pages

    first = source[0]
    if first.suffix == ".apkg":
        if len(source) > 1 or en:
            raise click.UsageError("Give one DECK, or one TEXT.")
        shown = pages.of_package(first)
        target = output_file or first.with_suffix(".html")
    else:
        text = named_text(source, "", en)
        shown = _cards_of_text(text, folder, options)
        target = output_file or folder / f"{text.path.stem}.html"
    write_whole(target, pages.page(shown))
    click.echo(f"{target}: {len(shown.notes)} notes.")
    if not no_open:
        open_page(target)


def _cards_of_text(source: "Source", folder: Path, options: Mapping[str, Any]) -> "PreviewCard":
    """Make the cards that a build of a text would make."""
    from generator.anki import preview as pages
    from generator.pipeline import BuildOptions, Resources, make_notes

    wanted = BuildOptions(
        cards=cards_of(options["cards"]),
        card_options=chosen_card_options(options),
        selection=word_selection_of(options),
        choices=choices_of(options),
        forget=forgotten(options["forget"]),
    )
    wanted = AsBuilt(wanted, folder).of(source)
    deck, notes = make_notes(Resources(progress()), source, folder, wanted)
    return pages.of_notes(deck.title, notes)
