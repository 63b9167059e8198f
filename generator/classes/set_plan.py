"""What decides the words of each lesson of a class set, before its texts are read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator import texts
from generator.base.class_records import ClassSet, Lesson, ListedWord
from generator.base.records import Correction
from generator.chinese.script import simplify
from generator.classes.starting_words import known_of, words_of
from generator.pipeline import BuildOptions, Resources, Source
from generator.study import Known, WordSelection


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson with all that decides its words, before its texts are read."""

    lesson: Lesson
    sources: tuple[Source, ...]
    lines: tuple[Correction, ...]
    """What the lists of this lesson and of earlier ones say of words."""
    options: BuildOptions
    order: str
    """Of study."""


def planned_lessons(
    resources: Resources, class_set: ClassSet, options: BuildOptions, order: str = "text"
) -> list[PlannedLesson]:
    """Return the lessons of a set with what its lists say, and which words are wanted of each."""
    selection = selection_of(resources, class_set, options.selection)
    listed: list[ListedWord] = []
    planned: list[PlannedLesson] = []
    for lesson, sources in zip(class_set.lessons, sources_of(class_set), strict=True):
        lines = _lines(lesson, listed, class_set.corrections, resources)
        wanted = _without_listed(selection, [*listed, *lesson.words])
        planned.append(
            PlannedLesson(
                lesson=lesson,
                sources=tuple(replace(source, listed=lines) for source in sources),
                lines=lines,
                options=replace(options, selection=wanted),
                order=order,
            )
        )
        listed += lesson.words
    return planned


def _lines(
    lesson: Lesson,
    earlier: Iterable[ListedWord],
    of_set: Iterable[Correction],
    resources: Resources,
) -> tuple[Correction, ...]:
    """Return the lines of a lesson's list, those of earlier lists for words that no dictionary has
    (other words may mean something else here), and those of the set's table."""
    own = [one.line for one in lesson.words]
    spoken_of = {(line.word, line.reading) for line in own}
    carried = []
    for one in earlier:
        line = one.line
        is_known = simplify(line.word) in resources.dictionary
        if not is_known and (line.word, line.reading) not in spoken_of:
            carried.append(line)
    spoken_of |= {(line.word, "") for line in (*own, *carried)}
    spoken_of |= {(line.word, line.reading) for line in carried}
    others = [line for line in of_set if (line.word, line.reading) not in spoken_of]
    return (*own, *carried, *others)


def selection_of(resources: Resources, class_set: ClassSet, more: WordSelection) -> WordSelection:
    """Return which words the set wants, together with what else was asked for."""
    known = known_of(class_set, resources.dictionary)
    stop = set(more.stop)
    for path in class_set.stop:
        stop |= words_of(path, resources.dictionary)
    both = Known(words=known.words | more.known.words, studied=known.studied | more.known.studied)
    return replace(
        more,
        known=both,
        stop=frozenset(stop),
        names=class_set.names or more.names,
        skip_guessable=class_set.skip_guessable or more.skip_guessable,
    )


def _without_listed(selection: WordSelection, listed: Iterable[ListedWord]) -> WordSelection:
    """Return a selection that leaves out no word of a teacher's list."""
    words = frozenset(simplify(one.line.word) for one in listed)
    words_known = selection.known.words - words
    known = Known(words=words_known, studied=selection.known.studied - words)
    return replace(selection, known=known, stop=selection.stop - words, wanted=words)


def sources_of(class_set: ClassSet) -> list[list[Source]]:
    """Return the texts of each lesson. Where two of the set have one name (``1/text.txt``,
    ``2/text.txt``), their folders tell them apart."""
    names: Counter[str] = Counter()
    for lesson in class_set.lessons:
        names.update(texts.name_of(zh) for zh, _ in lesson.texts)
    found: list[list[Source]] = []
    for lesson in class_set.lessons:
        sources = []
        for zh, en in lesson.texts:
            is_alone = names[texts.name_of(zh)] == 1
            label = "" if is_alone else f"{zh.parent.name}-{zh.name}"
            sources.append(Source(path=zh, english=en, label=label))
        found.append(sources)
    return found
