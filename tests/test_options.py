"""The choices that the command line offers are those that the stages have."""

from typing import get_args

import click

from generator.base import choices
from generator.base.choices import BOOK_FORMATS
from generator.cli import main
from generator.export import FORMATS, QUIZ_FORMATS
from generator.handout import ReaderOptions, SheetOptions


def offered(command: str, option: str) -> tuple[str, ...]:
    for parameter in main.commands[command].params:
        if parameter.name == option and isinstance(parameter.type, click.Choice):
            return tuple(parameter.type.choices)
    raise LookupError(option)


def test_cards_look_as_the_options_say() -> None:
    for command in ("build", "preview", "export"):
        for name, values in choices.CARD_CHOICES.items():
            assert offered(command, name) == values


def test_every_format_can_be_asked_for() -> None:
    assert set(offered("export", "formats")) == {*FORMATS, "tmx", *BOOK_FORMATS}
    assert set(QUIZ_FORMATS) <= set(BOOK_FORMATS)


def test_sheets_look_as_the_options_say() -> None:
    for name in ("paper", "size", "phonetic", "script"):
        assert set(offered("handout", name)) == set(get_args(SheetOptions.__annotations__[name]))
    for name in ("ruby", "translation", "lines"):
        assert set(offered("handout", name)) == set(get_args(ReaderOptions.__annotations__[name]))
