"""The words of a class set, lesson by lesson: each is new in the first lesson that has it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

from generator import anki
from generator.annotation.correction_lines import speaks_of
from generator.base.class_records import ClassSet, Lesson, ListedWord
from generator.base.errors import CikaError
from generator.base.records import Issue, Word
from generator.base.words import WordKey, word_key
from generator.classes.list_cuts import cut_by_list
from generator.classes.listed_words import WORD_LIST, as_words, study_list
from generator.classes.set_doubts import doubtful
from generator.classes.set_plan import PlannedLesson, planned_lessons
from generator.pipeline import (
    BuildOptions,
    Resources,
    Source,
    Study,
    Understood,
    choose,
    deck_title,
)
from generator.pipeline.batch import understand_all
from generator.pipeline.stages import DEFAULTS, LessonStudy, SetStudy


@dataclass(frozen=True, slots=True)
class EarlierDecks:
    """What decks have before a set is studied."""

    held: Set[WordKey] = frozenset()
    """Words that other decks of the folder teach."""
    ledger: anki.Ledger = anki.NO_LEDGER
    """That of the set itself: what students have of an earlier edition keeps its sentence."""


NO_DECKS = EarlierDecks()


@dataclass(frozen=True, slots=True)
class TeachingState:
    """What is taught already when a lesson begins."""

    held: frozenset[WordKey]
    """Words that other decks or earlier lessons teach."""
    taught: Mapping[WordKey, int]
    """Word -> number of the lesson that taught it."""
    glosses: Mapping[WordKey, str]
    """Word -> its meaning there."""


def study_set(
    resources: Resources,
    class_set: ClassSet,
    options: BuildOptions = DEFAULTS,
    *,
    earlier: EarlierDecks = NO_DECKS,
    order: str = "text",
    jobs: int | None = None,
) -> SetStudy:
    """Understand the texts of all lessons and choose their words.

    ``options`` adds to what the set itself says. ``order`` is that of study in each lesson.
    ``jobs`` processes read the texts (``understand_all``). Raises InputError, naming the file,
    where a text or a list cannot be read.
    """
    planned = planned_lessons(resources, class_set, options, order)
    sources: list[Source] = []
    for one in planned:
        sources += one.sources
    taught: dict[WordKey, int] = {}
    glosses: dict[WordKey, str] = {}
    lessons: list[LessonStudy] = []
    with closing(understand_all(resources, sources, options, jobs)) as read:
        for one in planned:
            understood = [_understood(found) for found in islice(read, len(one.sources))]
            held = frozenset(earlier.held) | taught.keys()
            state = TeachingState(held=held, taught=taught, glosses=glosses)
            lesson = _study_lesson(resources, one, understood, state, earlier.ledger)
            for word in lesson.words:
                taught.setdefault(word_key(word.token), lesson.number)
                glosses.setdefault(word_key(word.token), word.token.gloss)
            lessons.append(lesson)
    issues: list[Issue] = list(doubtful(class_set))
    for lesson in lessons:
        issues += lesson.issues
        for study in lesson.parts:
            issues += study.issues
    return SetStudy(
        name=class_set.name,
        title=class_set.title,
        lessons=tuple(lessons),
        issues=tuple(issues),
    )


def _understood(read: tuple[Source, Understood | CikaError]) -> Understood:
    if isinstance(read[1], CikaError):
        raise read[1]
    return read[1]


def _study_lesson(
    resources: Resources,
    planned: PlannedLesson,
    read: Sequence[Understood],
    state: TeachingState,
    ledger: anki.Ledger,
) -> LessonStudy:
    lesson, now = planned.lesson, state.held
    studies: list[Study] = []
    cut, issues = cut_by_list(resources, lesson, planned.sources, read, planned.options)
    for text in cut:
        study = _study_text(resources, planned, text, now, ledger)
        now |= {word_key(word.token) for word in study.words}
        studies.append(study)
    missing = _missing(lesson, studies)
    listed = study_list(resources, missing, now, planned.options) if missing else None
    parts = (*studies, listed) if listed else tuple(studies)
    titles = [deck_title(study.aligned.text) for study in studies]
    return LessonStudy(
        number=lesson.number,
        title=lesson.title or next(iter(titles), "") or WORD_LIST,
        due=lesson.due,
        studies=tuple(studies),
        review=_reviewed(parts, lesson.number, state.taught),
        listed=listed,
        sentences=lesson.sentences,
        issues=(*issues, *_other_meanings(lesson, parts, state)),
    )


def _other_meanings(
    lesson: Lesson, parts: Iterable[Study], state: TeachingState
) -> Iterator[Issue]:
    """Say which listed words an earlier lesson taught with another meaning: a word has one card."""
    held: dict[WordKey, Word] = {}
    for study in parts:
        held.update({word_key(word.token): word for word in study.chosen.held})
    for listed in lesson.words:
        for key, word in held.items():
            before = state.glosses.get(key, "")
            gloss = listed.line.gloss
            if not speaks_of(listed.line, word.token) or not before or gloss in before:
                continue
            detail = (
                f'Lesson {state.taught[key]} teaches it as "{before}", so it gets no card here, and'
                f' students\' card does not say "{gloss}". Give both meanings in the list of lesson'
                f" {state.taught[key]}."
            )
            line = listed.line
            yield Issue("listed-meaning", f"{line.file}, line {line.line}: {line.word}", detail)


def _study_text(
    resources: Resources,
    planned: PlannedLesson,
    text: Understood,
    held: Set[WordKey],
    ledger: anki.Ledger,
) -> Study:
    passages = as_words(text.passages, planned.lines)
    text = replace(text, corrected=replace(text.corrected, passages=passages))
    study = choose(resources, text, planned.options, order=planned.order, held=held, ledger=ledger)
    if not planned.lesson.only_listed:
        return study
    listed: list[Word] = []
    others: list[Word] = []
    for word in study.words:
        is_listed = any(speaks_of(one.line, word.token) for one in planned.lesson.words)
        (listed if is_listed else others).append(word)
    chosen = replace(study.chosen, words=tuple(listed), skipped=(*study.chosen.skipped, *others))
    return replace(study, chosen=chosen)


def _missing(lesson: Lesson, studies: Iterable[Study]) -> list[ListedWord]:
    """Return the words of a lesson's list that no text of it has."""
    seen: list[Word] = []
    for study in studies:
        seen += (*study.words, *study.chosen.held, *study.chosen.skipped)
    missing = []
    for listed in lesson.words:
        if not any(speaks_of(listed.line, word.token) for word in seen):
            missing.append(listed)
    return missing


def _reviewed(
    studies: Iterable[Study], number: int, taught: Mapping[WordKey, int]
) -> tuple[tuple[Word, int], ...]:
    """Return the words that an earlier lesson taught, each once, and which lesson."""
    words: dict[WordKey, Word] = {}
    for study in studies:
        for word in study.chosen.held:
            words.setdefault(word_key(word.token), word)
    reviewed = []
    for key, word in words.items():
        if taught.get(key, number) < number:
            reviewed.append((word, taught[key]))
    return tuple(reviewed)
