"""Which words of a text become cards."""

from generator.study.choose import choose_words

__all__ = ["choose_words"]
