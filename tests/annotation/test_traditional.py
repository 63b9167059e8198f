"""Traditional forms, by the sense that a simplified word has in its sentence.

What is still wrong has its fault in the table.
"""

import csv

import pytest

from generator.annotation.annotator import Annotator
from generator.annotation.entries import Entries
from generator.annotation.text_names import NO_NAMES
from generator.chinese.segments import Segment
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.traditional_senses import TABLE, forms
from support.cases import read_cases

ROWS = read_cases("traditional.tsv")


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(Dictionary())


def traditional(annotator: Annotator, zh: str, en: str = "") -> str:
    tokens = annotator.tokens(zh, en, NO_NAMES)
    return "".join(map(annotator.traditional, tokens))


def test_the_sense_of_a_word_decides_how_it_is_written(annotator: Annotator) -> None:
    pairs = [(row["zh"], row["en"]) for row in ROWS]
    wrong = []
    for row, tokens in zip(ROWS, annotator.all_tokens(pairs, NO_NAMES), strict=True):
        written = "".join(map(annotator.traditional, tokens))
        start = row["zh"].index(row["word"])
        found = written[start + row["word"].index(row["simplified"])]
        if found != (row["fault"] or row["traditional"]):
            wrong.append((row["zh"], found))
    assert not wrong


@pytest.mark.parametrize(
    ("zh", "written"),
    [
        ("范仲淹写文章。", "范仲淹寫文章。"),
        ("钟丽丽来了。", "鍾麗麗來了。"),
        ("于小明笑了。", "于小明笑了。"),
        ("屋子打扫得干干净净。", "屋子打掃得乾乾淨淨。"),
        ("二十多只白发老人", "二十多隻白髮老人"),
    ],
)
def test_names_forms_of_words_and_what_no_entry_has(
    annotator: Annotator, zh: str, written: str
) -> None:
    assert traditional(annotator, zh) == written


def test_a_text_keeps_its_own_traditional_forms(annotator: Annotator) -> None:
    tokens = annotator.tokens("他復習了功課。", "He reviewed his lessons.", NO_NAMES)
    assert [token.entry.traditional for token in tokens if token.entry][1] == "復習"


@pytest.mark.parametrize(
    "zh", ["于謙和里奧來了。", "他只見過兩隻鳥。", "皇后後來走了十里。", "中文系的關係"]
)
def test_a_traditional_sentence_stays_as_it_is(annotator: Annotator, zh: str) -> None:
    assert traditional(annotator, zh) == zh


def test_what_a_traditional_text_writes_settles_sense_and_reading(annotator: Annotator) -> None:
    tokens = annotator.tokens("她面前只有一碗麵，沒有幹活。", "", NO_NAMES)
    found = {token.text: (token.reading, token.part_of_speech) for token in tokens}
    assert found["只有"][0].startswith("zhǐ")
    assert found["麵"] == ("miàn", "noun")


def test_the_word_card_shows_the_form_of_its_sense(annotator: Annotator) -> None:
    tokens = annotator.tokens("一只鸟只吃米。", "A bird eats only rice.", NO_NAMES)
    words = [annotator.word(token, 0) for token in tokens if token.text == "只"]
    assert [word.traditional for word in words] == ["隻", "只"]


def test_a_person_can_read_the_table_and_every_line_can_be_reached() -> None:
    dictionary = Dictionary()
    seen: set[tuple[str, str]] = set()
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            word, form = row["simplified"], row["traditional"]
            key = word, row["reading"]
            assert len(word) == len(form)
            assert key not in seen, f"{word}: lines after one that fits every sense"
            if not row["english"]:
                seen.add(key)
            readings = {entry.reading for entry in dictionary.entries(word)}
            assert not row["reading"] or row["reading"] in readings, word
            if len(word) == 1:
                assert form in {entry.traditional for entry in dictionary.entries(word)}, word
    assert forms().keys() >= seen


def test_no_sense_of_a_common_word_has_a_form_that_only_a_variant_has() -> None:
    annotator = Annotator(Dictionary())
    entries: Entries = annotator.entries
    for word, rare in [("向", "曏"), ("照", "炤"), ("只", "秖"), ("药", "葯"), ("录", "彔")]:
        senses = entries.senses(Segment(0, word, "word"), word)
        assert rare not in {sense.entry.traditional for sense in senses}
