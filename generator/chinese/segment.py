"""Cut Chinese into words that a learner can look up.

The likeliest cut over a list of our own: jieba's counts, limited to words of CC-CEDICT, single
characters, short names and regular compounds (``tools/build_word_list.py``). With its full
dictionary jieba prefers phrases that no dictionary has; without them the cut agrees better with the
gold standards as well (``DESIGN.md``, segmentation). Beside these words stand candidates that no
list can have: names, doubled and parted words, numbers. Names that the translation spells and what
a person wrote are taken out first.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.base.records import Kind
from generator.chinese import cut_rules, numbers, suffixes, unlisted_names, word_forms
from generator.chinese.lattice import Candidate, Lattice, Span

WORDS = Path(__file__).resolve().parent.parent / "data" / "words.txt"

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
LETTER = rf"(?![{HAN}])[^\W_]"
PIECES = re.compile(
    rf"(?P<han>[{HAN}]+)|—+|…+|[0-9０-９]+(?:[.,:：/．，"
    rf"][0-9０-９]+)*[万亿萬億]*[%％‰]?|(?![{HAN}\d])[^\W_](?:{LETTER}|['’\-](?={LETTER}))*|\s+|.",
    re.DOTALL,
)
IS_HAN = re.compile(rf"[{HAN}]+")
LONGEST_WORD = 8
"""Characters; the longest word tried after a numeral (三八妇女节)."""
NAME_TAGS = frozenset({"nr", "nrfg", "nrt", "ns", "nt"})
PLAIN_NUMERAL = re.compile("[二三四五六七八九]?十[一二三四五六七八九]?|十[万亿]|百万")
"""Numerals that the dictionary lists and that are nothing but numbers, unlike 五一, 万一, 千万,
三七."""
NOUN_TAG = re.compile("n.*|k|zg|")
"""Tags of characters that new words are made of: 庄员, 牛圈; not 这话, 山上, 抱住, which are
phrases."""
PREPOSITIONS = frozenset("往向朝从把被给跟和与在比离当")
"""No new word ends in one (一个人往东), whatever its tag."""
NUMERAL_SIGN = re.compile("[零〇一二三四五六七八九十百千万亿两几第廿卅半]")
ROUND_ZERO = re.compile("(?<=[一二三四五六七八九〇○])○")
"""A circle that newspapers set for 〇 (二○○○年)."""
TWICE = re.compile(r"(..)\1")
MONTHS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split()
REPEATED = 2
"""How often a text must use a string that no dictionary has before it is taken for a word of this
text."""


class SegmentationLexicon(Protocol):
    """What segmentation needs to know of the dictionary."""

    def __contains__(self, form: str) -> bool:
        """Whether a word can be looked up."""

    def tag(self, word: str) -> str:
        """jieba's part-of-speech tag, or an empty string."""


_NEW = tuple.__new__


class Segment(NamedTuple):
    """A stretch of a sentence: ``text`` is ``sentence[start:start + len(text)]``. (A tuple takes
    half the time of a dataclass to make.)"""

    start: int
    text: str
    kind: Kind
    base: str = ""
    """The word to look up, where the text has a form of it (看看, 同志们, 见过面); else empty."""


@dataclass(frozen=True)
class TextWords:
    """What one text adds to the dictionary: its names, words that it repeats or that a person
    joined, cuts that a person made."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    cuts: frozenset[str] = frozenset()
    """Words with ``|`` between them: ``汽机|场``. They hold wherever these characters stand, before
    everything else."""

    @cached_property
    def forced(self) -> list[tuple[str, list[tuple[int, int, Kind | None]]]]:
        """Characters that are cut in one way only, the strongest first, and the words in them; kind
        None is for the dictionary to say."""
        found: list[tuple[str, list[tuple[int, int, Kind | None]]]] = []
        for cut in sorted(self.cuts, key=_longest_first):
            found.append((cut.replace("|", ""), [(a, b, None) for a, b in cut_rules.spans(cut)]))
        found += [
            (name, [(0, len(name), "name")]) for name in sorted(self.names, key=_longest_first)
        ]
        return found + [
            (word, [(0, len(word), "word")]) for word in sorted(self.words, key=_longest_first)
        ]


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form


class Segmenter:
    """Our own search over jieba's counts. Loading takes about 0.2 s of CPU and happens at the first
    sentence."""

    def __init__(self, lexicon: SegmentationLexicon) -> None:
        self._lexicon = lexicon
        self._kinds: dict[str, Kind] = {}

    @cached_property
    def _words(self) -> Lattice:
        return Lattice.load(WORDS)

    def cut(self, sentence: str, extra: TextWords = TextWords()) -> tuple[Segment, ...]:
        """Cut a sentence of simplified Chinese. The pieces cover it without gap or overlap."""
        pieces: list[Segment] = []
        for match in PIECES.finditer(
            ROUND_ZERO.sub("〇", sentence) if "○" in sentence else sentence
        ):
            run = match[0]
            if not match.lastgroup:
                pieces.append(Segment(match.start(), run, _kind_of_other(run)))
                continue
            first = len(pieces)
            self._cut_han(match.start(), run, extra, pieces)
            if suffixes.JOINING.search(run):
                pieces[max(0, first - 1) :] = self._join(pieces[max(0, first - 1) :])
        return tuple(pieces)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the words that a word is made of: ``政策性`` -> ``政策``, ``性``."""
        return tuple(word[start:end] for start, end in self._words.best(word, without=word))

    def is_word(self, word: str) -> bool:
        """Whether a simplified form is in the list that sentences are cut by: dictionary words,
        characters, short names."""
        return word in self._words

    def proposals(self, sentences: Iterable[str]) -> frozenset[str]:
        """Return strings that no dictionary has, that jieba's model takes for words, and that the
        text repeats."""
        found: Counter[str] = Counter()
        for sentence in sentences:
            for run in IS_HAN.findall(sentence):
                for singles in self._singles(run):
                    found.update(w for w in _guess_words(singles) if self._may_be_word(w))
        return frozenset(word for word, count in found.items() if count >= REPEATED)

    def _singles(self, run: str) -> Iterator[str]:
        """Yield stretches of two characters or more that the cut leaves single."""
        singles = ""
        for start, end in [*self._words.best(run), (len(run), len(run) + 2)]:
            if end == start + 1:
                singles += run[start]
                continue
            if len(singles) > 1:
                yield singles
            singles = ""

    def _may_be_word(self, word: str) -> bool:
        if (
            len(word) != 2
            or word in self._lexicon
            or word in self._words
            or NUMERAL_SIGN.search(word)
            or word[1] in PREPOSITIONS
        ):
            return False
        return all(NOUN_TAG.fullmatch(self._lexicon.tag(character)) for character in word)

    def _cut_han(self, start: int, run: str, extra: TextWords, pieces: list[Segment]) -> None:
        """Add the pieces of a run of hanzi."""
        if not extra.forced and not NUMERAL_SIGN.search(run):
            return self._cut_words(start, run, pieces)
        for offset, text, kind in self._fixed(run, extra):
            if kind is not None:
                pieces.append(Segment(start + offset, text, kind))
            else:
                self._cut_words(start + offset, text, pieces)
        return None

    def _fixed(self, run: str, extra: TextWords) -> list[tuple[int, str, Kind | None]]:
        """Part a run of hanzi into what a person cut, names, words of the text, numerals, and the
        rest (kind None)."""
        fixed: list[tuple[int, int, Kind]] = []
        for form, spans in extra.forced:
            for match in re.finditer(form, run) if form in run else ():
                at = match.start()
                fixed += [
                    (at + a, at + b, kind or self._kind(run[at + a : at + b]))
                    for a, b, kind in spans
                ]
        for start, end in numbers.find(run) if NUMERAL_SIGN.search(run) else ():
            if run[start] == "第" and run[start:end] in self._lexicon:
                fixed.append((start, end, "word"))
            elif self._is_number(run, start, end):
                fixed.append((start, end, "number"))
                # 三十多年: 多 belongs to the number, 多年 alone is "many years"
                if run.startswith("多年", end):
                    fixed += [(end, end + 1, "word"), (end + 1, end + 2, "word")]
        return _fill(run, fixed) if fixed else [(0, run, None)]

    def _is_number(self, run: str, start: int, end: int) -> bool:
        """Whether numerals stand for a number here: not inside a longer word, and not a word
        themselves."""
        numeral = run[start:end]
        if end - start < 2 or (numeral in self._lexicon and not PLAIN_NUMERAL.fullmatch(numeral)):
            return False
        longest = min(len(run), start + LONGEST_WORD)
        return not any(run[start:stop] in self._lexicon for stop in range(end + 1, longest + 1))

    def _cut_words(self, start: int, text: str, pieces: list[Segment]) -> None:
        kinds = self._kinds
        spans = self._words.best(text)
        found = self._candidates(text, spans)
        spans, chosen = self._improved(text, spans, found) if found else (spans, {})
        if not chosen:
            # Piece(…) does the same in twice the time, and this line makes nearly all of them.
            pieces += [
                _NEW(
                    Segment, (start + a, word := text[a:b], kinds.get(word) or self._kind(word), "")
                )
                for a, b in spans
            ]
            return
        for begin, end in spans:
            word, candidate = text[begin:end], chosen.get(begin)
            if candidate is None or candidate.end != end:
                pieces.append(Segment(start + begin, word, self._kind(word)))
            elif candidate.kind == "cut":
                pieces += [
                    Segment(start + begin + a, word[a:b], self._kind(word[a:b]))
                    for a, b in cut_rules.spans(candidate.base)
                ]
            else:
                pieces.append(
                    Segment(
                        start + begin,
                        word,
                        "name" if candidate.kind == "name" else "word",
                        candidate.base,
                    )
                )

    def _candidates(self, text: str, spans: Sequence[Span]) -> list[tuple[int, Candidate]]:
        """Return what may be better than the words of the likeliest cut, with its start."""
        singles = [a for a, b in spans if b - a == 1]
        found = list(cut_rules.candidates(text, self._words))
        if singles and len(spans) > 1:
            found += unlisted_names.candidates(text, singles)
            found += word_forms.candidates(text, singles, self._words, self._lexicon.tag)
        for match in TWICE.finditer(text):
            if match[1] in self._words:
                found += word_forms.repeated(text, match.start(), self._words, self._lexicon.tag)
        return found

    def _improved(
        self, text: str, spans: list[Span], found: Sequence[tuple[int, Candidate]]
    ) -> tuple[list[Span], dict[int, Candidate]]:
        """Return the likeliest cut with candidates, and those that may be in it, by their start."""
        before = self._words.totals(text, spans)
        # What stands for whole words and is less likely than these has no chance.
        kept = [
            (a, c)
            for a, c in found
            if a not in before or c.end not in before or c.score > before[c.end] - before[a]
        ]
        if not kept:
            return spans, {}
        # The cut on either side of a border that it shares with all candidates stays as it is.
        first, last = min(a for a, _ in kept), max(c.end for _, c in kept)
        first, last = first if first in before else 0, last if last in before else len(text)
        more: dict[int, list[Candidate]] = {}
        for a, c in kept:
            more.setdefault(a, []).append(c)
        middle, chosen = self._words.search(text, more, first, last)
        return [s for s in spans if s[1] <= first] + middle + [
            s for s in spans if s[0] >= last
        ], chosen

    def _join(self, pieces: list[Segment]) -> list[Segment]:
        """Join plurals to their nouns, and the units of dates to their numbers."""
        joined: list[Segment] = []
        for piece in pieces:
            held = joined[-1] if joined else None
            if (
                held
                and piece.text in suffixes.ENDS
                and (
                    form := suffixes.join(
                        held.text, held.kind, piece.text, self._lexicon.__contains__
                    )
                )
            ):
                joined[-1] = Segment(held.start, held.text + piece.text, *form)
            else:
                joined.append(piece)
        return joined

    def _kind(self, word: str) -> Kind:
        kind = self._kinds.get(word)
        if kind is None:
            kind = self._kinds[word] = self._kind_of(word)
        return kind

    def _kind_of(self, word: str) -> Kind:
        if numbers.value(word) is not None and (len(word) == 1 or PLAIN_NUMERAL.fullmatch(word)):
            return "number"
        return (
            "name"
            if len(word) > 1 and word not in self._lexicon and self._lexicon.tag(word) in NAME_TAGS
            else "word"
        )


def _guess_words(singles: str) -> Iterator[str]:
    """Yield what jieba's hidden Markov model makes of characters that no word joins."""
    with _without_module("pkg_resources"):
        from jieba import finalseg
    yield from finalseg.cut(singles)


@contextmanager
def _without_module(name: str) -> Iterator[None]:
    """Let an import of a module fail, as if it was not installed.

    jieba reads its files by means of pkg_resources where that is there, which takes 40 ms of CPU to
    load, and by itself where it is not.
    """
    before = sys.modules.get(name)
    if before is not None:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def _kind_of_other(text: str) -> Kind:
    if text[0].isdigit():
        return "number"
    return "foreign" if text[0].isalpha() else "punctuation"


def _fill(run: str, fixed: list[tuple[int, int, Kind]]) -> list[tuple[int, str, Kind | None]]:
    """Keep the first of overlapping stretches in the order given, and fill the gaps between them
    with kind None."""
    taken: list[tuple[int, int, Kind]] = []
    for start, end, kind in fixed:
        if all(end <= a or start >= b for a, b, _ in taken):
            taken.append((start, end, kind))
    parts: list[tuple[int, str, Kind | None]] = []
    at = 0
    for start, end, kind in sorted(taken):
        if at < start:
            parts.append((at, run[at:start], None))
        parts.append((start, run[start:end], kind))
        at = end
    if at < len(run):
        parts.append((at, run[at:], None))
    return parts
