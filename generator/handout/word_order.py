"""Sentences whose words are to be put in order.

Only one order is right, because what could stand elsewhere is given or kept together: the first
words, up to the last comma and the word after it, are printed, so that nothing can be put in front
of them; a particle, a number and its measure word, a preposition and what follows it, two nouns,
an adverb and its verb, are one piece; and a sentence that another order
says as well (给 somebody, 睡在, 那些 or a measure word near 的, 想不想, a list, something quoted)
is not asked for.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.base.records import Token
from generator.base.text import shuffled
from generator.handout.exercise_lines import Chunk, ExerciseLine, chunks, is_one_sentence

MIN_PIECES, MAX_PIECES = 3, 10
"""Pieces to be put in order, the first not counted: fewer ask nothing, of more several orders are
right."""
LEADS = frozenset({"numeral", "preposition", "prefix"})
"""Parts of speech that belong to what follows."""
MOVABLE = frozenset({"adverb", "time", "place", "conjunction"})
"""Parts of speech that may change places with each other."""
JOINS = frozenset("和与跟及、")
"""Between words that may change places."""
AMBIGUOUS = frozenset({"给", "对", "跟", "比", "由", "被", "连"})
"""Words whose phrase may stand before or behind the verb, or that turn a sentence round."""
RESTING = frozenset("住睡坐站放躺写挂忘留停")
"""Verbs with 在 before or behind them: 睡在门口, 在门口睡."""
POSTPOSED = frozenset("里上下中外前后边面多")
THINGS = frozenset({"noun", "pronoun", "name", ""})
"""Parts of speech before which a time may stand, as well as behind them."""
SEASONS = frozenset({"春天", "夏天", "秋天", "冬天"})
"""Nouns that say when."""
PAIRS_OF_CLASSES = {
    ("adverb", "adjective"),
    ("adverb", "auxiliary"),
    ("adverb", "verb"),
    ("adjective", "noun"),
    ("time", "auxiliary"),
    ("noun", "noun"),
    ("name", "noun"),
}
"""Parts of speech of neighbours that are one piece: 很大, 随时可以, 刚学会, 大树."""
EXCHANGED = {("adjective", "verb"), ("auxiliary", "time"), ("auxiliary", "place")}
"""Parts of speech of neighbours that may change places: 早去, 可以明天去."""
NUMERALS = frozenset("一二三四五六七八九十两几")
COUNTS = frozenset({"measure", "numeral"})
MAX_NEAR = 5
"""Words from 的 to 那些 or a measure word that may change places with the clause: 那些我买的书,
我买的那些书."""
UNORDERED = frozenset("、谁")
"""Signs of lists, and of 谁 … 都, whose parts may change places."""
GOING = frozenset("来去")
"""Verbs before another one, which may stand behind it as well: 去问他, 问他去."""
DOUBLED = re.compile(r"(.)[不没了一]\1")
"""想不想, 看了看: a word in pieces."""
QUOTES = frozenset("“”「」『』‘’")


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A sentence cut into pieces, those behind the first in the order of the sheet; what follows
    the last word of the sentence is in none of them."""

    line: ExerciseLine
    first: Chunk
    """The words that the sentence begins with, which are given."""
    chunks: tuple[Chunk, ...]


def puzzle_of(line: ExerciseLine, seed: str) -> Puzzle | None:
    """Return a sentence whose words can be put in one order; None where there are too few or too
    many of them, several sentences, or another order."""
    if not is_one_sentence(line):
        return None
    words = chunks(line.passage.tokens)
    opening = _opening(line, words)
    rest = words[opening:]
    if not rest or _turns(line, rest):
        return None
    ordered = _together(line, rest)
    is_long_enough = MIN_PIECES <= len(ordered) <= MAX_PIECES
    if not is_long_enough or sum(_is_movable(line, chunk) for chunk in ordered) > 1:
        return None
    if _are_doubled(line, ordered):
        return None
    mixed = shuffled(ordered, _first_token, seed, "pieces", line.passage.zh)
    while mixed == ordered:
        mixed = mixed[1:] + mixed[:1]
    first = (words[0][0], words[opening - 1][1])
    return Puzzle(line=line, first=first, chunks=tuple(mixed))


def _opening(line: ExerciseLine, words: Sequence[Chunk]) -> int:
    """Return how many words are given: those up to the last comma, the first of the last clause,
    and those after it that belong to it."""
    ends = [count for count, chunk in enumerate(words[:-1], 1) if _ends_clause(line, chunk)]
    count = ends[-1] + 1 if ends else 1
    while count < len(words) and _is_opened(line, words[count - 1], words[count]):
        count += 1
    return count


def _is_opened(line: ExerciseLine, left: Chunk, right: Chunk) -> bool:
    """Tell whether the second of two words is given with the first: they are one piece, or a time
    before who does something, so that no place can be put between them."""
    before, after = _words(line, left)[-1], _words(line, right)[0]
    before_class, after_class = before.part_of_speech, after.part_of_speech
    is_subject = before_class in MOVABLE and after_class in THINGS
    is_acting = before_class in ("noun", "") and after_class == "pronoun"  # 每天清早我
    return is_subject or is_acting or _is_one(line, left, right)


def _together(line: ExerciseLine, words: Iterable[Chunk]) -> list[Chunk]:
    """Join the words that are one piece."""
    found: list[Chunk] = []
    for chunk in words:
        if found and _is_one(line, found[-1], chunk):
            found[-1] = (found[-1][0], chunk[1])
        else:
            found.append(chunk)
    return found


def _is_one(line: ExerciseLine, left: Chunk, right: Chunk) -> bool:
    """Tell whether two neighbours are one piece."""
    before, after = _words(line, left)[-1], _words(line, right)[0]
    before_class, after_class = before.part_of_speech, after.part_of_speech
    if (before_class, after_class) in PAIRS_OF_CLASSES:
        return True
    if before.text in GOING and after_class == "verb":
        return True
    if before.part_of_speech == "name" and len(before.text) == 1:
        return True
    if after_class in MOVABLE and (before_class in MOVABLE or before_class in THINGS):
        return True
    return _clings(before, after)


def _clings(before: Token, after: Token) -> bool:
    """Tell whether a word belongs to its neighbour by its class."""
    before_class, after_class = before.part_of_speech, after.part_of_speech
    is_moved = after_class == "direction" and before_class in ("verb", "particle", "adjective")
    is_behind = is_moved or after_class in ("particle", "measure")
    is_joined = not JOINS.isdisjoint((before.text, after.text)) or after.text in POSTPOSED
    is_counted = before_class in LEADS or before.kind == "number"
    is_date = after.text in SEASONS or (before_class == "time" and after.text[0] in NUMERALS)
    return is_behind or is_joined or is_counted or is_date


def _is_movable(line: ExerciseLine, chunk: Chunk) -> bool:
    """Tell whether a piece says when, where or how, which may stand before or behind another such
    piece."""
    first = _words(line, chunk)[0].part_of_speech
    return first in MOVABLE or first == "preposition"


def _turns(line: ExerciseLine, words: Sequence[Chunk]) -> bool:
    """Tell whether some words of a sentence may have another order."""
    written = "".join(_text(line, chunk) for chunk in words)
    is_list = not UNORDERED.isdisjoint(written)
    if not QUOTES.isdisjoint(line.passage.zh) or is_list or DOUBLED.search(line.passage.zh):
        return True
    tokens: list[Token] = []
    for chunk in words:
        tokens += _words(line, chunk)
    for before, after in zip(tokens, [*tokens[1:], None], strict=True):
        is_phrase = before.text in AMBIGUOUS and before.part_of_speech != "verb"
        is_resting = after is not None and before.text[-1:] in RESTING and after.text == "在"
        is_exchanged = after and (before.part_of_speech, after.part_of_speech) in EXCHANGED
        if is_phrase or is_resting or is_exchanged:
            return True
    linked = [at for at, token in enumerate(tokens) if token.text == "的"]
    if linked and any(token.text[-1] == "是" for token in tokens):
        return True  # 那边是她常去的书店, 那边她常去的是书店
    return any(_counts_near(tokens, at) for at in linked)


def _counts_near(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number, a measure word or 这, 那 stands near a place."""
    near = tokens[max(0, at - MAX_NEAR) : at + MAX_NEAR]
    return any(token.part_of_speech in COUNTS or token.text[0] in "这那" for token in near)


def _are_doubled(line: ExerciseLine, pieces: Sequence[Chunk]) -> bool:
    """Tell whether a piece comes twice, or a verb begins another word: 打 and 打电话, 打打电话."""
    written = [_text(line, chunk) for chunk in pieces]
    if len(set(written)) < len(written):
        return True
    tokens = list(itertools.chain.from_iterable(_words(line, chunk) for chunk in pieces))
    verbs = [token for token in tokens if token.part_of_speech == "verb"]
    for verb in verbs:
        if any(other is not verb and other.text.startswith(verb.text) for other in tokens):
            return True
    return False


def _ends_clause(line: ExerciseLine, chunk: Chunk) -> bool:
    return line.tokens(chunk)[-1].text in ("，", "；", "：", ",", ";", ":")


def _words(line: ExerciseLine, chunk: Chunk) -> list[Token]:
    return [token for token in line.tokens(chunk) if token.kind != "punctuation"]


def _text(line: ExerciseLine, chunk: Chunk) -> str:
    return "".join(token.text for token in line.tokens(chunk))


def _first_token(chunk: Chunk) -> str:
    return f"{chunk[0]}"
