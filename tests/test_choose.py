"""Which words of a text get a card."""

from generator.records import Entry, Issue, Levels, Passage, Token, Word
from generator.study import choose_words


def token(text: str, start: int, reading: str) -> Token:
    entry = Entry(text, text, reading, ("a gloss",))
    return Token(start, start + len(text), text, "word", (reading,), text, reading, entry, "a gloss", (), 1.0, (), 0.0)


def make(found: Token, passage: int) -> Word:
    return Word(found, passage, "", Levels(), 0.0, found.text, ())


def chosen(*passages: Passage) -> tuple[list[tuple[str, int]], tuple[Issue, ...]]:
    made = choose_words(list(enumerate(passages)), make, lambda _: False, lambda _: False)
    return [(w.token.reading, w.passage) for w in made.words], made.issues


def test_two_readings_of_a_word_are_asked_for_in_different_sentences() -> None:
    both = Passage(1, "衣衣", "", (token("衣", 0, "yi1"), token("衣", 1, "yi4")), 1.0)  # clothes; to wear
    alone = Passage(2, "衣", "", (token("衣", 0, "yi4"),), 1.0)
    assert chosen(both, alone) == ([("yi1", 0), ("yi4", 1)], ())
    words, issues = chosen(both)
    assert words == [("yi1", 0)]
    assert [i.kind for i in issues] == ["two-readings"]
