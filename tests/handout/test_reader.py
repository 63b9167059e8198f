"""Readers: every sentence is there, and every new word is explained once, where it is new."""

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from books import SHOP, letter, of_text, workshop
from elements import Elements

from generator.base.words import headword_key
from generator.handout import (
    ReaderOptions,
    SheetOptions,
    glossed_reader,
)


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
    keys = {headword_key(word.token): word for word in text.words}
    first = []
    for token in chain.from_iterable(passage.tokens for passage in text.passages):
        if headword_key(token) in {*keys, *text.names}:
            keys.pop(headword_key(token), None)
            first.append(token)
    expected = list(dict.fromkeys((headword_key(t)) for t in first))
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
