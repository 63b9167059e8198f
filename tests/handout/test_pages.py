"""Readers, word lists, practice sheets and cards: nothing is missing, nothing stands twice, nothing
of a text becomes markup."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from books import SEED, SHOP, letter, of_text, two_lessons, workshop

from generator.base.pinyin import HAN
from generator.handout import (
    EXERCISES,
    Book,
    ReaderOptions,
    SheetOptions,
    WorksheetOptions,
    character_sheet,
    glossed_reader,
    paper_cards,
    word_key,
    word_list_sheet,
    worksheet,
)
from generator.handout.browser_pdf import pdf
from generator.handout.sheet_html import css_string
from generator.study import Known
from support.program import run

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = """<b>你好</b>，{{c1::世界}}[sound:x.mp3]学生老师工人😀𠮷野家。\u202e右到左\u200f。</style><script>alert(1)</script>我很好。
'" onload='x' class="y" 我们去</section></body>公园。&lt;b&gt;好。
---
<b>Hello</b>, {{c1::world}} students, teachers & workers. Right to left. </style><script>alert(1)</script> I am well.
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
TAGS = set(
    "html head meta title style body section header h1 h2 p div span ul ol li table thead tbody tr"
    " th td b sup".split()
)
TAGS |= set("ruby rt wbr br svg path g use symbol text".split())
ATTRIBUTES = set(
    "lang class charset http-equiv content name style id viewbox d href x y dx dy width height".split()
)


class Elements(HTMLParser):
    """What elements and text a page has."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[tuple[tuple[str, ...], str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode())
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in {"meta", "br", "wbr"}:
            self._open.append((tag, found.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text.append((tuple(f"{tag}.{names}" for tag, names in self._open), data))

    def within(self, what: str, but: str = "rt.") -> str:
        """All text within elements named ``tag.class``, that within ``but`` left out."""
        return "".join(data for path, data in self.text if what in path and but not in path)


def grouped(page: str, opening: str) -> list[str]:
    """The page cut before each element that begins so."""
    return re.split(f"(?={re.escape(opening)})", page)[1:]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_text_becomes_markup_or_style(kind: str, tmp_path: Path) -> None:
    page = KINDS[kind](of_text(tmp_path, HOSTILE))
    found = Elements(page)
    assert {tag for tag, _ in found.tags} <= TAGS
    assert {name for _, attributes in found.tags for name in attributes} <= ATTRIBUTES
    assert page.count(b"</style>") == 1
    assert "\u202e" not in page.decode()
    if kind in ("reader", "facing"):
        assert "</style><script>alert(1)</script>" in found.within(
            "p.zh"
        ) or "script" in found.within("p.en")


def test_css_strings_cannot_end() -> None:
    assert css_string("a\"b\\c\n</style>{}'") == '"a\\22 b\\5c c \\3c /style\\3e \\7b \\7d \\27 "'


@pytest.mark.parametrize("ruby", ["new", "all", "none"])
@pytest.mark.parametrize("lines", ["sentences", "paragraphs"])
def test_a_reader_has_every_sentence_and_explains_every_word_once_where_it_is_new(
    ruby: str, lines: str
) -> None:
    book = letter()
    text = book.lessons[0].texts[0]
    choice = ReaderOptions(ruby, "below", "facing", lines)  # type: ignore[arg-type]
    page = glossed_reader(book, SheetOptions(), workshop().card_lookups, choice)
    found = Elements(page)
    shown = re.sub(r"\d+", "", found.within("p.zh"))
    assert "".join(shown.split()) == "".join("".join(p.zh.split()) for p in text.passages)
    english = "".join(re.sub(r"\d+", "", found.within("p.en")).split())
    assert english == "".join(re.sub(r"[\d\s]+", "", p.en) for p in text.passages)
    explained = re.findall(r'<li><span class="hz" lang="zh-Hans">(.*?)</span>', page.decode())
    keys = {word_key(word.token): word for word in text.words}
    first = []
    for token in (token for p in text.passages for token in p.tokens):
        if word_key(token) in {*keys, *text.names}:
            keys.pop(word_key(token), None)
            first.append(token)
    expected = list(dict.fromkeys((word_key(t)) for t in first))
    assert len(explained) == len(expected) == len(text.words) + len(text.names)
    marked = re.findall(r'<span class="(?:new|name)">', page.decode())
    assert len(marked) == len(explained)
    readings = len(re.findall("<ruby>", page.decode()))
    several = sum(len(t.text) > 8 for t in first)
    if ruby == "none":
        assert readings == 0 and 'class="py"' in page.decode()
    elif ruby == "new":
        assert len(explained) - several <= readings
    else:
        assert readings > len(explained)


def test_the_title_is_printed_once() -> None:
    page = glossed_reader(
        letter(),
        SheetOptions(),
        workshop().card_lookups,
        ReaderOptions(ruby="none", translation="none"),
    )
    assert "<h1" not in page.decode()
    assert page.decode().count('<div class="row title">') == 2


def test_the_translation_is_where_it_is_wanted(tmp_path: Path) -> None:
    book = of_text(tmp_path, SHOP)
    pages = {
        where: (
            glossed_reader(
                book, SheetOptions(), workshop().card_lookups, ReaderOptions(translation=where)
            ).decode()
        )
        for where in ("end", "facing", "none")
    }
    said = [p.en for p in book.lessons[0].texts[0].passages[2:]]
    for one in said:
        english = one.replace('"', "&quot;")
        assert (english in pages["end"], english in pages["facing"], english in pages["none"]) == (
            True,
            True,
            False,
        )
        assert english not in pages["end"].split('<section class="translation"')[0]
    plain = of_text(tmp_path, SHOP.split("---")[0].replace("# The Weekend", ""), name="plain")
    assert (
        "translation"
        not in glossed_reader(plain, SheetOptions(), workshop().card_lookups)
        .decode()
        .split("</style>")[1]
    )


def test_many_new_words_are_explained_below_and_few_beside(tmp_path: Path) -> None:
    every = glossed_reader(
        of_text(tmp_path, SHOP), SheetOptions(), workshop().card_lookups
    ).decode()
    assert "gloss-below" in every.split("</style>")[1]
    book = of_text(tmp_path, SHOP)
    text = book.lessons[0].texts[0]
    few = replace(
        book, lessons=(replace(book.lessons[0], texts=(replace(text, words=text.words[-9:]),)),)
    )
    assert (
        "gloss-side"
        in glossed_reader(few, SheetOptions(), workshop().card_lookups)
        .decode()
        .split("</style>")[1]
    )


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
    assert (
        "text: too few words, or sentences neither too short nor too long, for: cloze, matching,"
        " pinyin." in done.stdout
    )
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
    found = [
        (word.token.headword, word.traditional) for one in book.lessons for _, word in one.words
    ]
    assert rows == [
        (plain, traditional if traditional != plain else "") for plain, traditional in found
    ]
    places = re.findall(r'<td class="place">(\d+)</td>', page)
    shown = [
        text.passages[int(n) - 1].zh
        for n, (text, _) in zip(places, [w for one in book.lessons for w in one.words], strict=True)
    ]
    assert all(
        word.token.text in zh
        for zh, (_, word) in zip(shown, [w for one in book.lessons for w in one.words], strict=True)
    )
    assert page.count("Due 2026-12-01") == 1
    first, second = grouped(page, "<section")
    assert "To review" not in first
    assert second.count("seen in lesson 1") == len(book.lessons[1].review) > 3


def test_each_character_is_practised_in_the_first_lesson_that_has_it(tmp_path: Path) -> None:
    book = two_lessons(tmp_path)
    page = character_sheet(book, SheetOptions(), workshop().card_lookups).decode()
    wanted = dict.fromkeys(
        HAN.findall("".join(word.token.headword for one in book.lessons for _, word in one.words))
    )
    rows = grouped(page, '<div class="character">')
    drawn = [chr(int(re.search(r'<g id="c([0-9a-f]+)"', row)[1], 16)) for row in rows]  # type: ignore[index]
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
    assert [chr(int(c, 16)) for c in re.findall(r'<g id="c([0-9a-f]+)"', page)] == list("我们去园")

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


def test_files_are_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [
            sys.executable,
            "cli.py",
            "handout",
            str(SEED),
            "-o",
            str(out),
            "--kinds",
            "all",
            "--versions",
            "3",
            "--seed",
            "T",
        ]
        subprocess.run(
            command,
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 6


def test_without_a_browser_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("我们去公园。", encoding="utf-8")
    monkeypatch.setenv("CIKA_BROWSER", str(tmp_path / "none"))
    done = run("handout", text, "-o", tmp_path / "out", "--pdf")
    assert done.exit_code == 1
    assert re.fullmatch(
        r"Error: CIKA_BROWSER is .*none, which is no program\. Install Chrome.*\n", done.stderr
    )
    monkeypatch.delenv("CIKA_BROWSER")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("handout", text, "-o", tmp_path / "out", "--pdf")
    assert done.exit_code == 1
    assert "No browser was found that could make a PDF. Install Chrome" in done.stderr
    assert not list((tmp_path / "out").glob("*.pdf"))


@pytest.mark.skipif(os.name != "posix", reason="a browser that fails is made of a shell script")
def test_a_browser_that_prints_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho it is broken >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CIKA_BROWSER", str(broken))
    with pytest.raises(Exception, match=r"made no PDF \(it is broken\)\. Install Chrome"):
        pdf(b"<p>")


def test_a_class_set_comes_lesson_by_lesson(tmp_path: Path) -> None:
    done = run(
        "handout",
        ROOT / "seeds" / "first-steps",
        "-o",
        tmp_path,
        "--kinds",
        "all",
        "--phonetic",
        "both",
    )
    assert done.exit_code == 0, done.output
    shown = {
        path.name: path.read_text(encoding="utf-8").split("</style>")[1]
        for path in tmp_path.iterdir()
    }
    assert set(shown) == {
        f"first-steps.{kind}.html"
        for kind in ("reader", "words", "worksheet", "key", "characters", "cards")
    }
    # Each text and its translation
    assert len(grouped(shown["first-steps.reader.html"], "<section")) == 10
    for kind in ("words", "worksheet", "key", "characters"):
        assert len(grouped(shown[f"first-steps.{kind}.html"], "<section")) == 5
    # A word that only the teacher's list has
    assert "试衣间在那边" not in shown["first-steps.reader.html"]
    assert re.search(r'试衣间</td>.*?<td class="place"></td>', shown["first-steps.words.html"])
    assert "ㄕˋ ㄧ ㄐㄧㄢ" in shown["first-steps.words.html"]
    assert len(re.findall("seen in lesson [1-4]", shown["first-steps.words.html"])) > 20
    assert (
        run("handout", ROOT / "seeds" / "first-steps", "-o", tmp_path, "--title", "T").exit_code
        == 2
    )


@pytest.mark.parametrize(
    "arguments",
    [["--kinds", "nonsense"], ["--exercises", "cloze,x"], ["--items", "0"], ["--paper", "a5"]],
)
def test_wrong_choices_are_named(arguments: list[str], tmp_path: Path) -> None:
    done = run("handout", SEED, "-o", tmp_path, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert not list(tmp_path.iterdir())


def test_the_command_offers_what_there_is() -> None:
    command = sys.modules["generator.commands.handout"]
    assert command.EXERCISES == EXERCISES
    shown = run("handout", "--help").stdout
    for choice in ("paper", "size", "phonetic", "script"):
        assert all(value in shown for value in get_args(SheetOptions.__annotations__[choice]))
    assert WorksheetOptions().exercises == EXERCISES
