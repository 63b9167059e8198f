"""What a person always wants: ``cika.toml`` beside the texts, or in the folder of the person's
settings."""

import json
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

import click

from generator.base.errors import InputError

NAME = "cika.toml"
TEXTS = ("text", "source", "files", "file", "zh", "deck", "folder")
"""Parameters that say where the texts are."""
ONCE = {
    "zh",
    "en",
    "beads",
    "title",
    "format",
    "force",
    "as_json",
    "write",
    "show",
    "tmx",
    "sentences",
    "html",
    "output_file",
    "help",
}
"""Options about one text or one call: nobody wants them always."""
NETWORK = {"url", "key", "anki_url", "anki_key"}
"""Whom to talk to. A folder of texts may be a stranger's, so its file cannot say it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of an option, and the file that says so."""

    value: Any
    file: Path


def user_file() -> Path:
    """Where a person's own settings lie: the place that the operating system has for them."""
    return Path(click.get_app_dir("cika"), NAME)


def settings_of(
    command: click.Command, arguments: Sequence[str], commands: Sequence[click.Command]
) -> dict[str, Setting]:
    """What the files say of the options of a command that is called with ``arguments``, by names of
    parameters.

    The file beside the texts wins over the person's own, and the table of a command over what
    stands before all tables. Raises InputError for a file that cannot be read, an option that no
    command has, and a value that its option does not take.
    """
    found: dict[str, Setting] = {}
    for file in (user_file(), *_beside(command, arguments)):
        if file.is_file():
            found |= _read(file, command, commands)
    return found


def settable(command: click.Command) -> Iterator[click.Option]:
    """The options of a command that a file may set."""
    if not isinstance(command, click.Group) and command is not settings:
        yield from (p for p in command.params if isinstance(p, click.Option) and p.name not in ONCE)


def option_key(option: click.Option) -> str:
    """The name of an option in the file: ``more-contexts`` for ``--more-contexts``."""
    return max(option.opts, key=len).lstrip("-")


def _beside(command: click.Command, arguments: Sequence[str]) -> list[Path]:
    """The files of settings in the folders of the texts that a command is called with; one at
    most."""
    # The parent knows -h
    probe = click.Context(command, click.get_current_context(silent=True), resilient_parsing=True)
    command.parse_args(probe, list(arguments))
    named = [probe.params.get(name) for name in TEXTS]
    paths = [
        path
        for value in named
        for path in (value if isinstance(value, tuple) else (value,))
        if isinstance(path, Path)
    ]
    folders = {path if path.is_dir() else path.parent for path in paths if path != Path("-")}
    files = sorted(folder / NAME for folder in folders if (folder / NAME).is_file())
    if len(files) > 1:
        raise InputError(
            f"{' and '.join(map(str, files))}: the texts have different settings. Name the texts of"
            " one folder at a time."
        )
    return files


def _read(
    file: Path, command: click.Command, commands: Sequence[click.Command]
) -> dict[str, Setting]:
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file}: cannot be read ({error}). It is to be a text file in UTF-8; cli.py settings"
            " --new shows one."
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(
            f'{file}: this is not TOML: {error}. Lines look like this: tones = "pleco"'
        ) from None
    tables = {str(one.name): one for one in commands if any(settable(one))}
    for key, value in written.items():
        if isinstance(value, dict):
            if key not in tables:
                raise InputError(
                    f"{file}: [{key}] is no command.{_meant(key, tables)} A table holds what is"
                    " wanted of one command only."
                )
            _check(file, value, [tables[key]])
    general = {key: value for key, value in written.items() if not isinstance(value, dict)}
    _check(file, general, list(tables.values()))
    own = written.get(command.name or "", {})
    options = {option_key(option): option for option in settable(command)}
    values = {
        key: value
        for key, value in (general | (own if isinstance(own, dict) else {})).items()
        if key in options
    }
    return {
        str(options[key].name): Setting(_value(options[key], value, file), file)
        for key, value in values.items()
    }


def _check(file: Path, values: Mapping[str, Any], commands: Sequence[click.Command]) -> None:
    """Every key is an option of one of the commands at least, and its value one that the option
    takes."""
    options: dict[str, list[tuple[click.Command, click.Option]]] = {}
    for command in commands:
        for option in settable(command):
            options.setdefault(option_key(option), []).append((command, option))
    for key, value in values.items():
        if key not in options:
            raise InputError(
                f"{file}: there is no option {key!r}.{_meant(key, options)} cli.py settings --all"
                " lists all that can be set."
            )
        for command, option in options[key]:
            _cast(command, option, _value(option, value, file), value, file)


def _cast(
    command: click.Command, option: click.Option, value: Any, written: Any, file: Path
) -> None:
    if option.name in NETWORK and file != user_file():
        where = f"can stand in your own settings only ({user_file()})"
        raise InputError(
            f"{file}: {option_key(option)} {where}, because texts may come from others."
        )
    right = isinstance(value, bool) == option.is_flag and not isinstance(written, dict)
    try:
        if not right:
            expected = (
                "true or false"
                if option.is_flag
                else "a list, or one value"
                if option.multiple
                else "a value"
            )
            raise click.BadParameter(f"expected {expected}.")
        option.type_cast_value(click.Context(command), value)
    except click.BadParameter as error:
        raise InputError(
            f"{file}: {option_key(option)} = {_toml(written)}: {error.message}"
        ) from None


def _value(option: click.Option, value: Any, file: Path) -> Any:
    """A value as the command line would give it; several kinds of cards may be a list."""
    items = [_one(option, item, file) for item in (value if isinstance(value, list) else [value])]
    if option.multiple:
        return items
    return ",".join(map(str, items)) if isinstance(value, list) else items[0]


def _one(option: click.Option, value: Any, file: Path) -> Any:
    """One value. Paths count from the folder of the file."""
    if isinstance(value, bool):
        return value
    if isinstance(option.type, click.Path):
        return str(_from(file, str(value)))
    kind, _, path = str(value).partition(":")
    return f"{kind}:{_from(file, path)}" if kind == "folder" and path else str(value)


def _from(file: Path, path: str) -> Path:
    return file.parent / Path(path).expanduser()


def _meant(key: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(key.replace("_", "-"), known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


@click.command()
@click.argument("text", required=False, type=click.Path(path_type=Path))
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
    """Show what is in force for TEXT (a text or a folder; without it, for any text), and whence.

    What you always want can stand in a file named cika.toml: beside the texts, where it holds for these, or in the folder of your
    own settings, where it holds for all. Options on the command line win over both, the file beside the texts over your own, and
    both over what a deck remembers from its last build. What a class set says of itself (set.toml) wins over both files, and what
    its students know it says alone. Each line is an option by its long name; what is wanted of one command
    only stands in a table with the command's name. Paths count from the folder of the file.

    \b
      tones = "pleco"
      cards = ["production", "listening"]
      known = ["my-words.txt"]
    \b
      [preview]
      size = "large"

    \b
    Examples:
      cli.py settings
      cli.py settings seeds
      cli.py settings --new > seeds/cika.toml
    """
    commands = list(cast("click.Group", ctx.find_root().command).commands.values())
    if new:
        click.echo(_template(commands), nl=False)
        return
    if text and text != Path("-") and not text.exists():
        raise InputError(
            f"{text}: no such file or folder. Check the spelling; the current folder is"
            f" {Path.cwd()}."
        )
    arguments = [str(text)] if text else []
    rows = [
        {"command": command.name, "option": option_key(option), **_in_force(option, found)}
        for command in commands
        for found in [settings_of(command, _called(command, arguments), commands)]
        for option in settable(command)
        if everything or option.name in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for file in (user_file(), *([(text if text.is_dir() else text.parent) / NAME] if text else [])):
        click.echo(f"{file}{'' if file.is_file() else ' (there is none)'}")
    lines: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        lines.setdefault((str(row["option"]), str(row["shown"]), str(row["from"])), []).append(
            str(row["command"])
        )
    width = max((len(f"{option} = {value}") for option, value, _ in lines), default=0)
    for (option, value, whence), names in sorted(lines.items()):
        click.echo(f"  {f'{option} = {value}':<{width}}  {', '.join(names)}: {whence}")
    if not rows:
        click.echo(
            "No file sets anything: all options are as --help says, or as the deck remembers."
        )


def _called(command: click.Command, arguments: list[str]) -> list[str]:
    """The arguments with which a command would be called on a text, as far as it takes one."""
    return arguments if any(isinstance(p, click.Argument) for p in command.params) else []


def _in_force(option: click.Option, found: Mapping[str, Setting]) -> dict[str, str]:
    setting = found.get(str(option.name))
    if setting:
        value = (
            int(setting.value)
            if isinstance(option.type, click.types.IntParamType)
            else setting.value
        )
        return {"shown": _toml(value), "from": str(setting.file)}
    default = option.to_info_dict().get("default")
    return (
        {"shown": _toml(default), "from": "default"}
        if isinstance(default, (str, int, float))
        else {"shown": "-", "from": "not set"}
    )


def _toml(value: Any) -> str:
    """A value as it stands in a TOML file; JSON's strings, numbers, truth values and lists are
    TOML's."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _template(commands: Sequence[click.Command]) -> str:
    """A file of settings in which every option is explained and none is set."""
    lines = [
        (
            "# What Cika should always do. Take the # away from what you want; cli.py settings"
            " --help says more."
        ),
        "",
    ]
    shown: set[str] = set()
    for command in commands:
        for option in settable(command):
            key = option_key(option)
            if key in shown:
                continue
            shown.add(key)
            users = ", ".join(
                str(one.name) for one in commands if key in map(option_key, settable(one))
            )
            default = (
                f"  [default: {option.default}]"
                if option.show_default is True and "[default" not in (option.help or "")
                else ""
            )
            lines += [
                f"# {line}"
                for line in textwrap.wrap(f"({users}) {option.help or ''}{default}", 118)
            ]
            lines += [f"#{key} = {_example(option)}", ""]
    return "\n".join(lines)


def _example(option: click.Option) -> str:
    """The option's default as a line of the file gives it; where there is none, the least value
    that it takes."""
    if option.is_flag:
        return "true"
    default = option.to_info_dict().get("default")
    if isinstance(option.type, click.IntRange):
        return _toml(default if isinstance(default, int) else option.type.min)
    if isinstance(option.type, click.Choice) and default not in (choices := option.type.choices):
        default = next(
            (
                name
                for name in re.findall(r"\[default: (\w+)\]", option.help or "")
                if name in choices
            ),
            choices[0],
        )
    value = _toml(str(default)) if isinstance(default, (str, int, float, Path)) else '""'
    return f"[{value}]" if option.multiple else value
