"""A small text with words of two readings, and its corrections as a person writes them."""

from pathlib import Path

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
    """Write the table of corrections; a line is word/reading/gloss/skip."""
    rows = ["word\treading\tgloss\tskip", *(line.replace("/", "\t") for line in lines)]
    text.with_name(f"{text.stem}.words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def meanings(study: Study, word: str) -> list[str]:
    """Return reading and gloss of a word wherever it stands."""
    tokens = [token for passage in study.passages for token in passage.tokens]
    return [f"{one.reading} {one.gloss}" for one in tokens if one.headword == word]
