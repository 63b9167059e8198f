"""The text as one web page: tap a word, or reach it with the Tab key, and its note appears; no
script, nothing fetched.

What is switched is switched by CSS: a word that has the focus shows its note, boxes that are ticked
show translations, the choice of readings and light is a set of radio buttons that the style asks
with ``:has``. Browsers from before 2023 show the page with all readings and let words be tapped;
the switches do nothing there.
"""

import base64
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator.base.credits import OF_EXPORTS
from generator.base.errors import data_file
from generator.base.html import OUR_MARK, Html, escape, join
from generator.base.records import Passage, Token
from generator.export.annotated_html import (
    DOUBT,
    PINYIN,
    AnnotatedHtml,
    is_heading,
    level_name,
)
from generator.export.edition import Edition

STYLE = Path(__file__).with_name("page.css")
READINGS = {"ruby-all": "all", "ruby-new": "new words", "ruby-none": "none"}
LIGHTS = {"auto": "auto", "day": "day", "night": "night"}
"""Labels of radio buttons by their ids, which the style asks for."""
NAMES_OF_READINGS = {"pinyin": "Pinyin", "zhuyin": "Zhuyin", "both": "Readings"}


def render(edition: Edition, ruby: str = "all") -> bytes:
    """Write the page. ``ruby`` is the choice of readings that it opens with: all, new, none."""
    style = _style()
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    reader = AnnotatedHtml(edition)
    tones = "" if reader.tones == "none" else f" class='{escape(reader.tones)}'"
    mixed = " mixed" if reader.has_known() else ""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{edition.lang}"{tones}>',
        (
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
            ' initial-scale=1">'
        ),
        (f'<meta http-equiv="Content-Security-Policy" content="{policy}">{OUR_MARK}'),
        f"<title>{escape(edition.title())}</title>",
        f"<style>{style}</style></head>",
        "<body>",
        *_head(edition, ruby),
        f'<main tabindex="-1" class="text{mixed}" lang="{edition.lang}">',
        *[_paragraph(reader, paragraph) for paragraph in edition.by_paragraph()],
        "</main>",
        *_words(reader),
        f'<footer lang="en">{escape(OF_EXPORTS)}</footer>',
        "</body></html>",
    ]
    page = "\n".join(lines) + "\n"
    # What the page shares with the book is XML.
    return page.replace("<br/>", "<br>").replace("<wbr/>", "<wbr>").encode()


@lru_cache(maxsize=1)
def _style() -> str:
    with data_file(STYLE):
        return STYLE.read_text(encoding="utf-8")


def _head(edition: Edition, ruby: str) -> Iterator[str]:
    meta = edition.deck.meta
    title = meta.title_zh or edition.title()
    yield f"<header><h1>{escape(title)}</h1>"
    facts = (meta.title_en, meta.author_zh or meta.author_en, meta.date)
    about = " · ".join(fact for fact in facts if fact and fact != edition.title())
    yield f'<p class="about" lang="en">{escape(about)}</p>' if about else ""
    yield '<form class="switches" lang="en">'
    readings = NAMES_OF_READINGS[edition.choices.get("phonetic", "pinyin")]
    yield _choice(readings, "ruby", READINGS, f"ruby-{ruby}")
    is_translated = any(passage.en for passage in edition.deck.passages)
    switch = '<label><input type="checkbox" id="translations"> Translations</label>'
    yield switch if is_translated else ""
    yield _choice("Light", "light", LIGHTS, "auto")
    yield "</form></header>"


def _choice(legend: str, name: str, labels: dict[str, str], chosen: str) -> Html:
    """Return radio buttons, of which one is checked; ``labels`` by their ids."""
    buttons = []
    for identifier, label in labels.items():
        checked = " checked" if identifier == chosen else ""
        button = f'<input type="radio" name="{name}" id="{identifier}"{checked}>'
        buttons.append(f"<label>{button} {label}</label>")
    return Html(f"<fieldset><legend>{legend}</legend>{''.join(buttons)}</fieldset>")


def _paragraph(reader: AnnotatedHtml, paragraph: list[Passage]) -> str:
    inside = " ".join(_sentence(reader, passage) for passage in paragraph)
    return f"<h2>{inside}</h2>" if is_heading(paragraph) else f"<p>{inside}</p>"


def _sentence(reader: AnnotatedHtml, passage: Passage) -> str:
    def wrap(token: Token, shown: Html) -> Html:
        kind = "w new" if reader.word(token) else "w"
        note = f'<span class="g" hidden>{reader.note(token, passage)}</span>'
        return Html(f'<span class="{kind}" tabindex="0">{shown}{note}</span>')

    number = passage.number
    inside = reader.sentence(passage, wrap)
    if passage.en:
        inside = join([inside, _translation(reader, passage)])
    return f'<span class="s" id="s{number}">{inside}</span>'


def _translation(reader: AnnotatedHtml, passage: Passage) -> Html:
    number = passage.number
    switch = (
        '<label class="n"><input type="checkbox" aria-label="Translation of sentence'
        f' {number}">{number}</label>'
    )
    english = escape(passage.en).replace("\n", "<br>")
    doubt = DOUBT if reader.edition.is_unsure(passage) else ""
    return Html(f'{switch}<span class="en" lang="en">{english}{doubt}</span>')


def _words(reader: AnnotatedHtml) -> list[str]:
    """Return the words to learn, in the order of study, each with a link to its sentence."""
    edition = reader.edition
    rows = []
    for word in edition.deck.words:
        number = edition.sentence(word).number
        cells = (
            f"<td>{escape(edition.headword(word))}</td>",
            f'<td lang="{PINYIN}">{reader.toned(word.token)}</td>',
            f'<td lang="en">{escape(word.token.gloss)}</td>',
            f'<td lang="en">{level_name(word)}</td>',
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
