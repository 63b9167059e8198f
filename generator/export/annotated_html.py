"""What the page and the book share: words under their readings, what is said of a word,
headings."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from generator.base.html import escape
from generator.base.records import Passage, Token, Word
from generator.export.edition import HANS, HANT, Edition

UNBROKEN = 8
"""The longest word, in characters, that has its reading over it as a whole; a longer one must be
able to break on a phone."""
ALSO = 3
"""Other senses that a note names."""
LONGEST_HEADING = 24
HEADING_END = re.compile(r"[。！？；：，、…,.!?;:]$")
PINYIN = "zh-Latn-pinyin"
DOUBT = ' <small lang="en">(A machine paired these sentences and was not sure.)</small>'

Wrap = Callable[[Token, str], str]
"""Makes of a token that can be looked up, and of its markup, what carries its note."""


class AnnotatedHtml:
    """The sentences of a text as HTML that is XML, too."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._words = {edition.helpers.key(word.token): word for word in edition.deck.words}

    def word(self, token: Token) -> Word | None:
        """The word to learn that a token is an occurrence of; None for one that is known or not
        wanted."""
        return self._words.get(self.edition.helpers.key(token))

    def has_known(self) -> bool:
        """Whether the text has words that are not to be learnt, so that it helps to mark the
        others."""
        return any(
            t.kind == "word" and t.gloss and not self.word(t)
            for p in self.edition.deck.passages
            for t in p.tokens
        )

    def sentence(self, passage: Passage, wrap: Wrap) -> str:
        """A passage with the reading of each word over it; a sign stays on the line of the word
        that it belongs to."""
        units, open_ = [""], True
        for token in passage.tokens:
            shown = self._shown(token, wrap)
            sign = token.kind == "punctuation"
            if open_ or (sign and not _opens(token.text[0])):
                units[-1] += shown
            else:
                units.append(shown)
            open_ = sign and _opens(token.text[-1])
        return "".join(
            f'<span class="u">{unit}</span>' if "<rt" in unit and "<wbr" not in unit else unit
            for unit in units
        )

    def note(self, token: Token, passage: Passage) -> str:
        """What is said of a word where it stands: forms, reading, gloss, other senses, level, the
        term that it is part of."""
        edition = self.edition
        parts = [f'<b lang="{lang}">{escape(form)}</b>' for lang, form in self._forms(token)]
        if token.reading:
            parts.append(f'<i lang="{PINYIN}">{self.toned(token)}</i>')
        if token.gloss:
            others = [sense for sense in token.senses if sense not in token.gloss][:ALSO]
            also = f" <small>also: {escape('; '.join(others))}</small>" if others else ""
            parts.append(f'<span lang="en">{escape(token.gloss)}{also}</span>')
        word = self.word(token)
        if word and (level := word.levels.hsk2025):
            parts.append(f'<small lang="en">HSK {"7–9" if level == 7 else level}</small>')
        for term in passage.terms:
            if term.start <= token.start and token.end <= term.end and term.text != token.text:
                said = (
                    f'<b lang="{edition.lang}">{escape(term.text)}</b> <i'
                    f' lang="{PINYIN}">{escape(term.reading)}</i>'
                )
                parts.append(
                    f'<span class="term">{said} <span lang="en">{escape(term.gloss)}</span></span>'
                )
        return " ".join(parts)

    def toned(self, token: Token) -> str:
        """The reading of a word, with a class for the tone of each syllable where colours are
        wanted."""
        return " ".join(self._written(token))

    def _over(self, token: Token) -> str:
        """The reading over a word; two writings one above the other."""
        lines = self._written(token)
        return (
            f'<span class="two">{"".join(f"<span>{line}</span>" for line in lines)}</span>'
            if len(lines) > 1
            else lines[0]
        )

    def _written(self, token: Token) -> list[str]:
        coloured = self.edition.looks.get("tones", "none") != "none"
        return [
            "".join(
                (
                    f'<span class="t{tone}">{escape(text)}</span>'
                    if tone and coloured
                    else escape(text)
                )
                for text, tone in pieces
            )
            for pieces in self.edition.pieces(token)
        ]

    def _shown(self, token: Token, wrap: Wrap) -> str:
        text = self.edition.form(token)
        if token.kind == "punctuation" or not (token.reading or token.gloss):
            return escape(text).replace("\n", "<br/>")
        if not token.reading:
            return wrap(token, escape(text))
        if len(text) > UNBROKEN and token.pinyin and len(token.pinyin) == len(text):
            pairs = zip(text, token.pinyin, strict=True)
            return wrap(
                token,
                "<wbr/>".join(_ruby(escape(sign), escape(syllable)) for sign, syllable in pairs),
            )
        return wrap(token, _ruby(escape(text), self._over(token)))

    def _forms(self, token: Token) -> Iterator[tuple[str, str]]:
        """A word in the script that leads, in the other one, and as the dictionary has it, each
        where it differs."""
        edition = self.edition
        form = edition.form(token)
        other = (
            edition.helpers.simplified(token.text)
            if edition.lang == HANT
            else edition.helpers.traditional(token)
        )
        simplified = edition.helpers.simplified(token.text)
        found = {form: edition.lang, other: HANS if edition.lang == HANT else HANT}
        if token.headword != simplified:
            found[token.headword] = HANS
        seen: dict[str, str] = {}
        for text, lang in found.items():
            seen.setdefault(text, lang)
        yield from ((lang, text) for text, lang in seen.items())


def is_heading(paragraph: list[Passage]) -> bool:
    """Whether a paragraph is a heading: a short line that no sign ends."""
    text = "".join(p.zh for p in paragraph)
    return (
        len(paragraph) == 1
        and len(text) <= LONGEST_HEADING
        and "\n" not in text
        and not HEADING_END.search(text.rstrip("”」』）)"))
    )


def _ruby(text: str, over: str) -> str:
    return f"<ruby>{text}<rp>(</rp><rt>{over}</rt><rp>)</rp></ruby>"


def _opens(sign: str) -> bool:
    return unicodedata.category(sign) in {"Ps", "Pi"}
