"""Cut Chinese into words that a learner can look up.

The likeliest cut over a list of our own: jieba's counts, limited to words of CC-CEDICT, single
characters, short names and regular compounds (``tools/build_word_list.py``). With its full
dictionary jieba prefers phrases that no dictionary has; without them the cut agrees better with the
gold standards as well (figures: docs/words.md). Beside these words stand candidates that no list
can have: names, doubled and separated words, numbers. Names that the translation spells and what a
person wrote are taken out first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from pathlib import Path

from generator.base.han import HAN, HANZI_RUN
from generator.base.records import Kind
from generator.chinese import (
    cut_rules,
    heard_names,
    mixed_words,
    new_words,
    numbers,
    rivals,
    suffixes,
    text_words,
    unlisted_names,
    word_forms,
)
from generator.chinese.lattice import Candidate, Lattice, Span
from generator.chinese.segmentation_lexicon import SegmentationLexicon
from generator.chinese.segments import Segment
from generator.chinese.spelled_names import SpelledName
from generator.chinese.text_words import NO_TEXT_WORDS, NUMERAL, PLAIN_NUMERAL, TextWords

WORDS = Path(__file__).resolve().parent.parent / "data" / "words.txt"

_LETTER = rf"[^\W\d_{HAN}]"
_DIGITS = "[0-9０-９]+"
PIECES = re.compile(
    rf"(?P<han>[{HAN}]+)|—+|…+|{mixed_words.LETTERED_NUMBER}"
    rf"|{_DIGITS}(?:[.,:：/．，]{_DIGITS})*[万亿萬億]*[%％‰]?"
    rf"|{_LETTER}(?:[^\W_{HAN}]|['’\-](?=[^\W_{HAN}]))*|\s+|.",
    re.DOTALL,
)
"""Runs of hanzi, and what stands between them."""
NAME_TAGS = frozenset({"nr", "nrfg", "nrt", "ns", "nt"})
ROUND_ZERO = re.compile("(?<=[一二三四五六七八九〇○])○")
"""A circle that newspapers set for 〇 (二○○○年)."""
AFTER_DIGITS = re.compile("多[年个家名种次]|个(?=人)|天(?=[前后])")
"""Characters that are words of their own after a number in digits (800多个, 90天后)."""
TWICE = re.compile(r"(..)\1")

_NEW = tuple.__new__


class Segmenter:
    """Our own search over jieba's counts. Opening the list of words takes .01 s of CPU and happens
    at the first sentence; the words of a character are read when a text first has it."""

    def __init__(self, lexicon: SegmentationLexicon) -> None:
        self._lexicon = lexicon
        self._kinds: dict[str, Kind] = {}

    @cached_property
    def _words(self) -> Lattice:
        return Lattice.load(WORDS)

    def cut(self, sentence: str, extra: TextWords = NO_TEXT_WORDS) -> tuple[Segment, ...]:
        """Cut a sentence of simplified Chinese. The segments cover it without gap or overlap."""
        segments: list[Segment] = []
        if "○" in sentence:
            sentence = ROUND_ZERO.sub("〇", sentence)
        at = 0
        for start, end in mixed_words.find(sentence, self._lexicon, extra.cuts):
            self._cut_pieces(sentence, at, start, extra, segments)
            segments.append(Segment(start, sentence[start:end], "word"))
            at = end
        self._cut_pieces(sentence, at, len(sentence), extra, segments)
        return tuple(segments)

    def _cut_pieces(
        self, sentence: str, start: int, end: int, extra: TextWords, segments: list[Segment]
    ) -> None:
        """Add the segments of a part of a sentence."""
        for match in PIECES.finditer(sentence, start, end):
            run = match[0]
            if not match.lastgroup:
                segments.append(Segment(match.start(), run, _kind_of_other(run)))
                continue
            first = max(0, len(segments) - 1)
            self._cut_run(match.start(), run, extra, segments)
            if suffixes.JOINING.search(run):
                segments[first:] = self._joined(segments[first:])

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the words that a word is made of: ``政策性`` -> ``政策``, ``性``."""
        return tuple(word[start:end] for start, end in self._words.best(word, without=word))

    def rivals(
        self, segments: Sequence[Segment], extra: TextWords = NO_TEXT_WORDS
    ) -> list[rivals.Rival]:
        """Return other cuts that are near; what the text, a person or a cut rule fixed has none."""
        fixed = extra.names | extra.words
        for cut in extra.cuts:
            fixed |= set(cut.split("|"))
        is_open = [_is_open(segment, fixed) for segment in segments]
        for stretch in rivals.stretches(is_open):
            for index in self._ruled(segments, stretch):
                is_open[index] = False
        more: dict[int, list[Candidate]] = {}
        for start, candidate in self._unlisted(segments, is_open):
            more.setdefault(start, []).append(candidate)
        return rivals.rivals(segments, self._words, is_open, more, self.segment)

    def _ruled(self, segments: Sequence[Segment], stretch: range) -> list[int]:
        """Return the numbers of the segments of a run that a cut rule made."""
        own = segments[stretch.start : stretch.stop]
        run = "".join([segment.text for segment in own])
        numbers = {one.start - own[0].start: at for at, one in zip(stretch, own, strict=True)}
        found = []
        for start, candidate in cut_rules.candidates(run, self._words):
            parts = cut_rules.spans(candidate.base)
            places = [numbers.get(start + first, -1) for first, _ in parts]
            texts = [segments[place].text for place in places if place >= 0]
            if "|".join(texts) == candidate.base:
                found += places
        return found

    def _unlisted(
        self, segments: Sequence[Segment], is_open: Sequence[bool]
    ) -> Iterator[tuple[int, Candidate]]:
        """Yield (start, candidate) for forms and names in the runs of segments that are open."""
        words, tag = self._words, self._lexicon.tag
        for stretch in rivals.stretches(is_open):
            own = segments[stretch.start : stretch.stop]
            origin = own[0].start
            run = "".join([segment.text for segment in own])
            singles = [one.start - origin for one in own if len(one.text) == 1]
            if not singles or len(own) < 2:
                continue
            found = [
                *unlisted_names.candidates(run, singles),
                *word_forms.candidates(run, singles, words, tag),
            ]
            for start, candidate in found:
                yield origin + start, candidate._replace(end=origin + candidate.end)

    def segment(self, start: int, word: str) -> Segment:
        """Return a word of the list as a segment."""
        return Segment(start, word, self._kind(word))

    def is_word(self, word: str) -> bool:
        """Tell whether a simplified form is in the list that sentences are cut by: dictionary
        words, characters, short names."""
        return word in self._words

    def proposals(self, sentences: Iterable[str]) -> frozenset[str]:
        """Return strings that no dictionary has, that jieba's model takes for words, and that the
        text repeats."""
        return new_words.proposals(sentences, self._words, self._lexicon)

    def heard(
        self, pairs: Sequence[tuple[str, str]], doubt: heard_names.Doubt
    ) -> tuple[SpelledName, ...]:
        """Return the foreign names of a text that are found by their sound."""
        return heard_names.find_names(pairs, self._words, doubt, self._lexicon)

    def _cut_run(self, start: int, run: str, extra: TextWords, segments: list[Segment]) -> None:
        """Add the segments of a run of hanzi that begins at ``start``."""
        parts: list[text_words.Part] = []
        if extra.forced:
            for first, end, kind in text_words.forced_parts(run, extra, self._lexicon):
                parts.append((first, end, kind or self._kind(run[first:end])))
        if NUMERAL.search(run):
            parts += text_words.numeral_parts(run, self._lexicon)
        after = AFTER_DIGITS.match(run) if segments and segments[-1].kind == "number" else None
        if after:
            parts += [(at, at + 1, "word") for at in range(after.end())]
        if not parts:
            self._cut_words(start, run, segments)
            return
        for offset, text, kind in text_words.filled(run, parts):
            if kind is None:
                self._cut_words(start + offset, text, segments)
            else:
                segments.append(Segment(start + offset, text, kind))

    def _cut_words(self, start: int, text: str, segments: list[Segment]) -> None:
        """Add the segments of hanzi among which nothing is fixed."""
        spans = self._words.best(text)
        found = self._candidates(text, spans)
        chosen: dict[int, Candidate] = {}
        if found:
            spans, chosen = self._improved(text, spans, found)
        if not chosen:
            # Segment(…) does the same in twice the time, and this statement makes nearly all of
            # them.
            kinds = self._kinds
            segments += [
                _NEW(
                    Segment, (start + a, word := text[a:b], kinds.get(word) or self._kind(word), "")
                )
                for a, b in spans
            ]
            return
        for first, end in spans:
            word, candidate = text[first:end], chosen.get(first)
            if candidate is None or candidate.end != end:
                segments.append(Segment(start + first, word, self._kind(word)))
            elif candidate.kind == "cut":
                for a, b in cut_rules.spans(candidate.base):
                    part = word[a:b]
                    segments.append(Segment(start + first + a, part, self._kind(part)))
            else:
                kind: Kind = "name" if candidate.kind == "name" else "word"
                segments.append(Segment(start + first, word, kind, candidate.base))

    def _candidates(self, text: str, spans: Sequence[Span]) -> list[tuple[int, Candidate]]:
        """Return what may be better than the words of the likeliest cut, with its start."""
        words, tag = self._words, self._lexicon.tag
        singles = [first for first, end in spans if end - first == 1]
        found = [*cut_rules.candidates(text, words), *word_forms.asked(text, words)]
        if singles and len(spans) > 1:
            found += unlisted_names.candidates(text, singles)
            found += word_forms.candidates(text, singles, words, tag)
        for match in TWICE.finditer(text):
            if match[1] in words:
                found += word_forms.repeated(text, match.start(), words, tag)
        return found

    def _improved(
        self, text: str, spans: list[Span], found: Sequence[tuple[int, Candidate]]
    ) -> tuple[list[Span], dict[int, Candidate]]:
        """Return the likeliest cut with candidates, and those that may be in it, by their start."""
        before = self._words.totals(text, spans)
        more: dict[int, list[Candidate]] = {}
        last = 0
        for start, candidate in found:
            # What stands for whole words and is less likely than these has no chance.
            replaces_words = start in before and candidate.end in before
            if replaces_words and candidate.score <= before[candidate.end] - before[start]:
                continue
            more.setdefault(start, []).append(candidate)
            last = max(last, candidate.end)
        if not more:
            return spans, {}
        # The cut on either side of a border that it shares with all candidates stays as it is.
        first = min(more)
        first = first if first in before else 0
        last = last if last in before else len(text)
        middle, chosen = self._words.search(text, more, first, last)
        left = [span for span in spans if span[1] <= first]
        right = [span for span in spans if span[0] >= last]
        return left + middle + right, chosen

    def _joined(self, segments: list[Segment]) -> list[Segment]:
        """Join plurals to their nouns, and the units of dates to their numbers."""
        found: list[Segment] = []
        for segment in segments:
            form = None
            if found and segment.text in suffixes.ENDS:
                stem, is_word = found[-1], self._lexicon.__contains__
                form = suffixes.join(stem.text, stem.kind, segment.text, is_word)
            if form:
                stem = found.pop()
                found.append(Segment(stem.start, stem.text + segment.text, *form))
            else:
                found.append(segment)
        return found

    def _kind(self, word: str) -> Kind:
        """Return the kind of a word; remembered."""
        kind = self._kinds.get(word)
        if kind is None:
            kind = self._kinds[word] = self._kind_of(word)
        return kind

    def _kind_of(self, word: str) -> Kind:
        may_be_number = len(word) == 1 or PLAIN_NUMERAL.fullmatch(word)
        if may_be_number and numbers.value(word) is not None:
            return "number"
        if len(word) == 1 or word in self._lexicon:
            return "word"
        return "name" if self._lexicon.tag(word) in NAME_TAGS else "word"


def _is_open(segment: Segment, fixed: Set[str]) -> bool:
    """Tell whether a segment may be replaced by a rival."""
    if segment.text in fixed or not HANZI_RUN.fullmatch(segment.text):
        return False
    return segment.kind in ("word", "name") or (segment.kind == "number" and len(segment.text) == 1)


def _kind_of_other(text: str) -> Kind:
    if text[0].isdigit() and text[-1] not in mixed_words.LETTERS:
        return "number"
    return "foreign" if text[0].isalnum() else "punctuation"
