"""What lies in the folder that a deck is built into: the deck itself as it was built last, and what
other decks of the folder teach."""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from generator import anki
from generator.base.words import WordKey
from generator.pipeline.samples import is_sample
from generator.pipeline.stages import Source


@dataclass(frozen=True, slots=True)
class DeckFolder:
    """The decks of a folder, seen from one of them."""

    ledger: anki.Ledger = anki.NO_LEDGER
    """Of the deck itself; empty if it was never built."""
    others: anki.OtherDecks = anki.NO_OTHERS
    words: Set[WordKey] = frozenset()
    """Words that this deck leaves to others."""
    sentences: Set[str] = frozenset()
    """Keys of the sentences that it leaves to others."""


def look_into(folder: Path, source: Source) -> DeckFolder:
    """Read the decks of a folder for the deck of a text.

    What it left to a sample before this was known to be one stays there: learners have those cards.
    """
    if not folder.is_dir():
        return DeckFolder()
    ledger = anki.read_ledger(anki.paths(folder, source.name)[1])
    others = anki.read_others(folder, source.name, is_sample=is_sample(source.path))
    left = [key for key in ledger.held if key in others.guids]
    left_words = frozenset(key.word for key in left if key.is_word) - others.words
    left_sentences = frozenset(key.key for key in left if not key.is_word) - others.sentences
    return DeckFolder(
        ledger=ledger,
        others=others,
        words=others.words | left_words if left_words else others.words,
        sentences=others.sentences | left_sentences if left_sentences else others.sentences,
    )
