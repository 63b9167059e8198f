"""Items that ask for a sentence: each with the rule that leaves one right answer.

Of translations no rule can: there another wording may be right, and the key says so.
"""

import itertools
import re
from collections.abc import Callable, Iterator

from generator.base.han import HANZI
from generator.base.quiz import BETWEEN_PIECES, Item
from generator.base.text import shuffled
from generator.handout.contrasts import contrast
from generator.handout.exercise_lines import (
    PAIRS,
    Chunk,
    ExerciseLine,
    is_one_sentence,
    is_sentence,
    is_translated,
)
from generator.handout.hanging import hangs
from generator.handout.interchangeable import stems
from generator.handout.sheet_material import Material, PossibleItem
from generator.handout.word_items import MAX_LENGTH
from generator.handout.word_order import puzzle_of

MAX_WRITTEN = 20
"""Hanzi of the longest sentence that is to be written, or heard."""
MAX_STATEMENT = 40
"""Characters of the longest statement that is true or false."""
WRONG_MEANINGS = 2
"""Wrong translations beside the right one."""
TRUE, FALSE = "true", "false"
QUOTES = frozenset('“”「」『』‘’"')
TURNED = frozenset({"但是", "可是", "不过", "却", "而是", "只有", "只要", "如果", "要是", "也"})
"""Words after which a changed sentence would contradict itself, or have no parallel (也)."""
CLOCK = re.compile(r"[一二两三四五六七八九十\d]点|从.*日到")
"""A time of day, or a span of days: another hour or number may be none, as 晚上三点."""
BOUND = re.compile(r".{0,3}(以[前后上下内来]|之[前后内]|左右|上下)")
"""Behind a number: what holds before May 6 holds before May 4."""
ADDRESSED = frozenset("你您咱请别")
"""Signs of a sentence that is said to somebody, and states nothing."""


def order(material: Material) -> Iterator[PossibleItem]:
    """Yield sentences to put in order that have one order alone (``word_order``)."""
    for line in material.lines:
        puzzle = puzzle_of(line, "")
        if puzzle:
            pieces = [_piece(material, line, one) for one in (puzzle.first, *puzzle.chunks)]
            zh = BETWEEN_PIECES.join(pieces)
            answers = (material.spoken(line),)
            hint = _without_speaker(line)
            yield _of_line("order", material, line, zh=zh, hint=hint, answers=answers)


def _piece(material: Material, line: ExerciseLine, chunk: Chunk) -> str:
    return "".join(map(material.chinese(line.text).form, line.tokens(chunk))).strip()


def translate(material: Material) -> Iterator[PossibleItem]:
    """Yield whole sentences with their translation; none that hangs on the one before."""
    whole = [line for line in material.lines if is_translated(line) and is_sentence(line)]
    found = [line for line in whole if not _hangs(line)]
    short = [line for line in found if line.length <= MAX_LENGTH]
    for line in short or sorted(found, key=_length):
        zh, en = material.zh(line), line.passage.en
        yield _of_line("translate", material, line, zh=zh, hint="", answers=(en,))


def into_chinese(material: Material) -> Iterator[PossibleItem]:
    """Yield short sentences to be written in Chinese; none that hangs on the one before."""
    for line in material.lines:
        is_short = len(HANZI.findall(line.passage.zh)) <= MAX_WRITTEN
        is_plain = QUOTES.isdisjoint(line.passage.zh) and not _hangs(line)
        if is_short and is_plain and is_translated(line) and is_one_sentence(line):
            answers = (material.spoken(line),)
            hint = _without_speaker(line)
            yield _of_line("into-chinese", material, line, zh="", hint=hint, answers=answers)


def true_false(material: Material) -> Iterator[PossibleItem]:
    """Yield statements as the text has them, and the same with a word that the word of the text
    excludes (``contrasts``): the text says the one, and nowhere the other."""
    for line in material.lines:
        is_short = line.length <= MAX_STATEMENT
        if is_short and QUOTES.isdisjoint(line.passage.zh) and _is_statement(line):
            zh, place = material.spoken(line), material.place(line)
            yield _statement(material, line, zh, TRUE, place)
            for changed, said in _changed(material, line):
                why = "; ".join(filter(None, (place, said)))
                yield _statement(material, line, changed, FALSE, why)


def _is_statement(line: ExerciseLine) -> bool:
    """Tell whether a passage is one sentence of a text that says something: no question, nothing
    that a person in the text says to another unless it begins with her name, which the sheet
    prints; no sentence of a list."""
    return (
        ADDRESSED.isdisjoint(line.passage.zh)
        and not line.text.listed
        and (bool(_speaker(line)) or not _is_said(line))
        and is_one_sentence(line)
        and line.passage.zh.rstrip().endswith("。")
    )


def _speaker(line: ExerciseLine) -> str:
    """Return the name of who says a passage; empty where it does not begin with one."""
    names = [token.text for token in line.passage.tokens if token.kind == "speaker"]
    return names[0].strip("：: ") if names else ""


def _is_said(line: ExerciseLine) -> bool:
    """Tell whether a passage is what a person in the text says: it, or one before it in its
    paragraph, names who speaks, or opens a quotation that goes on."""
    for paragraph in line.text.paragraphs:
        numbers = [passage.number for passage in paragraph]
        if line.passage.number in numbers:
            until = paragraph[: numbers.index(line.passage.number) + 1]
            tokens = itertools.chain.from_iterable(passage.tokens for passage in until)
            before = "".join(passage.zh for passage in until[:-1])
            is_quoted = any(before.count(left) > before.count(right) for left, right in PAIRS)
            return is_quoted or any(token.kind == "speaker" for token in tokens)
    return False


def _changed(material: Material, line: ExerciseLine) -> Iterator[tuple[str, str]]:
    """Yield a sentence with a word changed, and the word that the text has."""
    chinese = material.chinese(line.text)
    tokens = line.passage.tokens
    if any(token.text in TURNED for token in tokens):
        return
    said = [(at, token) for at, token in enumerate(tokens) if token.kind != "speaker"]
    for at, token in said:
        before = tokens[at - 1].part_of_speech if at else ""
        # Neither 李爸爸 for 李奶奶 nor 打扫脏 for 打扫干净
        is_bound = before == "name" or (before, token.part_of_speech) == ("verb", "adjective")
        is_range = line.passage.zh.count(token.text) > 1  # 从五月六日到五月十日
        after = "".join(one.text for one in tokens[at + 1 :])
        is_time = bool(CLOCK.search(line.passage.zh)) or bool(BOUND.match(after))
        other = "" if is_bound or is_range or is_time else contrast(token, line.passage.zh)
        forms = [other if place == at else chinese.form(one) for place, one in said]
        changed = "".join(forms).strip()
        if other and other not in line.passage.zh and not _is_in_text(material, changed):
            yield changed, chinese.form(token)


def _is_in_text(material: Material, sentence: str) -> bool:
    return any(sentence.strip("。") in material.zh(line) for line in material.lines)


def _statement(
    material: Material, line: ExerciseLine, zh: str, truth: str, note: str
) -> PossibleItem:
    item = Item(
        exercise="true-false",
        number=0,
        zh=zh,
        hint=" · ".join(filter(None, (material.lesson(line), _speaker(line)))),
        answers=(truth,),
        note=note,
        difficulty=material.difficulty(line),
    )
    lines = frozenset({line.passage.zh})
    printed = "\0".join((line.passage.zh, zh))
    return PossibleItem(item=item, lines=lines, printed=printed, group=truth)


def listening(material: Material) -> Iterator[PossibleItem]:
    """Yield short sentences that are read aloud, each with its translation among those of other
    sentences, which have next to no word of it."""
    spoken = [line for line in material.lines if is_translated(line) and is_one_sentence(line)]
    short = [line for line in spoken if len(HANZI.findall(line.passage.zh)) <= MAX_WRITTEN]
    for line in short:
        others = _other_meanings(line, short)
        if len(others) == WRONG_MEANINGS:
            item = Item(
                exercise="listening",
                number=0,
                zh="",
                hint="",
                answers=(_without_speaker(line),),
                wrong=tuple(_without_speaker(other) for other in others),
                said=material.spoken(line),
                note=material.place(line),
                difficulty=material.difficulty(line),
            )
            lines = frozenset(one.passage.zh for one in (line, *others))
            yield PossibleItem(item=item, lines=lines)


def _other_meanings(line: ExerciseLine, lines: list[ExerciseLine]) -> list[ExerciseLine]:
    """Return sentences whose translations are about as long, and share next to no word with that of
    a sentence."""
    said = stems(line.passage.en)
    found: list[ExerciseLine] = []
    for other in sorted(shuffled(lines, _chinese, line.passage.zh), key=_distance_from(line)):
        taken = [said, *[stems(one.passage.en) for one in found]]
        is_apart = not any(stems(other.passage.en) & one for one in taken)
        if other is not line and is_apart and len(found) < WRONG_MEANINGS:
            found.append(other)
    return found


def _distance_from(line: ExerciseLine) -> Callable[[ExerciseLine], int]:
    """Return the function that says how much longer or shorter a translation is, in tens of
    letters."""

    def distance(other: ExerciseLine) -> int:
        return abs(len(other.passage.en) - len(line.passage.en)) // 10

    return distance


def _of_line(
    exercise: str,
    material: Material,
    line: ExerciseLine,
    zh: str,
    hint: str,
    answers: tuple[str, ...] = (),
) -> PossibleItem:
    item = Item(
        exercise=exercise,
        number=0,
        zh=zh,
        hint=hint,
        answers=answers or (material.zh(line),),
        note=material.place(line),
        difficulty=material.difficulty(line),
    )
    is_printed = exercise != "into-chinese"
    return PossibleItem(
        item=item,
        lines=frozenset({line.passage.zh}),
        printed="\0".join((line.passage.zh, material.zh(line))) if is_printed else "",
    )


def _hangs(line: ExerciseLine) -> bool:
    return hangs(line.passage.zh, _without_speaker(line))


def _without_speaker(line: ExerciseLine) -> str:
    """Return the translation of a sentence without the name of who speaks."""
    en = line.passage.en
    for start, end in reversed(line.passage.en_speakers):
        en = en[:start] + en[end:]
    return en.strip()


def _chinese(line: ExerciseLine) -> str:
    return line.passage.zh


def _length(line: ExerciseLine) -> int:
    return line.length
