"""Text into HTML. Nothing reaches a field but through ``escape``.

Fields hold no tab, no line break and no double quote (attributes take single quotes), so that the
twin is plain TSV.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise

from generator.anki.card_pinyin import OPENING, syllables
from generator.base.records import Span, Token

ESCAPES = str.maketrans(
    {
        **{
            sign: f"&#{ord(sign)};" for sign in "&<>\"'{}[]\\"
        },  # Anki reads {{ }}, [sound:], [latex], \( \) in fields
        "\t": " ",
        "\n": "<br>",
    }
)

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def escape(text: str) -> str:
    """Text as HTML that Anki shows as it is: no tag, no template, no sound, no formula can come of
    it.

    Everything that has a meaning to HTML or to Anki becomes a number entity; control characters go.
    """
    return CONTROL.sub("", unicodedata.normalize("NFC", text)).translate(ESCAPES)


def mark(text: str, spans: Iterable[Span], opening: str, closing: str) -> str:
    """The text, escaped, with every span put between two tags. Spans may touch and overlap."""
    return marked(text, (spans, opening, closing))


def marked(text: str, *layers: tuple[Iterable[Span], str, str]) -> str:
    """The text, escaped, with the spans of each layer put between the layer's two tags; layers may
    cross each other."""
    merged = [(_merged(spans), opening, closing) for spans, opening, closing in layers]
    cuts = sorted({0, len(text), *(at for spans, _, _ in merged for span in spans for at in span)})
    out = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        for spans, opening, closing in reversed(merged):
            if any(a <= start and end <= b for a, b in spans):
                piece = f"{opening}{piece}{closing}"
        out.append(piece)
    return "".join(out)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text, escaped, with a gap of the same width for each span."""
    out, at = [], 0
    for start, end in _merged(spans):
        out += [escape(text[at:start]), f"<b class='blank'>{'＿' * (end - start)}</b>"]
        at = end
    return "".join([*out, escape(text[at:])])


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans with nothing but space between them become one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def toned(token: Token) -> str:
    """The word's pinyin with a class for the tone of each syllable."""
    parts = syllables(token.reading, token.pinyin or ())
    return "".join(
        f"<span class='t{tone}'>{escape(text)}</span>" if tone else escape(text)
        for text, tone in parts
    )


def ruby(tokens: Iterable[Token], over: Callable[[Token], str], target: Token | None = None) -> str:
    """A sentence with the reading of each word over the word, as ``over`` writes it.

    A sign stays with the word that it belongs to: browsers may break a line on either side of a
    ruby, even before a comma.
    """
    units = [""]
    joins = True
    for token in tokens:
        text = over(token)
        if target and token.start == target.start:
            text = f"<b class='target'>{text}</b>"
        sign = token.kind == "punctuation"
        if joins or (sign and token.text[0] not in OPENING):
            units[-1] += text
        else:
            units.append(text)
        joins = sign and token.text[-1] in OPENING
    return "".join(
        f"<span class='unit'>{unit}</span>" if "<rt>" in unit else unit for unit in units
    )


def occurrences(text: str, words: Iterable[str]) -> list[Span]:
    """Where any of the words stands in a text, case ignored."""
    return [
        m.span()
        for word in words
        if word
        for m in re.finditer(re.escape(word), text, re.IGNORECASE)
    ]


def bullets(items: Iterable[str]) -> str:
    """A list of items that are HTML already; nothing for none."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return out
