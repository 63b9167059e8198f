"""GIFT: questions as text, which Moodle and other programs read.

As docs.moodle.org (GIFT format) describes it. Questions are ``[plain]``, so that no text becomes
HTML; a question stands on lines that each begin with a sign of the format, so that no text begins a
line.
"""

import re
from collections.abc import Iterator

from generator.base.credits import OF_EXPORTS
from generator.base.quiz import CHOICES, TASKS, Item, ItemSheet, Quiz
from generator.export.clean import line
from generator.export.moodle_xml import category

SPECIAL = re.compile(r"[\\~=#{}:]")
ARROW = "->"
"""Separates the halves of a pair and cannot be escaped; nor can a percent sign that begins an
answer, which would be its share of the mark."""


def render(quiz: Quiz) -> bytes:
    """Write all lessons as one file, a category for each lesson."""
    blocks = [f"// {OF_EXPORTS}"]
    for lesson in quiz.lessons:
        if lesson.items:
            blocks.append(f"$CATEGORY: {category(quiz, lesson)}")
            blocks += _questions(lesson)
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def escaped(text: str) -> str:
    """Return text on one line, in which nothing is a sign of the format.

    >>> escaped("a = {b}: 50% -> c")
    'a \\\\= \\\\{b\\\\}\\\\: 50% → c'
    >>> escaped("%50%a")
    '％50%a'
    """
    plain = line(text).replace(ARROW, "→")
    if plain.startswith("%"):
        plain = f"％{plain[1:]}"
    return SPECIAL.sub(r"\\\g<0>", plain)


def _questions(lesson: ItemSheet) -> Iterator[str]:
    matching = lesson.of("matching")
    if matching:
        pairs = [f"={escaped(one.zh)} {ARROW} {escaped(one.answers[0])}" for one in matching]
        yield _block("matching", TASKS["matching"], pairs)
    for question in lesson.items:
        if question.exercise == "cloze" and question.wrong:
            yield _block(question.name, _asked(question, CHOICES), list(_options(question)))
        elif question.exercise in ("cloze", "pinyin"):
            answers = [f"={escaped(one)}" for one in question.answers]
            yield _block(question.name, _asked(question, TASKS), answers)
        elif question.exercise != "matching":
            feedback = f"####{escaped(question.answers[0])}"
            yield _block(question.name, _asked(question, TASKS), [feedback])


def _options(question: Item) -> Iterator[str]:
    for option in question.options:
        sign = "=" if option in question.answers else "~"
        yield f"{sign}{escaped(option)}"


def _asked(question: Item, tasks: dict[str, str]) -> str:
    shown = (tasks[question.exercise], question.zh, question.hint)
    return " ".join(filter(None, shown))


def _block(name: str, asked: str, answers: list[str]) -> str:
    lines = [f"::{escaped(name)}::[plain]{escaped(asked)} {{", *answers, "}"]
    return "\n".join(lines)
