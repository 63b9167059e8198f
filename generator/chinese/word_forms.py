"""Forms of words that no dictionary lists: doubled (看看, 高高兴兴), separated by a particle
(见过面, 干起活来), both (点了点头), or asked for (喜不喜欢).

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
VERBS = frozenset("热暖等数问照结理道上按掉垫穿越跟患当长")
"""Verbs that jieba tags otherwise, since they are oftener something else."""
PARTED = frozenset("报罚")
"""Those among them that are verbs wherever the object of one follows (报了名, 罚了款)."""
PARTING = frozenset("了过着起完个一不得")
"""Characters that BETWEEN begins with."""
AGAIN = re.compile("(.)[了一]?\\1(.)")
"""A verb twice with the object of one of both: 点点头, 点了点头."""
DOUBLED_WITH_OBJECT = frozenset(
    "点头 摇头 抬头 回头 低头 招手 挥手 摆手 握手 拍手 拉手 洗手 眨眼 耸肩 伸手"
    " 鼓掌 散步 跑步 走路 问路 指路 让路 带路 聊天 谈话 谈心 说话 说情 帮忙 洗澡"
    " 洗脸 刷牙 梳头 理发 睡觉 见面 碰面 照相 拍照 跳舞 唱歌 游泳 打球 下棋 逛街"
    " 爬山 排队 打架 吵架 出气 透气 喘气 叹气 解闷 散心 操心 费心 留心 加油 上网"
    " 上课 签字 开会 请客 做饭 吃饭 看书 读书 写字 念书 使劲 弯腰 跺脚 鞠躬 养神"
    " 歇脚 把关 通风".split()
)
"""Verbs with their objects that are doubled so. A list: few of two characters are (决决定 is a
slip)."""
ONCE = re.compile("$|[就再才便又也还后]")
"""What follows 一 and the object of a verb where it counts how often: 见了一面, not 开了一口井."""
TIMES = frozenset("年月天日")
"""过了一年 is a year, no form of 过年."""
RESULTS = frozenset("到见懂完清住掉出起进动着开成下上过回")
"""Complements that say what came of it: 听懂, 听不懂, 听得懂."""
DIRECTIONS = frozenset("出起上下过进回")
COMING = frozenset({"来", "去"})
"""What may follow a verb with its direction: 看出, 看出来."""

COMES = re.compile(f"(?=(.[{''.join(sorted(DIRECTIONS))}])[来去])")
"""A verb and its direction with 来 or 去: 看出来, 走过去."""

ASKED = re.compile("(?=((.)不\\2(.)))")
"""A verb or adjective of which the question has only the beginning: 喜不喜欢."""
ASKED_SO = frozenset(
    "同意 喜欢 可以 可能 知道 认识 应该 愿意 需要 相信 明白 介意 记得 觉得 希望 适合 合适"
    " 允许 了解 理解 支持 习惯 乐意 害怕 欢迎 高兴 开心 舒服 漂亮 方便 清楚 简单 容易"
    " 重要 严重 便宜 干净 新鲜 热闹 安静 安全 聪明 可爱 厉害 认真 努力 健康 着急 奇怪 难受"
    " 熟悉 暖和 凉快 满意 好吃 好看 好玩 好听 好用 好喝 难吃 难看 有趣 感动".split()
)
"""Words that are asked so. A list: 要不要求 may be 要|不|要 and 求."""

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
    begin or end at one.
    """
    for start in singles:
        again = AGAIN.match(run, start)
        if again and again[1] + again[2] in DOUBLED_WITH_OBJECT:
            yield start, _form(again.end(), again[1] + again[2], words)
        following = run[start + 1 : start + 2]
        if following == run[start]:
            yield from _doubled(run, start, words, tag)
        elif following and following in PARTING:
            yield from _separated(run, start, words, tag)
    for match in COMES.finditer(run):
        start, base = match.start(), match[1]
        is_verb = base[0] in VERBS or "v" in (tag(base)[:1], tag(base[0])[:1])  # 一起|去, 楼上|来
        if is_verb and base in words and not {start, start + 2}.isdisjoint(singles):
            score = words.score(base) - LENGTHENED
            yield start, Candidate(start + 3, score, "word", base)


def asked(run: str, words: Lattice) -> Found:
    """Yield questions that have only the beginning of a word (喜不喜欢)."""
    for match in ASKED.finditer(run):
        base = match[2] + match[3]
        if base in ASKED_SO:
            yield match.start(), _form(match.end(1), base, words)


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
    is_verb = tag(verb).startswith("v") or verb in PARTED
    if last == verb and between[0] in {"一", "了", "了一"}:
        if start and run[start - 1] == "一":  # 一闪一闪: twice once, no form of the verb
            return
        if is_verb or verb in VERBS or (between[0] == "一" and tag(verb).startswith("a")):
            yield start, _form(end, verb, words)
    elif not is_verb:
        is_word = verb in VERBS or tag(base).startswith("v")
        if between[0] in SURELY_BETWEEN and is_word and base in _separable():
            yield start, _form(end, base, words)
    elif between[0] in "不得":
        if last in RESULTS and base in words:
            comes = run[end : end + 1] in COMING and last in DIRECTIONS
            yield start, _form(end + comes, base, words)
    elif _has_longer_object(run, end, between[0], base, words):
        yield start, _form(end + 1, base + run[end], words)
    elif base in _separable() and not _is_counted(run, end, between[0], words):
        comes = between[0] == "起" and run[end : end + 1] == "来"
        yield start, _form(end + comes, base, words)


def _has_longer_object(run: str, end: int, between: str, base: str, words: Lattice) -> bool:
    """Tell whether the object has one character more: 打个电话."""
    if between[-1] not in "个了过" or end >= len(run):
        return False
    return base + run[end] in words and run[end - 1 : end + 1] in words


def _is_counted(run: str, end: int, between: str, words: Lattice) -> bool:
    """Tell whether 一 counts what follows: 加一点水 is no form of 加点, 见了一面 is one of 见面."""
    last = run[end - 1]
    if between[-1] != "一":
        return False
    return last in TIMES or ("一" + last in words and not ONCE.match(run, end))


def breaks(text: str, base: str) -> tuple[Sequence[int], Sequence[int]]:
    """Return where the pinyin of a form is separated by spaces, and where by a hyphen (GB/T 16159
    6.1.2.1, 6.1.3.1).

    >>> breaks("干起活来", "干活"), breaks("高高兴兴", "高兴"), breaks("研究研究", "研究")
    (((1, 2, 3), ()), ((), (2,)), ((2,), ()))
    >>> breaks("同志们", "同志"), breaks("打个电话", "打电话"), breaks("喜不喜欢", "喜欢")
    (((), ()), ((1, 2), ()), ((1, 2), ()))
    """
    if text == base * 2:
        return ((len(base),), ()) if len(base) > 1 else ((), ())
    if text == "".join([character * 2 for character in base]):
        return (), (2,)
    if text.startswith(base) and len(base) > 1:
        return (), ()
    if len(base) == 2 and text == f"{base[0]}不{base}":
        return (1, 2), ()
    has_long_object = len(base) == 3 and text.endswith(base[1:])
    last = len(text) - 2 if has_long_object else len(text) - 1
    return tuple(range(1, last + 1)), ()
