"""Options that say which handouts there are, and how they look."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from generator.base.choices import (
    EXERCISES,
    GLOSS_PLACES,
    HIDDEN,
    LINES,
    PAPERS,
    PHONETIC,
    RUBY,
    SCRIPTS,
    SHEET_KINDS,
    SIZES,
    TEST_EXERCISES,
    TRANSLATION_PLACES,
    WORKSHEET_EXERCISES,
)
from generator.commands.options import WholeNumber, chosen_of, several_of, with_options

if TYPE_CHECKING:
    from generator.handout.all_sheets import HandoutOptions

MAX_ITEMS = 20
"""Questions of an exercise that can be asked for."""
MAX_VERSIONS = 500
"""Versions of a worksheet that can be asked for."""


def _kinds(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """Read --kinds: of a test they are exercises, none where nobody named any."""
    if not context.params.get("is_test"):
        return chosen_of(SHEET_KINDS, "kind of handout", value, context, option)
    if context.get_parameter_source("kinds") != ParameterSource.COMMANDLINE:
        return ()
    return chosen_of(EXERCISES, "exercise", value, context, option)


def _exercises(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """Read --exercises; a test has others than a worksheet where nobody named any."""
    is_named = context.get_parameter_source("exercises") == ParameterSource.COMMANDLINE
    if context.params.get("is_test") and not is_named:
        return TEST_EXERCISES
    return chosen_of(EXERCISES, "exercise", value, context, option)


def _hidden(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """Read --hide; nothing is hidden where nobody named anything."""
    return chosen_of(HIDDEN, "column", value, context, option) if value else ()


# -- all sheets

KINDS_OPTION = click.option(
    "--kinds",
    default="reader,words,worksheet,characters",
    show_default=True,
    callback=_kinds,
    help=(
        f"Which handouts, separated by commas: {', '.join(SHEET_KINDS)}; or all. With --test:"
        " which exercises."
    ),
)
PAPER_OPTION = click.option(
    "--paper",
    type=click.Choice(PAPERS),
    default="a4",
    show_default=True,
    help="Size of the paper.",
)
SIZE_OPTION = click.option(
    "--size",
    type=click.Choice(SIZES),
    default="normal",
    show_default=True,
    help="Size of the type.",
)
PHONETIC_OPTION = click.option(
    "--phonetic",
    type=click.Choice(PHONETIC),
    default="pinyin",
    show_default=True,
    help="How readings are written.",
)
SCRIPT_OPTION = click.option(
    "--script",
    type=click.Choice(SCRIPTS),
    default="text",
    show_default=True,
    help="Script of the sheets; word lists and cards name the other form in any case.",
)

HIDE_OPTION = click.option(
    "--hide",
    default="",
    callback=_hidden,
    help=(
        "Word list: columns that stay empty, to test oneself, separated by commas:"
        f" {', '.join(HIDDEN)}."
    ),
)

# -- the reader

RUBY_OPTION = click.option(
    "--ruby",
    type=click.Choice(RUBY),
    default="new",
    show_default=True,
    help="Reader: readings over new words, over all words, or over none.",
)
GLOSS_OPTION = click.option(
    "--gloss",
    type=click.Choice(GLOSS_PLACES),
    help=(
        "Reader: new words explained beside their sentence, or below it.  [default: beside,"
        " where they are not too many]"
    ),
)
TRANSLATION_OPTION = click.option(
    "--translation",
    type=click.Choice(TRANSLATION_PLACES),
    default="end",
    show_default=True,
    help="Reader: the translation on a page at the end, beside the Chinese, or left out.",
)
LINES_OPTION = click.option(
    "--lines",
    type=click.Choice(LINES),
    default="sentences",
    show_default=True,
    help="Reader: what begins on a line of its own.",
)

# -- the worksheet

QUIZ_EXERCISES_OPTION = click.option(
    "--exercises",
    default="all",
    show_default=True,
    callback=several_of(WORKSHEET_EXERCISES, "exercise"),
    help=(
        f"Worksheet: which exercises, separated by commas: {', '.join(WORKSHEET_EXERCISES)}; or"
        " all."
    ),
)
EXERCISES_OPTION = click.option(
    "--exercises",
    default=",".join(WORKSHEET_EXERCISES),
    show_default=True,
    callback=_exercises,
    help=(
        f"Worksheet and test: which exercises, separated by commas: {', '.join(EXERCISES)}; or"
        " all. A test has all but dictation and listening unless others are named."
    ),
)
ITEMS_OPTION = click.option(
    "--items",
    type=WholeNumber(1, MAX_ITEMS),
    default=6,
    show_default=True,
    help=(
        "Worksheet and test: questions of each exercise at most; half as many sentences to"
        " translate or to put in order."
    ),
)
VERSIONS_OPTION = click.option(
    "--versions",
    type=WholeNumber(1, MAX_VERSIONS),
    default=1,
    show_default=True,
    help=(
        "Worksheet and test: different versions that ask equally much; the number is printed on"
        " sheet and key."
    ),
)
SEED_OPTION = click.option(
    "--seed",
    default="",
    help="Worksheet and test: any word, such as TERM1; another one gives other questions.",
)
WITHOUT_OPTION = click.option(
    "--without",
    multiple=True,
    metavar="WORD|ITEM",
    help=(
        "Worksheet and test: a word, or the key of an item, that is not asked for; may be repeated."
    ),
)
sheet_options = with_options(
    KINDS_OPTION,
    PAPER_OPTION,
    SIZE_OPTION,
    PHONETIC_OPTION,
    SCRIPT_OPTION,
    HIDE_OPTION,
    RUBY_OPTION,
    GLOSS_OPTION,
    TRANSLATION_OPTION,
    LINES_OPTION,
    EXERCISES_OPTION,
    ITEMS_OPTION,
    VERSIONS_OPTION,
    SEED_OPTION,
    WITHOUT_OPTION,
)
"""Adds the options that say what handouts there are and how they look."""


def handout_options(options: Mapping[str, Any], *, is_test: bool = False) -> "HandoutOptions":
    """Return what was asked for of handouts."""
    from generator.handout import ReaderOptions, SheetOptions, WorksheetOptions
    from generator.handout.all_sheets import HandoutOptions

    style = SheetOptions(
        paper=options["paper"],
        size=options["size"],
        phonetic=options["phonetic"],
        script=options["script"],
        hide=options["hide"],
    )
    reader = ReaderOptions(
        ruby=options["ruby"],
        gloss=options["gloss"],
        translation=options["translation"],
        lines=options["lines"],
    )
    worksheet = WorksheetOptions(
        exercises=options["exercises"],
        items=options["items"],
        versions=options["versions"],
        seed=options["seed"],
        without=frozenset(options["without"]),
        is_test=is_test,
    )
    return HandoutOptions(options["kinds"], style=style, reader=reader, worksheet=worksheet)
