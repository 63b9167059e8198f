"""Traditional characters to simplified ones and back, one for one: the only door to OpenCC.

OpenCC looks at phrases, so that 頭髮 and 發展, 乾燥 and 幹部, 顯著 and 看著 go their ways; a table
of single characters cannot.
"""

from functools import cache, lru_cache
from typing import Any

CONFIGURATION = "tw2s"
"""Knows the standard of Taiwan (看著, 裡) as well as OpenCC's own (看着, 裏); the plain ``t2s``
leaves 看著 as it is."""
BACK = "s2tw"
OLD = ("甚么", "什么")
"""What Hong Kong and older texts write, and no phrase of OpenCC's changes."""


def simplify(text: str, traditional: bool = False) -> str:
    """Write ``text`` in simplified characters, as many as before, so that offsets hold.

    A text without any character that only traditional Chinese has is left alone unless
    ``traditional`` says what it is: 什么, 著名 and 乾隆 are simplified Chinese, though some of
    their characters have another simplified form elsewhere.

    >>> simplify("頭髮發展"), simplify("他著急"), simplify("他著急", traditional=True)
    ('头发发展', '他著急', '他着急')
    """
    if not traditional and not is_traditional(text):
        return text.replace(*OLD)
    written: str = _converter(CONFIGURATION).convert(text).replace(*OLD)
    # A few phrases grow or shrink; one by one no character does.
    return written if len(written) == len(text) else "".join(map(_alone, text))


def is_traditional(text: str) -> bool:
    """Tell whether ``text`` has a character that GB 2312, the character set of simplified Chinese,
    lacks and that OpenCC would replace."""
    return not _is_gb2312(text) and any(map(_is_traditional_character, text))


def _is_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=30_000)
def _is_traditional_character(character: str) -> bool:
    if _is_gb2312(character):
        return False
    return character >= "㐀" and _alone(character) != character


@lru_cache(maxsize=30_000)
def _alone(character: str) -> str:
    """Return the simplified form of one character; itself where that is no single one."""
    written: str = _converter(CONFIGURATION).convert(character)
    return written if len(written) == 1 else character


@lru_cache(maxsize=30_000)
def to_traditional(text: str) -> str:
    """Write a simplified word in traditional characters, as many as before, by the phrases that
    OpenCC knows; where they say nothing, each character in its commonest form.

    >>> to_traditional("白头发"), to_traditional("发展中")
    ('白頭髮', '發展中')
    """
    written: str = _converter(BACK).convert(text)
    return written if len(written) == len(text) else text


@cache
def _converter(configuration: str) -> Any:
    import opencc  # 4 ms, and only where one of two scripts is not that of the text

    return opencc.OpenCC(configuration)
