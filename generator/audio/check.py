"""Tells whether a sound can be decoded, is not silent, and is as long as its text needs. The door
to libsndfile.

libsndfile (PyPI ``soundfile``) reads WAV, FLAC, Ogg Vorbis, Opus and MP3, and writes MP3, which
every Anki plays.
"""

import io
from typing import TYPE_CHECKING, Any

from generator.base.errors import InputError
from generator.base.program import install_command

if TYPE_CHECKING:
    import numpy as np

AS_MP3 = ".mp3"
INSTALL = f"Install what sound needs: {install_command('edge-tts', 'espeakng-loader', 'soundfile')}"
MIN_PEAK = 0.01
"""Peak under which a file counts as silent: -40 dB of full scale."""
MIN_SYLLABLE_SECONDS, MAX_SYLLABLE_SECONDS = 0.06, 2.5
"""How long a syllable may take, from the fastest program to a slow teacher."""
MAX_PAUSE_SECONDS = 6.0
"""Silence that a recording may have at its ends, together."""


def fault(content: bytes, syllables: int) -> str:
    """Return what is wrong with a sound of so many syllables (``is silent``), or an empty
    string."""
    try:
        samples, rate = _library().read(io.BytesIO(content), dtype="float32", always_2d=True)
    except (RuntimeError, TypeError, ValueError) as error:  # LibsndfileError is a RuntimeError
        return f"cannot be decoded ({str(error).rstrip('.')})"
    seconds = len(samples) / rate
    if not seconds or abs(samples).max() < MIN_PEAK:
        return "is silent"
    if seconds < MIN_SYLLABLE_SECONDS * syllables:
        return f"lasts {seconds:.1f} seconds, too short for {syllables} syllables"
    if seconds > MAX_SYLLABLE_SECONDS * syllables + MAX_PAUSE_SECONDS:
        return f"lasts {seconds:.1f} seconds, too long for {syllables} syllables"
    return ""


def as_mp3(samples: "np.ndarray[Any, Any]", rate: int) -> bytes:
    """Encode samples (one channel, or one column a channel) at so many a second."""
    file = io.BytesIO()
    _library().write(file, samples, rate, format="MP3")
    return file.getvalue()


def smaller(content: bytes) -> bytes:
    """Encode a sound that is stored without loss; raises RuntimeError if it cannot be decoded."""
    return as_mp3(*_library().read(io.BytesIO(content), dtype="int16"))


def decoded(content: bytes) -> "tuple[np.ndarray[Any, Any], int]":
    """Return the samples of a sound, its channels mixed, and how many are a second."""
    samples, rate = _library().read(io.BytesIO(content), dtype="float32", always_2d=True)
    return samples.mean(axis=1), rate


def _library() -> Any:
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise InputError(
            f"Sound files cannot be checked or written here ({error}). {INSTALL}"
        ) from error
    return soundfile
