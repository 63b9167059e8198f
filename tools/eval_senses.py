#!/usr/bin/env python3
"""Measure how often the first sense of a judged word is right; cut otherwise counts as wrong.

    python tools/eval_senses.py [--data ../shared/data] [--without-english] [--wrong]

The judged words are tests/cases/senses.jsonl: sentences of Tatoeba and of the letter, and places in
news and novels whose text does not come with Cika and which are left out where it is not there.
"""

import prelude

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.base.records import Token
from generator.chinese.script import simplify
from generator.pipeline import Resources
from gold_texts import read_mac
from inputs import CASES, DATA

JUDGED = CASES / "senses.jsonl"
NEWSWIRE = Path("links", "newswire.dev.src-tgt")


@dataclass(frozen=True)
class JudgedWord:
    """A word in its sentence, with its right senses."""

    source: str
    word: str
    zh: str
    en: str
    right: frozenset[tuple[str, str]]
    """(part of speech, gloss) of each; empty where the dictionary lacks the sense."""


def read(data: Path) -> Iterator[JudgedWord]:
    """Yield the judged words whose text is there."""
    texts = _texts(data) if data.is_dir() else {}
    for line in JUDGED.read_text("utf-8").splitlines():
        row = json.loads(line)
        zh, en = row["zh"], row["en"]
        if not zh:
            if row["source"] not in texts:
                continue
            zh, en = texts[row["source"]]
        yield JudgedWord(
            source=row["source"].partition(":")[0],
            word=simplify(row["word"]),
            zh=zh,
            en=en,
            right=frozenset((pos, gloss) for _, pos, gloss in row["right"]),
        )


def _texts(data: Path) -> dict[str, tuple[str, str]]:
    """Return the texts that judgements point to: lines of newswire, gold beads of MAC-dev."""
    found = {}
    for text in read_mac(data):
        for number, (zh_numbers, en_numbers) in enumerate(text.gold):
            zh = "".join(text.zh[i].text for i in zh_numbers)
            en = " ".join(text.en[j].text for j in en_numbers)
            found[f"{text.name}:{number}"] = (zh, en)
    lines = (data / NEWSWIRE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        zh, en = line.split(" ||| ")
        found[f"newswire:{number}"] = (zh.replace(" ", ""), en)
    return found


def token_of(judged: JudgedWord, resources: Resources, *, english: bool) -> Token | None:
    """Return the token of a judged word; None where the program cuts otherwise."""
    en = judged.en if english else ""
    annotator = resources.annotator
    names = annotator.names([(judged.zh, en)])
    for token in annotator.tokens(judged.zh, en, names):
        if simplify(token.text) == judged.word:
            return token
    return None


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--without-english", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones")
    options = parser.parse_args()
    resources = Resources()
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for judged in read(options.data):
        token = token_of(judged, resources, english=not options.without_english)
        found = (token.part_of_speech, token.gloss) if token else None
        for name in (judged.source, "all"):
            every[name] += 1
            right[name] += found in judged.right
        if options.wrong and found not in judged.right:
            print(judged.word, judged.zh[:50], found, sorted(judged.right), sep=" | ")
    for name, count in every.items():
        print(f"{name}: {right[name]} of {count}, {right[name] / count:.1%}")


if __name__ == "__main__":
    main()
