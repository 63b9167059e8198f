"""Decoded text is tidied: one form for each character, ``\\n`` for every line break, and nothing
invisible."""

import re
import unicodedata

from generator.base.errors import InputError
from generator.base.records import Issue

MAX_CONTROL_SHARE = 0.01
"""Share of control characters beyond which a file is not text."""
LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
INVISIBLE = re.compile(
    "[\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
    "|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"  # the joiner stays inside emoji
)
# And noncharacters, which XML and HTML refuse
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
LOST = "\ufffd"
RADICAL = re.compile("[\u2e80-\u2fd5\ufb00-\ufb06]")
"""Characters for radicals and ligatures: PDFs that Chromium prints, and text copied from them, have
them for characters of the same shape."""
CHARACTER_OF_RADICAL = dict(
    zip(
        "⺟⺠⺫⺬⺮⺴⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民目示竹网虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals for which Unicode names no character."""
REMEDY = (
    "Save it as UTF-8 text: in Word, File > Save As > Plain Text (.txt) > Other encoding > Unicode"
    " (UTF-8); in Notepad, File > Save As > Encoding: UTF-8."
)


def tidy(text: str, where: str) -> tuple[str, tuple[Issue, ...]]:
    """Return a text in NFC with ``\\n`` for every line break, without invisible and control
    characters, and what was removed.

    Raises InputError if so much of it is control characters that it cannot be text.
    """
    text = unicodedata.normalize("NFC", RADICAL.sub(_character_of_radical, text))
    text = LINE_BREAK.sub("\n", text).replace("\u2029", "\n\n").replace("\xa0", " ")
    text, invisible = INVISIBLE.subn("", text)
    text, controls = CONTROL.subn("", text)
    before = len(text) + controls
    if controls > MAX_CONTROL_SHARE * before:
        raise InputError(
            f"{where}: {controls} of its {before} characters are control characters; this is not a"
            f" text. {REMEDY}"
        )
    issues = []
    if controls:
        detail = f"{controls} control characters were removed."
        issues.append(Issue("control-characters", where, detail))
    if invisible:
        detail = f"{invisible} zero-width spaces and marks were removed."
        issues.append(Issue("invisible-characters", where, detail))
    lost = text.count(LOST)
    if lost:
        detail = f"{lost} characters were lost before Cika read the file: {LOST} stands for them."
        issues.append(Issue("lost-characters", where, detail))
    return text, tuple(issues)


def _character_of_radical(radical: re.Match[str]) -> str:
    character = CHARACTER_OF_RADICAL.get(radical[0])
    return character or unicodedata.normalize("NFKC", radical[0])
