"""How a handout writes Chinese: in which script, with which reading over or beside it."""

from collections.abc import Callable, Iterable, Iterator

from generator.base.records import Passage, Script, Token, Word
from generator.handout.printed_book import SheetLookups, SheetOptions
from generator.handout.sheet_html import element, escape

HANS, HANT = "zh-Hans", "zh-Hant"
UNBROKEN = 8
"""The longest word, in characters, that keeps on one line with its reading over it as a whole."""
OPENING = tuple("“‘（《〈「『【([{")


class SheetChinese:
    """The Chinese of one text as HTML."""

    def __init__(self, script: Script, style: SheetOptions, lookups: SheetLookups) -> None:
        source = HANT if script == "traditional" else HANS
        self.lang = {"simplified": HANS, "traditional": HANT}.get(style.script, source)
        self.other = HANS if self.lang == HANT else HANT
        self._unchanged = style.script in ("text", "both") or (
            script != "mixed" and self.lang == source
        )
        self._style = style
        self._lookups = lookups

    def form(self, token: Token) -> str:
        """A token in the script of the handout."""
        if self._unchanged or token.kind == "punctuation":
            return token.text
        found = (
            self._lookups.traditional(token)
            if self.lang == HANT
            else self._lookups.simplified(token.text)
        )
        return found if len(found) == len(token.text) else token.text

    def text(self, passage: Passage) -> str:
        """The Chinese of a passage in the script of the handout."""
        return "".join(map(self.form, passage.tokens))

    def title(self, text: str) -> str:
        """A line that was not cut into words, in the script of the handout."""
        return self.form(
            Token(0, len(text), text, "foreign", None, text, "", None, "", (), 0.0, (), 0.0)
        )

    def word(self, word: Word) -> tuple[str, str]:
        """A word in the script of the handout, and in the other one where it is written differently
        there."""
        simplified, traditional = word.token.headword, word.traditional or word.token.headword
        shown, other = (traditional, simplified) if self.lang == HANT else (simplified, traditional)
        return shown, other if other != shown else ""

    def zh(self, text: str, classes: str = "") -> str:
        """Chinese within a line."""
        return element("span", classes, escape(text), self.lang)

    def reading(self, token: Token) -> str:
        """Pinyin, zhuyin or both of a word."""
        zhuyin = " ".join(filter(None, map(self._lookups.zhuyin, token.pinyin or ())))
        return self._wanted(token.reading, zhuyin)

    def syllable(self, marked: str) -> str:
        """Pinyin, zhuyin or both of a syllable."""
        return self._wanted(marked, self._lookups.zhuyin(marked))

    def _wanted(self, pinyin: str, zhuyin: str) -> str:
        """What the style wants; pinyin for what zhuyin cannot write."""
        shown = {"pinyin": (pinyin,), "zhuyin": (zhuyin or pinyin,), "both": (pinyin, zhuyin)}[
            self._style.phonetic
        ]
        return escape(" ".join(filter(None, shown)))

    def sentence(
        self,
        tokens: Iterable[Token],
        is_over: Callable[[Token], bool],
        dress: Callable[[Token, str], str],
        lead: str = "",
    ) -> str:
        """A sentence, with the reading over the words that are to have one, each word dressed as
        the page wants it.

        A sign stays on the line of its word, and so does ``lead`` (HTML) with the first word:
        browsers break on either side of a ruby, even before a comma.
        """
        written = (
            (token, dress(token, self._over(token) if is_over(token) else escape(self.form(token))))
            for token in tokens
        )
        return "".join(_units(written, lead))

    def _over(self, token: Token) -> str:
        text, reading = self.form(token), self.reading(token)
        if token.kind == "punctuation" or not reading:
            return escape(text)
        if len(text) <= UNBROKEN:
            return f"<ruby>{escape(text)}<rt>{reading}</rt></ruby>"
        if token.pinyin and len(token.pinyin) == len(text):
            return "".join(
                f"<ruby>{escape(c)}<rt>{self.syllable(s)}</rt></ruby>"
                for c, s in zip(text, token.pinyin, strict=True)
            )
        return escape(text)


def _units(words: Iterable[tuple[Token, str]], lead: str) -> Iterator[str]:
    """Words with the signs that belong to them, each in an element that keeps them on one line
    where one has a reading over it.

    Between two of them a line may end; Chromium must be told.
    """
    unit, length, opens = lead, 0, bool(lead)
    for token, html in words:
        sign = token.kind == "punctuation" and bool(token.text.strip())
        clings = sign and not token.text.startswith(OPENING)
        if unit and not clings and not opens:
            yield _kept(unit, length)
            unit, length = "", 0
        unit, length, opens = (
            unit + html,
            length + len(token.text),
            sign and token.text.endswith(OPENING),
        )
    yield _kept(unit, length)


def _kept(unit: str, length: int) -> str:
    is_kept = length <= UNBROKEN + 3 and ("<rt>" in unit or unit.startswith("<sup>"))
    return f'<wbr><span class="unit">{unit}</span><wbr>' if is_kept else unit
