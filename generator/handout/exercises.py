"""What a worksheet asks: which words and sentences, in which order. No HTML here.

Nothing on a sheet gives away an answer of the same sheet: no sentence is used twice, and a word
that is to be written stands nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.base.han import HANZI
from generator.base.records import Passage, Token, Word
from generator.base.text import shuffled
from generator.display import opens
from generator.handout.interchangeable import alike, has_meaning
from generator.handout.printed_book import PrintedLesson, PrintedText, word_key

EXERCISES = ("cloze", "matching", "order", "pinyin", "translate")
FEWEST, MOST = 4, 12
"""Words of a sentence that is to be put in order: fewer are no task, more have too many right
orders."""
LONG = 60
"""Characters of the longest sentence that is asked for, where there are shorter ones."""
ENDING, CLOSING = ("。", "！", "？", "…", "!", "?"), "”’」』）》\"'"
PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"))
LEAST = 3
"""Items under which an exercise with a choice is none."""
Piece = tuple[int, int]
"""First token, and the one after the last: a word with the signs that cling to it."""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """A passage of a text."""

    text: PrintedText
    passage: Passage

    def write(self, piece: Piece) -> tuple[Token, ...]:
        """The tokens of a piece."""
        return self.passage.tokens[slice(*piece)]


@dataclass(frozen=True, slots=True)
class ExerciseItem:
    """A word, and the sentence in which it is asked for."""

    word: Word
    line: ExerciseLine
    gaps: tuple[int, ...] = ()
    """Indices of the tokens to leave out."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A sentence in pieces, in the order of the sheet; what follows the last word of the sentence
    is in none of them."""

    line: ExerciseLine
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Exercises:
    """One version of a worksheet. An exercise that was not asked for, or that the text has too
    little for, is empty."""

    version: int
    cloze: tuple[ExerciseItem, ...] = ()
    bank: tuple[ExerciseItem, ...] = ()
    """The items of ``cloze`` in another order."""
    matching: tuple[ExerciseItem, ...] = ()
    meanings: tuple[ExerciseItem, ...] = ()
    """The items of ``matching`` in another order."""
    order: tuple[Puzzle, ...] = ()
    pinyin: tuple[ExerciseItem, ...] = ()
    translate: tuple[ExerciseLine, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the exercises that are empty."""
        return tuple(name for name in EXERCISES if not getattr(self, name))


def sheet(
    lesson: PrintedLesson,
    version: int,
    seed: str,
    exercises: Iterable[str] = EXERCISES,
    items: int = 6,
    shown: str = "",
) -> Exercises:
    """Work out one version; the same lesson, seed and version give the same sheet.

    ``items``: of each exercise at most; half as many sentences to order or to translate. ``shown``:
    Chinese that stands over the sheet.
    """
    wanted, half = frozenset(exercises), max(1, items // 2)
    draw = _Draw(lesson, f"{seed}\0{version}", shown)
    # Of a short lesson's sentences gaps get their share
    if "cloze" in wanted and (fewer := max(1, draw.sentences // 4)) < half:
        made = _sheet(draw, version, wanted, fewer, items)
        if made.cloze:
            return made
        draw = _Draw(lesson, f"{seed}\0{version}", shown)
    return _sheet(draw, version, wanted, half, items)


def _sheet(
    draw: "_Draw", version: int, wanted: frozenset[str], sentences: int, items: int
) -> Exercises:
    """Draw a sheet with so many sentences to order, and to translate, at most."""
    order = draw.order(sentences) if "order" in wanted else ()
    translate = draw.translate(sentences) if "translate" in wanted else ()
    cloze = draw.cloze(items) if "cloze" in wanted else ()
    matching = draw.matching(items) if "matching" in wanted else ()
    pinyin = draw.pinyin(items) if "pinyin" in wanted else ()
    return Exercises(
        version,
        cloze,
        draw.mixed(cloze, "bank"),
        matching,
        draw.mixed(matching, "meanings"),
        order,
        pinyin,
        translate,
    )


class _Draw:
    """Draws the items of one sheet and remembers what stands on it."""

    def __init__(self, lesson: PrintedLesson, seed: str, shown: str) -> None:
        self._seed = seed
        self._printed = [shown, *(text.title_zh for text in lesson.texts)]
        usable = (
            ExerciseLine(text, p)
            for text in lesson.texts
            for p in text.passages
            if p.number in text.usable and "\n" not in p.zh
        )
        self._lines = list(
            {line.passage.zh: line for line in usable if not self._is_title(line)}.values()
        )
        self._homes = {word_key(word.token): text for text, word in lesson.words}
        self._words = [word for _, word in lesson.words if has_meaning(word)]
        self._used: set[str] = set()

    @property
    def sentences(self) -> int:
        """How many sentences there are to ask for."""
        return sum(map(is_sentence, self._lines))

    def _is_title(self, line: ExerciseLine) -> bool:
        """Whether a passage is the title of its text, or a part of it, which stands over the
        sheet."""
        return any(_bare(line.passage.zh) in _bare(title) for title in self._printed)

    def order(self, count: int) -> tuple[Puzzle, ...]:
        puzzles = (_puzzle(line, self._seed) for line in self._free("order"))
        found = [puzzle for puzzle in puzzles if puzzle][:count]
        self._use(puzzle.line for puzzle in found)
        return tuple(found)

    def translate(self, count: int) -> tuple[ExerciseLine, ...]:
        found = [line for line in self._free("translate") if line.passage.en and is_sentence(line)]
        found = [line for line in found if len(line.passage.zh) <= LONG] or sorted(
            found, key=_length
        )
        self._use(found[:count])
        return tuple(found[:count])

    def cloze(self, count: int) -> tuple[ExerciseItem, ...]:
        found: list[ExerciseItem] = []
        for word in self._mixed("cloze"):
            if len(found) == count:
                break
            if any(alike(word, item.word) for item in found):
                continue
            fitting = [
                line for line in self._free("cloze", *word_key(word.token)) if gaps(line, word)
            ]
            if fitting:
                line = next(
                    (one for one in fitting if len(one.passage.zh) <= LONG),
                    min(fitting, key=_length),
                )
                found.append(ExerciseItem(word, line, gaps(line, word)))
                self._use([line])
        return self._enough(found)

    def matching(self, count: int) -> tuple[ExerciseItem, ...]:
        seen = set(self._printed)
        fresh = [word for word in self._mixed("matching") if word.token.headword not in seen]
        rest = [word for word in self._mixed("matching") if word.token.headword in seen]
        return self._enough(self._apart([*fresh, *rest], count))

    def pinyin(self, count: int) -> tuple[ExerciseItem, ...]:
        return tuple(
            self._apart([word for word in self._mixed("pinyin") if self._is_hidden(word)], count)
        )

    def mixed(self, items: Sequence[ExerciseItem], part: str) -> tuple[ExerciseItem, ...]:
        """The items in another order."""
        return tuple(shuffled(items, lambda item: item.word.token.headword, self._seed, part))

    def _apart(self, words: Iterable[Word], count: int) -> list[ExerciseItem]:
        """The first words none of which could be taken for another one."""
        found: list[Word] = []
        for word in words:
            if len(found) < count and not any(alike(word, other) for other in found):
                found.append(word)
        texts = [self._homes[word_key(word.token)] for word in found]
        return [
            ExerciseItem(word, ExerciseLine(text, text.passages[word.passage]))
            for word, text in zip(found, texts, strict=True)
        ]

    def _enough(self, found: list[ExerciseItem]) -> tuple[ExerciseItem, ...]:
        if len(found) < LEAST:
            return ()
        self._printed += [form for item in found for form in _forms(item.word)]
        return tuple(found)

    def _is_hidden(self, word: Word) -> bool:
        """Whether a word can be asked for by its sound: it is written in hanzi alone, and stands
        nowhere on the sheet."""
        forms = _forms(word)
        hanzi = all(len(HANZI.findall(form)) == len(form) for form in forms)
        return (
            bool(word.token.pinyin)
            and hanzi
            and not any(form in printed for form in forms for printed in self._printed)
        )

    def _mixed(self, part: str) -> list[Word]:
        return shuffled(self._words, lambda word: "\0".join(word_key(word.token)), self._seed, part)

    def _free(self, *part: str) -> list[ExerciseLine]:
        lines = (line for line in self._lines if line.passage.zh not in self._used)
        return shuffled(lines, lambda line: line.passage.zh, self._seed, *part)

    def _use(self, lines: Iterable[ExerciseLine]) -> None:
        for line in lines:
            self._used.add(line.passage.zh)
            self._printed.append(line.passage.zh)


def chunks(tokens: Sequence[Token]) -> list[Piece]:
    """The words of a sentence, each with the signs that cling to it; the signs after the last word
    are left out."""
    found: list[Piece] = []
    start = 0
    for at, token in enumerate(tokens):
        if token.kind != "punctuation" and token.text.strip():
            found.append((start, at + 1))
            start = at + 1
        elif found and start == at and not opens(token.text[0]):
            found[-1] = (found[-1][0], at + 1)
            start = at + 1
    if found:
        first, end = found[-1]
        while tokens[end - 1].kind == "punctuation":
            end -= 1
        found[-1] = (first, end)
    return found


def is_sentence(line: ExerciseLine) -> bool:
    """Whether a passage is a whole sentence: no title, no greeting, no signature, no half of what
    somebody says."""
    zh = line.passage.zh
    whole = all(zh.count(left) == zh.count(right) for left, right in PAIRS)
    return (
        whole and len(chunks(line.passage.tokens)) >= FEWEST and zh.rstrip(CLOSING).endswith(ENDING)
    )


def gaps(line: ExerciseLine, word: Word) -> tuple[int, ...]:
    """Where a sentence says a word, if gaps there hide it, and the word as it is listed fills them:
    携手 does not fill that of 携起手来."""
    tokens, key = line.passage.tokens, word_key(word.token)
    found = tuple(at for at, token in enumerate(tokens) if word_key(token) == key)
    rest = "\0".join(token.text for at, token in enumerate(tokens) if at not in found)
    forms = {*_forms(word), *(tokens[at].text for at in found)}
    if any(tokens[at].text not in (word.token.headword, word.traditional) for at in found):
        return ()
    return () if len(HANZI.findall(rest)) < FEWEST or any(form in rest for form in forms) else found


def _puzzle(line: ExerciseLine, seed: str) -> Puzzle | None:
    """A sentence whose words can be put in order; None where there are too few or too many of
    them."""
    ordered = chunks(line.passage.tokens)
    written = {piece: "".join(token.text for token in line.write(piece)) for piece in ordered}
    if not is_sentence(line) or len(ordered) > MOST or len(set(written.values())) == 1:
        return None
    mixed = shuffled(ordered, lambda piece: f"{piece[0]}", seed, "pieces", line.passage.zh)
    while [written[piece] for piece in mixed] == [written[piece] for piece in ordered]:
        mixed = mixed[1:] + mixed[:1]
    return Puzzle(line, tuple(mixed))


def _forms(word: Word) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(filter(None, (word.token.headword, word.token.text, word.traditional)))
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _length(line: ExerciseLine) -> int:
    return len(line.passage.zh)
