"""Whether a deck was built from the text that is to be built now, or from another of the same
name."""

from collections.abc import Sequence
from pathlib import Path

from generator import anki
from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Passage
from generator.chinese.script import simplify

MIN_PAIRS = 3
"""Pairs of neighbouring characters that a sentence must have to be looked for."""
MIN_SENTENCES = 3
"""Sentences below which nothing is said about a deck."""
SENTENCE_FOUND = 0.8
"""Share of the pairs of a sentence from which it is in a text: one that was mended still is."""
SAME_TEXT = 0.1
"""Share of the sentences of a deck that its text has at least, however much of it was rewritten."""
QUOTED = 24
"""Characters of a sentence that a message quotes."""


def refuse_another_text(
    ledger: anki.Ledger, passages: Sequence[Passage], text: Path, package: Path
) -> None:
    """Raise InputError where nearly nothing of a deck is in the text that would replace it."""
    sentences = _sentences(ledger)
    here = _pairs("\n".join(passage.zh for passage in passages))
    judged = [one for one in sentences if len(_pairs(one)) >= MIN_PAIRS]
    found = [one for one in judged if _share(_pairs(one), here) >= SENTENCE_FOUND]
    if len(judged) < MIN_SENTENCES or len(found) >= SAME_TEXT * len(judged):
        return
    raise InputError(
        f"{text}: {package} was built from another text: {len(found)} of its {len(judged)}"
        f" sentences are in this one ({judged[0][:QUOTED]} …). Two texts of one name cannot share a"
        " deck: rename one of them, or build into another folder (-o). To replace the deck, build"
        " with --force."
    )


def _sentences(ledger: anki.Ledger) -> list[str]:
    """Return the sentences of a deck, each once."""
    keys = (ledger.keys[guid] for guid in ledger.stamps)
    found = [key.key for key in keys if not key.is_word]
    found += ledger.sentences.values()
    return list({hanzi(sentence): sentence for sentence in reversed(found)}.values())[::-1]


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, in simplified characters; what is no
    Chinese is left out."""
    plain = hanzi(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def hanzi(text: str) -> str:
    """Return the Chinese characters of a text, simplified."""
    return "".join(HANZI.findall(simplify(text)))


def _share(pairs: frozenset[str], text: frozenset[str]) -> float:
    return len(pairs & text) / len(pairs)
