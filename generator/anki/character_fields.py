"""The fields Characters and Strokes: what each character of a word means, is made of, and how it is
written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.anki.chinese_html import HANT, ChineseHtml
from generator.anki.field_html import escape
from generator.anki.keys import word_key
from generator.base.han import HANZI
from generator.base.pinyin import number, tone
from generator.base.records import Character, Stroke, Token, Word

KIN = 6
"""Other words of the deck that are shown with a character."""


class CharacterFields:
    """Makes both fields for the words of one deck."""

    def __init__(self, words: Iterable[Word], face: ChineseHtml) -> None:
        self._face = face
        self._kin: dict[str, dict[str, Word]] = defaultdict(dict)
        for word in words:
            for character in HANZI.findall(word.token.headword):
                self._kin[character].setdefault(word_key(word.token), word)

    def characters(self, word: Word) -> str:
        """Each character once: reading in this word, core meaning, components, other words of the
        deck that share it."""
        items = "".join(self._item(word, *row) for row in _characters(word, self._face.lang))
        return f"<div class='{self._face.classes('chars')}'>{items}</div>" if items else ""

    def strokes(self, word: Word) -> str:
        """A drawing for each character that has one; the strokes appear one after the other,
        through the whole word."""
        out, begin = "", 0
        for _, shown, _ in _characters(word, self._face.lang):
            strokes = self._face.lookups.drawing(shown)
            out += drawing(shown, strokes, begin)
            begin += len(strokes) + 1
        return out

    def _item(self, word: Word, simplified: str, shown: str, syllable: str) -> str:
        face = self._face
        reading = [syllable] if face.looks.phonetic != "zhuyin" else []
        reading += [face.lookups.zhuyin(syllable)] if face.looks.phonetic != "pinyin" else []
        said = (
            f"<span class='t{tone(syllable)}'>{escape(' '.join(reading))}</span>"
            if syllable
            else ""
        )
        facts = face.lookups.character(shown, number(syllable) if syllable else "")
        kin = [w for key, w in self._kin[simplified].items() if key != word_key(word.token)][:KIN]
        lines = (
            f"<div><span class='pinyin'>{said}</span> <span"
            f" class='gloss'>{face.gloss(facts.meaning)}</span></div>"
        )
        lines += f"<div class='parts'>{self._parts(facts)}</div>" if facts.components else ""
        also = "、".join(_written(w, face.lang) for w in kin)
        lines += f"<div class='kin'>also in {face.zh(also)}</div>" if kin else ""
        return (
            "<div class='char'><span class='hz'"
            f" lang='{face.lang}'>{escape(shown)}</span><div>{lines}</div></div>"
        )

    def _parts(self, facts: Character) -> str:
        return " + ".join(
            f"{self._face.zh(part.text)} {escape(part.meaning)}".strip()
            for part in facts.components
        )


def _written(word: Word, lang: str) -> str:
    return word.traditional if lang == HANT and word.traditional else word.token.headword


def _characters(word: Word, lang: str) -> Iterator[tuple[str, str, str]]:
    """(simplified, as shown, marked syllable or nothing) for each different character of a word."""
    token: Token = word.token
    plain, shown = HANZI.findall(token.headword), HANZI.findall(_written(word, lang))
    syllables = token.pinyin or ()
    seen: set[str] = set()
    for at, character in enumerate(plain):
        if character not in seen:
            seen.add(character)
            yield (
                character,
                shown[at] if len(shown) == len(plain) else character,
                syllables[at] if len(syllables) == len(plain) else "",
            )


def drawing(character: str, strokes: Iterable[Stroke], begin: int = 0) -> str:
    """A character as inline SVG, its strokes numbered; style.css draws them in turn, the first as
    number ``begin``.

    There are no ids, so that any number of drawings may stand on one page; nothing for a character
    without strokes.
    """
    drawn = "".join(
        f"<g style='--i:{begin + at}'><path class='o' d='{s.outline}'/><path class='m'"
        f" pathLength='1' d='{s.middle}'/><text x='{s.x}' y='{s.y}' dy='.36em'>{at + 1}</text></g>"
        for at, s in enumerate(strokes)
    )
    return (
        "<svg class='hanzi' viewBox='-8 -8 272 272' role='img'"
        f" aria-label='{escape(character)}'>{drawn}</svg>"
        if drawn
        else ""
    )
