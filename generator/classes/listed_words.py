"""Words of a teacher's list that no text of the lesson has: each in the list's sentence or, without
one, alone."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from generator import texts
from generator.annotation.corrections import correct, speaks_of
from generator.base.records import (
    AlignedRow,
    BilingualText,
    Correction,
    Issue,
    ListedWord,
    Metadata,
    Passage,
    Token,
)
from generator.chinese.script import simplify
from generator.pipeline.stages import Aligned, Study, Understood
from generator.pipeline.workshop import BuildOptions, Workshop
from generator.texts.languages import script_of

WORD_LIST = "Word list"
"""Title of a list, and of a lesson that has nothing else."""


def study_list(
    workshop: Workshop, words: Sequence[ListedWord], held: Set[str], options: BuildOptions
) -> Study:
    """Study words of a list, in its order. ``held`` are keys of words that were taught before."""
    lines = [replace(one.line, joined=True, parts=(one.line.word,)) for one in words]
    name = texts.name_of(Path(words[0].line.file))
    everything = _text(workshop, name, [row for one in words for row in _rows(one)])
    read = correct(workshop.passages(everything, lines), lines, workshop.dictionary, _place)
    left = iter(as_words(read.passages, lines))
    passages: dict[str, Passage] = {}
    issues: list[Issue] = []
    wanted: list[tuple[Correction, int]] = []
    for one, line in zip(words, lines, strict=True):
        candidates = [next(left) for _ in _rows(one)]
        candidates += [_joined(p, line) for p in candidates] if line.gloss else []
        passage = next(
            (p for p in candidates if any(speaks_of(line, token) for token in p.tokens)), None
        )
        issues += _faults(one, passage)
        if passage:
            passage = passages.setdefault(
                passage.zh, _translated(replace(passage, number=len(passages) + 1), line)
            )
            wanted.append((line, passage.number - 1))
    shown = tuple(passages.values())
    aligned = _text(
        workshop, name, [AlignedRow(p.number, (p.zh,), (p.en,) if p.en else ()) for p in shown]
    )
    chosen = [
        _choose(
            workshop, Understood(aligned, replace(read, passages=shown), ()), *one, held, options
        )
        for one in wanted
    ]
    issues += [issue for one in chosen for issue in one.issues]
    new, known = (
        tuple(word for one in chosen for word in getattr(one, name)) for name in ("words", "held")
    )
    return Study(
        aligned,
        replace(read, passages=shown),
        new,
        known,
        (),
        tuple(issues),
        tuple(range(len(shown))),
    )


def as_words(passages: Sequence[Passage], lines: Sequence[Correction]) -> tuple[Passage, ...]:
    """Passages in which a name or number that a teacher lists is a word to learn."""

    def as_word(token: Token) -> Token:
        is_listed = token.kind in {"name", "number", "foreign"} and any(
            speaks_of(line, token) for line in lines
        )
        return replace(token, kind="word") if is_listed else token

    return tuple(replace(p, tokens=tuple(map(as_word, p.tokens))) for p in passages)


def _rows(one: ListedWord) -> Iterator[AlignedRow]:
    """The list's sentence with its translation, if it has one; and the word alone with its
    gloss."""
    if one.sentence:
        yield AlignedRow(
            one.line.line, (one.sentence,), (one.translation,) if one.translation else ()
        )
    yield AlignedRow(one.line.line, (one.line.word,), (one.line.gloss,) if one.line.gloss else ())


def _text(workshop: Workshop, name: str, rows: Sequence[AlignedRow]) -> Aligned:
    """The list as a text that is aligned already."""
    zh, en = (
        "\n".join(piece for row in rows for piece in row.zh),
        "\n".join(piece for row in rows for piece in row.en),
    )
    return workshop.align_text(
        BilingualText(name, zh, en, Metadata(title_en=WORD_LIST), script_of(zh), rows=tuple(rows))
    )


def _choose(
    workshop: Workshop,
    text: Understood,
    line: Correction,
    index: int,
    held: Set[str],
    options: BuildOptions,
) -> Study:
    """Choose the one word that a line speaks of, in its own passage: as new, or as taught
    before."""
    passages = tuple(
        p if i == index else replace(p, tokens=()) for i, p in enumerate(text.passages)
    )
    study = workshop.choose(
        replace(text, corrected=replace(text.corrected, passages=passages)), held, options
    )
    new, known = (
        tuple(w for w in words if speaks_of(line, w.token)) for words in (study.words, study.held)
    )
    return replace(
        study,
        words=new,
        held=known,
        issues=tuple(issue for issue in study.issues if issue.where == line.word),
    )


def _joined(passage: Passage, line: Correction) -> Passage:
    """A passage in which what the teacher lists is one word, although no machine would read it as
    one: 卡拉OK, or a phrase."""
    start = passage.zh.find(line.word)
    inside = [t for t in passage.tokens if start <= t.start and t.end <= start + len(line.word)]
    if start < 0 or "".join(t.text for t in inside) != line.word:
        return passage
    syllables = tuple(s for t in inside for s in t.pinyin or ()) or None
    reading = line.reading or " ".join(
        filter(None, (t.reading or t.text for t in inside if t.kind != "punctuation"))
    )
    end, gloss = start + len(line.word), line.gloss
    word = Token(
        start,
        end,
        line.word,
        "word",
        syllables,
        simplify(line.word),
        reading,
        None,
        gloss,
        (gloss,),
        1.0,
        (),
        0.0,
    )
    before, after = (
        [t for t in passage.tokens if t.end <= start],
        [t for t in passage.tokens if t.start >= end],
    )
    return replace(passage, tokens=(*before, word, *after))


def _translated(passage: Passage, line: Correction) -> Passage:
    """A word that stands alone is translated by its gloss."""
    glosses = [token.gloss for token in passage.tokens if speaks_of(line, token)]
    return passage if passage.en or passage.zh != line.word else replace(passage, en=glosses[0])


def _faults(one: ListedWord, passage: Passage | None) -> Iterator[Issue]:
    where = f"{_place(one.line)}: {one.line.word}"
    if passage is None:
        yield Issue(
            "listed-word",
            where,
            "It could not be read as one word, so it got no card. Write its gloss, or cut it into"
            " words.",
        )
    elif one.sentence and passage.zh != one.sentence:
        detail = (
            f"Its sentence ({one.sentence}) does not have it as a word; its card shows it alone."
            " Correct the sentence, or delete it."
        )
        yield Issue("listed-sentence", where, detail)


def _place(line: Correction) -> str:
    return f"{line.file}, line {line.line}"
