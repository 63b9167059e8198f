"""Class sets and texts as books that handouts are printed from."""

from collections.abc import Set
from itertools import groupby

from generator.base.records import Passage
from generator.base.words import WordKey
from generator.handout import Book, PrintedLesson, PrintedText, word_key
from generator.pipeline import BuildOptions, Resources, Source, Study, study_text
from generator.pipeline.stages import LessonStudy, SetStudy
from generator.study import KNOWS_NOTHING, Known


def single(study: Study, title: str = "") -> SetStudy:
    """A text that stands alone, as a set of one lesson without a title."""
    text = study.aligned.text
    title = title or text.meta.title(text.name)
    return SetStudy(text.name, " ".join(title.split()), (LessonStudy(1, "", "", (study,)),))


def book_of_text(
    resources: Resources, source: Source, options: BuildOptions, held: Set[WordKey], title: str = ""
) -> Book:
    """Read and study a text, and put it together for handouts. ``held`` are keys of words that
    other decks teach. Raises InputError where the text cannot be read."""
    study = study_text(resources, source, options, held=held)
    return book(single(study, title), options.wishes.known)


def book(set_of_texts: SetStudy, known: Known = KNOWS_NOTHING) -> Book:
    """What handouts are made from. Known names are not explained, known characters not
    practised."""
    lessons = [
        PrintedLesson(
            one.number,
            one.title,
            one.due,
            tuple(_text(study, known, one) for study in one.parts),
            one.review,
        )
        for one in set_of_texts.lessons
    ]
    return Book(set_of_texts.name, set_of_texts.title, tuple(lessons), known.characters)


def _text(study: Study, known: Known, lesson: LessonStudy) -> PrintedText:
    text, passages = study.aligned.text, study.passages
    meta = text.meta
    wanted = {word_key(word.token) for word in study.words}
    names = {
        word_key(t)
        for p in passages
        for t in p.tokens
        if t.kind == "name" and t.reading and t.headword not in known
    }
    author = " · ".join(filter(None, (meta.author_zh, meta.author_en, meta.date)))
    usable = frozenset(passages[index].number for index in study.chosen.order)
    alone = len(lesson.studies) == 1 and study is lesson.studies[0]
    title = meta.title_zh or meta.title_en or (alone and lesson.title) or text.name
    subtitle = meta.title_en if meta.title_zh else ""
    listed = study is lesson.listed
    return PrintedText(
        title,
        subtitle,
        author,
        text.script,
        _paragraphs(study),
        study.words,
        usable,
        frozenset(names - wanted),
        listed,
    )


def _paragraphs(study: Study) -> tuple[tuple[Passage, ...], ...]:
    """The passages by the paragraph in which the Chinese of each begins."""
    starts = [study.aligned.zh[bead.zh[0]].paragraph for bead in study.aligned.beads if bead.zh]
    found = groupby(zip(starts, study.passages, strict=True), key=lambda pair: pair[0])
    return tuple(tuple(passage for _, passage in pairs) for _, pairs in found)
