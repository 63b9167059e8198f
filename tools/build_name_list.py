"""What names are made of: the list ``names.tsv`` of ``tools/build_data.py``."""

import prelude

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from build_word_list import HAN, Jieba
from generator.chinese.unlisted_names import SURNAMES

Entries = Iterable[tuple[str, str, str]]
"""Headword, reading, senses."""

SURNAME_SENSE = re.compile("(?:^|/)surname ")
PERSON_ENTRY = re.compile(r"[A-Z]\S* [A-Z]\S* [a-z]\S*")
"""The reading of a person's entry: ``Wang2 Li4 xiong2``."""
PLACE_ENDS = frozenset("省市县区镇乡村州旗屯庄寨沟河江湖海山岭岛港湾桥街路巷寺")
PERSON_TAGS = ("nr", "nrfg")
"""jieba's tags of Chinese persons; ``nrt`` are foreign ones, ``ns`` places."""
FOREIGN_LENGTH = 4
"""Characters from which a foreign name is counted."""
MIN_COMMON_COUNT = 2000
"""jieba's count from which a character that is no usual surname is taken for the word that it is
elsewhere."""
LISTED_WEIGHT = 5
"""A person in the dictionary counts as much as this many of jieba's names, which are noisier."""
MIN_FOREIGN_SHARE = 0.0004
"""A character counts as one of foreign names from this share of their characters on; rarer ones are
mostly noise."""
LIGHT_TAGS = "yeuocprd"
"""First letters of jieba's tags of particles, interjections and the like."""


@dataclass(frozen=True)
class NameSources:
    """Words that are names, of each kind."""

    persons: Collection[str]
    """Surname and two given characters; a name stands as often in the list as it counts."""
    short_persons: Collection[str]
    places: Collection[str]
    """Three characters, the last of which says what it is: 萝北县."""
    foreign: Collection[str]
    surnames: frozenset[str]
    light: frozenset[str]
    """Particles, interjections and the like, which no foreign name is written with."""
    other_words: frozenset[str]
    """Surnames that are rare as such and common as other words: 也, 过, 都."""


def name_sources(entries: Entries, jieba: Jieba) -> NameSources:
    """Collect the names of the dictionary and of jieba."""
    entries = list(entries)
    described = [word for word, _, senses in entries if SURNAME_SENSE.search(senses)]
    surnames = {word for word in described if len(word) == 1}
    listed = [word for word, reading, _ in entries if PERSON_ENTRY.fullmatch(reading)]
    listed = [word for word in _of_length(3, listed) if word[0] in surnames]
    named = [word for word, _, tag in jieba if tag in PERSON_TAGS and word[0] in SURNAMES]
    places = [word for word, reading, _ in entries if reading[:1].isupper()]
    places += [word for word, _, tag in jieba if tag == "ns"]
    foreign = [word for word, _, tag in jieba if tag == "nrt"]
    single = [(word, count, tag) for word, count, tag in jieba if len(word) == 1]
    light = {word for word, _, tag in single if tag[0] in LIGHT_TAGS}
    common = {word for word, count, _ in single if count >= MIN_COMMON_COUNT}
    return NameSources(
        persons=_of_length(3, named) + LISTED_WEIGHT * listed,
        short_persons=_of_length(2, named),
        places=[word for word in _of_length(3, places) if word[2] in PLACE_ENDS],
        foreign=[word for word in foreign if len(word) >= FOREIGN_LENGTH],
        surnames=frozenset(surnames),
        light=frozenset(light),
        other_words=frozenset(common - SURNAMES),
    )


def _of_length(length: int, words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) == length]


def name_rows(sources: NameSources) -> Iterator[tuple[str, str, float]]:
    """Yield (place in a name, character, log probability).

    The places are those of ``generator.chinese.unlisted_names``.
    """
    for role, counts in _counts(sources).items():
        total = counts.total()
        least = MIN_FOREIGN_SHARE * total if role == "foreign" else 1
        excluded = _excluded(sources, role)
        for character, count in sorted(counts.items()):
            if count >= least and HAN.fullmatch(character) and character not in excluded:
                yield role, character, round(math.log(count / total), 2)


def _counts(sources: NameSources) -> dict[str, Counter[str]]:
    """Count the characters of each place in a name."""
    surnames = Counter(word[0] for word in sources.persons)
    # A surname that no listed person has
    surnames.update(dict.fromkeys(sources.surnames - surnames.keys(), 1))
    only = Counter(word[1] for word in sources.short_persons)
    only.update(word[2] for word in sources.persons)
    return {
        "surname": surnames,
        "first": Counter(word[1] for word in sources.persons),
        "second": Counter(word[2] for word in sources.persons),
        "only": only,
        "land1": Counter(word[0] for word in sources.places),
        "land2": Counter(word[1] for word in sources.places),
        "end": Counter(word[2] for word in sources.places),
        "foreign": Counter("".join(sources.foreign)),
    }


def _excluded(sources: NameSources, role: str) -> frozenset[str]:
    """Return the characters that are other words in a place of a name."""
    return {"foreign": sources.light, "surname": sources.other_words}.get(role, frozenset())


def write_names(rows: Iterable[tuple[str, str, float]]) -> str:
    """Write the table."""
    lines = [f"{role}\t{character}\t{log:.2f}\n" for role, character, log in rows]
    return "place\tcharacter\tlog\n" + "".join(lines)
