"""Choose the words of a text that get a card: every word once, where it stands first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.records import Issue, Passage, Token, Word

MakeWord = Callable[[Token, int], Word]
"""Completes a token of a passage (by its index) with what lists know of the word."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of a text, each list in the order of the text."""

    words: tuple[Word, ...]
    """To learn."""
    held: tuple[Word, ...]
    """In another deck already."""
    skipped: tuple[Word, ...]
    """No card, because a person said so."""
    issues: tuple[Issue, ...]
    """What got no card for other reasons."""


def choose_words(
    passages: Sequence[tuple[int, Passage]], make_word: MakeWord, is_skipped: Callable[[Token], bool], is_held: Callable[[Token], bool]
) -> Chosen:
    """Choose the words to learn.

    ``passages`` are those that may be on cards, with their index in the text.

    A word is a headword with a reading. Numbers, names that are in no dictionary, and words that a person marked with
    ``skip`` get no card. Two readings of one headword (衣 yī, yì) are never shown in the same sentence: nobody could tell which
    is asked for; the later one waits for another sentence.
    """
    words: list[Word] = []
    skipped: list[Word] = []
    held: list[Word] = []
    issues: list[Issue] = []
    for token, index, number in _first_occurrences(passages, issues):
        if is_skipped(token):
            skipped.append(make_word(token, index))
        elif not token.gloss:
            issues.append(Issue("no-entry", token.text, f"No dictionary has it; no card was made. It stands in No. {number}."))
        elif is_held(token):
            held.append(make_word(token, index))
        else:
            words.append(make_word(token, index))
    return Chosen(tuple(words), tuple(held), tuple(skipped), tuple(issues))


def _first_occurrences(passages: Sequence[tuple[int, Passage]], issues: list[Issue]) -> Iterable[tuple[Token, int, int]]:
    """Yield (token, index of its passage, number of its passage) for each word; what found no sentence of its own is an issue."""
    seen: set[tuple[str, str]] = set()
    waiting: dict[tuple[str, str], Issue] = {}
    for index, passage in passages:
        asked: set[str] = set()
        for token in passage.tokens:
            key = (token.headword, token.entry.reading.lower() if token.entry else token.reading.lower())
            if not is_studied(token) or key in seen:
                continue
            if token.headword in asked:
                detail = f"Read {token.reading} in No. {passage.number} only, where its other reading is asked for; no card was made."
                waiting.setdefault(key, Issue("two-readings", token.text, detail))
                continue
            seen.add(key)
            asked.add(token.headword)
            yield token, index, passage.number
    issues += [issue for key, issue in waiting.items() if key not in seen]


def is_studied(token: Token) -> bool:
    """Whether a token is something to learn: a word, or a name that the dictionary explains."""
    return token.kind == "word" or (token.kind == "name" and token.entry is not None)
