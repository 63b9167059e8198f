"""A first ``set.toml``, written from the texts of a folder."""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

from generator import texts
from generator.base.errors import InputError
from generator.base.program import program_name
from generator.chinese import numbers
from generator.pipeline import deck_title

LIST = ".list.tsv"
NUMBER = re.compile(r"(\d+|[〇零一二三四五六七八九十百]+)")
HEAD = """# A class set: the lessons of a course, built as one package with a deck for each lesson.
#   {program} set show {folder}      which words each lesson would teach and review
#   {program} build {folder}         the package, for your students
# Hand out each new edition in the same way: students keep their schedules, and no card comes twice.
# The order of lessons is the order here: to insert one, leave the names of the other files as they
# are.
# Paths are relative to this file. A line that begins with # counts for nothing: take the # away to
# use it.

title = {title}

# What students know at the start: levels of the HSK (hsk:2, hsk-2.0:3, hsk-2021:1) and lists with a
# word on each line.
# known = ["hsk:2", "known.txt"]

# Lists of words that get no card although students do not know them.
# stop = ["stop.txt"]

# Cards beyond recognition and reading: production, listening, cloze, writing, sentence-listening,
# translation, order; or all.
# cards = ["production", "listening"]

# Make cards of names, too.
# names = true

# Make cards of the words of your own lists alone, none of other words or of sentences; also for
# single lessons.
# only_listed = true
# sentences = true

# How cards look and sound, as the options of {program} build.
# [looks]
# tones = "pleco"
# phonetic = "both"
# script = "simplified"
# order = "reading"
# audio = "espeak"
"""
LESSON = """
[[lesson]]
title = {title}
texts = [{texts}]
{due}
{words}
"""
ABOUT_LISTS = """
# words = "NAME.list.tsv" names your own list for a lesson, a table with tabs: word, reading, gloss,
# sentence, translation (all but
# the first may be left out). Its readings and glosses count; words that the texts lack get a card
# in the list's sentence.
"""


@dataclass(frozen=True, slots=True)
class NewSet:
    """A ``set.toml`` that was not written yet."""

    toml: str
    lessons: int


def new_set(folder: Path) -> NewSet:
    """Describe the texts of a folder as lessons: a text each, or all of a folder in it, in the
    natural order of names.

    Raises InputError where there is no such folder, no text in it, or one that cannot be read.
    """
    if not folder.is_dir():
        raise InputError(
            f"{folder}: no such folder; expected one with the texts of the lessons. Check the"
            " spelling."
        )
    groups: dict[str, list[tuple[Path, Path | None]]] = {}
    for zh, en in texts.find_texts([folder]):
        inside = zh.relative_to(folder)
        together = len(inside.parts) > 1 and (en is None or en.parent == zh.parent)
        groups.setdefault(inside.parts[0] if together else inside.as_posix(), []).append((zh, en))
    lessons = [
        sorted(groups[name], key=lambda one: natural(one[0].as_posix()))
        for name in sorted(groups, key=natural)
    ]
    if not lessons:
        raise InputError(
            f"{folder}: found no text outside of the sets in it. Give the folder with the texts of"
            " one set."
        )
    title = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    head = HEAD.format(
        program=program_name(),
        folder=folder,
        title=_quoted(title[:1].upper() + title[1:] or "Lessons"),
    )
    return NewSet(
        head
        + ABOUT_LISTS
        + "".join(_lesson(one, number, folder) for number, one in enumerate(lessons, 1)),
        len(lessons),
    )


def natural(name: str) -> list[tuple[float, str]]:
    """Return a key that sorts 2 before 10, and 第二课 before 第十课.

    >>> sorted(["10 b", "2 a", "第十课", "第二课"], key=natural)
    ['2 a', '10 b', '第二课', '第十课']
    """
    parts = [part for part in NUMBER.split(name) if part]
    return [
        (numbers.value(part) or 0, part) if NUMBER.fullmatch(part) else (math.inf, part.lower())
        for part in parts
    ]


def _lesson(found: list[tuple[Path, Path | None]], number: int, folder: Path) -> str:
    first, english = found[0]
    text = texts.read_pair(first, english) if english else texts.read_text(first)
    lists = [path for zh, _ in found if (path := zh.with_name(zh.stem + LIST)).is_file()]
    title = (
        deck_title(text)
        if text.meta.title_zh or text.meta.title_en or len(found) == 1
        else first.parent.name
    )
    return LESSON.format(
        title=_quoted(title),
        texts=", ".join(_place(one, folder) for one in found),
        due="# due = 2026-09-14",
        words=(
            f"words = {_quoted(_inside(lists[0], folder))}"
            if lists
            else f'# words = "lesson-{number}.list.tsv"'
        ),
    )


def _place(text: tuple[Path, Path | None], folder: Path) -> str:
    zh, en = (_quoted(_inside(path, folder)) if path else "" for path in text)
    return f"{{zh = {zh}, en = {en}}}" if en else zh


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _quoted(text: str) -> str:
    """A text as TOML writes it: its basic strings escape as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
