"""The English that a Chinese word may have, as terms of ``english.terms`` with strengths: the
dictionary's evidence for alignment.

A strength between 0 and 1 says how surely the word is meant when the term stands in the
translation. A definition of one word gives 1, of two words .6 each, of three or four .35 (tuned on
MAC-dev, 2026-11-22). Names are compared by sound with capitalised words: any run of a word's
syllables in pinyin and in Wade-Giles (``^dezhen``), the consonants of words that the dictionary
lacks (``~STF``, see ``phonetic_keys``), and old spellings of places from a table (``^peking``).
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from generator.base.errors import DataError
from generator.base.han import HANZI_RUN
from generator.base.records import Entry
from generator.base.wade_giles import wade_giles
from generator.lexicon import phonetic_keys
from generator.lexicon.english import STOP_WORDS, number_term, stem

STOP = frozenset(
    "的了是在和也就都着著地得他她我你它们們这這那个個一不有说說要到又很没沒把被与與而之其但却卻"
    "还還上下里裡中来來去过過"
)
"""Characters that say too little alone; they have no translations."""

POSTAL = Path(__file__).resolve().parent.parent / "data" / "postal.tsv"
_STRENGTH_BY_WORDS = {1: 1.0, 2: 0.6, 3: 0.35, 4: 0.35}
"""Strength of a definition by its number of words."""
_PART_FACTOR, _CHARACTER_FACTOR = 0.8, 0.4
"""Factors for the definitions of a part of a word that the dictionary lacks: two or three
characters, one character."""
_SOUND, _SOUND_OF_SYLLABLE, _SOUND_OF_CHARACTER, _WADE_GILES = 1.0, 0.7, 0.5, 0.6
"""Strengths of several syllables, of one, of a word that is one character; of Wade-Giles."""
_SKELETON, _SHORT_SKELETON = 0.6, 0.4
"""Strengths of three consonants, and of two. Guesses: MAC-dev has hardly a foreign name."""
_MAX_READINGS = 4
"""Combinations of readings tried for one run of characters that have several each."""

_REFERENCE = re.compile(
    r"(?:old |archaic |erroneous |Japanese |[a-z]* ?)?variant of |see (?:also )?[\u3400-\u9fff]|CL:"
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|·]+")
Entries = Callable[[str], tuple[Entry, ...]]
Syllables = Callable[[str], Iterable[str]]
Value = Callable[[str], float | None]


def translator(
    entries: Entries, syllables: Syllables, value: Value
) -> Callable[[str], Mapping[str, float]]:
    """Return ``translations`` of one dictionary as a function of the term alone, which remembers
    its answers."""

    @cache
    def translate(term: str) -> Mapping[str, float]:
        return translations(term, entries, syllables, value)

    return translate


def translations(
    term: str, entries: Entries, syllables: Syllables, value: Value
) -> dict[str, float]:
    """Return English terms for a Chinese word, numeral or foreign word, each with a strength.

    ``entries`` looks a word up, ``syllables`` gives the toneless readings of a character, ``value``
    the worth of a numeral.
    """
    if term in STOP:
        return {}
    found: dict[str, float] = {}
    worth = value(term)
    if worth is not None:
        found[number_term(worth)] = 1.0
    if not HANZI_RUN.fullmatch(term):
        if term.isascii() and term.isalpha():
            _keep(found, {stem(term): 1.0, "^" + term.lower(): 1.0})
        return found
    _keep(found, _defined(term, entries))
    if not entries(term):
        _keep(found, _of_parts(term, entries))
        _keep(found, _foreign(term, syllables))
    if worth is None:
        _keep(found, _sounds(term, syllables))
    _keep(found, _postal().get(term, {}))
    return found


def _keep(found: dict[str, float], more: Mapping[str, float], factor: float = 1.0) -> None:
    for term, strength in more.items():
        found[term] = max(found.get(term, 0.0), factor * strength)


def _defined(word: str, entries: Entries) -> dict[str, float]:
    found: dict[str, float] = {}
    for entry in entries(word):
        for sense in entry.senses:
            if not _REFERENCE.match(sense):
                _keep(found, _gloss(sense))
    return found


@lru_cache(maxsize=65_536)
def _gloss(sense: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for one in re.split(r"[;,] ?", _ASIDE.sub("", sense)):
        words = re.findall("[A-Za-z]{2,}", one)
        stems = [stem(word) for word in words if word.lower() not in STOP_WORDS]
        strength = _STRENGTH_BY_WORDS.get(len(stems))
        if strength:
            _keep(found, dict.fromkeys(stems, strength))
    return found


def _of_parts(word: str, entries: Entries) -> dict[str, float]:
    found: dict[str, float] = {}
    for length in (3, 2):
        for at in range(len(word) - length + 1):
            _keep(found, _defined(word[at : at + length], entries), _PART_FACTOR)
    if not found and len(word) > 1:
        for character in word:
            _keep(found, _defined(character, entries), _CHARACTER_FACTOR)
    return found


def _sounds(word: str, syllables: Syllables) -> dict[str, float]:
    """Return capitalised words that a run of the word's characters may be written as; lone
    syllables of two letters only for short words."""
    readings = [sorted(set(syllables(character))) for character in word]
    shortest = 2 if 1 < len(word) <= 3 else 3
    found: dict[str, float] = {}
    for start, end in itertools.combinations(range(len(word) + 1), 2):
        for run in itertools.islice(itertools.product(*readings[start:end]), _MAX_READINGS):
            pinyin = "".join(run).replace("v", "u").replace("u:", "u")
            if end - start == 1 and len(pinyin) < shortest:
                continue
            _keep(found, {"^" + pinyin: _sound_strength(end - start, len(word))})
            old = "".join(map(wade_giles, run))
            if len(word) > 1 and len(old) > 2:
                _keep(found, {"^" + old: _WADE_GILES})
    return found


def _sound_strength(syllables: int, word_length: int) -> float:
    if word_length == 1:
        return _SOUND_OF_CHARACTER
    return _SOUND if syllables > 1 else _SOUND_OF_SYLLABLE


def _foreign(word: str, syllables: Syllables) -> dict[str, float]:
    """Return the skeletons of a word that may be a foreign name."""
    found: dict[str, float] = {}
    readings = [sorted(set(syllables(character))) for character in word]
    for run in itertools.islice(itertools.product(*readings), _MAX_READINGS):
        skeleton = phonetic_keys.of_chinese(run)
        if skeleton:
            is_whole = len(skeleton) == phonetic_keys.MAX_CONSONANTS
            found["~" + skeleton] = _SKELETON if is_whole else _SHORT_SKELETON
    return found


@cache
def _postal() -> Mapping[str, Mapping[str, float]]:
    """Read places and their old spellings, as terms."""
    found = {}
    try:
        for line in POSTAL.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                place, spellings = line.split("\t")
                found[place] = {"^" + spelling: 1.0 for spelling in spellings.lower().split()}
        return found
    except (OSError, ValueError) as error:
        raise DataError(
            f"{POSTAL}: the table of old place names cannot be read ({error}). Fetch the project's"
            " files again"
        ) from error
