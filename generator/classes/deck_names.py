"""Names of a set's decks that last: students have the decks of the last edition, and only they can
rename them.

A deck is named ``<label> <title of the lesson>``. Its label is its number when it was first built
(``03``). A lesson that comes in between gets one that Anki lists in between (``02b``); one that is
dropped leaves a gap. Where lessons changed places, as few as can be get a new label.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from generator import anki
from generator.base.words import NoteKey
from generator.pipeline.stages import LessonStudy, SetStudy

LEVEL = re.compile(r"(\d+)([a-z]?) .*")
"""The last level of a deck's name."""
Label = tuple[int, str]
"""A number, and a letter or nothing: as they are sorted."""
SECOND = "b"
"""Letter of a lesson that comes behind another: 02, 02b."""


@dataclass(frozen=True, slots=True)
class LessonDeck:
    """How the deck of a lesson is named."""

    name: str
    before: str = ""
    """Its name in the last edition, where that was another one."""


def deck_names(study: SetStudy, ledger: anki.Ledger) -> tuple[LessonDeck, ...]:
    """Return how the deck of each lesson is named, given what the last edition left behind."""
    before = list(_decks_before(study, ledger))
    labels = _labels([_label(name) for name in before])
    found: list[LessonDeck] = []
    for lesson, old, label in zip(study.lessons, before, labels, strict=True):
        name = anki.lesson_deck_name(study.title, f"{label[0]:02}{label[1]}", lesson.title)
        found.append(LessonDeck(name=name, before="" if name == old else old))
    return tuple(found)


def renamed(decks: Iterable[LessonDeck]) -> dict[str, str]:
    """Return the new name of each deck that students have under another one."""
    return {deck.before: deck.name for deck in decks if deck.before}


def _decks_before(study: SetStudy, ledger: anki.Ledger) -> Iterator[str]:
    """Yield for each lesson the deck that it was in the last edition, by its title, else by what
    it teaches; empty where it is new."""
    left = sorted({name for name in ledger.deck_of.values() if _label(name)})
    by_title: dict[int, str] = {}
    for lesson in study.lessons:
        for name in left:
            if _is_titled(name, lesson.title):
                by_title[lesson.number] = name
                left.remove(name)
                break
    guid_of = {key: guid for guid, key in ledger.keys.items()}
    for lesson in study.lessons:
        if lesson.number in by_title:
            yield by_title[lesson.number]
            continue
        guids = [guid_of[key] for key in _keys(lesson) if key in guid_of]
        decks = Counter(ledger.deck_of.get(guid, "") for guid in guids)
        name, count = (decks.most_common(1) or [("", 0)])[0]
        if name in left and 2 * count > sum(decks.values()):
            left.remove(name)
            yield name
        else:
            yield ""


def _is_titled(name: str, title: str) -> bool:
    """Tell whether a deck has the title of a lesson, shortened as names of decks are."""
    level = name.rpartition("::")[2]
    label = level.partition(" ")[0]
    return anki.lesson_deck_name("", label, title).rpartition("::")[2] == level


def _keys(lesson: LessonStudy) -> Iterator[NoteKey]:
    """Yield the keys of what a lesson teaches."""
    for word in lesson.words:
        yield NoteKey.of_word(word.token)
    for part in lesson.parts:
        for passage in part.passages:
            yield NoteKey.of_sentence(passage.zh)


def _label(name: str) -> Label | None:
    found = LEVEL.fullmatch(name.rpartition("::")[2])
    return (int(found[1]), found[2]) if found else None


def _labels(before: Sequence[Label | None]) -> list[Label]:
    """Return the label of each lesson: of those before as many as are in order stay."""
    kept = _in_order(before)
    labels: list[Label] = []
    for at, old in enumerate(before):
        if at in kept and old:
            labels.append(old)
            continue
        later = [before[place] for place in sorted(kept) if place > at]
        new = _between(labels[-1] if labels else (-1, ""), later[0] if later else None, at + 1)
        if new is None:  # no room: all are numbered anew
            return [(number, "") for number in range(1, len(before) + 1)]
        labels.append(new)
    return labels


def _in_order(labels: Sequence[Label | None]) -> set[int]:
    """Return the places of the longest run of labels, gaps allowed, that rises; of equal ones the
    one that ends first."""
    best: dict[int, list[int]] = {}
    for at, label in enumerate(labels):
        if label is None:
            continue
        runs = [run for end, run in best.items() if (labels[end] or label) < label]
        longest = max(runs, key=len, default=[])
        best[at] = [*longest, at]
    runs = sorted(best.values(), key=len)
    return set(runs[-1]) if runs else set()


def _between(low: Label, high: Label | None, number: int) -> Label | None:
    """Return a label between two, the number of the lesson if that fits; None where there is no
    room."""
    choices = [(number, "")]
    if high is None:
        choices.append((low[0] + 1, ""))
    else:
        choices += [(between, "") for between in range(max(low[0] + 1, 0), high[0])]
    letters = ascii_lowercase[ascii_lowercase.index(SECOND) :]
    choices += [(low[0], letter) for letter in (*letters, *ascii_lowercase)]
    for choice in choices:
        if low < choice and (high is None or choice < high) and choice[0] >= 0:
            return choice
    return None
