"""What the deck of a text was built with holds for commands that build none, too: the sheets of a
text have the words that its deck has."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.options import A_FILE, FOLDER
from generator.commands.output import show_notes

if TYPE_CHECKING:
    from generator.pipeline import BuildOptions, Source

DECKS_OPTION = click.option(
    "--decks",
    type=A_FILE,
    default=FOLDER,
    show_default=True,
    help="Folder of decks: what the deck of TEXT there was built with holds here, too.",
)


class AsBuilt:
    """The options of texts: those that were named, and of the others those that the deck of each
    was built with. What these are is said on standard error, once."""

    def __init__(self, named: "BuildOptions", folder: Path) -> None:
        self.named = named
        self._folder = folder
        self._found: dict[Source, BuildOptions] = {}

    def of(self, source: "Source") -> "BuildOptions":
        """Return the options of a text. Raises InputError where a list that its deck was built with
        is gone."""
        from generator.pipeline.remembered import remembering

        if source not in self._found:
            options = remembering(self.named, self._folder, source)
            show_taken(self.named, options, f"{source.name}: as its deck was built")
            self._found[source] = options
        return self._found[source]


def options_for_comparing(
    named: "BuildOptions", folder: Path, sources: "Sequence[Source]"
) -> "BuildOptions":
    """Return the options that texts are measured with: one reader reads them all. What their decks
    were built with holds if it is the same for each, and standard error says so.

    Raises InputError where a list that a deck was built with is gone.
    """
    from generator.classes.set_members import by_set
    from generator.pipeline.remembered import CHOOSING, REMEMBERED, remembering

    of_a_deck = frozenset(REMEMBERED).difference(CHOOSING)
    named = replace(named, forget=named.forget | of_a_deck)
    alone, _, _ = by_set(sources)
    remembered = [remembering(named, folder, source) for source in alone]
    kinds = []
    for options in remembered:
        kinds.append({name: options.choices.get(name) for name in CHOOSING})
    if not kinds:
        return named
    if any(kind != kinds[0] for kind in kinds):
        note = (
            "the decks of these texts were built with different levels or lists. So that the texts"
            " can be compared, only what you name here counts as known (such as --hsk 3)"
        )
        show_notes([note])
        return named
    where = alone[0].name if len(alone) == 1 else "these texts"
    show_taken(named, remembered[0], f"{where}: as the deck was built")
    return remembered[0]


def show_taken(named: "BuildOptions", options: "BuildOptions", what: str) -> None:
    """Say on standard error what was taken over from the build of a deck, if anything was."""
    from generator.pipeline.remembered import shown, taken_over

    taken = taken_over(named, options)
    if taken.choices:
        undo = f"without: --forget {','.join(taken.choices)}"
        show_notes([f"{what}: {shown(taken)} ({undo})"])
