"""Which words of a text become cards, and in which order."""

from generator.study.choose import Chosen, Request, choose_words, is_studied
from generator.study.coverage import Coverage
from generator.study.vocabulary import Key, Standing, key_of
from generator.study.wishes import EVERY_WORD, NOTHING, Known, Wishes

__all__ = [
    "EVERY_WORD",
    "NOTHING",
    "Chosen",
    "Coverage",
    "Key",
    "Known",
    "Request",
    "Standing",
    "Wishes",
    "choose_words",
    "is_studied",
    "key_of",
]
