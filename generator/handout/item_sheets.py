"""The items of sheets: which exercises there are, how many items of each, in how many versions.

Worksheets, tests, documents to edit and questions for other programs all take their items from
here.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.base.choices import WORKSHEET_EXERCISES
from generator.base.quiz import Item
from generator.base.text import shuffled
from generator.handout import sentence_items, word_items
from generator.handout.drawing import WITH_A_BOX, Drawing
from generator.handout.interchangeable import Likeness
from generator.handout.item_pool import Pool
from generator.handout.left_out import LeftOut
from generator.handout.sheet_material import AskedWord, Material, PossibleItem

MAKERS: dict[str, Callable[[Material], Iterator[PossibleItem]]] = {
    "cloze": word_items.cloze,
    "matching": word_items.matching,
    "order": sentence_items.order,
    "pinyin": word_items.pinyin,
    "tones": word_items.tones,
    "translate": sentence_items.translate,
    "into-chinese": sentence_items.into_chinese,
    "true-false": sentence_items.true_false,
    "dictation": word_items.dictation,
    "listening": sentence_items.listening,
}
"""Exercise -> what makes its items."""
WHOLE_SENTENCES = frozenset({"order", "translate", "into-chinese"})
"""Exercises whose items are sentences to be written: half as many are asked for."""
POINTS = {"order": 2, "pinyin": 2, "dictation": 2, "translate": 3, "into-chinese": 3}
"""Points of an item; of the others one."""
TOO_MANY = 2
"""Words too many in the box of a test: who knows all but one cannot tell that one by what is
left."""


@dataclass(frozen=True, slots=True)
class WorksheetOptions:
    """What a person may choose for a worksheet or a test."""

    exercises: tuple[str, ...] = WORKSHEET_EXERCISES
    items: int = 6
    versions: int = 1
    seed: str = ""
    is_test: bool = False
    """Whether it is marked: with points, words too many in each box, and words to review."""
    without: frozenset[str] = frozenset()
    """Words, keys of items, and numbers of items (``2.3``: exercise, item), that are left out."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The items of all versions, and what a teacher left out, as the report says it."""

    items: list[tuple[Item, ...]]
    left_out: tuple[str, ...] = ()


def asked_of(exercise: str, items: int) -> int:
    """Return how many items of an exercise are asked for: of whole sentences half as many."""
    return max(1, items // 2) if exercise in WHOLE_SENTENCES else items


def versions_of(material: Material, task: WorksheetOptions, likeness: Likeness) -> Versions:
    """Return the items of each version, numbered within their exercises; all versions ask equally
    much. Raises InputError where something is to be left out of a test that is not there."""
    candidates: list[PossibleItem] = []
    for exercise in task.exercises:
        candidates += MAKERS[exercise](material)
    wanted = {exercise: asked_of(exercise, task.items) for exercise in task.exercises}
    drawing = Drawing(Pool(candidates, likeness), wanted, task.seed)
    drawing.draw(task.versions)
    gone = LeftOut(candidates, drawing)
    gone.by_name(task.without)
    drawn = drawing.versions()
    if not task.is_test:
        return Versions([tuple(_numbered(one)) for one in drawn])
    spare = {item.key for item in _all_extra(material)}
    gone.check(task.without - spare)
    boxes = []
    for version, one in enumerate(drawn):
        boxes.append(_too_many(material, one, likeness, task, version))
    pairs = zip(drawn, _equal(boxes), strict=True)
    return Versions([(*_marked(_numbered(one)), *box) for one, box in pairs], gone.said)


def _all_extra(material: Material) -> Iterator[Item]:
    """Yield all words that may be too many in a box."""
    for name in WITH_A_BOX:
        for asked in material.words:
            yield _extra(name, material, asked)


def _numbered(drawn: Sequence[PossibleItem]) -> list[Item]:
    count: dict[str, int] = {}
    found = []
    for one in drawn:
        name = one.item.exercise
        count[name] = count.get(name, 0) + 1
        found.append(replace(one.item, number=count[name]))
    return found


def _marked(items: Sequence[Item]) -> list[Item]:
    return [replace(item, points=POINTS.get(item.exercise, 1)) for item in items]


# -- words too many


def _too_many(
    material: Material,
    drawn: Sequence[PossibleItem],
    likeness: Likeness,
    task: WorksheetOptions,
    version: int,
) -> list[Item]:
    """Return words for the boxes of a sheet that fit nowhere in meaning, those first that fit in
    class and form and that the sheet does not ask for."""
    lot = shuffled(material.words, _headword, "too many", task.seed, version)
    hidden: list[str] = []
    for one in drawn:
        hidden += one.hidden
    found: list[Item] = []
    for name in WITH_A_BOX:
        asked = [one for one in drawn if one.item.exercise == name]
        if asked:
            taken = {one.word.token.headword for one in drawn if one.word}
            taken.update(chain.from_iterable(item.words for item in found))
            apart = sorted(lot, key=_is_in(taken))
            made = [_extra(name, material, one) for one in _misfits(apart, asked, likeness, hidden)]
            wanted = [item for item in made if task.without.isdisjoint((item.key, *item.words))]
            found += wanted[:TOO_MANY]
    return found


def _equal(boxes: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Return the words too many of each version, as many for each box as all versions have."""
    made: list[list[Item]] = [[] for _ in boxes]
    for name in WITH_A_BOX:
        found = [_of(name, box) for box in boxes]
        least = min(map(len, found))
        for at, some in enumerate(found):
            made[at] += some[:least]
    return made


def _of(exercise: str, items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.exercise == exercise]


def _is_in(taken: Collection[str]) -> Callable[[AskedWord], bool]:
    """Return the function that tells whether a word is one of some."""

    def is_in(asked: AskedWord) -> bool:
        return _headword(asked) in taken

    return is_in


def _misfits(
    lot: Sequence[AskedWord],
    asked: Sequence[PossibleItem],
    likeness: Likeness,
    hidden: Sequence[str],
) -> Iterator[AskedWord]:
    """Yield words, none of which fits one of the items or is like another; first those of their
    classes and lengths."""
    classes = {one.word.part_of_speech for one in asked if one.word}
    lengths = {len(one.item.words[0]) for one in asked}
    chosen: list[AskedWord] = []
    fitting: list[AskedWord] = []
    others: list[AskedWord] = []
    for one in lot:
        is_length = len(one.word.token.headword) in lengths
        is_fit = is_length and one.word.part_of_speech in classes
        (fitting if is_fit else others).append(one)
    for other in (*fitting, *others):
        word = other.word
        is_hidden = any(form in word.token.headword for form in hidden)
        is_like = any(likeness.both_fit(word, one.word) for one in chosen)
        if not is_hidden and not is_like and _is_wrong(other, asked, likeness):
            chosen.append(other)
            yield other


def _is_wrong(other: AskedWord, asked: Sequence[PossibleItem], likeness: Likeness) -> bool:
    return all(
        one.word is None or likeness.is_wrong(other.word, one.word, one.item.hint, one.item.zh)
        for one in asked
    )


def _extra(exercise: str, material: Material, asked: AskedWord) -> Item:
    is_word = exercise == "cloze"
    answer = material.form(asked) if is_word else asked.word.token.gloss
    return Item(
        exercise=exercise,
        number=0,
        zh="",
        hint="",
        answers=(answer,),
        words=(asked.word.token.headword,),
    )


def _headword(asked: AskedWord) -> str:
    return asked.word.token.headword
