"""Class sets: lessons in order, one package, and what its editions do to students who study with it
in the real Anki."""

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import run
from verify import verify

from generator import anki
from generator.anki.field_html import visible_text
from generator.anki.note import Note
from generator.anki.note_types import WORD_FIELDS
from generator.anki.twin import read_notes
from generator.base.errors import InputError, OutputError
from generator.base.words import word_key
from generator.classes import BuiltSet, build_set, study_set
from generator.pipeline import BuildOptions, Resources
from generator.reports.set_report import set_text
from generator.texts import read_set

if TYPE_CHECKING:
    from learner import Learner

THEN = 1_795_300_000
FIELDS = [name for name, _ in WORD_FIELDS]
MEANING = FIELDS.index("Meaning")
LESSONS = {
    "bank": (
        "爸爸在银行工作。\n妈妈是老师。\n弟弟还很小。\n---\n"
        "Dad works at a bank.\nMum is a teacher.\nMy younger brother is still very small.\n"
    ),
    "shop": (
        "我去商店买苹果。\n苹果很便宜。\n我在银行旁边等公共汽车。\n---\nI go to the shop to buy"
        " apples.\nThe apples are very cheap.\nI wait for the bus next to the bank.\n"
    ),
    "rain": (
        "昨天下雨了。\n弟弟没带雨伞。\n老师借给他一把雨伞。\n---\nIt rained yesterday.\nMy younger"
        " brother did not bring an umbrella.\nThe teacher lent him an umbrella.\n"
    ),
    "letter": (
        "我给奶奶写信。\n她住在北方的城市。\n那里的冬天很冷。\n---\nI write a letter to"
        " Grandma.\nShe lives in a city in the north.\nWinter there is very cold.\n"
    ),
    "train": (
        "我们坐火车去北方。\n火车票不便宜。\n奶奶在车站等我们。\n---\nWe take the train to the"
        " north.\nTrain tickets are not cheap.\nGrandma waits for us at the station.\n"
    ),
    "market": (
        "市场里有很多蔬菜。\n妈妈喜欢新鲜的蔬菜。\n---\nThere are many vegetables at the"
        " market.\nMum likes fresh vegetables.\n"
    ),
}


@pytest.fixture(scope="module")
def workshop() -> Resources:
    return Resources()


class Course:
    """A class set on disk, to be built, changed, and built again."""

    def __init__(self, folder: Path, workshop: Resources) -> None:
        self.folder = folder / "course"
        self.folder.mkdir()
        self.decks = folder / "decks"
        self.workshop = workshop
        self.now = THEN

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def lessons(self, *names: str, head: str = "", **more: str) -> None:
        """Write the texts that are not there yet, and ``set.toml``; ``more`` are further lines of
        lessons, by name."""
        toml = f'title = "Our course"\n{head}\n'
        for name in names:
            if not (self.folder / f"{name}.txt").exists():
                self.write(f"{name}.txt", LESSONS[name])
            toml += (
                f'[[lesson]]\ntitle = "At the {name}"\ntexts ='
                f' ["{name}.txt"]\n{more.get(name, "")}\n'
            )
        self.write("set.toml", toml)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def build(self) -> BuiltSet:
        self.now += 1000
        return build_set(self.workshop, read_set(self.folder), self.decks, BuildOptions(), self.now)


@pytest.fixture
def course(tmp_path: Path, workshop: Resources) -> Course:
    return Course(tmp_path, workshop)


def table(built: BuiltSet) -> list[dict[str, str]]:
    """The lists of the lessons."""
    with built.lists.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def taught(built: BuiltSet) -> dict[str, int]:
    """The lesson in which each word is new (in its first reading); each is new once."""
    new = [
        (row["word"], row["reading"].lower(), int(row["lesson"]))
        for row in table(built)
        if row["status"] == "new"
    ]
    assert len(new) == len({(word, reading) for word, reading, _ in new}), "a word is new twice"
    return {word: lesson for word, _, lesson in reversed(new)}


# -- three editions in the real Anki


@dataclass(frozen=True)
class Story:
    """Five lessons, and a word of the second that comes to be taught in the first."""

    texts: tuple[tuple[str, str], ...]
    """Names and contents."""
    moved: str
    zh: str
    en: str


OWN = Story(tuple(LESSONS.items())[:5], "便宜", "饭很便宜。", "The food is cheap.")
SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "first-steps"
FIRST_STEPS = Story(
    tuple((path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))),
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
    said = set_text(third)
    assert f"    Cika::Our course::05 At the {names[4]} -> 06 At the {names[4]}\n" in said
    assert f"    Cika::Our course::03 At the {names[2]} -> 04 At the {names[2]}\n" in said
    yield edition(third)


STUDENTS = {
    "from the start": (0, 1, 2),
    "missed one": (0, 2),
    "joined later": (1, 2),
    "late": (2,),
    "mixed them up": (1, 0, 2, 1),
}
"""Students, and the editions that they import, in this order."""


NO_SEEDS = pytest.mark.skipif(not SEEDS.is_dir(), reason="seeds/first-steps is not there")


@pytest.mark.parametrize(
    "story", [OWN, pytest.param(FIRST_STEPS, marks=NO_SEEDS)], ids=["short texts", "seeds"]
)
def test_three_editions_cost_no_student_anything(
    course: Course, tmp_path: Path, story: Story
) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from learner import Learner

    editions = list(three_editions(course, story, tmp_path))
    same = [
        guid
        for guid, note in editions[0].notes.items()
        if all(one.notes.get(guid) == note for one in editions)
    ]
    mine = next(guid for guid in same if guid[0] == "w")
    for name, imports in STUDENTS.items():
        (tmp_path / name).mkdir()
        learner = Learner(tmp_path / name)
        try:
            term(learner, [editions[number] for number in imports], mine)
            decks = {deck.name for deck in learner.col.decks.all_names_and_ids()}
            assert f"Cika::Our course::06 At the {story.texts[4][0]}" in decks or "late" not in name
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


def test_a_rebuild_of_the_same_set_does_nothing_and_a_forced_one_makes_the_same_bytes(
    course: Course,
) -> None:
    course.lessons("bank", "shop", "rain", head='cards = ["production"]', shop="due = 2026-09-14")
    first = course.build()
    before = {path.name: path.read_bytes() for path in first.package.parent.iterdir()}
    assert set(before) == {"course.apkg", "course.tsv", "course.lessons.tsv"}
    assert course.build().written is None
    again = build_set(
        course.workshop,
        read_set(course.folder),
        course.decks,
        BuildOptions(force=True),
        course.now + 5000,
    )
    assert again.written is not None
    assert {path.name: path.read_bytes() for path in first.package.parent.iterdir()} == before
    first.package.with_suffix(".tsv").unlink()
    with pytest.raises(
        OutputError,
        match=(
            r"course\.tsv is gone: .* cika ledger .*course\. To begin anew, delete"
            r" course\.apkg\."
        ),
    ):
        course.build()
    assert anki.rebuild_twin(first.package) == again.written.unchanged
    homes = anki.read_ledger(first.package.with_suffix(".tsv")).deck_of
    assert sorted(set(homes.values())) == [
        f"Cika::Our course::0{n} At the {name}"
        for n, name in enumerate(("bank", "shop", "rain"), 1)
    ]
    course.edit("set.toml", "2026-09-14", "2026-09-21")
    changed = course.build()
    assert changed.written is not None
    assert (changed.written.new, changed.written.changed) == (
        0,
        0,
    ), "a due date is no reason to touch a note"


@NO_SEEDS
def test_several_processes_make_the_same_set(workshop: Resources, tmp_path: Path) -> None:
    made = []
    for jobs in (1, 2):
        built = build_set(
            workshop, read_set(SEEDS), tmp_path / str(jobs), BuildOptions(), THEN, jobs
        )
        made.append({path.name: path.read_bytes() for path in built.package.parent.iterdir()})
    assert made[0] == made[1]


# -- a teacher's own list

LIST = """word\treading\tgloss\tsentence\ttranslation
银行\t\tbank (for money)\t\t
图书馆\t\t\t我在图书馆看书。\tI read in the library.
王小明\tWáng Xiǎomíng\tXiaoming, a pupil\t王小明很高。\tXiaoming is tall.
打扫+干净\t\tto clean up\t\t
T恤\t\tT-shirt\t\t
你好吗？\t\tHow are you?\t\t
爸爸\t\t\t\t
"""


def test_words_of_a_list_win_over_the_machine_and_get_a_card_though_no_text_has_them(
    course: Course,
) -> None:
    course.write("list.tsv", LIST)
    course.write("known.txt", "爸爸\n便宜\n")
    course.lessons(
        "bank", "shop", "rain", head='known = ["known.txt", "hsk:1"]', bank='words = "list.tsv"'
    )
    course.edit("rain.txt", "老师", "王小明")
    built = course.build()
    assert built.study is not None
    first, second, third = built.study.lessons
    glosses = {word.token.headword: word.token.gloss for word in first.words}
    assert glosses["银行"] == "bank (for money)"
    assert glosses["王小明"] == "Xiaoming, a pupil"
    assert glosses["打扫干净"] == "to clean up"
    assert "爸爸" in glosses, "what a teacher lists is wanted even if it is known"
    assert {"是", "我", "便宜"} & {
        word.token.headword for lesson in built.study.lessons for word in lesson.words
    } == set()
    assert first.listed is not None
    assert [p.zh for p in first.listed.passages] == [
        "我在图书馆看书。",
        "王小明很高。",
        "打扫干净",
        "T恤",
        "你好吗？",
    ]
    assert {word.token.headword: number for word, number in second.review} == {"银行": 1}
    assert {word.token.headword for word, _ in third.review} == {"王小明"}, (
        "later lessons know what no dictionary has"
    )
    notes = {
        unescape(note.fields[0]): dict(zip(FIELDS, note.fields, strict=True))
        for note in words_of(built)
    }
    assert notes["图书馆|tu2 shu1 guan3"]["Sentence"].count("图书馆") == 1
    assert (notes["图书馆|tu2 shu1 guan3"]["Before"], notes["图书馆|tu2 shu1 guan3"]["After"]) == (
        "",
        "",
    )
    sentences = {
        unescape(note.fields[0])
        for note in read_notes(built.package.with_suffix(".tsv"))
        if note.note_type == anki.SENTENCE
    }
    assert "我在图书馆看书。" in sentences
    assert "打扫干净" not in sentences, "a word alone is no sentence"
    verify(built.package)


def words_of(built: BuiltSet) -> list[Note]:
    return [
        note
        for note in read_notes(built.package.with_suffix(".tsv"))
        if note.note_type == anki.WORD
    ]


def test_a_lesson_without_anything_new_has_no_deck_and_is_named(course: Course) -> None:
    course.write("again.txt", LESSONS["bank"])
    course.lessons("bank", "again")
    built = course.build()
    assert built.sentences == (3, 0)
    assert [(issue.kind, issue.where) for issue in built.issues] == [
        ("empty-lesson", "Lesson 2: At the again")
    ]
    assert {row["status"] for row in table(built) if row["lesson"] == "2"} == {"seen in lesson 1"}
    assert set(anki.read_ledger(built.package.with_suffix(".tsv")).deck_of.values()) == {
        "Cika::Our course::01 At the bank"
    }


def test_what_students_rename_when_a_lesson_goes_and_the_set_has_another_title(
    course: Course,
) -> None:
    course.lessons("bank", "shop", "rain", "train")
    course.build()
    course.lessons("bank", "rain", "train", head="# shorter")
    course.edit("set.toml", 'title = "Our course"', 'title = "Chinese"')
    said = set_text(course.build())
    assert [line.strip() for line in said.splitlines() if " -> " in line] == [
        "Cika::Our course::04 At the train -> 03 At the train",
        "Cika::Our course::03 At the rain -> 02 At the rain",
        "Cika::Our course -> Chinese",
    ], "a lesson whose words moved into others is renamed to none of them"


def test_cards_of_listed_words_alone(course: Course) -> None:
    course.write("list.tsv", "word\n银行\n公共汽车\n")
    course.lessons("bank", "shop", shop='words = "list.tsv"\nonly_listed = true')
    built = course.build()
    assert {word for word, lesson in taught(built).items() if lesson == 2} == {"公共汽车"}
    assert built.sentences == (3, 0)
    course.lessons("bank", "shop", shop='words = "list.tsv"\nonly_listed = true\nsentences = true')
    assert course.build().sentences == (3, 3)


def test_a_word_of_a_list_in_the_other_script_than_its_sentence_keeps_its_gloss(
    course: Course,
) -> None:
    course.write(
        "list.tsv",
        "word\tgloss\tsentence\n討價還價\thaggling\t爸爸跟老板讨价还价。\n讨厌\tyuck\t小狗很討厭。\n",
    )
    course.lessons("bank", bank='words = "list.tsv"')
    built = course.build()
    assert built.study is not None
    glosses = {word.token.headword: word.token.gloss for word in built.study.lessons[0].words}
    assert glosses["讨价还价"] == "haggling"
    assert glosses["讨厌"] == "yuck"


def test_a_sentence_of_a_list_that_lacks_its_word_is_said(course: Course) -> None:
    course.write("list.tsv", "word\tsentence\n图书馆\t我看书。\n")
    course.lessons("bank", bank='words = "list.tsv"')
    study = study_set(course.workshop, read_set(course.folder))
    assert [issue.kind for issue in study.issues] == ["listed-sentence"]
    assert study.issues[0].where.endswith("list.tsv, line 2: 图书馆")
    assert study.lessons[0].listed is not None
    assert [(p.zh, p.en) for p in study.lessons[0].listed.passages] == [("图书馆", "library")]


# -- set.toml


@NO_SEEDS
def test_the_set_of_seeds(workshop: Resources) -> None:
    study = study_set(workshop, read_set(SEEDS))
    assert [lesson.due for lesson in study.lessons] == [
        "2027-03-01",
        "2027-03-08",
        "2027-03-15",
        "2027-03-22",
        "2027-03-29",
    ]
    new = [{word_key(word.token).written for word in lesson.words} for lesson in study.lessons]
    assert sum(map(len, new)) == len(set().union(*new))
    assert all(new)
    assert all(lesson.review for lesson in study.lessons[1:])
    assert {"试衣间|shi4 yi1 jian1", "打折|da3 zhe2", "袜子|wa4 zi5"} <= new[1]
    assert "shop assistant; waiter" in {word.token.gloss for word in study.lessons[1].words}
    assert not study.issues


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("title = 'a'\n[[lesson]\n", r"set\.toml: is not TOML \(.*line 2"),
        (f"known = {'[' * 50_000}", r"set\.toml: is not TOML \(.*recursion"),
        ("title = 'a'\n", r"set\.toml: lesson is missing; expected \[\[lesson\]\]"),
        ("[[lesson]]\ntexts = 'bank.txt'\n", r"set\.toml: title is missing; expected text"),
        (
            "title = 'a'\nlessons = 3\n",
            (
                r"set\.toml: there is no key 'lessons'\. Did you mean lesson\? The keys are: title,"
                r" known"
            ),
        ),
        (
            "title = 'a'\nknown = 'hsk:2'\n",
            r"set\.toml: known is 'hsk:2'; expected a list of texts",
        ),
        ("title = 'a'\nnames = 'yes'\n", r"set\.toml: names is 'yes'; expected true or false"),
        (
            "title = 'a'\n[[lesson]]\ntext = 'bank.txt'\n",
            r"set\.toml, lesson 1: there is no key 'text'\. Did you mean texts\?",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'no.txt'\n",
            r"lesson 1: texts names .*no\.txt, and there is no such file\. Correct the name",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = [{zh = 'bank.txt'}]\n",
            r"lesson 1: texts is .*; expected one file or a list of files",
        ),
        ("title = 'a'\n[[lesson]]\ndue = 2026-09-14\n", r"lesson 1: is empty\. Name its texts"),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = '2026-09-31'\n",
            r"lesson 1: due is '2026-09-31'; expected a date",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2026-09-14T10:00:00\n",
            r"lesson 1: due is .*; expected a date",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\n[[lesson]]\ntexts = ['./bank.txt']\n",
            r"lesson 2: .* is a text of lesson 1",
        ),
        (
            "title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\nonly_listed = true\n",
            r"lesson 1: only_listed = true wants a word list",
        ),
        (
            "title = 'a'\n[[lesson]]\nwords = 'bad.tsv'\n",
            r"bad\.tsv, line 1: expected the names of the columns, one of them 'word'",
        ),
        (
            "title = 'a'\n[[lesson]]\nwords = 'latin.tsv'\n",
            r"latin\.tsv, line 2: 'bank' has no Chinese character",
        ),
        (
            "title = 'a'\n[[lesson]]\nwords = 'empty.tsv'\n",
            r"empty\.tsv: there is no word in this list",
        ),
        (
            "title = 'a'\n[looks]\ntone = 'pleco'\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"set\.toml, looks: there is no key 'tone'",
        ),
        (
            "title = 'a'\n[looks]\ntones = 'red'\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"set\.toml, looks: There is no look tones=red",
        ),
        (
            "title = 'a'\ncards = ['speaking']\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"cards names 'speaking'; there is no such card",
        ),
        (
            "title = 'a'\nknown = ['hsk2']\n[[lesson]]\ntexts = 'bank.txt'\n",
            r"known names 'hsk2'; expected \"hsk:2\" or a word list, but",
        ),
    ],
)
def test_what_is_wrong_with_a_set_is_said(course: Course, toml: str, message: str) -> None:
    course.lessons("bank")
    course.write("bad.tsv", "gloss\nbank\n")
    course.write("empty.tsv", "word\n")
    course.write("latin.tsv", "word\nbank\n")
    course.write("set.toml", toml)
    with pytest.raises(InputError, match=message):
        course.build()
    assert not course.decks.exists()


@pytest.mark.parametrize(
    "names",
    [
        "known = ['{0}']",
        "stop = ['{0}']",
        "[looks]\naudio = 'folder:{0}'",
        "[[lesson]]\ntexts = '{0}'",
        "[[lesson]]\ntexts = [{{zh = '{0}', en = '{0}'}}]",
        "[[lesson]]\nwords = '{0}'",
    ],
)
def test_a_set_in_an_archive_reads_nothing_else_of_the_machine(course: Course, names: str) -> None:
    course.lessons("bank")
    course.write("list.tsv", "word\n银行\n")
    lesson = "" if "lesson" in names else "[[lesson]]\ntexts = 'bank.txt'\n"
    course.write(
        "set.toml",
        f"title = 'a'\n{names.format((course.folder / 'list.tsv').as_posix())}\n{lesson}",
    )
    archive = shutil.make_archive(str(course.folder.parent / "course"), "zip", course.folder)
    with pytest.raises(
        InputError, match=r"set\.toml: names .*list\.tsv, which is not in the archive"
    ):
        read_set(Path(archive))


# -- the command line


def test_a_folder_with_a_text_and_a_set_builds_both(course: Course, workshop: Resources) -> None:
    course.lessons("bank", "shop")
    course.write("extra.txt", LESSONS["rain"])
    (course.folder.parent / "market.txt").write_text(LESSONS["market"], encoding="utf-8")
    said = run("build", course.folder.parent, "-o", course.decks, SOURCE_DATE_EPOCH="1700000000")
    assert said.exit_code == 0, said.stderr
    assert sorted(str(path.relative_to(course.decks)) for path in course.decks.rglob("*.*")) == [
        "course/course.apkg",
        "course/course.lessons.tsv",
        "course/course.tsv",
        "market.apkg",
        "market.tsv",
    ]
    assert "  Our course: 2 lessons, " in said.stdout
    assert "extra.txt: No lesson of the set names this text." in said.stdout
    assert said.stdout.endswith(f"\n2 of 2 texts and sets are in {course.decks}.\n")
    for path in (course.folder, course.folder / "set.toml"):
        assert (
            run("build", path, "-o", course.decks).stdout
            == f"{course.decks}/course/course.apkg: up to date.\n"
        )
    shutil.make_archive(
        str(course.folder.parent / "zipped" / "course"), "zip", course.folder.parent, "course"
    )
    zipped = course.folder.parent / "zipped/course.zip"
    packed = run(
        "build", zipped, "-o", course.decks / "zipped", "--json", SOURCE_DATE_EPOCH="1700000000"
    )
    (report,) = json.loads(packed.stdout)
    assert [lesson["deck"] for lesson in report["lessons"]] == [
        "Cika::Our course::01 At the bank",
        "Cika::Our course::02 At the shop",
    ]
    assert (course.decks / "zipped/course/course.apkg").read_bytes() == (
        course.decks / "course/course.apkg"
    ).read_bytes()


def test_two_sets_of_one_name_are_refused(course: Course) -> None:
    course.lessons("bank")
    shutil.copytree(course.folder, course.folder.parent / "again/course")
    said = run("build", course.folder.parent, "-o", course.decks)
    assert said.exit_code == 1
    assert (
        "both sets would be named course. Rename the folder of one; none was built." in said.stderr
    )


def test_a_new_set_has_the_texts_in_natural_order_and_builds(course: Course) -> None:
    (course.folder / "9").mkdir()
    texts = {
        "10-train.txt": "train",
        "2-bank.txt": "bank",
        "9/dialogue.zh.txt": "shop",
        "9/reading.txt": "rain",
        "9/dialogue.en.txt": "",
    }
    for name, text in texts.items():
        course.write(name, LESSONS.get(text, ""))
    zh, en = LESSONS["shop"].split("---\n")
    course.write("9/dialogue.zh.txt", zh)
    course.write("9/dialogue.en.txt", en)
    course.write("10-train.txt", 'Title: 坐火车 "K9"\n\n' + LESSONS["train"])
    course.write("2-bank.list.tsv", "word\tgloss\n银行\tbank\n")
    said = run("set", "new", course.folder)
    assert (said.exit_code, said.stdout) == (
        0,
        f"{course.folder}/set.toml: 3 lessons. Read it, then: cika build {course.folder}\n",
    )
    made = read_set(course.folder)
    assert (made.title, [lesson.title for lesson in made.lessons]) == (
        "Course",
        ["2-bank", "9", '坐火车 "K9"'],
    )
    files = [[zh.name for zh, _ in lesson.texts] for lesson in made.lessons]
    assert files == [["2-bank.txt"], ["dialogue.zh.txt", "reading.txt"], ["10-train.txt"]]
    assert [word.line.word for word in made.lessons[0].words] == ["银行"]
    again = run("set", "new", course.folder)
    assert again.exit_code == 1
    assert (
        "set.toml is there already, perhaps with your work. Edit it; --force writes it anew."
        in again.stderr
    )
    toml = (course.folder / "set.toml").read_text(encoding="utf-8")
    for line in (
        "known =",
        "stop =",
        "cards =",
        "names =",
        "sentences =",
        "[looks]",
        "tones =",
        "order =",
        "due =",
    ):
        assert f"\n# {line}" in toml, "what the comments offer is what set.toml knows"
    shown = run("set", "show", course.folder)
    assert "\n1  2-bank: 11 new words\n   爸爸  bàba  dad; father\n" in shown.stdout
    lessons = json.loads(run("set", "show", course.folder, "--json").stdout)
    assert {"word": "银行", "reading": "yínháng", "gloss": "bank", "seen_in": 1} in lessons[1][
        "review"
    ]


def test_every_key_that_the_comments_offer_is_known(course: Course) -> None:
    """A set.toml with all comments taken away is read."""
    course.lessons("bank")
    (course.folder / "set.toml").unlink()
    assert run("set", "new", course.folder).exit_code == 0
    toml = (course.folder / "set.toml").read_text(encoding="utf-8")
    course.write(
        "set.toml",
        re.sub(r"^# (?=(\w+ = |\[looks\]))", "", toml, flags=re.M).replace(
            'words = "NAME', '# words = "NAME'
        ),
    )
    for name in ("known.txt", "stop.txt", "lesson-1.list.tsv"):
        course.write(name, "word\n银行\n")
    made = read_set(course.folder)
    assert (made.known, made.names, made.lessons[0].due, made.lessons[0].only_listed) == (
        ("hsk:2", "known.txt"),
        True,
        "2026-09-14",
        True,
    )
    assert course.build().written is not None


def test_the_lists_of_a_set_are_no_texts_to_report_or_export(
    course: Course, tmp_path: Path
) -> None:
    course.write("old.txt", "爸爸\n便宜\n")
    course.write("never.txt", "弟弟\n")
    course.lessons("bank", head='known = ["hsk:1", "old.txt"]\nstop = ["never.txt"]')
    said = run("report", course.folder, "--json")
    assert [one["name"] for one in json.loads(said.stdout)["texts"]] == ["bank"]
    assert run("export", course.folder, "--to", "csv", "-o", tmp_path / "out").exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["bank.csv"]
