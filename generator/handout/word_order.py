"""Sentences whose words are to be put in order."""

from dataclasses import dataclass

from generator.base.text import shuffled
from generator.handout.exercise_lines import Chunk, ExerciseLine, chunks, is_one_sentence

MAX_ORDERED_WORDS = 12
"""Words of a sentence that is to be put in order: more have too many right orders."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A sentence cut into chunks, those behind the first in the order of the sheet; what follows
    the last word of the sentence is in none of them."""

    line: ExerciseLine
    first: Chunk
    """The word that the sentence begins with, which is given."""
    chunks: tuple[Chunk, ...]


def puzzle_of(line: ExerciseLine, seed: str) -> Puzzle | None:
    """Return a sentence whose words can be put in order; None where there are too few or too many
    of them, or several sentences.

    The first word is given: what says when or where may stand before or behind who does it.
    """
    if not is_one_sentence(line):
        return None
    first, *ordered = chunks(line.passage.tokens)
    written: dict[Chunk, str] = {}
    for chunk in ordered:
        written[chunk] = "".join(token.text for token in line.tokens(chunk))
    is_uniform = len(set(written.values())) == 1
    if is_uniform or len(ordered) >= MAX_ORDERED_WORDS:
        return None
    mixed = shuffled(ordered, _first_token, seed, "pieces", line.passage.zh)
    while [written[chunk] for chunk in mixed] == [written[chunk] for chunk in ordered]:
        mixed = mixed[1:] + mixed[:1]
    return Puzzle(line=line, first=first, chunks=tuple(mixed))


def _first_token(chunk: Chunk) -> str:
    return f"{chunk[0]}"
