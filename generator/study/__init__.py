"""Which words of a text become cards, and in which order."""

from generator.study.choose import Chosen, SelectionOptions, choose_words, is_studied
from generator.study.coverage import Coverage
from generator.study.measure import Comparison, ReaderKnowledge, compare, measure
from generator.study.text_profile import Profile
from generator.study.vocabulary import Status
from generator.study.word_selection import EVERY_WORD, KNOWS_NOTHING, Known, WordSelection

__all__ = [
    "EVERY_WORD",
    "KNOWS_NOTHING",
    "Chosen",
    "Comparison",
    "Coverage",
    "Known",
    "Profile",
    "ReaderKnowledge",
    "SelectionOptions",
    "Status",
    "WordSelection",
    "choose_words",
    "compare",
    "is_studied",
    "measure",
]
