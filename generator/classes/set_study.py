"""The words of a class set, lesson by lesson: each is new in the first lesson that has it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import closing
from dataclasses import replace
from itertools import islice

from generator import anki, texts
from generator.annotation.corrections import speaks_of
from generator.base.errors import CikaError
from generator.base.records import ClassSet, Correction, Issue, Lesson, ListedWord, Word
from generator.chinese.script import simplify
from generator.classes.listed_words import WORD_LIST, as_words, study_list
from generator.classes.starting_words import known_of, words_of
from generator.pipeline.batch import understand_all
from generator.pipeline.stages import DEFAULTS, LessonStudy, SetStudy, Study, Understood
from generator.pipeline.workshop import BuildOptions, Source, Workshop, title_of
from generator.study import Known, WordSelection


def study_set(
    workshop: Workshop,
    class_set: ClassSet,
    options: BuildOptions = DEFAULTS,
    held: Set[str] = frozenset(),
    own: anki.Ledger = anki.NO_LEDGER,
    jobs: int | None = None,
) -> SetStudy:
    """Understand the texts of all lessons and choose their words.

    ``options`` adds to what the set itself wishes; ``held`` are word keys that other decks of the
    folder have; ``own`` is the ledger of the set, so that what students have of an earlier edition
    keeps its sentence. ``jobs`` processes read the texts (``understand_all``). Raises InputError,
    naming the file, where a text or a list cannot be read.
    """
    wishes = wishes_of(workshop, class_set, options.wishes)
    listed: list[ListedWord] = []
    planned: list[_Lesson] = []
    for lesson, sources in zip(class_set.lessons, sources_of(class_set), strict=True):
        mine = replace(options, wishes=_but(wishes, [*listed, *lesson.words]))
        planned.append(_Lesson(workshop, lesson, sources, _carried(listed, workshop), mine, own))
        listed += lesson.words
    taught: dict[str, int] = {}
    lessons: list[LessonStudy] = []
    with closing(
        understand_all(
            workshop, [source for one in planned for source in one.sources], options, jobs
        )
    ) as read:
        for one in planned:
            made = one.study(map(_understood, islice(read, len(one.sources))), held, taught)
            for word in made.words:
                taught.setdefault(anki.word_key(word.token), made.number)
            lessons.append(made)
    return SetStudy(class_set.name, class_set.title, tuple(lessons), tuple(_issues(lessons)))


def _understood(read: tuple[Source, Understood | CikaError]) -> Understood:
    if isinstance(read[1], CikaError):
        raise read[1]
    return read[1]


def wishes_of(workshop: Workshop, class_set: ClassSet, more: WordSelection) -> WordSelection:
    """What the set wishes of its words, and what was wished beside."""
    known = known_of(class_set, workshop.dictionary)
    stop = frozenset[str]().union(
        *(words_of(path, f"{class_set.path}: stop", workshop.dictionary) for path in class_set.stop)
    )
    both = Known(known.words | more.known.words, known.studied | more.known.studied)
    return replace(more, known=both, stop=stop | more.stop, names=class_set.names or more.names)


def sources_of(class_set: ClassSet) -> list[list[Source]]:
    """The texts of each lesson. Where two of the set have one name (``1/text.txt``,
    ``2/text.txt``), their folders tell them apart."""
    shared = Counter(texts.name_of(zh) for one in class_set.lessons for zh, _ in one.texts)
    return [
        [
            Source(
                zh,
                en,
                label="" if shared[texts.name_of(zh)] == 1 else f"{zh.parent.name}-{zh.name}",
            )
            for zh, en in lesson.texts
        ]
        for lesson in class_set.lessons
    ]


class _Lesson:
    """Studies one lesson."""

    def __init__(
        self,
        workshop: Workshop,
        lesson: Lesson,
        sources: list[Source],
        carried: list[Correction],
        options: BuildOptions,
        own_ledger: anki.Ledger,
    ) -> None:
        self._workshop = workshop
        self._lesson = lesson
        self._options = options
        self._ledger = own_ledger
        own = {(one.line.word, one.line.reading) for one in lesson.words}
        self._lines = (
            *(one.line for one in lesson.words),
            *(line for line in carried if (line.word, line.reading) not in own),
        )
        self.sources = [replace(source, listed=self._lines) for source in sources]

    def study(
        self, read: Iterable[Understood], held: Set[str], taught: Mapping[str, int]
    ) -> LessonStudy:
        lesson, now = self._lesson, frozenset(held) | taught.keys()
        studies: list[Study] = []
        for text in read:
            study = self._of_text(text, now)
            now |= {anki.word_key(word.token) for word in study.words}
            studies.append(study)
        seen = [
            word.token for study in studies for word in (*study.words, *study.held, *study.skipped)
        ]
        missing = [
            one for one in lesson.words if not any(speaks_of(one.line, token) for token in seen)
        ]
        listed = study_list(self._workshop, missing, now, self._options) if missing else None
        review = _reviewed((*studies, listed) if listed else studies, lesson.number, taught)
        title = (
            lesson.title
            or next((title_of(study.aligned.text) for study in studies), "")
            or WORD_LIST
        )
        return LessonStudy(
            lesson.number, title, lesson.due, tuple(studies), review, listed, lesson.sentences
        )

    def _of_text(self, text: Understood, held: Set[str]) -> Study:
        text = replace(
            text, corrected=replace(text.corrected, passages=as_words(text.passages, self._lines))
        )
        study = self._workshop.choose(text, held, self._options, self._ledger)
        if not self._lesson.only_listed:
            return study
        wanted = {
            word: any(speaks_of(one.line, word.token) for one in self._lesson.words)
            for word in study.words
        }
        others = tuple(word for word, is_listed in wanted.items() if not is_listed)
        return replace(
            study,
            words=tuple(w for w in study.words if wanted[w]),
            skipped=(*study.skipped, *others),
        )


def _carried(listed: Iterable[ListedWord], workshop: Workshop) -> list[Correction]:
    """What later lessons take from the lists of earlier ones: words that no dictionary has. Others
    may mean something else there."""
    return [one.line for one in listed if simplify(one.line.word) not in workshop.dictionary]


def _but(wishes: WordSelection, listed: Iterable[ListedWord]) -> WordSelection:
    """Wishes that leave out no word of a teacher's list."""
    words = frozenset(simplify(one.line.word) for one in listed)
    known = Known(wishes.known.words - words, wishes.known.studied - words)
    return replace(wishes, known=known, stop=wishes.stop - words)


def _reviewed(
    studies: Iterable[Study], number: int, taught: Mapping[str, int]
) -> tuple[tuple[Word, int], ...]:
    """Words that an earlier lesson taught, each once, and which lesson."""
    words: dict[str, Word] = {}
    for word in (word for study in studies for word in study.held):
        words.setdefault(anki.word_key(word.token), word)
    return tuple(
        (word, taught[key]) for key, word in words.items() if taught.get(key, number) < number
    )


def _issues(lessons: Iterable[LessonStudy]) -> Iterator[Issue]:
    for lesson in lessons:
        for study in lesson.parts:
            yield from study.issues
