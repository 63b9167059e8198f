"""What the learner of a folder knows: what ``cika.toml`` says, what the deck of the text was built
with, and the list of words to which the page adds."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from generator.base.errors import InputError
from generator.pipeline.remembered import (
    KNOWN,
)
from generator.studio.workspace import Workspace
from generator.texts import KNOWN_WORDS

SETTINGS = ("cika.toml", "cika.toml.txt")
ONE_LINE = re.compile(r"(?m)^known\s*=.*$")
REMARK = "# Words that you know, one a line: builds make no cards of them."


def listed_words(folder: Path) -> list[str]:
    """Return the words that the learner said on a page to know."""
    path = folder / KNOWN_WORDS
    lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def know(workspace: Workspace, folder: Path, word: str, *, known: bool) -> None:
    """Add a word to the list of known words, or take it from there; builds read the list, because
    ``cika.toml`` names it. Raises InputError where that cannot be seen to."""
    path, settings = folder / KNOWN_WORDS, settings_file(folder)
    words = [one for one in listed_words(folder) if one != word]
    if known:
        words.append(word)
    read, before = workspace.read(path), workspace.read(settings)
    text = before.content.decode("utf-8-sig")
    after = naming_the_list(text)
    contents = {path: "\n".join([REMARK, *words, ""]).encode()}
    versions = {path: read.version}
    if after != text:
        contents[settings] = after.encode()
        versions[settings] = before.version
    workspace.write_all(contents, versions)


def settings_file(folder: Path) -> Path:
    """Return the file of settings of a folder, whether it is there or not."""
    for name in SETTINGS:
        if (folder / name).is_file():
            return folder / name
    return folder / SETTINGS[0]


def naming_the_list(text: str) -> str:
    """Return the text of ``cika.toml`` so that it names the list of known words."""
    values = _parsed(text)
    if any(isinstance(one, dict) and KNOWN in one for one in values.values()):
        raise _by_hand()
    named = _listed(values.get(KNOWN, []))
    if KNOWN_WORDS in named:
        return text
    line = f"{KNOWN} = {json.dumps([*named, KNOWN_WORDS], ensure_ascii=False)}"
    if KNOWN not in values:
        return f"{line}\n{text}"
    changed = ONE_LINE.sub(lambda _: line, text, count=1)
    if _parsed(changed).get(KNOWN) != [*named, KNOWN_WORDS]:
        raise _by_hand()
    return changed


def _by_hand() -> InputError:
    return InputError(
        f"The page cannot add its list of known words to cika.toml. Write there, before all tables:"
        f' known = ["{KNOWN_WORDS}"], with your other lists in the same brackets.'
    )


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"cika.toml is not TOML ({error}). Correct it, or delete it.") from None


def _listed(value: object) -> list[str]:
    """Return a value of TOML as words: a list, or one; nothing for what is switched off."""
    several = value if isinstance(value, list) else [value]
    return ["yes" if one is True else str(one) for one in several if one is not False]
