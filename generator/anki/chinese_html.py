"""How a deck writes Chinese: in which script, with which reading over it, in which colours and
size."""

from collections.abc import Iterable

from generator.anki.card_options import CardLookups, CardOptions
from generator.anki.card_pinyin import sentence_pinyin, spelled
from generator.anki.field_html import escape, mark, occurrences, ruby, toned
from generator.base.pinyin import tone
from generator.base.records import Passage, Script, Token

HANS, HANT = "zh-Hans", "zh-Hant"
UNBROKEN = 8
"""The longest word, in characters, that has its reading over it as a whole."""
DOUBTS = {
    "reading": "A machine chose this reading; another is possible",
    "sense": "A machine chose this meaning; it was not sure",
    "no-entry": "Not in the dictionary; worked out from its parts or the translation",
    "alignment": "A machine paired these sentences; it was not sure",
}
"""What the sign ? says when pointed at."""


class ChineseHtml:
    """The Chinese of one deck as HTML."""

    def __init__(self, script: Script, looks: CardOptions, lookups: CardLookups) -> None:
        source = HANT if script == "traditional" else HANS
        self.lang = {"simplified": HANS, "traditional": HANT}.get(looks.script, source)
        """The script that cards lead with."""
        self.looks = looks
        self.lookups = lookups
        keeps = script != "mixed" or looks.script in ("text", "both")
        self._unchanged = source if keeps else ""
        self._under: dict[Token, str] = {}

    # -- scripts

    def form(self, token: Token, lang: str = "") -> str:
        """A token in one script, as long as in the text, so that offsets hold."""
        lang = lang or self.lang
        if lang == self._unchanged or token.kind == "punctuation":
            return token.text
        found = (
            self.lookups.traditional(token) if lang == HANT else self.lookups.simplified(token.text)
        )
        return found if len(found) == len(token.text) else token.text

    def text(self, passage: Passage, lang: str = "") -> str:
        """The Chinese of a passage in one script; offsets are those of the passage."""
        return "".join(self.form(token, lang) for token in passage.tokens)

    @property
    def other(self) -> str:
        """The second script, where both are wanted."""
        return (HANS if self.lang == HANT else HANT) if self.looks.script == "both" else ""

    # -- pieces of HTML

    def classes(self, *names: str) -> str:
        """Class names with those of the deck's looks."""
        mine = (
            self.looks.tones if self.looks.tones != "none" else "",
            self.looks.size if self.looks.size != "normal" else "",
        )
        return " ".join(filter(None, (*names, *mine)))

    def dressed(self, markup: str) -> str:
        """HTML in a span that carries the deck's looks, if it has any."""
        return (
            f"<span class='{self.classes()}'>{markup}</span>"
            if markup and self.classes()
            else markup
        )

    def zh(self, text: str, lang: str = "") -> str:
        """A piece of Chinese in running text."""
        return f"<span lang='{lang or self.lang}'>{escape(text)}</span>" if text else ""

    def block(self, markup: str, *names: str, lang: str = "") -> str:
        """A line of Chinese in a box of its own. Its ``lang`` also tells style.css which form of
        the word to lead with."""
        return (
            f"<div class='{self.classes('zh', *names)}' lang='{lang or self.lang}'>{markup}</div>"
            if markup
            else ""
        )

    def gloss(self, text: str, *hidden: str) -> str:
        """English with dictionary references spelled out; the ``hidden`` words are not shown on
        prompts."""
        shown = spelled(text, self.lang == HANT)
        return mark(shown, occurrences(shown, hidden), "<span class='said'>", "</span>")

    def doubt(self, *kinds: str) -> str:
        """A small sign where a machine guessed; nothing for no kinds."""
        said = "; ".join(DOUBTS[kind] for kind in kinds if kind in DOUBTS)
        return f" <span class='doubt' title='{said}'>?</span>" if said else ""

    # -- readings

    def pinyin(self, token: Token) -> str:
        """The word's pinyin, marked as not to be shown where the deck has zhuyin alone."""
        return self._wanted(toned(token), "zhuyin")

    def zhuyin(self, token: Token) -> str:
        """The word's zhuyin, marked as not to be shown where the deck has pinyin alone."""
        return self._wanted(self._zhuyin(token), "pinyin")

    def reading(self, token: Token) -> str:
        """Pinyin, zhuyin or both, as the deck wants it."""
        if self.looks.phonetic == "both":
            return (
                f"<span class='py'>{toned(token)}</span> <span"
                f" class='zy'>{self._zhuyin(token)}</span>"
            )
        return self._zhuyin(token) if self.looks.phonetic == "zhuyin" else toned(token)

    def explained(self, token: Token) -> str:
        """Reading and gloss of a word, for lists."""
        return (
            f"<span class='pinyin'>{self.reading(token)}</span> <span"
            f" class='gloss'>{self.gloss(token.gloss)}</span>"
        )

    def heard(self, passage: Passage) -> tuple[Token, ...]:
        """The tokens of a sentence, with the tones that the deck wants over sentences."""
        return (
            self.lookups.spoken(passage.tokens) if self.looks.speech == "spoken" else passage.tokens
        )

    def line_pinyin(self, passage: Passage) -> str:
        """The pinyin of a whole sentence, spelled as a sentence."""
        return self._wanted(escape(sentence_pinyin(self.heard(passage))), "zhuyin")

    def line_zhuyin(self, passage: Passage) -> str:
        """Zhuyin of a whole sentence: syllables close together, words apart, signs as they are."""
        written = [(self._zhuyin(token), token.text) for token in self.heard(passage)]
        words = " ".join(zhuyin or escape(text) for zhuyin, text in written)
        return self._wanted(words, "pinyin") if any(zhuyin for zhuyin, _ in written) else ""

    def ruby(self, tokens: Iterable[Token], target: Token | None = None) -> str:
        """A sentence with the reading of each word over the word."""
        return self.block(ruby(tokens, self._over, target), "over")

    def _wanted(self, markup: str, only: str) -> str:
        """HTML that is not shown where the deck has ``only`` the other kind of reading."""
        if not markup:
            return ""
        return (
            f"<span class='off'>{markup}</span>"
            if self.looks.phonetic == only
            else self.dressed(markup)
        )

    def _zhuyin(self, token: Token) -> str:
        pairs = [
            (self.lookups.zhuyin(syllable), tone(syllable))
            for syllable in token.pinyin or ()
            if syllable
        ]
        return " ".join(
            f"<span class='t{number}'>{escape(text)}</span>" for text, number in pairs if text
        )

    def _over(self, token: Token) -> str:
        """A word under its reading; character by character where the word is too long to stand on
        one line of a phone."""
        if token not in self._under:  # every word of a sentence has a card with the whole sentence
            self._under[token] = self._annotated(token)
        return self._under[token]

    def _annotated(self, token: Token) -> str:
        text = self.form(token)
        if not token.reading or token.kind == "punctuation":
            return escape(text)
        if len(text) <= UNBROKEN:
            reading = self.reading(token)
            over = (
                f"<span class='two'>{reading}</span>" if self.looks.phonetic == "both" else reading
            )
            return f"<ruby>{escape(text)}<rt>{over}</rt></ruby>"
        if token.pinyin and len(token.pinyin) == len(text):
            pairs = zip(text, token.pinyin, strict=True)
            return "<wbr>".join(
                f"<ruby>{escape(c)}<rt>{self._syllable(s)}</rt></ruby>" for c, s in pairs
            )
        return escape(text)

    def _syllable(self, syllable: str) -> str:
        shown = [syllable] if self.looks.phonetic != "zhuyin" else []
        shown += [self.lookups.zhuyin(syllable)] if self.looks.phonetic != "pinyin" else []
        return f"<span class='t{tone(syllable)}'>{escape(' '.join(shown))}</span>"
