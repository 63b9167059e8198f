"""Which characters are Chinese: the ranges that regular expressions are made of, in one place.

A class that needs less than ``HAN`` names what it is made of, and says why.
"""

import re

IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff"
"""The unified ideographs of the basic plane: extension A and the common ones."""
ZERO = "\u3007"
"""〇, which Unicode counts among the symbols, and which is written and read as a character."""
COMPATIBILITY = "\uf900-\ufaff"
"""Ideographs of Korean and Japanese code pages; NFC, which texts are read in, replaces all but
twelve of them."""
SUPPLEMENTARY = "\U00020000-\U0003ffff"
"""Extensions B and later, beyond the basic plane."""
HAN = IDEOGRAPHS + ZERO + COMPATIBILITY + SUPPLEMENTARY
"""Every Chinese character."""

HANZI = re.compile(f"[{HAN}]")
"""One Chinese character."""
HANZI_RUN = re.compile(f"[{HAN}]+")
"""Chinese characters in a row."""
