"""Which words of a text get a card, and in which sentence they are shown."""

from dataclasses import replace
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from generator.base.records import Entry, Issue, Levels, Passage, Token, Word
from generator.base.words import headword_key
from generator.study import Chosen, SelectionOptions, Status, choose_words
from generator.study.choose import EVERYTHING

ORDERS = ("text", "reading", "frequency", "level")


def token(text: str, start: int, reading: str = "", gloss: str = "a gloss") -> Token:
    entry = Entry(text, text, reading, ("a gloss",))
    return Token(
        start,
        start + len(text),
        text,
        "word",
        (reading,),
        text,
        reading,
        entry,
        gloss,
        (),
        1.0,
        (),
        1.0,
    )


def passage(number: int, words: str, **glosses: str) -> Passage:
    """A sentence of words of one sign."""
    tokens = tuple(
        token(sign, at, "", glosses.get(sign, "a gloss")) for at, sign in enumerate(words)
    )
    return Passage(number, words + "。", "English.", tokens, 1.0)


def text(*sentences: str) -> list[Passage]:
    return [passage(number, words) for number, words in enumerate(sentences, 1)]


def make(found: Token, at: int) -> Word:
    return Word(found, at, "", Levels(), 0.0, found.text, ())


def choose(
    passages: list[Passage], request: SelectionOptions = EVERYTHING, **standings: Status
) -> Chosen:
    return choose_words(
        passages, range(len(passages)), lambda t: standings.get(t.headword, "wanted"), make, request
    )


def shown(chosen: Chosen) -> dict[str, int]:
    return {word.token.headword: word.passage for word in chosen.words}


def readings(*passages: Passage) -> tuple[list[tuple[str, int]], tuple[Issue, ...]]:
    made = choose(list(passages))
    return [(w.token.reading, w.passage) for w in made.words], made.issues


def test_two_readings_of_a_word_are_asked_for_in_different_sentences() -> None:
    # Clothes; to wear
    both = Passage(1, "衣衣", "", (token("衣", 0, "yi1"), token("衣", 1, "yi4")), 1.0)
    alone = Passage(2, "衣", "", (token("衣", 0, "yi4"),), 1.0)
    assert readings(both, alone) == ([("yi1", 0), ("yi4", 1)], ())
    assert readings(both, replace(alone, tokens=(token("衣", 0, "yi1"),))) == (
        [("yi1", 1), ("yi4", 0)],
        (),
    )
    words, issues = readings(both)
    assert words == [("yi1", 0)]
    assert [i.kind for i in issues] == ["two-readings"]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("123")), max_size=5), max_size=6
    ),
    st.sampled_from(ORDERS),
)
def test_no_sentence_asks_for_two_readings_of_a_word(
    sentences: list[list[tuple[str, str]]], order: str
) -> None:
    passages = []
    for number, words in enumerate(sentences, 1):
        zh = "".join(sign for sign, _ in words)
        tokens = tuple(token(sign, at, read) for at, (sign, read) in enumerate(words))
        passages.append(Passage(number, zh, "", tokens, 1.0))
    made = choose(passages, SelectionOptions(order))
    asked = [(word.passage, word.token.headword) for word in made.words]
    assert len(asked) == len(set(asked))
    for word in made.words:
        assert word.token in passages[word.passage].tokens
        shown = map(headword_key, passages[word.place].tokens)
        assert headword_key(word.token) in shown or order in ("frequency", "level")
    pairs = set(chain.from_iterable(sentences))
    assert len(made.words) + len(made.issues) == len(pairs)


def test_a_word_is_shown_where_little_else_is_new_and_learnt_where_it_is_needed() -> None:
    passages = text("abcdefgh", "xxaxx", "bcdefgxy")
    chosen = choose(passages, x="known", y="known")
    assert shown(chosen)["a"] == 1
    assert {word.token.headword: word.place for word in chosen.words}["a"] == 0
    assert shown(chosen)["h"] == 0
    assert [word.token.headword for word in chosen.words] == list("abcdefgh")


def test_another_sense_is_no_example() -> None:
    passages = [passage(1, "abcdefgh", a="to hit; to strike"), passage(2, "xxaxx", a="dozen")]
    assert shown(choose(passages, x="known"))["a"] == 0
    passages[1] = passage(2, "xxaxx", a="to hit; here: beat")
    assert shown(choose(passages, x="known"))["a"] == 1


def test_a_word_is_taught_where_its_meaning_is_sure_or_not_at_all() -> None:
    passages = [*text("ab", "ac"), passage(3, "ac", a="a guess"), passage(4, "d", d="a guess")]

    def status(one: Token) -> Status:
        return "untaught" if one.gloss == "a guess" else "wanted"

    for places in (passages, passages[::-1]):
        chosen = choose_words(places, range(4), status, make)
        assert {w.token.headword: w.token.gloss for w in chosen.words} == dict.fromkeys(
            "abc", "a gloss"
        )
        assert [w.token.headword for w in chosen.untaught] == ["d"]
        assert (chosen.coverage.running, chosen.coverage.after) == (7, 6)


def test_the_sentence_on_a_learners_card_stays() -> None:
    passages = text("abcdefgh", "xxaxx", "bcaefg")
    assert (
        shown(choose(passages, SelectionOptions(shown={("a", ""): frozenset([2])}), x="known"))["a"]
        == 2
    )
    assert (
        shown(choose(passages, SelectionOptions(shown={("a", ""): frozenset([7])}), x="known"))["a"]
        == 1
    )


def test_words_that_give_most_and_sentences_that_can_be_read_then() -> None:
    passages = text("aab", "ac", "defg", "ab")
    chosen = choose(passages, SelectionOptions(max_words=2))
    assert {word.token.headword for word in chosen.words} == {"a", "b"}
    assert {word.token.headword for word in chosen.left_out} == set("cdefg")
    assert (chosen.coverage.running, chosen.coverage.before, chosen.coverage.after) == (11, 0, 6)
    assert chosen.beyond == {2}  # four words unknown; one, as in the second, can be borne
    assert {
        word.token.headword for word in choose(passages, SelectionOptions(coverage=0.5)).words
    } == {"a", "b"}
    assert choose(passages).beyond == frozenset()


def test_what_needs_no_card_counts_as_known_and_what_is_stopped_does_not() -> None:
    chosen = choose(text("abcde"), a="known", b="name", c="held", d="stopped")
    assert [word.token.headword for word in chosen.words] == ["e"]
    assert (chosen.coverage.before, chosen.coverage.after) == (3, 4)
    needless = (chosen.known, chosen.names, chosen.held, chosen.skipped)
    for words, headword in zip(needless, "abcd", strict=True):
        assert [word.token.headword for word in words] == [headword]
