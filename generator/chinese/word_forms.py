"""Forms of words that no dictionary lists: doubled (看看, 高高兴兴), parted by a particle (见过面,
干起活来).

Each is one piece whose ``base`` is the dictionary's word.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.lattice import Candidate, Lattice

SEPARABLE = Path(__file__).resolve().parent.parent / "data" / "separable.txt"
RARER = 3.0
"""How much rarer a form is than its word, as a log; the parts in a row are far rarer still."""
LENGTHENED = 1.0
"""The same of a verb with its direction and 来 or 去, which is common."""
DOUBLED_TAGS = ("v", "a", "q")
"""A doubled character of these tags is a form of it (想想, 慢慢, 个个); 的的 or 不不 is none."""
BETWEEN = re.compile("[了过][个一]|不了|一个|[了过着起完个一不得]")
"""What may part a verb from its object, its complement or itself."""
TIMES = frozenset("年月天日")
"""过了一年 is a year, no form of 过年."""
PARTING = frozenset("了过着起完个一不得")
RESULTS = frozenset("到见懂完清住掉出起进动着开成下上过回")
"""Complements that say what came of it: 听懂, 听不懂, 听得懂."""
DIRECTIONS = frozenset("出起上下过进回")
COMING = frozenset({"来", "去"})
"""What may follow a verb with its direction: 看出, 看出来."""


@lru_cache(maxsize=1)
def _separable() -> frozenset[str]:
    with data_file(SEPARABLE):
        found = frozenset(SEPARABLE.read_text(encoding="utf-8").split())
        if not found:
            raise ValueError("it is empty")
    return found


def candidates(
    run: str, singles: Sequence[int], words: Lattice, tag: Callable[[str], str]
) -> Iterator[tuple[int, Candidate]]:
    """Yield (start, candidate) for the forms of words in a run of hanzi.

    ``singles`` are the places of characters that the likeliest cut leaves alone: all forms but ABAB
    begin at one.
    """
    for start in singles:
        following = run[start + 1 : start + 2]
        if following == run[start]:
            yield from _doubled(run, start, words, tag)
        elif following and following in PARTING:
            yield from _parted(run, start, words, tag)
        elif run[start + 2 : start + 3] in COMING and run[start : start + 2] in words:
            yield (
                start,
                Candidate(
                    start + 3,
                    words.score(run[start : start + 2]) - LENGTHENED,
                    "word",
                    run[start : start + 2],
                ),
            )


def repeated(
    run: str, start: int, words: Lattice, tag: Callable[[str], str]
) -> Iterator[tuple[int, Candidate]]:
    """ABAB (研究研究), of verbs, where AB is a word of the cut that the same word follows."""
    base = run[start : start + 2]
    if tag(base).startswith("v"):
        yield start, Candidate(start + 4, words.score(base) - RARER, "word", base)


def _doubled(
    run: str, start: int, words: Lattice, tag: Callable[[str], str]
) -> Iterator[tuple[int, Candidate]]:
    """AA and AABB, where no third A stands beside them (哈哈哈 is a noise)."""
    sign, after = run[start], run[start + 2 : start + 3]
    if after == sign or (start and run[start - 1] == sign):
        return
    if tag(sign).startswith(DOUBLED_TAGS):
        yield start, Candidate(start + 2, words.score(sign) - RARER, "word", sign)
    base = sign + after
    if after and after == run[start + 3 : start + 4] and base in words:
        yield start, Candidate(start + 4, words.score(base) - RARER, "word", base)


def _parted(
    run: str, start: int, words: Lattice, tag: Callable[[str], str]
) -> Iterator[tuple[int, Candidate]]:
    """A verb parted from its object or complement (见过面, 听不懂), or from itself (看一看)."""
    sign, between = run[start], BETWEEN.match(run, start + 1)
    if not between or not tag(sign).startswith("v"):
        return
    end = between.end() + 1
    base, last = sign + run[end - 1 : end], run[end - 1 : end]
    if between[0] in {"一", "了", "了一"} and last == sign:
        yield start, Candidate(end, words.score(sign) - RARER, "word", sign)
    elif between[0] in "不得":
        if last in RESULTS and base in words:
            comes = run[end : end + 1] in COMING and last in DIRECTIONS
            yield start, Candidate(end + comes, words.score(base) - RARER, "word", base)
    elif (
        between[0][-1] in "个了过"
        and run[end : end + 1]
        and (longer := base + run[end]) in words
        and run[end - 1 : end + 1] in words
    ):
        yield start, Candidate(end + 1, words.score(longer) - RARER, "word", longer)  # 打个电话
    # 加一点水 is no form of 加点
    elif base in _separable() and not (
        between[0][-1] == "一" and ("一" + last in words or last in TIMES)
    ):
        comes = between[0] == "起" and run[end : end + 1] == "来"
        yield start, Candidate(end + comes, words.score(base) - RARER, "word", base)


def breaks(text: str, base: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where the pinyin of a form is parted by spaces, and where by a hyphen (GB/T 16159 6.1.2.1,
    6.1.3.1).

    >>> breaks("干起活来", "干活"), breaks("高高兴兴", "高兴"), breaks("研究研究", "研究"), breaks("同志们", "同志")
    (((1, 2, 3), ()), ((), (2,)), ((2,), ()), ((), ()))
    >>> breaks("打个电话", "打电话")
    ((1, 2), ())
    """
    if text in (base * 2, "".join(2 * sign for sign in base)):
        return (
            ((len(base),), ())
            if text == base * 2 and len(base) > 1
            else ((), (2,) if len(base) > 1 else ())
        )
    if text.startswith(base) and len(base) > 1:
        return (), ()
    last = len(text) - 2 if len(base) == 3 and text.endswith(base[1:]) else len(text) - 1
    return tuple(range(1, last + 1)), ()
