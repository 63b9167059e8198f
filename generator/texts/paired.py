"""Pieces of which the file says that they belong together (the cells of a row, blocks in turn)
become a text.

Pieces of a sentence or so are an alignment, which is kept. Pieces of many sentences are paragraphs:
then both bodies get the same paragraph breaks, and which sentence translates which is left to the
aligner.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.base.errors import InputError
from generator.base.records import AlignedRow, BilingualText, Issue, Metadata
from generator.texts.languages import script_of
from generator.texts.paragraphs import break_long

SEVERAL = 0.25
"""Share of pairs with several sentences on both sides beyond which the pieces are paragraphs."""
ZH_STOP = re.compile(r"(?<![。！？!?…])[。！？!?…]+[”’」』）)》\"]*(?=\s*\S)")
EN_STOP = re.compile(r"(?<![.!?…])[.!?…]+[”’)\"]*\s+(?=[“‘\"(]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class TextPair:
    """What belongs together; one side may be empty."""

    line: int
    """One-based line or row of the file, for messages."""
    zh: str
    en: str


def from_pairs(
    pairs: Iterable[TextPair],
    name: str,
    where: str,
    meta: Metadata | None = None,
    issues: Sequence[Issue] = (),
    *,
    keep: bool = True,
) -> BilingualText:
    """Return the text that pairs make up in their order; ``keep`` False leaves the alignment to the
    aligner in any case.

    Raises InputError if no pair holds Chinese.
    """
    used = [
        TextPair(p.line, _trim(p.zh), _trim(p.en)) for p in pairs if p.zh.strip() or p.en.strip()
    ]
    zh_pieces, en_pieces = [p.zh for p in used if p.zh], [p.en for p in used if p.en]
    if not zh_pieces:
        raise InputError(
            f"{where}: found no Chinese. Add the Chinese text, or check that the file was saved"
            " whole."
        )
    found = list(issues)
    if not en_pieces:
        found.append(
            Issue(
                "no-translation",
                where,
                "There is no English text: cards show sentences without translation.",
            )
        )
    meta = meta or Metadata()
    if keep and en_pieces and not are_paragraphs(used):
        rows = tuple(
            AlignedRow(p.line, _sentences(p.zh, chinese=True), _sentences(p.en, chinese=False))
            for p in used
        )
        zh, en = (
            "\n".join(s for row in rows for s in row.zh),
            "\n".join(s for row in rows for s in row.en),
        )
        return BilingualText(name, zh, en, meta, script_of(zh), tuple(found), rows)
    zh, _ = break_long("\n\n".join(zh_pieces), chinese=True)
    en, _ = break_long("\n\n".join(en_pieces), chinese=False)
    return BilingualText(name, zh, en, meta, script_of(zh), tuple(found))


def are_paragraphs(pairs: Sequence[TextPair]) -> bool:
    """Whether so many pieces hold several sentences on both sides that they cannot be taken for
    sentences."""
    both = [p for p in pairs if p.zh and p.en]
    return sum(_stops(p) for p in both) > SEVERAL * len(both)


def _stops(pair: TextPair) -> bool:
    return ZH_STOP.search(pair.zh) is not None and EN_STOP.search(pair.en) is not None


def _sentences(piece: str, *, chinese: bool) -> tuple[str, ...]:
    """One sentence for a piece; more only where it is too long for one."""
    joined = " ".join(piece.split())
    return tuple(
        filter(None, (part.strip() for part in break_long(joined, chinese)[0].split("\n")))
    )


def _trim(piece: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in piece.strip().split("\n")))
