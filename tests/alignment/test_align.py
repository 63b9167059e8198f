"""Alignment: the letter comes out as its gold, and any input comes out whole."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.alignment import AlignmentSide, align, passes
from generator.alignment.bead_notation import format_bead
from generator.alignment.doubts import belonging, gaps, stretches
from generator.alignment.split import split_chinese, split_english
from generator.base.records import Bead, Sentence
from generator.chinese import numbers
from generator.chinese.segment import Segmenter
from generator.lexicon import english
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.translations import translator
from generator.vectors import available, span_vectors

GOLD = Path(__file__).resolve().parent.parent / "cases" / "letter.alignment.tsv"
PIECE = " ⏎ "


def sentences(texts: Sequence[str]) -> tuple[Sentence, ...]:
    return tuple(Sentence(0, len(text), text, 0) for text in texts)


def gold() -> list[tuple[list[str], list[str]]]:
    rows = [line.split("\t") for line in GOLD.read_text("utf-8").splitlines()[1:]]
    return [(zh.split(PIECE), en.split(PIECE)) for zh, en in rows]


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


def texts_of(
    beads: Sequence[Bead], zh: Sequence[Sentence], en: Sequence[Sentence]
) -> list[tuple[list[str], list[str]]]:
    found = []
    for bead in beads:
        found.append(([zh[i].text for i in bead.zh], [en[j].text for j in bead.en]))
    return found


def gold_side(number: int, beads: Sequence[tuple[list[str], list[str]]] | None = None) -> list[str]:
    """The sentences of one language, 0 or 1, of the gold letter or of some of its beads."""
    return list(chain.from_iterable(bead[number] for bead in beads or gold()))


def sides(
    dictionary: Dictionary, zh: Sequence[Sentence], en: Sequence[Sentence], *, meaning: bool
) -> tuple[AlignmentSide, AlignmentSide]:
    """What ``align`` takes of both languages."""
    segmenter = Segmenter(dictionary)
    zh_terms = []
    for sentence in zh:
        pieces = segmenter.cut(sentence.text)
        zh_terms.append([piece.text for piece in pieces if piece.kind != "punctuation"])
    en_terms = [english.terms(sentence.text) for sentence in en]
    zh_vectors = span_vectors([s.text for s in zh]) if meaning else None
    en_vectors = span_vectors([s.text for s in en]) if meaning else None
    return AlignmentSide(zh, zh_terms, zh_vectors), AlignmentSide(en, en_terms, en_vectors)


def translations_of(dictionary: Dictionary) -> Callable[[str], Mapping[str, float]]:
    return translator(dictionary.entries, dictionary.syllables, numbers.value)


def align_with(
    dictionary: Dictionary, zh: Sequence[Sentence], en: Sequence[Sentence], *, meaning: bool = False
) -> tuple[Bead, ...]:
    return align(*sides(dictionary, zh, en, meaning=meaning), translations_of(dictionary))


MEANING = pytest.mark.parametrize(
    "meaning",
    [
        False,
        pytest.param(
            True,
            marks=pytest.mark.skipif(not available(), reason="embeddings are not installed"),
        ),
    ],
    ids=["words", "meaning"],
)


@pytest.mark.slow
@MEANING
def test_letter_from_sentences(dictionary: Dictionary, meaning: bool) -> None:
    zh, en = sentences(gold_side(0)), sentences(gold_side(1))
    beads = align_with(dictionary, zh, en, meaning=meaning)
    assert texts_of(beads, zh, en) == gold()
    assert min(bead.confidence for bead in beads) > 0.9


@MEANING
@pytest.mark.parametrize("line_end", ["\n", "\n\n"], ids=["lines", "blank lines"])
def test_letter_from_running_text(dictionary: Dictionary, line_end: str, meaning: bool) -> None:
    """The Chinese has one line to a paragraph; the English parts paragraphs by blank lines and its
    heads by lines."""
    heads = {0, 1, 2, 3, 4, 6, 9, 17}
    zh_text = en_text = ""
    for number, (zh_part, en_part) in enumerate(gold()):
        zh_text += (line_end if number in heads or number == 19 else "") + "".join(zh_part)
        en_text += ("\n\n" if number in heads or number == 19 else " ") + (
            "\n" if number == 19 else " "
        ).join(en_part)
    zh, en = split_chinese(zh_text), split_english(en_text)
    assert texts_of(align_with(dictionary, zh, en, meaning=meaning), zh, en) == gold()


def no_dictionary(term: str) -> Mapping[str, float]:
    return {}


@MEANING
def test_a_long_preface_is_left_out_and_reported(dictionary: Dictionary, meaning: bool) -> None:
    preface = [
        f"Nothing of what is said in line {number} of this preface was ever put into the other"
        " language."
        for number in range(40)
    ]
    zh = sentences(gold_side(0))
    en = sentences([*preface, *gold_side(1)])
    beads = align_with(dictionary, zh, en, meaning=meaning)
    found = texts_of(beads, zh, en)
    assert sum(bead in found for bead in gold()) >= 18
    (gap,) = gaps(beads)
    assert gap.zh[0] == gap.zh[1]
    assert gap.en[0] == 0
    assert gap.en[1] >= 38


@pytest.mark.slow
@pytest.mark.skipif(not available(), reason="embeddings are not installed")
def test_paragraphs_in_another_order_are_reported(dictionary: Dictionary) -> None:
    beads = gold()
    moved = [*beads[:4], *beads[13:18], *beads[9:13], *beads[4:9], *beads[18:]]
    zh = sentences(gold_side(0))
    for order, strange in ((beads, False), (moved, True)):
        en = sentences(gold_side(1, order))
        found = align_with(dictionary, zh, en, meaning=True)
        assert bool(stretches(found)) == strange


def test_an_abridged_text_shows_how_often_it_lacks_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A lone sentence without counterpart is so rare that it is joined to its neighbour, unless two
    in a row are often missing, too."""
    kept = [i for i in range(150) if i % 15 not in {3, 4, 9}]
    zh, en = (
        sentences(["这里有十个汉字一句。"] * 150),
        sentences(["Here are some words, one sentence."] * len(kept)),
    )
    terms = [[str(i), f"{i}b"] for i in range(150)]
    zh_side, en_side = AlignmentSide(zh, terms), AlignmentSide(en, [terms[i] for i in kept])
    found = []
    for rounds in (0, passes._ROUNDS):
        monkeypatch.setattr(passes, "_ROUNDS", rounds)
        beads = align(zh_side, en_side, lambda term: {term: 1.0})
        assert not {bead.zh[0] for bead in beads if not bead.en} & set(kept)
        found.append(sum(not bead.en for bead in beads))
    assert found[0] < found[1]


@pytest.mark.slow
@MEANING
def test_sides_that_do_not_belong_together_are_told_from_a_translation(
    dictionary: Dictionary, meaning: bool
) -> None:
    other = [
        "The whale swam slowly past the ship.",
        "Nobody on deck said a word.",
        "Then the captain laughed.",
    ] * 8
    for zh_size, en_texts, belong in (
        (20, gold_side(1), True),
        (20, other, False),
    ):
        zh, en = sentences(gold_side(0)[:zh_size]), sentences(en_texts)
        both = sides(dictionary, zh, en, meaning=meaning)
        translations = translations_of(dictionary)
        beads = align(*both, translations)
        assert (belonging(beads, *both, translations) >= 1) == belong


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ([], [], []),
        (["一。"], [], [Bead((0,), (), 1.0)]),
        ([], ["One.", "Two."], [Bead((), (0,), 1.0), Bead((), (1,), 1.0)]),
    ],
)
def test_an_empty_side(zh: list[str], en: list[str], expected: list[Bead]) -> None:
    zh_side, en_side = AlignmentSide(sentences(zh), ()), AlignmentSide(sentences(en), ())
    assert list(align(zh_side, en_side, no_dictionary)) == expected


TEXTS = st.lists(st.text(alphabet="我们a b。.?“\"'1", max_size=12), max_size=25)


@pytest.mark.slow
@settings(max_examples=60)
@given(zh=TEXTS, en=TEXTS, linked=st.booleans())
def test_beads_hold_every_sentence_once_in_order(
    zh: list[str], en: list[str], linked: bool
) -> None:
    """Whatever the sentences are, empty ones among them."""
    links: dict[str, float] = {"a": 1.0, "b": 0.5} if linked else {}
    zh_side = AlignmentSide(sentences(zh), list(map(list, zh)))
    en_side = AlignmentSide(sentences(en), list(map(list, en)))
    beads = align(zh_side, en_side, lambda term: links)
    assert list(chain.from_iterable(bead.zh for bead in beads)) == list(range(len(zh)))
    assert list(chain.from_iterable(bead.en for bead in beads)) == list(range(len(en)))
    assert all((bead.zh or bead.en) and 0.0 <= bead.confidence <= 1.0 for bead in beads)
    assert all(
        re.fullmatch(r"\[[\d, ]*\]:\[[\d, ]*\]:[01]\.\d\d", format_bead(bead)) for bead in beads
    )
