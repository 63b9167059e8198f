"""Tables of how right links are.

Judged are content words (jieba's tags n, v, a, i, l, j, and words that jieba does not know; light
verbs left out). ``fit_links.py`` says what the columns mean.
"""

import prelude

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from link_gold import Judged, LinkedPair, Links, judge

CUTS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95)
"""Confidences from which the table counts."""
WANTED = (0.96, 0.97, 0.975, 0.98)
"""Shares of links that overlap, to be reached by the most confident ones."""
LINKED = 0.85
"""Share of the words that is linked."""
BINS = ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))
"""Confidences between which calibration is shown."""


def print_report(pairs: Sequence[LinkedPair], found: Sequence[Links]) -> None:
    """Print how many words are linked, how right that is, and how sure."""
    judged: list[Judged] = []
    content = with_gold = 0
    for pair, links in zip(pairs, found, strict=True):
        judged += judge(pair, links)
        content += sum(pair.content)
        linked = zip(pair.content, pair.possible, strict=True)
        with_gold += sum(is_content and bool(possible) for is_content, possible in linked)
    print(f"{content} content words, {with_gold} with a gold link")
    print("confidence  linked          overlaps        exact")
    for least in CUTS:
        _print_from(least, judged, content, with_gold)
    ordered = sorted(judged, key=lambda one: -one.link.confidence)
    _print_reached("", ordered, content)
    _print_reached("(words with gold) ", [one for one in ordered if one.has_gold], with_gold)
    print("said against true: " + "  ".join(_calibration(judged)))
    _print_error_rate(pairs, found)


def _print_from(least: float, judged: Sequence[Judged], content: int, with_gold: int) -> None:
    """Print the row of links from a confidence on."""
    kept = [one for one in judged if one.link.confidence >= least]
    gold = [one for one in kept if one.has_gold]
    if not gold:
        return
    cells = [
        _cell(len(kept) / content, len(gold) / with_gold),
        _cell(_share(one.overlaps for one in kept), _share(one.overlaps for one in gold)),
        _cell(_share(one.exact for one in kept), _share(one.exact for one in gold)),
    ]
    print(f"  >= {least:.2f}   " + "   ".join(cells))


def _cell(share: float, of_gold: float) -> str:
    return f"{share:6.1%} ({of_gold:.1%})"


def _share(answers: Iterable[bool]) -> float:
    return float(np.mean(list(answers)))


def _print_reached(kind: str, ordered: Sequence[Judged], total: int) -> None:
    """Print how many of the most confident links reach a share that overlaps."""
    counts = np.arange(1, len(ordered) + 1)
    right = np.cumsum([one.overlaps for one in ordered]) / counts
    exact = np.cumsum([one.exact for one in ordered]) / counts
    reached = []
    for wanted in WANTED:
        size = int(np.nonzero(right >= wanted)[0].max(initial=-1)) + 1
        from_on = f"from {ordered[size - 1].link.confidence:.2f} on"
        reached.append(f"{wanted:.1%}: {size / total:.1%} (exact {exact[size - 1]:.1%}, {from_on})")
    at = min(len(ordered), round(LINKED * total)) - 1
    shares = f"linked {kind}where overlap is {'; '.join(reached)}"
    print(f"{shares}; at 85 % linked: {right[at]:.1%}, exact {exact[at]:.1%}")


def _calibration(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield mean confidence, share that overlaps, and how many, of each bin."""
    for low, high in BINS:
        some = [one for one in judged if low <= one.link.confidence < high]
        if some:
            confidence = np.mean([one.link.confidence for one in some])
            yield f"{confidence:.2f}/{_share(one.overlaps for one in some):.2f} ({len(some)})"


def _print_error_rate(pairs: Sequence[LinkedPair], found: Sequence[Links]) -> None:
    """Print the alignment error rate over all tokens (Och and Ney 2003)."""
    sure = possible = made = total_sure = 0
    for pair, links in zip(pairs, found, strict=True):
        for i, link in links.items():
            tokens = pair.linked_tokens(link) - pair.light
            made += len(tokens)
            sure += len(tokens & pair.sure[i])
            possible += len(tokens & pair.possible[i])
        for gold, item in zip(pair.sure, pair.items, strict=True):
            if item.content:
                total_sure += len(gold - pair.light)
    rate = 1 - (sure + possible) / (made + total_sure)
    precision, recall = possible / made, sure / total_sure
    print(f"AER {rate:.1%} (precision {precision:.1%}, recall {recall:.1%})")


def print_faults(pairs: Sequence[LinkedPair], found: Sequence[Links]) -> None:
    """List wrong and inexact links, the most confident first."""
    rows = []
    for pair, links in zip(pairs, found, strict=True):
        words = [word.text for word in pair.english]
        for one in judge(pair, links):
            if not one.exact:
                link, possible = one.link, pair.possible[one.link.token]
                linked = " ".join(words[link.first : link.last + 1])
                tokens = zip(words, pair.tokens, strict=True)
                gold = " ".join(word for word, its in tokens if its & possible)
                kind = "inexact" if one.overlaps else "wrong"
                rows.append((-link.confidence, kind, pair.items[link.token].text, linked, gold))
    for confidence, kind, text, linked, gold in sorted(rows):
        print(f"{-confidence:.2f} {kind:8} {text}\t{linked}\t(gold: {gold})")
