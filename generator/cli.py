"""The program: its commands in one group, errors as sentences, signals, UTF-8."""

import errno
import signal
import sys
from typing import Any, NoReturn

import click

from generator import __version__
from generator.base.errors import CikaError
from generator.base.program import INSTALLED, collect_garbage_rarely, program_name
from generator.commands import COMMANDS, DAILY
from generator.commands.grouped_help import command_lines, write_list
from generator.commands.settings_file import settings_of

INTERRUPTED = (
    "Interrupted. No deck is damaged: those reported above are new, all others are as they were."
)
PLACEHOLDER = "{program}"
"""Stands in help texts for the program as it was started."""


class Program(click.Group):
    """Commands in the order of use, with errors as sentences and exit code 1."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Run the program, named as it was started."""
        settings.setdefault("prog_name", program_name())
        return super().main(*arguments, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, those of every day first."""
        width = formatter.width - 6 - max(map(len, self.commands))
        others = [name for name in self.commands if name not in DAILY]
        write_list(formatter, "Every day", command_lines(self.commands, DAILY, width))
        write_list(formatter, "More commands", command_lines(self.commands, others, width))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and take its defaults from the files of settings."""
        name, command, rest = super().resolve_command(ctx, args)
        if name and command:
            found = settings_of(command, rest, list(self.commands.values()))
            values = {option: setting.value for option, setting in found.items()}
            ctx.default_map = {name: values}
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
            # The reader has enough (words … | head): click ends quietly
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(_cannot_write(error)) from error


def _cannot_write(error: OSError) -> str:
    target = error.filename or "The output"
    reason = error.strerror or error
    return f"{target} cannot be written: {reason}. Free some space, or write elsewhere."


def _write_utf8() -> None:
    """Write UTF-8 to files and pipes, on Windows and in the C locale too; show "?" for what a
    terminal lacks."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _stop_on_signals() -> None:
    """Let a request to end, or a closed terminal, end the program as Ctrl-C does: nothing half
    written stays behind."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=INSTALLED)
def main() -> None:
    """Turn a Chinese text and its English translation into Anki decks: Cika (词卡).

    \b
    Examples:
      {program} build letter.txt --hsk 3     a deck of a text, without the words of HSK 1 to 3
      {program} build texts                  every text of a folder, into decks/
      {program} words letter.txt --write     a table of the words, to correct them
      {program} preview letter.txt           all cards in the browser
    """
    collect_garbage_rarely()


def _name_program(command: click.Command) -> None:
    """Put the name of the program into the help of a command, and of those below it."""
    command.help = (command.help or "").replace(PLACEHOLDER, program_name())
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _name_program(below)


for _command in COMMANDS:
    main.add_command(_command)
_name_program(main)
