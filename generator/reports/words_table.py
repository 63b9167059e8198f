"""The table of the words of a text, which a person corrects."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.anki.level_names import band
from generator.annotation.correction_lines import speaks_of, word_and_reading
from generator.base.records import Correction, Token, Word
from generator.base.tab_table import tab_table
from generator.base.words import is_meaning_known
from generator.pipeline.stages import SetStudy, Study
from generator.texts import machine_cell, word_cell

WORD_COLUMNS = (
    "word",
    "reading",
    "gloss",
    "skip",
    "doubts",
    "hsk",
    "zipf",
    "guessable",
    "senses",
    "sentence",
    "english",
    "only",
    "machine",
)

HEADINGS = {"zipf": "frequency"}
"""Column -> what the table calls it, where people use another word than programs."""


def words_table(study: Study) -> str:
    """Return ``word_rows`` as a table with tabs that a spreadsheet opens."""
    head = [HEADINGS.get(column, column) for column in WORD_COLUMNS]
    rows = []
    for row in word_rows(study):
        rows.append((row | {"zipf": band(row["zipf"] or 0)}).values())
    return tab_table(head, rows)


def set_words_table(study: SetStudy, corrections: Sequence[Correction]) -> str:
    """Return the words of all lessons of a set, with the number of the lesson, as one table.

    ``corrections`` are those of the set: only they, and what is changed in the table later, count
    as a person's own.
    """
    head = ["lesson", *[HEADINGS.get(column, column) for column in WORD_COLUMNS]]
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    shown: set[Correction] = set()
    for lesson in study.lessons:
        for part in lesson.parts:
            to_correct = (*part.words, *part.chosen.untaught)
            for word in (*to_correct, *_corrected_words_without_card(part)):
                own = [line for line in corrections if speaks_of(line, word.token)]
                if not own and word not in to_correct:
                    continue
                shown.update(own)
                machine = "" if own else _machine_cell(word.token)
                row = {"lesson": lesson.number} | _word_row(word, part) | {"machine": machine}
                rows.setdefault(word_and_reading(word.token), row)
    table = sorted(rows.values(), key=_is_without_doubt)
    table += [{"lesson": None} | _kept_row(line) for line in corrections if line not in shown]
    return tab_table(head, ((row | {"zipf": band(row["zipf"] or 0)}).values() for row in table))


def _is_without_doubt(row: Mapping[str, Any]) -> bool:
    return not row["doubts"]


def word_rows(study: Study) -> list[dict[str, Any]]:
    """Return the words of a text, to learn or skipped, as rows of the table that a person corrects:
    what is doubted first.

    Words that get no card are left out unless the person's table speaks of them, for such lists
    change, or they have none because their meaning is unsure.
    The lines of that table that speak of no word come last, so that a table written anew loses
    nothing.
    """
    words = [*study.words, *study.chosen.untaught, *_corrected_words_without_card(study)]
    words.sort(key=_doubted_first)
    rows = [_word_row(word, study) for word in words]
    return rows + [_kept_row(line) for line in study.corrected.kept]


def _corrected_words_without_card(study: Study) -> Iterator[Word]:
    chosen = study.chosen
    others = (*chosen.skipped, *chosen.known, *chosen.held, *chosen.names, *chosen.left_out)
    for word in others:
        if word_and_reading(word.token) in study.corrected.touched:
            yield word


def _doubted_first(word: Word) -> tuple[bool, int]:
    return not word.token.doubts, word.place


def _kept_row(line: Correction) -> dict[str, Any]:
    """Return a line of the person's table that speaks of no word of the text."""
    row: dict[str, Any] = dict.fromkeys(WORD_COLUMNS)
    row["word"] = word_cell(line)
    row["reading"] = line.reading
    row["gloss"] = line.gloss
    row["skip"] = _mark(line.skip)
    row["only"] = line.only
    return row


def _word_row(word: Word, study: Study) -> dict[str, Any]:
    token, passage = word.token, study.passages[word.passage]
    gloss = _sure_gloss(token)
    other_senses = [sense for sense in token.senses if sense != gloss]
    return {
        "word": _shown_word(token, study),
        "reading": token.reading,
        "gloss": gloss,
        "skip": _mark(study.corrected.is_skipped(token)),
        "doubts": " ".join(token.doubts),
        "hsk": word.levels.hsk2025,
        "zipf": word.zipf or None,
        "guessable": _mark(word.guessable),
        "senses": " / ".join(other_senses),
        "sentence": passage.zh,
        "english": passage.en,
        "only": "",
        "machine": _proposed(token, study),
    }


def _shown_word(token: Token, study: Study) -> str:
    """Return a word as the person's table has it where that joined it, else its headword."""
    for line in study.corrections:
        if line.joined and line.word == token.text:
            return word_cell(line)
    return token.headword


def _proposed(token: Token, study: Study) -> str:
    """Return what the machine proposed for a word; nothing where a person corrected it."""
    if word_and_reading(token) in study.corrected.touched:
        return ""
    return _machine_cell(token)


def _machine_cell(token: Token) -> str:
    return machine_cell(token.reading, _sure_gloss(token))


def _sure_gloss(token: Token) -> str:
    """Return the gloss of a word; nothing where it is not known, so that whatever a person writes
    is the person's word."""
    return token.gloss if is_meaning_known(token) else ""


def _mark(yes: bool) -> str:
    return "x" if yes else ""
