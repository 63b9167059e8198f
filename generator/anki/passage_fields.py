"""The fields that the notes of one passage share: its pinyin, its translation, its neighbours, its
source."""

from collections.abc import Iterable

from generator.anki.chinese_html import ChineseHtml
from generator.anki.field_html import (
    ANSWER,
    CARD,
    COUNTERPART,
    connected,
    escape,
    mark_layers,
    occurrences,
)
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.html import Html, join
from generator.base.records import Deck, Passage, Span, Token
from generator.display import HANS, HANT

Fields = dict[str, Html]
"""Name of a field of a note -> its content."""
WORD_LIST = Html("Word list")
"""The source of what no text has. It names neither lesson nor line: what moves in the list is the
same note."""


class PassageFields:
    """Makes these fields for the passages of one deck."""

    def __init__(self, deck: Deck, chinese: ChineseHtml) -> None:
        self._deck = deck
        self._chinese = chinese
        self._shared: dict[int, Fields] = {}

    def shared(self, index: int) -> Fields:
        """Return the fields that are the same for every word of a passage and for the passage
        itself, given its index: its pinyin, its neighbours, and its source."""
        if index not in self._shared:
            pinyin = self._chinese.sentence_pinyin(self._deck.passages[index])
            self._shared[index] = {"SentencePinyin": pinyin, **self._place(index)}
        return self._shared[index]

    def _place(self, index: int) -> Fields:
        """Return where a passage stands. Prompts leave out the title, which may say the answer."""
        deck, chinese = self._deck, self._chinese
        if deck.loose:
            where = CARD.element("span", WORD_LIST, class_="where")
            return {"Source": chinese.dressed(where)}
        number = f"No. {deck.passages[index].number}"
        place = f"{deck.meta.date} · {number}" if deck.meta.date else number
        where = CARD.element("span", escape(place), class_="where")
        fields = {"Source": chinese.dressed(join([self._title(), where]))}
        if index:
            fields["Before"] = self._context(deck.passages[index - 1])
        if index + 1 < len(deck.passages):
            fields["After"] = self._context(deck.passages[index + 1])
        return fields

    def _title(self) -> Html:
        meta = self._deck.meta
        own_script = HANT if self._deck.script == "traditional" else HANS
        title = self._chinese.zh(meta.title_zh, own_script)
        title = title or escape(meta.title_en or self._deck.title)
        return (
            CARD.element("span", join([title, escape(" · ")]), class_="title") if title else title
        )

    def _context(self, passage: Passage) -> Html:
        zh = mark_layers(self._chinese.text(passage), speakers=passage.zh_speakers)
        lines = [self._chinese.block(zh)]
        if passage.en:
            lines.append(CARD.element("div", self.english(passage), class_="en"))
        return CARD.element("div", join(lines), class_="context")

    def english(
        self, passage: Passage, forms: Iterable[str] = (), linked: Iterable[Span] = ()
    ) -> Html:
        """Return the translation with a word's counterpart marked; where it quotes the word itself,
        prompts hide that."""
        quoted = occurrences(passage.en, forms)
        english = mark_layers(
            passage.en, (linked, COUNTERPART), (quoted, ANSWER), speakers=passage.en_speakers
        )
        if is_unsure(passage):
            return join([english, self._chinese.doubt("alignment")])
        return english


def counterpart(passage: Passage, token: Token) -> list[Span]:
    """Return where the translation says the word."""
    return connected(passage.en, token.english)


def is_unsure(passage: Passage) -> bool:
    """Tell whether the translation of a passage may be that of another."""
    return bool(passage.en) and passage.confidence < MIN_PAIR_CONFIDENCE
