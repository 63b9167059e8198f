"""Cards in a real browser: nothing runs, nothing is cut, nothing overlaps, everything can be
read."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sample import letter, strange

from generator.anki import SWITCHES, CardOptions, Extras, make_notes, write_deck
from generator.base.records import Deck, Levels, Passage, Token, Word
from generator.display import ChineseLookups
from generator.pipeline import Resources
from support.tool import load

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("anki.collection", reason="the real Anki is not installed (pip install anki)")


browser = load("card_browser")
pytestmark = pytest.mark.skipif(
    browser.chromium() is None,
    reason="Chromium is not installed: cards were not tried in a browser",
)

ALL = frozenset(SWITCHES)
MEASURE = (Path(__file__).parent / "measure_cards.js").read_text("utf-8")


@pytest.fixture(scope="module")
def lookups() -> ChineseLookups:
    return Resources().card_lookups


def build(folder: Path, deck: Deck, card_options: CardOptions, lookups: ChineseLookups) -> Path:
    return write_deck(
        folder,
        deck,
        make_notes(deck, ALL, card_options=card_options, lookups=lookups),
        now=1_700_000_000,
        fingerprint="",
        extras=Extras(card_options=card_options),
    ).package


def measured(frames: list[str]) -> list[tuple[str, int, list[str]]]:
    document = browser.sheet(frames) + f"<script>{MEASURE}</script>"
    dom = browser.run(document, "--virtual-time-budget=20000", "--dump-dom")
    found = re.search(r'<pre id="found">(.*?)</pre>', dom, re.S)
    assert found, "the page was not measured"
    return [tuple(row) for row in json.loads(unescape(found[1]))]


LOOKS = (
    CardOptions(),
    CardOptions(tones="pleco", phonetic="both", script="both", size="small", strokes="all"),
    CardOptions(tones="mdbg", phonetic="zhuyin", script="traditional", size="large"),
    CardOptions(tones="hanping", script="both", size="large"),
)
WINDOWS = (
    (320, False, 0),
    (412, True, 0),
    (320, True, 2),
    (412, False, 2),
    (768, False, 0),
    (1400, True, 0),
)
"""Width, night, and how many times as large as usual letters are (0: as the deck has them)."""
LONG = (
    ("不到长城非好汉", "bù dào Cháng chéng fēi hǎo hàn", "bùdào-Chángchéng-fēi-hǎohàn"),
    ("中华人民共和国", "Zhōng huá rén mín gòng hé guó", "Zhōnghuá Rénmín Gònghéguó"),
    ("计算机", "jì suàn jī", "jìsuànjī"),
    ("公共汽车站", "gōng gòng qì chē zhàn", "gōnggòngqìchēzhàn"),
    ("庄员", "zhuāng yuán", "zhuāngyuán"),
)
"""Words, their syllables and their readings, that need room."""


@pytest.mark.parametrize(
    "card_options", LOOKS, ids=lambda card_options: card_options.line() or "default"
)
def test_all_is_readable_and_nothing_is_cut_or_overlaps(
    tmp_path: Path, card_options: CardOptions, lookups: ChineseLookups
) -> None:
    frames = []
    cards = browser.cards(build(tmp_path / "letter", letter(), card_options, lookups))
    seen: dict[str, list[Any]] = {}
    # The fullest cards of each template, and the emptiest
    for card in sorted(cards, key=lambda card: -len(card.back)):
        seen.setdefault(card.kind, []).append(card)
    assert len(seen) == len(SWITCHES)
    for kind, same in seen.items():
        for card in (same[0], same[-1]):
            for at, (width, night, zoom) in enumerate(WINDOWS):
                side = ("front", "back")[at % 2] if card is same[-1] else "back"
                page = card.page(
                    side,
                    night=night,
                    device="phone" if width < 500 else "desktop",
                    unfold=card is same[0],
                    zoom=zoom,
                )
                name = f"{kind} {card.key} {side} {width} {zoom}"
                frames.append(browser.frame(page, width, 400, name))
    hold(frames)


@pytest.mark.parametrize(
    "card_options", LOOKS, ids=lambda card_options: card_options.line() or "default"
)
def test_long_words_have_room(
    tmp_path: Path, card_options: CardOptions, lookups: ChineseLookups
) -> None:
    frames = []
    for card in browser.cards(build(tmp_path, long_words(), card_options, lookups)):
        for width, night, zoom in WINDOWS:
            page = card.page("back", night=night, unfold=True, zoom=zoom)
            name = f"{card.kind} {card.key} {width} {zoom}"
            frames.append(browser.frame(page, width, 400, name))
    hold(frames)


def long_words() -> Deck:
    """A deck of words that need room, each in the sentence that all of them are."""
    tokens: list[Token] = []
    start = 0
    for text, syllables, reading in LONG:
        pinyin = tuple(syllables.split())
        token = Token(
            start=start,
            end=start + len(text),
            text=text,
            kind="word",
            pinyin=pinyin,
            headword=text,
            reading=reading,
            entry=None,
            gloss="what needs more room than there is; the other meaning",
            senses=("one",),
            sense_confidence=1.0,
            english=(),
            link_confidence=0.0,
        )
        tokens.append(token)
        start += len(text)
    passage = Passage(1, "".join(token.text for token in tokens), "Long.", tuple(tokens), 1.0)
    levels = Levels(5, 3, 5)
    words = [
        Word(token, 0, "noun", levels, 5.2, token.text, ("another",), ("个", "台"))
        for token in tokens
    ]
    deck = strange("长")
    return replace(deck, passages=(passage,), words=tuple(words))


def hold(frames: list[str]) -> None:
    """Measure frames, and fail on whatever is wrong in one."""
    results = measured(frames)
    assert len(results) == len(frames)
    assert all(texts for _, texts, _ in results)
    assert [(where, faults[:5]) for where, _, faults in results if faults] == []


RUNS = "document.documentElement.dataset.ran=1"
HOSTILE = (
    f"<script>{RUNS}</script>",
    f"<img src=x onerror={RUNS}>",
    f"<svg/onload={RUNS}>",
    f"' onmouseover='{RUNS}' style='animation-name:pen' onanimationstart='{RUNS}",
    f'"><iframe srcdoc="<script>parent.{RUNS}</script>">',
    "{{c1::cloze}} {{Front}} {{#a}} [sound:x.mp3] [latex]x[/latex] \\(x\\)",
    "\u202e\u2067RTL مرحبا \u200f",
    "😀 👩‍👩‍👧 𠮷𡘙",
    "长" * 200,
    "x" * 200,
    "</div></span></ruby></details><h1>out",
)


def test_hostile_text_runs_nothing_and_breaks_nothing(
    tmp_path: Path, lookups: ChineseLookups
) -> None:
    frames, expected = [], []
    for number, text in enumerate(HOSTILE):
        deck = replace(strange("词" + text, text, text), name=f"t{number}")
        for card in browser.cards(
            build(
                tmp_path / str(number), deck, CardOptions(tones="pleco", phonetic="both"), lookups
            )
        ):
            for side in ("front", "back"):
                frames.append(
                    browser.frame(
                        card.page(side, unfold=True), 360, 600, f"{number} {card.kind} {side}"
                    )
                )
                expected.append(text)
    # A sentence of one word cannot be put in order
    assert len(frames) == len(HOSTILE) * len(SWITCHES) * 2 - 2 * len(HOSTILE)
    check = """
      addEventListener('load', () => setTimeout(() => {
        const kinds = ['mouseover', 'animationstart', 'click', 'toggle'];
        const isHandler = attribute => attribute.name.startsWith('on');
        const found = [...document.querySelectorAll('iframe')].map(f => {
          const d = f.contentDocument, w = f.contentWindow;
          for (const e of d.querySelectorAll('*')) for (const kind of kinds)
            if (e.tagName !== 'SUMMARY' && e.tagName !== 'A') e.dispatchEvent(new Event(kind));
          return [f.title, d.documentElement.dataset.ran || '',
            d.querySelectorAll('script,img,iframe,h1,object,embed').length,
            [...d.querySelectorAll('*')].filter(e => [...e.attributes].some(isHandler)).length,
            d.documentElement.scrollWidth - w.innerWidth, d.body.textContent]; });
        const out = document.createElement('pre');
        out.id = 'found';
        out.textContent = JSON.stringify(found);
        document.body.replaceChildren(out);
      }, 500));"""
    dom = browser.run(
        browser.sheet(frames) + f"<script>{check}</script>",
        "--virtual-time-budget=20000",
        "--dump-dom",
    )
    (found,) = re.findall(r'<pre id="found">(.*?)</pre>', dom, re.S)
    results = json.loads(unescape(found))
    assert len(results) == len(frames)
    bad = [row[:5] for row in results if row[1] or row[2] or row[3] or row[4] > 0]
    assert bad == []
    shown = ["".join(row[5].split()) for row in results]
    for text, (where, *_), page in zip(expected, results, shown, strict=True):
        if where.endswith("back"):
            assert "".join(text.split()) in page, where


def test_the_browser_would_run_it(tmp_path: Path) -> None:
    """The same check on a page that is not escaped: it can fail."""
    dom = browser.run(f"<html><body><script>{RUNS}</script></body></html>", "--dump-dom")
    assert 'data-ran="1"' in dom
