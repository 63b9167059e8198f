"""What is said of the build of a set."""

from collections.abc import Iterator
from typing import Any

from generator.classes.lesson_lists import count, lessons_json
from generator.classes.set_build import BuiltSet
from generator.pipeline.stages import SetStudy
from generator.reports.build_report import SHOWN, changes, gone_lines, issue_lines


def set_text(built: BuiltSet) -> str:
    """Say in a few lines what a build made of a set, a line a lesson, and what its teacher should
    know."""
    if built.written is None or built.study is None:
        return f"{built.package}: up to date."
    lessons = built.study.lessons
    words = sum(len(lesson.words) for lesson in lessons)
    lines = [
        f"{built.package}",
        (
            f"  {built.study.title}: {count(len(lessons), 'lesson')}, {count(words, 'word')},"
            f" {count(sum(built.sentences), 'sentence')}"
        ),
    ]
    for lesson, sentences in zip(lessons, built.sentences, strict=True):
        due = f", due {lesson.due}" if lesson.due else ""
        found = (
            f"{count(len(lesson.words), 'new word')}, {len(lesson.review)} for review,"
            f" {count(sentences, 'sentence')}"
        )
        lines.append(f"  {lesson.number:>2}  {lesson.title}{due}: {found}")
    lines += [
        f"  notes: {changes(built.written)}",
        *gone_lines(built.written),
        *_moved(built),
        *_doubtful(built.study),
    ]
    return "\n".join(
        [
            *lines,
            f"  words of each lesson: {built.lists}",
            *issue_lines(built.issues, str(built.class_set.path)),
        ]
    )


def set_json(built: BuiltSet) -> dict[str, Any]:
    """Return the report of a set's build for programs."""
    report: dict[str, Any] = {
        "set": str(built.class_set.path),
        "package": str(built.package),
        "up_to_date": built.written is None,
    }
    if built.written is None or built.study is None:
        return report
    written = built.written
    lessons = zip(lessons_json(built.study), built.decks, built.sentences, strict=True)
    return report | {
        "twin": str(written.twin),
        "lists": str(built.lists),
        "lessons": [
            lesson | {"deck": deck, "sentence_cards": sentences}
            for lesson, deck, sentences in lessons
        ],
        "notes": {
            "new": written.new,
            "changed": written.changed,
            "unchanged": written.unchanged,
            "gone": len(written.dropped),
        },
        "gone": list(written.dropped),
        "moved": [
            {"before": before, "now": now, "notes": notes}
            for (before, now), notes in written.moved.items()
        ],
        "issues": [{"kind": i.kind, "where": i.where, "detail": i.detail} for i in built.issues],
    }


def _doubtful(study: SetStudy) -> Iterator[str]:
    """Words of which a machine was not sure, and those that no dictionary has."""
    words = [word.token for lesson in study.lessons for word in lesson.words if word.token.doubts]
    missing = [token.text for token in words if token.entry is None]
    unsure = [token.text for token in words if token.entry is not None]
    if missing:
        yield f"  not in the dictionary: {_some(missing)}"
    if unsure:
        yield (
            f"  unsure of reading or sense, worth a look: {_some(unsure)} (correct them in a word"
            " list, or: cli.py words --help)"
        )


def _some(words: list[str]) -> str:
    return "、".join(words[:SHOWN]) + (f" … {len(words)} in all" if len(words) > SHOWN else "")


def _moved(built: BuiltSet) -> Iterator[str]:
    """Decks that have another name now, and how many notes are taught in another lesson."""
    moved = built.written.moved if built.written else {}
    renamed: dict[str, str] = {}
    for (before, now), _ in sorted(moved.items(), key=lambda one: one[1], reverse=True):
        # Else only some words of a lesson that is gone
        if before not in built.decks and now not in renamed.values():
            renamed.setdefault(before, now)
    if renamed:
        sets = {
            (before.rpartition("::")[0], now.rpartition("::")[0]) for before, now in renamed.items()
        }
        pairs = {*renamed.items(), *((before, now) for before, now in sets if before != now)}
        steps = [
            (old, last)
            for old, new in sorted(pairs, reverse=True)
            if not old.endswith(f"::{(last := new.rpartition('::')[2])}")
        ]
        yield (
            "  decks with a new name: students' cards stay in the old ones, new cards go to the"
            " new. A student who wants them together"
        )
        yield "  renames the decks in Anki before importing this package, in this order:"
        yield from (f"    {old} -> {last}" for old, last in steps)
    if elsewhere := sum(
        notes for (before, now), notes in moved.items() if renamed.get(before) != now
    ):
        yield (
            f"  {count(elsewhere, 'note')} taught in another lesson than before: cards that"
            " students have stay where they are"
        )
