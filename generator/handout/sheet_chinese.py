"""Chinese on a handout: in which script, with which reading over it or beside it."""

from collections.abc import Callable, Iterable, Iterator

from generator.base.html import NOTHING, Html, join
from generator.base.records import Passage, Script, Token, Word
from generator.display import (
    UNBROKEN,
    ChineseLookups,
    ScriptForms,
    Unit,
    as_text,
    pinyin_of,
    ruby,
    ruby_parts,
    units,
    wanted,
    zhuyin_of,
)
from generator.handout.printed_book import SheetOptions
from generator.handout.sheet_html import element, escape

MAX_KEPT = UNBROKEN + 3
"""Characters of a unit that is kept on one line: a word with its reading and its marks."""
MAY_BREAK = Html("<wbr>")
"""Between two units a line may end; Chromium does not find that place itself."""


class SheetChinese:
    """The Chinese of one text as HTML."""

    def __init__(self, script: Script, style: SheetOptions, lookups: ChineseLookups) -> None:
        self._forms = ScriptForms(script, style.script, lookups)
        self.lang, self.other = self._forms.lang, self._forms.second
        self._style = style
        self._lookups = lookups

    def form(self, token: Token) -> str:
        """Return a token in the script of the handout."""
        return self._forms.form(token)

    def text(self, passage: Passage) -> str:
        """Return the Chinese of a passage in the script of the handout."""
        return self._forms.text(passage.tokens)

    def title(self, text: str) -> str:
        """Return a line that was not cut into words, in the script of the handout."""
        return self._forms.line(text)

    def word(self, word: Word) -> tuple[str, str]:
        """Return a word in the script of the handout, and in the other one where it is written
        differently there."""
        shown, other = self._forms.headwords(word)
        return shown, other if other != shown else ""

    def zh(self, text: str, classes: str = "") -> Html:
        """Return Chinese within a line."""
        return element("span", classes, escape(text), self.lang)

    def reading(self, token: Token) -> Html:
        """Return pinyin, zhuyin or both of a word."""
        return escape(self.reading_text(token))

    def reading_text(self, token: Token) -> str:
        """Return the same as plain text."""
        zhuyin = as_text(zhuyin_of(token, self._lookups.zhuyin))
        return self._wanted(token.reading, zhuyin)

    def breakable_reading(self, token: Token) -> Html:
        """Return the same for a narrow column: pinyin may break between syllables, as zhuyin may
        everywhere (handout.css)."""
        pinyin = join([escape(text) for text, _ in pinyin_of(token)], MAY_BREAK)
        zhuyin = escape(as_text(zhuyin_of(token, self._lookups.zhuyin)))
        return join(filter(None, wanted(self._style.phonetic, pinyin, zhuyin)), Html(" "))

    def syllable(self, marked: str) -> Html:
        """Return pinyin, zhuyin or both of a syllable."""
        return escape(self.syllable_text(marked))

    def syllable_text(self, marked: str) -> str:
        """Return the same as plain text."""
        return self._wanted(marked, self._lookups.zhuyin(marked))

    def _wanted(self, pinyin: str, zhuyin: str) -> str:
        shown = wanted(self._style.phonetic, pinyin, zhuyin)
        return " ".join(filter(None, shown))

    def sentence(
        self,
        tokens: Iterable[Token],
        is_over: Callable[[Token], bool],
        dress: Callable[[Token, Html], Html],
        lead: Html = NOTHING,
    ) -> Html:
        """Return a sentence, with the reading over the words that are to have one, each word
        dressed as the page wants it. ``lead`` stays on the line of the first word."""
        written = self._written(tokens, is_over, dress)
        return join(_kept(unit) for unit in units(written, lead, space_clings=False))

    def _written(
        self,
        tokens: Iterable[Token],
        is_over: Callable[[Token], bool],
        dress: Callable[[Token, Html], Html],
    ) -> Iterator[tuple[Token, Html]]:
        for token in tokens:
            plain = escape(self.form(token))
            if token.kind == "speaker":
                yield token, element("span", "speaker", plain)
                continue
            yield token, dress(token, self._under_reading(token) if is_over(token) else plain)

    def _under_reading(self, token: Token) -> Html:
        written: list[Html] = []
        for text, reading in self.under_readings(token):
            shown = escape(text)
            written.append(ruby(shown, escape(reading)) if reading else shown)
        return join(written)

    def under_readings(self, token: Token) -> Iterator[tuple[str, str]]:
        """Yield what stands under one reading each, and the reading; empty where there is none."""
        text, reading = self.form(token), self.reading_text(token)
        parts = ruby_parts(text, token.pinyin)
        if token.kind == "punctuation" or not reading or not parts:
            yield text, ""
            return
        for part, syllable in parts:
            yield part, reading if syllable is None else self.syllable_text(syllable)


def _kept(unit: Unit) -> Html:
    is_kept = unit.length <= MAX_KEPT and (unit.has_ruby or unit.html.startswith("<sup>"))
    if not is_kept:
        return unit.html
    return join([MAY_BREAK, element("span", "unit", unit.html), MAY_BREAK])
