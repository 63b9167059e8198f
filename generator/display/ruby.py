"""Chinese under its reading: HTML's ``ruby``, in lines that break where they may.

How text is escaped is handed in with the ``Markup``, since cards, sheets and pages differ in that.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.base.html import NOTHING, Html, Markup, join
from generator.base.records import Token
from generator.display.reading_forms import Syllable

UNBROKEN = 8
"""The longest word, in characters, that has its reading over it as a whole: a longer one must be
able to break on a phone."""


def toned(syllables: Iterable[Syllable], markup: Markup) -> Html:
    """Return a reading as HTML, with a class ``t1`` to ``t5`` for the tone of each syllable."""
    return _toned(tuple(syllables), markup)


@lru_cache(maxsize=10_000)
def _toned(syllables: tuple[Syllable, ...], markup: Markup) -> Html:
    written: list[Html] = []
    for text, tone in syllables:
        shown = markup.escape(text)
        written.append(markup.element("span", shown, class_=f"t{tone}") if tone else shown)
    return join(written)


def ruby(text: Html, reading: Html, *, brackets: bool = False) -> Html:
    """Return text under its reading; with ``brackets`` for programs that cannot show it there."""
    if brackets:
        return Html(f"<ruby>{text}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>")
    return Html(f"<ruby>{text}<rt>{reading}</rt></ruby>")


def ruby_parts(text: str, syllables: Sequence[str] | None) -> tuple[tuple[str, str | None], ...]:
    """Cut a word into what is to stand under one reading each, as (text, syllable).

    A word that is short enough is one part without a syllable: the reading of the whole word stands
    over it. A longer one is cut into characters; none where the syllables do not fit these.

    >>> ruby_parts("银行", ("yín", "háng"))
    (('银行', None),)
    """
    if len(text) <= UNBROKEN:
        return ((text, None),)
    if syllables and len(syllables) == len(text):
        return tuple(zip(text, syllables, strict=True))
    return ()


def opens(mark: str) -> bool:
    """Tell whether a punctuation mark opens a bracket or a quotation, by its Unicode category.

    >>> [opens(mark) for mark in "（“《，”"]
    [True, True, True, False, False]
    """
    return unicodedata.category(mark) in {"Ps", "Pi"}


@dataclass(frozen=True, slots=True)
class Unit:
    """What may not be broken over two lines: a word with the punctuation marks that belong to
    it."""

    html: Html
    length: int
    """Characters of the text in it."""

    @property
    def has_ruby(self) -> bool:
        """Tell whether anything in it has a reading over it."""
        return "<rt>" in self.html


def units(
    written: Iterable[tuple[Token, Html]], lead: Html = NOTHING, *, space_clings: bool = True
) -> Iterator[Unit]:
    """Yield the words of a sentence, each with its punctuation marks.

    Browsers may break a line on either side of a ruby, even before a comma, unless an element keeps
    the two together. An opening mark goes with the word after it, any other with the word before
    it, and ``lead`` with the first word. ``space_clings``: white space goes with the word before
    it, too; else it stands for itself.
    """
    html, length, is_open = lead, 0, bool(lead)
    for token, shown in written:
        is_mark = token.kind == "punctuation" and (space_clings or bool(token.text.strip()))
        clings = is_mark and not opens(token.text[0])
        if html and not clings and not is_open:
            yield Unit(html, length)
            html, length = NOTHING, 0
        html = join([html, shown])
        length += len(token.text)
        is_open = is_mark and opens(token.text[-1])
    if html:
        yield Unit(html, length)
