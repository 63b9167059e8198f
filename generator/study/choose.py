"""Choose the words of a text that get a card: every word once, where it stands first."""

from collections.abc import Callable, Iterable, Sequence

from generator.records import Issue, Passage, Token, Word

MakeWord = Callable[[Token, int], Word]
"""Completes a token of a passage (by its index) with what lists know of the word."""


def choose_words(
    passages: Sequence[tuple[int, Passage]], make_word: MakeWord, is_skipped: Callable[[Token], bool], is_held: Callable[[Token], bool]
) -> tuple[tuple[Word, ...], tuple[Token, ...], tuple[Issue, ...]]:
    """Return the words to learn in text order, the tokens that another deck holds already, and what got no card.

    ``passages`` are those that may be on cards, with their index in the text.

    A word is a headword with a reading. Numbers, names that are in no dictionary, and words that a person marked with
    ``skip`` get no card.
    """
    words: list[Word] = []
    held: list[Token] = []
    issues: list[Issue] = []
    for token, index, number in _first_occurrences(passages):
        if is_skipped(token):
            continue
        if not token.gloss:
            issues.append(Issue("no-entry", token.text, f"No dictionary has it; no card was made. It stands in No. {number}."))
        elif is_held(token):
            held.append(token)
        else:
            words.append(make_word(token, index))
    return tuple(words), tuple(held), tuple(issues)


def _first_occurrences(passages: Sequence[tuple[int, Passage]]) -> Iterable[tuple[Token, int, int]]:
    seen: set[tuple[str, str]] = set()
    for index, passage in passages:
        for token in passage.tokens:
            key = (token.headword, token.entry.reading.lower() if token.entry else token.reading.lower())
            if is_studied(token) and key not in seen:
                seen.add(key)
                yield token, index, passage.number


def is_studied(token: Token) -> bool:
    """Whether a token is something to learn: a word, or a name that the dictionary explains."""
    return token.kind == "word" or (token.kind == "name" and token.entry is not None)
