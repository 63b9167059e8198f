"""Frames of grammar words: what stands around a word in each of its uses.

``generator/data/frames.tsv`` is a table that people edit: word, part of speech, gloss, frames. A
frame is evidence for its sense, which the fitted model weighs; it is never a verdict. The lines of
a word stand in the order in which a person would try them.

A frame is a row of conditions joined by ``&``; frames are separated by ``;``:

    L=V/了  R=NUM+MW   a neighbour (also LL, RR, RRR) is of a class, or has the characters
    L!=V               it is none of these
    <连/都  >也  !<不   one of these stands before, behind, not before the word in its clause
    |的                its clause ends with one of these, particles of mood left out
    ^  $  ？           the word begins its clause, ends it, stands in a question
    *                  no earlier line of the word fits
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from generator.base.errors import data_file
from generator.lexicon.sense_frames import CLASSES, CLAUSE_ENDS, Around

TABLE = Path(__file__).resolve().parent.parent / "data" / "frames.tsv"
QUESTION_SIGNS = frozenset("？?")
COMPLEMENTS = frozenset(
    "到 见 懂 完 起 了 动 下 上 出 住 及 着 多 好 开 成 掉 走 回 进 过 来 去 起来 下来 下去 出来"
    " 出去 上来 上去 过来 过去 回来 回去 进来 进去 清楚 清 明白 干净".split()
)
DOUBLED = re.compile(r"(.)\1|.(.)\2|(.)\3(.)\4")
MORE_CLASSES: dict[str, Callable[[Around], bool]] = {
    "ADV": lambda one: one.tag[:1] == "d" or one.tag == "ad",
    "PRON": lambda one: one.tag[:1] == "r",
    "P": lambda one: one.tag[:1] == "p",
    "NAME": lambda one: one.kind == "name" or one.tag in ("PER", "LOC", "ORG", "nr", "ns", "nt"),
    "C": lambda one: one.text in COMPLEMENTS,
    "AA": lambda one: DOUBLED.fullmatch(one.text) is not None,
}
"""Classes beside those of the learner's dictionary."""
CONDITION = re.compile(r"(L{1,3}|R{1,3})(!?=)(.+)|(!?)([<>|])(.+)|([\^$？*])")
MOODS = frozenset("吗呢吧啊呀啦嘛")
"""Particles at the end of a clause that say how it is meant."""
KNOWN = {*CLASSES, *MORE_CLASSES, "^", "$"}
OUTSIDE = Around("", "", "punctuation")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A condition on the words beside a word."""

    offset: int
    """Of the first word that is looked at: -1 is the word on the left."""
    texts: tuple[str, ...]
    """Any of these characters, where the word that is looked at begins, or on the left ends."""
    rows: tuple[tuple[str, ...], ...]
    """Any of these rows of classes and characters, going away from the word."""
    wanted: bool

    def fits(self, sentence: Sequence[Around], at: int) -> bool:
        """Tell whether the condition holds for the word at a place."""
        at += self.offset
        text = _at(sentence, at).text
        step = 1 if self.offset > 0 else -1
        found = text.startswith(self.texts) if step > 0 else text.endswith(self.texts)
        found = found or any(_row(one, sentence, at, step) for one in self.rows)
        return found == self.wanted


@dataclass(frozen=True, slots=True)
class InClause:
    """A condition on the other words of the clause."""

    step: int
    """-1 before the word, 1 behind it."""
    texts: tuple[str, ...]
    wanted: bool

    def fits(self, sentence: Sequence[Around], at: int) -> bool:
        """Tell whether the condition holds for the word at a place."""
        index = at + self.step
        found = False
        while not found and 0 <= index < len(sentence) and sentence[index].text not in CLAUSE_ENDS:
            found = any(one in sentence[index].text for one in self.texts)
            index += self.step
        return found == self.wanted


@dataclass(frozen=True, slots=True)
class ClauseEnd:
    """A condition on the last word of the clause, particles of mood left out."""

    texts: tuple[str, ...]
    wanted: bool

    def fits(self, sentence: Sequence[Around], at: int) -> bool:
        """Tell whether the condition holds for the word at a place."""
        last = end = at
        while end < len(sentence) and sentence[end].text not in CLAUSE_ENDS:
            if sentence[end].text not in MOODS:
                last = end
            end += 1
        return (last > at and sentence[last].text in self.texts) == self.wanted


@dataclass(frozen=True, slots=True)
class Question:
    """The condition that the sentence is a question."""

    def fits(self, sentence: Sequence[Around], at: int) -> bool:
        """Tell whether the sentence of the word at a place ends with a question mark."""
        rest = sentence[at:]
        return next((one.text in QUESTION_SIGNS for one in rest if one.text in "。！？!?"), False)


Condition = Neighbours | InClause | ClauseEnd | Question


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a word, with the frames in which it stands."""

    pos: str
    gloss: str
    frames: tuple[tuple[Condition, ...], ...]
    is_default: bool
    """Whether it is meant where no earlier use fits."""

    def fitting(self, sentence: Sequence[Around], at: int) -> list[int]:
        """Return the numbers of the frames that fit the word at a place of its sentence."""
        found = []
        for number, frame in enumerate(self.frames):
            if all(one.fits(sentence, at) for one in frame):
                found.append(number)
        return found


@dataclass(frozen=True, slots=True)
class Fit:
    """How a use fits."""

    frames: tuple[int, ...]
    """Numbers of its frames that fit."""
    is_first: bool
    """Whether no earlier use of the word fits."""


def fits(word: str, sentence: Sequence[Around], at: int) -> dict[tuple[str, str], Fit]:
    """Return the uses of a word that fit at a place of its sentence, by part of speech and gloss;
    empty for a word without frames."""
    found: dict[tuple[str, str], Fit] = {}
    is_settled = False
    for use in uses(word):
        frames = use.fitting(sentence, at)
        is_first = not is_settled and (bool(frames) or use.is_default)
        is_settled = is_settled or is_first
        if frames or is_first:
            found[use.pos, use.gloss] = Fit(frames=tuple(frames), is_first=is_first)
    return found


@cache
def uses(word: str) -> tuple[Use, ...]:
    """Return the uses of a word in their order. Frames are parsed when a text has their word: a
    text has few of them."""
    with data_file(TABLE, ValueError):
        return tuple(_use(*line) for line in lines().get(word, ()))


@cache
def lines() -> dict[str, list[tuple[str, str, str]]]:
    """Read the table: word -> part of speech, gloss and frames of each use."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    with data_file(TABLE, ValueError):
        for line in TABLE.read_text("utf-8").splitlines():
            word, pos, gloss, frames = line.split("\t")
            found.setdefault(word, []).append((pos, gloss, frames))
    return found


def _use(pos: str, gloss: str, text: str) -> Use:
    frames: list[tuple[Condition, ...]] = []
    is_default = False
    for row in text.split(";"):
        parts = [one.strip() for one in row.split("&")]
        is_default = is_default or "*" in parts
        conditions = tuple(condition(one) for one in parts if one != "*")
        if conditions:
            frames.append(conditions)
    return Use(pos=pos, gloss=gloss, frames=tuple(frames), is_default=is_default)


def condition(text: str) -> Condition:
    """Parse a condition.

    >>> condition("L!=V/了")
    Neighbours(offset=-1, texts=('了',), rows=(('V',),), wanted=False)
    """
    match = CONDITION.fullmatch(text)
    if match is None or text == "*":
        raise ValueError(f"no condition of a frame: {text!r}")
    side, sign, words, denied, way, others, single = match.groups()
    if side:
        step = 1 if side[0] == "R" else -1
        rows = [tuple(one.split("+"))[::step] for one in words.split("/")]
        for part in chain.from_iterable(rows):
            if not part or (part.isascii() and part not in KNOWN):
                raise ValueError(f"no condition of a frame: {text!r} ({part!r} is no class)")
        texts = tuple(row[0] for row in rows if len(row) == 1 and row[0] not in KNOWN)
        by_class = tuple(row for row in rows if len(row) > 1 or row[0] in KNOWN)
        return Neighbours(step * len(side), texts, by_class, wanted=sign == "=")
    if way:
        texts = tuple(others.split("/"))
        if way == "|":
            return ClauseEnd(texts=texts, wanted=not denied)
        return InClause(step=1 if way == ">" else -1, texts=texts, wanted=not denied)
    if single == "？":
        return Question()
    return Neighbours(-1 if single == "^" else 1, (), ((single,),), wanted=True)


def _at(sentence: Sequence[Around], index: int) -> Around:
    return sentence[index] if 0 <= index < len(sentence) else OUTSIDE


def _row(row: Sequence[str], sentence: Sequence[Around], at: int, step: int) -> bool:
    """Tell whether words fit the parts of a row, going away from the word."""
    for number, part in enumerate(row):
        if not _is(part, _at(sentence, at + number * step), step):
            return False
    return True


def _is(part: str, one: Around, step: int) -> bool:
    if part in "^$":
        return not one.text or one.text in CLAUSE_ENDS
    of_class = CLASSES.get(part) or MORE_CLASSES.get(part)
    if of_class:
        return of_class(one)
    return one.text.startswith(part) if step > 0 else one.text.endswith(part)
