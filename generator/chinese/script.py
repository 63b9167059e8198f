"""Traditional characters to simplified ones, sign for sign: the only door to OpenCC.

OpenCC looks at phrases, so that 頭髮 and 發展, 乾燥 and 幹部, 顯著 and 看著 go their ways; a table
of single characters cannot.
"""

from functools import lru_cache
from typing import Any

CONFIGURATION = "tw2s"
"""Knows the standard of Taiwan (看著, 裡) as well as OpenCC's own (看着, 裏); the plain ``t2s``
leaves 看著 as it is."""
OLD = ("甚么", "什么")
"""What Hong Kong and older texts write, and no phrase of OpenCC's changes."""


def simplify(text: str, traditional: bool = False) -> str:
    """Write ``text`` in simplified characters, as many as before, so that offsets hold.

    A text without any sign that only traditional Chinese has is left alone unless ``traditional``
    says what it is: 什么, 著名 and 乾隆 are simplified Chinese, though some of their characters
    have another simplified form elsewhere.

    >>> simplify("頭髮發展"), simplify("他著急"), simplify("他著急", traditional=True)
    ('头发发展', '他著急', '他着急')
    """
    if not traditional and not is_traditional(text):
        return text.replace(*OLD)
    written: str = _converter().convert(text).replace(*OLD)
    # A few phrases grow or shrink; sign by sign nothing does.
    return written if len(written) == len(text) else "".join(map(_alone, text))


def is_traditional(text: str) -> bool:
    """Whether ``text`` has a sign that GB 2312, the character set of simplified Chinese, lacks and
    that OpenCC would replace."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any(map(_is_traditional_sign, text))
    return False


@lru_cache(maxsize=30_000)
def _is_traditional_sign(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return sign >= "㐀" and _alone(sign) != sign
    return False


@lru_cache(maxsize=30_000)
def _alone(sign: str) -> str:
    """The simplified form of one sign; itself where that is no single sign."""
    written: str = _converter().convert(sign)
    return written if len(written) == 1 else sign


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc  # 4 ms, and only where a text is traditional

    return opencc.OpenCC(CONFIGURATION)
