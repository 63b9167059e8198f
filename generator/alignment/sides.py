"""One language of a text as the evidence sees it: lengths, signs, questions, quotations, breaks,
page numbers and headings."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from generator.alignment import lexical
from generator.alignment.search import Floats
from generator.base.records import Sentence

_FURNITURE_LINE = re.compile(
    r"(?i)\W*(?:\d{1,4}|[ivxlc]{1,7}|第[\d一二三四五六七八九十百零〇]+[章回节卷部页]|目[录次]|"
    r"page \d+|chapter (?:\w+|\w+-\w+)|(?:table of )?contents)\W*"
)
_OPENING_QUOTE = re.compile(r"[“「『]|(?<![\w,.!?…—–-])[‘'\"](?=[\w…—–-])")
_QUOTES_FIRST, _QUOTES_LAST = "“‘\"'「『（(—-", "”’\"'」』）)"
_LAST_SIGNS = {
    sign: signs[0] for signs in ("?？", "!！", ":：", ".。", "…", ",，;；") for sign in signs
}


@dataclass(frozen=True, slots=True)
class LanguageSide:
    """One language of a text as the evidence sees it. ``length`` to ``breaks`` are sums over all
    that stands before a boundary."""

    terms: lexical.SentenceTerms
    length: Floats
    questions: Floats
    exclamations: Floats
    quotations: Floats
    breaks: Floats
    """Paragraphs that began; a boundary's own is ``breaks[i + 1] - breaks[i]``."""
    furniture: Floats
    """1 for a sentence that is a page number or a heading by its looks, else 0."""
    first: tuple[str, ...]
    last: tuple[str, ...]


def side_of(
    sentences: Sequence[Sentence], terms: Sequence[Sequence[str]], *, chinese: bool
) -> LanguageSide:
    """Read one side of a text; ``terms`` are those of each sentence."""
    texts = [sentence.text for sentence in sentences]
    before = [-1] + [sentence.paragraph for sentence in sentences]
    begins = [float(now != last) for last, now in itertools.pairwise(before)]
    return LanguageSide(
        lexical.number_terms(terms),
        _sums(max(1, len(re.sub(r"\s", "", text)) if chinese else len(text)) for text in texts),
        _sums(text.count("?") + text.count("？") for text in texts),
        _sums(text.count("!") + text.count("！") for text in texts),
        _sums(map(_quotations, texts)),
        _sums([*begins, 1.0]),
        np.array([float(_FURNITURE_LINE.fullmatch(text) is not None) for text in texts]),
        tuple(sign(text, last=False) for text in texts),
        tuple(sign(text, last=True) for text in texts),
    )


def spans(sums: Floats, size: int) -> Floats:
    """From sums before each boundary the sums of every run of ``size`` sentences, by its first."""
    return np.asarray(sums[size:] - sums[: max(len(sums) - size, 0)])


def _sums(values: Iterable[float]) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.fromiter(values, float))])


def _quotations(text: str) -> float:
    return len(_OPENING_QUOTE.findall(text))


def sign(text: str, *, last: bool) -> str:
    """Class of a sentence's first or last sign: Q for a quotation mark or bracket, then the stop;
    ``x`` or ``n`` for a word."""
    quoted = text.endswith(tuple(_QUOTES_LAST)) if last else text.startswith(tuple(_QUOTES_FIRST))
    if not last:
        return "Q" if quoted else "n"
    stop = text[-2:-1] if quoted else text[-1:]
    return "Q" * quoted + _LAST_SIGNS.get(stop, "x")
