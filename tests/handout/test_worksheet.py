"""Worksheets: every answer of the key is worked out again from the sheet and the text."""

import re
from collections import defaultdict
from itertools import permutations, product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from books import SHOP, letter, of_text, two_lessons, workshop

from generator.base.choices import WORKSHEET_EXERCISES
from generator.base.quiz import ItemSheet
from generator.base.records import Passage, Word
from generator.handout import Book, SheetOptions, WorksheetOptions, quiz, worksheet
from generator.handout.interchangeable import Likeness
from generator.handout.worksheet import lesson_sheets

VERSIONS = 12
LIKENESS = Likeness(workshop().card_lookups)
alike = LIKENESS.alike


def sheets_of(book: Book, task: WorksheetOptions) -> list[ItemSheet]:
    """The sheets of the first lesson."""
    lookups = workshop().card_lookups
    return lesson_sheets(book, book.lessons[0], SheetOptions(), lookups, task, LIKENESS)


def sections(page: bytes) -> list[ET.Element]:
    return [
        ET.fromstring(found)
        for found in re.findall(
            r"<section.*?</section>", page.decode().replace("<br/>", "\n"), re.S
        )
    ]


def text(element: ET.Element | None) -> str:
    return "".join(element.itertext()) if element is not None else ""


def found(element: ET.Element, tag: str, classes: str = "") -> list[ET.Element]:
    return [e for e in element.iter(tag) if set(classes.split()) <= set(e.get("class", "").split())]


def exercises(element: ET.Element) -> dict[str, list[ET.Element]]:
    """The items of each exercise."""
    return {
        e.get("class", "").split()[1]: found(e, "li") for e in found(element, "div", "exercise")
    }


class Answers:
    """Checks the answers of one version against the text, from which alone they are worked out."""

    def __init__(self, book: Book, asked: ET.Element, answered: ET.Element) -> None:
        self.passages: dict[str, Passage] = {}
        self.words: defaultdict[str, list[Word]] = defaultdict(list)
        """The words of each headword: one may be read in several ways."""
        for lesson in book.lessons:
            for _, word in lesson.words:
                self.words[word.token.headword].append(word)
            for one in lesson.texts:
                self.passages |= {passage.zh: passage for passage in one.passages}
        self.asked, self.answered = exercises(asked), exercises(answered)
        self.bank = (
            [text(e) for e in found(found(asked, "p", "bank")[0], "span")]
            if found(asked, "p", "bank")
            else []
        )
        self.page = asked

    def are_alike(self, one: str, other: str) -> bool:
        """Tell whether some words of two headwords may be taken for each other."""
        return any(alike(a, b) for a, b in product(self.words[one], self.words[other]))

    def words_of(self, name: str) -> list[str]:
        return [text(found(item, "span", "hz")[0]) for item in self.answered[name]]

    def cloze(self) -> None:
        words = self.words_of("cloze")
        assert sorted(words) == sorted(self.bank)
        assert len(set(words)) == len(words)
        for word, item in zip(words, self.asked["cloze"], strict=True):
            line = found(item, "p", "zh")[0]
            gaps = len(found(line, "span", "gap"))
            whole = re.sub(
                "\0+", "\0", (line.text or "") + "".join("\0" + (e.tail or "") for e in line)
            )
            fits = [zh for zh in self.passages if fills(whole, zh, word)]
            assert len(fits) == 1 and gaps, (word, text(line))
            assert word not in text(line)  # the gaps are all there is of it
            others = [w for w in words if w != word]
            assert not any(self.are_alike(word, other) for other in others)
            hint = text(found(item, "p", "hint")[0])
            gloss = {f" (gap: {one.token.gloss})" for one in self.words[word]}
            assert hint.removeprefix(self.passages[fits[0]].en) in gloss | {""}

    def matching(self) -> None:
        pairs = [found(item, "span") for item in self.asked["matching"]]
        meanings = {spans[-2].text: text(spans[-1]) for spans in pairs}
        words = [text(found(item, "span", "hz")[0]) for item in self.asked["matching"]]
        assert words == self.words_of("matching")
        assert len(meanings) == len(set(meanings.values())) == len(words)
        for word, item in zip(words, self.answered["matching"], strict=True):
            glosses = {one.token.gloss for one in self.words[word]}
            assert meanings[text(found(item, "b")[0]) + ")"] in glosses
            assert not any(self.are_alike(word, other) for other in words if other != word)

    def order(self) -> None:
        for item, answer in zip(self.asked["order"], self.answered["order"], strict=True):
            pieces = [text(e) for e in found(item, "span", "piece")]
            zh = text(found(answer, "span", "zh")[0])
            assert 3 <= len(pieces) <= 10 and len(set(pieces)) == len(pieces)
            first, last = map(text, found(found(item, "p", "line")[0], "span"))
            first = first or text(found(item, "p", "zh")[0])
            assert zh.startswith(first), "the first word is given"
            assert sorted(first + "".join(pieces) + last) == sorted(zh)
            assert first + "".join(pieces) + last != zh
            assert not re.search("[。！？!?…]", zh.removesuffix(last)), "one sentence"
            assert not re.search("[，；：、]", "".join(pieces)), "one clause"
            rest = zh.removeprefix(first).removesuffix(last)
            while rest:  # the pieces are the sentence, in another order
                fitting = [p for p in pieces if rest.startswith(p)]
                assert fitting
                rest = rest.removeprefix(max(fitting, key=len))

    def pinyin(self) -> None:
        for item, word in zip(self.asked["pinyin"], self.words_of("pinyin"), strict=True):
            said = text(found(item, "span", "said")[0])
            tokens = [one.token for one in self.words[word]]
            assert said in {f"{token.reading} {token.gloss}" for token in tokens}
            assert len(found(item, "span", "box")) == len(word)
            assert word not in text(self.page)
        for one, other in permutations(self.words_of("pinyin"), 2):
            assert not self.are_alike(one, other)

    def translate(self) -> None:
        for item, answer in zip(self.asked["translate"], self.answered["translate"], strict=True):
            en = self.passages[text(found(item, "p", "zh")[0])].en
            assert re.fullmatch(rf"{re.escape(en)}( \([\d.:]+\))?", text(found(answer, "div")[0]))
            assert found(item, "p", "line")


def fills(gapped: str, zh: str, word: str) -> bool:
    return bool(re.fullmatch(re.escape(gapped).replace("\0", f"(?:{re.escape(word)})+"), zh))


@pytest.fixture(scope="module", params=["letter", "weekend"])
def one(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    return letter() if request.param == "letter" else of_text(tmp_path_factory.mktemp("book"), SHOP)


def test_every_answer_of_the_key_is_right_and_the_only_one(one: Book) -> None:
    made = worksheet(
        one,
        SheetOptions(),
        workshop().card_lookups,
        WorksheetOptions(versions=VERSIONS, seed="TERM1"),
    )
    sheets, keys = sections(made.sheets), found(sections(made.key)[0], "div", "answers")
    assert len(sheets) == len(keys) == VERSIONS
    checked = 0
    for version, (asked, answered) in enumerate(zip(sheets, keys, strict=True), 1):
        assert f"TERM1 · Version {version}" in text(asked)
        assert text(found(answered, "h2", "version")[0]) == f"TERM1 · Version {version}"
        answers = Answers(one, asked, answered)
        assert (
            list(answers.asked)
            == list(answers.answered)
            == [n for n in WORKSHEET_EXERCISES if n in answers.asked]
        )
        for name in answers.asked:
            getattr(answers, name)()
            checked += len(answers.asked[name])
    assert checked > VERSIONS * 15


def test_no_sentence_stands_twice_on_a_sheet(one: Book) -> None:
    for sheet in sheets_of(one, WorksheetOptions(versions=VERSIONS, seed="x", items=8)):
        places = [item.note for item in sheet.items if item.note]
        assert len(set(places)) == len(places) > 8


@pytest.mark.slow
def test_versions_differ_and_come_again(one: Book) -> None:
    task = WorksheetOptions(versions=30, seed="TERM1")
    first = worksheet(one, SheetOptions(), workshop().card_lookups, task)
    assert first == worksheet(one, SheetOptions(), workshop().card_lookups, task)
    bodies = [text(section).split("Date")[1] for section in sections(first.sheets)]
    assert len(set(bodies)) == 30
    other = worksheet(
        one, SheetOptions(), workshop().card_lookups, WorksheetOptions(versions=30, seed="TERM2")
    )
    assert not set(bodies) & {text(section).split("Date")[1] for section in sections(other.sheets)}
    alone = worksheet(
        one, SheetOptions(), workshop().card_lookups, WorksheetOptions(versions=3, seed="TERM1")
    )
    # A class that grows
    assert [text(s) for s in sections(alone.sheets)] == [text(s) for s in sections(first.sheets)][
        :3
    ]


def test_all_versions_ask_equally_much(one: Book) -> None:
    """Also where some draws run out of sentences or words."""
    for items in (6, 12, 20):
        task = WorksheetOptions(versions=VERSIONS, seed="T", items=items)
        made = worksheet(one, SheetOptions(), workshop().card_lookups, task)
        counts = []
        for section in sections(made.sheets):
            counts.append({name: len(found) for name, found in exercises(section).items()})
        assert all(count == counts[0] for count in counts)
        fewer = {one.partition(":")[0]: one for one in made.fewer}
        for name, count in counts[0].items():
            asked = max(1, items // 2) if name in ("order", "translate") else items
            assert (name in fewer) == (count < asked)
            assert name not in fewer or f"{count} of {asked} in every version" in fewer[name]


def test_what_a_text_has_too_little_for_is_named(tmp_path: Path) -> None:
    made = worksheet(of_text(tmp_path, "我们去公园。"), SheetOptions(), workshop().card_lookups)
    assert [one.partition(":")[0] for one in made.missing] == [
        "exercise cloze left out",
        "exercise matching left out",
        "exercise order left out",
        "exercise translate left out",
    ]
    assert "it needs 3 sentences with a new word that can be left out" in made.missing[0]
    assert [e.get("class") for e in found(sections(made.sheets)[0], "div", "exercise")] == [
        "exercise pinyin"
    ]


def test_without_a_translation_the_gap_says_what_is_meant(tmp_path: Path) -> None:
    book = of_text(tmp_path, SHOP.split("---")[0].replace("# The Weekend", ""))
    assert not any(p.en for p in book.lessons[0].texts[0].passages)
    asked = sections(worksheet(book, SheetOptions(), workshop().card_lookups).sheets)[0]
    glosses = {f"gap: {word.token.gloss}" for _, word in book.lessons[0].words}
    hints = [text(found(item, "p", "hint")[0]) for item in exercises(asked)["cloze"]]
    assert len(hints) == 6
    assert set(hints) <= glosses


def test_lessons_of_a_set_ask_for_their_own_words(tmp_path: Path) -> None:
    book = two_lessons(tmp_path)
    made = worksheet(book, SheetOptions(), workshop().card_lookups, WorksheetOptions(versions=2))
    assert [text(s).split("Name")[0] for s in sections(made.sheets)] == [
        "Lesson 1 · Version 1周末",
        "Lesson 1 · Version 2周末",
        "Lesson 2 · Version 1老师",
        "Lesson 2 · Version 2老师",
    ]
    assert [text(found(s, "h1")[0]) for s in sections(made.key)] == ["周末", "老师"]


def test_wrong_answers_are_wrong_and_fit(tmp_path: Path) -> None:
    """No wrong answer shares a meaning with the right one or with another, or is on show; questions
    are those of the sheet."""
    for book in (letter(), two_lessons(tmp_path)):
        asked = quiz(book, SheetOptions(), workshop().card_lookups, WorksheetOptions())
        words: defaultdict[str, list[Word]] = defaultdict(list)
        for lesson, questions in zip(book.lessons, asked.lessons, strict=True):
            for _, word in lesson.words:
                words[word.token.headword].append(word)
            for one in questions.of("cloze"):
                options = [words[option] for option in one.options]
                assert one.wrong and all(options)
                for left, right in permutations(options, 2):
                    assert not any(alike(a, b) for a, b in product(left, right))
                assert not any(option in one.zh for option in one.options)
    pool = [word for _, word in book.lessons[0].words]
    chosen = LIKENESS.distractors(pool[0], pool, "", "")
    classes = [word.part_of_speech == pool[0].part_of_speech for word in chosen]
    assert classes == sorted(classes, reverse=True) and any(classes)
    assert LIKENESS.distractors(pool[0], pool[:2], "", "") == ()
