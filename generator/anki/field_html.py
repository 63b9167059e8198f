"""Text into HTML for the fields of notes. Nothing reaches a field but through ``escape``.

Fields hold no tab, no line break and no double quote (attributes take single quotes), so that the
twin is plain TSV.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from generator.base.html import NOTHING, Html, Markup, join
from generator.base.records import Span

WITH_MEANING = "&<>\"'{}[]\\"
"""Characters that mean something to HTML, or to Anki in fields: ``{{ }}``, ``[sound:]``,
``[latex]``, ``\\( \\)``."""
ENTITIES = {character: f"&#{ord(character)};" for character in WITH_MEANING}
ESCAPES = str.maketrans({**ENTITIES, "\t": " ", "\n": "<br>"})
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TAG = re.compile(r"<[^>]*>")
SPACE = Html(" ")


def escape(text: str) -> Html:
    """Return text as HTML that Anki shows as it is: no tag, no template, no sound, no formula can
    come of it.

    What has a meaning to HTML or to Anki becomes a number entity; control characters go.
    """
    normal = unicodedata.normalize("NFC", text)
    if normal.isalnum():  # letters and digits mean nothing but themselves
        return Html(normal)
    return Html(CONTROL.sub("", normal).translate(ESCAPES))


CARD = Markup(escape, quote="'")
"""HTML of fields."""


class Marker(NamedTuple):
    """The two tags that mark a part of a text."""

    opening: Html
    closing: Html


TARGET = Marker(Html("<b class='target'>"), Html("</b>"))
"""Around the word of the card, in its sentence."""
COUNTERPART = Marker(Html("<b class='counterpart'>"), Html("</b>"))
"""Around what says it in the translation."""
ANSWER = Marker(Html("<span class='said'>"), Html("</span>"))
"""Around words of the answer, which style.css hides on prompts."""


def device_voice(text: str) -> Html:
    """Mark a text that the voice of the learner's device reads, as ``{{tts}}`` in a template does
    for a whole field."""
    return Html(f"[anki:tts lang=zh_CN]{escape(text)}[/anki:tts]")


def visible_text(html: str) -> str:
    """Return the text of a field, without markup."""
    return unescape(TAG.sub("", html))


def mark(text: str, spans: Iterable[Span], marker: Marker, speakers: Iterable[Span] = ()) -> Html:
    """Return the text, escaped, with every span marked. Spans may touch and overlap."""
    return mark_layers(text, (spans, marker), speakers=speakers)


def mark_layers(
    text: str, *layers: tuple[Iterable[Span], Marker], speakers: Iterable[Span] = ()
) -> Html:
    """Return the text, escaped, with the spans of each layer marked; layers may cross each other.

    ``speakers`` is where the text only says who speaks.
    """
    merged = [(_merged(spans), marker) for spans, marker in layers]
    named = _merged(speakers) if text else []
    written: list[Html] = []
    for start, end in _pieces(text, named, *(spans for spans, _ in merged)):
        if _is_inside((start, end), named):
            written.append(speaker(text[start:end]))
            continue
        html = escape(text[start:end])
        for spans, (opening, closing) in reversed(merged):
            if _is_inside((start, end), spans):
                html = join([opening, html, closing])
        written.append(html)
    return join(written)


def blank(text: str, spans: Iterable[Span], speakers: Iterable[Span] = ()) -> Html:
    """Return the text, escaped, with a gap of the same width for each span."""
    gaps, named = _merged(spans), _merged(speakers)
    written: list[Html] = []
    for start, end in _pieces(text, named, gaps):
        if _is_inside((start, end), named):
            written.append(speaker(text[start:end]))
        elif _is_inside((start, end), gaps):
            gap = Html("＿" * (end - start))
            written.append(CARD.element("b", gap, class_="blank"))
        else:
            written.append(escape(text[start:end]))
    return join(written)


def speaker(text: str) -> Html:
    """Return who speaks: style.css shows it small. It is no text of the element, so that no voice
    says it."""
    return CARD.element("span", NOTHING, class_="speaker", data_who=text.strip())


def _pieces(text: str, *layers: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of a text that the borders of spans cut it into."""
    cuts = {0, len(text)}
    for spans in layers:
        for span in spans:
            cuts.update(span)
    return pairwise(sorted(cuts))


def _is_inside(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def connected(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans, those with nothing but space between them as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def occurrences(text: str, words: Iterable[str]) -> list[Span]:
    """Find where any of the words stands in a text, case ignored.

    >>> occurrences("卡拉ok, 卡拉OK", ["卡拉OK", "唱歌", "拉"])
    [(0, 4), (6, 10), (1, 2), (7, 8)]
    """
    found: list[Span] = []
    for word in filter(None, words):
        if word not in text and word.lower() == word.upper():
            continue  # most are hanzi that do not stand there: they need no pattern
        matches = re.finditer(re.escape(word), text, re.IGNORECASE)
        found += [match.span() for match in matches]
    return found


def bullets(items: Iterable[Html]) -> Html:
    """Return a list of items; nothing for none."""
    lines = join(CARD.element("li", item) for item in items)
    return CARD.element("ul", lines) if lines else NOTHING


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found
