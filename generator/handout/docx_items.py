"""Items as parts of a Word document: as they are asked, and as the key answers them."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from generator.base.choices import EXERCISES
from generator.base.quiz import BETWEEN_PIECES, Item, ItemSheet, total
from generator.handout.docx_parts import BANK, HINT, WordFile
from generator.handout.items_html import (
    CHARACTERS_A_LINE,
    TITLES,
    last_marks,
    note_of,
    task_of,
    ticked,
)

MATCHING_WIDTHS = (15.0, 45.0, 15.0, 95.0)
"""Millimetres."""
BETWEEN = " · "
LINE = "_" * 40
"""To write on."""


def write_items(file: WordFile, asked: ItemSheet) -> None:
    """Add the exercises of a sheet."""
    for number, (exercise, items) in enumerate(_exercises(asked), 1):
        file.heading(f"{number}. {task_of(asked, exercise)}{_points(items)}", 3)
        if exercise == "matching":
            file.table((), list(_pairs(asked, items)), MATCHING_WIDTHS)
            continue
        if exercise == "cloze":
            file.paragraph(BETWEEN.join(asked.box(exercise)), BANK)
        for item in items:
            _ask(file, item)


def _ask(file: WordFile, item: Item) -> None:
    if item.exercise == "order":
        _ask_order(file, item)
        return
    is_statement = item.exercise == "true-false"
    asked = item.zh or item.hint
    if is_statement:
        asked = "  ".join(filter(None, ("____", f"{item.hint}:" if item.hint else "", item.zh)))
    file.numbered(item.number, [(asked, "")])
    if item.zh and item.hint and not is_statement:
        file.paragraph(item.hint, HINT)
    if item.exercise == "listening":
        for letter, option in zip(ascii_lowercase, item.options, strict=False):
            file.paragraph(f"{letter}) {option}", HINT)
    elif item.exercise not in ("cloze", "true-false"):
        file.lines(1 + len(item.zh) // CHARACTERS_A_LINE)


def _ask_order(file: WordFile, item: Item) -> None:
    """Ask for the order of pieces, between the beginning of the sentence and its last mark."""
    first, *pieces = item.zh.split(BETWEEN_PIECES)
    file.numbered(item.number, [(BETWEEN_PIECES.join(pieces), "")])
    file.paragraph(item.hint, HINT)
    file.numbered("", [(f"{first} {LINE} {last_marks(item)}", "")])


def _exercises(asked: ItemSheet) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for exercise in EXERCISES:
        items = asked.of(exercise)
        if items:
            yield exercise, items


def _points(items: Sequence[Item]) -> str:
    points = total(items)
    return f"  ____ / {points}" if points else ""


def _pairs(asked: ItemSheet, items: Sequence[Item]) -> Iterator[tuple[str, str, str, str]]:
    """Yield words and meanings side by side; the last may have no word."""
    letters = zip(ascii_lowercase, asked.box("matching"), strict=False)
    for at, (letter, meaning) in enumerate(letters):
        word = items[at].zh if at < len(items) else ""
        yield "____" if word else "", word, f"{letter})", meaning


def write_answers(file: WordFile, asked: ItemSheet) -> None:
    """Add the answers to the exercises of a sheet."""
    box = asked.box("matching")
    for number, (exercise, items) in enumerate(_exercises(asked), 1):
        file.heading(f"{number}. {TITLES[exercise]}{_points(items)}", 3)
        for item in items:
            shown = " ".join(filter(None, (_answer(item, box), note_of(item))))
            file.numbered(item.number, [(shown, "")])


def _answer(item: Item, box: Sequence[str]) -> str:
    """Return what is right, where a letter is asked for the letter."""
    answer = item.answers[0]
    if item.exercise == "matching":
        return f"{item.zh} {ascii_lowercase[box.index(answer)]}"
    if item.exercise == "listening":
        return f"{ascii_lowercase[item.options.index(answer)]} {item.said}"
    return f"{item.zh} {answer}" if item.exercise == "tones" else ticked(answer)
