"""Finds what a learner knows, out of lists of words, levels, frequencies and Anki: brings the
readers, the lexicon and the scripts together."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.anki import SENTENCE, read_ledger
from generator.anki.anki_database import is_from_anki
from generator.anki.studied_notes import AnkiHolding, read_holding
from generator.anki.twin import is_ledger
from generator.base.errors import InputError
from generator.chinese.script import simplify
from generator.lexicon.dictionary import Dictionary
from generator.study import Known
from generator.texts import WordList, read_word_list, word_list, words_of

ERHUA = "儿"
REMEMBERED = 4
"""Sets of levels that are remembered."""
LAST_LIST = 7
"""The levels 7, 8 and 9 of the HSK have one list."""
SHORT_FORMS = {"没有": "没"} | {f"{colour}色": colour for colour in "红黄蓝绿白黑"}
"""Words, and short forms of them that go without saying: the syllabus of 2025 has 没有 alone, and
黑色 three levels before 黑."""
NUMERALS = (*"一二三四五六七八九十两几半", "十一", "十二")
COUNTED = (("第", ""), ("", "个"), ("", "月"), ("星期", ""))
"""What stands before and after a numeral in words that no syllabus lists: 第一, 一个, 十月,
星期六."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The words that one source says the learner knows."""

    where: str
    known: Known
    remark: str
    """What was read, for people."""


def open_dictionary() -> Dictionary:
    """Open the dictionary that the functions here take; once is enough."""
    return Dictionary()


def of_file(path: Path, days: int, dictionary: Dictionary) -> Knowledge:
    """Read a list of words, or a package or collection of Anki, of which words count as known from
    an interval of ``days`` on.

    A package without any schedule is a list: all of its words are known. What Cika's own notes in
    it teach, and what Anki exported as text, may be what the deck to be built teaches, which
    therefore keeps it (``Known.studied``). Raises InputError where no Chinese word is found.
    """
    if is_from_anki(path):
        holding = read_holding(path)
        if not holding.tables:
            raise InputError(f"{path}: holds no note of words. Expected cards of Chinese words.")
        return of_anki(holding, days, str(path), dictionary)
    if is_ledger(path):
        taught = frozenset(word.headword for word in read_ledger(path).words)
        remark = _count(taught, "the table of a deck")
        return Knowledge(where=str(path), known=Known(studied=taught), remark=remark)
    found = read_word_list(path, frozenset({SENTENCE}))
    words = simplified(found, dictionary)
    known = Known(studied=words) if found.from_anki else Known(words=words)
    return Knowledge(where=str(path), known=known, remark=_count(words, found.column))


def of_anki(holding: AnkiHolding, days: int, where: str, dictionary: Dictionary) -> Knowledge:
    """Read the words of the learner's Anki. Raises InputError where none of its notes has a Chinese
    word."""
    min_days = days if holding.scheduled else 0
    listed: set[str] = set()
    studied: set[str] = set()
    every: set[str] = set()
    fields: list[str] = []
    for table in holding.tables:
        column = words_of(table.rows, table.fields)
        if column is None:
            continue
        fields.append(f"{column.name} of {table.name}")
        whole: list[str] = []
        long_enough: list[str] = []
        for words, interval in zip(column.words, table.days, strict=True):
            whole += words
            if interval >= min_days:
                long_enough += words
        found = word_list(whole)
        every |= simplified(found, dictionary)
        known = simplified(replace(found, words=tuple(long_enough)), dictionary)
        is_studied = holding.scheduled or table.is_ours
        (studied if is_studied else listed).update(known)
    if not every and holding.tables:
        fault = (
            "none of its notes has a Chinese word in a field of its own (sentences do not count)"
        )
        raise InputError(f"{where}: {fault}. Expected cards of words.")
    remark = _count(every, f"field {', '.join(fields)}")
    if not holding.scheduled:
        remark += "; exported without schedules, so all count as known"
    else:
        remark += f"; {len(studied):,} known"
        if days:
            remark += f", with a card of {days} days or more"
    known_words = Known(words=frozenset(listed), studied=frozenset(studied))
    return Knowledge(where=where, known=known_words, remark=remark)


def highest_level(standard: str) -> int:
    """Return the highest level of an HSK standard."""
    return 6 if standard == "2.0" else 9


def of_level(level: int, standard: str, dictionary: Dictionary) -> Knowledge:
    """Return the words of a syllabus up to a level; 7, 8 and 9 are one list. Raises InputError for
    a level that the standard does not have."""
    highest = highest_level(standard)
    if not 1 <= level <= highest:
        raise InputError(
            f"HSK {standard} has the levels 1 to {highest}; found {level}. Name a level, or another"
            " standard."
        )
    words = _with_plain(dictionary.up_to(min(level, LAST_LIST), standard), dictionary)
    last = level if level < LAST_LIST else 9
    where = f"HSK {standard}, levels 1 to {last}"
    return Knowledge(where=where, known=Known(words=words), remark=_count(words))


@lru_cache(maxsize=REMEMBERED)
def by_level(levels: tuple[int, ...], standard: str, dictionary: Dictionary) -> dict[int, Known]:
    """Return for each of some levels what ``of_level`` says that its learner knows; remembered,
    since every text of a batch asks."""
    graded = dictionary.graded(max(levels), standard)
    found: dict[int, Known] = {}
    for level in levels:
        words = [word for word, own in graded if own <= level]
        known = Known(words=_with_plain(words, dictionary))
        found[level] = together([Knowledge(where="", known=known, remark="")])
    return found


def of_frequency(count: int, dictionary: Dictionary) -> Knowledge:
    """Return the most frequent words."""
    words = frozenset(dictionary.common(count))
    where = f"the {len(words):,} most frequent words"
    return Knowledge(where=where, known=Known(words=words), remark=_count(words))


def together(sources: Iterable[Knowledge]) -> Known:
    """Join all that is known, and add the words that are a known numeral and what it counts."""
    words: set[str] = set()
    studied: set[str] = set()
    for source in sources:
        words |= source.known.words
        studied |= source.known.studied
    return Known(
        words=frozenset(words | _counted(words)),
        studied=frozenset(studied | _counted(words | studied)),
    )


def all_of(sources: Iterable[Knowledge]) -> frozenset[str]:
    """Return the words of several lists, and no others."""
    return frozenset().union(*[source.known.all for source in sources])


def _counted(known: Set[str]) -> set[str]:
    """Return the words that join a known numeral with what it counts."""
    numerals = [numeral for numeral in NUMERALS if known >= set(numeral)]
    found = set()
    for before, after in COUNTED:
        if before + after in known:
            found |= {before + numeral + after for numeral in numerals}
    return found


def simplified(found: WordList, dictionary: Dictionary) -> frozenset[str]:
    """Return the words of a list as headwords: simplified. A word in traditional characters is each
    headword that is so written (乾: 干, 乾)."""
    words: set[str] = set()
    for word in found.words:
        headwords: Sequence[str] = ()
        if found.traditional or not dictionary.is_headword(word):
            headwords = dictionary.headwords(word)
        words.update(headwords or [simplify(word, found.traditional)])
    return _with_plain(words, dictionary)


def _with_plain(words: Iterable[str], dictionary: Dictionary) -> frozenset[str]:
    """Return words, their short forms, and those that they are with an r behind: who knows 玩儿
    knows 玩."""
    known = frozenset(words)
    plain = {SHORT_FORMS[word] for word in known & SHORT_FORMS.keys()}
    for word in known:
        if len(word) > 1 and word.endswith(ERHUA) and _ends_in_r(word, dictionary):
            plain.add(word.removesuffix(ERHUA))
    return known | plain


def _ends_in_r(word: str, dictionary: Dictionary) -> bool:
    return any(entry.reading.endswith(" r5") for entry in dictionary.entries(word))


def _count(words: Set[str], column: str = "") -> str:
    noun = "word" if len(words) == 1 else "words"
    counted = f"{len(words):,} {noun}"
    return f"{counted} ({column})" if column else counted
