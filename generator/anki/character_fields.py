"""The fields Characters and Strokes: what each character of a word means, is made of, and how it is
written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.anki.chinese_html import ChineseHtml, explanation
from generator.anki.field_html import CARD, SPACE, escape
from generator.base.character_records import Character, Component, Stroke
from generator.base.han import HANZI
from generator.base.html import NOTHING, Html, join
from generator.base.pinyin import number
from generator.base.records import Word
from generator.base.words import WordKey, word_key

MAX_RELATED_WORDS = 6
"""Other words of the deck that are shown with a character."""


class ShownCharacter(NamedTuple):
    """A character of a word, as a card shows it."""

    simplified: str
    form: str
    """In the script that leads."""
    syllable: str
    """Marked pinyin; empty where it is not known."""


class CharacterFields:
    """Makes both fields for the words of one deck."""

    def __init__(self, words: Iterable[Word], chinese: ChineseHtml) -> None:
        self._chinese = chinese
        self._words_with: dict[str, dict[WordKey, Word]] = defaultdict(dict)
        for word in words:
            for character in HANZI.findall(word.token.headword):
                self._words_with[character].setdefault(word_key(word.token), word)

    def characters(self, word: Word) -> Html:
        """Return each character once: its reading in this word, core meaning, components, and
        other words of the deck that share it."""
        items = join(self._item(word, character) for character in self._characters(word))
        return CARD.element("div", items, class_=self._chinese.classes("chars")) if items else items

    def strokes(self, word: Word) -> Html:
        """Return a drawing for each character that has one; the strokes appear one after the other,
        through the whole word."""
        drawings: list[Html] = []
        begin = 0
        for character in self._characters(word):
            strokes = self._chinese.lookups.drawing(character.form)
            drawings.append(drawing(character.form, strokes, begin))
            begin += len(strokes) + 1
        return join(drawings)

    def _characters(self, word: Word) -> Iterator[ShownCharacter]:
        """Yield each different character of a word."""
        token = word.token
        simplified = HANZI.findall(token.headword)
        forms = HANZI.findall(self._headword(word))
        syllables: tuple[str, ...] = token.pinyin or ()
        if len(forms) != len(simplified):
            forms = simplified
        if len(syllables) != len(simplified):
            syllables = ("",) * len(simplified)
        seen: set[str] = set()
        for row in map(ShownCharacter, simplified, forms, syllables):
            if row.simplified not in seen:
                seen.add(row.simplified)
                yield row

    def _item(self, word: Word, character: ShownCharacter) -> Html:
        chinese, syllable = self._chinese, character.syllable
        reading = chinese.syllable(syllable) if syllable else NOTHING
        facts = chinese.lookups.character(character.form, number(syllable) if syllable else "")
        lines = [CARD.element("div", explanation(reading, chinese.gloss(facts.meaning)))]
        if facts.components:
            lines.append(CARD.element("div", self._components(facts), class_="parts"))
        related = self._related(word, character)
        if related:
            also = join([escape("also in "), chinese.zh("、".join(related))])
            lines.append(CARD.element("div", also, class_="kin"))
        shown = CARD.element("span", escape(character.form), class_="hz", lang=chinese.lang)
        return CARD.element("div", join([shown, CARD.element("div", join(lines))]), class_="char")

    def _related(self, word: Word, character: ShownCharacter) -> list[str]:
        """Return other words of the deck that share a character."""
        own = word_key(word.token)
        words = self._words_with[character.simplified]
        others = [other for key, other in words.items() if key != own]
        return [self._headword(other) for other in others[:MAX_RELATED_WORDS]]

    def _headword(self, word: Word) -> str:
        return self._chinese.forms.headwords(word)[0]

    def _components(self, facts: Character) -> Html:
        return join(map(self._component, facts.components), Html(" + "))

    def _component(self, component: Component) -> Html:
        shown = [self._chinese.zh(component.text), escape(component.meaning)]
        return Html(join(shown, SPACE).strip())


def drawing(character: str, strokes: Iterable[Stroke], begin: int = 0) -> Html:
    """Draw a character as inline SVG, its strokes numbered; style.css draws them in turn, the first
    as number ``begin``.

    There are no ids, so that any number of drawings may stand on one page; nothing for a character
    without strokes.
    """
    drawn = "".join(
        f"<g style='--i:{begin + at}'><path class='o' d='{s.outline}'/><path class='m'"
        f" pathLength='1' d='{s.middle}'/><text x='{s.x}' y='{s.y}' dy='.36em'>{at + 1}</text></g>"
        for at, s in enumerate(strokes)
    )
    if not drawn:
        return NOTHING
    return Html(
        "<svg class='hanzi' viewBox='-8 -8 272 272' role='img'"
        f" aria-label='{escape(character)}'>{drawn}</svg>"
    )
