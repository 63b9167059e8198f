"""The strings of the interface: one table for each language, all with the same keys."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.base.errors import InputError, data_file

STRINGS = Path(__file__).parent / "strings"
LANGUAGES = {"en": "English", "zh": "中文"}
"""Languages of the interface, each by its own name; the first is that of who asked for none."""
LANG = {"en": "en", "zh": "zh-Hans"}
"""What ``lang`` says on pages."""


class Strings:
    """The interface in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.lang = LANG[language]
        self._table = table(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return a string with values put in; with ``n`` the form for so many (``KEY.one``,
        ``KEY.other``), where there are two."""
        if "n" in values and f"{key}.other" in self._table:
            key = f"{key}.one" if values["n"] == 1 else f"{key}.other"
        return self._table[key].format(**values)

    def of(self, *sections: str) -> dict[str, str]:
        """Return all strings of sections (``home``), or whose keys begin so (``home.state``), for
        scripts."""
        beginnings = tuple(one if "." in one else f"{one}." for one in sections)
        return {key: text for key, text in self._table.items() if key.startswith(beginnings)}


class Told(InputError):
    """What cannot be done, as a string of the interface: the page says it in its language."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(Strings(next(iter(LANGUAGES)))(key, **values))
        self.key = key
        self.values = values


@lru_cache(maxsize=len(LANGUAGES))
def table(language: str) -> Mapping[str, str]:
    """Return the strings of a language, ``SECTION.KEY`` -> text."""
    path = STRINGS / f"{language}.toml"
    with data_file(path):
        return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
