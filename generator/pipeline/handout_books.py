"""Class sets and texts as books that handouts are printed from."""

from collections.abc import Set
from dataclasses import replace
from itertools import groupby

from generator.base.records import Passage
from generator.base.words import WordKey, headword_key
from generator.handout import Book, PrintedLesson, PrintedText
from generator.pipeline import BuildOptions, Resources, Source, Study, study_text
from generator.pipeline.stages import LessonStudy, SetStudy
from generator.study import KNOWS_NOTHING, Known


def single(study: Study, title: str = "") -> SetStudy:
    """Return a text that stands alone as a set of one lesson without a title."""
    text = study.aligned.text
    title = title or text.meta.title(text.name)
    lesson = LessonStudy(number=1, title="", due="", studies=(study,))
    return SetStudy(name=text.name, title=" ".join(title.split()), lessons=(lesson,))


def book_of_text(
    resources: Resources, source: Source, options: BuildOptions, held: Set[WordKey]
) -> Book:
    """Read and study a text, and put it together for handouts. ``held`` are keys of words that
    other decks teach. Raises InputError where the text cannot be read."""
    study = study_text(resources, source, options, held=held)
    made = book(single(study, options.title), options.selection.known)
    return replace(made, path=source.path)


def book(set_of_texts: SetStudy, known: Known = KNOWS_NOTHING) -> Book:
    """Put together what handouts are made from. Known names are not explained, known characters not
    practised."""
    lessons = tuple(_lesson(lesson, known) for lesson in set_of_texts.lessons)
    return Book(
        name=set_of_texts.name,
        title=set_of_texts.title,
        lessons=lessons,
        known=known.characters,
    )


def _lesson(lesson: LessonStudy, known: Known) -> PrintedLesson:
    return PrintedLesson(
        number=lesson.number,
        title=lesson.title,
        due=lesson.due,
        texts=tuple(_text(study, known, lesson) for study in lesson.parts),
        review=lesson.review,
    )


def _text(study: Study, known: Known, lesson: LessonStudy) -> PrintedText:
    text = study.aligned.text
    meta = text.meta
    author = " · ".join(filter(None, (meta.author_zh, meta.author_en, meta.date)))
    usable = frozenset(study.passages[index].number for index in study.chosen.order)
    title = meta.title_zh or meta.title_en
    is_alone = len(lesson.studies) == 1 and study is lesson.studies[0]
    if not title and is_alone:
        title = lesson.title
    return PrintedText(
        title_zh=title or text.name,
        title_en=meta.title_en if meta.title_zh else "",
        byline=author,
        script=text.script,
        paragraphs=_paragraphs(study),
        words=study.words,
        usable=usable,
        names=_unknown_names(study, known),
        listed=study is lesson.listed,
    )


def _unknown_names(study: Study, known: Known) -> frozenset[tuple[str, str]]:
    """Return the names that are no words to learn, and that the reader does not know."""
    names = set()
    for passage in study.passages:
        for token in passage.tokens:
            if token.kind == "name" and token.reading and token.headword not in known:
                names.add(headword_key(token))
    return frozenset(names - {headword_key(word.token) for word in study.words})


def _paragraphs(study: Study) -> tuple[tuple[Passage, ...], ...]:
    """Return the passages by the paragraph in which the Chinese of each begins."""
    starts = [study.aligned.zh[bead.zh[0]].paragraph for bead in study.aligned.beads if bead.zh]
    pairs = zip(starts, study.passages, strict=True)
    paragraphs = []
    for _, group in groupby(pairs, key=_start):
        paragraphs.append(tuple(passage for _, passage in group))
    return tuple(paragraphs)


def _start(pair: tuple[int, Passage]) -> int:
    return pair[0]
