"""The items of worksheets as questions for other programs, with wrong answers for those in which a
student chooses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.base.quiz import Item, ItemSheet, Quiz
from generator.base.records import Word
from generator.base.text import shuffled
from generator.display import ChineseLookups
from generator.handout.interchangeable import Likeness, is_askable
from generator.handout.item_sheets import WorksheetOptions
from generator.handout.printed_book import Book, PrintedText, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.worksheet import lesson_sheets

CHOSEN = frozenset({"cloze", "matching", "pinyin"})
"""Exercises in which a student may choose one of several answers."""


def quiz(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    task: WorksheetOptions,
) -> Quiz:
    """Ask what the first version of each lesson's worksheet asks. Wrong answers are words of the
    lesson and of those before it."""
    likeness = Likeness(lookups)
    words: list[tuple[PrintedText, Word]] = []
    sheets = []
    first = replace(task, versions=1)
    for lesson in book.lessons:
        words += [(text, word) for text, word in lesson.words if is_askable(word)]
        [sheet] = lesson_sheets(book, lesson, style, lookups, first, likeness)
        forms = _forms(words, style, lookups)
        items = _with_wrong_answers(sheet, [word for _, word in words], forms, likeness)
        sheets.append(replace(sheet, items=tuple(items)))
    return Quiz(title=book.title, lessons=tuple(sheets))


def _forms(
    words: Sequence[tuple[PrintedText, Word]], style: SheetOptions, lookups: ChineseLookups
) -> dict[str, str]:
    """Return each headword in the script of the sheets."""
    forms = {}
    for text, word in words:
        forms[word.token.headword], _ = SheetChinese(text.script, style, lookups).word(word)
    return forms


def _with_wrong_answers(
    sheet: ItemSheet, words: Sequence[Word], forms: dict[str, str], likeness: Likeness
) -> Iterator[Item]:
    by_headword = {word.token.headword: word for word in words}
    for item in sheet.items:
        if item.exercise not in CHOSEN:
            yield item
            continue
        [asked] = item.words
        pool = shuffled(words, _headword, "wrong", asked)
        # In matching, the meaning is what is chosen, and nothing else is shown
        hint, sentence = (item.hint, item.zh) if item.exercise == "cloze" else ("", "")
        wrong = likeness.distractors(by_headword[asked], pool, hint, sentence)
        if item.exercise == "matching":
            shown = [word.token.gloss for word in wrong]
        else:
            shown = [forms[word.token.headword] for word in wrong]
        yield replace(item, wrong=tuple(shown))


def _headword(word: Word) -> str:
    return word.token.headword
