"""The libraries of the formats: an extra of their own, asked for when a file of the format
comes."""

from collections.abc import Iterator
from contextlib import contextmanager

from generator.base.errors import InputError


@contextmanager
def needed(package: str, where: str) -> Iterator[None]:
    """Turn the failing import of a library into an InputError that says how to install it."""
    try:
        yield
    except ImportError as error:
        raise InputError(
            f"{where}: reading this format needs {package}, which is not installed ({error})."
            f' Install it: pip install {package}; or all formats: pip install "cika[formats]".'
        ) from error
