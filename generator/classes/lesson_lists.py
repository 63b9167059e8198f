"""The words of each lesson of a set: on the page of its deck, as a table, as lines for people, as
values for programs."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from generator.base.records import Passage, Word
from generator.pipeline.stages import LessonStudy, SetStudy
from generator.reports.build_report import cell, issue_lines

COLUMNS = ("lesson", "title", "due", "word", "reading", "gloss", "status", "sentence", "english")
NEW = "new"


def about(title: str, lesson: LessonStudy, sentences: int) -> list[str]:
    """The lines that the page of a lesson's deck shows in Anki."""
    lines = [f"{title} · Lesson {lesson.number}: {lesson.title}", *_texts(lesson)]
    lines += [f"Due {lesson.due}"] if lesson.due else []
    lines.append(f"New: {count(len(lesson.words), 'word')}, {count(sentences, 'sentence')}")
    return [*lines, *([f"Review: {review(lesson)}"] if lesson.review else [])]


def review(lesson: LessonStudy) -> str:
    """The words that earlier lessons taught: ``看、去 (lesson 1); 买 (lesson 2)``."""
    by_lesson = groupby(sorted(lesson.review, key=lambda one: one[1]), key=lambda one: one[1])
    return "; ".join(
        f"{'、'.join(word.token.headword for word, _ in words)} (lesson {number})"
        for number, words in by_lesson
    )


def count(number: int, name: str) -> str:
    """``1 word``, ``2 words``."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def lessons_table(study: SetStudy) -> str:
    """The words of each lesson, new ones first, as a table with tabs that a spreadsheet opens."""
    rows = ("\t".join(map(cell, row)) for lesson in study.lessons for row in _rows(lesson))
    return "\n".join(["\t".join(COLUMNS), *rows]) + "\n"


def lessons_text(study: SetStudy) -> str:
    """The words of each lesson as lines for people."""
    lines = [study.title]
    for lesson in study.lessons:
        due = f", due {lesson.due}" if lesson.due else ""
        lines += [
            "",
            f"{lesson.number}  {lesson.title}{due}: {count(len(lesson.words), 'new word')}",
        ]
        lines += [
            f"   {word.token.headword}  {word.token.reading}  {word.token.gloss}"
            for word in lesson.words
        ]
        lines += [f"   review: {review(lesson)}"] if lesson.review else []
    return "\n".join([*lines, "", *issue_lines(study.issues, "")]).rstrip() + "\n"


def lessons_json(study: SetStudy) -> list[dict[str, Any]]:
    """The words of each lesson for programs."""
    return [
        {
            "lesson": lesson.number,
            "title": lesson.title,
            "due": lesson.due,
            "new": [_word_json(word) for word in lesson.words],
            "review": [_word_json(word) | {"seen_in": number} for word, number in lesson.review],
        }
        for lesson in study.lessons
    ]


def _word_json(word: Word) -> dict[str, Any]:
    return {"word": word.token.headword, "reading": word.token.reading, "gloss": word.token.gloss}


def _rows(lesson: LessonStudy) -> Iterator[Sequence[object]]:
    for study in lesson.parts:
        for word in study.words:
            yield _row(lesson, word, study.passages[word.passage], NEW)
    for word, number in lesson.review:
        study = next(one for one in lesson.parts if word in one.chosen.held)
        yield _row(lesson, word, study.passages[word.passage], f"seen in lesson {number}")


def _row(lesson: LessonStudy, word: Word, passage: Passage, status: str) -> Sequence[object]:
    token = word.token
    return (
        lesson.number,
        lesson.title,
        lesson.due,
        token.headword,
        token.reading,
        token.gloss,
        status,
        passage.zh,
        passage.en,
    )


def _texts(lesson: LessonStudy) -> Iterator[str]:
    """Whose texts they are."""
    for study in lesson.studies:
        meta = study.aligned.text.meta
        if named := [
            part
            for part in (meta.title_zh, meta.title_en, meta.author_zh or meta.author_en, meta.date)
            if part
        ]:
            yield " · ".join(named)
