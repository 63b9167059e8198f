"""Options that several commands share, and what is made of their values."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from generator.base.choices import (
    CARD_CHOICES,
    CARD_KINDS,
    DEFAULT_CARDS,
    ORDERS,
    PHONETIC,
    SCRIPTS,
    SIZES,
    SPEECH,
    STROKES,
    TONES,
)

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
FOLDER = Path("decks")
"""Where decks lie unless a person says otherwise."""
A_FILE = click.Path(path_type=Path)
"""The type of a parameter that names a file or a folder."""


class WholeNumber(click.IntRange):
    """A whole number, with a message that says which ones there are."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a number; raises BadParameter for what is none, or out of the range."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"expected a whole number{self._range()}, found {value!r}.", param, ctx)

    def _range(self) -> str:
        if self.max is None:
            return f" of {self.min} or more"
        return f" from {self.min} to {self.max}"

    def _describe_range(self) -> str:
        """Return the range as click's help shows it."""
        return f"{self.min} or more" if self.max is None else f"{self.min} to {self.max}"


def with_options(*options: Decorator) -> Decorator:
    """Return what adds options to a command, in the order in which help lists them."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


# -- how cards look and sound

TONES_OPTION = click.option(
    "--tones", type=click.Choice(TONES), help="Colours of the tones.  [default: none]"
)
PHONETIC_OPTION = click.option(
    "--phonetic",
    type=click.Choice(PHONETIC),
    help="How readings are written.  [default: pinyin]",
)
SPEECH_OPTION = click.option(
    "--speech",
    type=click.Choice(SPEECH),
    help="Tones over sentences: yī gè or yí gè.  [default: citation]",
)
SCRIPT_OPTION = click.option(
    "--script",
    type=click.Choice(SCRIPTS),
    help="Script of the cards.  [default: that of the text]",
)
SIZE_OPTION = click.option(
    "--size", type=click.Choice(SIZES), help="Size of the type.  [default: normal]"
)
STROKES_OPTION = click.option(
    "--strokes",
    type=click.Choice(STROKES),
    help="Stroke order: with writing cards only, or for all words.",
)
ORDER_OPTION = click.option(
    "--order",
    type=click.Choice(ORDERS),
    help=(
        "Order of study: as the text goes; so that sentences become readable after as few words"
        " as possible; common words first; or by HSK level. A sentence comes as soon as its"
        " words were learnt.  [default: text]"
    ),
)
with_card_options = with_options(
    TONES_OPTION,
    PHONETIC_OPTION,
    SPEECH_OPTION,
    SCRIPT_OPTION,
    SIZE_OPTION,
    STROKES_OPTION,
    ORDER_OPTION,
)
"""Adds the options that say how cards look."""


def chosen_card_options(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the options that say how cards look and sound, as far as they were given."""
    names = (*CARD_CHOICES, "audio")
    return {name: value for name, value in options.items() if value and name in names}


def cards_of(names: str | None) -> frozenset[str] | None:
    """Read --cards; None where it was not given."""
    if not names:
        return None
    wanted = split_names(names)
    unknown = sorted(wanted - {*CARD_KINDS, "all"})
    if unknown:
        known = ", ".join(CARD_KINDS)
        raise click.BadParameter(
            f"there is no card named {unknown[0]!r}. The cards are: {known}; or all.",
            param_hint="--cards",
        )
    return frozenset(CARD_KINDS) if "all" in wanted else DEFAULT_CARDS | wanted


def split_names(names: str) -> set[str]:
    """Return names that are separated by commas, in small letters."""
    cleaned = [name.strip().lower() for name in names.split(",")]
    return {name for name in cleaned if name}


def several_of(
    names: Sequence[str], what: str
) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """Return what reads an option that names several of ``names``, separated by commas."""

    def read(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
        return chosen_of(names, what, value, context, option)

    return read


def chosen_of(
    names: Sequence[str], what: str, value: str, context: click.Context, option: click.Parameter
) -> tuple[str, ...]:
    """Return those of ``names`` that a value names, in their order. Raises BadParameter for one
    that is none of them."""
    wanted = split_names(value)
    unknown = sorted(wanted - {*names, "all"})
    if unknown:
        known = ", ".join(names)
        raise click.BadParameter(
            f"there is no {what} named {unknown[0]!r}. Choose of: {known}; or all.",
            context,
            option,
        )
    if "all" in wanted or not wanted:
        return tuple(names)
    return tuple(name for name in names if name in wanted)


def forgotten(names: str) -> frozenset[str]:
    """Read --forget."""
    from generator.pipeline.remembered import checked_names

    return checked_names(split_names(names))


FORGET_OPTION = click.option(
    "--forget",
    default="",
    metavar="NAMES",
    help=(
        "Options of the last build of this deck that no longer hold, separated by commas:"
        " hsk,known; or all."
    ),
)


def from_settings(options: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the options that no flag gave, but a file of settings."""
    context = click.get_current_context()
    source = context.get_parameter_source
    return frozenset(name for name in options if source(name) is ParameterSource.DEFAULT_MAP)
