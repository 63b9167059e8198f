"""Three editions of a class set, and what they do to students who study in the real Anki."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import anki
from generator.anki.field_html import visible_text
from generator.anki.note import Note
from generator.anki.twin import read_notes
from generator.classes import BuiltSet
from generator.reports.set_report import set_text
from support.course import FIELDS, LESSONS, THEN, Course, taught
from support.program import FIRST_STEPS
from support.verify import verify

if TYPE_CHECKING:
    from support.learner import Learner

MEANING = FIELDS.index("Meaning")


@dataclass(frozen=True)
class Story:
    """Five lessons, and a word of the second that comes to be taught in the first."""

    texts: tuple[tuple[str, str], ...]
    """Names and contents."""
    moved: str
    zh: str
    en: str


OWN = Story(tuple(LESSONS.items())[:5], "便宜", "饭很便宜。", "The food is cheap.")

FROM_SEEDS = Story(
    tuple(
        (path.stem, path.read_text(encoding="utf-8")) for path in sorted(FIRST_STEPS.glob("*.txt"))
    ),
    "裤子",
    "裤子很好。",
    "The trousers are good.",
)


@dataclass(frozen=True)
class Edition:
    package: Path
    notes: Mapping[str, Note]
    """By GUID."""

    @property
    def keys(self) -> dict[str, str]:
        return {unescape(note.fields[0]): guid for guid, note in self.notes.items()}


def add(course: Course, name: str, zh: str, en: str) -> None:
    """Add a sentence at the end of a text, whose languages are apart or in turn."""
    chinese, rule, english = (
        (course.folder / f"{name}.txt").read_text(encoding="utf-8").partition("\n---\n")
    )
    apart = f"{chinese.rstrip()}\n{zh}\n{rule}{english.rstrip()}\n{en}\n"
    course.write(f"{name}.txt", apart if rule else f"{chinese.rstrip()}\n\n{zh}\n{en}\n")


def three_editions(course: Course, story: Story, folder: Path) -> Iterator[Edition]:
    """Lessons 1 to 3; corrected, with lessons 4 and 5; one inserted, one text extended, a word
    skipped."""
    names = [name for name, _ in story.texts]
    for name, text in story.texts:
        course.write(f"{name}.txt", text)

    def edition(built: BuiltSet) -> Edition:
        notes = {note.guid: note for note in read_notes(built.package.with_suffix(".tsv"))}
        return Edition(Path(shutil.copy(built.package, folder / f"{course.now}.apkg")), notes)

    course.lessons(*names[:3])
    first = course.build()
    assert taught(first)[story.moved] == 2
    before = edition(first)
    yield before

    # a gloss, a sentence, a word that comes earlier, two lessons more
    glossed = next(
        word for word, lesson in taught(first).items() if lesson == 2 and word != story.moved
    )
    course.write(
        f"{names[1]}.words.tsv", f"word\treading\tgloss\n{glossed}\t\tas the teacher says\n"
    )
    third_text = (course.folder / f"{names[2]}.txt").read_text(encoding="utf-8")
    sentences = [
        visible_text(note.fields[1])
        for note in before.notes.values()
        if note.note_type == anki.SENTENCE
    ]
    old = next(
        one for one in sentences if len(one) > 8 and one[-1] == "。" and third_text.count(one) == 1
    )
    mended = f"{old[:-1]}了。"
    course.edit(f"{names[2]}.txt", old, mended)
    add(course, names[0], story.zh, story.en)
    course.lessons(*names)
    second = course.build()
    assert second.written is not None
    assert taught(second)[story.moved] == 1
    assert [
        (earlier[-len(names[1]) :], now[-len(names[0]) :]) for earlier, now in second.written.moved
    ] == [(names[1], names[0])]
    after = edition(second)
    key, old_key = anki.sentence_key(mended), anki.sentence_key(old)
    assert after.keys[key] == before.keys[old_key], "a mended sentence is the same note"
    assert {
        key: guid for key, guid in after.keys.items() if key in before.keys
    }.items() <= before.keys.items()
    assert "as the teacher says" in {note.fields[MEANING] for note in after.notes.values()}
    yield after

    # a lesson in the middle, a longer text, a word less
    skipped = next(word for word, lesson in taught(second).items() if lesson == 5)
    course.write(f"{names[4]}.words.tsv", f"word\tskip\n{skipped}\tx\n")
    add(course, names[1], "商店里也有蔬菜和玩具。", "The shop has vegetables and toys, too.")
    course.lessons(*names[:2], "market", *names[2:])
    third = course.build()
    assert third.written is not None
    assert [key.split("|")[0] for key in third.written.dropped] == [skipped]
    words = taught(third)
    assert (words["蔬菜"], words["玩具"], words["市场"], skipped in words) == (2, 2, 3, False)
    assert "new name" not in set_text(third)
    assert third.decks[1:4] == (
        f"Cika::Our course::02 At the {names[1]}",
        "Cika::Our course::02b At the market",
        f"Cika::Our course::03 At the {names[2]}",
    )
    yield edition(third)


def is_the_same(guid: str, editions: Sequence[Edition]) -> bool:
    """Tell whether a note of the first edition never changes."""
    first = editions[0].notes[guid]
    return all(one.notes.get(guid) == first for one in editions)


STUDENTS = {
    "from the start": (0, 1, 2),
    "missed one": (0, 2),
    "joined later": (1, 2),
    "late": (2,),
    "mixed them up": (1, 0, 2, 1),
}
"""Students, and the editions that they import, in this order."""

NO_SEEDS = pytest.mark.skipif(not FIRST_STEPS.is_dir(), reason="seeds/first-steps is not there")


@pytest.mark.slow
@pytest.mark.parametrize(
    "story", [OWN, pytest.param(FROM_SEEDS, marks=NO_SEEDS)], ids=["short texts", "seeds"]
)
def test_three_editions_cost_no_student_anything(
    course: Course, tmp_path: Path, story: Story
) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from support.learner import Learner

    editions = list(three_editions(course, story, tmp_path))
    words = [guid for guid in editions[0].notes if guid[0] == "w"]
    mine = next(guid for guid in words if is_the_same(guid, editions))
    for name, imports in STUDENTS.items():
        (tmp_path / name).mkdir()
        learner = Learner(tmp_path / name)
        try:
            term(learner, [editions[number] for number in imports], mine)
            decks = {deck.name for deck in learner.col.decks.all_names_and_ids()}
            assert f"Cika::Our course::05 At the {story.texts[4][0]}" in decks or "late" not in name
            said = learner.col.decks.by_name("Cika::Our course::02 At the " + story.texts[1][0])[
                "desc"
            ]
            assert re.match(
                r"Our course · Lesson 2: At the .*<br>New: \d+ words, \d+ sentences<br>Review: .+"
                r" \(lesson 1\)<br>Made",
                said,
            )
        finally:
            learner.col.close()
    for old, new in ((0, 1), (1, 2), (0, 2)) if story == OWN else ((0, 2),):
        verify(editions[old].package, "--reimport", editions[new].package)


def term(learner: "Learner", imports: Sequence[Edition], mine: str) -> None:
    """A student imports editions and studies after each; on the note ``mine``, which never changes,
    stand the student's own words."""
    had: set[str] = set()
    newest: dict[str, Note] = {}
    for number, edition in enumerate(imports):
        before = learner.schedule()
        log = learner.load(edition.package)
        assert "conflicting" not in log
        after, have = learner.schedule(), learner.notes()
        assert {card: after[card] for card in before} == before, "a schedule changed"
        assert len(have) == len({unescape(fields[0]) for _, fields in have.values()}), (
            "a card came twice"
        )
        had |= edition.keys.keys()
        if edition.package >= max(one.package for one in imports[: number + 1]):
            newest = dict(edition.notes)
        wrong = [
            note.fields[0]
            for guid, note in newest.items()
            if have[guid][1] != list(note.fields) and guid != mine
        ]
        assert not wrong, "a note is not as the newest edition has it"
        if number:
            assert have[mine][1][MEANING] == "my own words"
        else:
            learner.edit(newest[mine].fields[1], "my own words", THEN + 1500)
        assert learner.study(6, "Cika::Our course")
    assert {unescape(fields[0]) for _, fields in learner.notes().values()} <= had
