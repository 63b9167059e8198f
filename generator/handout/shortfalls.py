"""What a lesson has too little for: exercises that are left out, shorter, or the same in several
versions, and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from generator.base.choices import EXERCISES
from generator.base.quiz import ItemSheet
from generator.base.text import plural
from generator.handout.item_sheets import asked_of
from generator.handout.printed_book import Book

LACKING = {
    "cloze": "it needs 3 sentences with a new word that can be left out",
    "matching": "it needs 3 new words that differ in meaning",
    "order": "it needs a sentence whose last clause has 4 to 11 pieces in one order alone",
    "pinyin": "it needs a new word whose characters stand nowhere else on the sheet",
    "tones": "it needs a new word that is read in one way alone",
    "translate": "it needs a translated sentence that says by itself what it is about",
    "into-chinese": "it needs one of at most 20 characters that says by itself what it is about",
    "true-false": "it needs statements that nobody says, with a number, a time or the like",
    "dictation": "it needs a new word whose characters stand nowhere else on the sheet",
    "listening": "it needs 3 short sentences with translations unlike each other",
}
"""Why an exercise is left out."""


def too_little(book: Book, missing: Sequence[Collection[str]]) -> Iterator[str]:
    """Yield why some lessons lack exercises: ``exercise cloze left out (lesson 1, 4): …``.
    ``missing``: the exercises that each lesson lacks."""
    for name in EXERCISES:
        pairs = zip(book.lessons, missing, strict=True)
        lessons = [lesson for lesson, left in pairs if name in left]
        numbers = ", ".join(str(lesson.number) for lesson in lessons if lesson.title)
        where = f" (lesson {numbers})" if numbers else ""
        if lessons:
            yield f"exercise {name} left out{where}: {LACKING[name]}"


def shorter(
    made: ItemSheet, exercises: Iterable[str], items: int, where: str = ""
) -> Iterator[str]:
    """Say which exercises are shorter than was asked for, in all versions alike."""
    for name in exercises:
        count, asked = len(made.of(name)), asked_of(name, items)
        if 0 < count < asked:
            yield f"{name}{where}: {count} of {asked} in every version, since there are no more"


def repeated(sheets: Sequence[ItemSheet]) -> Iterator[str]:
    """Say which exercises have items that several versions ask."""
    for name in EXERCISES:
        items = chain.from_iterable(sheet.of(name) for sheet in sheets)
        count = Counter(item.key for item in items)
        again = sum(times > 1 for times in count.values())
        if again:
            yield (
                f"{name}: {again} of {plural(len(count), 'item')} in several versions, since"
                " no others fit"
            )
