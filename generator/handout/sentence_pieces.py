"""Where a sentence may be cut into pieces: at borders that a learner feels."""

from collections.abc import Sequence

from generator.base.records import Token

LEADS = frozenset({"numeral", "preposition", "prefix"})
"""Parts of speech that belong to what follows."""
MOVABLE = frozenset({"adverb", "time", "place", "conjunction"})
"""Parts of speech that may change places with each other."""
JOINS = frozenset("和与跟及、")
"""Between words that may change places."""
POSTPOSED = frozenset("里上下中外前后边面多")
THINGS = frozenset({"noun", "pronoun", "name", ""})
"""Parts of speech before which a time may stand, as well as behind them."""
FIXED = 1
"""Characters of adverbs that stand behind who acts, and nowhere else (就, 也, 又)."""
SEASONS = frozenset("春天 夏天 秋天 冬天 寒假 暑假 假期".split())
"""Nouns that say when."""
PAIRS_OF_CLASSES = {
    ("adverb", "adjective"),
    ("adverb", "auxiliary"),
    ("adverb", "preposition"),
    ("adverb", "verb"),
    ("adjective", "noun"),
    ("time", "auxiliary"),
    ("noun", "noun"),
    ("name", "noun"),
    ("measure", "noun"),
    ("measure", "adjective"),
}
"""Parts of speech of neighbours that are one piece: 很大, 随时可以, 刚学会, 大树, 三杯水 (which
letters and bills turn round: 寄上照片三张)."""
NUMERALS = frozenset("一二三四五六七八九十两几")
COUNTS = frozenset({"measure", "numeral"})
DETERMINING = frozenset({"pronoun", "adjective"})
MOVED = frozenset({"verb", "particle", "adjective"})
"""Parts of speech before a direction: 跑下来, 停了下来."""
HOUSEHOLD = frozenset("家 班 爸爸 妈妈 爷爷 奶奶 父母 哥哥 姐姐 弟弟 妹妹".split())
"""Nouns that follow whose they are without 的: 我家, 她妈妈."""
DETERMINERS = frozenset("这那哪每另某各其什多")
"""First characters of words that belong to their noun: 这个字, 什么名字, 多少钱."""
NOMINAL = frozenset({"noun", "name", "adjective", "time", "place", ""})
PERIODS = frozenset("月 星期 小时 钟头 礼拜".split())
"""Nouns that are one piece with their measure word."""
RESULTS = frozenset("完好到见懂开掉住成走够错对会清楚干净")
"""Characters of words that say what comes of an act: 吃完, 听懂."""
GOING = frozenset("来去")
"""Verbs before another one, which may stand behind it as well: 去问他, 问他去."""
WHERE = frozenset({"direction", "place", "numeral"})
TRAVELLING = frozenset("来去回到进出起过上下")


def is_one(phrase: Sequence[Token], after: Token) -> bool:
    """Tell whether words and the one behind them are one piece."""
    before = phrase[-1]
    before_class, after_class = before.part_of_speech, after.part_of_speech
    is_going = before.text in GOING and after_class == "verb"
    is_name = before_class == "name" and len(before.text) == 1
    is_held = before_class in MOVABLE or (before_class in THINGS and not is_fixed(after))
    is_pair = (before_class, after_class) in PAIRS_OF_CLASSES or is_going or is_name
    if is_pair or (after_class in MOVABLE and is_held):
        return True
    return _is_phrase(phrase, after) or _clings(before, after) or _completes(before, after)


def _is_phrase(phrase: Sequence[Token], after: Token) -> bool:
    """Tell whether a word ends a phrase that a preposition, or 这, 每 and the like, has begun."""
    first, before = phrase[0], phrase[-1]
    is_determined = first.text[0] in DETERMINERS and first.part_of_speech in DETERMINING
    is_open = before.text == "的" or before.part_of_speech == "measure"
    if first.part_of_speech == "preposition" and is_open:
        return after.part_of_speech in THINGS | NOMINAL
    is_open = len(phrase) == 1 or before.part_of_speech == "measure"
    return is_determined and is_open and after.part_of_speech in NOMINAL | COUNTS


def _completes(before: Token, after: Token) -> bool:
    """Tell whether a word says what comes of the act before it, or where it leads."""
    is_act = before.part_of_speech == "verb" or before.text == "了"
    is_gone = after.part_of_speech == "verb" and len(after.text) > 1 and after.text[-1] in GOING
    is_result = RESULTS.issuperset(after.text)
    return is_act and (is_gone or (is_result and before.text != "了"))


def is_fixed(token: Token) -> bool:
    """Tell whether an adverb stands behind who acts, and nowhere else."""
    return token.part_of_speech == "adverb" and len(token.text) == FIXED


def _clings(before: Token, after: Token) -> bool:
    """Tell whether a word belongs to its neighbour by its class."""
    before_class, after_class = before.part_of_speech, after.part_of_speech
    is_moved = after_class == "direction" and before_class in MOVED
    is_behind = is_moved or _is_place(before, after) or after_class in ("particle", "measure")
    is_joined = not JOINS.isdisjoint((before.text, after.text)) or after.text in POSTPOSED
    is_half = before.text == "半" and after_class not in NOMINAL | COUNTS  # 六点半|起床
    is_counted = (before_class in LEADS or before.kind == "number") and not is_half
    is_counted |= before_class == "measure" and (after.text in PERIODS or after.text == "半")
    is_date = after.text in SEASONS or (before_class == "time" and after.text[0] in NUMERALS)
    return is_behind or is_joined or is_counted or is_date


def _is_place(before: Token, after: Token) -> bool:
    """Tell whether two words are somebody's (我家), or the second says where (学校后面)."""
    if before.part_of_speech == "pronoun":
        return after.text in HOUSEHOLD
    is_named = before.part_of_speech in ("noun", "name", "")
    is_way = after.text[0] in TRAVELLING and after.text[0] not in POSTPOSED  # 出租车|回
    return is_named and after.part_of_speech in WHERE and not is_way
