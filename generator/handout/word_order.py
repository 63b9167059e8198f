"""Sentences whose words are to be put in order.

Only one order is right, because what could stand elsewhere is given or kept together: the first
words, up to the last comma and the word after it, are printed, so that nothing can be put in front
of them; a piece ends where a learner feels a border: a particle, a number and what it counts, a
preposition and its object, 这 or 每 and its noun, a noun and where it is (学校后面), a verb and its
complement (跑回来, 吃完), two nouns, an adverb and its verb, are one piece; and a sentence that
another order says as well (给 somebody, 睡在, 坐 and 去, 那些 or a measure word near 的, 想不想, a
list, something quoted) is not asked for.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.base.records import Token
from generator.base.text import shuffled
from generator.handout.exercise_lines import Chunk, ExerciseLine, chunks, is_one_sentence
from generator.handout.sentence_pieces import (
    COUNTS,
    MOVABLE,
    THINGS,
    TRAVELLING,
    is_fixed,
    is_one,
)

MIN_PIECES, MAX_PIECES = 3, 10
"""Pieces to be put in order, the first not counted: fewer ask nothing, of more several orders are
right."""
AMBIGUOUS = frozenset({"给", "对", "跟", "比", "由", "被", "连"})
"""Words whose phrase may stand before or behind the verb, or that turn a sentence round."""
RESTING = frozenset("住睡坐站放躺写挂忘留停")
"""Verbs with 在 before or behind them: 睡在门口, 在门口睡."""
EXCHANGED = {
    ("adjective", "verb"),
    ("auxiliary", "time"),
    ("auxiliary", "place"),
    ("auxiliary", "preposition"),
    ("noun", "pronoun"),
    ("measure", "pronoun"),
    ("pronoun", "pronoun"),
}
"""Parts of speech of neighbours that may change places: 早去, 可以明天去, 能在家吃, 书我不卖."""
MAX_NEAR = 5
"""Words from 的 to 那些 or a measure word that may change places with the clause: 那些我买的书,
我买的那些书."""
LESS = re.compile("不到[一二三四五六七八九十两几半百]")
"""还不到四个月, 四个月还不到."""
RIDING = frozenset("坐骑乘开")
"""Verbs of going by something; where to is said before or behind it: 坐车回家, 回家坐车."""
UNORDERED = "、"
"""Sign of a list, whose parts may change places."""
ANYBODY = "谁"
"""谁都不敢动手机, 谁手机都不敢动."""
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
    if not rest or ANYBODY in _clause(line, words) or _turns(line, rest):
        return None
    ordered = _together(line, rest)
    is_long_enough = MIN_PIECES <= len(ordered) <= MAX_PIECES
    if not is_long_enough or sum(_is_movable(line, chunk) for chunk in ordered) > 1:
        return None
    if _are_doubled(line, ordered) or _is_moved(line, ordered):
        return None
    mixed = shuffled(ordered, _first_token, seed, "pieces", line.passage.zh)
    while mixed == ordered:
        mixed = mixed[1:] + mixed[:1]
    first = (words[0][0], words[opening - 1][1])
    return Puzzle(line=line, first=first, chunks=tuple(mixed))


def _opening(line: ExerciseLine, words: Sequence[Chunk]) -> int:
    """Return how many words are given: those up to the last comma, the first of the last clause,
    and those after it that belong to it."""
    first = _last_clause(line, words)
    count = first + 1
    given = words[first]
    while count < len(words) and _is_opened(line, given, words[count]):
        given = (given[0], words[count][1])
        count += 1
    return count


def _last_clause(line: ExerciseLine, words: Sequence[Chunk]) -> int:
    """Return the place of the first word of the last clause."""
    ends = [count for count, chunk in enumerate(words[:-1], 1) if _ends_clause(line, chunk)]
    return ends[-1] if ends else 0


def _clause(line: ExerciseLine, words: Sequence[Chunk]) -> str:
    return "".join(_text(line, chunk) for chunk in words[_last_clause(line, words) :])


def _is_opened(line: ExerciseLine, left: Chunk, right: Chunk) -> bool:
    """Tell whether the second of two words is given with the first: they are one piece, or a time
    before who does something, so that no place can be put between them."""
    before, after = _words(line, left)[-1], _words(line, right)[0]
    before_class, after_class = before.part_of_speech, after.part_of_speech
    is_subject = before_class in MOVABLE and after_class in THINGS
    classes = {before_class or "noun", after_class or "noun"}
    is_acting = classes == {"noun", "pronoun"}  # 每天清早我, 我朋友
    return is_subject or is_acting or is_one(_words(line, left), _words(line, right)[0])


def _together(line: ExerciseLine, words: Iterable[Chunk]) -> list[Chunk]:
    """Join the words that are one piece."""
    found: list[Chunk] = []
    for chunk in words:
        if found and is_one(_words(line, found[-1]), _words(line, chunk)[0]):
            found[-1] = (found[-1][0], chunk[1])
        else:
            found.append(chunk)
    return found


def _is_movable(line: ExerciseLine, chunk: Chunk) -> bool:
    """Tell whether a piece says when, where or how, which may stand before or behind another such
    piece."""
    first, *others = _words(line, chunk)
    is_at = any(token.part_of_speech == "preposition" for token in others[:1])
    is_free = first.part_of_speech in MOVABLE and not is_fixed(first)
    return is_free or is_at or first.part_of_speech == "preposition"


def _turns(line: ExerciseLine, words: Sequence[Chunk]) -> bool:
    """Tell whether some words of a sentence may have another order."""
    written = "".join(_text(line, chunk) for chunk in words)
    is_list = UNORDERED in written or LESS.search(written) is not None
    if not QUOTES.isdisjoint(line.passage.zh) or is_list or DOUBLED.search(line.passage.zh):
        return True
    tokens: list[Token] = []
    for chunk in words:
        tokens += _words(line, chunk)
    for before, after in zip(tokens, [*tokens[1:], None], strict=True):
        is_phrase = before.text in AMBIGUOUS and before.part_of_speech != "verb"
        is_resting = after is not None and before.text[-1:] in RESTING and after.text == "在"
        is_exchanged = after and (before.part_of_speech, after.part_of_speech) in EXCHANGED
        is_ride = before.text in RIDING and before.part_of_speech == "verb"
        is_travel = is_ride and any(_travels(token) for token in tokens[tokens.index(before) :])
        is_each = before.part_of_speech == "measure" and after is not None and after.text == "都"
        if is_phrase or is_resting or is_exchanged or is_travel or is_each:
            return True
    linked = [at for at, token in enumerate(tokens) if token.text == "的"]
    if linked and any(token.text[-1] == "是" for token in tokens):
        return True  # 那边是她常去的书店, 那边她常去的是书店
    return any(_counts_near(tokens, at) for at in linked)


def _travels(token: Token) -> bool:
    return token.part_of_speech in ("verb", "direction") and token.text[0] in TRAVELLING


def _counts_near(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number, a measure word or 这, 那 stands near a place."""
    near = tokens[max(0, at - MAX_NEAR) : at + MAX_NEAR]
    return any(token.part_of_speech in COUNTS or token.text[0] in "这那" for token in near)


def _are_doubled(line: ExerciseLine, pieces: Sequence[Chunk]) -> bool:
    """Tell whether a piece comes twice, two are told apart by nothing but what they say (又便宜,
    又好吃), or a verb begins another word: 打 and 打电话, 打打电话."""
    written = [_text(line, chunk) for chunk in pieces]
    first = [_words(line, chunk)[0] for chunk in pieces]
    adverbs = [token.text for token in first if is_fixed(token)]
    if len(set(written)) < len(written) or len(set(adverbs)) < len(adverbs):
        return True
    tokens = list(itertools.chain.from_iterable(_words(line, chunk) for chunk in pieces))
    verbs = [token for token in tokens if token.part_of_speech == "verb"]
    for verb in verbs:
        if any(other is not verb and other.text.startswith(verb.text) for other in tokens):
            return True
    return False


def _is_moved(line: ExerciseLine, pieces: Sequence[Chunk]) -> bool:
    """Tell whether a preposition follows a verb, before which it may stand, too: 学会了用筷子吃."""
    for left, right in itertools.pairwise(pieces):
        is_act = any(token.part_of_speech == "verb" for token in _words(line, left))
        if is_act and _words(line, right)[0].part_of_speech == "preposition":
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
