"""Passages as lines of JSON, and back: each word of a text is written once, with all that is the
same wherever it stands; a passage names its words by their numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from generator.base.records import Entry, MultiwordTerm, Passage, Span, Token

Line = dict[str, Any]
"""An object of JSON."""


class PackedWords:
    """The different words of a text, in the order in which they first stand in it."""

    def __init__(self) -> None:
        self.words: list[Token] = []
        self._numbers: dict[Token, int] = {}

    def number(self, token: Token) -> int:
        """Return the number of the word that a token is."""
        word = anywhere(token)
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = len(self.words)
            self.words.append(word)
        return known


def anywhere(token: Token) -> Token:
    """Return what a token has in common with the same word elsewhere in the text."""
    return replace(
        token,
        start=0,
        end=len(token.text),
        sense_confidence=0.0,
        english=(),
        link_confidence=0.0,
    )


def word_line(word: Token) -> list[Any]:
    """Return a word of a vocabulary as JSON."""
    entry = word.entry
    return [
        word.text,
        word.kind,
        word.pinyin,
        word.headword,
        word.reading,
        entry and [*_entry_names(entry), entry.senses, entry.classifiers],
        word.gloss,
        word.senses,
        word.doubts,
        word.part_of_speech,
        word.labels,
        word.measures,
    ]


def word_of_line(line: Sequence[Any]) -> Token:
    """Read what ``word_line`` gave."""
    text, kind, pinyin, headword, reading, entry, gloss, *lists = line
    senses, doubts, part_of_speech, labels, measures = lists
    return Token(
        start=0,
        end=len(text),
        text=text,
        kind=kind,
        pinyin=None if pinyin is None else tuple(pinyin),
        headword=headword,
        reading=reading,
        entry=_entry(entry) if entry else None,
        gloss=gloss,
        senses=tuple(senses),
        sense_confidence=0.0,
        english=(),
        link_confidence=0.0,
        doubts=tuple(doubts),
        part_of_speech=part_of_speech,
        labels=tuple(labels),
        measures=tuple(measures),
    )


def passage_line(passage: Passage, vocabulary: PackedWords) -> Line:
    """Return a passage as JSON; its words are in the vocabulary afterwards."""
    tokens = []
    for token in passage.tokens:
        number = vocabulary.number(token)
        tokens.append([number, token.sense_confidence, token.link_confidence, token.english])
    terms = [[one.start, one.end, one.reading, one.gloss] for one in passage.terms]
    return {
        "zh": passage.zh,
        "en": passage.en,
        "confidence": passage.confidence,
        "tokens": tokens,
        "terms": terms,
        "speakers": passage.en_speakers,
    }


def passage_of_line(line: Line, number: int, words: Sequence[Token]) -> Passage:
    """Read what ``passage_line`` gave; ``number`` is that of the passage, one-based."""
    zh = line["zh"]
    terms = [
        MultiwordTerm(start=start, end=end, text=zh[start:end], reading=reading, gloss=gloss)
        for start, end, reading, gloss in line["terms"]
    ]
    return Passage(
        number=number,
        zh=zh,
        en=line["en"],
        tokens=tokens_of_line(line, words),
        confidence=line["confidence"],
        terms=tuple(terms),
        en_speakers=_spans(line["speakers"]),
    )


def tokens_of_line(line: Line, words: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens of a passage as they stand in it: they cover it without gap."""
    found = []
    start = 0
    for number, sense_confidence, link_confidence, english in line["tokens"]:
        word = words[number]
        end = start + len(word.text)
        token = replace(
            word,
            start=start,
            end=end,
            sense_confidence=sense_confidence,
            english=_spans(english),
            link_confidence=link_confidence,
        )
        found.append(token)
        start = end
    return tuple(found)


def _spans(written: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in written)


def _entry_names(entry: Entry) -> tuple[str, str, str]:
    return entry.simplified, entry.traditional, entry.reading


def _entry(written: Sequence[Any]) -> Entry:
    simplified, traditional, reading, senses, classifiers = written
    return Entry(simplified, traditional, reading, tuple(senses), tuple(classifiers))
