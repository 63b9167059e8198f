"""Read ``cika.toml``, beside the texts or in the folder of the person's settings, and check it
against the options of the commands."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from generator.base.errors import InputError
from generator.base.files import leads_out
from generator.base.program import INSTALLED, STANDARD_INPUT, program_name

NAME = "cika.toml"
NAMES = (NAME, f"{NAME}.txt")
"""Windows' editor adds an ending that Windows hides."""
COMMAND = "settings"
"""The command that shows what is in force; nothing is set for it."""
TEXTS = ("text", "source", "files", "file", "deck", "folder")
"""Arguments that say where the texts are; a folder that an option names is where decks go."""
ONCE = {
    "zh",
    "en",
    "beads",
    "title",
    "format",
    "force",
    "forget",
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
NETWORK = {"url", "key", "anki_url", "anki_key", "known_from_anki"}
"""Options that talk to another program, or say to which. A folder of texts may be a stranger's, so
its file cannot set them."""
ONLINE_AUDIO = "edge"
"""Voices that get every word and sentence over the network: as NETWORK."""
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of an option, and the file that says so."""

    value: Any
    file: Path


def user_file() -> Path:
    """Return where a person's own settings lie: the place that the operating system has for
    them."""
    return Path(click.get_app_dir(INSTALLED), NAME)


def settings_of(
    command: click.Command, arguments: Sequence[str], commands: Sequence[click.Command]
) -> dict[str, Setting]:
    """Return what the files say of the options of a command that is called with ``arguments``, by
    names of parameters.

    The file beside the texts wins over the person's own, and the table of a command over what
    stands before all tables. Raises InputError for a file that cannot be read, an option that no
    command has, and a value that its option does not take.
    """
    found: dict[str, Setting] = {}
    for file in (user_file(), *_files_beside(command, arguments)):
        if file.is_file():
            found |= _read(file, command, commands)
    return found


def settable(command: click.Command) -> Iterator[click.Option]:
    """Yield the options of a command that a file may set."""
    if isinstance(command, click.Group) or command.name == COMMAND:
        return
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name not in ONCE:
            yield parameter


def option_key(option: click.Option) -> str:
    """Return the name of an option in the file: ``more-contexts`` for ``--more-contexts``."""
    return max(option.opts, key=len).lstrip("-")


def as_toml(value: Any) -> str:
    """Return a value as it stands in a TOML file; JSON's strings, numbers, truth values and lists
    are TOML's."""
    return json.dumps(value, ensure_ascii=False, default=str)


# -- find and read


def _files_beside(command: click.Command, arguments: Sequence[str]) -> list[Path]:
    """Return the file of settings in the folder of the texts that a command is called with, if
    there is one."""
    # The parent knows -h
    parent = click.get_current_context(silent=True)
    probe = click.Context(command, parent, resilient_parsing=True)
    command.parse_args(probe, list(arguments))
    folders: set[Path] = set()
    for path in _named_paths(command, probe.params):
        if path != STANDARD_INPUT:
            folders.add(path if path.is_dir() else path.parent)
    files: list[Path] = []
    for folder in sorted(folders):
        files += [folder / name for name in NAMES if (folder / name).is_file()][:1]
    if len(files) > 1:
        raise InputError(
            f"{' and '.join(map(str, files))}: the texts have different settings. Name the texts of"
            " one folder at a time."
        )
    return files


def _named_paths(command: click.Command, values: Mapping[str, Any]) -> Iterator[Path]:
    arguments = [one.name for one in command.params if isinstance(one, click.Argument)]
    for name in ("zh", *TEXTS):
        if name != "zh" and name not in arguments:
            continue
        value = values.get(name)
        several = value if isinstance(value, tuple) else (value,)
        for path in several:
            if isinstance(path, Path):
                yield path


def _read(
    file: Path, command: click.Command, commands: Sequence[click.Command]
) -> dict[str, Setting]:
    written = _parsed(file)
    tables = {str(one.name): one for one in commands if any(settable(one))}
    general: dict[str, Any] = {}
    for key, value in written.items():
        if isinstance(value, dict):
            _check_table(file, key, value, tables)
        else:
            general[key] = value
    _check(file, general, tables.values())
    own = written.get(command.name or "")
    values = general | own if isinstance(own, dict) else general
    found: dict[str, Setting] = {}
    for option in settable(command):
        key = option_key(option)
        if key in values:
            found[str(option.name)] = Setting(_value(option, values[key], file), file)
    return found


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file}: cannot be read ({error}). Expected a text file in UTF-8; {program_name()}"
            f" {COMMAND} --new shows one."
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(
            f'{file}: this is not TOML: {error}. Lines look like this: tones = "pleco"'
        ) from None


# -- check


def _check_table(
    file: Path, name: str, values: Table, commands: Mapping[str, click.Command]
) -> None:
    """Raise InputError unless a table bears the name of a command, and holds options of it."""
    if name not in commands:
        raise InputError(
            f"{file}: [{name}] is no command.{_meant(name, commands)} A table holds what is wanted"
            " of one command only."
        )
    _check(file, values, [commands[name]])


def _check(file: Path, values: Table, commands: Iterable[click.Command]) -> None:
    """Raise InputError unless every key is an option of one of the commands at least, and its value
    one that the option takes."""
    options: dict[str, list[tuple[click.Command, click.Option]]] = {}
    for command in commands:
        for option in settable(command):
            options.setdefault(option_key(option), []).append((command, option))
    for key, value in values.items():
        if key not in options:
            raise InputError(
                f"{file}: there is no option {key!r}.{_meant(key, options)} {program_name()}"
                f" {COMMAND} --all lists all that can be set."
            )
        for command, option in options[key]:
            _check_value(command, option, value, file)


def _check_value(command: click.Command, option: click.Option, written: Any, file: Path) -> None:
    if file != user_file():
        _refuse_of_others(option, written, file)
    value = _value(option, written, file)
    is_right_kind = isinstance(value, bool) == option.is_flag and not isinstance(written, dict)
    try:
        if not is_right_kind:
            raise click.BadParameter(f"expected {_expected(option)}.")
        option.type_cast_value(click.Context(command), value)
    except click.BadParameter as error:
        raise InputError(
            f"{file}: {option_key(option)} = {as_toml(written)}: {error.message}"
        ) from None


def _refuse_of_others(option: click.Option, written: Any, file: Path) -> None:
    """Raise InputError for what a file beside texts, which may be a stranger's, is not to decide:
    whom to talk to, and what lies outside its folder."""
    key = option_key(option)
    for value in written if isinstance(written, list) else [written]:
        kind, _, path = str(value).partition(":")
        is_online = option.name == "audio" and kind == ONLINE_AUDIO
        is_path = isinstance(option.type, click.Path) or kind == "folder"
        named = path if kind == "folder" else str(value)
        if option.name in NETWORK or is_online:
            found = f"{key} = {as_toml(written)} talks to another program"
        elif is_path and leads_out(named):
            found = f"{key} names {named}, which is not in the folder of the file"
        else:
            continue
        raise InputError(
            f"{file}: {found}. {key} can stand in your own settings only ({user_file()}), because"
            f" texts may come from others. Or give it for one call: --{key}."
        )


def _expected(option: click.Option) -> str:
    if option.is_flag:
        return "true or false"
    return "a list, or one value" if option.multiple else "a value"


def _meant(key: str, known: Iterable[str]) -> str:
    """Ask whether one of the names that there are was meant."""
    near = get_close_matches(key.replace("_", "-"), known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


# -- values


def _value(option: click.Option, written: Any, file: Path) -> Any:
    """Return a value as the command line would give it; several kinds of cards may be a list."""
    if not isinstance(written, list):
        value = _one(option, written, file)
        return [value] if option.multiple else value
    values = [_one(option, item, file) for item in written]
    return values if option.multiple else ",".join(map(str, values))


def _one(option: click.Option, value: Any, file: Path) -> Any:
    """Return one value. Paths count from the folder of the file."""
    if isinstance(value, bool):
        return value
    text = str(value)
    if isinstance(option.type, click.Path):
        return str(_from(file, text))
    kind, _, path = text.partition(":")
    return f"{kind}:{_from(file, path)}" if kind == "folder" and path else text


def _from(file: Path, path: str) -> Path:
    return file.parent / Path(path).expanduser()
