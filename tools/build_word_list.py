"""Which words a sentence may be cut into, and what names are made of: the word lists of
``tools/build_data.py``."""

import collections
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from generator.chinese.lattice import PER_WORD, UNKNOWN, Lattice, Span
from generator.chinese.segment import NAME_TAGS
from generator.chinese.unlisted_names import SURNAMES

Jieba = list[tuple[str, int, str]]
"""jieba's lines: word, count, part of speech."""

HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+")
PREFERRED = 2.7
"""Factor for words of the HSK syllabuses: where words and phrases are about as likely (将要,
将|要), learners want the word; and divisor for names of two characters, which are often just two
words (花|都, not the town 花都)."""
UNSEEN_COUNT = 3
"""jieba count of a dictionary word that jieba lacks: its own lowest counts (DESIGN.md,
segmentation)."""
COMPLEMENT = re.compile(".[不得].")
"""Verbs with a potential complement (做不到, 看得见): one word to learners, but their parts are far
commoner."""
MAX_NAME = 4
"""Longer 'names' of jieba are phrases such as 莫斯科大学, which learners look up by their parts."""

NUMERALS = frozenset("一二三四五六七八九十百千万亿两几数多半全第每各这那哪某本该此")
"""What counts or points: 两个, 各项, 这次 are two words each."""
DIRECTIONS = frozenset("上里中下内外前后间旁边际侧")
"""What follows a noun as a word of its own (GB/T 16159): 桌上, 家里."""
COHESION = 6.0
"""How much likelier than its parts in a row a word of two characters outside the dictionary must
be, as log odds. Lower values agree better with the gold standards (4 instead of 6: PKU +.002, MSR
+.001), but one word in 135 to 220 could not be looked up then."""
COHESION_OF_DERIVED = 2.0
SUFFIXES = frozenset("员者家业局厂性化")
"""Suffixes that make nouns of whatever stands before them (庄员, 电业, 电业局): a weaker bond will
do."""
PARTICLES = frozenset("的地得了着过们吗呢吧啊")
POINTING = frozenset("这那哪每某我你他她它谁")


def is_short_name(word: str, tag: str) -> bool:
    """Names that are believed. jieba tags many ordinary pairs of characters nr (封信, "a letter"):
    two characters need a surname."""
    return (
        tag in NAME_TAGS
        and len(word) <= MAX_NAME
        and (len(word) > 2 or not tag.startswith("nr") or word[0] in SURNAMES)
    )


def is_phrase(word: str, syllabus: Set[str]) -> bool:
    """Whether a name of three or four characters is none but words in a row (喝咖啡, 关了门,
    那本书, 白衬衣): jieba tags thousands of such nr. It begins with a word that points, has a
    particle in it, or a word of two characters that learners know."""
    if word[0] in POINTING or set(word[1:]) & PARTICLES:
        return True
    return any(word[at : at + 2] in syllabus for at in range(len(word) - 1))


def segmentation_counts(
    headwords: Mapping[str, float], syllabus: Set[str], jieba: Jieba
) -> dict[str, int]:
    """jieba's counts limited to words that can be looked up, single characters, short names and
    compounds, with all prefixes (0).

    ``headwords`` have their Zipf values, from which those that jieba lacks (微信, 网红) get their
    counts; ``syllabus`` are words to be learnt whole.
    """
    counts = {
        w: n
        for w, n, tag in jieba
        if len(w) == 1 or w in headwords or (is_short_name(w, tag) and len(set(w)) > 1)
    }
    persons = {
        w for w, _, tag in jieba if tag == "nr" and 3 <= len(w) <= MAX_NAME and w not in headwords
    }
    counts = {w: n for w, n in counts.items() if w not in persons or not is_phrase(w, syllabus)}
    total = sum(n for _, n, _ in jieba)
    lacking = sorted(w for w in headwords if HAN.fullmatch(w) and w not in counts)
    counts |= {w: max(UNSEEN_COUNT, round(10 ** (headwords[w] - 9) * total)) for w in lacking}
    for length in (2, 3):
        counts |= compounds(counts, jieba, length)
    words = _list(counts)
    size = math.log(sum(counts.values()))
    for word in sorted(
        {w for w in counts if COMPLEMENT.fullmatch(w)} | {w for w in lacking if w in syllabus}
    ):
        parts = words.best(word, without=word)
        whole = _log_of(words, word, parts) + (len(parts) - 1) * PER_WORD
        counts[word] = max(counts[word], int(math.exp(whole + size)) + 1)
    names = {word for word, _, tag in jieba if len(word) == 2 and tag in NAME_TAGS}
    for word in counts:
        if word in syllabus and len(word) > 1:
            counts[word] = round(counts[word] * PREFERRED)
        elif word in names:
            counts[word] = max(1, round(counts[word] / PREFERRED))
    for word in list(counts):
        for end in range(1, len(word)):
            counts.setdefault(word[:end], 0)
    return counts


def compounds(counts: Mapping[str, int], jieba: Jieba, length: int) -> dict[str, int]:
    """Words of jieba that no dictionary has but whose parts are known, and that are more than a
    chance meeting of the parts.

    Two characters of which neither counts, points, governs nor is governed by the other (冬泳,
    走上; not 养猪, 狠抓, 两个), or a word of two with a suffix (政策性, 电业局).
    """
    words = _list(counts)
    tags = {word: tag for word, _, tag in jieba}
    total = math.log(sum(counts.values()))
    return {
        word: count
        for word, count, tag in jieba
        if word not in counts
        and len(word) == length
        and HAN.fullmatch(word)
        and _is_compound(word, tag, tags, counts)
        and math.log(count) - total - _log_of(words, word, words.best(word, without=word))
        >= _least_cohesion(word)
    }


def _least_cohesion(word: str) -> float:
    return COHESION_OF_DERIVED if word[-1] in SUFFIXES else COHESION


def _is_compound(word: str, tag: str, tags: Mapping[str, str], counts: Mapping[str, int]) -> bool:
    head, last = word[:-1], word[-1]
    if head not in counts or last in DIRECTIONS | PARTICLES or head == last or tag.startswith("nr"):
        return False
    if len(word) == 3:
        return tag[:1] in set("nab") and not set(word) & NUMERALS and last in SUFFIXES
    governs = tag[0] == "v" and tags.get(last, "").startswith("n")
    return (
        tag[:1] in set("nvabjtz")
        and head not in NUMERALS
        and not governs
        and tags.get(head, "")[:1] not in set("drmpc")
    )


def _list(counts: Mapping[str, int]) -> Lattice:
    known = dict(counts)
    for word in counts:
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)
    return Lattice.of(known)


def _log_of(words: Lattice, word: str, parts: Iterable[Span]) -> float:
    """Log probability of a cut of a word, without the bonus for each part."""
    return sum(max(words.score(word[start:end]) - PER_WORD, UNKNOWN) for start, end in parts)


LEAST_PHRASE = 3
LEAST_SAYING = 5
"""jieba's count from which a phrase of its list is a term: of noun phrases (its least), and of
those it calls sayings (在世界上)."""
PHRASE_TAGS = ("n", "l", "i", "j", "vn")


def phrases(counts: Mapping[str, int], jieba: Jieba) -> list[str]:
    """Terms of four characters or more that jieba counts as one word and we cut into known words
    (五年计划)."""
    words = _list({word: count for word, count in counts.items() if count})
    found = []
    for word, count, tag in jieba:
        least = LEAST_SAYING if tag in {"l", "i"} else LEAST_PHRASE
        if len(word) < 4 or count < least or word in words or not HAN.fullmatch(word):
            continue
        parts = [word[a:b] for a, b in words.best(word)]
        if (
            tag.startswith(PHRASE_TAGS)
            and not tag.startswith("nr")
            and any(len(p) > 1 for p in parts)
            and all(p in words for p in parts)
        ):
            found.append(word)
    return sorted(found)


COMPLEMENTS = frozenset("上下进出回过起开到来去见成住掉完好走入为于得着了化给在")
"""What follows a verb without being its object: 看见 has no form 看过见."""


def separable(entries: Iterable[tuple[str, str, str]], counts: Mapping[str, int]) -> list[str]:
    """Verbs of two characters that a particle may part (见面, 见过面): those whose second half may
    be an object.

    Which of them are parted in fact needs no list: 喜过欢 does not occur.
    """
    return sorted(
        {
            w
            for w, _, senses in entries
            if len(w) == 2
            and re.search("(?:^|/)to ", senses)
            and w[1] not in COMPLEMENTS
            and counts.get(w, 0)
        }
    )


# Names


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


PERSON_ENTRY = re.compile(r"[A-Z]\S* [A-Z]\S* [a-z]\S*")
"""The reading of a person's entry: ``Wang2 Li4 xiong2``."""
PLACE_ENDS = frozenset("省市县区镇乡村州旗屯庄寨沟河江湖海山岭岛港湾桥街路巷寺")
COMMON = 2000
"""jieba's count from which a character that is no usual surname is taken for the word that it is
elsewhere."""
TRUSTED = 5
"""A person in the dictionary counts as much as this many of jieba's names, which are noisier."""
LEAST_SHARE = 0.0004
"""A character counts as one of foreign names from this share of their characters on; rarer ones are
mostly noise."""


def name_sources(entries: Iterable[tuple[str, str, str]], jieba: Jieba) -> NameSources:
    """Collect names; ``entries`` are (headword, reading, senses)."""
    entries = list(entries)
    surnames = {
        w for w, _, senses in entries if len(w) == 1 and re.search("(?:^|/)surname ", senses)
    }
    listed = [
        w for w, r, _ in entries if len(w) == 3 and w[0] in surnames and PERSON_ENTRY.fullmatch(r)
    ]
    named = [w for w, _, tag in jieba if tag in {"nr", "nrfg"} and w[0] in SURNAMES]
    places = [w for w, r, _ in entries if r[:1].isupper()] + [
        w for w, _, tag in jieba if tag == "ns"
    ]
    return NameSources(
        [w for w in named if len(w) == 3] + TRUSTED * listed,
        [w for w in named if len(w) == 2],
        [w for w in places if len(w) == 3 and w[2] in PLACE_ENDS],
        [w for w, _, tag in jieba if tag == "nrt" and len(w) >= 4],
        frozenset(surnames),
        frozenset(w for w, _, tag in jieba if len(w) == 1 and tag[0] in "yeuocprd"),
        frozenset(w for w, n, _ in jieba if len(w) == 1 and n >= COMMON and w not in SURNAMES),
    )


def name_rows(sources: NameSources) -> Iterator[tuple[str, str, float]]:
    """Yield (place in a name, character, log probability), the places as in
    ``generator.chinese.unlisted_names``."""
    surnames = collections.Counter(w[0] for w in sources.persons)
    # A surname that no listed person has
    surnames.update(dict.fromkeys(sources.surnames - surnames.keys(), 1))
    roles = {
        "surname": surnames,
        "first": collections.Counter(w[1] for w in sources.persons),
        "second": collections.Counter(w[2] for w in sources.persons),
        "only": collections.Counter(
            [w[1] for w in sources.short_persons] + [w[2] for w in sources.persons]
        ),
        "land1": collections.Counter(w[0] for w in sources.places),
        "land2": collections.Counter(w[1] for w in sources.places),
        "end": collections.Counter(w[2] for w in sources.places),
        "foreign": collections.Counter(c for w in sources.foreign for c in w),
    }
    for role, counts in roles.items():
        total = counts.total()
        least = LEAST_SHARE * total if role == "foreign" else 1
        for character, count in sorted(counts.items()):
            is_other = (role == "foreign" and character in sources.light) or (
                role == "surname" and character in sources.other_words
            )
            if count >= least and HAN.fullmatch(character) and not is_other:
                yield role, character, round(math.log(count / total), 2)


def write_names(rows: Iterable[tuple[str, str, float]]) -> str:
    return "place\tcharacter\tlog\n" + "".join(
        f"{role}\t{character}\t{log:.2f}\n" for role, character, log in rows
    )
