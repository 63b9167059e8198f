"""What a practice page knows: words, sentences and gaps of each lesson, as JSON. No HTML here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.base.html import clean
from generator.base.records import Passage, Word
from generator.base.text import shuffled
from generator.base.words import word_key
from generator.display import (
    ChineseLookups,
    ScriptForms,
    as_text,
    sentence_pinyin,
    sentence_zhuyin,
    wanted,
    zhuyin_of,
)
from generator.handout.exercise_lines import ExerciseLine, gapped, gaps
from generator.handout.interchangeable import Likeness, has_meaning
from generator.handout.printed_book import Book, PrintedLesson, PrintedText, SheetOptions


def practice_data(book: Book, style: SheetOptions, lookups: ChineseLookups) -> dict[str, Any]:
    """Return all that the page shows. Indices count the words and sentences of a lesson.

    ``key`` names the scores on the device: a later edition with the same name and title finds them.
    """
    lessons = []
    for lesson in book.lessons:
        lessons.append(_PracticeLesson(lesson, style, lookups).data())
    key = clean(f"cika-practice/{book.name}/{book.title}")
    return {"key": key, "title": clean(book.title), "lessons": lessons}


@dataclass(frozen=True, slots=True)
class _PracticeText:
    """A text, how its Chinese is written, and where its sentences begin among those of the
    lesson."""

    text: PrintedText
    forms: ScriptForms
    first: int


class _PracticeLesson:
    """The words and sentences of one lesson."""

    def __init__(self, lesson: PrintedLesson, style: SheetOptions, lookups: ChineseLookups) -> None:
        self._lesson, self._style, self._lookups = lesson, style, lookups
        self._texts: list[_PracticeText] = []
        first = 0
        for text in lesson.texts:
            forms = ScriptForms(text.script, style.script, lookups)
            self._texts.append(_PracticeText(text, forms, first))
            first += len(text.passages)
        self._words: list[tuple[_PracticeText, Word]] = []
        for made in self._texts:
            self._words += [(made, word) for word in made.text.words]
        self._likeness = Likeness(lookups)

    def data(self) -> dict[str, Any]:
        """Return the lesson; ``title`` is empty for a text that stands alone."""
        sentences = []
        for made in self._texts:
            sentences += [_filled(self._sentence(made, one)) for one in made.text.passages]
        return {
            "title": clean(self._lesson.title),
            "above": self._lesson.above,
            "due": self._lesson.due,
            "words": [_filled(self._word(index)) for index in range(len(self._words))],
            "sentences": sentences,
            "gaps": self._gaps(),
        }

    def _word(self, index: int) -> dict[str, Any]:
        """Return a word. ``like`` are the words that could be taken for it; ``asked`` tells whether
        its meaning says enough to be asked for."""
        made, word = self._words[index]
        shown, other = made.forms.headwords(word)
        token = word.token
        zhuyin = as_text(zhuyin_of(token, self._lookups.zhuyin))
        return {
            "id": clean(word_key(token).written),
            "lang": made.forms.lang,
            "zh": clean(shown),
            "other": clean(other) if other != shown else "",
            "reading": self._reading(token.reading, zhuyin),
            "gloss": clean(token.gloss),
            "doubt": bool(token.doubts),
            "sentence": made.first + word.passage,
            "like": [at for at in range(len(self._words)) if self._is_alike(index, at)],
            "asked": has_meaning(word),
        }

    def _sentence(self, made: _PracticeText, passage: Passage) -> dict[str, Any]:
        """Return a sentence; ``say`` is what the voice reads, where a name of who speaks goes
        before it."""
        shown = made.forms.text(passage.tokens)
        spoken = [token for token in passage.tokens if token.kind != "speaker"]
        said = made.forms.text(spoken)
        zhuyin = sentence_zhuyin(spoken, self._lookups.zhuyin)
        return {
            "lang": made.forms.lang,
            "zh": clean(shown),
            "say": clean(said) if said != shown else "",
            "reading": self._reading(sentence_pinyin(passage.tokens), zhuyin),
            "en": clean(passage.en),
            "doubt": bool(passage.en) and passage.number not in made.text.usable,
        }

    def _reading(self, pinyin: str, zhuyin: str) -> str:
        return clean(" ".join(filter(None, wanted(self._style.phonetic, pinyin, zhuyin))))

    def _is_alike(self, one: int, other: int) -> bool:
        """Tell whether one word could be taken for another one."""
        (_, first), (_, second) = self._words[one], self._words[other]
        return one != other and self._likeness.alike(first, second)

    # -- gaps

    def _gaps(self) -> list[dict[str, Any]]:
        """Return a gap for each word that has a sentence to be left out of; the translation says
        which word it is, so it must be sure."""
        found = []
        for index, (_, word) in enumerate(self._words):
            lines = gapped(self._sure(), word) if has_meaning(word) else []
            if lines:
                passage, made = lines[0].passage, self._text_of(lines[0])
                at = made.first + made.text.passages.index(passage)
                shown = made.forms.text(passage.tokens)
                parts = _around(shown, passage, gaps(lines[0], word))
                wrong = self._wrong_words(word, passage)
                gap = {"word": index, "sentence": at, "parts": parts, "wrong": wrong}
                found += [gap] if wrong else []
        return found

    def _sure(self) -> Iterator[ExerciseLine]:
        """Yield the sentences whose translation is sure."""
        for made in self._texts:
            for passage in made.text.passages:
                if passage.number in made.text.usable and passage.en:
                    yield ExerciseLine(made.text, passage)

    def _text_of(self, line: ExerciseLine) -> _PracticeText:
        return next(made for made in self._texts if made.text is line.text)

    def _wrong_words(self, word: Word, passage: Passage) -> list[int]:
        """Return words that do not fill the gap of another one (``Likeness``)."""
        place_of = {id(one): at for at, (_, one) in enumerate(self._words)}
        pool = [one for _, one in self._words if one is not word and has_meaning(one)]
        mixed = shuffled(pool, _headword, passage.zh)
        wrong = self._likeness.distractors(word, mixed, passage.en, passage.zh)
        return [place_of[id(one)] for one in wrong]


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, as each number does: a page of a term has thousands of
    empty ones."""
    return {name: value for name, value in fields.items() if value or type(value) is int}


def _around(shown: str, passage: Passage, missing: tuple[int, ...]) -> list[str]:
    """Return what stands before, between and after the gaps of a sentence."""
    parts = []
    start = 0
    for at in missing:
        token = passage.tokens[at]
        parts.append(clean(shown[start : token.start]))
        start = token.end
    return [*parts, clean(shown[start:])]


def _headword(word: Word) -> str:
    return word.token.headword
