"""What a lesson has too little for: exercises that are left out or shorter, and why."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.base.choices import EXERCISES
from generator.handout.exercises import Exercises, asked_of
from generator.handout.printed_book import Book, PrintedLesson

LACKING = {
    "cloze": "it needs 3 sentences with a new word that can be left out",
    "matching": "it needs 3 new words that differ in meaning",
    "order": "it needs a sentence of 4 to 12 words that stands alone in its line",
    "pinyin": "it needs a new word whose characters stand nowhere else on the sheet",
    "translate": "it needs a translated sentence that no other exercise asks",
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
    made: Exercises, exercises: Iterable[str], items: int, lesson: PrintedLesson
) -> Iterator[str]:
    """Say which exercises are shorter than was asked for, so that all versions are equal."""
    where = f" (lesson {lesson.number})" if lesson.title else ""
    for name in exercises:
        count, asked = len(getattr(made, name)), asked_of(name, items)
        if 0 < count < asked:
            yield (
                f"{name}{where}: {count} of {asked} in every version, since not every version could"
                " have more"
            )
