"""Terms that are longer than a piece."""

from generator.chinese.phrases import phrases, repeated_terms
from generator.chinese.segment import Segmenter
from generator.lexicon.dictionary import Dictionary

DICTIONARY = Dictionary()
SEGMENTER = Segmenter(DICTIONARY)


def terms(sentence: str, repeated: frozenset[str] = frozenset()) -> list[str]:
    pieces = SEGMENTER.cut(sentence)
    found = []
    for first, end in phrases(pieces, DICTIONARY.__contains__, repeated):
        found.append("|".join(piece.text for piece in pieces[first:end]))
    return found


def test_terms_of_the_list_and_of_the_dictionary() -> None:
    assert terms("集体农庄完成了五年计划。") == [
        "集体|农庄",
        "五|年|计划",
    ]  # collective farm; five-year plan
    assert terms("我们很高兴。") == []


def test_what_a_text_repeats_is_a_term_of_it() -> None:
    texts = ["星火农庄的庄员", "在星火农庄里", "星火农庄丰收了"]
    found = repeated_terms(map(SEGMENTER.cut, texts), DICTIONARY.tag)
    assert found == {"星火农庄"}  # the farm is called Spark
    assert terms("爱星火农庄", found) == ["星火|农庄"]
    assert not repeated_terms(map(SEGMENTER.cut, texts[:2]), DICTIONARY.tag)
