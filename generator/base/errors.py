"""What can go wrong, in sentences that say where, what was found, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAX_MESSAGE = 2_000
"""Characters of a message; what it quotes may be of any length."""
MIDDLE = " […] "
FAULTS_SHOWN = 20
"""Faults of one file that a message names."""


class CikaError(Exception):
    """An error a person can act on. The message is shown without a traceback, on one line for each
    fault; a long line without its middle, since it ends in what to do."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*map(_on_one_line, faults))

    def __str__(self) -> str:
        return "\n".join(self.args)


def _on_one_line(message: str) -> str:
    line = " ".join(message.split())
    if len(line) <= MAX_MESSAGE:
        return line
    half = MAX_MESSAGE // 2
    return line[:half] + MIDDLE + line[-half:]


class InputError(CikaError):
    """A text, a correction file or a word list cannot be used as it is."""


class OutputError(CikaError):
    """A deck cannot be written. Whatever was there before is still whole."""


class DataError(CikaError):
    """A data file that comes with Cika is missing or damaged."""


class Faults:
    """All that is wrong with a file, said at once: a person mends it in one go."""

    def __init__(self) -> None:
        self._messages: list[str] = []

    def add(self, message: str) -> None:
        """Keep what is wrong."""
        self._messages.append(message)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what an InputError says, and go on."""
        try:
            yield
        except InputError as error:
            self._messages += error.args

    def raise_all(self) -> None:
        """Raise an InputError with a line for each fault, if there is any; of many, the first."""
        shown = self._messages[:FAULTS_SHOWN]
        left = len(self._messages) - len(shown)
        if left:
            shown.append(f"… and {left} more like these.")
        if shown:
            raise InputError(*shown)


@contextmanager
def data_file(path: Path, *others: type[Exception]) -> Iterator[None]:
    """Raise a DataError that names the file for whatever goes wrong while a data file of Cika is
    read, ``others`` too."""
    mend = "Fetch the project's files again, or run: make data"
    damage: tuple[type[Exception], ...] = (OSError, ValueError, LookupError, *others)
    try:
        yield
    except FileNotFoundError as error:
        raise DataError(f"{path}: this data file is missing. {mend}") from error
    except damage as error:
        raise DataError(f"{path}: this data file is damaged ({error}). {mend}") from error
