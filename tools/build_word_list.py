"""The words that a sentence may be cut into: the word lists of ``tools/build_data.py``."""

import prelude

import math
import re
from collections.abc import Iterable, Mapping, Set

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
"""jieba count of a dictionary word that jieba lacks: its own lowest counts (docs/words.md)."""
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
COMPOUND_TAGS, DERIVED_TAGS = frozenset("nvabjtz"), frozenset("nab")
"""First letters of jieba's tags of compounds of two characters, and of words with a suffix."""
GOVERNING_TAGS = frozenset("drmpc")
"""First letters of the tags of characters that are words of their own before others."""

MIN_PHRASE_COUNT = 3
MIN_SAYING_COUNT = 5
"""jieba's count from which a phrase of its list is a term: of noun phrases (its least), and of
those it calls sayings (在世界上)."""
PHRASE_TAGS = ("n", "l", "i", "j", "vn")
SAYING_TAGS = ("l", "i")

VERB_SENSE = re.compile("(?:^|/)to ")
COMPLEMENTS = frozenset("上下进出回过起开到来去见成住掉完好走入为于得着了化给在")
"""What follows a verb without being its object: 看见 has no form 看过见."""


def is_short_name(word: str, tag: str) -> bool:
    """Tell whether a name of jieba is believed.

    jieba tags many ordinary pairs of characters nr (封信, "a letter"): two characters need a
    surname.
    """
    if tag not in NAME_TAGS or len(word) > MAX_NAME:
        return False
    return len(word) > 2 or not tag.startswith("nr") or word[0] in SURNAMES


def is_phrase(word: str, syllabus: Set[str]) -> bool:
    """Tell whether a name of three or four characters is none but words in a row.

    jieba tags thousands of such nr (喝咖啡, 关了门, 那本书, 白衬衣). They begin with a word that
    points, have a particle in them, or a word of two characters that learners know.
    """
    if word[0] in POINTING or set(word[1:]) & PARTICLES:
        return True
    return any(word[at : at + 2] in syllabus for at in range(len(word) - 1))


def segmentation_counts(
    headwords: Mapping[str, float], syllabus: Set[str], jieba: Jieba
) -> dict[str, int]:
    """Return jieba's counts of words that can be looked up, with all prefixes (0).

    These are headwords, single characters, short names and compounds. ``headwords`` have their Zipf
    values, from which those that jieba lacks (微信, 网红) get their counts; ``syllabus`` are words
    to be learnt whole.
    """
    counts = _listed_counts(headwords, syllabus, jieba)
    total = sum(count for _, count, _ in jieba)
    lacking = sorted(word for word in headwords if HAN.fullmatch(word) and word not in counts)
    for word in lacking:
        counts[word] = max(UNSEEN_COUNT, round(10 ** (headwords[word] - 9) * total))
    for length in (2, 3):
        counts |= compounds(counts, jieba, length)
    whole = {word for word in counts if COMPLEMENT.fullmatch(word)}
    whole |= {word for word in lacking if word in syllabus}
    _raise_over_parts(counts, sorted(whole))
    names = {word for word, _, tag in jieba if len(word) == 2 and tag in NAME_TAGS}
    for word in counts:
        if word in syllabus and len(word) > 1:
            counts[word] = round(counts[word] * PREFERRED)
        elif word in names:
            counts[word] = max(1, round(counts[word] / PREFERRED))
    return _with_prefixes(counts)


def _listed_counts(
    headwords: Mapping[str, float], syllabus: Set[str], jieba: Jieba
) -> dict[str, int]:
    """Return the counts of the words of jieba that can be looked up or are believed as names."""
    counts: dict[str, int] = {}
    for word, count, tag in jieba:
        if len(word) == 1 or word in headwords:
            counts[word] = count
        elif is_short_name(word, tag) and len(set(word)) > 1:
            is_person = tag == "nr" and len(word) >= 3
            if not is_person or not is_phrase(word, syllabus):
                counts[word] = count
    return counts


def _raise_over_parts(counts: dict[str, int], words: Iterable[str]) -> None:
    """Raise the counts of words until they are likelier than their parts in a row."""
    lattice = _lattice(counts)
    size = math.log(sum(counts.values()))
    for word in words:
        parts = lattice.best(word, without=word)
        log = _log_of(lattice, word, parts) + (len(parts) - 1) * PER_WORD
        counts[word] = max(counts[word], int(math.exp(log + size)) + 1)


def _with_prefixes(counts: Mapping[str, int]) -> dict[str, int]:
    """Add the beginnings of words that are no words, with a count of 0."""
    known = dict(counts)
    for word in counts:
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)
    return known


def compounds(counts: Mapping[str, int], jieba: Jieba, length: int) -> dict[str, int]:
    """Return words of jieba that no dictionary has but whose parts are known.

    They are more than a chance meeting of the parts: two characters of which neither counts,
    points, governs nor is governed by the other (冬泳, 走上; not 养猪, 狠抓, 两个), or a word of
    two with a suffix (政策性, 电业局).
    """
    lattice = _lattice(counts)
    tags = {word: tag for word, _, tag in jieba}
    total = math.log(sum(counts.values()))
    found: dict[str, int] = {}
    for word, count, tag in jieba:
        if word in counts or len(word) != length or not HAN.fullmatch(word):
            continue
        if not _is_compound(word, tag, tags, counts):
            continue
        parts = _log_of(lattice, word, lattice.best(word, without=word))
        if math.log(count) - total - parts >= _least_cohesion(word):
            found[word] = count
    return found


def _least_cohesion(word: str) -> float:
    return COHESION_OF_DERIVED if word[-1] in SUFFIXES else COHESION


def _is_compound(word: str, tag: str, tags: Mapping[str, str], counts: Mapping[str, int]) -> bool:
    head, last = word[:-1], word[-1]
    if head not in counts or last in DIRECTIONS | PARTICLES or head == last or tag.startswith("nr"):
        return False
    if len(word) == 3:
        return tag[:1] in DERIVED_TAGS and not set(word) & NUMERALS and last in SUFFIXES
    governs = tag[0] == "v" and tags.get(last, "").startswith("n")
    if governs or tag[:1] not in COMPOUND_TAGS or head in NUMERALS:
        return False
    return tags.get(head, "")[:1] not in GOVERNING_TAGS


def _lattice(counts: Mapping[str, int]) -> Lattice:
    return Lattice.of(_with_prefixes(counts))


def _log_of(lattice: Lattice, word: str, parts: Iterable[Span]) -> float:
    """Return the log probability of a cut of a word, without the bonus for each part."""
    scores = [lattice.score(word[start:end]) for start, end in parts]
    return sum(max(score - PER_WORD, UNKNOWN) for score in scores)


def phrases(counts: Mapping[str, int], jieba: Jieba) -> list[str]:
    """List terms of four characters or more that jieba counts as one word (五年计划).

    We cut them into known words.
    """
    lattice = _lattice({word: count for word, count in counts.items() if count})
    found = [
        word
        for word, count, tag in jieba
        if _may_be_phrase(word, count, tag) and _is_cut_into_words(lattice, word)
    ]
    return sorted(found)


def _may_be_phrase(word: str, count: int, tag: str) -> bool:
    least = MIN_SAYING_COUNT if tag in SAYING_TAGS else MIN_PHRASE_COUNT
    if len(word) < 4 or count < least or not HAN.fullmatch(word):
        return False
    return tag.startswith(PHRASE_TAGS) and not tag.startswith("nr")


def _is_cut_into_words(lattice: Lattice, word: str) -> bool:
    if word in lattice:
        return False
    parts = [word[start:end] for start, end in lattice.best(word)]
    return any(len(part) > 1 for part in parts) and all(part in lattice for part in parts)


def separable(entries: Iterable[tuple[str, str, str]], counts: Mapping[str, int]) -> list[str]:
    """List verbs of two characters that a particle may separate (见面, 见过面).

    Their second half may be an object. Which of them are separated in fact needs no list: 喜过欢
    does not occur. ``entries`` are headword, reading, senses.
    """
    verbs = {word for word, _, senses in entries if len(word) == 2 and VERB_SENSE.search(senses)}
    return sorted(word for word in verbs if word[1] not in COMPLEMENTS and counts.get(word, 0))
