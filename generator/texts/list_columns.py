"""Which column of a teacher's list holds what: by the names over the columns, or by what stands in
them."""

from collections.abc import Iterable, Sequence

from generator.base.han import HANZI
from generator.texts.bilingual_table import Row
from generator.texts.languages import LATIN
from generator.texts.own_words import CLASS
from generator.texts.pinyin_parts import WORD, has_tone, syllable_count
from generator.texts.word_cells import cell_words
from generator.texts.word_columns import SIMPLIFIED_NAMES, WORD_NAMES, bare_name, is_head, words_of

Columns = dict[str, list[int]]
"""``word``, ``reading``, ``gloss``, ``sentence``, ``translation`` -> indices of columns, of which
only the gloss may have several."""
NAMES = {
    "reading": frozenset("reading pinyin pīnyīn pronunciation 拼音 读音 讀音 发音".split()),
    "gloss": frozenset("gloss meaning meanings definition 释义 釋義 意思 解释 解釋".split()),
    "sentence": frozenset("sentence example examplesentence 句子 例句".split()),
    "translation": frozenset(
        "translation english en 英文 英语 英語 翻译 翻譯 英译 译文 譯文".split()
    ),
}
MIN_SHARE = 0.5
"""Share of the filled cells of a column that must be such."""
TITLE_ROWS = 5
"""Rows among which the names of the columns are looked for: titles may stand over them."""
MIN_AROUND = 2
"""Characters that a sentence has beside its word."""


def columns_of(rows: Sequence[Row]) -> tuple[Sequence[Row], Columns]:
    """Return the rows of words, and what the columns hold."""
    for at, (_, cells) in enumerate(rows[:TITLE_ROWS]):
        if is_head(cells):
            named = _named(cells)
            if "word" in named:
                return rows[at + 1 :], named
        elif any(map(cell_words, cells)) and len(list(filter(None, cells))) > 1:
            break
    return rows, _guessed(rows)


def _named(names: Sequence[str]) -> Columns:
    """Return the columns by their names. English is that of the sentence, and the meaning where
    there is no sentence or no other meaning."""
    bare = [bare_name(name) for name in names]
    found: Columns = {}
    for wanted in (frozenset(("word", "词")), SIMPLIFIED_NAMES, WORD_NAMES):
        for at, name in enumerate(bare):
            if name in wanted:
                found.setdefault("word", [at])
    for column, wanted in NAMES.items():
        for at, name in enumerate(bare):
            if name in wanted:
                found.setdefault(column, [at])
    if "translation" in found and ("sentence" not in found or "gloss" not in found):
        found.setdefault("gloss", found.pop("translation"))
    return found


def _guessed(rows: Sequence[Row]) -> Columns:
    """Return the columns by what they hold: the words, their pinyin, English before a sentence with
    the word, English behind it."""
    table = [cells for _, cells in rows]
    words = words_of(table)
    if words is None:
        return {}
    found: Columns = {"word": [words.column]}
    english: list[int] = []
    for at in range(max(map(len, table))):
        if at == words.column:
            continue
        filled = [cells for cells in table if _has(cells, words.column, at)]
        pairs = [(cells[words.column], cells[at]) for cells in filled]
        if _most(_is_reading(word, cell) for word, cell in pairs):
            if _most(any(map(has_tone, WORD.findall(cell))) for _, cell in pairs):
                found.setdefault("reading", [at])
        elif _most(_is_sentence_of(word, cell) for word, cell in pairs):
            found.setdefault("sentence", [at])
        elif _most(_is_english(cell) for _, cell in pairs):
            english.append(at)
    sentence = found.get("sentence", [len(english) + max(map(len, table))])[0]
    before = [at for at in english if at < sentence]
    behind = [at for at in english if at > sentence]
    if before:
        found["gloss"] = before
    if behind:
        found["translation"] = behind[:1]
    return found


def _has(cells: Sequence[str], *places: int) -> bool:
    return all(at < len(cells) and cells[at].strip() for at in places)


def _most(tests: Iterable[bool]) -> bool:
    """Tell whether most of some tests are passed; not where there are none."""
    results = list(tests)
    return bool(results) and sum(results) > MIN_SHARE * len(results)


def _is_reading(word: str, cell: str) -> bool:
    """Tell whether a cell is pinyin, with tones or without, of as many syllables as a word has
    characters."""
    words = WORD.findall(cell)
    counts = list(map(syllable_count, words))
    if not words or not all(counts) or HANZI.search(cell):
        return False
    is_toned = any(map(has_tone, words))
    return is_toned or sum(counts) == len(HANZI.findall(word))


def _is_sentence_of(word: str, cell: str) -> bool:
    forms = cell_words(word) or (word,)
    return any(form in cell and len(cell) >= len(form) + MIN_AROUND for form in forms)


def _is_english(cell: str) -> bool:
    if HANZI.search(cell) or CLASS.fullmatch(cell):
        return False
    return LATIN.search(cell) is not None
