"""Handouts in a real browser: printed to PDF, and measured as wide as the paper's text. Nothing
overflows, nothing overlaps."""

import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from books import SHOP, letter, of_text, two_lessons, workshop

from generator.handout import (
    Book,
    ReaderOptions,
    SheetOptions,
    WorksheetOptions,
    character_sheet,
    glossed_reader,
    paper_cards,
    word_list_sheet,
    worksheet,
)
from generator.handout.browser_pdf import browser as installed
from generator.handout.browser_pdf import pdf
from support.tool import load

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    installed() is None, reason="no Chromium, Chrome or Edge: handouts were not printed"
)
PAPER = {"a4": (210 - 36, 595.28, 841.89), "letter": (215.9 - 36, 612, 792)}
"""Width of the text in mm; width and height of the page in points."""
LONG = f"""{"长" * 300}。我们去公园，天气很好，{"x" * 300}。\
这是一个非常非常长的句子{"，我们去公园看了很多花" * 12}。
<b>你好</b>，{{{{c1::世界}}}}[sound:x.mp3] [ ] 学生老师工人😀𠮷野家。\u202e右到左\u200f。\
</style>你们好。
"""
MEASURE = """
addEventListener('load', () => setTimeout(() => {
  const found = [...document.querySelectorAll('iframe')].map(frame => {
    const view = frame.contentWindow, doc = view.document, faults = [], boxes = [];
    const wide = doc.documentElement.scrollWidth;
    if (wide > view.innerWidth) faults.push(`page is ${wide} wide, paper ${view.innerWidth}`);
    const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
    let texts = 0;
    for (let node; (node = walker.nextNode());) {
      const parent = node.parentElement, text = node.textContent.trim();
      if (!text || parent.namespaceURI.endsWith('svg')) continue;
      texts++;
      const range = doc.createRange();
      range.selectNodeContents(node);
      const size = parseFloat(view.getComputedStyle(parent).fontSize);
      if (size < 9.3) faults.push(`${size} px: ${text}`);
      for (const r of range.getClientRects()) {
        if (!r.width || !r.height) continue;
        if (r.left < -1 || r.right > view.innerWidth + 1)
          faults.push(`cut at ${r.left}..${r.right}: ${text}`);
        const wider = r.width - [...text].length * size;
        const slack = parent.tagName === 'RUBY' ? Math.max(0, wider / 2) : 0;
        boxes.push([r.left + slack + .5, r.right - slack - .5,
          r.top + r.height * .3, r.bottom - r.height * .3, text.slice(0, 30)]);
      }
    }
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      if (a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3])
        faults.push(`${a[4]} overlaps ${b[4]}`);
    }
    return [frame.title, texts, faults.slice(0, 5)];
  });
  const out = document.createElement('pre');
  out.id = 'found';
  out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out);
}, 500));"""


def pages(book: Book, style: SheetOptions) -> dict[str, bytes]:
    """Every kind, readers in several arrangements."""
    lookups = workshop().card_lookups
    made = worksheet(book, style, lookups, WorksheetOptions(versions=2, seed="T"))
    choices = (
        ReaderOptions(),
        ReaderOptions("all", "side", "facing"),
        ReaderOptions("none", "side", "end", "paragraphs"),
        ReaderOptions("new", "below", "facing"),
    )
    readers = {
        f"reader {at}": glossed_reader(book, style, lookups, choice)
        for at, choice in enumerate(choices)
    }
    others = {"words": word_list_sheet, "characters": character_sheet, "cards": paper_cards}
    return {
        **readers,
        "worksheet": made.sheets,
        "key": made.key,
        **{name: make(book, style, lookups) for name, make in others.items()},
    }


@pytest.mark.parametrize(
    "style",
    [
        SheetOptions(),
        SheetOptions("letter", "large", "zhuyin", "traditional"),
        SheetOptions("letter", "small"),
        SheetOptions("a4", "large"),
    ],
    ids=lambda style: f"{style.paper}-{style.size}",
)
def test_nothing_is_wider_than_the_paper_and_nothing_overlaps(
    style: SheetOptions, tmp_path: Path
) -> None:
    tool = load("card_browser")
    if tool.chromium() is None:
        pytest.skip("Chromium is not installed: handouts were not measured")
    width = round(PAPER[style.paper][0] / 25.4 * 96)
    found = {"set": two_lessons(tmp_path), "long": of_text(tmp_path, LONG)}
    frames = []
    for name, book in found.items():
        for kind, page in pages(book, style).items():
            frames.append(tool.frame(page.decode(), width, 900, f"{name} {kind}"))
    bad = (
        "<p style='width:9999px'>wide</p><p style='position:absolute;top:0;font-size:5px'>on top of"
        " it</p>"
    )
    # The measure can fail
    frames.append(tool.frame(f"<!doctype html><body style='margin:0'>{bad}", width, 900, "bad"))
    dom = tool.run(
        tool.sheet(frames) + f"<script>{MEASURE}</script>",
        "--virtual-time-budget=20000",
        "--dump-dom",
    )
    (printed,) = re.findall(r'<pre id="found">(.*?)</pre>', dom, re.S)
    results = json.loads(unescape(printed))
    assert len(results) == len(frames)
    assert all(texts for _, texts, _ in results)
    assert [row for row in results[:-1] if row[2]] == []
    assert len(results[-1][2]) == 2, results[-1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_pdf_has_the_paper_its_fonts_and_every_part_on_pages_of_its_own(
    paper: str, tmp_path: Path
) -> None:
    pypdf = pytest.importorskip("pypdf")
    style, lookups = SheetOptions(paper), workshop().card_lookups  # type: ignore[arg-type]
    book = two_lessons(tmp_path)
    least = {"reader": 4, "worksheet": 4, "key": 2, "words": 2, "characters": 2, "cards": 2}
    kinds = least if paper == "a4" else ("worksheet", "words")
    found = {**pages(book, style), "reader": glossed_reader(book, style, lookups)}
    for kind in kinds:
        document = pypdf.PdfReader(io.BytesIO(pdf(found[kind])))
        assert len(document.pages) >= least[kind]
        for sheet in document.pages:
            assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(
                PAPER[paper][1:], abs=1
            )
            text = sheet.extract_text()
            assert "A Set" in text  # the running title
            for font in (one.get_object() for one in sheet["/Resources"].get("/Font", {}).values()):
                inner = (
                    font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
                )
                embedded = inner.get("/FontDescriptor", {})
                assert font["/Subtype"] == "/Type3" or {
                    "/FontFile",
                    "/FontFile2",
                    "/FontFile3",
                } & set(embedded.get_object()), kind
        if kind == "worksheet":
            labels = [
                re.findall(r"Lesson (\d) · T · Version (\d)", sheet.extract_text())[0]
                for sheet in document.pages
            ]
            assert sorted(set(labels)) == [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]
            assert labels == sorted(labels)


def test_rows_are_not_cut_and_heads_not_left_behind(tmp_path: Path) -> None:
    """Over the pages of a word list of many pages, the head of the table comes again; a page holds
    six characters, whole."""
    pypdf = pytest.importorskip("pypdf")
    document = pypdf.PdfReader(
        io.BytesIO(pdf(word_list_sheet(letter(), SheetOptions(), workshop().card_lookups)))
    )
    assert len(document.pages) > 5
    assert all(sheet.extract_text().count("Traditional") == 1 for sheet in document.pages)
    practice = pypdf.PdfReader(
        io.BytesIO(
            pdf(character_sheet(of_text(tmp_path, SHOP), SheetOptions(), workshop().card_lookups))
        )
    )
    counts = [len(re.findall(r"\d+ strokes?", sheet.extract_text())) for sheet in practice.pages]
    assert all(count == 6 for count in counts[1:-1]), counts
    assert counts[0] in (5, 6)  # under the title


WALL = """\
不到长城非好汉。他在公共汽车站等我。计算机出了问题。
---
He who has never been to the Great Wall is no true man. He waits for me at the bus stop.
The computer has a problem.
"""
COLUMNS = """
addEventListener('load', () => setTimeout(() => {
  const found = [...document.querySelectorAll('iframe')].map(frame => {
    const doc = frame.contentDocument, faults = [], table = doc.querySelector('table');
    for (const cell of doc.querySelectorAll('td.gl'))
      if (cell.offsetWidth < table.offsetWidth * .25) faults.push(`narrow: ${cell.textContent}`);
    const walker = doc.createTreeWalker(table, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (!node.parentElement.matches('td.py, td.pos')) continue;
      for (const part of node.textContent.matchAll(/[^ '-]+/g)) {
        const range = doc.createRange();
        range.setStart(node, part.index);
        range.setEnd(node, part.index + part[0].length);
        if (range.getClientRects().length > 1) faults.push(`broken: ${part[0]}`);
      }
    }
    return [frame.title, table.rows.length, faults];
  });
  const out = document.createElement('pre');
  out.id = 'found';
  out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out);
}, 500));
"""


@pytest.mark.parametrize("phonetic", ["pinyin", "zhuyin", "both"])
def test_a_long_word_leaves_room_for_the_meaning_and_no_syllable_is_broken(
    phonetic: str, tmp_path: Path
) -> None:
    tool = load("card_browser")
    if tool.chromium() is None:
        pytest.skip("Chromium is not installed: handouts were not measured")
    book = of_text(tmp_path, WALL)
    frames = []
    for paper, size in (("a4", "normal"), ("letter", "large")):
        style = SheetOptions(paper, size, phonetic)  # type: ignore[arg-type]
        page = word_list_sheet(book, style, workshop().card_lookups).decode()
        width = round(PAPER[paper][0] / 25.4 * 96)
        frames.append(tool.frame(page, width, 900, f"{paper} {size}"))
    dom = tool.run(
        tool.sheet(frames) + f"<script>{COLUMNS}</script>",
        "--virtual-time-budget=20000",
        "--dump-dom",
    )
    (printed,) = re.findall(r'<pre id="found">(.*?)</pre>', dom, re.S)
    results = json.loads(unescape(printed))
    assert all(rows > 8 for _, rows, _ in results)
    assert [row for row in results if row[2]] == []
