"""The text as one web page: tap a word, or reach it with the Tab key, and its note appears; no
script, nothing fetched.

What is switched is switched by CSS: a word that has the focus shows its note, boxes that are ticked
show translations, the choice of readings and light is a set of radio buttons that the style asks
with ``:has``. Browsers from before 2023 show the page with all readings and let words be tapped;
the switches do nothing there.
"""

import base64
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator.base.credits import OF_EXPORTS
from generator.base.errors import data_file
from generator.base.html import Html, escape
from generator.base.records import Passage, Token
from generator.export.annotated_html import DOUBT, PINYIN, AnnotatedHtml, is_heading
from generator.export.edition import Edition

STYLE = Path(__file__).with_name("page.css")
READINGS = {"all": "all", "new": "new words", "none": "none"}
LIGHTS = {"auto": "auto", "day": "day", "night": "night"}
NAMES = {"pinyin": "Pinyin", "zhuyin": "Zhuyin", "both": "Readings"}


def render(edition: Edition, ruby: str = "all") -> bytes:
    """The page. ``ruby`` is the choice of readings that it opens with: all, new, none."""
    style = _style()
    policy = (
        "default-src 'none'; style-src"
        f" 'sha256-{base64.b64encode(sha256(style.encode()).digest()).decode()}'"
    )
    reader = AnnotatedHtml(edition)
    tones = edition.looks.get("tones", "none")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{edition.lang}"{"" if tones == "none" else f" class={escape(tones)!r}"}>',
        (
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
            ' initial-scale=1">'
        ),
        (
            f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="generator"'
            ' content="Cika">'
        ),
        f"<title>{escape(edition.title())}</title>",
        f"<style>{style}</style></head>",
        "<body>",
        *_head(edition, ruby),
        (
            f'<main tabindex="-1" class="text{" mixed" if reader.has_known() else ""}"'
            f' lang="{edition.lang}">'
        ),
        *(_paragraph(reader, paragraph) for paragraph in edition.by_paragraph()),
        "</main>",
        *_words(reader),
        f'<footer lang="en">{escape(OF_EXPORTS)}</footer>',
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").replace("<br/>", "<br>").replace("<wbr/>", "<wbr>").encode()


@lru_cache(maxsize=1)
def _style() -> str:
    with data_file(STYLE):
        return STYLE.read_text(encoding="utf-8")


def _head(edition: Edition, ruby: str) -> list[str]:
    meta = edition.deck.meta
    about = [
        part
        for part in (meta.title_en, meta.author_zh or meta.author_en, meta.date)
        if part and part != edition.title()
    ]
    readings = NAMES[edition.looks.get("phonetic", "pinyin")]
    return [
        f"<header><h1>{escape(meta.title_zh or edition.title())}</h1>",
        f'<p class="about" lang="en">{escape(" · ".join(about))}</p>' if about else "",
        '<form class="switches" lang="en">',
        _choice(readings, "ruby", READINGS, ruby),
        (
            '<label><input type="checkbox" id="translations"> Translations</label>'
            if any(p.en for p in edition.deck.passages)
            else ""
        ),
        _choice("Light", "", LIGHTS, "auto"),
        "</form></header>",
    ]


def _choice(legend: str, name: str, values: dict[str, str], chosen: str) -> str:
    """Radio buttons with ids of their own: ``ruby-new``; without a name the ids are the values."""
    buttons = (
        f'<label><input type="radio" name="{name or "light"}"'
        f' id="{f"{name}-" if name else ""}{value}"'
        f"{' checked' if value == chosen else ''}> {said}</label>"
        for value, said in values.items()
    )
    return f"<fieldset><legend>{legend}</legend>{''.join(buttons)}</fieldset>"


def _paragraph(reader: AnnotatedHtml, paragraph: list[Passage]) -> str:
    inside = " ".join(_sentence(reader, passage) for passage in paragraph)
    return f"<h2>{inside}</h2>" if is_heading(paragraph) else f"<p>{inside}</p>"


def _sentence(reader: AnnotatedHtml, passage: Passage) -> str:
    def wrap(token: Token, shown: Html) -> Html:
        kind = "w new" if reader.word(token) else "w"
        return Html(
            f'<span class="{kind}" tabindex="0">{shown}<span class="g"'
            f" hidden>{reader.note(token, passage)}</span></span>"
        )

    number = passage.number
    if not passage.en:
        return f'<span class="s" id="s{number}">{reader.sentence(passage, wrap)}</span>'
    switch = (
        '<label class="n"><input type="checkbox" aria-label="Translation of sentence'
        f' {number}">{number}</label>'
    )
    english = escape(passage.en).replace("\n", "<br>") + (
        DOUBT if reader.edition.is_unsure(passage) else ""
    )
    return (
        f'<span class="s" id="s{number}">{reader.sentence(passage, wrap)}{switch}<span class="en"'
        f' lang="en">{english}</span></span>'
    )


def _words(reader: AnnotatedHtml) -> list[str]:
    """The words to learn, in the order of study, each with a link to its sentence."""
    edition = reader.edition
    rows = []
    for word in edition.deck.words:
        number = edition.sentence(word).number
        level = {None: "", 7: "HSK 7–9"}.get(word.levels.hsk2025, f"HSK {word.levels.hsk2025}")
        cells = (
            f"<td>{escape(edition.headword(word))}</td>",
            f'<td lang="{PINYIN}">{reader.toned(word.token)}</td>',
            f'<td lang="en">{escape(word.token.gloss)}</td>',
            f'<td lang="en">{level}</td>',
            f'<td><a href="#s{number}" aria-label="Sentence {number}">{number}</a></td>',
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    if not rows:
        return []
    return [
        '<section class="words">',
        f'<h2 lang="en">Words to learn: {len(rows)}</h2>',
        "<table>",
        *rows,
        "</table></section>",
    ]
