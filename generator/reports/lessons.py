"""The words of each lesson of a class set: as lines for people, as plain values for programs."""

from typing import Any

from generator.base.records import Word
from generator.base.text import plural
from generator.classes.lesson_lists import review
from generator.pipeline.stages import LessonStudy, SetStudy
from generator.reports.outcome import issue_lines


def lessons_text(study: SetStudy) -> str:
    """Return the words of each lesson as lines for people."""
    lines = [study.title]
    for lesson in study.lessons:
        words = plural(len(lesson.words), "new word")
        lines += ["", f"{lesson.number}  {lesson_heading(lesson)}: {words}"]
        for word in lesson.words:
            token = word.token
            lines.append(f"   {token.headword}  {token.reading}  {token.gloss}")
        if lesson.review:
            lines.append(f"   review: {review(lesson)}")
    lines += ["", *issue_lines(study.issues, "")]
    return "\n".join(lines).rstrip() + "\n"


def lesson_heading(lesson: LessonStudy) -> str:
    """Return the title of a lesson, and when it is due."""
    return f"{lesson.title}, due {lesson.due}" if lesson.due else lesson.title


def lessons_json(study: SetStudy) -> list[dict[str, Any]]:
    """Return the words of each lesson for programs."""
    return [lesson_json(lesson) for lesson in study.lessons]


def lesson_json(lesson: LessonStudy) -> dict[str, Any]:
    """Return the words of a lesson for programs; the keys are an interface."""
    reviewed = [_word_json(word) | {"seen_in": number} for word, number in lesson.review]
    return {
        "lesson": lesson.number,
        "title": lesson.title,
        "due": lesson.due,
        "new": [_word_json(word) for word in lesson.words],
        "review": reviewed,
    }


def _word_json(word: Word) -> dict[str, Any]:
    token = word.token
    return {"word": token.headword, "reading": token.reading, "gloss": token.gloss}
