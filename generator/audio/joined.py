"""Several sounds as one file, with pauses between them."""

from collections.abc import Sequence
from typing import Any

from generator.audio.check import as_mp3, decoded

Part = bytes | float
"""A sound, or seconds of silence."""


def joined(parts: Sequence[Part]) -> bytes:
    """Return sounds and pauses as one MP3 of one channel, at the rate of the first sound. The same
    parts give the same bytes. Raises InputError where no library decodes sound."""
    import numpy as np

    rate = 0
    found: list[np.ndarray[Any, Any]] = []
    for part in parts:
        if isinstance(part, bytes):
            samples, own = decoded(part)
            rate = rate or own
            times = np.arange(round(len(samples) * rate / own)) * own / rate
            found.append(np.interp(times, np.arange(len(samples)), samples).astype(np.float32))
        else:
            found.append(np.zeros(round(part * rate), np.float32))
    return as_mp3(np.concatenate(found), rate)
