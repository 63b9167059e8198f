"""What a set says that may be a slip of the pen: it is built, and said."""

from collections.abc import Iterator

from generator.base.class_records import ClassSet
from generator.base.records import Issue


def doubtful(class_set: ClassSet) -> Iterator[Issue]:
    """Yield what is odd in a set: due dates that go backwards, two lessons of one title."""
    latest, number = "", 0
    titled: dict[str, int] = {}
    for lesson in class_set.lessons:
        where = f"{class_set.path}, lesson {lesson.number}"
        if lesson.due and lesson.due < latest:
            detail = f"It is due on {lesson.due}, before lesson {number} ({latest})."
            yield Issue(kind="due-dates", where=where, detail=detail)
        elif lesson.due:
            latest, number = lesson.due, lesson.number
        if lesson.title and lesson.title in titled:
            first = titled[lesson.title]
            detail = f"It has the title of lesson {first} ({lesson.title}). Tell the two apart."
            yield Issue(kind="same-title", where=where, detail=detail)
        titled.setdefault(lesson.title, lesson.number)
