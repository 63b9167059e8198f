"""What a learner knows, out of lists of words, levels, frequencies and Anki: brings the readers,
the lexicon and the scripts together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
SHORT = {"没有": "没"} | {f"{colour}色": colour for colour in "红黄蓝绿白黑"}
"""Words, and short forms of them that go without saying: the syllabus of 2025 has 没有 alone, and
黑色 three levels before 黑."""
NUMERALS = (*"一二三四五六七八九十两几半", "十一", "十二")
COUNTED = (("第", ""), ("", "个"), ("", "月"), ("星期", ""))
"""What stands before and after a numeral in words that no syllabus lists: 第一, 一个, 十月,
星期六."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one source says of the learner."""

    where: str
    known: Known
    remark: str
    """What was read, for people."""


def open_dictionary() -> Dictionary:
    """The dictionary that the functions here take; to be opened once."""
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
        return Knowledge(str(path), Known(studied=taught), _count(taught, "the table of a deck"))
    found = read_word_list(path, frozenset({SENTENCE}))
    words = simplified(found, dictionary)
    known = Known(studied=words) if found.from_anki else Known(words)
    return Knowledge(str(path), known, _count(words, found.column))


def of_anki(holding: AnkiHolding, days: int, where: str, dictionary: Dictionary) -> Knowledge:
    """The words of the learner's Anki. Raises InputError where none of its notes has a Chinese
    word."""
    least = days if holding.scheduled else 0
    listed: set[str] = set()
    studied: set[str] = set()
    every: set[str] = set()
    fields: list[str] = []
    for table in holding.tables:
        found = words_of(table.rows, table.fields)
        if found is None:
            continue
        fields.append(f"{found.name} of {table.name}")
        rows = list(zip(found.words, table.days, strict=True))
        whole = word_list([word for own, _ in rows for word in own])
        known = replace(
            whole, words=tuple(word for own, length in rows if length >= least for word in own)
        )
        every |= simplified(whole, dictionary)
        (studied if holding.scheduled or table.is_ours else listed).update(
            simplified(known, dictionary)
        )
    if not every and holding.tables:
        fault = (
            "none of its notes has a Chinese word in a field of its own (sentences do not count)"
        )
        raise InputError(f"{where}: {fault}. Expected cards of words.")
    remark = _count(every, f"field {', '.join(fields)}")
    if holding.scheduled:
        remark += f"; {len(studied):,} known" + (
            f", with a card of {days} days or more" if days else ""
        )
    else:
        remark += "; exported without schedules, so all count as known"
    return Knowledge(where, Known(frozenset(listed), frozenset(studied)), remark)


def highest_level(standard: str) -> int:
    """The highest level of an HSK standard."""
    return 6 if standard == "2.0" else 9


def of_level(level: int, standard: str, dictionary: Dictionary) -> Knowledge:
    """The words of a syllabus up to a level; 7, 8 and 9 are one list. Raises InputError for a level
    that the standard does not have."""
    if not 1 <= level <= highest_level(standard):
        raise InputError(
            f"HSK {standard} has the levels 1 to {highest_level(standard)}; found {level}. Name a"
            " level, or another standard."
        )
    words = _with_plain(dictionary.up_to(min(level, 7), standard), dictionary)
    return Knowledge(
        f"HSK {standard}, levels 1 to {level if level < 7 else 9}", Known(words), _count(words)
    )


def of_frequency(count: int, dictionary: Dictionary) -> Knowledge:
    """The most frequent words."""
    words = frozenset(dictionary.common(count))
    return Knowledge(f"the {len(words):,} most frequent words", Known(words), _count(words))


def together(sources: Iterable[Knowledge]) -> Known:
    """All that is known, and the words that are a known numeral and what it counts."""
    found = [source.known for source in sources]
    words, studied = (
        frozenset().union(*(one.words for one in found)),
        frozenset().union(*(one.studied for one in found)),
    )
    return Known(words | _counted(words), studied | _counted(words | studied))


def all_of(sources: Iterable[Knowledge]) -> frozenset[str]:
    """The words of several lists, and no others."""
    return frozenset().union(*(source.known.all for source in sources))


def _counted(known: frozenset[str]) -> frozenset[str]:
    numerals = [numeral for numeral in NUMERALS if known.issuperset(numeral)]
    return frozenset(
        f"{before}{n}{after}"
        for before, after in COUNTED
        if before + after in known
        for n in numerals
    )


def simplified(found: WordList, dictionary: Dictionary) -> frozenset[str]:
    """The words of a list as headwords: simplified. A word in traditional characters is each
    headword that is so written (乾: 干, 乾)."""
    words: set[str] = set()
    for word in found.words:
        heads: Sequence[str] = (
            dictionary.headwords(word)
            if found.traditional or not dictionary.is_headword(word)
            else ()
        )
        words.update(heads or (simplify(word, found.traditional),))
    return _with_plain(words, dictionary)


def _with_plain(words: Iterable[str], dictionary: Dictionary) -> frozenset[str]:
    """Words, their short forms, and those that they are with an r behind: who knows 玩儿 knows
    玩."""
    known = frozenset(words)
    short = {SHORT[word] for word in known & SHORT.keys()}
    retroflex = (word for word in known if word.endswith(ERHUA) and len(word) > 1)
    return (
        known
        | short
        | {
            word[:-1]
            for word in retroflex
            if any(e.reading.endswith(" r5") for e in dictionary.entries(word))
        }
    )


def _count(words: frozenset[str] | set[str], column: str = "") -> str:
    return f"{len(words):,} {'word' if len(words) == 1 else 'words'}" + (
        f" ({column})" if column else ""
    )
