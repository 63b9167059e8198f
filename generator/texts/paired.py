"""Pairs that a file gives (the cells of a row, blocks in turn) become a text.

Pairs of a sentence or so are an alignment, which is kept. Pairs of many sentences are paragraphs:
then both bodies get the same paragraph breaks, and which sentence translates which is left to the
aligner.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.base.errors import InputError
from generator.base.records import AlignedRow, BilingualText, Issue, Metadata
from generator.texts.issues import no_translation
from generator.texts.languages import script_of
from generator.texts.paragraphs import break_long, unbroken

MAX_PARAGRAPH_SHARE = 0.25
"""Share of pairs with several sentences on both sides beyond which the pairs are paragraphs."""
ZH_END = r"[。！？!?…]+[”’」』）)》\"]*"
ZH_STOP = re.compile(rf"(?<![。！？!?…]){ZH_END}(?=\s*\S)")
EN_STOP = re.compile(r"(?<![.!?…])[.!?…]+[”’)\"]*\s+(?=[“‘\"(]*[A-Z0-9])")
"""Full stops that another sentence follows."""
ZH_SENTENCE = re.compile(r"[^。！？]+(?:[。！？]{1,9}[”’」』）)》\"]*)?|[。！？]+")


@dataclass(frozen=True, slots=True)
class TextPair:
    """Chinese and English that belong together; one side may be empty."""

    line: int
    """One-based line or row of the file, for messages."""
    zh: str
    en: str


def from_pairs(
    pairs: Iterable[TextPair],
    name: str,
    where: str,
    *,
    meta: Metadata | None = None,
    issues: Sequence[Issue] = (),
    keep: bool = True,
) -> BilingualText:
    """Return the text that pairs make up in their order.

    ``keep`` False leaves the alignment to the aligner in any case. Raises InputError if no pair
    holds Chinese.
    """
    filled = [_trimmed(pair) for pair in pairs if pair.zh.strip() or pair.en.strip()]
    zh_texts = [pair.zh for pair in filled if pair.zh]
    en_texts = [pair.en for pair in filled if pair.en]
    if not zh_texts:
        raise InputError(
            f"{where}: found no Chinese. Add the Chinese text, or check that the file was saved"
            " whole."
        )
    found = list(issues)
    if not en_texts:
        found.append(no_translation(where))
    rows: tuple[AlignedRow, ...] | None = None
    if keep and en_texts and not are_paragraphs(filled):
        rows = tuple(chain.from_iterable(map(_aligned_rows, filled)))
        zh = "\n".join(chain.from_iterable(row.zh for row in rows))
        en = "\n".join(chain.from_iterable(row.en for row in rows))
    else:
        zh, _ = break_long("\n\n".join(zh_texts), chinese=True)
        en, _ = break_long("\n\n".join(en_texts), chinese=False)
    return BilingualText(
        name=name,
        zh=zh,
        en=en,
        meta=meta or Metadata(),
        script=script_of(zh),
        issues=tuple(found),
        rows=rows,
    )


def are_paragraphs(pairs: Sequence[TextPair]) -> bool:
    """Tell whether so many pairs hold several sentences on both sides that they cannot be taken for
    sentences."""
    both = [pair for pair in pairs if pair.zh and pair.en]
    return sum(_has_several_sentences(pair) for pair in both) > MAX_PARAGRAPH_SHARE * len(both)


def _has_several_sentences(pair: TextPair) -> bool:
    """Tell whether both sides of a pair hold more than one sentence."""
    return ZH_STOP.search(pair.zh) is not None and EN_STOP.search(pair.en) is not None


def _aligned_rows(pair: TextPair) -> list[AlignedRow]:
    """Return a pair as a row; Chinese without translation sentence by sentence, since nothing holds
    it together."""
    zh, en = _sentences(pair.zh, chinese=True), _sentences(pair.en, chinese=False)
    if en or not zh:
        return [AlignedRow(pair.line, zh=zh, en=en)]
    sentences: list[str] = []
    for text in zh:
        sentences += ZH_SENTENCE.findall(text)
    return [AlignedRow(pair.line, zh=(one.strip(),), en=()) for one in sentences]


def _sentences(text: str, *, chinese: bool) -> tuple[str, ...]:
    """Return one side of a pair as one sentence; as more only where it is too long for one."""
    broken, _ = break_long(unbroken(text), chinese=chinese)
    lines = (line.strip() for line in broken.split("\n"))
    return tuple(filter(None, lines))


def _trimmed(pair: TextPair) -> TextPair:
    return TextPair(pair.line, zh=_without_spaces(pair.zh), en=_without_spaces(pair.en))


def _without_spaces(text: str) -> str:
    """Take off the spaces around lines, and all but one of the blank lines in a row."""
    lines = [line.strip() for line in text.strip().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
