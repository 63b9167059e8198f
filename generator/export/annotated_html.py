"""What the page and the book share: words under their readings, what is said of a word,
headings."""

import re
from collections.abc import Callable, Iterator

from generator.base.html import DOUBT_MARK, PAGE, Html, escape, join
from generator.base.records import Passage, Token, Word
from generator.base.words import word_key
from generator.display import HANS, HANT, as_text, ruby, ruby_parts, toned, units
from generator.export.edition import Edition

ALSO = 3
"""Other senses that a note names."""
LONGEST_HEADING = 24
HEADING_END = re.compile(r"[。！？；：，、…,.!?;:]$")
PINYIN = "zh-Latn-pinyin"
DOUBT = ' <small lang="en">(A machine paired these sentences and was not sure.)</small>'

MAY_BREAK = Html("<wbr/>")

Wrap = Callable[[Token, Html], Html]
"""Makes of a token that can be looked up, and of its markup, what carries its note."""


class AnnotatedHtml:
    """The sentences of a text as HTML that is XML, too."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._words = {word_key(word.token): word for word in edition.deck.words}

    def word(self, token: Token) -> Word | None:
        """The word to learn that a token is an occurrence of; None for one that is known or not
        wanted."""
        return self._words.get(word_key(token))

    def has_known(self) -> bool:
        """Whether the text has words that are not to be learnt, so that it helps to mark the
        others."""
        return any(
            t.kind == "word" and t.gloss and not self.word(t)
            for p in self.edition.deck.passages
            for t in p.tokens
        )

    def sentence(self, passage: Passage, wrap: Wrap) -> Html:
        """Return a passage with the reading of each word over it; a punctuation mark stays on the
        line of the word that it belongs to."""
        line: list[Html] = []
        for unit in units((token, self._shown(token, wrap)) for token in passage.tokens):
            is_kept = unit.has_ruby and MAY_BREAK not in unit.html
            line.append(PAGE.element("span", unit.html, class_="u") if is_kept else unit.html)
        return join(line)

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
            doubt = DOUBT_MARK if token.doubts else ""
            parts.append(f'<span lang="en">{escape(token.gloss)}{also}{doubt}</span>')
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

    def toned(self, token: Token) -> Html:
        """Return the reading of a word, with a class for the tone of each syllable where colours
        are wanted."""
        return join(self._readings(token), Html(" "))

    def _over(self, token: Token) -> Html:
        """Return the reading over a word; two writings one above the other."""
        lines = self._readings(token)
        if len(lines) == 1:
            return lines[0]
        both = join(PAGE.element("span", line) for line in lines)
        return PAGE.element("span", both, class_="two")

    def _readings(self, token: Token) -> list[Html]:
        """Return the reading of a word in each writing that is wanted."""
        is_coloured = self.edition.looks.get("tones", "none") != "none"
        found: list[Html] = []
        for syllables in self.edition.syllables(token):
            found.append(toned(syllables, PAGE) if is_coloured else escape(as_text(syllables)))
        return found

    def _shown(self, token: Token, wrap: Wrap) -> Html:
        text = self.edition.form(token)
        if token.kind == "punctuation" or not (token.reading or token.gloss):
            return Html(escape(text).replace("\n", "<br/>"))
        return wrap(token, self._under_reading(token, text) if token.reading else escape(text))

    def _under_reading(self, token: Token, text: str) -> Html:
        written: list[Html] = []
        for part, syllable in ruby_parts(text, token.pinyin) or ((text, None),):
            over = self._over(token) if syllable is None else escape(syllable)
            written.append(ruby(escape(part), over, brackets=True))
        return join(written, MAY_BREAK)

    def _forms(self, token: Token) -> Iterator[tuple[str, str]]:
        """A word in the script that leads, in the other one, and as the dictionary has it, each
        where it differs."""
        edition = self.edition
        form = edition.form(token)
        other = (
            edition.lookups.simplified(token.text)
            if edition.lang == HANT
            else edition.lookups.traditional(token)
        )
        simplified = edition.lookups.simplified(token.text)
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
