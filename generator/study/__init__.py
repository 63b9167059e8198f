"""Which words of a text become cards, and in which order."""

from generator.study.choose import Chosen, choose_words, is_studied
from generator.study.order import reading_order

__all__ = ["Chosen", "choose_words", "is_studied", "reading_order"]
