"""Five editions of a term of twelve lessons, and a student who imports each into the real Anki."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.anki.twin import read_notes
from generator.classes import BuiltSet
from generator.pipeline import Resources
from generator.reports.set_report import set_text
from support.course import FIELDS, Course
from support.program import ROOT, run

if TYPE_CHECKING:
    from support.learner import Learner

FOLDERS = (ROOT / "seeds" / "a-year-in-kunming", ROOT / "tests" / "term")
MEANING = FIELDS.index("Meaning")
WITHOUT_A_LEDGER = (
    "without that, an import overwrites what they edited, and some lessons may get a second deck"
)


class Term(Course):
    """The lessons 1 to 12, with the lists that lie beside them."""

    def copy(self, number: int) -> None:
        """Copy a lesson into the set."""
        for folder in FOLDERS:
            for path in folder.glob(f"{number}-*"):
                shutil.copy(path, self.folder)

    def order(self, *numbers: int, titles: Mapping[int, str] | None = None) -> None:
        """Write ``set.toml``: the lessons with these numbers, in this order."""
        toml = 'title = "A Year in Kunming"\nknown = ["hsk:1"]\n'
        for number in numbers:
            self.copy(number)
            (path,) = (
                one for one in self.folder.glob(f"{number}-*.txt") if ".list." not in one.name
            )
            first, _ = path.read_text(encoding="utf-8").split("\n", 1)
            title = (titles or {}).get(number, first.removeprefix("Title: "))
            lists = [one.name for one in self.folder.glob(f"{path.stem}.list.*")]
            toml += f'[[lesson]]\ntitle = "{title}"\ntexts = ["{path.name}"]\n'
            toml += "".join(f'words = "{name}"\n' for name in lists)
        self.write("set.toml", toml)

    def hand_on(self, folder: Path, *ledgers: Path) -> "Term":
        """Return the set on another machine, which builds later."""
        other = Term(folder, self.resources)
        shutil.copytree(self.folder, other.folder, dirs_exist_ok=True)
        for ledger in ledgers:
            shutil.copy(ledger, other.folder)
        other.now = self.now + 5000
        return other

    def said(self) -> str:
        """Return what ``set show --edition`` says of the next edition."""
        shown = run("set", "show", self.folder, "--decks", self.decks, "--edition")
        assert shown.exit_code == 0
        return shown.stdout


@dataclass
class Student:
    """Imports editions, studies, and writes own words on a note after each."""

    learner: "Learner"
    own: dict[str, str]
    """GUID -> words."""

    def load(self, built: BuiltSet) -> dict[str, int]:
        """Import an edition: no schedule changes, no card is lost or comes twice, and own words
        stay on notes that did not change; return what Anki counts."""
        before, had = self.learner.schedule(), self.learner.notes()
        log = self.learner.load(built.package)
        after, have = self.learner.schedule(), self.learner.notes()
        assert {card: after[card] for card in before} == before, "a schedule changed, or a deck"
        assert had.keys() <= have.keys(), "a note is lost"
        keys = [unescape(fields[0]) for _, fields in have.values()]
        assert len(keys) == len(set(keys)), "a note came twice"
        made = {note.guid: note for note in read_notes(built.package.with_suffix(".tsv"))}
        assert made.keys() <= have.keys()
        for guid, words in self.own.items():
            assert have[guid][1][MEANING] == words, "a student's own words are lost"
        wrong = [
            guid for guid in made.keys() - self.own.keys() if have[guid][1] != [*made[guid].fields]
        ]
        assert not wrong, "a note is not as the newest edition has it"
        return log

    def study(self, word: str, when: int) -> None:
        """Answer some cards, and write own words on the note of a word."""
        assert self.learner.study(8, "Cika::A Year in Kunming")
        note = self.learner.edit(word, f"my {word}", when)
        self.own[note.guid] = f"my {word}"

    def decks(self) -> set[str]:
        """Return the last parts of the names of the lessons' decks."""
        names = [deck.name for deck in self.learner.col.decks.all_names_and_ids()]
        return {name.rpartition("::")[2] for name in names if name.count("::") == 2}

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Rename decks as the report says."""
        for old, new in renamed.items():
            self.learner.col.decks.rename(self.learner.col.decks.id(old), new)


@pytest.mark.slow
@pytest.mark.skipif(not FOLDERS[0].is_dir(), reason="seeds/a-year-in-kunming is not there")
def test_five_editions_of_a_term(resources: Resources, tmp_path: Path) -> None:
    pytest.importorskip("anki.collection", reason="the real Anki is not installed")
    from support.learner import Learner

    for name in ("term", "handed", "bare", "student"):
        (tmp_path / name).mkdir()
    term = Term(tmp_path / "term", resources)
    student = Student(Learner(tmp_path / "student"), {})
    first = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]

    term.order(*first)
    built = term.build()
    assert WITHOUT_A_LEDGER in set_text(built)
    student.load(built)
    student.study("钱包", term.now + 500)
    decks = student.decks()
    assert len(decks) == 11

    # a lesson inserted in week seven: one deck more, no other name
    term.order(*first[:6], 7, *first[6:])
    assert "new name" not in term.said()
    built = term.build()
    student.load(built)
    student.study("空调", term.now + 500)
    assert student.decks() - decks == {"06b 图书馆通知"} and decks < student.decks()
    decks = student.decks()

    # one dropped: its deck stays, no other is named anew
    term.order(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12)
    built = term.build()
    assert not built.renamed
    student.load(built)
    assert student.decks() == decks

    # two swapped: one of them is named anew, and that was said beforehand
    term.order(1, 2, 3, 5, 4, 6, 7, 8, 10, 11, 12)
    assert "Cika::A Year in Kunming::04 看病 -> 05b 看病" in term.said()
    built = term.build()
    assert len(built.renamed) == 1
    student.rename(built.renamed)
    student.load(built)
    student.study("大夫", term.now + 500)
    assert student.decks() == decks - {"04 看病"} | {"05b 看病"}

    # one retitled: its deck is named anew, and no other
    titles = {11: "不是最后一名"}
    term.order(1, 2, 3, 5, 4, 6, 7, 8, 10, 11, 12, titles=titles)
    built = term.build()
    assert list(built.renamed.values()) == ["Cika::A Year in Kunming::10 不是最后一名"]
    assert built.written and not built.written.changed and not built.written.new
    student.rename(built.renamed)
    student.load(built)
    decks = student.decks()
    assert len(decks) == 12, "no deck stands double"

    a_colleague_builds(term, student, built, tmp_path)
    student.learner.col.close()


def a_colleague_builds(term: Term, student: Student, last: BuiltSet, folder: Path) -> None:
    """On another machine nothing changes where the ledger was handed on; where it was not,
    schedules stay, and it is said what does not."""
    decks = student.decks()
    ledger = last.package.with_suffix(".tsv")
    handed = term.hand_on(folder / "handed", ledger).build()
    assert handed.written and not handed.renamed
    notes = handed.written.unchanged
    assert notes > 500 and not handed.written.changed and not handed.written.new
    assert student.load(handed) == {"duplicate": notes}
    assert student.decks() == decks
    bare = term.hand_on(folder / "bare")
    assert "its table" in bare.said()
    built = bare.build()
    assert WITHOUT_A_LEDGER in set_text(built)
    student.own.clear()
    student.load(built)
    assert decks < student.decks(), "decks stand double, as the report says"
