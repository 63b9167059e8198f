"""The reading that a sentence suggests for each of its words, before the translation has its
say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from generator.base import pinyin
from generator.base.records import Entry
from generator.chinese import pronounce
from generator.chinese.polyphones import MODEL, Polyphones, PolyphoneSentence
from generator.chinese.segment import IS_HAN, Segment
from generator.chinese.unlisted_names import SURNAMES

DEMONSTRATIVES = frozenset({"这", "那", "哪", "每", "各", "几", "某", "半", "第一", "第二", "第三"})
POSSIBLE = 0.05
"""Probability from which the surname reading is taken in a name (曾国雄; but not 曾任, "once held",
which looks like one)."""
LEAST = 0.001
"""Probability of a syllable that the model does not consider."""


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
EXPERIENCE = 0.97
"""Probability of a reading that a rule gives: 过 after any other verb (of 194 such of Tatoeba 46
were read guò without the rule, 3 with it; all are the particle)."""

OBLIGED = frozenset(
    "我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 咱 大家 谁 自己 人家 别人 都 就 也 还 "
    "总 只 可 必 才 便 又 真 仍 仍然 一定 可能 也许 恐怕 看来 至少 最少 起码 首先 总是 非 准 "
    "肯定 以后 今后 今天 明天 现在 那 那么 这 所以 但是 可是 不过 而且".split()
)
"""Before 得 they say that it is "must": pronouns, adverbs, times."""
BEFORE_OBJECT = (
    "了",
    "过",
    "到",
    "着",
    "以",
    "不出",
    "不到",
    "知",
    "出",
    "其",
    "名",
    "分",
    "奖",
    "病",
    "逞",
    "罪",
    "意",
    "志",
)
"""What follows 得 dé, to get."""
DEGREES = frozenset(
    "很 太 非常 特别 厉害 严重 真 更 最 挺 那么 这么 如此 要命 要死 不得了 十分 比较 相当 越来越"
    " 一样 不行".split()
)
"""After 得 they say how much or how well."""


class ReadingLexicon(Protocol):
    """What reading needs to know of the dictionary."""

    def entries(self, form: str) -> tuple[Entry, ...]:
        """The entries of a word, in the dictionary's order."""

    def tag(self, word: str) -> str:
        """jieba's part-of-speech tag, or an empty string."""


@dataclass(frozen=True, slots=True)
class ExpectedReading:
    """How a piece is expected to be read."""

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


def numbered(form: str, reading: str) -> tuple[str, ...]:
    """A dictionary reading as one lower-case syllable a character, 儿 always ``er``; empty where
    the two do not fit.

    >>> numbered("花儿", "hua1 r5"), numbered("卡拉OK", "ka3 la1 O K")
    (('hua1', 'er5'), ())
    """
    syllables = [s for s in reading.lower().split() if s not in {"·", ",", "，"}]
    return (
        tuple("er5" if s == "r5" else s for s in syllables)
        if len(syllables) == len(form) and IS_HAN.fullmatch(form)
        else ()
    )


class Words:
    """The readings of words by the dictionary or, where it has none, by a list of phrases; looked
    up once."""

    def __init__(
        self,
        entries: Callable[[str], tuple[Entry, ...]],
        is_word: Callable[[str], bool],
        phrases: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._entries = entries
        self._is_word = is_word
        self._known: dict[str, tuple[tuple[str, ...], ...]] = {p: (r,) for p, r in phrases.items()}

    def __call__(self, form: str) -> tuple[tuple[str, ...], ...]:
        """The readings of a form, each one syllable a character; empty where it is no word."""
        found = self._known.get(form)
        if found is None:
            # Not remembered: there is no end of strings that are no words
            if not self._is_word(form):
                return ()
            readings = (
                numbered(form, e.reading) for e in self._entries(form) if e.simplified == form
            )
            found = self._known[form] = tuple(dict.fromkeys(filter(None, readings)))
        return found


class ReadingChooser:
    """Reads sentences by the dictionary and, where that leaves a choice, by the model."""

    def __init__(
        self,
        lexicon: ReadingLexicon,
        is_word: Callable[[str], bool],
        model: Polyphones | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._is_word = is_word
        self._known: dict[str, tuple[ExpectedReading | None, tuple[str, ...]]] = {}
        if model:
            self._model = model

    @cached_property
    def _model(self) -> Polyphones:
        return Polyphones(MODEL)

    @cached_property
    def _words(self) -> Words:
        return Words(self._lexicon.entries, self._is_word, self._model.phrases)

    def expected(self, pieces: Sequence[Segment]) -> tuple[ExpectedReading, ...]:
        """How each piece of a sentence in simplified characters is read."""
        sentence = PolyphoneSentence(
            [p.text for p in pieces], self._lexicon.tag, self._model.classes
        )
        found = []
        at = 0
        for index, piece in enumerate(pieces):
            if piece.text == "过" and index and self._is_experience(pieces[index - 1]):
                found.append(_nearly("guo5", "guo4"))
            elif (
                piece.text == "场"
                and is_counted(pieces, index)
                and any(p.text in HAPPENINGS for p in pieces[index + 1 : index + 4])
            ):
                found.append(_nearly("chang2", "chang3"))
            elif piece.text == "不了" and index and IS_HAN.search(pieces[index - 1].text):
                found.append(_nearly("bu4 liao3", "bu4 le5"))
            elif piece.text == "得" and (reading := self._of_de(pieces, index)):
                found.append(
                    ExpectedReading(reading, (pinyin.mark(reading),), {reading: 1.0}, settled=True)
                )
            else:
                found.append(self._piece(piece, sentence, at))
            at += len(piece.text)
        return tuple(found)

    def _is_experience(self, verb: Segment) -> bool:
        """Whether 过 after a piece says that it was done once. The model's training sentences
        hardly have such."""
        if verb.text in GOVERNING or verb.text[-1] in CROSSING:
            return False
        return self._lexicon.tag(verb.text).startswith("v") or self._is_done(verb.text)

    def _of_de(self, pieces: Sequence[Segment], index: int) -> str:
        """How 得 is read between a word that obliges (我得走) or is done (跑得快) and another;
        empty where that decides nothing."""
        after = pieces[index + 1].text if index + 1 < len(pieces) else ""
        if not IS_HAN.match(after) or after.startswith(BEFORE_OBJECT):
            return ""
        before = pieces[index - 1].text if index else ""
        if self._lexicon.tag(after)[:1] == "n" and not self._is_done(after):  # what is got
            return ""
        if not IS_HAN.match(before) or before in OBLIGED:
            return "dei3"
        tag = self._lexicon.tag(before)[:1]
        if after in DEGREES or tag in {"v", "a", "b", "z", "i"} or self._is_done(before):
            return "de5"
        return "dei3" if tag in {"n", "t", "s"} and not after.startswith("不") else ""

    def _is_done(self, word: str) -> bool:
        """Whether the dictionary knows a word as a verb."""
        return any(
            sense.startswith("to ")
            for entry in self._lexicon.entries(word)
            for sense in entry.senses
        )

    def _piece(self, piece: Segment, sentence: PolyphoneSentence, at: int) -> ExpectedReading:
        settled, choices = self._known.get(piece.text) or self._look_up(piece.text)
        if settled:
            return settled
        odds = [
            self._character(sentence, at + n) for n, c in enumerate(piece.text) if IS_HAN.match(c)
        ]
        syllables = [max(o, key=lambda r: o[r]) for o in odds]
        if not choices and piece.kind == "name" and piece.text[0] in SURNAMES:
            syllables[0] = self._surname(piece.text[0], odds[0]) or syllables[0]
        elif not choices and len(syllables) == len(piece.text):
            syllables = self._by_parts(piece.text, syllables)
        marked = tuple(map(pinyin.mark, syllables))
        if not choices:
            return ExpectedReading(" ".join(syllables), marked)
        likely = {choice: _product(odds, numbered(piece.text, choice)) for choice in choices}
        total = sum(likely.values())
        return ExpectedReading(
            max(likely, key=lambda r: likely[r]), marked, {r: p / total for r, p in likely.items()}
        )

    def _look_up(self, text: str) -> tuple[ExpectedReading | None, tuple[str, ...]]:
        """How a word is read wherever it stands, where there is no choice; and the dictionary's
        readings of it. Remembered."""
        choices = (
            tuple(dict.fromkeys(e.reading.lower() for e in self._lexicon.entries(text)))
            if IS_HAN.search(text)
            else ()
        )
        settled = None if IS_HAN.search(text) else ExpectedReading("")
        if len(choices) == 1 and (known := pinyin.of_characters(text, choices[0])):
            settled = ExpectedReading(choices[0], known, {choices[0]: 1.0})
        self._known[text] = settled, choices
        return settled, choices

    def _character(self, sentence: PolyphoneSentence, at: int) -> Mapping[str, float]:
        """The readings of one character with their probabilities."""
        character = sentence.character(at)
        if character in self._model:
            return self._model.probabilities(sentence, at, self._words)
        entries = self._lexicon.entries(character)
        return {entries[0].reading.lower() if entries else pronounce.guess(character): 1.0}

    def _by_parts(self, text: str, syllables: Sequence[str]) -> list[str]:
        """Read the dictionary words inside a word that has no entry as the dictionary does, longest
        first from the left (孩子+长)."""
        found = list(syllables)
        at = 0
        while at < len(text):
            stop = next(
                (n for n in range(len(text), at + 1, -1) if len(self._words(text[at:n])) == 1),
                at + 1,
            )
            if stop > at + 1:
                found[at:stop] = self._words(text[at:stop])[0]
            at = stop
        return found

    def _surname(self, character: str, odds: Mapping[str, float]) -> str:
        """How the dictionary reads a surname; empty where it has none, or where the model is sure
        that this is no name."""
        known = {
            e.reading.lower()
            for e in self._lexicon.entries(character)
            if any(s.startswith("surname ") for s in e.senses)
        }
        likely = max(known, key=lambda r: (odds.get(r, 0.0), r), default="")
        return likely if odds.get(likely, 0.0) >= POSSIBLE else ""


def _nearly(reading: str, other: str) -> ExpectedReading:
    """One reading as good as sure, another possible."""
    return ExpectedReading(
        reading,
        tuple(map(pinyin.mark, reading.split())),
        {reading: EXPERIENCE, other: 1 - EXPERIENCE},
    )


def _product(odds: Sequence[Mapping[str, float]], syllables: Sequence[str]) -> float:
    """Probability of a reading, syllable by syllable; of one that does not fit the characters, the
    least.

    Of neutral tones the model knows only those of single characters: any other counts like its full
    tone (东西 dōngxi), and so does the r of erhua, which gold sets mix with er (花儿 huār).
    """
    if len(syllables) != len(odds):
        return LEAST
    result = 1.0
    for odd, syllable in zip(odds, syllables, strict=True):
        found = odd.get(syllable)
        if syllable == "er5" or (found is None and syllable.endswith("5")):
            found = max((p for full, p in odd.items() if full[:-1] == syllable[:-1]), default=None)
        result *= max(LEAST, found or 0.0)
    return result


def is_counted(pieces: Sequence[Segment], index: int) -> bool:
    """Whether a numeral or demonstrative stands right before a piece, so that it may be a measure
    word."""
    return index > 0 and (
        pieces[index - 1].kind == "number" or pieces[index - 1].text in DEMONSTRATIVES
    )
