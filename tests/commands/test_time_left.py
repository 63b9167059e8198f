"""How long a run will take."""

import pytest

from generator.commands.time_left import time_left


@pytest.mark.parametrize(
    ("ends", "texts_left", "says"),
    [
        ((0.0, 1.0), 900, ""),
        (tuple(range(0, 60, 2)), 450, ", about 15 minutes left"),
        (tuple(range(30)), 60, ", about 1 minute left"),
        (tuple(range(30)), 59, ", less than a minute left"),
        (tuple(range(0, 3000, 100)), 360, ", about 10 hours left"),
    ],
)
def test_time_left(ends: tuple[float, ...], texts_left: int, says: str) -> None:
    assert time_left(ends, texts_left) == says
