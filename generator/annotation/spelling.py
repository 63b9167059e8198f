"""Pinyin of a word in its sentence, as GB/T 16159-2012 writes it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.base import pinyin
from generator.base.han import HANZI
from generator.base.records import Entry, Token
from generator.chinese import word_forms
from generator.chinese.numerals_in_figures import has_figures, read_figures
from generator.chinese.segments import Segment
from generator.chinese.suffixes import DATE_UNITS
from generator.chinese.unlisted_names import KINDS
from generator.lexicon.glosses import SURNAME

EXPERIENCED = "过"
"""The particle, where it parts a verb from its object (见过面)."""
PHRASE_LENGTH = 4
"""Characters from which an expression may be written as several words."""

WRITTEN_APART = KINDS - frozenset("江山庄桥城岭")
"""What is written apart behind the name of a place; the others end given names, too."""
LETTER_OR_FIGURE = re.compile("[0-9A-Za-z]")


def write_word(
    word: str, syllables: Sequence[str], entry: Entry | None, is_word: Callable[[str], bool]
) -> str:
    """Write a word's pinyin, longer expressions separated into their words (GB/T 16159 6.1.1.4,
    6.1.8)."""
    if entry is not None and LETTER_OR_FIGURE.search(word):
        return pinyin.write_mixed(entry.reading)
    if (word[0] == "第" or "分之" in word) and len(word) == len(syllables):
        return pinyin.write_number(word, syllables)
    capitals = [i for i, s in enumerate(syllables) if i and pinyin.is_capital(s)]
    if capitals or len(syllables) != len(word) or len(word) < PHRASE_LENGTH:
        return pinyin.write(syllables, breaks=capitals)
    if len(word) == PHRASE_LENGTH and is_word(word[:2]) and is_word(word[2:]):
        idiom = entry is not None and any("(idiom)" in sense for sense in entry.senses)
        if idiom:
            return pinyin.write(syllables, hyphens=[2])
        return pinyin.write(syllables, breaks=[2])
    return pinyin.write(syllables)


def write_number(text: str, syllables: tuple[str, ...]) -> str:
    """Write a number's pinyin; the unit of a date stands apart (``yī jiǔ wǔ sì nián``,
    ``sānshíyī rì``)."""
    if has_figures(text):
        return read_figures(text)
    if text[-1] in DATE_UNITS:
        return f"{pinyin.write_number(text[:-1], syllables[:-1])} {syllables[-1]}"
    return pinyin.write_number(text, syllables)


def write_form(segment: Segment, syllables: tuple[str, ...]) -> str:
    """Write the pinyin of a form of a word (看了看, 见过面, 12月)."""
    if has_figures(segment.text):
        return read_figures(segment.text)
    spaces, hyphens = word_forms.breaks(segment.text, segment.base)
    return pinyin.write(syllables, spaces, hyphens)


def syllables_of_form(
    segment: Segment, entry: Entry, heard: Sequence[str]
) -> tuple[str, ...] | None:
    """Read a form of a word: the word's own characters as its entry reads them, others as the
    sentence does (``heard``); None where that does not fit."""
    own = pinyin.of_characters(segment.base, entry.reading)
    characters = HANZI.findall(segment.text)
    if own is None or len(heard) != len(characters):
        return None
    if segment.text.startswith(segment.base):  # 哥哥们
        return (*own, *heard[len(own) :])
    of_word = dict(reversed(list(zip(segment.base, own, strict=True))))
    if len(own) > 1 and segment.text[1] == EXPERIENCED:
        of_word.setdefault(EXPERIENCED, "guo")
    return tuple(
        of_word.get(character, syllable)
        for character, syllable in zip(characters, heard, strict=True)
    )


def reading_of_base(segment: Segment, reading: str) -> str:
    """Return how the sentence reads the word that a segment is a form of: ``kan4 le5 kan4`` of
    看了看 is ``kan4``."""
    heard = reading.split()
    if not segment.base or len(heard) != len(segment.text):
        return reading
    at = dict(zip(reversed(segment.text), reversed(heard), strict=True))
    return " ".join(at.get(character, "") for character in segment.base)


def name_breaks(name: str, spelling: str) -> list[int]:
    """Return where a name's pinyin is separated: after the surname, as the English spelling does
    or by the length of the name; at the dots of a foreign one."""
    dots = [at - count for count, at in enumerate(_dots(name))]
    if dots:
        return dots
    if len(name) == 3 and name[-1] in WRITTEN_APART:
        return [2]
    if spelling:
        return [1] if " " in spelling and len(name) <= 3 else []
    return [1] if 2 <= len(name) <= 3 else []


def _dots(name: str) -> list[int]:
    return [at for at, sign in enumerate(name) if not HANZI.match(sign)]


def as_headword(token: Token, is_word: Callable[[str], bool]) -> Token:
    """Return a token whose reading is its headword's, where the text has a form of it: 看看 is
    learnt as 看 kàn, 3月 as 三月 sānyuè."""
    is_form = len(token.headword) != len(token.text) or has_figures(token.text)
    if token.entry is None or not is_form:
        return token
    syllables = pinyin.of_characters(token.headword, token.entry.reading)
    if syllables is None:
        return token
    if not pinyin.is_capital(token.reading):
        syllables = tuple(syllable.lower() for syllable in syllables)
    reading = write_word(token.headword, syllables, token.entry, is_word)
    return replace(token, pinyin=syllables, reading=reading)


def as_spelled(
    name: str,
    syllables: tuple[str, ...],
    letters: str,
    entries_of: Callable[[str], Sequence[Entry]],
) -> tuple[str, ...]:
    """Return the syllables of a name as the ``letters`` of the translation spell them (单 is "Shan"
    of Shan Tingxiu), surnames before other readings; ``syllables`` where no reading is spelled
    so."""
    if not letters:
        return syllables
    ways: dict[str, tuple[str, ...]] = {"": ()}
    for character, expected in zip(name, syllables, strict=False):
        entries = sorted(entries_of(character), key=_is_no_surname)
        readings = [expected, *(pinyin.mark(entry.reading.lower()) for entry in entries)]
        longer: dict[str, tuple[str, ...]] = {}
        for before, done in ways.items():
            for reading in readings:
                read = before + pinyin.plain(reading).replace("ü", "v")
                if letters.startswith(read):
                    longer.setdefault(read, (*done, reading))
        ways = longer
    return ways.get(letters, syllables)


def _is_no_surname(entry: Entry) -> bool:
    return not entry.senses or not SURNAME.match(entry.senses[0])
