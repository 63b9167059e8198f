"""What was understood of a text, kept beside the workspace so that the text opens at once.

A file of JSON lines (never code): what the text is; its words; then a line for each pair of the
alignment. It may be thrown away at any time. ``key`` says what it was made from: with another key
it is out of date, though its words still serve until the text is understood anew.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.annotation.text_names import TextNames
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.files import save
from generator.base.records import AlignedRow, Correction, Passage, Token
from generator.chinese.text_words import TextWords
from generator.pipeline.stages import Annotated
from generator.studio.packed_tokens import (
    Line,
    PackedWords,
    passage_line,
    passage_of_line,
    tokens_of_line,
    word_line,
    word_of_line,
)

FORMAT = 1
"""Raised when the lines change: files of another format are made anew."""
Pair = tuple[str, str]
"""Chinese and English of a passage."""


@dataclass(frozen=True)
class KeptText:
    """A text as it was understood last."""

    head: Mapping[str, Any]
    words: tuple[Token, ...]
    """Its vocabulary: the words as the machine understands them."""
    rows: tuple[AlignedRow, ...]
    """Its sentence pairs."""
    lines: tuple[bytes, ...]
    """Its passages, as they are written."""
    stamp: tuple[int, ...] = ()
    """Of the file that it was read from."""

    @property
    def key(self) -> str:
        """Return the hash of all that it was made from."""
        return str(self.head["key"])

    @property
    def of_input(self) -> str:
        """Return the hash of the text alone, without the tables of a person."""
        return str(self.head["of_input"])

    @cached_property
    def names(self) -> TextNames:
        """Return the names and words that the text adds to the dictionary, by itself."""
        written = self.head["names"]
        words = TextWords(
            names=frozenset(written["names"]),
            words=frozenset(written["words"]),
            cuts=frozenset(written["cuts"]),
        )
        return TextNames(
            words=words,
            spellings=written["spellings"],
            traditional=written["traditional"],
            homonyms=frozenset(written["homonyms"]),
        )

    @cached_property
    def own_words(self) -> tuple[Correction, ...]:
        """Return the word list that the file has under its text."""
        lines: list[Correction] = []
        for one in self.head["own_words"]:
            lines.append(Correction(**{**one, "parts": tuple(one["parts"])}))
        return tuple(lines)

    @cached_property
    def forms(self) -> dict[str, list[int]]:
        """Return the numbers of the words that are written in some way, or looked up so."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            for form in dict.fromkeys((word.text, word.headword)):
                found.setdefault(form, []).append(number)
        return found

    @cached_property
    def places(self) -> dict[Pair, int]:
        """Return where the passages of each pair of texts stand in ``lines``."""
        found: dict[Pair, int] = {}
        for number in range(len(self.lines)):
            line = self.line(number)
            found.setdefault((line["zh"], line["en"]), number)
        return found

    def line(self, number: int) -> Line:
        """Return a passage as JSON has it."""
        found: Line = json.loads(self.lines[number])
        return found

    def tokens(self, number: int) -> tuple[Token, ...]:
        """Return the tokens of a passage."""
        return tokens_of_line(self.line(number), self.words)

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages, as the machine understands them."""
        found = []
        for number in range(len(self.lines)):
            found.append(passage_of_line(self.line(number), number + 1, self.words))
        return tuple(found)


def keep(path: Path, annotated: Annotated, names: TextNames, about: Mapping[str, Any]) -> None:
    """Write what was understood of a text. ``about`` goes into its head: ``key``, ``of_input``."""
    vocabulary = PackedWords()
    passages = [passage_line(one, vocabulary) for one in annotated.passages]
    text = annotated.aligned.text
    head = {
        "format": FORMAT,
        "title": text.meta.title(text.name),
        "script": text.script,
        "names": _names(names),
        "speakers": text.speakers,
        "own_words": [asdict(line) for line in text.own_words],
        "issues": [asdict(issue) for issue in annotated.issues],
        "doubtful": _doubtful(annotated),
        "unsure": sum(row.unsure for row in annotated.aligned.rows()),
        **about,
    }
    words = list(map(word_line, vocabulary.words))
    rows = [[row.zh, row.en, row.confidence, row.unsure] for row in annotated.aligned.rows()]
    lines = [json.dumps(one, ensure_ascii=False) for one in (head, words, rows, *passages)]
    save(path, ("\n".join(lines) + "\n").encode())


def _doubtful(annotated: Annotated) -> list[str]:
    """Return the words of which the machine is unsure wherever they make a card: a card shows a
    sentence in which it is sure, if there is one."""
    unsure: set[str] = set()
    sure: set[str] = set()
    for passage in annotated.passages:
        if passage.confidence >= MIN_PAIR_CONFIDENCE:
            words = [token for token in passage.tokens if token.kind == "word"]
            unsure |= {word.headword for word in words if word.doubts}
            sure |= {word.headword for word in words if not word.doubts}
    return sorted(unsure - sure)


def head_of(path: Path) -> Mapping[str, Any]:
    """Return what is said about a text that was understood; nothing where it was not."""
    try:
        with path.open("rb") as lines:
            head = json.loads(next(lines))
        return head if head["format"] == FORMAT else {}
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        return {}


def kept(path: Path, stamp: tuple[int, ...] = ()) -> KeptText | None:
    """Return what was understood of a text; None where it was not, or not in this format."""
    try:
        head, words, rows, *lines = path.read_bytes().splitlines()
        about = json.loads(head)
        if about["format"] != FORMAT:
            return None
        return KeptText(
            head=about,
            words=tuple(map(word_of_line, json.loads(words))),
            rows=tuple(_row(number, line) for number, line in enumerate(json.loads(rows), 2)),
            lines=tuple(lines),
            stamp=stamp,
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None  # it is made anew from the text


def _row(number: int, line: tuple[list[str], list[str], float, bool]) -> AlignedRow:
    zh, en, confidence, unsure = line
    return AlignedRow(number, tuple(zh), tuple(en), confidence, unsure)


def _names(names: TextNames) -> dict[str, Any]:
    words = names.words
    return {
        "names": sorted(words.names),
        "words": sorted(words.words),
        "cuts": sorted(words.cuts),
        "spellings": dict(names.spellings),
        "traditional": names.traditional,
        "homonyms": sorted(names.homonyms),
    }
