"""Readings that the words around a word decide, whatever the model says: 过, 场, 不了, 得, surnames
before titles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from generator.base import pinyin
from generator.base.han import HANZI_RUN
from generator.base.records import Entry
from generator.chinese.segments import Segment
from generator.chinese.unlisted_names import TITLES

DEMONSTRATIVES = frozenset({"这", "那", "哪", "每", "各", "几", "某", "半", "第一", "第二", "第三"})
GOVERNING = frozenset(
    "没 没有 不 要 会 能 该 得 可以 能够 应该 应 必须 需要 打算 准备 喜欢 希望 可能 不能 不会"
    " 不要 怎么".split()
)
"""What has the tag of a verb, or is one, and stands before the verb 过 itself: 要过河, 喜欢过节."""
CROSSING = frozenset(
    "走跑飞游跳跨翻穿越爬转递接绕渡掠闪骑开躲熬度胜赛经路通挨逃避夺抢拿端回掉横扫擦流漂滑冲驶"
)
"""Verbs after which 过 says where to (翻过山), or may: the model decides."""
HAPPENINGS = frozenset(
    "雨 大雨 暴雨 小雨 雪 大雪 暴雪 风 大风 风暴 暴风雨 "
    "火 大火 火灾 水灾 灾难 灾害 地震 病 大病 梦 噩梦 战争 大战 战斗 战役 革命 斗争 危机 风波 误会 "
    "官司 争论 争吵 冲突 车祸 事故 悲剧 噩耗 冰雹 洪水 瘟疫 疫情 浩劫 婚礼".split()
)
"""What 场 counts with the second tone: things that come over one. Games, shows and examinations
have the third."""
RULE_PROBABILITY = 0.97
"""Probability of a reading that a rule gives: 过 after any other verb (of 194 such of Tatoeba 46
were read guò without the rule, 3 with it; all are the particle)."""

OBLIGED = frozenset(
    "我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 咱 大家 谁 自己 人家 别人 都 就 也 还 "
    "总 只 可 必 才 便 又 真 仍 仍然 一定 可能 也许 恐怕 看来 至少 最少 起码 首先 总是 非 准 "
    "肯定 以后 今后 今天 明天 现在 那 那么 这 所以 但是 可是 不过 而且".split()
)
"""Before 得 they say that it is "must": pronouns, adverbs, times."""
BEFORE_OBJECT = tuple("了 过 到 着 以 不出 不到 知 出 其 名 分 奖 病 逞 罪 意 志".split())
"""What follows 得 dé, to get."""
DEGREES = frozenset(
    "很 太 非常 特别 厉害 严重 真 更 最 挺 那么 这么 如此 要命 要死 不得了 十分 比较 相当 越来越"
    " 一样 不行 像 好像 仿佛".split()
)
"""After 得 they say how much or how well, or what it is like."""
SURNAME_ALONE = frozenset("单 仇 区 朴 华 曾 任 缪 葛 燕 纪 应".split())
"""Surnames that are read otherwise than the word that is written so; function words are none."""


class ReadingLexicon(Protocol):
    """What reading needs to know of the dictionary."""

    def entries(self, form: str) -> tuple[Entry, ...]:
        """Return the entries of a word, in the dictionary's order."""

    def tag(self, word: str) -> str:
        """Return jieba's part-of-speech tag, or an empty string."""


@dataclass(frozen=True, slots=True)
class ExpectedReading:
    """How a segment is expected to be read."""

    reading: str
    """Numbered syllables in the dictionary's form, lower case (``yin2 hang2``); empty where there
    are no hanzi."""
    syllables: tuple[str, ...] = ()
    """The same with tone marks, one syllable a hanzi; an empty one where no source knows the
    character."""
    odds: Mapping[str, float] = field(default_factory=dict)
    """How likely each reading of the dictionary is; empty where it has none."""
    settled: bool = False
    """Whether the words on either side decide it, whatever the translation says."""


def by_rule(
    segments: Sequence[Segment], index: int, lexicon: ReadingLexicon
) -> ExpectedReading | None:
    """Return the reading that a rule gives a segment; None where none applies."""
    text = segments[index].text
    if text == "过" and index and _is_experience(segments[index - 1], lexicon):
        return _nearly("guo5", "guo4")
    if text == "场" and is_counted(segments, index) and _is_of_happening(segments, index):
        return _nearly("chang2", "chang3")
    if text == "不了" and index and HANZI_RUN.search(segments[index - 1].text):
        return _nearly("bu4 liao3", "bu4 le5")
    reading = ""
    if text == "得":
        reading = _of_de(segments, index, lexicon)
    elif text == "过" and index and lexicon.tag(segments[index - 1].text)[:1] == "r":
        reading = "guo4"  # 他们过上了幸福的生活
    elif text == "长" and [one.text for one in segments[index + 1 : index + 2]] == ["着"]:
        reading = "zhang3"  # what goes on is growing: 长着两只长耳朵
    elif text == "地" and _is_twice([one.text for one in segments[:index]]):
        reading = "de5"  # 一个一个地
    elif text in SURNAME_ALONE and _is_before_title(segments, index):
        reading = surname_reading(text, lexicon)
    if not reading:
        return None
    return ExpectedReading(reading, (pinyin.mark(reading),), {reading: 1.0}, settled=True)


def is_counted(segments: Sequence[Segment], index: int) -> bool:
    """Tell whether a numeral or demonstrative stands right before a segment, so that it may be a
    measure word."""
    if index == 0:
        return False
    before = segments[index - 1]
    return before.kind == "number" or before.text in DEMONSTRATIVES


def surname_reading(character: str, lexicon: ReadingLexicon) -> str:
    """Return how the dictionary reads a surname, in lower case; empty where it has none."""
    for entry in lexicon.entries(character):
        if any(sense.startswith("surname ") for sense in entry.senses):
            return entry.reading.lower()
    return ""


def _is_twice(before: Sequence[str]) -> bool:
    """Tell whether words end with one that is said twice (一个|一个, 一|步|一|步)."""
    return len(before) > 1 and any(
        before[-size:] == before[-2 * size : -size] for size in (1, 2) if len(before) >= 2 * size
    )


def _is_before_title(segments: Sequence[Segment], index: int) -> bool:
    after = segments[index + 1 : index + 2]
    return bool(after) and after[0].text in TITLES


def is_doubled_verb(segments: Sequence[Segment], index: int) -> bool:
    """Tell whether a segment of one character stands twice, parted by 一 or 了 or not at all, as
    verbs do (数一数), in one segment or in three."""
    segment = segments[index]
    if len(segment.base) == 1:
        return segment.text.count(segment.base) > 1
    texts = [one.text for one in segments[max(0, index - 2) : index + 3]]
    at = min(index, 2)
    for first in (at - 2, at):
        three = texts[max(0, first) : first + 3]
        if len(three) == 3 and three[0] == three[2] and three[1] in {"一", "了"}:
            return len(segment.text) == 1
    return False


def _nearly(reading: str, other: str) -> ExpectedReading:
    """Return one reading as good as sure, another possible."""
    syllables = tuple(map(pinyin.mark, reading.split()))
    odds = {reading: RULE_PROBABILITY, other: 1 - RULE_PROBABILITY}
    return ExpectedReading(reading, syllables, odds)


def _is_of_happening(segments: Sequence[Segment], index: int) -> bool:
    """Tell whether one of the next words is something that comes over one."""
    return any(segment.text in HAPPENINGS for segment in segments[index + 1 : index + 4])


def _is_experience(verb: Segment, lexicon: ReadingLexicon) -> bool:
    """Tell whether 过 after a segment says that it was done once. The model's training sentences
    hardly have such."""
    if verb.text in GOVERNING or verb.text[-1] in CROSSING:
        return False
    return lexicon.tag(verb.text).startswith("v") or _is_verb(verb.text, lexicon)


def _of_de(segments: Sequence[Segment], index: int, lexicon: ReadingLexicon) -> str:
    """Return how 得 is read between a word that obliges (我得走) or is done (跑得快) and another;
    empty where that decides nothing."""
    after = segments[index + 1].text if index + 1 < len(segments) else ""
    if not HANZI_RUN.match(after) or after.startswith(BEFORE_OBJECT):
        return ""
    before = segments[index - 1].text if index else ""
    if lexicon.tag(after)[:1] == "n" and not _is_verb(after, lexicon):  # what is got
        return ""
    if not HANZI_RUN.match(before) or before in OBLIGED:
        return "dei3"
    tag = lexicon.tag(before)
    letter = tag[:1]
    is_done = letter in {"v", "a", "b", "z", "i"} or _is_verb(before, lexicon)
    is_no_person = tag.startswith("nr") and segments[index - 1].kind == "word"  # 静, 冷清
    if after in DEGREES or is_done or is_no_person:
        return "de5"
    return "dei3" if letter in {"n", "t", "s"} and not after.startswith("不") else ""


def _is_verb(word: str, lexicon: ReadingLexicon) -> bool:
    """Tell whether the dictionary knows a word as a verb."""
    for entry in lexicon.entries(word):
        if any(sense.startswith("to ") for sense in entry.senses):
            return True
    return False


def readings_of_verbs(word: str, lexicon: ReadingLexicon) -> frozenset[str]:
    """Return the readings in which a word is a verb before all: shu3 of 数, as 数一数 has it."""
    found = set()
    for entry in lexicon.entries(word):
        if entry.senses[0].startswith("to "):
            found.add(entry.reading.lower())
    return frozenset(found)
