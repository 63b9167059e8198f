"""Which words of a text become cards, and in which order."""

from generator.study.choose import Chosen, choose_words, is_studied
from generator.study.order import reading_order
from generator.study.wishes import EVERY_WORD, NOTHING, Known, Wishes

__all__ = ["EVERY_WORD", "NOTHING", "Chosen", "Known", "Wishes", "choose_words", "is_studied", "reading_order"]
