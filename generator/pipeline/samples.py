"""Which texts only show what Cika makes: a file ``samples.toml`` beside them names them."""

import tomllib
from functools import lru_cache
from pathlib import Path

from generator.base.errors import InputError

NAME = "samples.toml"


def is_sample(text: Path) -> bool:
    """Tell whether a text is named as a sample in its folder."""
    list_of_samples = text.parent / NAME
    return list_of_samples.is_file() and text.name in _samples(list_of_samples)


@lru_cache(maxsize=4)
def _samples(path: Path) -> frozenset[str]:
    """Return the names of the files in a list of samples; raises InputError if it is damaged."""
    try:
        names = tomllib.loads(path.read_text(encoding="utf-8"))["samples"]
        return frozenset(map(str, names))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            f'{path}: cannot be read ({error}). Expected a line such as samples = ["letter.txt"].'
        ) from None
