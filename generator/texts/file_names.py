"""The names of texts and class sets, and the language that the name of a file states."""

import re
import unicodedata
import zlib
from pathlib import Path

MAX_NAME = 60
"""Characters of a name: with three bytes each and a suffix it stays below the 255 bytes of most
file systems."""
CHECKSUM_LENGTH = 8
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows gives to devices."""
CHINESE = r"zh|cn|chs|cht|chi|zho|chinese|zh[-_](?:cn|tw|hk|hans|hant)|中文|原文|汉语"
ENGLISH = r"en|eng|english|en[-_](?:us|gb)|英文|译文|英语|翻译"
CHINESE_SUFFIX = re.compile(rf"[._\- ](?:{CHINESE})$", re.IGNORECASE)
ENGLISH_SUFFIX = re.compile(rf"[._\- ](?:{ENGLISH})$", re.IGNORECASE)


def name_of(path: Path) -> str:
    """Return the name of a text: a slug of its file's stem."""
    return slug_of(path.stem)


def slug_of(stem: str) -> str:
    """Return a name that is safe as a file name everywhere and as an Anki tag.

    Letters (Chinese ones too) and digits stay, all else becomes a hyphen. A name too long is cut,
    with a checksum of the whole.
    """
    stem = unicodedata.normalize("NFC", stem)
    slug = re.sub(r"[\W_]+", "-", CHINESE_SUFFIX.sub("", stem)).strip("-")
    if len(slug) > MAX_NAME:
        checksum = zlib.crc32(stem.encode("utf-8", "surrogateescape"))
        slug = f"{slug[: MAX_NAME - CHECKSUM_LENGTH - 1]}-{checksum:0{CHECKSUM_LENGTH}x}"
    if not slug or RESERVED.fullmatch(slug):
        return f"text-{slug}".rstrip("-")
    return slug


def name_of_set(path: Path) -> str:
    """Return the name of a class set by its file ``set.toml``: a slug of the name of its folder or
    archive."""
    folder = path.parent.resolve()
    return slug_of(folder.stem if folder.suffix.lower() == ".zip" else folder.name)


def side_of(file: Path) -> tuple[str, tuple[Path, str]]:
    """Return the language (``zh``, ``en`` or nothing) that the name of a file or of its folder
    states, and a key that both sides of a text have in common."""
    for language, suffix, names in (
        ("zh", CHINESE_SUFFIX, CHINESE),
        ("en", ENGLISH_SUFFIX, ENGLISH),
    ):
        if suffix.search(file.stem):
            return language, (file.parent, suffix.sub("", file.stem))
        if re.fullmatch(names, file.parent.name, re.IGNORECASE):
            return language, (file.parent.parent, file.stem)
    return "", (file.parent, file.stem)


def folders_of_side(file: Path) -> list[Path]:
    """Return the folders in which the other side of a text may lie: that of the file; or, where
    the name of its folder states a language, those beside it that state one."""
    _, (home, _) = side_of(file)
    if home == file.parent:
        return [home]
    return [
        folder
        for folder in sorted(home.iterdir())
        if folder.is_dir() and side_of(folder / file.name)[0]
    ]
