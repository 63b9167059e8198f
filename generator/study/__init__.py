"""Which words of a text become cards, and in which order."""

from generator.study.choose import Chosen, Request, choose_words, is_studied
from generator.study.coverage import Coverage
from generator.study.measure import Comparison, Reader, compare, measure
from generator.study.profile import Profile
from generator.study.vocabulary import Key, Standing, key_of
from generator.study.wishes import EVERY_WORD, NOTHING, Known, Wishes

__all__ = [
    "EVERY_WORD",
    "NOTHING",
    "Chosen",
    "Comparison",
    "Coverage",
    "Key",
    "Known",
    "Profile",
    "Reader",
    "Request",
    "Standing",
    "Wishes",
    "choose_words",
    "compare",
    "is_studied",
    "key_of",
    "measure",
]
