"""Forms of words that no dictionary lists: doubled (看看, 高高兴兴), separated by a particle
(见过面, 干起活来).

Each is one segment whose ``base`` is the dictionary's word.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
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
"""What may separate a verb from its object, its complement or itself."""
SURELY_BETWEEN = frozenset({"个", "了个", "过"})
"""What parts a verb from its object even where its character alone is mostly no verb (道个歉)."""
VERBS = frozenset("热暖等数问照结理道上")
"""Verbs that jieba tags otherwise, since they are oftener something else."""
PARTING = frozenset("了过着起完个一不得")
"""Characters that BETWEEN begins with."""
TIMES = frozenset("年月天日")
"""过了一年 is a year, no form of 过年."""
RESULTS = frozenset("到见懂完清住掉出起进动着开成下上过回")
"""Complements that say what came of it: 听懂, 听不懂, 听得懂."""
DIRECTIONS = frozenset("出起上下过进回")
COMING = frozenset({"来", "去"})
"""What may follow a verb with its direction: 看出, 看出来."""

Tag = Callable[[str], str]
"""Gives jieba's part-of-speech tag of a word, or an empty string."""
Found = Iterator[tuple[int, Candidate]]
"""Candidates with their starts."""


@cache
def _separable() -> frozenset[str]:
    with data_file(SEPARABLE):
        found = frozenset(SEPARABLE.read_text(encoding="utf-8").split())
        if not found:
            raise ValueError("it is empty")
    return found


def candidates(run: str, singles: Sequence[int], words: Lattice, tag: Tag) -> Found:
    """Yield (start, candidate) for the forms of words in a run of hanzi.

    ``singles`` are the places of characters that the likeliest cut leaves alone: all forms but ABAB
    begin at one.
    """
    for start in singles:
        following = run[start + 1 : start + 2]
        if following == run[start]:
            yield from _doubled(run, start, words, tag)
        elif following and following in PARTING:
            yield from _separated(run, start, words, tag)
        elif run[start + 2 : start + 3] in COMING and run[start : start + 2] in words:
            base = run[start : start + 2]
            score = words.score(base) - LENGTHENED
            yield start, Candidate(start + 3, score, "word", base)


def repeated(run: str, start: int, words: Lattice, tag: Tag) -> Found:
    """Yield ABAB (研究研究), of verbs, where AB is a word of the cut that the same word follows."""
    base = run[start : start + 2]
    if tag(base).startswith("v"):
        yield start, _form(start + 4, base, words)


def _form(end: int, base: str, words: Lattice) -> Candidate:
    """Return the candidate for a form of a word that ends at ``end``."""
    return Candidate(end, words.score(base) - RARER, "word", base)


def _doubled(run: str, start: int, words: Lattice, tag: Tag) -> Found:
    """Yield AA and AABB, where no third A stands beside them (哈哈哈 is a noise)."""
    character, after = run[start], run[start + 2 : start + 3]
    if after == character or (start and run[start - 1] == character):
        return
    if tag(character).startswith(DOUBLED_TAGS):
        yield start, _form(start + 2, character, words)
    base = character + after
    if after and after == run[start + 3 : start + 4] and base in words:
        yield start, _form(start + 4, base, words)


def _separated(run: str, start: int, words: Lattice, tag: Tag) -> Found:
    """Yield a verb separated from its object or complement (见过面, 听不懂), or from itself
    (看一看)."""
    verb, between = run[start], BETWEEN.match(run, start + 1)
    if not between:
        return
    end = between.end() + 1
    last = run[end - 1 : end]
    base = verb + last
    is_verb = tag(verb).startswith("v")
    if last == verb and between[0] in {"一", "了", "了一"}:
        if is_verb or verb in VERBS or (between[0] == "一" and tag(verb).startswith("a")):
            yield start, _form(end, verb, words)
    elif not is_verb:
        is_word = base in _separable() and tag(base).startswith("v")
        if between[0] in SURELY_BETWEEN and is_word:
            yield start, _form(end, base, words)
    elif between[0] in "不得":
        if last in RESULTS and base in words:
            comes = run[end : end + 1] in COMING and last in DIRECTIONS
            yield start, _form(end + comes, base, words)
    elif _has_longer_object(run, end, between[0], base, words):
        yield start, _form(end + 1, base + run[end], words)
    elif base in _separable() and not _is_counted(between[0], last, words):
        comes = between[0] == "起" and run[end : end + 1] == "来"
        yield start, _form(end + comes, base, words)


def _has_longer_object(run: str, end: int, between: str, base: str, words: Lattice) -> bool:
    """Tell whether the object has one character more: 打个电话."""
    if between[-1] not in "个了过" or end >= len(run):
        return False
    return base + run[end] in words and run[end - 1 : end + 1] in words


def _is_counted(between: str, last: str, words: Lattice) -> bool:
    """Tell whether 一 counts what follows: 加一点水 is no form of 加点."""
    return between[-1] == "一" and ("一" + last in words or last in TIMES)


def breaks(text: str, base: str) -> tuple[Sequence[int], Sequence[int]]:
    """Return where the pinyin of a form is separated by spaces, and where by a hyphen (GB/T 16159
    6.1.2.1, 6.1.3.1).

    >>> breaks("干起活来", "干活"), breaks("高高兴兴", "高兴"), breaks("研究研究", "研究")
    (((1, 2, 3), ()), ((), (2,)), ((2,), ()))
    >>> breaks("同志们", "同志"), breaks("打个电话", "打电话")
    (((), ()), ((1, 2), ()))
    """
    if text == base * 2:
        return ((len(base),), ()) if len(base) > 1 else ((), ())
    if text == "".join([character * 2 for character in base]):
        return (), (2,)
    if text.startswith(base) and len(base) > 1:
        return (), ()
    has_long_object = len(base) == 3 and text.endswith(base[1:])
    last = len(text) - 2 if has_long_object else len(text) - 1
    return tuple(range(1, last + 1)), ()
