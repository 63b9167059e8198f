"""Plots of reports in a real browser: no text is cut by the edge of the drawing, in any usual
font."""

import json
import re
from html import unescape

import pytest

from generator.base.html import Html
from generator.reports.plots import Bar, bars, curve, shortened
from support.tool import load

FONTS = ("system-ui", "'DejaVu Sans'", "'Noto Sans'", "'Liberation Sans'")
"""DejaVu Sans is the widest of those that a desktop comes with."""
MEASURE = """
addEventListener('load', () => setTimeout(() => {
  const cut = [], all = [...document.querySelectorAll('svg text')];
  for (const text of all) {
    const box = text.getBBox();
    if (box.x < 0 || box.x + box.width > 360) cut.push(`${text.textContent} at ${box.x}`);
  }
  const out = document.createElement('pre');
  out.id = 'found';
  out.textContent = JSON.stringify([all.length, cut]);
  document.body.replaceChildren(out);
}, 300));
"""


def plots() -> list[Html]:
    """Return plots with the longest texts that reports write."""
    full = (0.3, 0.3, 0.4)
    levels = [Bar("not listed", full, "100.0 % · 100.0 %"), Bar("HSK 7–9", full, "54.3 % · 54.3 %")]
    known = [Bar("different words", full, "12,345 of 23,456"), Bar("characters", full, "1 of 2")]
    texts = [Bar(shortened(name), full, "54.3 %") for name in ("长" * 30, "a-very-long-name" * 3)]
    shares = [0.5 + 0.5 * learnt / 1200 for learnt in range(1201)]
    marks = [(100, "95 %: 1,100 words"), (1190, "98 %: 1,190 words")]
    return [
        bars("levels", "Levels", levels),
        bars("known", "Known", known),
        bars("texts", "Texts", texts),
        curve("curve", "Curve", shares, marks),
    ]


@pytest.mark.parametrize("font", FONTS)
def test_no_text_of_a_plot_is_cut(font: str) -> None:
    tool = load("card_browser")
    if tool.chromium() is None:
        pytest.skip("Chromium is not installed: plots were not measured")
    css = f"svg {{ width: 360px; font: 14px {font}; }} .end {{ text-anchor: end; }}"
    css += ".mid { text-anchor: middle; }"
    head = f"<!doctype html><meta charset=utf-8><style>{css}</style>"
    page = f"{head}{''.join(plots())}<script>{MEASURE}</script>"
    dom = tool.run(page, "--virtual-time-budget=5000", "--dump-dom")
    (found,) = re.findall(r'<pre id="found">(.*?)</pre>', dom, re.S)
    count, cut = json.loads(unescape(found))
    assert count > 20
    assert cut == []
