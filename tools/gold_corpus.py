"""The gold corpus of running text: every token with cut, reading, sense and counterpart.

``tests/gold/gold.jsonl`` holds what may be passed on (Tatoeba, texts of our own); ``labels.jsonl``
holds labels of news and novels, whose sentences lie in ../shared and are found by a hash. A quarter
of the texts that were drawn first is the test part: fits never see it, and it is looked at for
final figures only. What was drawn later is for fits alone.
"""

import prelude

import json
from collections.abc import Iterator, Mapping

from gold_rows import GoldPair, hash_of, read_row
from gold_texts import read_mac

GOLD = prelude.ROOT / "tests" / "gold"
SHARED = prelude.ROOT.parent / "shared" / "data"
FIRST_DRAWN = SHARED / "gold" / "gold.jsonl"
"""The pairs that were drawn first. No public source has them: who has them has all the others."""


def read_gold() -> list[GoldPair]:
    """Read the corpus; without ../shared the part that may be passed on."""
    pairs = _read("gold.jsonl", {})
    if FIRST_DRAWN.is_file():
        pairs += read_labels()
    return pairs


def read_labels() -> list[GoldPair]:
    """Read the part whose sentences lie in ../shared."""
    return _read("labels.jsonl", {hash_of(*both): both for both in _shared_sentences()})


def _read(name: str, sentences: Mapping[str, tuple[str, str]]) -> list[GoldPair]:
    rows = (GOLD / name).read_text("utf-8").splitlines()
    return [read_row(row, sentences) for row in rows]


def _shared_sentences() -> Iterator[tuple[str, str]]:
    """Yield the pairs of ../shared whose labels may be passed on, though they may not."""
    for line in FIRST_DRAWN.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["zh"], row["en"]
    for line in (SHARED / "news" / "news.dev.tsv").read_text("utf-8").splitlines():
        zh, en = line.split("\t")
        yield " ".join(zh.split()), " ".join(en.split())
    for text in read_mac(SHARED):
        for zh_numbers, en_numbers in text.gold:
            zh = "".join(text.zh[number].text for number in zh_numbers)
            en = " ".join(text.en[number].text for number in en_numbers)
            yield " ".join(zh.split()), " ".join(en.split())
