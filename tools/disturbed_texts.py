"""Texts made from gold texts by what happens to real ones: sentences lost, chapters left out,
prefaces, headings, page numbers.

Every change keeps the gold alignment: what lost its counterpart becomes sentences without one. All
is seeded.
"""

import random
from collections.abc import Callable, Mapping, Sequence

from eval_alignment import GoldText, Material, Move, Tools, sentences

SEED = 20261123
HEADINGS = (("{}", "— {} —", "第{}章", "目录"), ("{}", "- {} -", "Chapter {}", "CONTENTS"))
Side = list[tuple[str, tuple[str, ...]]]
"""Sentences with their terms."""


def join(texts: Sequence[Material], tools: Tools) -> Material:
    """The texts one after the other as one."""
    zh: Side = []
    en: Side = []
    gold: list[Move] = []
    for material in texts:
        gold += [
            (tuple(i + len(zh) for i in a), tuple(j + len(en) for j in b))
            for a, b in material.text.gold
        ]
        zh += _side(material, 0)
        en += _side(material, 1)
    return _material("joined", zh, en, gold, tools)


def disturbed(texts: Sequence[Material], tools: Tools) -> Mapping[str, list[Material]]:
    """By the kind of disturbance, the texts that have it."""
    dice = random.Random(SEED)
    nexts = [*texts[1:], texts[0]]
    middle = texts[len(texts) // 2]
    kinds: dict[str, Callable[[], list[Material]]] = {
        "nothing": lambda: list(texts),
        "20 % dropped, Chinese": lambda: [
            _without(t, tools, _some(dice, t, 0, 0.2), set()) for t in texts
        ],
        "20 % dropped, English": lambda: [
            _without(t, tools, set(), _some(dice, t, 1, 0.2)) for t in texts
        ],
        "20 % dropped, both": lambda: [
            _without(t, tools, _some(dice, t, 0, 0.2), _some(dice, t, 1, 0.2)) for t in texts
        ],
        "chapter left out, Chinese": lambda: [
            join([t if t is not middle else _only(t, tools, 1) for t in texts], tools)
        ],
        "chapter left out, English": lambda: [
            join([t if t is not middle else _only(t, tools, 0) for t in texts], tools)
        ],
        "three paragraphs swapped": lambda: [_swapped(dice, t, tools) for t in texts],
        "preface of 100, Chinese": lambda: [
            _preface(t, other, 0, tools) for t, other in zip(texts, nexts, strict=True)
        ],
        "preface of 100, English": lambda: [
            _preface(t, other, 1, tools) for t, other in zip(texts, nexts, strict=True)
        ],
        "headings and page numbers": lambda: [_strewn(dice, t, tools) for t in texts],
    }
    return {kind: make() for kind, make in kinds.items()}


def _side(material: Material, side: int) -> Side:
    text = material.text
    return list(
        zip(
            [s.text for s in (text.zh, text.en)[side]],
            (material.zh_terms, material.en_terms)[side],
            strict=True,
        )
    )


def _material(name: str, zh: Side, en: Side, gold: Sequence[Move], tools: Tools) -> Material:
    text = GoldText(name, sentences(s for s, _ in zh), sentences(s for s, _ in en), tuple(gold))
    return tools.with_vectors(
        Material(text, tuple(terms for _, terms in zh), tuple(terms for _, terms in en))
    )


def _some(dice: random.Random, material: Material, side: int, share: float) -> set[int]:
    return {
        number
        for number in range(len((material.text.zh, material.text.en)[side]))
        if dice.random() < share
    }


def _without(material: Material, tools: Tools, zh_lost: set[int], en_lost: set[int]) -> Material:
    sides, numbers = [], []
    for side, lost in ((0, zh_lost), (1, en_lost)):
        kept = [number for number in range(len(_side(material, side))) if number not in lost]
        sides.append([_side(material, side)[number] for number in kept])
        numbers.append({old: new for new, old in enumerate(kept)})
    gold: list[Move] = []
    for bead in material.text.gold:
        zh, en = (
            tuple(new[i] for i in numbers_ if i in new)
            for new, numbers_ in zip(numbers, bead, strict=True)
        )
        gold += [(zh, en)] if zh and en else _alone(zh, en)
    return _material(material.text.name, sides[0], sides[1], gold, tools)


def _alone(zh: Sequence[int], en: Sequence[int]) -> list[Move]:
    return [((i,), ()) for i in zh] + [((), (j,)) for j in en]


def _only(material: Material, tools: Tools, side: int) -> Material:
    """The text without its other side."""
    lost = [set(range(len(material.text.zh))), set(range(len(material.text.en)))]
    lost[side] = set()
    return _without(material, tools, lost[0], lost[1])


def _preface(material: Material, other: Material, side: int, tools: Tools) -> Material:
    """The first 100 sentences of another text before one side."""
    more = _side(other, side)[:100]
    both = [_side(material, 0), _side(material, 1)]
    both[side] = more + both[side]
    shift = [len(more) * (side == 0), len(more) * (side == 1)]
    gold = [
        (tuple(i + shift[0] for i in zh), tuple(j + shift[1] for j in en))
        for zh, en in material.text.gold
    ]
    alone = _alone(range(shift[0]), range(shift[1]))
    return _material(material.text.name, both[0], both[1], [*alone, *gold], tools)


def _swapped(dice: random.Random, material: Material, tools: Tools) -> Material:
    """Three stretches of four to six beads change places on the English side; they then have no
    counterpart in order."""
    gold = list(material.text.gold)
    third = len(gold) // 3
    places = [
        (first := dice.randrange(at * third + 2, (at + 1) * third - 8), first + dice.randint(4, 6))
        for at in range(3)
    ]
    zh, en = _side(material, 0), _side(material, 1)
    moved = [[j for bead in gold[a:b] for j in bead[1]] for a, b in places]
    new_en: Side = []
    new_gold: list[Move] = []
    for number, bead in enumerate(gold):
        at = next((k for k, (a, b) in enumerate(places) if a <= number < b), None)
        if at is None:
            new_gold.append((bead[0], tuple(range(len(new_en), len(new_en) + len(bead[1])))))
            new_en += [en[j] for j in bead[1]]
            continue
        new_gold += _alone(bead[0], ())
        if number == places[at][0]:
            other = moved[(at + 1) % 3]
            new_gold += _alone((), range(len(new_en), len(new_en) + len(other)))
            new_en += [en[j] for j in other]
    return _material(material.text.name, zh, new_en, new_gold, tools)


def _strewn(dice: random.Random, material: Material, tools: Tools) -> Material:
    """A heading or page number after about every 25th sentence, on each side for itself."""
    sides, places = [], []
    for side in (0, 1):
        found: Side = []
        where = []
        for number, sentence in enumerate(_side(material, side)):
            where.append(len(found))
            found.append(sentence)
            if dice.random() < 0.04:
                page = str(number // 10 + 17)
                heading = dice.choice(HEADINGS[side]).format(page)
                found.append((heading, tools.terms(heading, chinese=side == 0)))
        sides.append(found)
        places.append(where)
    gold = [
        (tuple(places[0][i] for i in zh), tuple(places[1][j] for j in en))
        for zh, en in material.text.gold
    ]
    inserted = [
        sorted(set(range(len(found))) - set(where))
        for found, where in zip(sides, places, strict=True)
    ]
    return _material(material.text.name, sides[0], sides[1], [*gold, *_alone(*inserted)], tools)
