"""The words of each lesson of a set: on the page of its deck in Anki, and as a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.base.records import Passage, Word
from generator.base.tab_table import tab_table
from generator.base.text import plural
from generator.pipeline.stages import LessonStudy, SetStudy, Study

COLUMNS = ("lesson", "title", "due", "word", "reading", "gloss", "status", "sentence", "english")
NEW = "new"


def about(title: str, lesson: LessonStudy, sentences: int) -> list[str]:
    """Return the lines that the page of a lesson's deck shows in Anki."""
    lines = [f"{title} · Lesson {lesson.number}: {lesson.title}"]
    for study in lesson.studies:
        source = _source(study)
        if source:
            lines.append(source)
    if lesson.due:
        lines.append(f"Due {lesson.due}")
    words = plural(len(lesson.words), "word")
    lines.append(f"New: {words}, {plural(sentences, 'sentence')}")
    if lesson.review:
        lines.append(f"Review: {review(lesson)}")
    return lines


def _source(study: Study) -> str:
    """Return titles, author and date of a text; empty where nothing is known of it."""
    meta = study.aligned.text.meta
    named = (meta.title_zh, meta.title_en, meta.author_zh or meta.author_en, meta.date)
    return " · ".join(filter(None, named))


def review(lesson: LessonStudy) -> str:
    """Return the words that earlier lessons taught: ``看、去 (lesson 1); 买 (lesson 2)``."""
    by_lesson = groupby(sorted(lesson.review, key=_taught_in), key=_taught_in)
    found = []
    for number, words in by_lesson:
        listed = "、".join(word.token.headword for word, _ in words)
        found.append(f"{listed} (lesson {number})")
    return "; ".join(found)


def _taught_in(reviewed: tuple[Word, int]) -> int:
    return reviewed[1]


def lessons_table(study: SetStudy) -> str:
    """Return the words of each lesson, new ones first, as a table with tabs that a spreadsheet
    opens."""
    return tab_table(COLUMNS, _rows(study))


def _rows(study: SetStudy) -> Iterator[Sequence[object]]:
    for lesson in study.lessons:
        yield from _lesson_rows(lesson)


def _lesson_rows(lesson: LessonStudy) -> Iterator[Sequence[object]]:
    for study in lesson.parts:
        for word in study.words:
            yield _row(lesson, word, study.passages[word.passage], NEW)
    for word, number in lesson.review:
        study = next(one for one in lesson.parts if word in one.chosen.held)
        yield _row(lesson, word, study.passages[word.passage], f"seen in lesson {number}")


def _row(lesson: LessonStudy, word: Word, passage: Passage, status: str) -> Sequence[object]:
    token = word.token
    about_lesson = (lesson.number, lesson.title, lesson.due)
    about_word = (token.headword, token.reading, token.gloss)
    return (*about_lesson, *about_word, status, passage.zh, passage.en)
