"""Tests: every item has one right answer, worked out from the text alone; versions are equal."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain, combinations, product
from pathlib import Path

import pytest
from books import letter, workshop
from elements import Elements

from generator.base.choices import EXERCISES, HEARD
from generator.base.quiz import BETWEEN_PIECES, GAP, Item, ItemSheet
from generator.base.records import Passage, Word
from generator.classes.set_books import book_of_set
from generator.handout import Book, SheetOptions, WorksheetOptions, drawn_test
from generator.handout.contrasts import OTHERS, contrast
from generator.handout.interchangeable import Likeness
from generator.pipeline import BuildOptions
from generator.texts import read_set
from support.program import ROOT, run

SEEDS = ("", "TERM1", "TERM2")
VERSIONS = 3
TRUTHS = ("true", "false")
SET = ROOT / "seeds" / "first-steps"
LIKENESS = Likeness(workshop().card_lookups)


@cache
def course() -> Book:
    """The lessons of ``seeds/first-steps``."""
    return book_of_set(workshop(), read_set(SET), BuildOptions(), frozenset())


@cache
def sheets(name: str, seed: str, items: int = 8) -> tuple[ItemSheet, ...]:
    book = letter() if name == "letter" else course()
    task = WorksheetOptions(
        exercises=EXERCISES, items=items, versions=VERSIONS, seed=seed, is_test=True
    )
    return drawn_test(book, SheetOptions(), workshop().card_lookups, task).lessons


class Text:
    """What a strict reader knows: the sentences, their translations, the words."""

    def __init__(self, book: Book) -> None:
        self.english: dict[str, str] = {}
        self.spoken: dict[str, str] = {}
        self.words: dict[str, list[Word]] = {}
        self.lessons = book.lessons
        for lesson in book.lessons:
            taught = [word for _, word in lesson.words]
            reviewed = [word for word, _ in lesson.review]
            for word in (*taught, *reviewed):
                self.words.setdefault(word.token.headword, []).append(word)
            for text in lesson.texts:
                for passage in text.passages:
                    self._add(passage)

    def _add(self, passage: Passage) -> None:
        self.english[passage.zh] = passage.en
        said = [token.text for token in passage.tokens if token.kind != "speaker"]
        self.spoken["".join(said).strip()] = passage.zh

    def both_fit(self, one: str, other: str) -> bool:
        pairs = product(self.words[one], self.words[other])
        return any(LIKENESS.both_fit(a, b) for a, b in pairs)


@pytest.fixture(scope="module", params=product(("letter", "course"), SEEDS))
def drawn(request: pytest.FixtureRequest) -> tuple[Text, tuple[ItemSheet, ...]]:
    name, seed = request.param
    return Text(letter() if name == "letter" else course()), sheets(name, seed)


def printed(items: list[Item]) -> str:
    """All Chinese that a student sees."""
    box = [item.answers[0] for item in items if item.exercise == "cloze"]
    shown = [item.zh for item in items]
    return "\n".join([*box, *shown])


def test_a_gap_takes_one_word_of_its_box(drawn: tuple[Text, tuple[ItemSheet, ...]]) -> None:
    text, made = drawn
    for sheet in made:
        box = sheet.box("cloze")
        assert len(set(box)) == len(box) > len(sheet.of("cloze")) >= 3
        for one, other in combinations(box, 2):
            assert not text.both_fit(one, other)
        for item in sheet.of("cloze"):
            fitting = [word for word in box if item.zh.replace(GAP, word) in text.english]
            assert fitting == [item.answers[0]]
            assert item.answers[0] not in item.zh
            assert item.hint.startswith(text.english[item.zh.replace(GAP, fitting[0])])


def test_meanings_belong_to_one_word(drawn: tuple[Text, tuple[ItemSheet, ...]]) -> None:
    text, made = drawn
    for sheet in made:
        items = [item for item in sheet.items if item.exercise == "matching"]
        assert len(items) > len(sheet.of("matching")) >= 3
        words = [item.words[0] for item in items]
        assert len({item.answers for item in items}) == len(set(words)) == len(items)
        for one, other in combinations(words, 2):
            assert not text.both_fit(one, other) or len(one) > 1 < len(other)


def test_words_to_write_stand_nowhere_else(drawn: tuple[Text, tuple[ItemSheet, ...]]) -> None:
    dictionary = workshop().dictionary
    for sheet in drawn[1]:
        items = list(sheet.items)
        for item in (*sheet.of("pinyin"), *sheet.of("dictation")):
            assert not any(answer in printed(items) for answer in item.answers)
        for item in sheet.of("tones"):
            assert len(dictionary.readings(item.words[0])) == 1
            assert not set("一不") & set(item.zh)
        written = {item.words for item in (*sheet.of("pinyin"), *sheet.of("dictation"))}
        assert written.isdisjoint(item.words for item in sheet.of("tones"))


def test_statements_are_of_the_text_or_against_it(
    drawn: tuple[Text, tuple[ItemSheet, ...]],
) -> None:
    text, made = drawn
    for sheet in made:
        truths = Counter(item.answers[0] for item in sheet.of("true-false"))
        assert abs(truths["true"] - truths["false"]) <= 1
        for item in sheet.of("true-false"):
            assert (item.zh in text.spoken) == (item.answers == ("true",))
            lesson = f"Lesson {item.note.partition(':')[0]}" if len(text.lessons) > 1 else ""
            assert item.hint.partition(" · ")[0] == lesson
            if item.answers == ("false",):
                said = item.note.partition("; ")[2]
                assert any(len(zh) > 4 and said in zh for zh in text.spoken)


def test_a_sentence_has_one_order_and_one_meaning(
    drawn: tuple[Text, tuple[ItemSheet, ...]],
) -> None:
    text, made = drawn
    for sheet in made:
        for item in sheet.of("order"):
            first, *pieces = item.zh.split(BETWEEN_PIECES)
            assert item.answers[0] in text.spoken and item.answers[0].startswith(first)
            assert sorted("".join(pieces)) == sorted(
                item.answers[0].removeprefix(first).rstrip("。！？!?")
            )
            assert len(set(pieces)) == len(pieces) >= 3
        for item in sheet.of("listening"):
            zh = text.spoken[item.said]
            assert text.english[zh].endswith(item.answers[0])
            assert len(set(item.options)) == 3 and set(item.wrong).isdisjoint(item.answers)
        for item in (*sheet.of("translate"), *sheet.of("into-chinese")):
            assert item.answers[0] in {*text.english.values(), *text.spoken}


def counted(sheet: ItemSheet) -> Counter[tuple[str, bool]]:
    return Counter((item.exercise, item.is_asked) for item in sheet.items)


def hardness(items: Sequence[Item]) -> float:
    return sum(item.difficulty for item in items) / max(1, len(items))


def test_versions_are_equal_and_no_sentence_comes_twice(
    drawn: tuple[Text, tuple[ItemSheet, ...]],
) -> None:
    made = drawn[1]
    counts = [counted(one) for one in made]
    assert all(count == counts[0] for count in counts)
    assert len({one.points for one in made}) == 1 and made[0].points > 30
    for name in EXERCISES:
        means = [hardness(one.of(name)) for one in made]
        is_few = len(made[0].of(name)) < 3
        assert is_few or max(means) - min(means) <= max(1, 0.02 * max(means)), name
    for one in made:
        places = [item.note.partition(";")[0] for item in one.items if item.note]
        assert len(places) == len(set(places)) or "" in places


def test_the_same_seed_draws_the_same_test() -> None:
    assert sheets("course", "") == sheets.__wrapped__("course", "") != sheets("course", "TERM1")


def test_what_a_teacher_dislikes_is_left_out() -> None:
    first = sheets("course", "")[0]
    word, key = first.of("cloze")[0].words[0], first.of("translate")[0].key
    task = WorksheetOptions(
        exercises=EXERCISES,
        items=8,
        versions=VERSIONS,
        is_test=True,
        without=frozenset({word, key}),
    )
    made = drawn_test(course(), SheetOptions(), workshop().card_lookups, task).lessons
    for sheet in made:
        assert all(word not in item.words and item.key != key for item in sheet.items)


def said_of(item: Item) -> set[str]:
    """The sentence of an item, by its place or as it stands; of a word that is asked, that."""
    return {item.note.partition(";")[0], item.zh or item.answers[0], item.answers[0]} - {
        "",
        *TRUTHS,
    }


@pytest.mark.parametrize("place", ["3.1", "6.2", "8.3"])
def test_what_is_left_out_is_replaced_and_all_else_stays(place: str) -> None:
    """Its sentence comes back in no other exercise, and the report names each version's item."""
    before = sheets("course", "", 6)
    task = WorksheetOptions(
        exercises=EXERCISES,
        items=6,
        versions=VERSIONS,
        is_test=True,
        without=frozenset({place}),
    )
    quiz = drawn_test(course(), SheetOptions(), workshop().card_lookups, task)
    name, number = EXERCISES[int(place[0]) - 1], int(place[2])
    twins = [sheet.of(name)[number - 1] for sheet in before]
    left_out = set[str]().union(*map(said_of, twins))
    for version, (old, new) in enumerate(zip(before, quiz.lessons, strict=True), 1):
        gone = twins[version - 1]
        assert any(f"{place} of version {version}, {gone.key}" in said for said in quiz.left_out)
        for one, other in zip(old.items, new.items, strict=True):
            is_replaced = not left_out.isdisjoint(said_of(one))
            is_plain = one.is_asked and one.exercise not in HEARD  # these have other sentences, too
            assert is_replaced == (one.key != other.key) or not is_plain
            assert left_out.isdisjoint(said_of(other)) or not one.is_asked
        assert counted(new) == counted(old)


def test_a_test_asks_a_word_once_and_versions_alternate_otherwise(
    drawn: tuple[Text, tuple[ItemSheet, ...]],
) -> None:
    for sheet in drawn[1]:
        asked = [item.words for item in sheet.items if item.is_asked and item.words]
        assert len(asked) == len(set(asked))
    first, second, *_ = [sheet.of("true-false") for sheet in drawn[1]]
    pairs = zip(first, second, strict=True)
    assert len(first) < 3 or any(one.answers != other.answers for one, other in pairs)


@pytest.mark.parametrize(("token", "expected"), [("早上", True), ("的", False), ("一", False)])
def test_a_contrast_excludes_its_word(token: str, expected: bool) -> None:
    assert (token in OTHERS) == expected
    texts = chain.from_iterable(lesson.texts for lesson in course().lessons)
    passages = chain.from_iterable(text.passages for text in texts)
    tokens = list(chain.from_iterable(passage.tokens for passage in passages))
    changed = {token.text: contrast(token, "x") for token in tokens if contrast(token, "x")}
    assert len(changed) > 10 and all(word != other for word, other in changed.items())
    assert len(changed["二十三"]) == 3 and changed["二十三"].startswith("二十")


@pytest.mark.slow
def test_a_class_gets_a_sheet_each_with_name_and_points(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("No.,Name\n1,Anna <b>\n2,Ben\n3,王小明\n", encoding="utf-8")
    arguments = ["handout", SET, "--test", "--lessons", "2,4-5", "--versions", "2"]
    arguments += ["--class", names, "--kinds", "cloze,pinyin,dictation", "-o", tmp_path]
    said = run(*arguments)
    assert said.exit_code == 0, said.stderr
    stem = "first-steps-lesson-2_4-5"
    sheets_page = (tmp_path / f"{stem}.test.html").read_bytes()
    elements = Elements(sheets_page)
    who = elements.within("p.who")
    assert who.count("Points: ____ / 30") == 3 and "Anna <b>" in who and "王小明" in who
    above = elements.within("p.above")
    assert above.count("Version 1") == 2 and above.count("Version 2") == 1
    key = (tmp_path / f"{stem}.test-key.html").read_text(encoding="utf-8")
    assert "Version 2</b> Ben" in key and "about 20 minutes" in key
    assert (tmp_path / f"{stem}.test-aloud.html").exists()
    assert "2 versions, 30 points each, about 20 minutes" in said.stdout
    run(*arguments)
    assert (tmp_path / f"{stem}.test.html").read_bytes() == sheets_page


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--lessons", "4-2"], "expected the number of a lesson"),
        (["--lessons", "9"], "there is no lesson 9; the set has 5"),
        (["--test", "--kinds", "reader"], "there is no exercise named 'reader'"),
        (["--class", "names.txt"], "--class, --docx, --audio and --write make tests"),
    ],
)
def test_slips_are_said(arguments: list[str], why: str, tmp_path: Path) -> None:
    said = run("handout", SET, "-o", tmp_path, *arguments)
    assert said.exit_code and why in " ".join(said.stderr.split())


def test_a_text_with_next_to_nothing_makes_no_test(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("你好！", encoding="utf-8")
    said = run("handout", tmp_path / "text.txt", "--test", "--hsk", "6", "-o", tmp_path / "out")
    assert said.exit_code == 1 and "too few words and sentences for a test" in said.stderr
    assert not (tmp_path / "out").exists()
