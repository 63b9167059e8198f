"""How a deck writes Chinese: in which script, with which reading over it, in which colours and
size."""

import re
from collections.abc import Iterable

from generator.anki.card_options import CardOptions
from generator.anki.field_html import (
    ANSWER,
    CARD,
    SPACE,
    TARGET,
    bullets,
    escape,
    mark,
    mark_layers,
    occurrences,
    speaker,
)
from generator.base.html import NOTHING, Html, join
from generator.base.pinyin import mark as marked_syllable
from generator.base.pinyin import tone
from generator.base.records import Passage, Script, Token
from generator.display import (
    HANT,
    ChineseLookups,
    ScriptForms,
    pinyin_of,
    ruby,
    ruby_parts,
    sentence_pinyin,
    toned,
    units,
    wanted,
    zhuyin_of,
)

DOUBTS = {
    "reading": "A machine chose this reading; another is possible",
    "sense": "A machine chose this meaning; it was not sure",
    "meaning": "A machine could not tell what it means here",
    "no-entry": "Not in the dictionary; worked out from its parts or the translation",
    "alignment": "A machine paired these sentences; it was not sure",
}
"""Doubt of a token or a passage -> what its question mark says when pointed at."""
BOTH_FORMS = re.compile(r"([^\s|,;()]+)\|([^\s|,;()\[\]]+)")
"""A word in both scripts, as the dictionary refers to it: ``石景山區|石景山区``."""
NUMBERED_READING = re.compile(r" ?\[((?:(?:[A-Za-zü:]+[1-5]|[·,])[ ]?)+)\]")
MAY_BREAK = Html("<wbr>")


class ChineseHtml:
    """The Chinese of one deck as HTML."""

    def __init__(self, script: Script, card_options: CardOptions, lookups: ChineseLookups) -> None:
        self.forms = ScriptForms(script, card_options.script, lookups)
        self.lang = self.forms.lang
        """Language tag of the script that cards lead with."""
        self.second = self.forms.second if card_options.script == "both" else ""
        """That of the second script, where both are wanted."""
        self.card_options = card_options
        self.lookups = lookups
        self._ruby_of: dict[Token, Html] = {}

    def text(self, passage: Passage, lang: str = "") -> str:
        """Return the Chinese of a passage in one script; offsets are those of the passage."""
        return self.forms.text(passage.tokens, lang)

    # -- pieces of HTML

    def classes(self, *names: str) -> str:
        """Return class names with those of the deck's card options."""
        found = list(names)
        if self.card_options.tones != "none":
            found.append(self.card_options.tones)
        if self.card_options.size != "normal":
            found.append(self.card_options.size)
        return " ".join(found)

    def dressed(self, html: Html) -> Html:
        """Return HTML in a span that carries the deck's card options, if it has any."""
        classes = self.classes()
        return CARD.element("span", html, class_=classes) if html and classes else html

    def zh(self, text: str, lang: str = "") -> Html:
        """Return a piece of Chinese in running text."""
        return CARD.element("span", escape(text), lang=lang or self.lang) if text else NOTHING

    def sentence(self, text: str, passage: Passage, lang: str) -> Html:
        """Return the Chinese of a passage, written in some script, in running text."""
        shown = mark_layers(text, speakers=passage.zh_speakers)
        return CARD.element("span", shown, lang=lang)

    def block(self, html: Html, *names: str, lang: str = "") -> Html:
        """Return a line of Chinese in a box of its own. Its ``lang`` also tells style.css which
        form of the word to lead with."""
        if not html:
            return NOTHING
        return CARD.element("div", html, class_=self.classes("zh", *names), lang=lang or self.lang)

    def gloss(self, text: str, *hidden: str) -> Html:
        """Return English with dictionary references written out; the ``hidden`` words are not shown
        on prompts."""
        shown = write_references(text, traditional=self.lang == HANT)
        return mark(shown, occurrences(shown, hidden), ANSWER)

    def glosses(self, texts: Iterable[str]) -> Html:
        """Return a list of glosses; nothing for none."""
        return bullets(self.gloss(text) for text in texts)

    def doubt(self, *kinds: str) -> Html:
        """Return a small question mark where a machine guessed; nothing for no kinds."""
        reasons = "; ".join(DOUBTS[kind] for kind in kinds if kind in DOUBTS)
        if not reasons:
            return NOTHING
        return join([SPACE, CARD.element("span", Html("?"), class_="doubt", title=reasons)])

    # -- readings

    def pinyin(self, token: Token) -> Html:
        """Return the word's pinyin, marked as not to be shown where the deck has zhuyin alone."""
        return self._unless_only("zhuyin", self._pinyin(token))

    def zhuyin(self, token: Token) -> Html:
        """Return the word's zhuyin, marked as not to be shown where the deck has pinyin alone."""
        return self._unless_only("pinyin", self._zhuyin(token))

    def reading(self, token: Token) -> Html:
        """Return pinyin, zhuyin or both, as the deck wants it."""
        found = wanted(self.card_options.phonetic, self._pinyin(token), self._zhuyin(token))
        if len(found) == 1:
            return found[0]
        pinyin, zhuyin = found
        both = (
            CARD.element("span", pinyin, class_="py"),
            CARD.element("span", zhuyin, class_="zy"),
        )
        return join(both, SPACE)

    def syllable(self, syllable: str) -> Html:
        """Return a marked syllable in pinyin, zhuyin or both, with a class for its tone."""
        found = wanted(self.card_options.phonetic, syllable, self.lookups.zhuyin(syllable))
        written: list[Html] = []
        for text in found:
            written.append(toned([(text, tone(syllable))], CARD))
        return join(written, SPACE)

    def explained(self, token: Token, gloss: str) -> Html:
        """Return reading and gloss of a word, for lists."""
        return explanation(self.reading(token), self.gloss(gloss))

    def spoken(self, passage: Passage) -> tuple[Token, ...]:
        """Return the tokens of a sentence, with the tones that the deck wants over sentences."""
        if self.card_options.speech == "spoken":
            return self.lookups.spoken(passage.tokens)
        return passage.tokens

    def sentence_pinyin(self, passage: Passage) -> Html:
        """Return the pinyin of a whole sentence, spelled as a sentence."""
        return self._unless_only("zhuyin", escape(sentence_pinyin(self.spoken(passage))))

    def sentence_zhuyin(self, passage: Passage) -> Html:
        """Return the zhuyin of a whole sentence: syllables close together, words apart, punctuation
        marks as they are."""
        written: list[Html] = []
        has_zhuyin = False
        for token in self.spoken(passage):
            if token.kind == "speaker":
                continue
            zhuyin = self._zhuyin(token)
            has_zhuyin = has_zhuyin or bool(zhuyin)
            written.append(zhuyin or escape(token.text))
        return self._unless_only("pinyin", join(written, SPACE)) if has_zhuyin else NOTHING

    def ruby(self, passage: Passage, target: Token | None = None) -> Html:
        """Return a sentence with the reading of each word over the word, and the ``target``
        marked."""
        written: list[tuple[Token, Html]] = []
        for token in self.spoken(passage):
            html = self._word_ruby(token)
            if target and token.start == target.start:
                html = join([TARGET.opening, html, TARGET.closing])
            written.append((token, html))
        line: list[Html] = []
        for unit in units(written):
            html = unit.html
            line.append(CARD.element("span", html, class_="unit") if unit.has_ruby else html)
        return self.block(join(line), "over")

    def _pinyin(self, token: Token) -> Html:
        return toned(pinyin_of(token), CARD)

    def _zhuyin(self, token: Token) -> Html:
        return toned(zhuyin_of(token, self.lookups.zhuyin), CARD)

    def _unless_only(self, other: str, html: Html) -> Html:
        """Return HTML that is not shown where the deck has only the ``other`` kind of reading."""
        if html and self.card_options.phonetic == other:
            return CARD.element("span", html, class_="off")
        return self.dressed(html)

    def _word_ruby(self, token: Token) -> Html:
        """Return a word under its reading; character by character where the word is too long to
        stand on one line of a phone."""
        if token not in self._ruby_of:  # every word of a sentence has a card with the whole of it
            self._ruby_of[token] = self._made_ruby(token)
        return self._ruby_of[token]

    def _made_ruby(self, token: Token) -> Html:
        text = self.forms.form(token)
        if token.kind == "speaker":
            return speaker(text)
        parts = ruby_parts(text, token.pinyin)
        if not token.reading or token.kind == "punctuation" or not parts:
            return escape(text)
        written: list[Html] = []
        for part, syllable in parts:
            over = self._reading_over(token) if syllable is None else self.syllable(syllable)
            written.append(ruby(escape(part), over))
        return join(written, MAY_BREAK)

    def _reading_over(self, token: Token) -> Html:
        reading = self.reading(token)
        if self.card_options.phonetic == "both":
            return CARD.element("span", reading, class_="two")
        return reading


def explanation(reading: Html, gloss: Html) -> Html:
    """Return reading and gloss as lists show them."""
    said = CARD.element("span", reading, class_="pinyin")
    return join([said, CARD.element("span", gloss, class_="gloss")], SPACE)


def write_references(gloss: str, *, traditional: bool) -> str:
    """Write a dictionary's references to other words as people do, in one script.

    >>> write_references("see 石景山區|石景山区[Shi2 jing3 shan1 Qu1]", traditional=False)
    'see 石景山区 (Shí jǐng shān Qū)'
    """
    in_one_script = BOTH_FORMS.sub(r"\1" if traditional else r"\2", gloss)
    return NUMBERED_READING.sub(_marked_reading, in_one_script)


def _marked_reading(found: re.Match[str]) -> str:
    return f" ({' '.join(map(marked_syllable, found[1].split()))})"
