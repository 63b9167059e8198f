"""Cut Chinese into words that a learner can look up.

jieba finds the likeliest cut, over a dictionary of ours: its own counts, limited to words of CC-CEDICT, single
characters and short names (``tools/build_data.py``). With its full dictionary jieba prefers phrases that no dictionary
has; without them it agrees better with the gold standards as well (``DESIGN.md``, segmentation). Around that: numbers
and known names are taken out first, and what jieba's hidden Markov model proposes is kept only where it can be a name
or where the text repeats it.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from generator.chinese import numbers
from generator.errors import data_file
from generator.records import Kind

WORDS = Path(__file__).resolve().parent.parent / "data" / "words.txt"

HAN = "㐀-䶿一-鿿豈-﫿〇\U00020000-\U0003ffff"
LETTER = rf"(?![{HAN}])[^\W_]"
PIECES = re.compile(
    rf"[{HAN}]+|[0-9０-９]+(?:[.,:：/．，][0-9０-９]+)*[万亿萬億]*[%％‰]?|(?![{HAN}\d])[^\W_](?:{LETTER}|['’\-](?={LETTER}))*|\s+|.",
    re.DOTALL,
)
IS_HAN = re.compile(rf"[{HAN}]+")
LONGEST_WORD = 8
"""Characters; the longest word tried after a numeral (三八妇女节)."""
NAME_TAGS = frozenset({"nr", "nrfg", "nrt", "ns", "nt"})
PLAIN_NUMERAL = re.compile("[二三四五六七八九]?十[一二三四五六七八九]?|十[万亿]|百万")
"""Numerals that the dictionary lists and that are nothing but numbers, unlike 五一, 万一, 千万, 三七."""
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余于杜叶程苏魏吕丁任卢姚钟姜崔谭陆范汪廖石金韦贾夏付方邹熊"
    "白孟秦邱侯江尹薛闫段雷龙史陶黎贺毛郝顾龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
)
"""The commonest surnames, about nine people in ten. Rarer ones (也, 过, 都) are far oftener other words."""
NOUN_TAG = re.compile("n.*|k|zg|")
"""Tags of characters that new words are made of: 庄员, 牛圈; not 这话, 山上, 抱住, which are phrases."""
NUMERAL_SIGN = re.compile("[零〇一二三四五六七八九十百千万亿两几第]")
LONGEST_PERSON = 3
"""Characters of a Chinese personal name that is believed without a dictionary."""
REPEATED = 2
"""How often a text must use a string that no dictionary has before it is taken for a word of this text."""


class Lexicon(Protocol):
    """What segmentation needs to know of the dictionary."""

    def __contains__(self, form: str) -> bool:
        """Whether a word can be looked up."""

    def tag(self, word: str) -> str:
        """jieba's part-of-speech tag, or an empty string."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: ``text`` is ``sentence[start:start + len(text)]``."""

    start: int
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class TextWords:
    """What one text adds to the dictionary: its names, and words that it repeats."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Segmenter:
    """jieba over our dictionary. Loading takes about 0.2 s of CPU and happens at the first sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _jieba(self) -> Any:
        return _load_jieba(WORDS)

    def cut(self, sentence: str, extra: TextWords = TextWords()) -> tuple[Piece, ...]:
        """Cut a sentence of simplified Chinese. The pieces cover it without gap or overlap."""
        pieces: list[Piece] = []
        for match in PIECES.finditer(sentence):
            text = match[0]
            if IS_HAN.fullmatch(text):
                pieces += self._cut_han(match.start(), text, extra)
            else:
                pieces.append(Piece(match.start(), text, _kind_of_other(text)))
        return tuple(pieces)

    def is_word(self, form: str) -> bool:
        """Whether a simplified form is in the list that sentences are cut by: dictionary words, characters, short names."""
        return bool(self._jieba.FREQ.get(form))

    def count(self, form: str) -> int:
        """How often that list has a form."""
        return int(self._jieba.FREQ.get(form, 0))

    def words(self) -> Iterable[str]:
        """Every form of that list."""
        return (form for form, count in self._jieba.FREQ.items() if count)

    def proposals(self, sentences: Iterable[str]) -> frozenset[str]:
        """Return strings that no dictionary has, that jieba's model takes for words, and that the text repeats."""
        found: Counter[str] = Counter()
        for sentence in sentences:
            for run in IS_HAN.findall(sentence):
                found.update(w for w in self._jieba.cut(run, HMM=True) if self._may_be_word(w))
        return frozenset(word for word, count in found.items() if count >= REPEATED)

    def _may_be_word(self, word: str) -> bool:
        if len(word) != 2 or word in self._lexicon or word in self._jieba.FREQ or NUMERAL_SIGN.search(word):
            return False
        return all(NOUN_TAG.fullmatch(self._lexicon.tag(character)) for character in word)

    def _cut_han(self, start: int, run: str, extra: TextWords) -> list[Piece]:
        pieces: list[Piece] = []
        for offset, text, kind in self._fixed(run, extra):
            if kind is not None:
                pieces.append(Piece(start + offset, text, kind))
            else:
                pieces += self._cut_words(start + offset, text)
        return pieces

    def _fixed(self, run: str, extra: TextWords) -> list[tuple[int, str, Kind | None]]:
        """Part a run of hanzi into names, words of the text, numerals, and the rest (kind None)."""
        fixed: list[tuple[int, int, Kind]] = []
        kinds: tuple[tuple[frozenset[str], Kind], ...] = ((extra.names, "name"), (extra.words, "word"))
        for known, kind in kinds:
            for form in sorted((w for w in known if w in run), key=lambda w: (-len(w), w)):
                fixed += [(m.start(), m.end(), kind) for m in re.finditer(re.escape(form), run)]
        for start, end in numbers.find(run):
            if run[start] == "第" and run[start:end] in self._lexicon:
                fixed.append((start, end, "word"))
            elif self._is_number(run, start, end):
                fixed.append((start, end, "number"))
        return _fill(run, fixed)

    def _is_number(self, run: str, start: int, end: int) -> bool:
        """Whether numerals stand for a number here: not inside a longer word, and not a word themselves."""
        numeral = run[start:end]
        if end - start < 2 or (numeral in self._lexicon and not PLAIN_NUMERAL.fullmatch(numeral)):
            return False
        longest = min(len(run), start + LONGEST_WORD)
        return not any(run[start:stop] in self._lexicon for stop in range(end + 1, longest + 1))

    def _cut_words(self, start: int, text: str) -> list[Piece]:
        pieces: list[Piece] = []
        for word in self._jieba.cut(text, HMM=True):
            for part in self._resplit(word):
                pieces.append(Piece(start, part, self._kind(part)))
                start += len(part)
        return pieces

    def _resplit(self, word: str) -> list[str]:
        """Cut what no dictionary has into dictionary words, unless it looks like a person's name."""
        if len(word) == 1 or word in self._lexicon or self._is_name(word):
            return [word]
        return list(self._jieba.cut(word, HMM=False))

    def _is_name(self, word: str) -> bool:
        if self._jieba.FREQ.get(word):
            return self._lexicon.tag(word) in NAME_TAGS
        return 2 <= len(word) <= LONGEST_PERSON and word[0] in SURNAMES

    def _kind(self, word: str) -> Kind:
        if numbers.value(word) is not None and (len(word) == 1 or PLAIN_NUMERAL.fullmatch(word)):
            return "number"
        return "name" if len(word) > 1 and word not in self._lexicon else "word"


def _kind_of_other(text: str) -> Kind:
    if text[0].isdigit():
        return "number"
    return "foreign" if text[0].isalpha() else "punctuation"


def _fill(run: str, fixed: list[tuple[int, int, Kind]]) -> list[tuple[int, str, Kind | None]]:
    """Keep the first of overlapping stretches in the order given, and fill the gaps between them with kind None."""
    taken: list[tuple[int, int, Kind]] = []
    for start, end, kind in fixed:
        if all(end <= a or start >= b for a, b, _ in taken):
            taken.append((start, end, kind))
    parts: list[tuple[int, str, Kind | None]] = []
    at = 0
    for start, end, kind in sorted(taken):
        if at < start:
            parts.append((at, run[at:start], None))
        parts.append((start, run[start:end], kind))
        at = end
    if at < len(run):
        parts.append((at, run[at:], None))
    return parts


def _load_jieba(path: Path) -> Any:
    """Make a jieba tokenizer over our word list, without jieba's own dictionary and its cache in a shared folder."""
    import jieba  # heavy: 0.1 s

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # What jieba's initialize() does, in a fifth of the time: the file holds all prefixes already.
    with data_file(path):
        columns = path.read_text(encoding="utf-8").split()
        tokenizer.FREQ = dict(zip(columns[::2], map(int, columns[1::2]), strict=True))
        if not tokenizer.FREQ:
            raise ValueError("it is empty")
    tokenizer.total = sum(tokenizer.FREQ.values())
    tokenizer.initialized = True
    return tokenizer
