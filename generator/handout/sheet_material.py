"""What items are made of: the words and sentences of a lesson, or of several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.base.quiz import Item
from generator.base.records import Passage, Word
from generator.base.words import HeadwordKey, headword_key
from generator.display import ChineseLookups
from generator.handout.exercise_lines import ExerciseLine, letters_of
from generator.handout.interchangeable import is_askable
from generator.handout.printed_book import PrintedLesson, PrintedText, SheetOptions
from generator.handout.sheet_chinese import SheetChinese

UNLISTED_LEVEL = 9.0
"""Less the Zipf frequency, the level of a word that no syllabus has: 9 - 5 = 4 for a common one."""
CHARACTERS_A_LEVEL = 4
"""Characters that make a sentence harder by as much as a level of the HSK does."""


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that may be asked for."""

    word: Word
    text: PrintedText
    """The text that it is a word of; of a word to review, one that has it, too."""
    is_review: bool = False
    """Whether a lesson before these taught it."""


@dataclass(frozen=True, slots=True)
class PossibleItem:
    """An item that a sheet may have, and how it gets on with others."""

    item: Item
    word: Word | None = None
    lines: frozenset[str] = frozenset()
    """Sentences that it shows, or asks for: none of them is on the sheet a second time."""
    hidden: tuple[str, ...] = ()
    """Chinese that stands nowhere else on the sheet."""
    printed: str = ""
    """Chinese that it puts on the sheet."""
    group: str = ""
    """Items of one exercise of which a sheet has a share each: words to review, false
    sentences."""


class Material:
    """Words and sentences, each once, and how they are written."""

    def __init__(
        self,
        lessons: Sequence[PrintedLesson],
        style: SheetOptions,
        lookups: ChineseLookups,
        shown: str = "",
        *,
        with_review: bool = False,
    ) -> None:
        """``shown``: Chinese that stands over the sheet. ``with_review``: ask for words that
        earlier lessons taught, too."""
        self.lookups = lookups
        self._lessons = lessons
        self._chinese: dict[int, SheetChinese] = {}
        for lesson in lessons:
            for text in lesson.texts:
                self._chinese[id(text)] = SheetChinese(text.script, style, lookups)
        self._titles = [shown]
        for lesson in lessons:
            self._titles += [text.title_zh for text in lesson.texts]
        self.lines = self._usable_lines()
        self.words = self._asked_words(with_review)
        self._new = {headword_key(one.word.token) for one in self.words}

    # -- words and sentences

    def _asked_words(self, with_review: bool) -> list[AskedWord]:
        found: dict[HeadwordKey, AskedWord] = {}
        for lesson in self._lessons:
            for text, word in lesson.words:
                found.setdefault(headword_key(word.token), AskedWord(word, text))
        for lesson in self._lessons if with_review else ():
            for word, _ in lesson.review:
                review = AskedWord(word, lesson.texts[0], is_review=True)
                found.setdefault(headword_key(word.token), review)
        return [one for one in found.values() if is_askable(one.word)]

    def _usable_lines(self) -> list[ExerciseLine]:
        """Return the sentences whose translation is sure, without titles."""
        by_chinese: dict[str, ExerciseLine] = {}
        for lesson in self._lessons:
            for text in lesson.texts:
                for passage in text.passages:
                    if self._is_usable(text, passage):
                        by_chinese[passage.zh] = ExerciseLine(text=text, passage=passage)
        return list(by_chinese.values())

    def _is_usable(self, text: PrintedText, passage: Passage) -> bool:
        """Tell whether a passage is one line with a sure translation, and not the title of its
        text, or a part of it, which stands over the sheet."""
        letters = letters_of(passage.zh)
        is_title = any(letters in letters_of(title) for title in self._titles)
        return passage.number in text.usable and "\n" not in passage.zh and not is_title

    @property
    def shown(self) -> str:
        """Return the Chinese that stands over the sheet."""
        return "\0".join(self._titles)

    # -- how they are written

    def chinese(self, text: PrintedText) -> SheetChinese:
        """Return how the Chinese of a text is written."""
        return self._chinese[id(text)]

    def form(self, asked: AskedWord) -> str:
        """Return a word in the script of the sheet."""
        shown, _ = self.chinese(asked.text).word(asked.word)
        return shown

    def zh(self, line: ExerciseLine) -> str:
        """Return a sentence in the script of the sheet."""
        return self.chinese(line.text).text(line.passage)

    def spoken(self, line: ExerciseLine) -> str:
        """Return a sentence as it is read aloud: without the name of who speaks."""
        chinese = self.chinese(line.text)
        said = [token for token in line.passage.tokens if token.kind != "speaker"]
        return "".join(map(chinese.form, said)).strip()

    def place(self, line: ExerciseLine) -> str:
        """Return where a sentence stands, for the key: its number, after that of the lesson where
        there are several."""
        for lesson in self._lessons:
            if any(text is line.text for text in lesson.texts):
                place = lesson.place(line.text, line.passage.number)
                is_alone = len(self._lessons) == 1 or not place
                return place if is_alone else f"{lesson.number}:{place}"
        return ""

    def lesson(self, line: ExerciseLine) -> str:
        """Return the lesson of a sentence as a sheet of several lessons names it; empty on a sheet
        of one."""
        if len(self._lessons) > 1:
            for lesson in self._lessons:
                if any(text is line.text for text in lesson.texts):
                    return lesson.above
        return ""

    def lines_with(self, word: Word) -> Iterator[ExerciseLine]:
        """Yield the sentences that have a word."""
        key = headword_key(word.token)
        for line in self.lines:
            if any(headword_key(token) == key for token in line.passage.tokens):
                yield line

    # -- how hard they are

    def difficulty(self, line: ExerciseLine) -> float:
        """Return how hard a sentence is: by its length, and a level for each new word."""
        keys = [headword_key(token) for token in line.passage.tokens]
        new = sum(key in self._new for key in keys)
        return round(line.length / CHARACTERS_A_LEVEL + new, 2)


def word_difficulty(word: Word) -> float:
    """Return how hard a word is: its level in the HSK of 2025 (where it has none, by its
    frequency), its frequency, and its length."""
    level = word.levels.hsk2025 or UNLISTED_LEVEL - word.zipf
    rarity = (UNLISTED_LEVEL - word.zipf) / 2
    return round(level + rarity + len(word.token.headword) / 2, 2)
