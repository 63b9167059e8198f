"""Names that no dictionary has: Chinese persons, places, and foreign names, by the characters that
such names are written with.

``names.tsv`` says how often a character stands in each place of a name
(``tools/build_word_list.py`` counts them in jieba's list and CC-CEDICT). A name is as likely as its
characters in their places, times the share of unlisted names among the words of a text.
"""

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.chinese.lattice import Candidate

NAMES = Path(__file__).resolve().parent.parent / "data" / "names.tsv"
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余于杜叶程苏魏吕丁任卢姚钟姜崔谭陆范汪廖石金韦贾夏付方邹熊"
    "白孟秦邱侯江尹薛闫段雷龙史陶黎贺毛郝顾龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
)
"""The commonest surnames, about nine people in ten. Rarer ones (也, 过, 都) are far oftener other
words."""
PERSON = -4.0
"""Log share of persons with two given characters among words, with the bonus of a word.
From -3 to -6 hardly anything changes (DESIGN.md, segmentation)."""
SHORT_PERSON = -6.0
"""... with one given character: there is less to tell them by."""
PLACE = -5.0
FOREIGN = -6.0
LONGEST_FOREIGN = 8


ROLES = ("surname", "first", "second", "only", "land1", "land2", "end", "foreign")
"""A surname; the first, second or only character after it; the two characters before the end of a
place (萝北县), its end; any place of a foreign name."""


@lru_cache(maxsize=1)
def _places() -> tuple[dict[str, float], ...]:
    """For each of ``ROLES``: character -> log probability."""
    found: dict[str, dict[str, float]] = {}
    with data_file(NAMES), NAMES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault(row["place"], {})[row["character"]] = float(row["log"])
        if len(found) < len(ROLES):
            raise ValueError(f"it has {len(found)} of {len(ROLES)} parts")
    return tuple(found[role] for role in ROLES)


def candidates(run: str, singles: Sequence[int]) -> Iterator[tuple[int, Candidate]]:
    """Yield (start, candidate) for everything in a run of hanzi that may be a name.

    ``singles`` are the places of characters that the likeliest cut leaves alone: a name begins or
    ends at one of them.
    """
    surname, first, second, only, land1, land2, ends, foreign = _places()
    for start in singles:
        sign, after = run[start], run[start + 1 : start + 3]
        if sign in surname and after:
            if (score := only.get(after[0])) is not None:
                yield start, Candidate(start + 2, SHORT_PERSON + surname[sign] + score, "name")
            if len(after) == 2 and after[0] in first and after[1] in second:
                yield (
                    start,
                    Candidate(
                        start + 3,
                        PERSON + surname[sign] + first[after[0]] + second[after[1]],
                        "name",
                    ),
                )
        if sign in ends and start > 1 and run[start - 2] in land1 and run[start - 1] in land2:
            yield (
                start - 2,
                Candidate(
                    start + 1,
                    PLACE + land1[run[start - 2]] + land2[run[start - 1]] + ends[sign],
                    "name",
                ),
            )
        if sign in foreign and len(after) == 2 and after[0] in foreign and after[1] in foreign:
            yield from _foreign(run, start, foreign)


def _foreign(run: str, start: int, foreign: dict[str, float]) -> Iterator[tuple[int, Candidate]]:
    score = FOREIGN
    for end in range(start, min(len(run), start + LONGEST_FOREIGN)):
        if run[end] not in foreign:
            return
        score += foreign[run[end]]
        if end - start >= 2:
            yield start, Candidate(end + 1, score, "name")
