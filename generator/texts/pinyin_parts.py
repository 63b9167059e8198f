"""Pinyin that stands beside Chinese: on lines of its own, behind a line, in brackets, over single
characters. It is neither Chinese nor English, and the program makes its own.

What shows that Latin words are the pinyin of something is that they have a syllable for each of its
characters. Words with tones are pinyin anywhere else, too, if there are several lines of them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.base import pinyin
from generator.base.han import HANZI
from generator.base.records import Issue
from generator.texts.languages import LATIN
from generator.texts.line_parts import without_label
from generator.texts.syllables import fewest_syllables

TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
DISTINCT = re.compile("[āǎēěīǐōǒūǔǖǘǚǜ]")
"""Letters that no European language but pinyin has in every other word."""
AS_TYPED = str.maketrans("ɑɡăĕĭŏŭĂĔĬŎŬ", "agǎěǐǒǔǍĚǏǑǓ")
"""Letters that textbooks and keyboards have for those of pinyin."""
LETTERS = r"A-Za-zÀ-ɏɑɡḿǸǹ"
WORD = re.compile(rf"[{LETTERS}](?:[{LETTERS}]|u:|['’·-](?=[{LETTERS}])|[1-5](?!\d))*")
BETWEEN = re.compile(r"(?:[ \u3000.，、!?！？。；:：“”\"…—]|[,;](?=\s))*")
"""What may stand between two words of pinyin; a comma without a space separates columns."""
SAID_BY = re.compile(r".{1,20}[:：\t]")
"""Who speaks, or the first column."""
HEADING = re.compile(r"[#*\s]*(?:pinyin|拼音)[*\s]*[:：]?\s*", re.IGNORECASE)
"""A line that says that pinyin follows."""
MAX_WORD = 60
"""Letters of a word."""
MAX_WORDS = 200
"""Words at the beginning of a line by which it is judged."""
MIN_TONED_SHARE = 0.6
"""Share of the words of a line of pinyin that have tones."""
MIN_LINES = 2
"""Lines of pinyin from which on they are left out wherever they stand; a single one that no Chinese
beside it explains may be a title or a word that the text speaks of."""
MIN_PLAIN_SYLLABLES = 3
"""Syllables of a line of pinyin without tones: 他跑 may be "he ran"."""
MIN_PLAIN_SHARE = 0.5
"""Share of the lines of Chinese that must have such a line beside them: "You are a woman", too, can
be cut into syllables."""
MAX_LINE = 20_000
"""Characters of a line that is looked at; no paragraph is longer."""
STOP = re.compile(r"(?:[.!?。！？]|,(?=\s))+")
OPENING, CLOSING = "(（[【/", ")）]】/"
SIGNS = "-–—|:：=·/"
"""Signs that part the pinyin from what stands beside it."""


@dataclass(frozen=True, slots=True)
class PinyinRun:
    """Words of pinyin in a row, in a line."""

    start: int
    end: int
    syllables: int
    toned_share: float


def is_pinyin(line: str) -> bool:
    """Tell whether a line is pinyin with tone marks or tone numbers."""
    bare = SAID_BY.sub("", without_label(line), count=1).translate(AS_TYPED)
    words = WORD.findall(bare)[:MAX_WORDS]
    toned = sum(has_tone(word) for word in words if syllable_count(word))
    if not toned or toned < MIN_TONED_SHARE * len(words) or HANZI.search(bare):
        return False
    return DISTINCT.search(bare) is not None or any(map(str.isdigit, bare))


def without_pinyin(text: str, where: str) -> tuple[str, tuple[Issue, ...]]:
    """Return a text without the pinyin that stands beside its Chinese, and an issue if there was
    any."""
    lines = text.split("\n")
    kept: list[str] = []
    count = 0
    for line in lines:
        cut = _without_runs(line)
        count += cut != line
        kept.append(cut)
    own_lines = _pinyin_lines(kept)
    count += len(own_lines)
    if not count:
        return text, ()
    left = [line for number, line in enumerate(kept) if number not in own_lines]
    return "\n".join(left), (left_out(count, where),)


def left_out(count: int, where: str) -> Issue:
    """Return the issue of some lines that had pinyin."""
    have = "1 line has" if count == 1 else f"{count} lines have"
    detail = f"{have} pinyin, which was left out: Cika writes its own."
    return Issue("pinyin-lines", where, detail)


def _pinyin_lines(lines: Sequence[str]) -> set[int]:
    """Return the indices of the lines that are nothing but pinyin, of the Chinese beside them if
    they have no tones."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    toned: set[int] = set()
    explained: set[int] = set()
    plain: set[int] = set()
    for place, number in enumerate(filled):
        line = lines[number]
        if HANZI.search(line) or "\t" in line:
            continue
        is_toned = is_pinyin(line)
        if not is_toned and not _may_be_plain_pinyin(line):
            continue
        beside = [lines[filled[at]] for at in (place - 1, place + 1) if 0 <= at < len(filled)]
        is_of_neighbour = any(_fits(_line_syllables(line), one) for one in beside)
        if is_toned:
            toned.add(number)
            if is_of_neighbour:
                explained.add(number)
        elif is_of_neighbour:
            plain.add(number)
    found = toned if len(toned) >= MIN_LINES else explained
    if found:
        found = found | {number for number in filled if HEADING.fullmatch(lines[number])}
    chinese = sum(HANZI.search(lines[number]) is not None for number in filled)
    is_habit = len(plain) >= max(MIN_LINES, MIN_PLAIN_SHARE * chinese)
    return found | plain if is_habit else found


def _line_syllables(line: str) -> int:
    bare = SAID_BY.sub("", without_label(line), count=1).translate(AS_TYPED)
    return sum(map(syllable_count, WORD.findall(bare)))


def _may_be_plain_pinyin(line: str) -> bool:
    """Tell whether a line may be pinyin without tones, and is no name: 王小明 / Wang Xiaoming."""
    words = WORD.findall(without_label(line))
    if not words or len(words) > MAX_WORDS or all(word[0].isupper() for word in words):
        return False
    counts = list(map(syllable_count, words))
    return all(counts) and sum(counts) >= MIN_PLAIN_SYLLABLES


def _without_runs(line: str) -> str:
    """Take out of a line what is the pinyin of Chinese in the same line."""
    if len(line) > MAX_LINE or not HANZI.search(line) or not LATIN.search(line):
        return line
    text = line.translate(AS_TYPED)
    runs = list(_find_runs(text))
    has_plain_rubies = sum(_is_ruby(text, run) for run in runs) >= MIN_LINES
    written = ""
    at = 0
    for run in runs:
        is_toned = run.toned_share >= MIN_TONED_SHARE
        is_plain_ruby = has_plain_rubies and _is_ruby(text, run)
        if not is_plain_ruby and not (is_toned and _is_beside_its_chinese(text, run, at)):
            continue
        start, end = _with_brackets(text, run)
        written, at = _closed_up(written + line[at:start], line, end)
    return written + line[at:] if at else line


def _find_runs(text: str) -> Iterator[PinyinRun]:
    """Yield words of pinyin in a row, brackets and other words being borders."""
    group: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        is_syllables = syllable_count(word[0]) > 0
        if group and (
            not is_syllables or not BETWEEN.fullmatch(text, group[-1].end(), word.start())
        ):
            yield _run(text, group)
            group = []
        if is_syllables:
            group.append(word)
    if group:
        yield _run(text, group)


def _run(text: str, words: list[re.Match[str]]) -> PinyinRun:
    """Return words as a run, without those at its end that are English by all appearance: of no
    tone, and more than the Chinese before has characters."""
    before = _han_count(text[: words[0].start()])
    counts = [syllable_count(word[0]) for word in words]
    while len(words) > 1 and not has_tone(words[-1][0]) and sum(counts) > before:
        words, counts = words[:-1], counts[:-1]
    toned = sum(has_tone(word[0]) for word in words)
    end = words[-1].end()
    return PinyinRun(words[0].start(), end, sum(counts), toned / len(words))


def _is_beside_its_chinese(text: str, run: PinyinRun, after: int) -> bool:
    """Tell whether a run has a syllable for each character of what stands before it (from ``after``
    on) or behind it; in brackets, of the last ones before it."""
    before, behind = text[after : run.start], text[run.end :]
    if before.rstrip()[-1:] in tuple(OPENING) and behind.lstrip(" .!?。！？")[:1] in tuple(CLOSING):
        return run.syllables <= _han_count(before)
    if behind[:1] in tuple("，。、；：”") and HANZI.search(before[-1:]):
        return False
    return _fits(run.syllables, before) or _fits(run.syllables, behind)


def _is_ruby(text: str, run: PinyinRun) -> bool:
    """Tell whether a run stands in brackets behind as many characters as it has syllables."""
    opening, closing = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if opening not in tuple("(（[") or closing not in tuple(")）]"):
        return False
    characters = text[: run.start - 1][-run.syllables :]
    return _han_count(characters) == run.syllables


def _fits(syllables: int, chinese: str) -> bool:
    """Tell whether pinyin of so many syllables may be that of some Chinese, with who says it or
    without; digits are read as syllables, and 儿 as none."""
    said = SAID_BY.sub("", chinese)
    return _fits_count(syllables, chinese) or (said != chinese and _fits_count(syllables, said))


def _fits_count(syllables: int, chinese: str) -> bool:
    count = _han_count(chinese)
    if not count:
        return False
    digits = sum(character.isdigit() for character in chinese)
    return -(count // 4) <= syllables - count <= count // 4 + 2 * digits


def _han_count(text: str) -> int:
    return len(HANZI.findall(text))


def _with_brackets(text: str, run: PinyinRun) -> tuple[int, int]:
    """Return where a run begins and ends with its full stop and the brackets around it."""
    start, end = run.start, run.end
    stop = STOP.match(text, end)
    end = stop.end() if stop else end
    before, behind = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if before[-1:] in tuple(OPENING) and behind[:1] in tuple(CLOSING):
        return len(before) - 1, len(text) - len(behind) + 1
    return start, end


def _closed_up(before: str, line: str, at: int) -> tuple[str, int]:
    """Close the gap that a run leaves: one of two spaces or signs goes, and all at the end."""
    rest = line[at:]
    behind = rest.lstrip(" \u3000")
    if not behind or behind[0] in '\t"':
        return before.rstrip(" \u3000" + SIGNS), at + len(rest) - len(behind)
    if before.rstrip(" ")[-1:] in ("", "\t") and behind[0] in SIGNS:
        behind = behind.lstrip(SIGNS).lstrip()
        return before, at + len(rest) - len(behind)
    if before.rstrip()[-1:] in tuple(SIGNS) and behind[0] in SIGNS:
        before = before.rstrip().rstrip(SIGNS).rstrip()
        return before + " ", at + len(rest) - len(behind)
    if before[-1:] in ("", " ", "\t"):
        return before, at + len(rest) - len(behind)
    return before, at


def has_tone(word: str) -> bool:
    """Tell whether a word has a tone mark, or the number of a tone."""
    return TONED.search(word.lower()) is not None or any(map(str.isdigit, word))


@lru_cache(maxsize=50_000)
def syllable_count(word: str) -> int:
    """Return the syllables of a word of pinyin, the fewest that it may have; 0 for what is none.

    >>> [syllable_count(word) for word in ("gōngyuán", "ni3hao3", "huār", "nǚ'ér", "hello")]
    [2, 2, 2, 2, 0]
    """
    if len(word) > MAX_WORD:
        return 0
    letters = unicodedata.normalize("NFC", pinyin.plain(word.lower().translate(AS_TYPED)))
    count = 0
    for part in re.split(r"['’·-]|(?<=\d)", letters.replace("u:", "ü").replace("v", "ü")):
        if part:
            found = fewest_syllables(part.rstrip("12345"))
            if not found:
                return 0
            count += found
    return count
