"""The exercises of a worksheet as questions for other programs: the same words and sentences, and
wrong answers for those in which a student chooses."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from generator.base.quiz import GAP, LessonQuiz, Quiz, QuizQuestion
from generator.base.records import Word
from generator.base.text import shuffled
from generator.display import ChineseLookups
from generator.handout.exercise_lines import Chunk, ExerciseLine
from generator.handout.exercises import ExerciseItem, Exercises
from generator.handout.interchangeable import distractors, has_meaning
from generator.handout.printed_book import Book, PrintedLesson, PrintedText, SheetOptions
from generator.handout.sheet_chinese import SheetChinese
from generator.handout.word_order import Puzzle
from generator.handout.worksheet import WorksheetOptions, versions_of

BETWEEN_PIECES = " / "


def quiz(
    book: Book,
    style: SheetOptions,
    lookups: ChineseLookups,
    task: WorksheetOptions,
) -> Quiz:
    """Ask what the first version of each lesson's worksheet asks. Wrong answers are words of the
    lesson and of those before it."""
    words: list[tuple[PrintedText, Word]] = []
    lessons = []
    for lesson in book.lessons:
        words += lesson.words
        [made] = versions_of(book, lesson, task, 1)
        questions = _Asker(words, style, lookups).questions(made)
        missing = tuple(name for name in task.exercises if name in made.missing)
        lang = SheetChinese(lesson.script, style, lookups).lang
        lessons.append(_lesson_quiz(lesson, lang, tuple(questions), missing))
    return Quiz(title=book.title, lessons=tuple(lessons))


def _lesson_quiz(
    lesson: PrintedLesson, lang: str, questions: tuple[QuizQuestion, ...], missing: tuple[str, ...]
) -> LessonQuiz:
    return LessonQuiz(
        number=lesson.number,
        title=lesson.title,
        lang=lang,
        questions=questions,
        missing=missing,
    )


class _Asker:
    """Asks with the words of a lesson and of those before it."""

    def __init__(
        self,
        words: Sequence[tuple[PrintedText, Word]],
        style: SheetOptions,
        lookups: ChineseLookups,
    ) -> None:
        self._words = [word for _, word in words if has_meaning(word)]
        self._text_of = {id(word): text for text, word in words}
        self._chinese_of = partial(SheetChinese, style=style, lookups=lookups)

    def questions(self, made: Exercises) -> Iterator[QuizQuestion]:
        for number, item in enumerate(made.cloze, 1):
            yield self._cloze(number, item)
        for number, item in enumerate(made.matching, 1):
            yield self._matching(number, item)
        for number, puzzle in enumerate(made.order, 1):
            yield self._order(number, puzzle)
        for number, item in enumerate(made.pinyin, 1):
            yield self._pinyin(number, item)
        for number, line in enumerate(made.translate, 1):
            yield self._translate(number, line)

    def _cloze(self, number: int, item: ExerciseItem) -> QuizQuestion:
        chinese = self._chinese(item.line)
        shown = []
        for at, token in enumerate(item.line.passage.tokens):
            shown.append(GAP if at in item.gaps else chinese.form(token))
        gap = f"gap: {item.word.token.gloss}"
        hint = item.line.passage.en or gap
        return QuizQuestion(
            exercise="cloze",
            number=number,
            zh="".join(shown),
            hint=hint,
            answers=(self._form(item.word),),
            wrong=self._wrong(item, self._form, hint, item.line.passage.zh),
            short_hint=gap,
        )

    def _matching(self, number: int, item: ExerciseItem) -> QuizQuestion:
        gloss = item.word.token.gloss
        return QuizQuestion(
            exercise="matching",
            number=number,
            zh=self._form(item.word),
            hint="",
            answers=(gloss,),
            wrong=self._wrong(item, _gloss),
        )

    def _order(self, number: int, puzzle: Puzzle) -> QuizQuestion:
        line = puzzle.line
        pieces = [self._piece(line, chunk) for chunk in (puzzle.first, *puzzle.chunks)]
        return QuizQuestion(
            exercise="order",
            number=number,
            zh=BETWEEN_PIECES.join(pieces),
            hint=line.passage.en,
            answers=(self._chinese(line).text(line.passage),),
        )

    def _pinyin(self, number: int, item: ExerciseItem) -> QuizQuestion:
        reading = self._chinese(item.line).reading_text(item.word.token)
        word = item.word
        written = (self._form(word), word.token.headword, word.traditional)
        return QuizQuestion(
            exercise="pinyin",
            number=number,
            zh="",
            hint=f"{reading} – {word.token.gloss}",
            answers=tuple(dict.fromkeys(filter(None, written))),
            wrong=self._wrong(item, self._form),
        )

    def _translate(self, number: int, line: ExerciseLine) -> QuizQuestion:
        return QuizQuestion(
            exercise="translate",
            number=number,
            zh=self._chinese(line).text(line.passage),
            hint="",
            answers=(line.passage.en,),
        )

    # -- parts of several

    def _wrong(
        self, item: ExerciseItem, shown: Callable[[Word], str], hint: str = "", sentence: str = ""
    ) -> tuple[str, ...]:
        seed = item.word.token.headword
        pool = shuffled(self._words, _headword, "wrong", seed)
        return tuple(map(shown, distractors(item.word, pool, hint, sentence)))

    def _chinese(self, line: ExerciseLine) -> SheetChinese:
        return self._chinese_of(line.text.script)

    def _form(self, word: Word) -> str:
        shown, _ = self._chinese_of(self._text_of[id(word)].script).word(word)
        return shown

    def _piece(self, line: ExerciseLine, chunk: Chunk) -> str:
        return "".join(map(self._chinese(line).form, line.tokens(chunk))).strip()


def _gloss(word: Word) -> str:
    return word.token.gloss


def _headword(word: Word) -> str:
    return word.token.headword
