"""Sentences as exercises use them: their words with the punctuation marks, and gaps that hide a
word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.base.han import HANZI
from generator.base.records import Passage, Token, Word
from generator.base.words import headword_key
from generator.display import opens
from generator.handout.printed_book import PrintedText

MIN_WORDS = 4
"""Words of a whole sentence: fewer are a greeting, and no task to put in order."""
MIN_CHARACTERS_LEFT = 4
"""Characters of a sentence beside its gaps."""
ENDS = ("。", "！", "？", "…", "!", "?")
CLOSING = "”’」』）》\"'"
PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"))
Chunk = tuple[int, int]
"""First token, and the one after the last: a word with the punctuation marks that cling to it."""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """A passage of a text."""

    text: PrintedText
    passage: Passage

    @property
    def length(self) -> int:
        """Return how many characters its Chinese has."""
        return len(self.passage.zh)

    def tokens(self, chunk: Chunk) -> tuple[Token, ...]:
        """Return the tokens of a chunk."""
        return self.passage.tokens[slice(*chunk)]


def chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """Return the words of a sentence, each with the punctuation marks that cling to it; the marks
    after the last word are left out."""
    found: list[Chunk] = []
    start = 0
    for at, token in enumerate(tokens):
        if token.kind == "speaker":
            start = at + 1
        elif token.kind != "punctuation" and token.text.strip():
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


def is_balanced(line: ExerciseLine) -> bool:
    """Tell whether a passage is no half of what somebody says."""
    zh = line.passage.zh
    return all(zh.count(left) == zh.count(right) for left, right in PAIRS)


def is_translated(line: ExerciseLine) -> bool:
    """Tell whether the translation of a passage is a whole sentence, too."""
    return line.passage.en.rstrip(CLOSING).endswith((*ENDS, "."))


def is_sentence(line: ExerciseLine) -> bool:
    """Tell whether a passage is a whole sentence: no title, no greeting, no signature, no half of
    what somebody says."""
    zh = line.passage.zh
    if not is_balanced(line):
        return False
    return zh.rstrip(CLOSING).endswith(ENDS) and len(chunks(line.passage.tokens)) >= MIN_WORDS


def is_one_sentence(line: ExerciseLine) -> bool:
    """Tell whether a passage is a whole sentence, and no more than one."""
    if not is_sentence(line):
        return False
    tokens = line.passage.tokens
    _, end = chunks(tokens)[-1]
    return not any(token.text[:1] in ENDS for token in tokens[:end])


def gapped(lines: Iterable[ExerciseLine], word: Word) -> list[ExerciseLine]:
    """Return the sentences in which gaps hide a word, the shortest first: sheets, tests and the
    practice page take theirs from these."""
    return sorted((line for line in lines if gaps(line, word)), key=_length)


def _length(line: ExerciseLine) -> int:
    return line.length


def gaps(line: ExerciseLine, word: Word) -> tuple[int, ...]:
    """Find where a sentence has a word, if gaps there hide it, and the word as it is listed fills
    them: 携手 does not fill that of 携起手来.

    Returns the indices of the tokens to leave out.
    """
    key = headword_key(word.token)
    found: list[int] = []
    written: set[str] = set()
    rest: list[str] = []
    for at, token in enumerate(line.passage.tokens):
        if headword_key(token) == key:
            found.append(at)
            written.add(token.text)
        else:
            rest.append(token.text)
    if not written <= {word.token.headword, word.traditional}:
        return ()
    left = "\0".join(rest)
    is_given_away = any(form in left for form in written.union(forms_of(word)))
    if is_given_away or len(HANZI.findall(left)) < MIN_CHARACTERS_LEFT:
        return ()
    return tuple(found)


def forms_of(word: Word) -> tuple[str, ...]:
    """Return the ways in which a word may be written on a sheet."""
    forms = (word.token.headword, word.token.text, word.traditional)
    return tuple(dict.fromkeys(filter(None, forms)))


def letters_of(text: str) -> str:
    """Return the letters, digits and Chinese characters of a text."""
    return "".join(filter(str.isalnum, text))
