"""Who speaks in a dialogue: ``A：``, ``丽莎：``, ``Lisa:`` at the beginning of its lines. The names
stay in the text, which they help to align, and are no words of its sentences."""

import re
from collections import Counter
from collections.abc import Sequence

from generator.base.han import HAN
from generator.base.records import BilingualText
from generator.texts.header import is_label, read_field_name

NAME_EN = r"[A-Z][A-Za-z.'’-]{0,14}(?: (?:[A-Z][A-Za-z.'’-]{0,14}|\d)){0,2}"
ASIDE = r"(?:\s?[（(][^()（）]{1,20}[)）])?"
LABEL_ZH = re.compile(rf"((?:[{HAN}·]{{1,6}}[A-Z0-9]?|{NAME_EN}){ASIDE}\s?[:：])\s*(?=\S)")
LABEL_EN = re.compile(rf"({NAME_EN}{ASIDE}\s?[:：])\s+(?=\S)")
SAYING_ZH = re.compile(r".[说道问喊叫答想写唱念骂讲曰説說問寫罵講如是为為下到有]\s?[:：]$")
SAYING_EN = re.compile(
    r"\b(?:said|says|asked|asks|replied|answered|cried|thought|wrote|added|is|are|note)\s?:$",
    re.IGNORECASE,
)
"""Labels that belong to a sentence: 他说： He said:"""
ALWAYS = re.compile(r"(?:[A-Z]\d?|[甲乙丙丁男女问答問])\s?[:：]$")
"""Labels that nothing but a dialogue has."""
MIN_LABELS = 2
MIN_SHARE = 0.5
"""Share of the lines between the first and the last label that must have one."""
MIN_IN_ENGLISH = 0.8
"""Share of the labels that the English must have, too, where none returns."""


def speakers_of(text: BilingualText) -> tuple[str, ...]:
    """Return what the lines of a dialogue begin with, in both languages; nothing for other texts.

    Names that return speak, and single letters, and names that the English has as often. What
    stands once before a colon is a heading or a field.
    """
    zh = _labels(text.zh.split("\n"), LABEL_ZH, SAYING_ZH)
    en = _labels(text.en.split("\n"), LABEL_EN, SAYING_EN)
    if len(zh) < MIN_LABELS:
        return ()
    counts = Counter(zh)
    has_letters = all(map(ALWAYS.match, zh))
    is_in_english = len(en) >= MIN_IN_ENGLISH * len(zh)
    returns = any(count > 1 for count in counts.values())
    if not (has_letters or is_in_english or returns):
        return ()
    return tuple(dict.fromkeys((*zh, *en)))


def _labels(lines: Sequence[str], pattern: re.Pattern[str], saying: re.Pattern[str]) -> list[str]:
    """Return the labels of the lines of a side, in order; nothing where too few lines have one."""
    filled = [line.strip() for line in lines if line.strip()]
    found: dict[int, str] = {}
    for number, line in enumerate(filled):
        label = pattern.match(line)
        if label and not saying.search(label[1]) and not _is_field(label[1]):
            found[number] = label[1]
    if not found:
        return []
    between = max(found) - min(found) + 1
    return list(found.values()) if len(found) >= MIN_SHARE * between else []


def _is_field(label: str) -> bool:
    """Tell whether a label is the name of a header field or of a language."""
    return is_label(label) or read_field_name(label.rstrip(" :：")) != ""
