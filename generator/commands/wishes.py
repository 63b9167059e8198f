"""Options that say what the learner knows and which words are wanted."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.study import Wishes

WISH_OPTIONS = (
    click.option("--known", multiple=True, type=click.Path(path_type=Path), help="Words that you know, one a line: they get no card."),
)


def wish_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which words are to be learnt; ``wishes_of`` reads them."""
    for option in reversed(WISH_OPTIONS):
        command = option(command)
    return command


def wishes_of(options: Mapping[str, Any]) -> "Wishes":
    """Read the lists that were named, and make one record of all wishes."""
    from generator import texts
    from generator.study import Known, Wishes

    words = frozenset(line.strip() for path in options["known"] for line in texts.read_lines(path) if line.strip())
    return Wishes(Known(words))
