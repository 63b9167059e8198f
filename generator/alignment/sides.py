"""One language of a text as the evidence sees it: lengths, punctuation at the edges, questions,
quotations, paragraph breaks, page numbers and headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.alignment.band import Floats
from generator.alignment.sentence_terms import SentenceTerms, number_terms
from generator.base.records import Sentence

_FURNITURE_LINE = re.compile(
    r"(?i)\W*(?:\d{1,4}|[ivxlc]{1,7}|第[\d一二三四五六七八九十百零〇]+[章回节卷部页]|目[录次]|"
    r"page \d+|chapter (?:\w+|\w+-\w+)|(?:table of )?contents)\W*"
)
_OPENING_QUOTE = re.compile(r"[“「『]|(?<![\w,.!?…—–-])[‘'\"](?=[\w…—–-])")
_OPENING, _CLOSING = tuple("“‘\"'「『（(—-"), tuple("”’\"'」』）)")
_STOPS: dict[str, str] = {}
"""Punctuation mark -> the one that stands for all of its kind."""
for _marks in ("?？", "!！", ":：", ".。", "…", ",，;；"):
    _STOPS |= dict.fromkeys(_marks, _marks[0])


@dataclass(frozen=True, slots=True)
class LanguageSide:
    """One language of a text as the evidence sees it. ``length`` to ``breaks`` are sums over all
    that stands before a boundary."""

    terms: SentenceTerms
    length: Floats
    """Characters; of Chinese without white space."""
    questions: Floats
    exclamations: Floats
    quotations: Floats
    breaks: Floats
    """Paragraphs that began; a boundary's own is ``breaks[i + 1] - breaks[i]``."""
    furniture: Floats
    """1 for a sentence that is a page number or a heading by its looks, else 0."""
    first: tuple[str, ...]
    """Class of the first character of each sentence (``edge_class``)."""
    last: tuple[str, ...]


def side_of(
    sentences: Sequence[Sentence], terms: Sequence[Sequence[str]], *, chinese: bool
) -> LanguageSide:
    """Read one side of a text; ``terms`` are those of each sentence."""
    texts = [sentence.text for sentence in sentences]
    solid = ["".join(text.split()) for text in texts] if chinese else texts
    lengths = [max(1, len(text)) for text in solid]
    questions = [_count(text, "?？") for text in texts]
    exclamations = [_count(text, "!！") for text in texts]
    quotations = [len(_OPENING_QUOTE.findall(text)) for text in texts]
    is_furniture = [_is_furniture(text) for text in texts]
    first = [edge_class(text, last=False) for text in texts]
    last = [edge_class(text, last=True) for text in texts]
    return LanguageSide(
        terms=number_terms(terms),
        length=_sums(lengths),
        questions=_sums(questions),
        exclamations=_sums(exclamations),
        quotations=_sums(quotations),
        breaks=_sums(_breaks(sentences)),
        furniture=np.array(is_furniture, float),
        first=tuple(first),
        last=tuple(last),
    )


def edge_class(text: str, *, last: bool) -> str:
    """Return the class of a sentence's first or last character: Q for a quotation mark or bracket,
    then the stop; ``x`` or ``n`` for a word.

    >>> edge_class("“好！”", last=False), edge_class("“好！”", last=True)
    ('Q', 'Q!')
    """
    if not last:
        return "Q" if text.startswith(_OPENING) else "n"
    if text.endswith(_CLOSING):
        return "Q" + _STOPS.get(text[-2:-1], "x")
    return _STOPS.get(text[-1:], "x")


def _is_furniture(text: str) -> bool:
    return _FURNITURE_LINE.fullmatch(text) is not None


def _count(text: str, marks: str) -> int:
    return sum(map(text.count, marks))


def _breaks(sentences: Sequence[Sentence]) -> list[float]:
    """Return for each boundary 1 if a paragraph begins there, else 0; the end of the text counts as
    the beginning of one."""
    found = []
    before = -1
    for sentence in sentences:
        found.append(float(sentence.paragraph != before))
        before = sentence.paragraph
    return [*found, 1.0]


def _sums(values: Sequence[float]) -> Floats:
    """Return the sums of the values before each boundary."""
    sums = np.cumsum(np.array(values, float))
    return np.concatenate([[0.0], sums])
