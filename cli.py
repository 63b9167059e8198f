#!/usr/bin/env python3
"""Cika's command line: the commands of ``generator/commands``, errors as sentences, signals."""

import errno
import gc
import signal
import sys
from typing import Any, NoReturn

import click

from generator import __version__
from generator.base.errors import CikaError
from generator.commands import COMMANDS
from generator.commands.settings import settings_of

INTERRUPTED = (
    "Interrupted. No deck is damaged: those reported above are new, all others are as they were."
)


class Group(click.Group):
    """Commands in the order of use, and errors as sentences with exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were written."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and what the files of settings say of its options."""
        name, command, rest = super().resolve_command(ctx, args)
        if name and command:
            found = settings_of(command, rest, list(self.commands.values()))
            ctx.default_map = {name: {option: setting.value for option, setting in found.items()}}
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that a person can act on is printed without a traceback."""
        _write_utf8()
        _stop_on_signals()
        try:
            return super().invoke(ctx)
        except CikaError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt as error:
            raise click.ClickException(INTERRUPTED) from error
        except OSError as error:
            # The reader has enough (words … | head); click ends quietly
            if error.errno == errno.EPIPE:
                raise
            found = (
                f"{error.filename or 'The output'} cannot be written: {error.strerror or error}."
            )
            raise click.ClickException(f"{found} Free some space, or write elsewhere.") from error


def _write_utf8() -> None:
    """What is not shown on a terminal is UTF-8, on Windows and in the C locale too; a terminal
    shows "?" for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _stop_on_signals() -> None:
    """A request to end, or a terminal that was closed, ends the program as Ctrl-C does: nothing
    half written stays behind."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cika")
def main() -> None:
    """Cika (词卡): a Chinese text and its English translation become Anki decks.

    \b
    Examples:
      cli.py build seeds                  every text of a folder, into decks/
      cli.py build letter.txt -o ~/anki   one text with its translation
      cli.py build --zh a.txt --en b.txt  two files
      cli.py words letter.txt             what would be learnt, before you build
    """
    # Dictionaries and words live to the end; looking for garbage among them is 5 % of a build
    gc.set_threshold(200_000, 50, 100)


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
