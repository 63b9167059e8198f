"""Class sets and texts as books that handouts are printed from."""

from collections.abc import Callable
from itertools import groupby

from generator.handout import Book, Lesson, Text, word_key
from generator.records import Passage
from generator.results import LessonStudy, SetStudy, Study


def single(study: Study, title: str = "") -> SetStudy:
    """A text that stands alone, as a set of one lesson without a title."""
    text = study.aligned.text
    title = title or text.meta.title_zh or text.meta.title_en or text.name
    return SetStudy(text.name, " ".join(title.split()), (LessonStudy(1, "", "", (study,)),))


def book(set_of_texts: SetStudy, is_known: Callable[[str], bool] = lambda headword: False) -> Book:
    """What handouts are made from. Names that the reader knows (by headword) are not explained."""
    lessons = [
        Lesson(one.number, one.title, one.due, tuple(_text(study, is_known) for study in one.studies), one.review)
        for one in set_of_texts.lessons
    ]
    return Book(set_of_texts.name, set_of_texts.title, tuple(lessons))


def _text(study: Study, is_known: Callable[[str], bool]) -> Text:
    text, passages = study.aligned.text, study.passages
    meta = text.meta
    wanted = {word_key(word.token) for word in study.words}
    names = {word_key(t) for p in passages for t in p.tokens if t.kind == "name" and t.reading and not is_known(t.headword)}
    author = " · ".join(filter(None, (meta.author_zh, meta.author_en, meta.date)))
    usable = frozenset(passages[index].number for index in study.order)
    return Text(meta.title_zh, meta.title_en, author, text.script, _paragraphs(study), study.words, usable, frozenset(names - wanted))


def _paragraphs(study: Study) -> tuple[tuple[Passage, ...], ...]:
    """The passages by the paragraph in which the Chinese of each begins."""
    starts = [study.aligned.zh[bead.zh[0]].paragraph for bead in study.aligned.beads if bead.zh]
    found = groupby(zip(starts, study.passages, strict=True), key=lambda pair: pair[0])
    return tuple(tuple(passage for _, passage in pairs) for _, pairs in found)
