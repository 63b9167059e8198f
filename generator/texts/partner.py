"""The other side of a text of which one file was named: ``story.en.txt`` beside
``story.zh.txt``."""

from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import InputError
from generator.texts.file_names import folders_of_side, side_of
from generator.texts.formats import read_text
from generator.texts.paths import path_in_archive

OTHER_SIDE = {"zh": "en", "en": "zh", "": "en"}
"""Language that a file states -> that of its partner. What states none may be the Chinese."""


def partner_of(file: Path) -> Path | None:
    """Return the one file whose name or folder says that it holds the same text in the other
    language; None where there is none, or several.

    A file whose name says nothing has a partner only if it holds Chinese alone.
    """
    if path_in_archive(file):
        return None
    language, key = side_of(file)
    wanted = (OTHER_SIDE[language], key)
    try:
        found = [path for path in _beside(file) if path != file and side_of(path) == wanted]
    except OSError:  # a folder that may not be read has nothing for us
        return None
    if len(found) != 1 or (not language and not _is_chinese_alone(file)):
        return None
    return found[0]


def _beside(file: Path) -> Iterator[Path]:
    """Yield the files in the folder of a file, or in that of the other language."""
    for folder in folders_of_side(file):
        yield from (path for path in sorted(folder.iterdir()) if path.is_file())


def _is_chinese_alone(file: Path) -> bool:
    try:
        return not read_text(file).en
    except InputError:  # the build says what is wrong
        return False
