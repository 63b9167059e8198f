"""What an alignment says of a text as a whole: passages that are lost, or stand elsewhere."""

from generator.alignment.doubts import Stretch, gaps, stretches
from generator.base.records import Bead

SURE = 0.99


def pairs(count: int, confidence: float, first: tuple[int, int] = (0, 0)) -> list[Bead]:
    return [Bead((first[0] + k,), (first[1] + k,), confidence) for k in range(count)]


def test_runs_on_both_sides_are_one_gap() -> None:
    beads = [
        *pairs(2, SURE),
        Bead((2,), (), 0.9),
        Bead((), (2,), 0.9),
        Bead((3,), (), 0.9),
        *pairs(2, SURE, (4, 3)),
    ]
    assert gaps(beads) == (Stretch((2, 4), (2, 3)),)
    assert gaps(beads, least=3) == ()


def test_a_stretch_is_where_doubt_gathers() -> None:
    beads = [*pairs(20, SURE), *pairs(8, 0.2, (20, 20)), *pairs(20, SURE, (28, 28))]
    assert stretches(beads) == (Stretch((20, 28), (20, 28)),)


def test_doubts_far_apart_and_a_lost_preface_are_no_stretch() -> None:
    scattered: list[Bead] = []
    for k in range(0, 60, 6):
        scattered += [*pairs(5, SURE, (k, k)), *pairs(1, 0.2, (k + 5, k + 5))]
    preface = [Bead((), (j,), 0.9) for j in range(40)]
    assert stretches(scattered) == ()
    assert stretches([*preface, *pairs(20, SURE, (0, 40))]) == ()
