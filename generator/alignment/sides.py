"""One language of a text as the evidence sees it: lengths, punctuation at the edges, questions,
quotations, paragraph breaks, page numbers and headings."""

import itertools
import re
from collections.abc import Iterable, Sequence
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
    before = [-1] + [sentence.paragraph for sentence in sentences]
    begins = [float(now != last) for last, now in itertools.pairwise(before)]
    lengths = [len(re.sub(r"\s", "", text)) if chinese else len(text) for text in texts]
    is_furniture = [_FURNITURE_LINE.fullmatch(text) is not None for text in texts]
    return LanguageSide(
        terms=number_terms(terms),
        length=_sums(max(1, length) for length in lengths),
        questions=_sums(text.count("?") + text.count("？") for text in texts),
        exclamations=_sums(text.count("!") + text.count("！") for text in texts),
        quotations=_sums(len(_OPENING_QUOTE.findall(text)) for text in texts),
        breaks=_sums([*begins, 1.0]),
        furniture=np.array(is_furniture, float),
        first=tuple(edge_class(text, last=False) for text in texts),
        last=tuple(edge_class(text, last=True) for text in texts),
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


def _sums(values: Iterable[float]) -> Floats:
    """Return the sums of the values before each boundary."""
    return np.concatenate([[0.0], np.cumsum(np.fromiter(values, float))])
