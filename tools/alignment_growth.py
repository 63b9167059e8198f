"""How time and memory of alignment grow with the length of a text.

``eval_alignment.py alignment --growth`` prints the table.
"""

import prelude

import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alignment_scores import Counts, count, f1
from disturbed_texts import join
from gold_texts import Aligner, GoldText, Material, moves_of

ENOUGH = 1000
"""Chinese sentences of the second row of the table; the last has all texts ``REPEATED`` times."""
REPEATED = 7
HEADS = "   zh     en  seconds  zh/s  both/s  encoding  jieba.lcut  ratio  strict    lax  peak MB"


@dataclass(frozen=True)
class GrowthRow:
    """What aligning a text took."""

    text: GoldText
    seconds: float
    """CPU, with ``encoding``."""
    encoding: float
    counts: Counts
    peak: float
    """MB of memory of the process."""


def print_growth(aligner: Aligner, texts: Sequence[Material]) -> None:
    """Print scores of texts as one, and time and memory as it is repeated.

    Speed is also compared with that of jieba on the same text in the same process.
    """
    aligner.align(texts[0])
    plain = Aligner(with_vectors=False)
    parts = (texts[:1], _first(texts, ENOUGH), texts, list(texts) * REPEATED)
    rows = [_measured(aligner, replace(join(part, plain), vectors=None)) for part in parts]
    # jieba comes last: its dictionary would count as memory of ours.
    print(HEADS)
    for row in rows:
        _print(row, jieba_seconds(row.text))
    print("Seconds of CPU, terms given.")


def _first(texts: Sequence[Material], enough: int) -> list[Material]:
    found: list[Material] = []
    for text in texts:
        if sum(len(one.text.zh) for one in found) < enough:
            found.append(text)
    return found


def _measured(aligner: Aligner, material: Material) -> GrowthRow:
    begun = time.process_time()
    encoded = aligner.with_vectors(material)
    encoding = time.process_time() - begun
    beads = aligner.align(encoded)
    return GrowthRow(
        text=material.text,
        seconds=time.process_time() - begun,
        encoding=encoding,
        counts=count(material.text.gold, moves_of(beads)),
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _print(row: GrowthRow, cutting: float) -> None:
    zh, en = len(row.text.zh), len(row.text.en)
    strict, lax = (f1(row.counts, kind)[2] for kind in ("strict", "lax"))
    speeds = f"{zh / row.seconds:5.0f} {(zh + en) / row.seconds:7.0f}"
    times = f"{row.encoding:9.2f} {cutting:11.2f} {row.seconds / cutting:6.1f}"
    scores = f"{strict:7.4f} {lax:6.4f}"
    print(f"{zh:5} {en:6} {row.seconds:8.2f} {speeds} {times} {scores} {row.peak:8.0f}")


def jieba_seconds(text: GoldText) -> float:
    """Return the CPU seconds that ``jieba.lcut`` takes for the Chinese of a text."""
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.lcut("热身")
    begun = time.process_time()
    for sentence in text.zh:
        jieba.lcut(sentence.text)
    return time.process_time() - begun
