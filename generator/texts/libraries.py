"""The libraries of the formats, loaded when a file of the format comes, and whatever they raise
over a damaged file."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from generator.base.errors import InputError
from generator.base.program import install_command

DAMAGE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""Errors that libraries raise over damaged files, beside their own: none of them checks all that a
file may say."""
MAX_REASON = 80
"""Characters of such an error that a message repeats."""


@contextmanager
def damage_told(found: str, remedy: str, *own: type[Exception]) -> Iterator[None]:
    """Turn what a library raises over a damaged file (``DAMAGE`` and its ``own`` errors) into an
    InputError: ``found`` says which file is a damaged what, ``remedy`` what to do."""
    kinds = (*DAMAGE, *own)
    try:
        yield
    except kinds as error:
        reason = " ".join(str(error).split())[:MAX_REASON] or type(error).__name__
        raise InputError(f"{found} ({reason}). {remedy}") from None


@contextmanager
def needed(package: str, where: str) -> Iterator[None]:
    """Turn the failing import of a library into an InputError that says how to install it."""
    try:
        yield
    except ImportError as error:
        raise InputError(
            f"{where}: reading this format needs {package}, which is not installed ({error})."
            f" Install it: {install_command(package)}"
        ) from error
