"""Which words of a text become cards."""

from generator.study.choose import Chosen, choose_words, is_studied

__all__ = ["Chosen", "choose_words", "is_studied"]
