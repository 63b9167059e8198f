"""Labels that both sides of a text have, such as ``[1-3]`` and ``[1:3]``, ``01``, 第一条 and
``Article 1``, say which lines belong together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.base.records import Issue
from generator.texts.line_parts import NUMBER_LABEL
from generator.texts.paired import TextPair
from generator.texts.paragraphs import SENTENCE_END

MIN_LABELS = 3
"""Labels that both sides must have, in the same order."""
MIN_SHARED = 0.8
"""Share of the labels of either side that the other must have, too."""
MIN_LABELLED = 0.4
"""Share of the lines of the Chinese that must have labels: one with a few numbers has none."""
DIGIT_OF = {numeral: digit for digit, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0}
NUMERAL = r"\d{1,4}|[零〇一二三四五六七八九十百]{1,7}"
NAMED_ZH = re.compile(
    rf"第\s?({NUMERAL})\s?[条條章节節课課回款编編幕场場]|[（(]?({NUMERAL})[)）]?、"
    rf"|[（(]([一二三四五六七八九十]{{1,3}})[)）]"
)
NAMED_EN = re.compile(
    r"(?:Article|Chapter|Section|Lesson|Unit|Part|Act|Scene)\s(\d{1,4}|[IVXLC]{1,7})\b"
    r"|\(?([IVX]{1,5})[.)]\s",
    re.IGNORECASE,
)
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

Label = tuple[int, ...]


@dataclass(slots=True)
class _Item:
    """A label with its line, and the lines up to the next label."""

    label: Label
    """Empty before the first label."""
    line: str = ""
    others: list[str] = field(default_factory=list)


def labelled_pairs(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[TextPair]:
    """Pair lines by the labels that both sides have; return nothing where labels do not say it.

    A line without a label belongs to the label before it if the other side has such lines, too, or
    if it only goes on with the sentence before it. Else it stands alone, as commentaries do.
    """
    zh, en = _items(zh_lines), _items(en_lines)
    shared = _shared_labels(zh, en)
    labelled = sum(bool(item.label) for item in zh)
    if not shared or labelled < MIN_LABELLED * sum(map(bool, map(str.strip, zh_lines))):
        return []
    pairs: list[TextPair] = []
    zh_groups, en_groups = _groups(zh, shared), _groups(en, shared)
    for number, (zh_group, en_group) in enumerate(zip(zh_groups, en_groups, strict=True), 1):
        pairs += _pairs(zh_group, en_group, number)
    return pairs


def labels_used(pairs: Sequence[TextPair], where: str) -> Issue:
    """Return the issue that says that labels decided, and are on no card."""
    both = sum(bool(pair.zh and pair.en) for pair in pairs)
    detail = (
        f"{both} pairs were found by the numbers that both languages have before their lines; the"
        " numbers are on no card."
    )
    return Issue("labels", where, detail)


def _items(lines: Iterable[str]) -> list[_Item]:
    found = [_Item(())]
    for line in lines:
        label, text = _label(line)
        if label:
            found.append(_Item(label, text))
        elif line.strip():
            found[-1].others.append(line.strip())
    return found


def _label(line: str) -> tuple[Label, str]:
    """Return the label of a line, empty without one, and the line, without a mere number."""
    if number := NUMBER_LABEL.match(line):
        digits = next(filter(None, number.groups()))
        return tuple(map(int, re.findall(r"\d+", digits))), line[number.end() :].strip()
    text = line.strip()
    if named := NAMED_ZH.match(text) or NAMED_EN.match(text):
        return (_value(next(filter(None, named.groups()))),), text
    return (), text


def _value(numeral: str) -> int:
    """Return the value of a number in digits, Chinese or Roman numerals.

    >>> [_value(numeral) for numeral in ("12", "十二", "二十", "一百零三", "XIV")]
    [12, 12, 20, 103, 14]
    """
    if numeral.isdigit():
        return int(numeral)
    if numeral[0].upper() in ROMAN:
        values = [ROMAN[letter] for letter in numeral.upper()]
        following = [*values[1:], 0]
        return sum(
            -one if one < after else one for one, after in zip(values, following, strict=True)
        )
    total = digit = 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGIT_OF[character]
    return total + digit


def _shared_labels(zh: Sequence[_Item], en: Sequence[_Item]) -> list[Label]:
    """Return the labels that both sides have, if nearly all are, each once and in one order."""
    zh_labels = [item.label for item in zh if item.label]
    en_labels = [item.label for item in en if item.label]
    in_both = set(zh_labels).intersection(en_labels)
    shared = [label for label in zh_labels if label in in_both]
    if len(shared) < MIN_LABELS or shared != [label for label in en_labels if label in in_both]:
        return []
    is_enough = len(shared) >= MIN_SHARED * max(len(zh_labels), len(en_labels))
    return shared if is_enough and len(set(shared)) == len(shared) else []


def _groups(items: Sequence[_Item], shared: Sequence[Label]) -> list[_Item]:
    """Return what stands before the first shared label, and what each shared label has."""
    wanted = set(shared)
    found = [_Item(())]
    for item in items:
        if item.label in wanted:
            found.append(item)
        elif item.label:
            found[-1].others += [item.line, *item.others]
        else:
            found[-1].others += item.others
    return found


def _pairs(zh: _Item, en: _Item, number: int) -> list[TextPair]:
    """Return the pair of a label, and the lines that stand alone behind it."""
    sides = (zh, en)
    if not zh.others or not en.others or not zh.label:
        for side in sides:
            _take_what_goes_on(side)
        alone = [TextPair(number, zh=line, en="") for line in zh.others]
        alone += [TextPair(number, zh="", en=line) for line in en.others]
        return [TextPair(number, zh=zh.line, en=en.line), *alone]
    if len(zh.others) == len(en.others):
        lines = zip((zh.line, *zh.others), (en.line, *en.others), strict=True)
        return [TextPair(number, zh=zh_line, en=en_line) for zh_line, en_line in lines]
    zh_text, en_text = ("\n".join((side.line, *side.others)) for side in sides)
    return [TextPair(number, zh=zh_text, en=en_text)]


def _take_what_goes_on(item: _Item) -> None:
    """Take the lines with which the sentence of a label goes on."""
    while item.label and item.others and not SENTENCE_END.search(item.line):
        item.line += f" {item.others.pop(0)}"
