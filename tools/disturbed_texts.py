"""Texts made from gold texts by what happens to real ones: sentences lost, chapters left out,
prefaces, headings, page numbers.

Every change keeps the gold alignment: what lost its counterpart becomes sentences without one. All
is seeded.
"""

import prelude

import itertools
import random
from collections.abc import Callable, Mapping, Sequence

from gold_texts import Aligner, GoldText, Material, Move, Numbers, Terms, sentences

SEED = 20261123
HEADINGS = (("{}", "— {} —", "第{}章", "目录"), ("{}", "- {} -", "Chapter {}", "CONTENTS"))
HEADING_SHARE = 0.04
"""Share of the sentences that a heading or page number follows."""
DROPPED = 0.2
"""Share of the sentences that are dropped."""
PREFACE = 100
"""Sentences of a preface."""
ZH, EN = 0, 1
"""The sides."""
Side = list[tuple[str, Terms]]
"""Sentences with their terms."""
Texts = list[Material]


def join(texts: Sequence[Material], aligner: Aligner) -> Material:
    """Put texts one after the other as one."""
    zh: Side = []
    en: Side = []
    gold: list[Move] = []
    for material in texts:
        gold += _shifted(material.text.gold, len(zh), len(en))
        zh += _side(material, ZH)
        en += _side(material, EN)
    return _material("joined", zh, en, gold, aligner)


def disturbed(texts: Sequence[Material], aligner: Aligner) -> Mapping[str, Texts]:
    """Return the texts as each kind of disturbance leaves them.

    All kinds draw from one generator, so that their order counts.
    """
    return _Disturber(texts, aligner).all()


class _Disturber:
    def __init__(self, texts: Sequence[Material], aligner: Aligner) -> None:
        self.texts = texts
        self.aligner = aligner
        self.dice = random.Random(SEED)

    def all(self) -> dict[str, Texts]:
        return {
            "nothing": list(self.texts),
            "20 % dropped, Chinese": self.each(lambda text: self.dropped(text, ZH)),
            "20 % dropped, English": self.each(lambda text: self.dropped(text, EN)),
            "20 % dropped, both": self.each(lambda text: self.dropped(text, ZH, EN)),
            "chapter left out, Chinese": [self.without_chapter(ZH)],
            "chapter left out, English": [self.without_chapter(EN)],
            "three paragraphs swapped": self.each(self.swapped),
            "preface of 100, Chinese": self.with_prefaces(ZH),
            "preface of 100, English": self.with_prefaces(EN),
            "headings and page numbers": self.each(self.strewn),
        }

    def each(self, change: Callable[[Material], Material]) -> Texts:
        return [change(text) for text in self.texts]

    def dropped(self, material: Material, *sides: int) -> Material:
        """Drop a fifth of the sentences of one side or both."""
        lost: list[set[int]] = [set(), set()]
        for side in sides:
            numbers = range(len(_side(material, side)))
            lost[side] = {number for number in numbers if self.dice.random() < DROPPED}
        return self.without(material, lost)

    def without_chapter(self, side: int) -> Material:
        """Join the texts; the middle one lacks a side."""
        middle = self.texts[len(self.texts) // 2]
        lost: list[set[int]] = [set(), set()]
        lost[side] = set(range(len(_side(middle, side))))
        rest = [self.without(text, lost) if text is middle else text for text in self.texts]
        return join(rest, self.aligner)

    def without(self, material: Material, lost: Sequence[set[int]]) -> Material:
        """Leave out sentences of both sides."""
        zh, zh_numbers = _kept(_side(material, ZH), lost[ZH])
        en, en_numbers = _kept(_side(material, EN), lost[EN])
        gold: list[Move] = []
        for old_zh, old_en in material.text.gold:
            left = tuple(zh_numbers[i] for i in old_zh if i in zh_numbers)
            right = tuple(en_numbers[j] for j in old_en if j in en_numbers)
            gold += [(left, right)] if left and right else _alone(left, right)
        return _material(material.text.name, zh, en, gold, self.aligner)

    def with_prefaces(self, side: int) -> Texts:
        """Put the first sentences of the next text before one side of each."""
        following = [*self.texts[1:], self.texts[0]]
        pairs = zip(self.texts, following, strict=True)
        return [self.with_preface(text, other, side) for text, other in pairs]

    def with_preface(self, material: Material, other: Material, side: int) -> Material:
        """Put the first sentences of another text before one side."""
        preface = _side(other, side)[:PREFACE]
        both = [_side(material, ZH), _side(material, EN)]
        both[side] = preface + both[side]
        shift = [0, 0]
        shift[side] = len(preface)
        gold = _alone(range(shift[ZH]), range(shift[EN]))
        gold += _shifted(material.text.gold, shift[ZH], shift[EN])
        return _material(material.text.name, both[ZH], both[EN], gold, self.aligner)

    def swapped(self, material: Material) -> Material:
        """Let three stretches of four to six beads change places on the English side.

        They then have no counterpart in order.
        """
        gold = material.text.gold
        places = [self.stretch(len(gold) // 3, number) for number in range(3)]
        en = _side(material, EN)
        moved = [_english(gold[first:last]) for first, last in places]
        new_en: Side = []
        new_gold: list[Move] = []
        for number, (left, right) in enumerate(gold):
            inside = [at for at, (first, last) in enumerate(places) if first <= number < last]
            if not inside:
                new_gold.append((left, _append(new_en, en, right)))
                continue
            new_gold += _alone(left, ())
            at = inside[0]
            if number == places[at][0]:
                new_gold += _alone((), _append(new_en, en, moved[(at + 1) % 3]))
        return _material(material.text.name, _side(material, ZH), new_en, new_gold, self.aligner)

    def stretch(self, third: int, number: int) -> tuple[int, int]:
        """Choose a stretch of beads in one third of a text."""
        first = self.dice.randrange(number * third + 2, (number + 1) * third - 8)
        return first, first + self.dice.randint(4, 6)

    def strewn(self, material: Material) -> Material:
        """Put a heading or page number after about every 25th sentence of each side."""
        zh, zh_places, zh_added = self.with_headings(material, ZH)
        en, en_places, en_added = self.with_headings(material, EN)
        gold: list[Move] = []
        for left, right in material.text.gold:
            gold.append((tuple(zh_places[i] for i in left), tuple(en_places[j] for j in right)))
        gold += _alone(zh_added, en_added)
        return _material(material.text.name, zh, en, gold, self.aligner)

    def with_headings(self, material: Material, side: int) -> tuple[Side, list[int], list[int]]:
        """Return the sentences with headings, and the new numbers of the old and of the added."""
        found: Side = []
        places: list[int] = []
        added: list[int] = []
        for number, sentence in enumerate(_side(material, side)):
            places.append(len(found))
            found.append(sentence)
            if self.dice.random() < HEADING_SHARE:
                heading = self.dice.choice(HEADINGS[side]).format(number // 10 + 17)
                added.append(len(found))
                found.append((heading, self.aligner.terms(heading, chinese=side == ZH)))
        return found, places, added


def _side(material: Material, side: int) -> Side:
    texts = [sentence.text for sentence in (material.text.zh, material.text.en)[side]]
    terms = (material.zh_terms, material.en_terms)[side]
    return list(zip(texts, terms, strict=True))


def _material(name: str, zh: Side, en: Side, gold: Sequence[Move], aligner: Aligner) -> Material:
    zh_sentences = sentences(text for text, _ in zh)
    en_sentences = sentences(text for text, _ in en)
    text = GoldText(name, zh_sentences, en_sentences, tuple(gold))
    zh_terms = tuple(terms for _, terms in zh)
    en_terms = tuple(terms for _, terms in en)
    return aligner.with_vectors(Material(text, zh_terms, en_terms))


def _kept(side: Side, lost: set[int]) -> tuple[Side, dict[int, int]]:
    """Return the sentences that are left, and their new numbers by the old ones."""
    kept = [number for number in range(len(side)) if number not in lost]
    return [side[number] for number in kept], {old: new for new, old in enumerate(kept)}


def _alone(zh: Sequence[int], en: Sequence[int]) -> list[Move]:
    moves: list[Move] = [((i,), ()) for i in zh]
    moves += [((), (j,)) for j in en]
    return moves


def _shifted(gold: Sequence[Move], zh_shift: int, en_shift: int) -> list[Move]:
    moves: list[Move] = []
    for zh, en in gold:
        moves.append((tuple(i + zh_shift for i in zh), tuple(j + en_shift for j in en)))
    return moves


def _english(moves: Sequence[Move]) -> list[int]:
    """List the English sentences of beads."""
    return list(itertools.chain.from_iterable(en for _, en in moves))


def _append(side: Side, old: Side, numbers: Sequence[int]) -> Numbers:
    """Add sentences of an old side to a new one; return their numbers there."""
    first = len(side)
    side += [old[number] for number in numbers]
    return tuple(range(first, len(side)))
