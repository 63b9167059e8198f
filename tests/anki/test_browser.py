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
from generator.base.records import Deck
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
MEASURE = """
const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const luminance = c => { const [r, g, b] = c.map(v => linear(v / 255));
  return .2126 * r + .7152 * g + .0722 * b; };
const colour = text => (text.match(/[\\d.]+/g) || []).map(Number);
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + .05) / (y + .05);
};
function ground(element) {
  for (; element; element = element.parentElement) {
    const view = element.ownerDocument.defaultView;
    const found = colour(view.getComputedStyle(element).backgroundColor);
    if (found.length === 3 || found[3] > 0) return found.slice(0, 3);
  }
  return [255, 255, 255];
}
function measure(frame) {
  const view = frame.contentWindow, doc = view.document, faults = [], boxes = [];
  const wide = doc.documentElement.scrollWidth;
  if (wide > view.innerWidth) faults.push(`page is ${wide} wide, window ${view.innerWidth}`);
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement, text = node.textContent.trim();
    if (!text || ['STYLE', 'SCRIPT', 'TITLE'].includes(parent.tagName)) continue;
    if (!parent.checkVisibility()) continue;
    const range = doc.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(r => r.width > 0 && r.height > 0);
    if (!rects.length) continue;
    texts++;
    const style = view.getComputedStyle(parent), svg = parent.namespaceURI.endsWith('svg');
    const size = parseFloat(style.fontSize) * (svg ? parent.getScreenCTM().a : 1);
    if (size < 11.99) faults.push(`${size} px: ${text}`);
    const ratio = contrast(colour(svg ? style.fill : style.color), ground(parent));
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${text}`);
    for (const r of rects) {
      const isCut = r.left < -1 || r.right > view.innerWidth + 1;
      if (isCut) faults.push(`cut at ${r.left}..${r.right}: ${text}`);
      // the box of a ruby's base is as wide as its reading; its glyphs stand in the middle
      const around = Math.max(0, (r.width - [...text].length * size) / 2);
      const slack = parent.tagName === 'RUBY' ? around : 0;
      const [left, right] = [r.left + slack + .5, r.right - slack - .5];
      const [top, bottom] = [r.top + r.height * .27, r.bottom - r.height * .27];
      if (!svg) boxes.push([left, right, top, bottom, text, parent]);
    }
  }
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, b] = [boxes[i], boxes[j]];
    const overlap = a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3];
    if (overlap) faults.push(`${a[4]} overlaps ${b[4]}`);
  }
  return [frame.title, texts, faults];
}
addEventListener('load', () => setTimeout(() => {
  const found = [...document.querySelectorAll('iframe')].map(measure);
  const out = document.createElement('pre');
  out.id = 'found';
  out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out);
}, 500));
"""


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
WINDOWS = ((320, False), (412, True), (768, False), (1400, True))


@pytest.mark.parametrize(
    "card_options", LOOKS, ids=lambda card_options: card_options.line() or "default"
)
def test_all_is_readable_and_nothing_is_cut_or_overlaps(
    tmp_path: Path, card_options: CardOptions, lookups: ChineseLookups
) -> None:
    frames = []
    cards = browser.cards(build(tmp_path, letter(), card_options, lookups))
    seen: dict[str, list[Any]] = {}
    # The fullest cards of each template, and the emptiest
    for card in sorted(cards, key=lambda card: -len(card.back)):
        seen.setdefault(card.kind, []).append(card)
    assert len(seen) == len(SWITCHES)
    for kind, same in seen.items():
        for card in (same[0], same[-1]):
            for at, (width, night) in enumerate(WINDOWS):
                side = ("front", "back")[at % 2] if card is same[-1] else "back"
                page = card.page(
                    side,
                    night=night,
                    device="phone" if width < 500 else "desktop",
                    unfold=card is same[0],
                )
                frames.append(browser.frame(page, width, 400, f"{kind} {card.key} {side} {width}"))
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
