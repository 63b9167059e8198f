"""Find Chinese names by their English spelling: capitalised words whose letters are the toneless
pinyin of hanzi, or their Wade-Giles.

A translation that says "Liu Dezhen" names 刘德珍 for nothing: no list of names is needed, and the
spelling tells how the name is written (surname apart, capitals).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.han import IDEOGRAPHS
from generator.base.wade_giles import wade_giles

CAPITALISED = re.compile(r"[A-Z][a-zü'’]+(?:[ -][A-Z][a-zü'’]+|-[a-z]+)*")
POSSESSIVE = re.compile(r"['’]s\b")
RUN = re.compile(f"[{IDEOGRAPHS}]+")
"""Characters that names are written in: neither 〇 nor any beyond the basic plane."""
MAX_WORDS = 4
MAX_SURNAME = 2
MAX_SYLLABLES = 5

Syllables = Callable[[str], frozenset[str]]
"""Gives the toneless readings of a character (``lü`` as ``lv``)."""


@dataclass(frozen=True, slots=True)
class SpelledName:
    """A name that both languages spell."""

    zh: str
    english: str
    """As the translation writes it, without apostrophes: ``Liu Dezhen``, ``Liu Te-chen``."""


def find_names(
    pairs: Iterable[tuple[str, str]], syllables: Syllables, is_word: Callable[[str, str], bool]
) -> tuple[SpelledName, ...]:
    """Return the names of a text, longest first.

    ``pairs`` are aligned passages (simplified Chinese, English); ``syllables`` gives the toneless
    readings of a character; ``is_word`` tells whether a string and the English that spells it are
    ordinary words, such as 我们 and "Women".
    """
    spelled: dict[str, str] = {}
    for zh, en in pairs:
        spellings = _spellings(en)
        if spellings:
            for run in RUN.findall(zh):
                spelled |= _spelled_in(run, spellings, syllables)
    whole: dict[str, str] = {}
    for name, english in spelled.items():
        if not is_word(name, english) and not _is_two_names(name, spelled):
            whole[name] = english
    found = [SpelledName(name, english) for name, english in whole.items()]
    found = [one for one in found if not _is_inside(one, whole)]
    return tuple(sorted(found, key=lambda one: (-len(one.zh), one.zh)))


def _spelled_in(run: str, spellings: dict[str, str], syllables: Syllables) -> dict[str, str]:
    """Return the names in a run of hanzi that ``spellings`` have, with their spelling."""
    # one word alone in Wade-Giles may be an English one: China is chi-na
    old = {letters: english for letters, english in spellings.items() if not english.isalpha()}
    found: dict[str, str] = {}

    def old_syllables(character: str) -> frozenset[str]:
        return frozenset(map(wade_giles, syllables(character)))

    for read, known in ((old_syllables, old), (syllables, spellings)):
        longest = max(map(len, known), default=0)
        for start in range(len(run) if known else 0):
            beginning = run[start : start + MAX_SYLLABLES]
            for length, letters in _readings(beginning, read, longest):
                if length > 1 and letters in known:
                    found[beginning[:length]] = known[letters]
    return found


def _spellings(en: str) -> dict[str, str]:
    """Map the letters of every run of one to four capitalised words to the words themselves."""
    found: dict[str, str] = {}
    for match in CAPITALISED.finditer(POSSESSIVE.sub("", en)):
        # words, and the space or hyphen behind each
        parts = re.split("([ -])", match[0])
        for start in range(0, len(parts), 2):
            for stop in range(start + 1, min(len(parts), start + 2 * MAX_WORDS - 1) + 1, 2):
                english = re.sub("['’]", "", "".join(parts[start:stop]))
                letters = re.sub("[ -]", "", english).lower().replace("ü", "v")
                found[letters] = english
                if parts[start] == "Ah":  # Ah Qiang, 阿强
                    found[letters.replace("ah", "a", 1)] = english
    return found


def _readings(run: str, syllables: Syllables, longest: int) -> Iterator[tuple[int, str]]:
    """Yield (number of characters, letters) for every way to read the beginnings of a run."""
    beginnings = {""}
    for length, character in enumerate(run, 1):
        longer: set[str] = set()
        for syllable in syllables(character):
            longer.update([letters + syllable for letters in beginnings])
        beginnings = {letters for letters in longer if len(letters) <= longest}
        for letters in sorted(beginnings):
            yield length, letters


def _is_two_names(name: str, found: dict[str, str]) -> bool:
    """Tell whether a name is two names in a row: "Beijing Shijingshan" is, "Liu Dezhen" (刘 alone
    was never a name) is not."""
    return any(name[:cut] in found and name[cut:] in found for cut in range(2, len(name) - 1))


def _is_inside(one: SpelledName, names: Mapping[str, str]) -> bool:
    """Tell whether a name is a part of another one, and no person's given name: 初心 of 不忘初心
    is, 小雨 of 林小雨 is not."""
    for other, english in names.items():
        if one.zh in other and one.zh != other:
            surname, _, given = english.partition(" ")
            is_given = other.endswith(one.zh) and len(other) - len(one.zh) <= MAX_SURNAME
            if not is_given or one.english not in (surname, given):
                return True
    return False
