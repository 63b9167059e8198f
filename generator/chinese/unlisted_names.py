"""Names that no dictionary has: Chinese persons, places, and foreign names, by the characters that
such names are written with.

``names.tsv`` says how often a character stands in each place of a name
(``tools/build_word_list.py`` counts them in jieba's list and CC-CEDICT). A name is as likely as its
characters in their places, times the share of unlisted names among the words of a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.base.errors import data_file
from generator.chinese.lattice import Candidate

NAMES = Path(__file__).resolve().parent.parent / "data" / "names.tsv"
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘"
    "蔡蒋余于杜叶程苏魏吕丁任卢姚钟姜崔谭陆范汪廖石金韦贾夏付方邹熊"
    "白孟秦邱侯江尹薛闫段雷龙史陶黎贺毛郝顾龚邵万钱严赖覃洪武莫孔汤向常温康施文牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
)
"""The commonest surnames, about nine people in ten. Rarer ones (也, 过, 都) are far oftener other
words."""
TITLES = frozenset(
    "老师 先生 小姐 女士 太太 夫人 医生 大夫 教授 博士 经理 主任 校长 院长 局长 师傅 律师 阿姨 叔叔"
    " 大妈 大爷 大娘 大叔 大伯 大婶 大哥 大姐 大嫂 奶奶 爷爷 同志 总 工 某".split()
)
"""What a surname stands before as a word of its own: 刘|大娘."""
KINDS = frozenset("省市县区府镇乡村庄寨街路桥城寺港湾河湖岛江山岭")
"""What is one name with a place of two characters: 武隆区, but 阿拉巴马|州."""
PERSON = -4.0
"""Log share of persons with two given characters among words, with the bonus of a word.
From -3 to -6 hardly anything changes (figures: docs/words.md)."""
SHORT_PERSON = -6.0
"""... with one given character: there is less to tell them by."""
PLACE = -5.0
FOREIGN = -6.0
MIN_FOREIGN, MAX_FOREIGN = 3, 8
"""Characters of a foreign name."""

Chances = Mapping[str, float]
"""Character -> log probability."""


class NameCharacters(NamedTuple):
    """How likely a character is in each place of a name."""

    surname: Chances
    first: Chances
    """First of two characters after a surname."""
    second: Chances
    only: Chances
    """The only character after a surname."""
    land1: Chances
    """First of two characters before the end of a place (萝北县)."""
    land2: Chances
    end: Chances
    """Last character of a place."""
    foreign: Chances
    """In any place of a foreign name."""


@cache
def _name_characters() -> NameCharacters:
    found: dict[str, dict[str, float]] = {}
    with data_file(NAMES):
        heading, *lines = NAMES.read_text(encoding="utf-8").splitlines()
        if heading.split("\t") != ["place", "character", "log"]:
            raise ValueError(f"its heading is {heading!r}")
        for line in lines:
            place, character, log = line.split("\t")
            found.setdefault(place, {})[character] = float(log)
        return NameCharacters(*[found[place] for place in NameCharacters._fields])


def candidates(run: str, singles: Sequence[int]) -> Iterator[tuple[int, Candidate]]:
    """Yield (start, candidate) for everything in a run of hanzi that may be a name.

    ``singles`` are the places of characters that the likeliest cut leaves alone: a name begins or
    ends at one of them.
    """
    known = _name_characters()
    for start in singles:
        character = run[start]
        if character in known.surname:
            yield from _persons(run, start, known)
        if character in known.end:
            yield from _place(run, start, known)
        if character in known.foreign:
            yield from _foreign(run, start, known.foreign)


def _persons(run: str, start: int, known: NameCharacters) -> Iterator[tuple[int, Candidate]]:
    """Yield the names of persons with the surname at ``start``: 王崇, 王崇伦."""
    surname, given = known.surname[run[start]], run[start + 1 : start + 3]
    if given in TITLES:
        return
    if given[:1] in known.only and given[0] not in TITLES:
        score = SHORT_PERSON + surname + known.only[given[0]]
        yield start, Candidate(start + 2, score, "name")
    if len(given) == 2 and given[0] in known.first and given[1] in known.second:
        score = PERSON + surname + known.first[given[0]] + known.second[given[1]]
        yield start, Candidate(start + 3, score, "name")


def _place(run: str, end: int, known: NameCharacters) -> Iterator[tuple[int, Candidate]]:
    """Yield the name of a place of three characters whose last one stands at ``end``."""
    if end < 2:
        return
    first, second = run[end - 2], run[end - 1]
    if first in known.land1 and second in known.land2:
        score = PLACE + known.land1[first] + known.land2[second] + known.end[run[end]]
        yield end - 2, Candidate(end + 1, score, "name")


def _foreign(run: str, start: int, foreign: Chances) -> Iterator[tuple[int, Candidate]]:
    """Yield the foreign names that begin at ``start``."""
    score = FOREIGN
    for end in range(start, min(len(run), start + MAX_FOREIGN)):
        if run[end] not in foreign:
            return
        score += foreign[run[end]]
        length = end + 1 - start
        if length >= MIN_FOREIGN:
            yield start, Candidate(end + 1, score, "name")
