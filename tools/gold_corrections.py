"""Corrections of proposed labels: lines that a person writes, and what they do (the format is in
docs/annotating-gold.md)."""

import prelude

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_learner import CLASSES
from gold_cut import new_tokens
from gold_pairs import (
    NO_COUNTERPART,
    READING,
    LabelledPair,
    LabelledToken,
    has_other_tones,
    toneless,
)
from gold_places import CannotApply, find_counterpart
from gold_proposals import propose_sense
from learner_senses import LearnerDictionary

LINE = re.compile(
    r"""
    (?P<block>[^\s.]+)
    (?: \. (?P<number>\d+) (?=\s)
      | (?: \. | \s+ ) (?P<word> (?! (?: cut | bad ) (?: \s | $ ) ) [^\s=>]+ )
    )?
    \s+ (?P<action> =\? | = | > | r (?=\s) | name $ | noname $ | cut (?=\s) | bad $ )
    \s* (?P<value> .* )
    """,
    re.VERBOSE,
)
BLOCK_ACTIONS = ("bad", "cut")
"""Actions on a whole block; all others need a word."""
ORDER = {"bad": 0, "cut": 1, "noname": 2, "name": 2}
"""Cuts are applied first, then names; all others after them."""


@dataclass(frozen=True)
class Correction:
    """A line of corrections."""

    line: int
    block: str
    word: str
    """A number after a dot, a word, or empty (the whole block)."""
    action: str
    value: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.block} {self.word} {self.action} {self.value}"


@dataclass
class CorrectionReport:
    """What is printed of corrections."""

    faults: list[str] = field(default_factory=list)
    """Lines that could not be applied."""
    notes: list[str] = field(default_factory=list)
    """What a person should look at again."""


def parse(path: Path, report: CorrectionReport) -> list[Correction]:
    """Read the lines of a file of corrections; those that are none are reported."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = LINE.fullmatch(text)
        if not match:
            report.faults.append(f"line {number}: not a correction: {text}")
            continue
        word = f".{match['number']}" if match["number"] else match["word"] or ""
        action = match["action"]
        if (action in BLOCK_ACTIONS) == bool(word):
            needs = "takes no" if word else "needs a"
            report.faults.append(f"line {number}: {action} {needs} word: {text}")
            continue
        found.append(Correction(number, match["block"], word, action, match["value"].strip()))
    return found


def correct(
    pairs: Sequence[LabelledPair],
    corrections: Iterable[Correction],
    dictionary: LearnerDictionary,
    report: CorrectionReport,
) -> None:
    """Apply corrections, cuts first; what cannot be applied is reported."""
    _Corrector(pairs, dictionary, report).apply(corrections)


class _Corrector:
    def __init__(
        self,
        pairs: Sequence[LabelledPair],
        dictionary: LearnerDictionary,
        report: CorrectionReport,
    ) -> None:
        self.blocks = {str(number): pair for number, pair in enumerate(pairs, 1)}
        self.blocks |= {pair.id: pair for pair in pairs}
        self.dictionary = dictionary
        self.report = report
        self.seen: dict[tuple[str, int, str], int] = {}
        """Line that said something of a token already."""

    def apply(self, corrections: Iterable[Correction]) -> None:
        ordered = sorted(corrections, key=lambda one: (ORDER.get(one.action, 3), one.line))
        for correction in ordered:
            try:
                self.apply_one(correction)
            except CannotApply as fault:
                self.report.faults.append(f"{correction}: {fault}")

    def apply_one(self, correction: Correction) -> None:
        pair = self.blocks.get(correction.block)
        if pair is None:
            raise CannotApply("no such block")
        if correction.action == "bad":
            pair.bad = True
        elif correction.action == "cut":
            if pair.cut:
                raise CannotApply("the block is cut twice")
            pair.tokens = new_tokens(pair, correction.value.split("|"), self.dictionary)
            pair.cut = True
        else:
            for token in named_tokens(pair, correction.word):
                self.label(pair, token, correction)

    def label(self, pair: LabelledPair, token: LabelledToken, correction: Correction) -> None:
        """Set what a correction says of a token."""
        key = (pair.id, token.start, correction.action.rstrip("?"))
        if key in self.seen:
            raise CannotApply(f"line {self.seen[key]} says this already, or otherwise")
        match correction.action:
            case "=":
                self.choose_sense(token, correction.value)
            case "=?":
                write_sense(token, correction.value)
            case "r":
                write_reading(token, correction.value)
            case "name":
                make_name(token)
            case "noname":
                self.make_word(pair, token)
            case ">":
                self.mark_counterpart(pair, token, correction)
        token.checked = True
        self.seen[key] = correction.line

    def choose_sense(self, token: LabelledToken, value: str) -> None:
        listed = self.dictionary.senses(token.headword)
        if not value.isdigit() or not 0 < int(value) <= len(listed):
            raise CannotApply(f"{token.headword} has {len(listed)} senses")
        token.sense, token.own = listed[int(value) - 1].label, None

    def make_word(self, pair: LabelledPair, token: LabelledToken) -> None:
        if token.kind != "name":
            raise CannotApply("it is no name")
        token.kind, token.reading = "word", token.reading.lower()
        propose_sense(token, pair, self.dictionary)

    def mark_counterpart(
        self, pair: LabelledPair, token: LabelledToken, correction: Correction
    ) -> None:
        if correction.value == NO_COUNTERPART:
            token.english = []
            return
        found = find_counterpart(pair, token, correction.value)
        token.english = found.spans
        self.report.notes += [f"{correction}: {note}" for note in found.notes]


def named_tokens(pair: LabelledPair, word: str) -> list[LabelledToken]:
    """Return the tokens that a correction names: ``.3``, ``word``, ``word@2``, ``word@*``."""
    if word.startswith("."):
        numbered = [token for token in pair.tokens if token.original == int(word[1:])]
        if not numbered:
            hint = " (the cut changed it: name it by the word)" if pair.cut else ""
            raise CannotApply(f"no such word{hint}")
        return numbered
    text, at, which = word.partition("@")
    same = [token for token in pair.tokens if pair.text(token) == text]
    same = same or [token for token in pair.tokens if token.headword == text]
    if not same:
        raise CannotApply("no such word")
    if which == "*":
        return same
    if at:
        if not which.isdigit() or not 0 < int(which) <= len(same):
            raise CannotApply(f"{text} occurs {len(same)} times")
        return [same[int(which) - 1]]
    if len(same) > 1:
        raise CannotApply(
            f"{text} occurs {len(same)} times: write {text}@1, {text}@2 or {text}@* for all"
        )
    return same


def write_sense(token: LabelledToken, value: str) -> None:
    """Give a token a sense of its own."""
    part_of_speech, colon, gloss = value.partition(":")
    if not colon or part_of_speech.strip() not in CLASSES or not gloss.strip():
        raise CannotApply(f"not “class: gloss” with a class of {' '.join(sorted(CLASSES))}")
    token.sense, token.own = None, f"{part_of_speech.strip()}: {gloss.strip()}"


def write_reading(token: LabelledToken, value: str) -> None:
    """Give a token another reading."""
    if not READING.fullmatch(value):
        raise CannotApply("not numbered pinyin (hao4 xue2, lu:4)")
    token.reading = value


def make_name(token: LabelledToken) -> None:
    """Make a token a name: its reading gets a capital, its sense goes if it is none of a name."""
    token.kind = "name"
    if token.sense and token.sense[1] != "name":
        token.sense = None
    token.reading = token.reading[:1].upper() + token.reading[1:]


def note_doubts(pairs: Iterable[LabelledPair], report: CorrectionReport) -> None:
    """Note senses whose reading is another than the token's.

    So it is after a correction of one of them only.
    """
    for pair in pairs:
        for token in pair.tokens:
            if not pair.bad and _is_doubtful(pair, token):
                assert token.sense
                text = pair.text(token)
                readings = f"is read {token.reading}, its sense {token.sense[0]}"
                report.notes.append(f"{pair.id}.{token.original or text} {text} {readings}")


def _is_doubtful(pair: LabelledPair, token: LabelledToken) -> bool:
    if not token.sense or not token.reading or token.headword != pair.text(token):
        return False
    of_sense = token.sense[0]
    return toneless(of_sense) != toneless(token.reading) or has_other_tones(of_sense, token.reading)
