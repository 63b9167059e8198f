"""Chinese for people, as text and as HTML: in which script, with which reading, in which lines.

Cards, sheets and pages share it; how each of them escapes text is handed in (``base.html.Markup``).
"""

from generator.display.reading_forms import (
    Syllable,
    as_text,
    pinyin_of,
    sentence_pinyin,
    sentence_zhuyin,
    syllables,
    wanted,
    zhuyin_of,
)
from generator.display.ruby import UNBROKEN, Unit, opens, ruby, ruby_parts, toned, units
from generator.display.script_forms import HANS, HANT, NO_LOOKUPS, ChineseLookups, ScriptForms

__all__ = [
    "HANS",
    "HANT",
    "NO_LOOKUPS",
    "UNBROKEN",
    "ChineseLookups",
    "ScriptForms",
    "Syllable",
    "Unit",
    "as_text",
    "opens",
    "pinyin_of",
    "ruby",
    "ruby_parts",
    "sentence_pinyin",
    "sentence_zhuyin",
    "syllables",
    "toned",
    "units",
    "wanted",
    "zhuyin_of",
]
