"""Words of a teacher's list that no text of the lesson has: each in the list's sentence or, without
one, alone."""

import itertools
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from generator import texts
from generator.annotation.correction_lines import speaks_of
from generator.annotation.corrections import correct, place
from generator.base.class_records import ListedWord
from generator.base.records import (
    AlignedRow,
    BilingualText,
    Correction,
    Issue,
    Metadata,
    Passage,
    Token,
    Word,
)
from generator.base.unread import unread
from generator.base.words import WordKey
from generator.chinese.script import simplify
from generator.pipeline import (
    BuildOptions,
    Resources,
    Study,
    Understood,
    align_text,
    annotate,
    choose,
)
from generator.pipeline.stages import Aligned
from generator.study import Chosen
from generator.texts.languages import script_of

WORD_LIST = "Word list"
"""Title of a list, and of a lesson that has nothing else."""


def study_list(
    resources: Resources, words: Sequence[ListedWord], held: Set[WordKey], options: BuildOptions
) -> Study:
    """Study words of a list, in its order. ``held`` are keys of words that were taught before."""
    lines = [replace(one.line, joined=True, parts=(one.line.word,)) for one in words]
    name = texts.name_of(Path(words[0].line.file))
    rows = list(itertools.chain.from_iterable(map(_rows, words)))
    passages = annotate(resources, _text(resources, name, rows), lines)
    read = correct(passages, lines, resources.annotator.entries)
    left = iter(as_words(read.passages, lines))
    shown: dict[str, Passage] = {}
    issues: list[Issue] = []
    wanted: list[tuple[Correction, int]] = []
    for one, line in zip(words, lines, strict=True):
        passage = _passage_of(line, [next(left) for _ in _rows(one)])
        issues += _faults(one, passage)
        if passage:
            numbered = _translated(replace(passage, number=len(shown) + 1), line)
            number = shown.setdefault(passage.zh, numbered).number
            wanted.append((line, number - 1))
    aligned = _text(resources, name, list(map(_row_of, shown.values())))
    corrected = replace(read, passages=tuple(shown.values()))
    text = Understood(aligned=aligned, corrected=corrected, issues=())
    new: list[Word] = []
    known: list[Word] = []
    for line, index in wanted:
        study = choose(resources, _passage_alone(text, index), options, held=held)
        new += [word for word in study.words if speaks_of(line, word.token)]
        known += [word for word in study.chosen.held if speaks_of(line, word.token)]
        issues += [issue for issue in study.issues if issue.where == line.word]
    chosen = Chosen(words=tuple(new), held=tuple(known), order=tuple(range(len(shown))))
    return Study(aligned=aligned, corrected=corrected, chosen=chosen, issues=tuple(issues))


def _passage_of(line: Correction, candidates: list[Passage]) -> Passage | None:
    """Return the first passage that has the word of a line."""
    if line.gloss:
        candidates = candidates + [_joined(passage, line) for passage in candidates]
    for passage in candidates:
        if any(speaks_of(line, token) for token in passage.tokens):
            return passage
    return None


def _row_of(passage: Passage) -> AlignedRow:
    return AlignedRow(line=passage.number, zh=(passage.zh,), en=(passage.en,) if passage.en else ())


def as_words(passages: Sequence[Passage], lines: Sequence[Correction]) -> tuple[Passage, ...]:
    """Return passages in which a name or number that a teacher lists is a word to learn."""

    def as_word(token: Token) -> Token:
        if token.kind not in {"name", "number", "foreign"}:
            return token
        is_listed = any(speaks_of(line, token) for line in lines)
        return replace(token, kind="word") if is_listed else token

    return tuple(replace(one, tokens=tuple(map(as_word, one.tokens))) for one in passages)


def _rows(one: ListedWord) -> Iterator[AlignedRow]:
    """Yield the list's sentence with its translation, if it has one; and the word alone with its
    gloss."""
    line = one.line
    if one.sentence:
        english = (one.translation,) if one.translation else ()
        yield AlignedRow(line=line.line, zh=(one.sentence,), en=english)
    yield AlignedRow(line=line.line, zh=(line.word,), en=(line.gloss,) if line.gloss else ())


def _text(resources: Resources, name: str, rows: Sequence[AlignedRow]) -> Aligned:
    """Return the list as a text that is aligned already."""
    zh = "\n".join(itertools.chain.from_iterable(row.zh for row in rows))
    en = "\n".join(itertools.chain.from_iterable(row.en for row in rows))
    text = BilingualText(
        name=name,
        zh=zh,
        en=en,
        meta=Metadata(title_en=WORD_LIST),
        script=script_of(zh),
        rows=tuple(rows),
    )
    return align_text(resources, text)


def _passage_alone(text: Understood, index: int) -> Understood:
    """Return a list of which only one passage has words."""
    passages = [replace(passage, tokens=()) for passage in text.passages]
    passages[index] = text.passages[index]
    return replace(text, corrected=replace(text.corrected, passages=tuple(passages)))


def _joined(passage: Passage, line: Correction) -> Passage:
    """Return a passage in which what the teacher lists is one word, although no machine would read
    it as one: 卡拉OK, or a phrase."""
    start = passage.zh.find(line.word)
    end = start + len(line.word)
    tokens = passage.tokens
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    if start < 0 or "".join(token.text for token in inside) != line.word:
        return passage
    syllables: list[str] = []
    for token in inside:
        syllables += token.pinyin or ()
    readings = [token.reading or token.text for token in inside if token.kind != "punctuation"]
    word = replace(
        unread(start, line.word, "word"),
        pinyin=tuple(syllables) or None,
        headword=simplify(line.word),
        reading=line.reading or " ".join(filter(None, readings)),
        gloss=line.gloss,
        senses=(line.gloss,),
        sense_confidence=1.0,
    )
    before = [token for token in tokens if token.end <= start]
    after = [token for token in tokens if token.start >= end]
    return replace(passage, tokens=(*before, word, *after))


def _translated(passage: Passage, line: Correction) -> Passage:
    """Return a passage whose word, where it stands alone, is translated by its gloss."""
    if passage.en or passage.zh != line.word:
        return passage
    glosses = [token.gloss for token in passage.tokens if speaks_of(line, token)]
    return replace(passage, en=glosses[0])


def _faults(one: ListedWord, passage: Passage | None) -> Iterator[Issue]:
    where = f"{place(one.line)}: {one.line.word}"
    if passage is None:
        detail = (
            "It could not be read as one word, so it got no card. Write its gloss, or cut it into"
            " words."
        )
        yield Issue(kind="listed-word", where=where, detail=detail)
    elif one.sentence and passage.zh != one.sentence:
        detail = (
            f"Its sentence ({one.sentence}) does not have it as a word; its card shows it alone."
            " Correct the sentence, or delete it."
        )
        yield Issue(kind="listed-sentence", where=where, detail=detail)
