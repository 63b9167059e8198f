"""A teacher's own recordings in a folder, found by the names of the files.

``银行.mp3`` and ``长 zhǎng.wav`` are words, the second in one of its readings; ``12.mp3``, ``No.
12.mp3`` and ``012.ogg`` are the sentence of that number. MP3, Ogg, Opus, WAV and FLAC; the last two
are stored smaller.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from generator.audio.check import AS_MP3, smaller
from generator.audio.utterance import NoSound, Utterance
from generator.base import pinyin
from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Issue

READABLE_SUFFIXES = {".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac"}
OTHER_SUFFIXES = {".m4a", ".aac", ".wma", ".webm", ".mp4", ".3gp", ".amr", ".aiff", ".caf"}
LOSSLESS_SUFFIXES = {".wav", ".flac"}
NUMBER = re.compile(r"(?:no\.?|nr\.?|第)?\s*0*(\d+)\s*句?", re.IGNORECASE)


class Recordings:
    """The sound files of a folder."""

    parallel = 1
    key: str | None = None

    def __init__(self, folder: Path) -> None:
        """Raises InputError for a folder that is none, holds no sound, or holds two files for the
        same thing."""
        if not folder.is_dir():
            raise InputError(
                f"{folder}: no such folder of recordings. Check the spelling; write --audio"
                " folder:PATH."
            )
        self._folder = folder
        self._files: dict[tuple[str, str] | int, Path] = {}
        files = sorted(path for path in folder.iterdir() if _is_shown(path))
        self._others = [path for path in files if path.suffix.lower() in OTHER_SUFFIXES]
        for path in files:
            subject = _subject_of(path.stem)
            if subject is None or path.suffix.lower() not in READABLE_SUFFIXES:
                continue
            other = self._files.setdefault(subject, path)
            if other != path:
                raise InputError(
                    f"{folder}: {other.name} and {path.name} are recordings of the same. Delete"
                    " one of them."
                )
        if not self._files:
            wanted = ", ".join(sorted(suffix[1:] for suffix in READABLE_SUFFIXES))
            raise InputError(
                f"{folder}: holds no recordings ({wanted}) named after words (银行.mp3) or sentence"
                " numbers (12.mp3)."
            )

    def speak(self, utterance: Utterance) -> tuple[bytes, str]:
        """Return the recording of an utterance."""
        path = self._find(utterance)
        if path is None:
            raise NoSound(f"There is no recording of it in {self._folder}.")
        try:
            content = path.read_bytes()
            if path.suffix.lower() in LOSSLESS_SUFFIXES:
                return smaller(content), AS_MP3
        except (OSError, RuntimeError, ValueError) as error:
            raise NoSound(f"{path.name} cannot be read ({str(error).rstrip('.')}).") from error
        return content, path.suffix.lower()

    def unused(self, asked: Iterable[Utterance]) -> tuple[Issue, ...]:
        """Return an issue for each recording that no card uses, and for each of a kind that cannot
        be read."""
        used = {self._find(utterance) for utterance in asked}
        found = []
        for path in self._files.values():
            if path not in used:
                detail = "No card of this text is about it."
                found.append(Issue(kind="unused-recording", where=path.name, detail=detail))
        for path in self._others:
            detail = "This kind of sound cannot be checked, so it was not used. Convert it to MP3."
            found.append(Issue(kind="unreadable-recording", where=path.name, detail=detail))
        return tuple(found)

    def _find(self, utterance: Utterance) -> Path | None:
        if utterance.number is not None:
            return self._files.get(utterance.number)
        reading = utterance.reading or utterance.spoken
        own = self._files.get((utterance.text, reading))
        return own or self._files.get((utterance.text, ""))


def _is_shown(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _subject_of(stem: str) -> tuple[str, str] | int | None:
    """Return what a file is a recording of, by its name: a word with its reading or without, a
    sentence's number, or neither."""
    stem = unicodedata.normalize("NFC", stem).strip()
    number = NUMBER.fullmatch(stem)
    if number:
        return int(number[1])
    word = "".join(HANZI.findall(stem))
    if not word:
        return None
    syllables = pinyin.syllables(HANZI.sub("", stem))
    return word, "".join(map(pinyin.number, syllables))
