"""What makes a word the same word, and a note the same note, wherever it stands.

The keys stand in decks that learners have (``anki/keys.py`` makes GUIDs of them): their written
form never changes.
"""

import unicodedata
from typing import Literal, NamedTuple

from generator.base.pinyin import number, syllables
from generator.base.records import Token

NoteKind = Literal["w", "s"]
"""``w`` for the note of a word, ``s`` for that of a sentence."""
HeadwordKey = tuple[str, str]
"""A word of one text: headword, and reading in lower case."""
POTENTIAL = {"不": "cannot", "得": "can"}
"""What an infix makes of a verb and its complement: 听不见, 听得见."""
LEAST_CONFIDENCE = 2 / 3
"""Confidence in a meaning below which it is not taught: one such in three would mislead."""
BETWEEN = "|"
"""Stands between headword and reading; no reading holds it."""


class WordKey(NamedTuple):
    """A word, wherever it stands: simplified headword and reading."""

    headword: str
    reading: str
    """In lower case: whether 星火 was taken for a name must not decide whether it is the same
    word. Numbered pinyin (``yin2 hang2``), or what the text has where there is none."""

    @property
    def written(self) -> str:
        """Return the key as decks have it: ``银行|yin2 hang2``."""
        return f"{self.headword}{BETWEEN}{self.reading}"

    @classmethod
    def parse(cls, written: str) -> "WordKey":
        """Read a key that ``written`` gave.

        >>> WordKey.parse("银行|yin2 hang2")
        WordKey(headword='银行', reading='yin2 hang2')
        """
        headword, _, reading = written.rpartition(BETWEEN)
        return cls(headword, reading)


class NoteKey(NamedTuple):
    """A note, whatever deck it is in: its note type, and the key of its word or sentence."""

    kind: NoteKind
    key: str
    """``WordKey.written`` or ``sentence_key``."""

    @classmethod
    def of_word(cls, token: Token) -> "NoteKey":
        """Return the key of the note of a word."""
        return cls("w", word_key(token).written)

    @classmethod
    def of_sentence(cls, zh: str) -> "NoteKey":
        """Return the key of the note of a sentence."""
        return cls("s", sentence_key(zh))

    @classmethod
    def parse(cls, written: str) -> "NoteKey":
        """Read a key that ``written`` gave."""
        return cls("w" if written.startswith("w") else "s", written[1:])

    @property
    def written(self) -> str:
        """Return note type and key as the ledger has them: ``w银行|yin2 hang2``."""
        return self.kind + self.key

    @property
    def is_word(self) -> bool:
        """Tell whether it is the note of a word."""
        return self.kind == "w"

    @property
    def word(self) -> WordKey:
        """Return the word of the note of a word."""
        return WordKey.parse(self.key)


def word_key(token: Token) -> WordKey:
    """Return what a token has in common with all others of the same word.

    The reading is the dictionary's where there is an entry, so that sandhi and spelling cannot
    change it.
    """
    if token.entry:
        return WordKey(token.entry.simplified, " ".join(token.entry.reading.lower().split()))
    if token.pinyin:
        return WordKey(token.headword, " ".join(map(number, token.pinyin)))
    return WordKey(token.headword, token.reading.lower())


def all_syllables(token: Token) -> tuple[str, ...]:
    """Return the marked syllables of a token, those of its figures, too (3月: sān yuè)."""
    if any(map(str.isdecimal, token.text)):
        return syllables(token.reading)
    return token.pinyin or ()


def headword_key(token: Token) -> HeadwordKey:
    """Return what a token has in common with all others of the same word of one text.

    Unlike the key of a note it is compared within one run only; worksheets are shuffled by it.
    """
    reading = token.entry.reading if token.entry else token.reading
    return token.headword, reading.lower()


def sentence_key(zh: str) -> str:
    """Return the Chinese in NFKC, without white space and invisible characters: a new line break or
    a full-width comma is no new sentence."""
    text = unicodedata.normalize("NFKC", zh)
    return "".join(c for c in text if not _is_unseen(c))


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}


def is_meaning_known(token: Token) -> bool:
    """Tell whether the meaning of a word is likely enough to be taught. What a person wrote is."""
    is_guess = "sense" in token.doubts or "no-entry" in token.doubts
    return not is_guess or token.sense_confidence >= LEAST_CONFIDENCE


def gloss_in_sentence(token: Token) -> str:
    """Return the gloss of a word as its sentence has it (``gloss_of_form``); empty where its
    meaning is not known."""
    return gloss_of_form(token) if is_meaning_known(token) else ""


def gloss_of_form(token: Token) -> str:
    """Return the gloss of a word in its form: 听不见 stands for "cannot hear", and its card teaches
    听见 "to hear".

    >>> from generator.base.unread import unread
    >>> from dataclasses import replace
    >>> word = replace(unread(0, "听不见", "word"), headword="听见", gloss="to hear; to catch")
    >>> gloss_of_form(word)
    'cannot hear; cannot catch'
    """
    infix = token.text[1:2]
    modal = POTENTIAL.get(infix, "")
    is_form = len(token.text) > len(token.headword) > 1 and infix not in token.headword
    if not modal or not is_form or not token.gloss.startswith("to "):
        return token.gloss
    senses = [f"{modal} {sense.removeprefix('to ')}" for sense in token.gloss.split("; ")]
    return "; ".join(senses)
