"""eSpeak NG: a small synthesiser that works offline on every system. Its voice is a robot's, but
its tones are right.

It is given the pinyin of the card, not the hanzi, so that it says what the card shows (长 zhǎng
here, cháng there). The library comes with PyPI ``espeakng-loader``; where that is not installed,
the system's own is used.
"""

import ctypes.util
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from generator.audio.check import AS_MP3, INSTALL, as_mp3
from generator.audio.say import VOICE, WORDS_A_MINUTE
from generator.audio.utterance import NoSound, Utterance
from generator.base.errors import InputError
from generator.base.records import Issue

SAY = Path(__file__).with_name("say.py")
ERHUA = re.compile(r"(?<=[1-5])r5")
"""hua1r5: it would spell the r as a letter, but says hua1er5."""
MAX_SECONDS = 60
"""Time after which the synthesiser is taken to hang; a sentence takes it a hundredth of that."""


class Espeak:
    """The synthesiser, a process for each utterance (``say``)."""

    parallel = 4

    def __init__(self) -> None:
        """Raises InputError where it does not work."""
        self._library, self._data = _find()
        try:
            version, _ = self._say("")
        except NoSound as error:
            raise InputError(f"eSpeak NG does not work here: {error} {INSTALL}") from error
        self.key: str | None = f"espeak {version} {VOICE.decode()} {WORDS_A_MINUTE}"

    def speak(self, utterance: Utterance) -> tuple[bytes, str]:
        """Say the pinyin of an utterance."""
        if not utterance.spoken:
            raise NoSound("It has no pinyin for eSpeak NG to say.")
        pinyin = ERHUA.sub("er5", utterance.spoken).replace("u:", "v")
        heading, samples = self._say(pinyin)
        import numpy as np

        return as_mp3(np.frombuffer(samples, "<i2"), int(heading.split()[0])), AS_MP3

    def unused(self, asked: Iterable[Utterance]) -> tuple[Issue, ...]:
        """Return nothing: a program has no recordings that could be left over."""
        return ()

    def _say(self, pinyin: str) -> tuple[str, bytes]:
        """Return rate and version, and the samples."""
        command = [sys.executable, "-I", str(SAY), self._library, self._data]
        try:
            done = subprocess.run(
                command,
                input=pinyin.encode(),
                capture_output=True,
                timeout=MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise NoSound("It hangs.") from error
        if done.returncode:
            why = done.stderr.decode(errors="replace").strip().splitlines()
            raise NoSound(f"It failed ({why[-1] if why else f'exit status {done.returncode}'}).")
        heading, _, samples = done.stdout.partition(b"\n")
        return heading.decode(), samples


def _find() -> tuple[str, str]:
    """Find the library, and where its voices lie (empty: it knows that by itself)."""
    try:
        import espeakng_loader
    except ImportError:
        found = ctypes.util.find_library("espeak-ng")
        if not found:
            raise InputError(f"eSpeak NG is not installed. {INSTALL}") from None
        return found, ""
    return espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
