"""Wade-Giles: how English books spelled Chinese before pinyin (Te-chen for Dezhen), as they print
it, without apostrophes and umlauts."""

import re
from functools import cache

INITIALS = tuple(
    pair.split("=")
    for pair in (
        "zh=ch ch=ch sh=sh j=ch q=ch x=hs zi=tzu ci=tzu si=ssu z=ts c=ts b=p d=t g=k p=p t=t k=k"
        " r=j"
    ).split()
)
FINALS = (
    ("^(ch|sh|j)i$", r"\1ih"),
    ("^er$", "erh"),
    ("^yi$", "i"),
    ("^you$", "yu"),
    ("ian$", "ien"),
    ("^yan$", "yen"),
    ("ie$", "ieh"),
    ("^ye$", "yeh"),
    ("(ch|hs|y|l|n)[uv]e$", r"\1ueh"),
    ("ong$", "ung"),
    ("^(k|h|)e$", r"\1o"),
    ("^kui$", "kuei"),
    ("^(ch|j|t|l|n|ts)uo$", r"\1o"),
)
"""Rules for what follows the initial, written already as Wade-Giles writes it."""


@cache
def wade_giles(syllable: str) -> str:
    """Return the Wade-Giles of a toneless pinyin syllable (``lü`` as ``lv``).

    >>> [wade_giles(one) for one in "ze dong xue jie guo duo zhi he".split()]
    ['tse', 'tung', 'hsueh', 'chieh', 'kuo', 'to', 'chih', 'ho']
    """
    # after j, q, x the i of ji, qi, xi stays: chi, chi, hsi
    is_palatal = syllable[:1] in ("j", "q", "x")
    for initial, written in INITIALS:
        if syllable.startswith(initial):
            syllable = written + syllable[len(initial) :]
            break
    for pattern, written in FINALS[is_palatal:]:
        syllable = re.sub(pattern, written, syllable)
    return syllable.replace("v", "u")
