"""Scores of alignments against gold, and tables of them."""

import prelude

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from generator.alignment.split import split_chinese, split_english
from generator.base.records import Bead, Sentence
from gold_texts import GoldText, Move, moves_of

Beads = Sequence[Bead]
Counts = Counter[str]
Pairs = set[tuple[int, int]]
"""Numbers of a Chinese sentence and an English one that stand in one bead."""
KINDS = ("strict", "lax")


def count(gold: Iterable[Move], found: Iterable[Move]) -> Counts:
    """Count for strict and lax precision and recall.

    After Sennrich and Volk 2010, as Vecalign and Bertalign count. Strict: a bead that is in the
    gold. Lax: a bead that shares a pair of sentences with the gold. Precision counts all beads
    found, those with one side too; recall counts the gold beads with two sides.
    """
    gold_set, found_set = set(gold), set(found)
    gold_pairs, found_pairs = _pairs(gold_set), _pairs(found_set)
    two_sided = {bead for bead in gold_set if all(bead)}
    counts: Counts = Counter(found=len(found_set), gold=len(two_sided))
    counts["found_strict"] = len(found_set & gold_set)
    counts["found_lax"] = sum(_touches(bead, gold_set, gold_pairs) for bead in found_set)
    counts["gold_strict"] = len(two_sided & found_set)
    counts["gold_lax"] = sum(_touches(bead, found_set, found_pairs) for bead in two_sided)
    return counts


def _pairs(beads: Iterable[Move]) -> Pairs:
    pairs: Pairs = set()
    for zh, en in beads:
        pairs.update(itertools.product(zh, en))
    return pairs


def _touches(bead: Move, beads: set[Move], pairs: Pairs) -> bool:
    """Tell whether a bead is one of some beads, or has a pair of theirs."""
    return bead in beads or any(pair in pairs for pair in itertools.product(*bead))


def f1(counts: Counts, kind: str) -> tuple[float, float, float]:
    """Return precision, recall and F1, ``strict`` or ``lax``."""
    precision = counts[f"found_{kind}"] / max(counts["found"], 1)
    recall = counts[f"gold_{kind}"] / max(counts["gold"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def print_scores(texts: Sequence[GoldText], results: Sequence[Beads]) -> None:
    """Print the scores of each text and of all, and how sure the beads are."""
    print(f"{'text':14} {'zh':>5} {'en':>5}   strict P     R    F1      lax P     R    F1")
    total: Counts = Counter()
    for text, beads in zip(texts, results, strict=True):
        counted = count(text.gold, moves_of(beads))
        total += counted
        print(_row(text.name, len(text.zh), len(text.en), counted))
    zh, en = sum(len(text.zh) for text in texts), sum(len(text.en) for text in texts)
    print(_row("all", zh, en, total))
    _print_types(texts, results)
    _print_calibration(texts, results)


def _row(name: str, zh: int, en: int, counts: Counts) -> str:
    strict = "{:.3f} {:.3f} {:.3f}".format(*f1(counts, "strict"))
    lax = "{:.3f} {:.3f} {:.3f}".format(*f1(counts, "lax"))
    return f"{name:14} {zh:5} {en:5}      {strict}     {lax}"


def _print_types(texts: Sequence[GoldText], results: Sequence[Beads]) -> None:
    """Print how many gold beads of each type were found."""
    right: Counts = Counter()
    total: Counts = Counter()
    for text, beads in zip(texts, results, strict=True):
        found = set(moves_of(beads))
        for bead in text.gold:
            kind = f"{len(bead[0])}-{len(bead[1])}"
            total[kind] += 1
            right[kind] += bead in found
    shares = ", ".join(f"{kind} {right[kind]}/{number}" for kind, number in total.most_common())
    print(f"found of gold, by type: {shares}")


def _print_calibration(texts: Sequence[GoldText], results: Sequence[Beads]) -> None:
    """Print how often beads of like confidence are right, and where the wrong ones lie."""
    every: list[tuple[float, bool]] = []
    for text, beads in zip(texts, results, strict=True):
        gold = set(text.gold)
        every += [(bead.confidence, (bead.zh, bead.en) in gold) for bead in beads]
    every.sort()
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in every:
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    print("sure/right (beads): " + "  ".join(_share(pairs) for _, pairs in sorted(bins.items())))
    tenth = every[: len(every) // 10]
    wrong = sum(not right for _, right in every)
    least = sum(not right for _, right in tenth)
    share = least / max(wrong, 1)
    print(f"of {wrong} wrong beads {least} are among the {len(tenth)} least sure ({share:.0%})")


def _share(pairs: Sequence[tuple[float, bool]]) -> str:
    """Return mean confidence, share that is right, and how many there are."""
    size = len(pairs)
    confidence = sum(confidence for confidence, _ in pairs) / size
    right = sum(right for _, right in pairs) / size
    return f"{confidence:.2f}/{right:.2f} ({size})"


def print_boundaries(texts: Sequence[GoldText]) -> None:
    """Print how well the splitters find the gold sentences again once these are run together."""
    _print_ends("Chinese", [text.zh for text in texts], "", split_chinese)
    _print_ends("English", [text.en for text in texts], " ", split_english)


def _print_ends(
    name: str,
    texts: Sequence[Sequence[Sentence]],
    joint: str,
    split: Callable[[str], Iterable[Sentence]],
) -> None:
    gold = found = both = 0
    for sentences in texts:
        wanted = [sentence.text for sentence in sentences if sentence.text]
        gold_ends = _ends(wanted)
        found_ends = _ends([sentence.text for sentence in split(joint.join(wanted))])
        gold += len(gold_ends)
        found += len(found_ends)
        both += len(gold_ends & found_ends)
    figures = f"P {both / found:.4f} R {both / gold:.4f} F1 {2 * both / (found + gold):.4f}"
    print(f"{name} sentence ends: {figures} (the rules were made on these texts)")


def _ends(texts: Iterable[str]) -> set[int]:
    """Return where sentences end, in characters without spaces."""
    sizes = [len("".join(text.split())) for text in texts]
    return set(itertools.accumulate(sizes))
