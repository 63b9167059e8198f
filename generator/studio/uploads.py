"""What a person drops or pastes becomes files of the workspace: names made safe, nothing
overwritten, archives unpacked, the two files of one text brought together."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator import texts
from generator.base.errors import InputError
from generator.base.files import scratch_folder
from generator.base.han import HANZI
from generator.base.html import clean
from generator.studio.translation import Told
from generator.studio.workspace import MISSING, Workspace
from generator.texts.discovery import DECKS, HIDDEN, HIDDEN_IN_ARCHIVES, SUFFIXES
from generator.texts.file_names import CHINESE_SUFFIX, RESERVED, side_of
from generator.texts.paths import MAX_SIZE, is_archive, open_archive
from generator.texts.side_tables import text_of_table

MAX_DEPTH = 8
"""Folders in folders."""
MAX_BYTES = 100
"""Bytes of a name; 255 are the most of any file system, and endings come to it."""
MAX_STEM = 24
"""Characters of a name that is taken from the beginning of a text."""
SENTENCE_END = re.compile(r"[。！？；…\n.!?;]")
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""Characters that Windows has no place for in names."""
SAMPLE = Path(__file__).parent / "sample.txt"
SAMPLE_NAME = "letter.txt"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came from the browser."""

    name: str
    """Its path as the browser says it."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an upload."""

    files: tuple[Path, ...] = ()
    refused: tuple[str, ...] = ()
    """Sentences: what was not taken, and why."""


def add(workspace: Workspace, uploads: Sequence[Upload]) -> Added:
    """Write what can be read into the workspace, and say what cannot."""
    taken: list[tuple[Path, bytes]] = []
    refused: list[str] = []
    for upload in uploads:
        try:
            with scratch_folder() as folder:
                taken += _taken(upload, folder)
        except InputError as error:
            refused.append(str(error).replace(f"{folder}{os.sep}", ""))
    return Added(tuple(workspace.add(_with_partner(taken))), tuple(refused))


def paste(workspace: Workspace, title: str, zh: str, en: str) -> Added:
    """Write a text that was pasted: one file, or two where there is a translation. Raises
    InputError where there is nothing."""
    sides = [text.strip() for text in (zh, en) if text.strip()]
    if not sides:
        raise InputError("There is nothing to add yet. Paste the Chinese, and its translation.")
    sides.sort(key=_count_chinese, reverse=True)  # who takes one box for the other is understood
    title = " ".join(title.split())
    header = f"Title: {title}\n\n" if title else ""
    stem = _stem(title or SENTENCE_END.split(sides[0])[0][:MAX_STEM] or sides[0][:MAX_STEM])
    if len(sides) == 1:
        return add(workspace, [Upload(f"{stem}.txt", f"{header}{sides[0]}\n".encode())])
    names = (f"{stem}.zh.txt", f"{stem}.en.txt")
    written = [f"{header}{sides[0]}\n", f"{sides[1]}\n"]
    files = zip(names, written, strict=True)
    return add(workspace, [Upload(name, text.encode()) for name, text in files])


def _count_chinese(text: str) -> int:
    return len(HANZI.findall(text))


def add_english(workspace: Workspace, text: Path, english: str) -> Path:
    """Write the translation of a text that has none beside it. Raises Told where there is nothing,
    or where a table of pairs already says what belongs to each sentence."""
    if not english.strip():
        raise Told("pairs.no_english_typed")
    if texts.tables_beside(text, texts.ALIGNED):
        raise Told("pairs.has_table")
    path = text.with_name(f"{CHINESE_SUFFIX.sub('', text.stem)}.en.txt")
    workspace.write(path, f"{english.strip()}\n".encode(), MISSING)
    workspace.look()
    return path


def add_sample(workspace: Workspace) -> Added:
    """Write the text that shows what Cika makes."""
    return add(workspace, [Upload(SAMPLE_NAME, SAMPLE.read_bytes())])


def safe_path(name: str) -> Path | None:
    """Return a path that any file system takes and that leads nowhere else; None for hidden files,
    which nobody meant.

    >>> str(safe_path("../a/b: c.txt"))
    'a/b- c.txt'
    """
    parts = [part for part in PurePosixPath(clean(name).replace("\\", "/")).parts if part != "/"]
    parts = [part for part in parts if part != ".."]
    if not parts or any(part.startswith(HIDDEN) for part in parts):
        return None
    return Path(*map(_safe_name, parts[-MAX_DEPTH:]))


def _safe_name(name: str) -> str:
    path = PurePosixPath(UNSAFE.sub("-", name).strip(" .") or "text")
    suffix = path.suffix if len(path.suffix.encode()) <= MAX_BYTES // 4 else ""
    stem = path.name.removesuffix(suffix)
    cut = stem.encode()[:MAX_BYTES].decode(errors="ignore").rstrip(" .") or "text"
    if RESERVED.fullmatch(cut.partition(".")[0]):
        cut = f"text-{cut}"
    return f"{cut}{suffix}"


def _stem(title: str) -> str:
    line = title.splitlines()[0]
    return _safe_name(re.sub(r"[\s./\\]+", " ", line).strip())


def _taken(upload: Upload, scratch: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that an upload is; those in an archive under its name. Raises InputError."""
    path = safe_path(upload.name)
    if path is None:
        return
    if len(upload.content) > MAX_SIZE:
        megabytes = MAX_SIZE // 1_000_000
        raise InputError(f"{path.name}: larger than {megabytes} MB, too much for one text.")
    if path.suffix.lower() == ".zip":
        yield from _unpacked(path, upload.content, scratch)
    else:
        _check_kind(path)
        yield path, upload.content


def _check_kind(path: Path) -> None:
    """Raise InputError for a file that is neither text nor set nor table."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES or path.name in texts.SET_NAMES or text_of_table(path) is not None:
        return
    if suffix in DECKS:
        raise InputError(
            f"{path.name} is a deck of Anki. To say that you know its words, add it where you build"
            " a text."
        )
    known = ", ".join(SUFFIXES)
    raise InputError(f"{path.name} was not taken: Cika reads files that end in {known}.")


def _unpacked(path: Path, content: bytes, scratch: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of an archive that may be texts, in a folder of its name; a document that is
    packed like an archive as it is."""
    packed = scratch / path.name
    packed.write_bytes(content)
    if not is_archive(packed):
        yield path, content
        return
    archive = open_archive(packed)
    for name in archive.names:
        is_hidden = name.startswith(HIDDEN_IN_ARCHIVES)
        inner = None if is_hidden else safe_path(name)
        if inner and inner.suffix.lower() != ".zip" and _is_readable(inner):
            yield path.with_suffix("") / inner, archive.read(name)


def _is_readable(path: Path) -> bool:
    try:
        _check_kind(path)
    except InputError:
        return False
    return True


def _with_partner(files: Sequence[tuple[Path, bytes]]) -> list[tuple[Path, bytes]]:
    """Give two files that are the Chinese and the English of one text the names of one."""
    are_texts = [path.suffix.lower() in SUFFIXES and not text_of_table(path) for path, _ in files]
    if len(files) != 2 or not all(are_texts):
        return list(files)
    keys = [side_of(path)[1] for path, _ in files]
    if keys[0] == keys[1]:  # they have such names
        return list(files)
    with scratch_folder() as folder:
        places = [folder / f"{number}{path.suffix}" for number, (path, _) in enumerate(files)]
        for place, (_, content) in zip(places, files, strict=True):
            place.write_bytes(content)
        first, second = places
        try:
            texts.read_pair(first, second)
        except InputError:  # two texts, or what their readers will say
            return list(files)
        is_swapped = texts.in_order(first, second)[0] == second
    (zh, zh_content), (en, en_content) = reversed(files) if is_swapped else files
    return [
        (zh.with_name(f"{zh.stem}.zh{zh.suffix}"), zh_content),
        (zh.with_name(f"{zh.stem}.en{en.suffix}"), en_content),
    ]
