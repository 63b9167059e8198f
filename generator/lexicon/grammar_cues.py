"""What the place of a word says about its sense: after a verb, after a numeral, before a quotation;
as a noun or as a verb.

CC-CEDICT says in words where a sense of a grammar word belongs ("(after a verb)", "classifier
for"). Here these remarks are compared with the words around. Parts of speech are letters: n, v, a,
r (adverb); of a gloss by its form, in the English by the words around the counterpart, in the
Chinese by a few particles.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.lexicon.english import EnglishWord

Pos = Callable[[str], str]
"""Parts of speech of an English word, commonest first."""

DEGREE = frozenset(
    "很 非常 太 最 更 更加 十分 特别 比较 这么 那么 多么 极 极其 相当 越 越来越 挺 真 不太".split()
)
BEFORE_VERBS = frozenset(
    "会 能 能够 可以 可能 要 想 应该 应 应当 必须 得 将 不 没 没有 别 都 也 已 已经 正在 曾 曾经 被"
    " 所 不要 不能 不会 "
    "一起 共同 进一步 就 又 再 刚 经常 常常 开始 继续 来 去 需要 希望 决定 打算 准备 请 让 使 令"
    " 为了 以 并 无法 难以".split()
)
MODALS = frozenset(
    "会 能 能够 可以 可能 要 应该 应 必须 没有 不要 不能 不会 开始 继续 来 去 是 有 请 让"
    " 使".split()
)
AFTER_VERBS = frozenset(
    "了 着 过 起来 下去 出来 出去 过来 过去 到 完 成 为 给 得 出 在 一下".split()
)
ARTICLES = frozenset(
    "a an the my your his her its our their this that these those no some any each every another"
    " whose".split()
)
BEFORE_ENGLISH_VERBS = frozenset(
    "to will would can could shall should may might must not n't don't didn't doesn't won't can't"
    " couldn't i you we they who let please cannot".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for with from into about after before under over between through during without"
    " against".split()
)
DEGREE_ENGLISH = frozenset(
    "very so too more most is are was were be been am quite rather as".split()
)


TITLES = frozenset(
    "奶奶 爷爷 叔叔 阿姨 大爷 大妈 大娘 大叔 大哥 大姐 伯伯 伯母 姥姥 外公 外婆 老师 先生 女士 小姐"
    " 太太 夫人 "
    "医生 大夫 护士 经理 总经理 教授 博士 师傅 同学 同志 主任 校长 院长 部长 局长 市长 省长 总理"
    " 总统 主席 书记 厂长 队长 班长 "
    "老板 律师 警官 将军 教练 导演 记者 家".split()
)
"""What stands after a surname."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A token beside the word: its text and jieba's tag; both empty beyond the ends of the
    passage."""

    text: str = ""
    tag: str = ""

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation or the end of the passage."""
        return not self.text or not any(c.isalnum() for c in self.text)


NOBODY = Neighbour()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The tokens around a word, nearest first on either side."""

    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    counted: bool = False
    """Whether a numeral or a demonstrative stands right before the word."""

    def left(self, steps: int = 0) -> Neighbour:
        """Return the token before the word, or one some steps further; ``NOBODY`` beyond the
        end."""
        return self.before[steps] if steps < len(self.before) else NOBODY

    def right(self, steps: int = 0) -> Neighbour:
        """Return the token after the word, or one some steps further; ``NOBODY`` beyond the end."""
        return self.after[steps] if steps < len(self.after) else NOBODY


def _after_verb(place: Surroundings) -> bool:
    near = place.left(1) if place.left().text in {"得", "不"} else place.left()
    return (near.tag[:1] in {"v", "a"} and near.text not in MODALS) or near.text == "过"


def _after_action(place: Surroundings) -> bool:
    """After a verb, also after 来, 去, 有, 请, which otherwise are mostly before another one (去过,
    来了)."""
    return _after_verb(place) or place.left().text in {"来", "去", "有", "请"}


def _before_object(place: Surroundings) -> bool:
    """A noun or pronoun follows, and a verb in the same clause after it (把门关上)."""
    if place.right().tag[:1] == "v" or place.right().is_sign:
        return False
    for near in place.after[1:]:
        if near.text in {"，", "。", "；", ",", ";"}:
            return False
        if near.tag.startswith("v"):
            return True
    return False


def _before_verb(place: Surroundings) -> bool:
    """A verb follows, perhaps after an adverb or a phrase with a preposition (会经常发生)."""
    for near in place.after[:4]:
        if near.is_sign:
            return False
        if near.tag[:1] == "v" and near.text != "是":
            return True
    return False


def _before_title(place: Surroundings) -> bool:
    return place.left().text == "姓" or place.right().text in TITLES


def _enough(place: Surroundings) -> bool:
    """At the end of what is said: 还行, 就行了, 怎么行？"""
    ends = place.right().is_sign or place.right().text in {"了", "吗", "吧"}
    return ends and place.left().text in {"还", "就", "也", "都", "不", "怎么", "才"}


def _counted(place: Surroundings) -> bool:
    return place.counted or place.left().tag[:1] == "m"


def _of_business(place: Surroundings) -> bool:
    """Between a numeral and what it counts; 这家的孩子, 一家人 are families."""
    return place.counted and not place.right().is_sign and place.right().text not in {"的", "人"}


def _quoting(place: Surroundings) -> bool:
    first, second = place.right().text[:1], place.right(1).text[:1]
    return first in {"：", ":", "“", "「"} or (first in {"，", ","} and second in {"“", "「", '"'})


_CUES: tuple[tuple[re.Pattern[str], Callable[[Surroundings], bool]], ...] = tuple(
    (re.compile(pattern), test)
    for pattern, test in (
        (r"after (?:a|certain) (?:perception )?verbs?\b|\bcomplement|verb suffix", _after_verb),
        (r"action marker", _after_action),
        (r"^\(?indicating (?:completion|an? \w+ movement|the beg)", _after_verb),
        (
            (
                r"^(?:\(coll\.\) )?classifier|^measure word|after a (?:numeral|number)|number"
                r" designation"
            ),
            _counted,
        ),
        (r"before a verb|between two verbs", lambda p: p.right().tag[:1] == "v"),
        (
            (
                r"^(?:can|will|shall|should|may|must|might|need to|ought to)\b|^to (?:have to|be"
                r" likely to|be able to)\b|\(to\)$"
            ),
            _before_verb,
        ),
        (r"before an adjective", lambda p: p.right().tag[:1] == "a"),
        (r"before a number|followed by a number", lambda p: p.right().tag[:1] == "m"),
        (r"negative|\(not\)", lambda p: any(n.text[:1] in {"不", "没", "无"} for n in p.after[:3])),
        (r"combination with 才", lambda p: any(n.text == "才" for n in p.after)),
        (r"^only have|^there is only", lambda p: p.right().tag[:1] == "m"),
        (r"direct quotation", _quoting),
        (r"final particle|interrogative particle|modal particle", lambda p: p.right().is_sign),
        (r"interjection", lambda p: p.left().is_sign and p.right().is_sign),
        (r"noun suffix|suffix for nouns", lambda p: p.left().tag[:1] in {"n", "r", "s", "t"}),
        (r"object (?:of main verb|before the verb)", _before_object),
        (r"passive", lambda p: p.right().tag[:1] == "v" or _before_object(p)),
    )
)


@lru_cache(maxsize=100_000)
def _tests(definition: str) -> tuple[Callable[[Surroundings], bool], ...]:
    return tuple(test for pattern, test in _CUES if pattern.search(definition))


_PLACES: tuple[tuple[re.Pattern[str], Callable[[Surroundings], bool]], ...] = (
    (re.compile(r"^surname "), _before_title),
    (re.compile(r"^all right; OK!"), _enough),
    (
        re.compile(r"classifier for money"),
        lambda p: p.counted and (p.right().is_sign or p.right().text == "钱"),
    ),
    (re.compile(r"^classifier for families or businesses"), _of_business),
)
"""Definitions that have no remark, but a place where they are nearly always meant; elsewhere it
says nothing against them."""
NEARLY_ALWAYS = 4.0


def fits(definition: str, place: Surroundings) -> float:
    """1 where a definition's remark on its place fits (2 before a quotation), -1 where it does not,
    0 where it has none."""
    if any(pattern.search(definition) and test(place) for pattern, test in _PLACES):
        return NEARLY_ALWAYS
    tests = _tests(definition)
    if _quoting in tests and _quoting(place):
        return 2.0
    return (1.0 if any(test(place) for test in tests) else -1.0) if tests else 0.0


def of_gloss(core: str, pos: Pos) -> str:
    """The parts of speech of a gloss by its form: ``to …`` is a verb, else what its head word can
    be beside a verb, commonest first.

    The head is the last word before a preposition: "development of trade" is a noun. Empty where it
    is not known.
    """
    if core.startswith("to "):
        return "v"
    head = _head(core)
    able = pos(head).replace("v", "") or ("n" if pos(head) else "")
    return able or ("n" if head.endswith("s") and pos(head[:-1]) else "")


def _head(core: str) -> str:
    head = ""
    for word in core.lower().split():
        if word in PREPOSITIONS or word == "to":
            break
        head = word.strip("-.,;!?")
    return head


def in_english(words: Sequence[EnglishWord], first: int, last: int, pos: Pos) -> str:
    """What the counterpart of a word is in its sentence: letters of ``nvar``, empty where the words
    around do not say."""
    word, before = words[last].text.lower(), words[first - 1].text.lower() if first else ""
    able = pos(word)
    if len(able) == 1:
        return able
    if before in BEFORE_ENGLISH_VERBS or before.replace("’", "'").endswith(
        ("'ll", "'d", "n't", "'ve")
    ):
        return "v"
    if before in ARTICLES or (before in PREPOSITIONS and not word.endswith("ing")):
        return "na" if "a" in able else "n"
    if before in DEGREE_ENGLISH and ("a" in able or word.endswith(("ed", "ing"))):
        return "av"
    if not able:
        return _by_ending(word)
    return ""


def _by_ending(word: str) -> str:
    if word.endswith(("ing", "ed")):
        return "v"
    if word.endswith("ly"):
        return "r"
    return "n" if word.endswith(("s", "tion", "ness", "ment")) else ""


def in_chinese(place: Surroundings, tag: str) -> str:
    """What a word is between its neighbours: letters of ``nvar``; empty where these do not say."""
    left, right = place.left(), place.right()
    beside = _beside_particles(place)
    if beside:
        return beside
    if left.text in BEFORE_VERBS or right.text in AFTER_VERBS:
        return "v" if "v" in tag else "va"
    if left.text in {"的", "这", "那", "该", "其"} or left.tag[:1] in {"q", "m"}:
        return "na" if right.text == "的" or right.tag[:1] == "n" else "n"
    if right.is_sign or right.tag[:1] == "f":
        return "n" if left.tag[:1] in {"n", "a", "b", "v"} else ""
    if right.tag[:1] in {"r", "m"} and left.tag[:1] in {"n", "r", "d"}:
        return "v"
    return "av" if right.text == "的" and not place.right(1).is_sign else ""


def _beside_particles(place: Surroundings) -> str:
    """After an adverb of degree, before 地."""
    if place.left().text in DEGREE:
        return "a"
    return "ra" if place.right().text == "地" else ""
