"""A small text with words of two readings, and its corrections as a person writes them."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from generator.base.records import Token
from generator.pipeline import Study

RIVER = """这条河很长。
孩子长大了。
银行在左边。
他还没来。
你还钱吧。

---

This river is very long.
The child grew up.
The bank is on the left.
He has not come yet.
Pay back the money.
"""


def correct(text: Path, *lines: str) -> None:
    """Write the table of corrections; a line is word/reading/gloss/skip/only."""
    rows = ["word\treading\tgloss\tskip\tonly", *(line.replace("/", "\t") for line in lines)]
    text.with_name(f"{text.stem}.words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def meanings(study: Study, word: str) -> list[str]:
    """Return reading and gloss of a word wherever it stands."""
    tokens = [token for token in tokens_of(study) if token.headword == word]
    return [f"{token.reading} {token.gloss}" for token in tokens]


def tokens_of(study: Study) -> Iterator[Token]:
    """Yield the tokens of a text."""
    return chain.from_iterable(passage.tokens for passage in study.passages)
