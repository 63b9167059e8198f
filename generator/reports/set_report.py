"""What a build made of a class set: as lines for people, as plain values for programs."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.base.program import program_name, shell_word
from generator.base.records import Word
from generator.base.text import plural
from generator.classes import BuiltSet
from generator.pipeline.stages import LessonStudy, SetStudy
from generator.reports.lessons import lesson_heading, lesson_json
from generator.reports.outcome import (
    changes,
    issue_lines,
    issues_json,
    notes_json,
    removed_lines,
    some_of,
    untaught_text,
)

Moves = Mapping[tuple[str, str], int]
"""(Deck before, deck now) -> notes that moved from one to the other."""


def set_text(built: BuiltSet) -> str:
    """Say in a few lines what a build made of a set, a line a lesson, and what its teacher should
    know."""
    if built.written is None or built.study is None:
        return f"{built.package}: up to date."
    lines = [
        f"{built.package}",
        f"  {_set_summary(built.study, built.sentences)}",
        *_lesson_lines(built.study, built.sentences),
        f"  notes: {changes(built.written)}",
        *_first_lines(built),
        *removed_lines(built.written),
        *rename_lines(built.renamed),
        *_elsewhere_lines(built.written.moved, built.renamed),
        *_check_lines(built.study, built.class_set.path.parent),
        f"  words of each lesson: {built.lists}",
        *issue_lines(built.issues, str(built.class_set.path)),
    ]
    return "\n".join(lines)


def _first_lines(built: BuiltSet) -> Iterator[str]:
    """Say of a first edition what the next one needs."""
    written = built.written
    if written and not (written.changed or written.unchanged or written.dropped):
        yield (
            f"  first edition: keep {written.twin}, and put it beside {built.class_set.path.name}"
            " when you hand the set on. If students have an edition already, get its table and"
            " build again: without that, an import overwrites what they edited, and some lessons"
            " may get a second deck"
        )


def _set_summary(study: SetStudy, sentences: tuple[int, ...]) -> str:
    lessons = plural(len(study.lessons), "lesson")
    words = sum(len(lesson.words) for lesson in study.lessons)
    return (
        f"{study.title}: {lessons}, {plural(words, 'word')}, {plural(sum(sentences), 'sentence')}"
    )


def _lesson_lines(study: SetStudy, sentences: tuple[int, ...]) -> Iterator[str]:
    for lesson, count in zip(study.lessons, sentences, strict=True):
        words = plural(len(lesson.words), "new word")
        found = f"{words}, {len(lesson.review)} for review, {plural(count, 'sentence')}"
        yield f"  {lesson.number:>2}  {lesson_heading(lesson)}: {found}"


def _check_lines(study: SetStudy, folder: Path) -> Iterator[str]:
    """Say of which words a machine was not sure, and which no dictionary has."""
    doubted = [word.token for word in _words(study) if word.token.doubts]
    missing = [token.text for token in doubted if token.entry is None]
    unsure = [token.text for token in doubted if token.entry is not None]
    if missing:
        yield f"  not in the dictionary: {some_of(missing)}"
    remedy = f"to correct them: {program_name()} words {shell_word(folder)} --write"
    if unsure:
        yield f"  unsure of reading or sense, worth a look: {some_of(unsure)} ({remedy})"
    untaught: list[Word] = []
    for lesson in study.lessons:
        for part in lesson.parts:
            untaught += part.chosen.untaught
    if untaught:
        yield f"  {untaught_text(untaught)} ({remedy})"


def _words(study: SetStudy) -> Iterator[Word]:
    for lesson in study.lessons:
        yield from lesson.words


# -- lessons that have another deck now


def rename_lines(renamed: Mapping[str, str]) -> Iterator[str]:
    """Say which decks have another name than in the last edition, and how students rename them."""
    if renamed:
        yield (
            "  decks with a new name: students' cards stay in the old ones, new cards go to the"
            " new. A student who wants them together"
        )
        yield "  renames the decks in Anki before importing this package, in this order:"
        for old, new in _renaming_steps(renamed):
            yield f"    {old} -> {new}"


def _elsewhere_lines(moved: Moves, renamed: Mapping[str, str]) -> Iterator[str]:
    """Say how many notes are taught in another lesson than before."""
    elsewhere = 0
    for (before, now), notes in moved.items():
        if renamed.get(before) != now:
            elsewhere += notes
    if elsewhere:
        yield (
            f"  {plural(elsewhere, 'note')} taught in another lesson than before: cards that"
            " students have stay where they are"
        )


def _renaming_steps(renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (deck, last part of its new name) in the order in which Anki can rename them: the set
    itself comes after its lessons."""
    pairs = set(renamed.items())
    for before, now in renamed.items():
        old_set, new_set = before.rpartition("::")[0], now.rpartition("::")[0]
        if old_set != new_set:
            pairs.add((old_set, new_set))
    for before, now in sorted(pairs, reverse=True):
        last = now.rpartition("::")[2]
        if not before.endswith(f"::{last}"):
            yield before, last


# -- for programs


def set_json(built: BuiltSet) -> dict[str, Any]:
    """Return the report of a set's build for programs; the keys are an interface."""
    report: dict[str, Any] = {
        "set": str(built.class_set.path),
        "package": str(built.package),
        "up_to_date": built.written is None,
    }
    if built.written is None or built.study is None:
        return report
    written = built.written
    report["twin"] = str(written.twin)
    report["lists"] = str(built.lists)
    lessons = zip(built.study.lessons, built.decks, built.sentences, strict=True)
    report["lessons"] = [_lesson_json(*one) for one in lessons]
    report["notes"] = notes_json(written)
    report["gone"] = list(written.dropped)
    report["moved"] = [
        {"before": before, "now": now, "notes": notes}
        for (before, now), notes in written.moved.items()
    ]
    report["issues"] = issues_json(built.issues)
    return report


def _lesson_json(lesson: LessonStudy, deck: str, sentences: int) -> dict[str, Any]:
    return lesson_json(lesson) | {"deck": deck, "sentence_cards": sentences}
