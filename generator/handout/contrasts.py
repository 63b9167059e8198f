"""Words of which one excludes the other: a sentence with one of them says what the same sentence
with another one does not.

The sets are Cika's own. Words of a set stand in the same places of a sentence, so that the changed
sentence is as good Chinese as the text's; no two of them can hold at once, as 早上 and 上午 can,
and none speaks of another time than the verbs, as 明天 beside 昨天 does.
"""

import re

from generator.base.records import Token
from generator.base.text import shuffled

SETS = """
早上 中午 晚上
早上 下午 晚上
上午 下午 晚上
星期一 星期二 星期三 星期四 星期五 星期六 星期天
一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
春天 夏天 秋天 冬天
寒假 暑假
爸爸 妈妈 爷爷 奶奶
哥哥 弟弟 姐姐 妹妹
儿子 女儿
先生 太太
北方 南方
东 西 南 北
左边 右边
前面 后面
前边 后边
里面 外面
里边 外边
楼上 楼下
门口 楼上 楼下
大 小
长 短
新 旧
快 慢
冷 热
贵 便宜
胖 瘦
干净 脏
容易 难
简单 复杂
黑 白 红 蓝 绿 黄
黑色 白色 红色 蓝色 绿色 黄色
猫 狗
猫 狗 鸟
茶 咖啡 牛奶 水
面条 米饭 饺子
苹果 香蕉 西瓜
火车 飞机 汽车
鸡蛋 苹果 饺子
鞋 裤子 帽子
银行 学校 医院 饭店
书店 商店 饭店
公园 学校 医院
老师 医生 学生
经理 老师 医生
桌子 椅子
喜欢 讨厌
最高 最低
第一 第二 第三
经常 很少
"""
NUMERALS = "三四五六七八九"
"""What a number may have for another; 一 is often no number, and of 二 and 两 each has its
places."""
WHOLE_NUMBER = re.compile(r"[二三四五六七八九十百两]+")


def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in SETS.split("\n"):
        words = line.split()
        for word in words:
            found.setdefault(word, []).extend(one for one in words if one != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


OTHERS = _others()
"""Word -> the words that exclude it."""


def contrast(token: Token, *seed: object) -> str:
    """Return a word that says another thing in the place of a token, drawn by lot; empty where none
    does for sure."""
    is_adverb = len(token.text) == 1 and token.part_of_speech == "adverb"  # 新来, 多吃几个
    if is_adverb:
        return ""
    if token.kind == "number" or token.part_of_speech == "numeral":
        return _other_number(token.text, *seed)
    others = OTHERS.get(token.text, ())
    return shuffled(others, str, token.text, *seed)[0] if others else ""


def _other_number(written: str, *seed: object) -> str:
    """Return another number of as many characters: of 二十三 the last digit is changed."""
    if not WHOLE_NUMBER.fullmatch(written):
        return ""
    digits = [at for at, sign in enumerate(written) if sign in f"{NUMERALS}二两"]
    if not digits:
        return ""
    at = digits[-1]
    choice = [one for one in NUMERALS if one != written[at]]
    other = shuffled(choice, str, written, *seed)[0]
    return written[:at] + other + written[at + 1 :]
