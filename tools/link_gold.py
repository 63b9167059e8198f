"""Sentence pairs with gold links between their words, carried over to Cika's own words.

225 newswire pairs that do not come with Cika. Cika cuts the Chinese itself; the gold's links are
carried over through characters.
"""

import prelude

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from generator.annotation.annotator import LIGHT_WORDS, Annotator
from generator.chinese.segments import Segment
from generator.lexicon import english, links
from generator.lexicon.english import STOP_WORDS, EnglishWord
from generator.lexicon.link_evidence import LinkItem
from generator.lexicon.link_features import FEATURES
from generator.lexicon.link_grid import Grid, Passage

Floats = np.ndarray[Any, np.dtype[np.float32]]
Links = dict[int, links.Link]
"""By the number of the Chinese token."""
Span = tuple[int, int]

SENTENCES = "newswire.dev.src-tgt"
GOLD = "newswire.dev.gold"
"""Files in the folder ``links`` of the gold data."""
GOLD_LINK = re.compile(r"(\d+)([-p])(\d+)")
"""A link from a Chinese token to an English one, sure (-) or possible (p)."""
CONTENT_TAGS = "nvailj"
"""First letters of jieba's tags of content words."""
STATED, PLAIN = FEATURES.index("stated"), 0.9
"""Evidence of the dictionary from which on a word is there, whatever the rest of the English
says."""


@dataclass(frozen=True)
class LinkedPair:
    """A sentence pair with gold links."""

    items: Sequence[LinkItem]
    english: Sequence[EnglishWord]
    sure: Sequence[set[int]]
    """Gold English tokens of each Chinese token of Cika."""
    possible: Sequence[set[int]]
    tokens: Sequence[set[int]]
    """Gold English tokens of each English word of Cika."""
    light: frozenset[int]
    """Gold English tokens that are function words or punctuation."""
    content: Sequence[bool]
    """Which Chinese tokens are content words."""

    def truth(self, grid: Grid) -> Floats:
        """Tell for each pair of words of a grid whether gold links them."""
        found = np.zeros((len(grid.rows), len(grid.columns)), np.float32)
        for row, i in enumerate(grid.rows):
            for column, j in enumerate(grid.columns):
                found[row, column] = bool(self.possible[i] & self.tokens[j])
        return found

    def linked_tokens(self, link: links.Link) -> set[int]:
        """Return the gold English tokens that a link covers."""
        return set().union(*self.tokens[link.first : link.last + 1])


@dataclass(frozen=True)
class Judged:
    """A link with what gold says of it."""

    link: links.Link
    overlaps: bool
    exact: bool
    has_gold: bool


def read_gold(folder: Path, annotator: Annotator) -> list[LinkedPair]:
    """Read the pairs of a folder."""
    lines = (folder / SENTENCES).read_text(encoding="utf-8").splitlines()
    golds = (folder / GOLD).read_text(encoding="utf-8").splitlines()
    return [read_pair(annotator, line, gold) for line, gold in zip(lines, golds, strict=True)]


def read_pair(annotator: Annotator, line: str, gold: str) -> LinkedPair:
    """Read a pair, ``zh ||| en`` in tokens, and its links; cut the Chinese with Cika."""
    zh, en = (side.split() for side in line.split(" ||| "))
    zh_text, en_text = "".join(zh), " ".join(en)
    names = annotator.names([(zh_text, en_text)])
    segments = annotator.cut(zh_text, names)
    words = english.words(en_text)
    zh_spans, en_spans = _spans(zh, 0), _spans(en, 1)
    own = [_touching(one.start, one.start + len(one.text), zh_spans) for one in segments]
    sure, possible = _carried_over(gold, own)
    return LinkedPair(
        items=annotator.items(segments, names),
        english=words,
        sure=sure,
        possible=possible,
        tokens=[_touching(word.start, word.end, en_spans) for word in words],
        light=frozenset(number for number, token in enumerate(en) if _is_light(token)),
        content=[_is_content(annotator, segment) for segment in segments],
    )


def _carried_over(gold: str, own: Sequence[set[int]]) -> tuple[list[set[int]], list[set[int]]]:
    """Return the sure and the possible English tokens of each token of Cika.

    ``own`` are the Chinese gold tokens of each; the sure ones are possible, too.
    """
    sure: list[set[int]] = [set() for _ in own]
    possible: list[set[int]] = [set() for _ in own]
    for zh, kind, en in GOLD_LINK.findall(gold):
        for number, mine in enumerate(own):
            if int(zh) - 1 in mine:
                possible[number].add(int(en) - 1)
                if kind == "-":
                    sure[number].add(int(en) - 1)
    return sure, possible


def _spans(tokens: Sequence[str], gap: int) -> list[Span]:
    """Return start and end of tokens that stand ``gap`` characters apart."""
    found: list[Span] = []
    at = 0
    for token in tokens:
        found.append((at, at + len(token)))
        at += len(token) + gap
    return found


def _touching(start: int, end: int, others: Sequence[Span]) -> set[int]:
    return {number for number, (first, last) in enumerate(others) if first < end and last > start}


def _is_light(token: str) -> bool:
    return token in STOP_WORDS or not re.search(r"\w", token)


def _is_content(annotator: Annotator, segment: Segment) -> bool:
    if segment.kind == "punctuation" or segment.text in LIGHT_WORDS:
        return False
    tag = annotator.dictionary.tag(segment.text)
    return tag[0] in CONTENT_TAGS if tag else segment.kind in ("word", "name")


def judge(
    pair: LinkedPair, found: Mapping[int, links.Link], *, every: bool = False
) -> list[Judged]:
    """Judge the links of content words, or of every word."""
    judged = []
    for i, link in found.items():
        if pair.content[i] or every:
            mine = pair.linked_tokens(link)
            sure, possible = pair.sure[i] - pair.light, pair.possible[i] - pair.light
            is_exact = sure <= mine - pair.light <= possible
            overlaps = bool(mine & pair.possible[i])
            judged.append(Judged(link, overlaps, is_exact and overlaps, bool(pair.possible[i])))
    return judged


def strangers(pairs: Sequence[LinkedPair]) -> list[Passage]:
    """Make short stretches of sentences that do not belong together, one of every third pair.

    What is linked there is wrong, unless the dictionary says it.
    """
    found = []
    for number, pair in enumerate(pairs):
        if number % 3:
            continue
        other = pairs[(number + 1) % len(pairs)]
        length, longer = 5 + number % 11, 6 + number % 13
        items = pair.items[number % 7 :][:length]
        found.append((items, other.english[number % 5 :][:longer]))
    return found


def is_plain(grid: Grid, link: links.Link) -> bool:
    """Tell whether the dictionary says a link, whatever the rest of the English says."""
    inside = (grid.columns >= link.first) & (grid.columns <= link.last)
    evidence = grid.features[STATED][grid.rows == link.token]
    return bool(evidence[:, inside].max() >= PLAIN)
