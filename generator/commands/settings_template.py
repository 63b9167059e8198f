"""A file of settings in which every option is explained and none is set."""

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from generator.base.program import program_name
from generator.commands.settings_file import COMMAND, as_toml, option_key, settable

COLUMNS = 118
"""Characters of a line of explanation."""
STATED_DEFAULT = re.compile(r"\[default: (\w+)\]")
"""A default that the help of an option states itself."""


def template(commands: Sequence[click.Command]) -> str:
    """Return the file: each option once, with the commands that have it."""
    users: dict[str, list[str]] = {}
    options: dict[str, click.Option] = {}
    for command in commands:
        for option in settable(command):
            key = option_key(option)
            options.setdefault(key, option)
            users.setdefault(key, []).append(str(command.name))
    lines = [
        "# What Cika should always do. Take the # away from what you want;"
        f" {program_name()} {COMMAND} --help says more.",
        "",
    ]
    for key, option in options.items():
        explained = f"({', '.join(users[key])}) {option.help or ''}{_default(option)}"
        lines += [f"# {line}" for line in textwrap.wrap(explained, COLUMNS)]
        lines += [f"#{key} = {_example(option)}", ""]
    return "\n".join(lines)


def _default(option: click.Option) -> str:
    if option.show_default is not True or "[default" in (option.help or ""):
        return ""
    return f"  [default: {option.default}]"


def _example(option: click.Option) -> str:
    """Return a value as a line of the file gives it: the default; where there is none, the least
    value that the option takes."""
    if option.is_flag:
        return "true"
    default = option.to_info_dict().get("default")
    if isinstance(option.type, click.IntRange):
        return as_toml(default if isinstance(default, int) else option.type.min)
    if isinstance(option.type, click.Choice):
        default = _default_choice(option, option.type.choices, default)
    is_plain = isinstance(default, (str, int, float, Path))
    value = as_toml(str(default) if is_plain else "")
    return f"[{value}]" if option.multiple else value


def _default_choice(option: click.Option, choices: Sequence[str], default: Any) -> Any:
    """Return the default of an option, or the one that its help states; else the first choice."""
    stated = [name for name in STATED_DEFAULT.findall(option.help or "") if name in choices]
    return default if default in choices else [*stated, choices[0]][0]
