"""What a worksheet asks: which words and sentences, in which order. No HTML here.

Nothing on a sheet gives away an answer of the same sheet: no sentence is used twice, and a word
that is to be written stands nowhere else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.base.choices import EXERCISES
from generator.base.han import HANZI
from generator.base.records import Word
from generator.base.text import shuffled
from generator.base.words import headword_key
from generator.handout.exercise_lines import (
    ExerciseLine,
    forms_of,
    gaps,
    is_sentence,
    letters_of,
)
from generator.handout.interchangeable import alike, has_meaning
from generator.handout.printed_book import PrintedLesson
from generator.handout.word_order import Puzzle, puzzle_of

MAX_LENGTH = 60
"""Characters of the longest sentence that is asked for, where there are shorter ones."""
WHOLE_SENTENCES = ("order", "translate")
"""Exercises whose items are sentences."""
MIN_ITEMS = 3
"""Items under which an exercise with a choice is none."""


@dataclass(frozen=True, slots=True)
class ExerciseItem:
    """A word, and the sentence in which it is asked for."""

    word: Word
    line: ExerciseLine
    gaps: tuple[int, ...] = ()
    """Indices of the tokens to leave out."""


@dataclass(frozen=True, slots=True)
class Exercises:
    """One version of a worksheet. An exercise that was not asked for, or that the text has too
    little for, is empty."""

    version: int
    cloze: tuple[ExerciseItem, ...] = ()
    bank: tuple[ExerciseItem, ...] = ()
    """The items of ``cloze`` in another order."""
    matching: tuple[ExerciseItem, ...] = ()
    meanings: tuple[ExerciseItem, ...] = ()
    """The items of ``matching`` in another order."""
    order: tuple[Puzzle, ...] = ()
    pinyin: tuple[ExerciseItem, ...] = ()
    translate: tuple[ExerciseLine, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of the exercises that are empty."""
        return tuple(name for name in EXERCISES if not getattr(self, name))


def asked_of(exercise: str, items: int) -> int:
    """Return how many items of an exercise are asked for: of whole sentences half as many."""
    return max(1, items // 2) if exercise in WHOLE_SENTENCES else items


def sheet(
    lesson: PrintedLesson,
    version: int,
    seed: str,
    exercises: Iterable[str] = EXERCISES,
    items: int = 6,
    shown: str = "",
) -> Exercises:
    """Work out one version; the same lesson, seed and version give the same sheet.

    ``items``: of each exercise at most; half as many sentences to order or to translate. ``shown``:
    Chinese that stands over the sheet.
    """
    wanted, half = frozenset(exercises), max(1, items // 2)
    seed = f"{seed}\0{version}"
    draw = _Draw(lesson, seed, shown)
    # Of a short lesson's sentences gaps get their share
    fewer = max(1, draw.sentences // 4)
    if "cloze" in wanted and fewer < half:
        made = _sheet(draw, version, wanted, sentences=fewer, items=items)
        if made.cloze:
            return made
        draw = _Draw(lesson, seed, shown)
    return _sheet(draw, version, wanted, sentences=half, items=items)


def _sheet(
    draw: "_Draw", version: int, wanted: frozenset[str], *, sentences: int, items: int
) -> Exercises:
    """Draw a sheet with so many sentences to order, and to translate, at most."""
    order = draw.order(sentences) if "order" in wanted else ()
    translate = draw.translate(sentences) if "translate" in wanted else ()
    cloze = draw.cloze(items) if "cloze" in wanted else ()
    matching = draw.matching(items) if "matching" in wanted else ()
    pinyin = draw.pinyin(items) if "pinyin" in wanted else ()
    return Exercises(
        version=version,
        cloze=cloze,
        bank=draw.mixed(cloze, "bank"),
        matching=matching,
        meanings=draw.mixed(matching, "meanings"),
        order=order,
        pinyin=pinyin,
        translate=translate,
    )


class _Draw:
    """The items of one sheet, drawn one exercise after the other; remembers what stands on it."""

    def __init__(self, lesson: PrintedLesson, seed: str, shown: str) -> None:
        self._seed = seed
        self._titles = [shown, *[text.title_zh for text in lesson.texts]]
        self._printed = list(self._titles)
        by_chinese: dict[str, ExerciseLine] = {}
        for line in _usable_lines(lesson):
            if not self._is_title(line):
                by_chinese[line.passage.zh] = line
        self._lines = list(by_chinese.values())
        self._text_of = {headword_key(word.token): text for text, word in lesson.words}
        self._words = [word for _, word in lesson.words if has_meaning(word)]
        self._used: set[str] = set()

    @property
    def sentences(self) -> int:
        """Count the sentences that can be asked for."""
        return sum(map(is_sentence, self._lines))

    def _is_title(self, line: ExerciseLine) -> bool:
        """Tell whether a passage is the title of its text, or a part of it, which stands over the
        sheet."""
        letters = letters_of(line.passage.zh)
        return any(letters in letters_of(title) for title in self._titles)

    def order(self, count: int) -> tuple[Puzzle, ...]:
        found: list[Puzzle] = []
        for line in self._free("order"):
            puzzle = puzzle_of(line, self._seed)
            if puzzle and len(found) < count:
                found.append(puzzle)
        self._use(puzzle.line for puzzle in found)
        return tuple(found)

    def translate(self, count: int) -> tuple[ExerciseLine, ...]:
        found = [line for line in self._free("translate") if line.passage.en and is_sentence(line)]
        short = [line for line in found if line.length <= MAX_LENGTH]
        chosen = (short or sorted(found, key=_length))[:count]
        self._use(chosen)
        return tuple(chosen)

    def cloze(self, count: int) -> tuple[ExerciseItem, ...]:
        found: list[ExerciseItem] = []
        for word in self._mixed("cloze"):
            if len(found) == count:
                break
            if any(alike(word, item.word) for item in found):
                continue
            item = self._with_gaps(word)
            if item:
                found.append(item)
                self._use([item.line])
        return self._enough(found)

    def _with_gaps(self, word: Word) -> ExerciseItem | None:
        """Find a sentence in which a word can be left out."""
        lines = self._free("cloze", *headword_key(word.token))
        fitting = [line for line in lines if gaps(line, word)]
        if not fitting:
            return None
        short = [line for line in fitting if line.length <= MAX_LENGTH]
        line = short[0] if short else min(fitting, key=_length)
        return ExerciseItem(word=word, line=line, gaps=gaps(line, word))

    def matching(self, count: int) -> tuple[ExerciseItem, ...]:
        words = self._mixed("matching")
        seen = set(self._printed)
        fresh = [word for word in words if word.token.headword not in seen]
        rest = [word for word in words if word.token.headword in seen]
        return self._enough(self._apart([*fresh, *rest], count))

    def pinyin(self, count: int) -> tuple[ExerciseItem, ...]:
        hidden = [word for word in self._mixed("pinyin") if self._is_hidden(word)]
        return tuple(self._apart(hidden, count))

    def mixed(self, items: Sequence[ExerciseItem], exercise: str) -> tuple[ExerciseItem, ...]:
        """Return the items in another order."""
        return tuple(shuffled(items, _headword, self._seed, exercise))

    def _apart(self, words: Iterable[Word], count: int) -> list[ExerciseItem]:
        """Return the first words none of which could be taken for another one."""
        found: list[ExerciseItem] = []
        for word in words:
            if len(found) == count:
                break
            if not any(alike(word, item.word) for item in found):
                text = self._text_of[headword_key(word.token)]
                line = ExerciseLine(text=text, passage=text.passages[word.passage])
                found.append(ExerciseItem(word=word, line=line))
        return found

    def _enough(self, found: list[ExerciseItem]) -> tuple[ExerciseItem, ...]:
        if len(found) < MIN_ITEMS:
            return ()
        for item in found:
            self._printed += forms_of(item.word)
        return tuple(found)

    def _is_hidden(self, word: Word) -> bool:
        """Tell whether a word can be asked for by its sound: it is written in hanzi alone, and
        stands nowhere on the sheet."""
        for form in forms_of(word):
            is_hanzi = len(HANZI.findall(form)) == len(form)
            if not is_hanzi or any(form in printed for printed in self._printed):
                return False
        return bool(word.token.pinyin)

    def _mixed(self, exercise: str) -> list[Word]:
        return shuffled(self._words, _key_line, self._seed, exercise)

    def _free(self, *exercise: str) -> list[ExerciseLine]:
        lines = [line for line in self._lines if line.passage.zh not in self._used]
        return shuffled(lines, _chinese, self._seed, *exercise)

    def _use(self, lines: Iterable[ExerciseLine]) -> None:
        for line in lines:
            self._used.add(line.passage.zh)
            self._printed.append(line.passage.zh)


def _usable_lines(lesson: PrintedLesson) -> Iterator[ExerciseLine]:
    for text in lesson.texts:
        for passage in text.passages:
            if passage.number in text.usable and "\n" not in passage.zh:
                yield ExerciseLine(text=text, passage=passage)


# -- names to shuffle by, and lengths to sort by


def _headword(item: ExerciseItem) -> str:
    return item.word.token.headword


def _key_line(word: Word) -> str:
    return "\0".join(headword_key(word.token))


def _chinese(line: ExerciseLine) -> str:
    return line.passage.zh


def _length(line: ExerciseLine) -> int:
    return line.length
