"""Which words of a text become cards, and in which order."""

from generator.study.choose import Chosen, choose_words, is_studied
from generator.study.measure import Comparison, Reader, compare, measure
from generator.study.order import reading_order
from generator.study.profile import Profile
from generator.study.wishes import EVERY_WORD, NOTHING, Known, Wishes

__all__ = [
    "EVERY_WORD",
    "NOTHING",
    "Chosen",
    "Comparison",
    "Known",
    "Profile",
    "Reader",
    "Wishes",
    "choose_words",
    "compare",
    "is_studied",
    "measure",
    "reading_order",
]
