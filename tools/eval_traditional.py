#!/usr/bin/env python3
"""Measure how often simplified characters with several traditional forms get the right one.

    python tools/eval_traditional.py [--data DIR] [--wrong]

Two sets: tests/cases/traditional.tsv, and sentences that people wrote in traditional characters
(Tatoeba), simplified and written back, with their English. Spellings of one region that say nothing
of the sense (裏 for 裡, 着 for 著) count as equal. Beside it what OpenCC makes of the sentence.
"""

import prelude

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.chinese.script import is_traditional, simplify, to_traditional
from generator.lexicon.traditional_senses import forms
from generator.pipeline import Resources
from inputs import CASES, TATOEBA, add_data, command_line, read_pairs, read_table

SENTENCES, SEED = 2500, 7
ALIKE = str.maketrans(
    "裏台着爲喫鷄羣麪峯綫僞温衆床牀鍾唸妳嚐歎豔污湿佔祕鉢栢滙箇",
    "裡臺著為吃雞群麵峰線偽溫眾床床鐘念你嘗嘆艷汙溼占秘缽柏匯個",
)


def judged() -> Iterator[tuple[str, str, str]]:
    """Yield the cases: simplified, English, traditional."""
    for row in read_table(CASES / "traditional.tsv"):
        yield row["zh"], row["en"], row["zh_traditional"]


def written_by_people(data: Path) -> list[tuple[str, str, str]]:
    """Return sentences of Tatoeba in traditional characters, drawn at random."""
    found = []
    for zh, en in read_pairs(data / TATOEBA):
        simple = simplify(zh, traditional=True)
        back = simplify(to_traditional(simple), traditional=True)
        if is_traditional(zh) and len(simple) == len(zh) and back == simple:
            found.append((simple, en, zh))
    random.Random(SEED).shuffle(found)
    return found[:SENTENCES]


def measure(name: str, rows: list[tuple[str, str, str]], *, lists_wrong: bool) -> None:
    """Print the shares of right forms among the characters that have several."""
    annotator = Resources().annotator
    several = {word for word, _ in forms() if len(word) == 1}
    pairs = [(zh, en) for zh, en, _ in rows]
    right: Counter[str] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    names = annotator.names([])
    for (zh, _, gold), tokens in zip(rows, annotator.all_tokens(pairs, names), strict=True):
        ours = "".join(map(annotator.traditional, tokens)).translate(ALIKE)
        theirs = to_traditional(zh).translate(ALIKE)
        for at, wanted in enumerate(gold.translate(ALIKE)):
            if zh[at] not in several:
                continue
            right["all"] += 1
            right["ours"] += ours[at] == wanted
            right["theirs"] += theirs[at] == wanted
            if ours[at] != wanted:
                wrong[zh[at], ours[at], wanted] += 1
    ours_share, theirs_share = (right[one] / right["all"] for one in ("ours", "theirs"))
    print(f"{name}: {right['all']:,} characters, {ours_share:.2%} right; OpenCC {theirs_share:.2%}")
    for (character, ours_form, wanted), times in wrong.most_common(40 if lists_wrong else 0):
        print(f"  {times} {character}: {ours_form} for {wanted}")


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    add_data(parser)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    measure("cases", list(judged()), lists_wrong=options.wrong)
    if (options.data / TATOEBA).is_file():
        rows = written_by_people(options.data)
        measure("Tatoeba", rows, lists_wrong=options.wrong)


if __name__ == "__main__":
    main()
