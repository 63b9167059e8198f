"""Readers, word lists, practice sheets and cards: nothing is missing, nothing stands twice, nothing
of a text becomes markup."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from books import SHOP, of_text, two_lessons, workshop
from elements import Elements, grouped

from generator.base.choices import HIDDEN
from generator.base.han import HANZI
from generator.handout import (
    Book,
    ReaderOptions,
    SheetOptions,
    character_sheet,
    glossed_reader,
    paper_cards,
    word_list_sheet,
    worksheet,
)
from generator.handout.sheet_html import css_string
from generator.study import Known
from support.program import run

HOSTILE = """<b>你好</b>，{{c1::世界}}[sound:x.mp3]学生老师工人😀𠮷野家。\u202e右到左\u200f。\
</style><script>alert(1)</script>我很好。
'" onload='x' class="y" 我们去</section></body>公园。&lt;b&gt;好。
---
<b>Hello</b>, {{c1::world}} students, teachers & workers. Right to left. \
</style><script>alert(1)</script> I am well.
'" onload='x' class="y" We go to the </section></body> park. &lt;b&gt; Good.
"""
KINDS: dict[str, Callable[[Book], bytes]] = {
    "reader": lambda book: glossed_reader(book, SheetOptions(), workshop().card_lookups),
    "facing": lambda book: glossed_reader(
        book,
        SheetOptions(),
        workshop().card_lookups,
        ReaderOptions("all", "side", "facing", "paragraphs"),
    ),
    "words": lambda book: word_list_sheet(book, SheetOptions(), workshop().card_lookups),
    "worksheet": lambda book: worksheet(book, SheetOptions(), workshop().card_lookups).sheets,
    "key": lambda book: worksheet(book, SheetOptions(), workshop().card_lookups).key,
    "characters": lambda book: character_sheet(book, SheetOptions(), workshop().card_lookups),
    "cards": lambda book: paper_cards(book, SheetOptions(), workshop().card_lookups),
}
DRAWING = re.compile(r'<g id="c([0-9a-f]+)"')
TAGS = set(
    "html head meta title style body section header h1 h2 p div span ul ol li table thead tbody tr"
    " th td b sup small".split()
)
TAGS |= set("ruby rt wbr br svg path g use symbol text".split())
ATTRIBUTES = set(
    "lang class charset http-equiv content name style id viewbox d href x y dx dy width"
    " height".split()
)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_text_becomes_markup_or_style(kind: str, tmp_path: Path) -> None:
    page = KINDS[kind](of_text(tmp_path, HOSTILE))
    found = Elements(page)
    assert {tag for tag, _ in found.tags} <= TAGS
    assert set(chain.from_iterable(attributes for _, attributes in found.tags)) <= ATTRIBUTES
    assert page.count(b"</style>") == 1
    assert "\u202e" not in page.decode()
    if kind in ("reader", "facing"):
        assert "</style><script>alert(1)</script>" in found.within(
            "p.zh"
        ) or "script" in found.within("p.en")


def test_css_strings_cannot_end() -> None:
    assert css_string("a\"b\\c\n</style>{}'") == '"a\\22 b\\5c c \\3c /style\\3e \\7b \\7d \\27 "'


@pytest.mark.slow
def test_a_text_without_new_words_has_plain_sentences(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(SHOP, encoding="utf-8")
    every = sorted({w.token.headword for _, w in of_text(tmp_path, SHOP).lessons[0].words})
    (tmp_path / "known.txt").write_text("\n".join(every), encoding="utf-8")
    done = run(
        "handout",
        tmp_path / "text.txt",
        "-o",
        tmp_path / "out",
        "--known",
        tmp_path / "known.txt",
        "--kinds",
        "all",
    )
    assert done.exit_code == 0, done.output
    for name in ("cloze", "matching", "pinyin"):
        assert f"text: exercise {name} left out: " in done.stdout
    shown = {
        path.name.split(".")[1]: path.read_text(encoding="utf-8").split("</style>")[1]
        for path in (tmp_path / "out").iterdir()
    }
    assert set(shown) == {"reader", "words", "worksheet", "key", "characters", "cards"}
    assert (
        "gloss-side" in shown["reader"]
        and 'class="gloss"' not in shown["reader"]
        and "<ruby>" not in shown["reader"]
    )
    assert "No new words." in shown["words"]
    assert "No new characters." in shown["characters"]


def test_word_lists_have_every_word_once_and_what_is_seen_again(tmp_path: Path) -> None:
    book = two_lessons(tmp_path)
    page = word_list_sheet(book, SheetOptions(), workshop().card_lookups).decode()
    rows = re.findall(
        r'<td class="hz[^"]*" lang="zh-Hans">(.*?)</td><td class="other[^"]*"'
        r' lang="zh-Hant">(.*?)</td>',
        page,
    )
    words = list(chain.from_iterable(one.words for one in book.lessons))
    for (plain, other), (_, word) in zip(rows, words, strict=True):
        assert plain == word.token.headword
        assert other == (word.traditional if word.traditional != plain else "")
    places = re.findall(r'<td class="place">(\d+)</td>', page)
    for number, (text, word) in zip(places, words, strict=True):
        assert word.token.text in text.passages[int(number) - 1].zh
    assert page.count("Due 2026-12-01") == 1
    first, second = grouped(page, "<section")
    assert "To review" not in first
    assert second.count("seen in lesson 1") == len(book.lessons[1].review) > 3


def test_each_character_is_practised_in_the_first_lesson_that_has_it(tmp_path: Path) -> None:
    book = two_lessons(tmp_path)
    page = character_sheet(book, SheetOptions(), workshop().card_lookups).decode()
    words = chain.from_iterable(one.words for one in book.lessons)
    wanted = dict.fromkeys(HANZI.findall("".join(word.token.headword for _, word in words)))
    rows = grouped(page, '<div class="character">')
    drawn = [chr(int(codes[0], 16)) for codes in map(DRAWING.findall, rows)]
    assert drawn == list(wanted)
    assert len(grouped(page, "<section")) == 2
    for character, row in zip(drawn, rows, strict=True):
        count = len(workshop().card_lookups.drawing(character))
        assert f"{count} stroke" in row
        assert row.count('class="step"') == row.count("</text>") == count
        assert row.count('class="trace"') == 3
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_known_characters_and_those_without_strokes(tmp_path: Path) -> None:
    book = of_text(tmp_path, "我们去公园。", Known(frozenset({"公共"})))
    page = character_sheet(book, SheetOptions(), workshop().card_lookups).decode()
    assert [chr(int(code, 16)) for code in DRAWING.findall(page)] == list("我们去园")

    undrawn = replace(workshop().card_lookups, drawing=lambda character: ())
    bare = character_sheet(book, SheetOptions(), undrawn).decode()
    assert bare.count('class="glyph trace"') == 3 * bare.count('class="glyph ink"') == 12
    assert "stroke" not in bare.split("</style>")[1]


def test_backs_of_cards_lie_behind_their_fronts(tmp_path: Path) -> None:
    book = of_text(tmp_path, SHOP)
    page = paper_cards(book, SheetOptions(), workshop().card_lookups).decode()
    sheets = [
        re.findall(r'<div class="card">(.*?)</div>', sheet) for sheet in grouped(page, "<section")
    ]
    assert len(sheets) % 2 == 0
    readings = {word.token.headword: word.token.reading for _, word in book.lessons[0].words}
    seen = 0
    for front, back in zip(sheets[::2], sheets[1::2], strict=True):
        assert len(front) == len(back)
        for at, card in enumerate(front):
            # Turned over the long edge, left is right
            behind = back[at + 1 if at % 2 == 0 else at - 1]
            if card:
                word = re.search(r'<p class="hz"[^>]*>(.*?)</p>', card)[1]  # type: ignore[index]
                assert f'<p class="py">{readings[word]}</p>'.replace("'", "&#x27;") in behind
                seen += 1
            else:
                assert not behind
    assert seen == len(readings)


@pytest.mark.parametrize(
    ("script", "lang", "there", "gone"),
    [("traditional", "zh-Hant", "漂亮", "画"), ("simplified", "zh-Hans", "画", "畫")],
)
def test_all_is_in_one_script(
    script: str, lang: str, there: str, gone: str, tmp_path: Path
) -> None:
    style = SheetOptions(script=script)  # type: ignore[arg-type]
    for kind in (glossed_reader, paper_cards):
        page = (
            kind(of_text(tmp_path, SHOP), style, workshop().card_lookups)
            .decode()
            .split("</style>")[1]
        )
        fronts = "".join(re.findall(rf'<p class="(?:hz|zh)" lang="{lang}">(.*?)</p>', page))
        assert there in fronts
        assert gone not in fronts


def test_a_year_is_written_as_everybody_writes_it(tmp_path: Path) -> None:
    """What no dictionary has as a whole takes the usual form of its characters, not an old variant
    (秊)."""
    book = of_text(tmp_path, "一九五四年夏天我去了北京。")
    assert (
        "一九五四年"
        in glossed_reader(
            book, SheetOptions(script="traditional"), workshop().card_lookups, ReaderOptions("none")
        ).decode()
    )


@pytest.mark.parametrize("column", HIDDEN)
def test_a_column_of_the_word_list_can_be_hidden(column: str, tmp_path: Path) -> None:
    book = two_lessons(tmp_path)
    lookups = workshop().card_lookups
    plain = word_list_sheet(book, SheetOptions(), lookups).decode()
    hidden = word_list_sheet(book, SheetOptions(hide=(column,)), lookups).decode()
    name = {"characters": "hz whole", "pinyin": "py whole", "meaning": "gl"}[column]
    cell = re.compile(rf'<td class="{name}"[^>]*>(.*?)</td>')
    assert all(cell.findall(plain)) and not any(cell.findall(hidden))
    assert len(cell.findall(plain)) == len(cell.findall(hidden)) > 5


def test_the_reader_marks_words_of_earlier_lessons(tmp_path: Path) -> None:
    page = glossed_reader(two_lessons(tmp_path), SheetOptions(), workshop().card_lookups)
    again = Elements(page).within("span.again")
    assert "画画儿" in again and "喜欢" in again
