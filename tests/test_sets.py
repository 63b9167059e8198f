"""Class sets: lessons in order, one package, and what its editions do to students who study with it in the real Anki."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import run
from verify import verify

from generator import anki
from generator.anki.note_types import WORD_FIELDS
from generator.anki.notes import Note
from generator.anki.twin import read_notes
from generator.errors import InputError
from generator.lessons import BuiltSet, build_set, set_text, study_set
from generator.pipeline import Options, Workshop
from generator.texts import read_set

THEN = 1_795_300_000
LESSONS = {
    "bank": "爸爸在银行工作。\n妈妈是老师。\n弟弟还很小。\n---\n"
    "Dad works at a bank.\nMum is a teacher.\nMy younger brother is still very small.\n",
    "shop": "我去商店买苹果。\n苹果很便宜。\n我在银行旁边等公共汽车。\n---\n"
    "I go to the shop to buy apples.\nThe apples are very cheap.\nI wait for the bus next to the bank.\n",
    "rain": "昨天下雨了。\n弟弟没带雨伞。\n老师借给他一把雨伞。\n---\n"
    "It rained yesterday.\nMy younger brother did not bring an umbrella.\nThe teacher lent him an umbrella.\n",
    "letter": "我给奶奶写信。\n她住在北方的城市。\n那里的冬天很冷。\n---\n"
    "I write a letter to Grandma.\nShe lives in a city in the north.\nWinter there is very cold.\n",
    "train": "我们坐火车去北方。\n火车票不便宜。\n奶奶在车站等我们。\n---\n"
    "We take the train to the north.\nTrain tickets are not cheap.\nGrandma waits for us at the station.\n",
    "market": "市场里有很多蔬菜。\n妈妈喜欢新鲜的蔬菜。\n---\nThere are many vegetables at the market.\nMum likes fresh vegetables.\n",
}


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


class Course:
    """A class set on disk, to be built, changed, and built again."""

    def __init__(self, folder: Path, workshop: Workshop) -> None:
        self.folder = folder / "course"
        self.folder.mkdir()
        self.decks = folder / "decks"
        self.workshop = workshop
        self.now = THEN

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def lessons(self, *names: str, head: str = "", **more: str) -> None:
        """Write the texts that are not there yet, and ``set.toml``; ``more`` are further lines of lessons, by name."""
        toml = f'title = "Our course"\n{head}\n'
        for name in names:
            if not (self.folder / f"{name}.txt").exists():
                self.write(f"{name}.txt", LESSONS[name])
            toml += f'[[lesson]]\ntitle = "At the {name}"\ntexts = ["{name}.txt"]\n{more.get(name, "")}\n'
        self.write("set.toml", toml)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def build(self) -> BuiltSet:
        self.now += 1000
        return build_set(self.workshop, read_set(self.folder), self.decks, Options(), self.now)


@pytest.fixture
def course(tmp_path: Path, workshop: Workshop) -> Course:
    return Course(tmp_path, workshop)


def table(built: BuiltSet) -> list[dict[str, str]]:
    """The lists of the lessons."""
    with built.lists.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def taught(built: BuiltSet) -> dict[str, int]:
    """The lesson in which each word is new; each is new once."""
    new = [(row["word"], int(row["lesson"])) for row in table(built) if row["status"] == "new"]
    assert len(new) == len(dict(new)), "a word is new twice"
    return dict(new)


# -- three editions in the real Anki


def three_editions(course: Course, folder: Path) -> Iterator[Path]:
    """Lessons 1 to 3; corrected, with lessons 4 and 5; one inserted, one text extended, a word skipped."""
    course.lessons("bank", "shop", "rain")
    first = course.build()
    assert taught(first)["便宜"] == 2
    yield Path(shutil.copy(first.package, folder / "first.apkg"))

    course.write("shop.words.tsv", "word\treading\tgloss\n商店\t\tstore\n")
    course.edit("rain.txt", "老师借给他一把雨伞", "老师借给了他一把雨伞")
    course.edit("bank.txt", "弟弟还很小。", "弟弟还很小。\n饭很便宜。")
    course.edit("bank.txt", "still very small.", "still very small.\nThe food is cheap.")
    course.lessons("bank", "shop", "rain", "letter", "train")
    second = course.build()
    assert second.written is not None
    assert taught(second)["便宜"] == 1
    moved = {(before[-11:], now[-11:]): notes for (before, now), notes in second.written.moved.items()}
    assert moved == {("At the shop", "At the bank"): 1}
    yield Path(shutil.copy(second.package, folder / "second.apkg"))

    course.lessons("bank", "shop", "market", "rain", "letter", "train")
    course.edit("shop.txt", "公共汽车。", "公共汽车。\n商店的水果很新鲜。")
    course.edit("shop.txt", "next to the bank.", "next to the bank.\nThe fruit of the shop is fresh.")
    course.write("letter.words.tsv", "word\tskip\n冬天\tx\n")
    third = course.build()
    assert third.written is not None
    assert (taught(third)["新鲜"], taught(third)["蔬菜"]) == (2, 3)
    assert third.written.dropped == ("冬天|dong1 tian1",)
    said = set_text(third)
    assert re.search(r"    Cika::Our course::05 At the train -> 06 At the train\n.*\n    .*::03 At the rain -> 04 At the rain\n", said)
    yield Path(shutil.copy(third.package, folder / "third.apkg"))


STUDENTS = {"from the start": (0, 1, 2), "missed one": (0, 2), "joined later": (1, 2), "late": (2,), "mixed them up": (1, 0, 2, 1)}
"""Students, and the editions that they import, in this order."""


def test_three_editions_cost_no_student_anything(course: Course, tmp_path: Path) -> None:
    pytest.importorskip("anki.collection", reason="the real Anki is not installed (pip install anki)")
    from learner import Learner

    students = {}
    for name in STUDENTS:
        (tmp_path / name).mkdir()
        students[name] = Learner(tmp_path / name)
    editions, contents = [], []
    for edition in three_editions(course, tmp_path):
        editions.append(edition)
        contents.append({note.guid: note for note in read_notes(course.decks / "course/course.tsv")})
        shutil.copy(course.decks / "course/course.tsv", edition.with_suffix(".tsv"))
    try:
        for name, learner in students.items():
            had: set[str] = set()
            edited: Any = None
            for step, number in enumerate(STUDENTS[name]):
                before = learner.schedule()
                log = learner.load(editions[number])
                newest = max(STUDENTS[name][: step + 1])
                had |= {unescape(note.fields[0]) for note in contents[number].values()}
                after, have = learner.schedule(), learner.notes()
                assert "conflicting" not in log
                assert {card: after[card] for card in before} == before, f"{name}: a schedule changed"
                assert len(have) == len({unescape(fields[0]) for _, fields in have.values()}), f"{name}: a card came twice"
                for guid, note in contents[newest].items():
                    if edited is None or guid != edited.guid:
                        assert have[guid][1] == list(note.fields), f"{name} has an old {note.fields[0]}"
                if edited is not None:
                    edited.load()
                    assert (edited["Meaning"], "mine" in edited.tags) == ("my own words", True)
                answered = learner.study(6, "Cika::Our course")
                assert answered
                if edited is None and number == 0:
                    edited = learner.edit("妈妈", "my own words", THEN + 1500)  # after the first edition, before the second
            assert {unescape(fields[0]) for _, fields in learner.notes().values()} <= had
            assert len(learner.col.find_notes("Sentence:*一把雨伞* note:Cika_Sentence")) == 1, f"{name}: a mended sentence came twice"
            if name in ("late", "joined later"):
                decks = {deck.name.rpartition("::")[2] for deck in learner.col.decks.all_names_and_ids() if "::0" in deck.name}
                assert {"03 At the market", "06 At the train"} <= decks
                described = learner.col.decks.by_name("Cika::Our course::04 At the rain")["desc"]
                assert described.startswith("Our course · Lesson 4: At the rain<br>New: ")
                assert "<br>Review: 弟弟、老师 (lesson 1)<br>" in described
    finally:
        for learner in students.values():
            learner.col.close()
    for old, new in ((0, 1), (1, 2), (0, 2)):
        verify(editions[old], "--reimport", editions[new])


def test_a_rebuild_of_the_same_set_does_nothing_and_a_forced_one_makes_the_same_bytes(course: Course) -> None:
    course.lessons("bank", "shop", "rain", head='cards = ["production"]', shop="due = 2026-09-14")
    first = course.build()
    before = {path.name: path.read_bytes() for path in first.package.parent.iterdir()}
    assert set(before) == {"course.apkg", "course.tsv", "course.lessons.tsv"}
    assert course.build().written is None
    again = build_set(course.workshop, read_set(course.folder), course.decks, Options(force=True), course.now + 5000)
    assert again.written is not None
    assert {path.name: path.read_bytes() for path in first.package.parent.iterdir()} == before
    first.package.with_suffix(".tsv").unlink()
    assert anki.rebuild_twin(first.package) == again.written.unchanged
    homes = anki.read_ledger(first.package.with_suffix(".tsv")).homes
    assert sorted(set(homes.values())) == [f"Cika::Our course::0{n} At the {name}" for n, name in enumerate(("bank", "shop", "rain"), 1)]
    course.edit("set.toml", "2026-09-14", "2026-09-21")
    changed = course.build()
    assert changed.written is not None
    assert (changed.written.new, changed.written.changed) == (0, 0), "a due date is no reason to touch a note"


# -- a teacher's own list

LIST = """word\treading\tgloss\tsentence\ttranslation
银行\t\tbank (for money)\t\t
图书馆\t\t\t我在图书馆看书。\tI read in the library.
王小明\tWáng Xiǎomíng\tXiaoming, a pupil\t王小明很高。\tXiaoming is tall.
打扫+干净\t\tto clean up\t\t
爸爸\t\t\t\t
"""


def test_words_of_a_list_win_over_the_machine_and_get_a_card_though_no_text_has_them(course: Course) -> None:
    course.write("list.tsv", LIST)
    course.write("known.txt", "爸爸\n便宜\n")
    course.lessons("bank", "shop", "rain", head='known = ["known.txt", "hsk:1"]', bank='words = "list.tsv"')
    course.edit("rain.txt", "老师", "王小明")
    built = course.build()
    assert built.study is not None
    first, second, third = built.study.lessons
    glosses = {word.token.headword: word.token.gloss for word in first.words}
    assert glosses["银行"] == "bank (for money)"
    assert glosses["王小明"] == "Xiaoming, a pupil"
    assert glosses["打扫干净"] == "to clean up"
    assert "爸爸" in glosses, "what a teacher lists is wanted even if it is known"
    assert {"是", "我", "便宜"} & {word.token.headword for lesson in built.study.lessons for word in lesson.words} == set()
    assert first.listed is not None
    assert [p.zh for p in first.listed.passages] == ["我在图书馆看书。", "王小明很高。", "打扫干净"]
    assert {word.token.headword: number for word, number in second.review} == {"银行": 1}
    assert {word.token.headword for word, _ in third.review} == {"王小明"}, "later lessons know what no dictionary has"
    notes = {unescape(note.fields[0]): dict(zip(FIELDS, note.fields, strict=True)) for note in words_of(built)}
    assert notes["图书馆|tu2 shu1 guan3"]["Sentence"].count("图书馆") == 1
    assert (notes["图书馆|tu2 shu1 guan3"]["Before"], notes["图书馆|tu2 shu1 guan3"]["After"]) == ("", "")
    sentences = {unescape(note.fields[0]) for note in read_notes(built.package.with_suffix(".tsv")) if note.note_type == anki.SENTENCE}
    assert "我在图书馆看书。" in sentences
    assert "打扫干净" not in sentences, "a word alone is no sentence"
    verify(built.package)


FIELDS = [name for name, _ in WORD_FIELDS]


def words_of(built: BuiltSet) -> list[Note]:
    return [note for note in read_notes(built.package.with_suffix(".tsv")) if note.note_type == anki.WORD]


def test_cards_of_listed_words_alone(course: Course) -> None:
    course.write("list.tsv", "word\n银行\n公共汽车\n")
    course.lessons("bank", "shop", shop='words = "list.tsv"\nonly_listed = true')
    built = course.build()
    assert {word for word, lesson in taught(built).items() if lesson == 2} == {"公共汽车"}
    assert built.sentences == (3, 0)
    course.lessons("bank", "shop", shop='words = "list.tsv"\nonly_listed = true\nsentences = true')
    assert course.build().sentences == (3, 3)


def test_a_sentence_of_a_list_that_lacks_its_word_is_said(course: Course) -> None:
    course.write("list.tsv", "word\tsentence\n图书馆\t我看书。\n")
    course.lessons("bank", bank='words = "list.tsv"')
    study = study_set(course.workshop, read_set(course.folder))
    assert [issue.kind for issue in study.issues] == ["listed-sentence"]
    assert study.issues[0].where.endswith("list.tsv, line 2: 图书馆")
    assert study.lessons[0].listed is not None
    assert [(p.zh, p.en) for p in study.lessons[0].listed.passages] == [("图书馆", "library")]


# -- set.toml


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("title = 'a'\n[[lesson]\n", r"set\.toml: is not TOML \(.*line 2"),
        ("title = 'a'\n", r"set\.toml: lesson is missing; expected \[\[lesson\]\]"),
        ("[[lesson]]\ntexts = 'bank.txt'\n", r"set\.toml: title is missing; expected text"),
        ("title = 'a'\nlessons = 3\n", r"set\.toml: there is no key 'lessons'\. Did you mean lesson\? The keys are: title, known"),
        ("title = 'a'\nknown = 'hsk:2'\n", r"set\.toml: known is 'hsk:2'; expected a list of texts"),
        ("title = 'a'\nnames = 'yes'\n", r"set\.toml: names is 'yes'; expected true or false"),
        ("title = 'a'\n[[lesson]]\ntext = 'bank.txt'\n", r"set\.toml, lesson 1: there is no key 'text'\. Did you mean texts\?"),
        ("title = 'a'\n[[lesson]]\ntexts = 'no.txt'\n", r"lesson 1: texts names .*no\.txt, and there is no such file\. Correct the name"),
        ("title = 'a'\n[[lesson]]\ntexts = [{zh = 'bank.txt'}]\n", r"lesson 1: texts is .*; expected one file or a list of files"),
        ("title = 'a'\n[[lesson]]\ndue = 2026-09-14\n", r"lesson 1: is empty\. Name its texts"),
        ("title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = '2026-09-31'\n", r"lesson 1: due is '2026-09-31'; expected a date"),
        ("title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\ndue = 2026-09-14T10:00:00\n", r"lesson 1: due is .*; expected a date"),
        ("title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\n[[lesson]]\ntexts = ['./bank.txt']\n", r"lesson 2: .* is a text of lesson 1"),
        ("title = 'a'\n[[lesson]]\ntexts = 'bank.txt'\nonly_listed = true\n", r"lesson 1: only_listed = true wants a word list"),
        ("title = 'a'\n[[lesson]]\nwords = 'bad.tsv'\n", r"bad\.tsv, line 1: expected the names of the columns, one of them 'word'"),
        ("title = 'a'\n[[lesson]]\nwords = 'empty.tsv'\n", r"empty\.tsv: there is no word in this list"),
        ("title = 'a'\n[looks]\ntone = 'pleco'\n[[lesson]]\ntexts = 'bank.txt'\n", r"set\.toml, looks: there is no key 'tone'"),
        ("title = 'a'\n[looks]\ntones = 'red'\n[[lesson]]\ntexts = 'bank.txt'\n", r"set\.toml, looks: There is no look tones=red"),
        ("title = 'a'\ncards = ['speaking']\n[[lesson]]\ntexts = 'bank.txt'\n", r"cards names 'speaking'; there is no such card"),
        ("title = 'a'\nknown = ['hsk2']\n[[lesson]]\ntexts = 'bank.txt'\n", r"known names 'hsk2'; expected \"hsk:2\" or a word list, but"),
    ],
)
def test_what_is_wrong_with_a_set_is_said(course: Course, toml: str, message: str) -> None:
    course.lessons("bank")
    course.write("bad.tsv", "gloss\nbank\n")
    course.write("empty.tsv", "word\n")
    course.write("set.toml", toml)
    with pytest.raises(InputError, match=message):
        course.build()
    assert not course.decks.exists()


# -- the command line


def test_a_folder_with_a_text_and_a_set_builds_both(course: Course, workshop: Workshop) -> None:
    course.lessons("bank", "shop")
    course.write("extra.txt", LESSONS["rain"])
    (course.folder.parent / "market.txt").write_text(LESSONS["market"], encoding="utf-8")
    said = run("build", course.folder.parent, "-o", course.decks, SOURCE_DATE_EPOCH="1700000000")
    assert said.exit_code == 0, said.stderr
    assert sorted(str(path.relative_to(course.decks)) for path in course.decks.rglob("*.*")) == [
        "course/course.apkg", "course/course.lessons.tsv", "course/course.tsv", "market.apkg", "market.tsv",
    ]  # fmt: skip
    assert "  Our course: 2 lessons, " in said.stdout
    assert "extra.txt: No lesson of the set names this text." in said.stdout
    assert said.stdout.endswith(f"\n2 of 2 texts and sets are in {course.decks}.\n")
    for path in (course.folder, course.folder / "set.toml"):
        assert run("build", path, "-o", course.decks).stdout == f"{course.decks}/course/course.apkg: up to date.\n"
    shutil.make_archive(str(course.folder.parent / "zipped" / "course"), "zip", course.folder.parent, "course")
    zipped = course.folder.parent / "zipped/course.zip"
    packed = run("build", zipped, "-o", course.decks / "zipped", "--json", SOURCE_DATE_EPOCH="1700000000")
    (report,) = json.loads(packed.stdout)
    assert [lesson["deck"] for lesson in report["lessons"]] == ["Cika::Our course::01 At the bank", "Cika::Our course::02 At the shop"]
    assert (course.decks / "zipped/course/course.apkg").read_bytes() == (course.decks / "course/course.apkg").read_bytes()


def test_two_sets_of_one_name_are_refused(course: Course) -> None:
    course.lessons("bank")
    shutil.copytree(course.folder, course.folder.parent / "again/course")
    said = run("build", course.folder.parent, "-o", course.decks)
    assert said.exit_code == 1
    assert "both sets would be named course. Rename the folder of one; none was built." in said.stderr


def test_a_new_set_has_the_texts_in_natural_order_and_builds(course: Course) -> None:
    (course.folder / "9").mkdir()
    texts = {"10-train.txt": "train", "2-bank.txt": "bank", "9/dialogue.zh.txt": "shop", "9/reading.txt": "rain", "9/dialogue.en.txt": ""}
    for name, text in texts.items():
        course.write(name, LESSONS.get(text, ""))
    zh, en = LESSONS["shop"].split("---\n")
    course.write("9/dialogue.zh.txt", zh)
    course.write("9/dialogue.en.txt", en)
    course.write("10-train.txt", 'Title: 坐火车 "K9"\n\n' + LESSONS["train"])
    course.write("2-bank.list.tsv", "word\tgloss\n银行\tbank\n")
    said = run("set", "new", course.folder)
    assert (said.exit_code, said.stdout) == (0, f"{course.folder}/set.toml: 3 lessons. Read it, then: cli.py build {course.folder}\n")
    made = read_set(course.folder)
    assert (made.title, [lesson.title for lesson in made.lessons]) == ("Course", ["2-bank", "9", '坐火车 "K9"'])
    files = [[zh.name for zh, _ in lesson.texts] for lesson in made.lessons]
    assert files == [["2-bank.txt"], ["dialogue.zh.txt", "reading.txt"], ["10-train.txt"]]
    assert [word.line.word for word in made.lessons[0].words] == ["银行"]
    again = run("set", "new", course.folder)
    assert again.exit_code == 1
    assert "set.toml is there already, perhaps with your work. Edit it; --force writes it anew." in again.stderr
    toml = (course.folder / "set.toml").read_text(encoding="utf-8")
    for line in ("known =", "stop =", "cards =", "names =", "sentences =", "[looks]", "tones =", "order =", "due ="):
        assert f"\n# {line}" in toml, "what the comments offer is what set.toml knows"
    shown = run("set", "show", course.folder)
    assert "\n1  2-bank: 11 new words\n   爸爸  bàba  dad; father\n" in shown.stdout
    lessons = json.loads(run("set", "show", course.folder, "--json").stdout)
    assert {"word": "银行", "reading": "yínháng", "gloss": "bank", "seen_in": 1} in lessons[1]["review"]


def test_every_key_that_the_comments_offer_is_known(course: Course) -> None:
    """A set.toml with all comments taken away is read."""
    course.lessons("bank")
    (course.folder / "set.toml").unlink()
    assert run("set", "new", course.folder).exit_code == 0
    toml = (course.folder / "set.toml").read_text(encoding="utf-8")
    course.write("set.toml", re.sub(r"^# (?=(\w+ = |\[looks\]))", "", toml, flags=re.M).replace('words = "NAME', '# words = "NAME'))
    for name in ("known.txt", "stop.txt", "lesson-1.list.tsv"):
        course.write(name, "word\n银行\n")
    made = read_set(course.folder)
    assert (made.known, made.names, made.lessons[0].due, made.lessons[0].only_listed) == (("hsk:2", "known.txt"), True, "2026-09-14", True)
    assert course.build().written is not None
