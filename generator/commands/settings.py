"""What a person always wants: show what is in force, and where it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import click

from generator.base.errors import InputError
from generator.base.program import STANDARD_INPUT
from generator.commands.options import A_FILE
from generator.commands.output import print_json
from generator.commands.settings_file import (
    NAME,
    Setting,
    as_toml,
    option_key,
    settable,
    settings_of,
    user_file,
)
from generator.commands.settings_template import template


@dataclass(frozen=True, slots=True)
class InForce:
    """The value of an option of a command."""

    command: str
    option: str
    shown: str
    """The value as TOML."""
    origin: str
    """The file, ``default`` or ``not set``."""

    def as_json(self) -> dict[str, str]:
        """Return it for programs; the keys are an interface."""
        values = asdict(self)
        values["from"] = values.pop("origin")
        return values


@click.command(short_help="Show what cika.toml sets.")
@click.argument("text", required=False, type=A_FILE)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show the options that no file sets, too, with their defaults.",
)
@click.option("--new", is_flag=True, help="Print a commented cika.toml, to be saved and changed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def settings(
    ctx: click.Context, text: Path | None, everything: bool, new: bool, as_json: bool
) -> None:
    """Show what is in force for TEXT (a text or a folder; without it, for any text), and where it
    comes from.

    What you always want can stand in a file named cika.toml: beside the texts, where it holds for
    these, or in the folder of your own settings, where it holds for all. Options on the command
    line win over both, the file beside the texts over your own, and both over what a deck remembers
    from its last build. What a class set says of itself (set.toml) wins over both files, and what
    its students know it says alone. Each line is an option by its long name; what is wanted of one
    command only stands in a table with the command's name. Paths count from the folder of the file.

    \b
      tones = "pleco"
      cards = ["production", "listening"]
      known = ["my-words.txt"]
    \b
      [preview]
      size = "large"

    \b
    Examples:
      {program} settings
      {program} settings seeds
      {program} settings --new > seeds/cika.toml
    """
    group = cast("click.Group", ctx.find_root().command)
    commands = list(group.commands.values())
    if new:
        click.echo(template(commands), nl=False)
        return
    if text and text != STANDARD_INPUT and not text.exists():
        raise InputError(
            f"{text}: no such file or folder. Check the spelling; the current folder is"
            f" {Path.cwd()}."
        )
    rows = _rows(commands, [str(text)] if text else [], everything=everything)
    if as_json:
        print_json([row.as_json() for row in rows])
    else:
        _print(rows, text)


def _rows(
    commands: Sequence[click.Command], arguments: Sequence[str], *, everything: bool
) -> list[InForce]:
    """Return the options that files set for commands that are called with ``arguments``; all
    options where ``everything`` is wanted."""
    rows = []
    for command in commands:
        takes_text = any(isinstance(one, click.Argument) for one in command.params)
        found = settings_of(command, arguments if takes_text else [], commands)
        for option in settable(command):
            if everything or option.name in found:
                rows.append(_in_force(command, option, found))
    return rows


def _in_force(
    command: click.Command, option: click.Option, found: Mapping[str, Setting]
) -> InForce:
    name, key = str(command.name), option_key(option)
    setting = found.get(str(option.name))
    if setting:
        is_number = isinstance(option.type, click.types.IntParamType)
        value = int(setting.value) if is_number else setting.value
        return InForce(name, key, as_toml(value), str(setting.file))
    default = option.to_info_dict().get("default")
    if isinstance(default, (str, int, float)):
        return InForce(name, key, as_toml(default), "default")
    return InForce(name, key, "-", "not set")


def _print(rows: Sequence[InForce], text: Path | None) -> None:
    """Print the files that count, and each value once, with the commands that have it."""
    for file in _files(text):
        missing = "" if file.is_file() else " (there is none)"
        click.echo(f"{file}{missing}")
    users: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        shown = f"{row.option} = {row.shown}"
        users.setdefault((shown, row.origin), []).append(row.command)
    width = max((len(shown) for shown, _ in users), default=0)
    for (shown, origin), names in sorted(users.items()):
        click.echo(f"  {shown:<{width}}  {', '.join(names)}: {origin}")
    if not rows:
        click.echo(
            "No file sets anything: all options are as --help says, or as the deck remembers."
        )


def _files(text: Path | None) -> Iterable[Path]:
    yield user_file()
    if text:
        yield (text if text.is_dir() else text.parent) / NAME
