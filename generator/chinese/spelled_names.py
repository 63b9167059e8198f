"""Find Chinese names by their English spelling: capitalised words whose letters are the toneless
pinyin of hanzi.

A translation that says "Liu Dezhen" names 刘德珍 for nothing: no list of names is needed, and the
spelling tells how the name is written (surname apart, capitals).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

CAPITALISED = re.compile(r"[A-Z][a-zü'’]+(?:[ -][A-Z][a-zü'’]+)*")
HAN_RUN = re.compile("[㐀-䶿一-鿿]+")
MOST_WORDS = 4
MOST_SYLLABLES = 5


@dataclass(frozen=True, slots=True)
class SpelledName:
    """A name that both languages spell."""

    zh: str
    english: str
    """As the translation writes it, without apostrophes: ``Liu Dezhen``."""


def find_names(
    pairs: Iterable[tuple[str, str]],
    syllables: Callable[[str], frozenset[str]],
    is_common: Callable[[str], bool],
) -> tuple[SpelledName, ...]:
    """Return the names of a text, longest first.

    ``pairs`` are aligned passages (simplified Chinese, English); ``syllables`` gives the toneless
    readings of a character (``lü`` as ``lv``); ``is_common`` says whether a string is an ordinary
    word, such as 我们 beside "Women".
    """
    spelled: dict[str, str] = {}
    for zh, en in pairs:
        spellings = _spellings(en)
        longest = max(map(len, spellings), default=0)
        for run in HAN_RUN.findall(zh) if spellings else ():
            for start in range(len(run)):
                for length, letters in _readings(
                    run[start : start + MOST_SYLLABLES], syllables, longest
                ):
                    name = run[start : start + length]
                    if length > 1 and letters in spellings:
                        spelled[name] = spellings[letters]
    whole = {
        z: e
        for z, e in spelled.items()
        if not _is_two_names(z, spelled) and not (is_common(z) and " " not in e)
    }
    inside = {part for name in whole for part in whole if part != name and part in name}
    return tuple(
        sorted(
            (SpelledName(z, e) for z, e in whole.items() if z not in inside),
            key=lambda n: (-len(n.zh), n.zh),
        )
    )


def _spellings(en: str) -> dict[str, str]:
    """Map the letters of every run of one to four capitalised words to the words themselves."""
    found: dict[str, str] = {}
    for match in CAPITALISED.finditer(en):
        words = re.split("[ -]", match[0])
        for start in range(len(words)):
            for stop in range(start + 1, min(len(words), start + MOST_WORDS) + 1):
                english = " ".join(words[start:stop])
                found[re.sub("[ '’]", "", english).lower().replace("ü", "v")] = re.sub(
                    "['’]", "", english
                )
    return found


def _readings(
    run: str, syllables: Callable[[str], frozenset[str]], longest: int
) -> Iterable[tuple[int, str]]:
    """Yield (number of characters, letters) for every way to read the beginnings of a run."""
    letters = {""}
    for length, character in enumerate(run, 1):
        letters = {
            a + b for a in letters for b in syllables(character) if len(a) + len(b) <= longest
        }
        for item in sorted(letters):
            yield length, item


def _is_two_names(name: str, found: dict[str, str]) -> bool:
    """Whether a name is two names in a row: "Beijing Shijingshan" is, "Liu Dezhen" (刘 alone was
    never a name) is not."""
    return any(name[:cut] in found and name[cut:] in found for cut in range(2, len(name) - 1))
