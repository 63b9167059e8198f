"""Words that could be taken for each other."""

from dataclasses import replace

import pytest
from sample import letter
from test_notes import by_field

from generator.anki.confusable import ConfusableWords, meanings
from generator.anki.notes import make_notes
from generator.base.records import Token, Word

WORD = letter().words[0]


def made(headword: str, reading: str, gloss: str) -> Word:
    syllables = tuple(reading.split())
    token = replace(
        WORD.token,
        text=headword,
        headword=headword,
        reading="".join(syllables),
        pinyin=syllables,
        gloss=gloss,
        entry=None,
    )
    return replace(WORD, token=token)


WORDS = [
    made("建立", "jiàn lì", "to establish; to set up"),
    made("设立", "shè lì", "to set up (an institution)"),
    made("立", "lì", "to set up"),
    made("见利", "jiàn lì", "to see profit"),
    made("简历", "jiǎn lì", "résumé"),
    made("建立", "jiàn li", "founding"),
    made("兼利", "jiàn lì", "establish"),
    made("无关", "wú guān", "irrelevant"),
]


def test_kinds() -> None:
    found = [(kind, other.headword) for kind, other in ConfusableWords(WORDS).of(WORDS[0].token)]
    assert found == [
        ("both", "兼利"),
        ("meaning", "设立"),
        ("near", "立"),
        ("sound", "见利"),
        ("tone", "简历"),
        ("tone", "建立"),
    ]
    assert ConfusableWords(WORDS).of(WORDS[-1].token) == []


@pytest.mark.parametrize("word", WORDS, ids=lambda w: w.token.gloss)
def test_likeness_is_mutual(word: Word) -> None:
    alike = ConfusableWords(WORDS)
    for kind, other in alike.of(word.token):
        assert (kind, word.token) in alike.of(other)


def test_a_prompt_fits_one_word() -> None:
    """Whatever else of the deck has the meaning and the length of the word, or its sound, is
    excluded on the prompt."""
    deck = replace(letter(), words=tuple(WORDS))
    notes = [by_field(n) for n in make_notes(deck) if n.note_type == "Cika Word"]
    for note, word in zip(notes, WORDS, strict=True):
        for other in WORDS:
            if other is word:
                continue
            said = "</span> <span class='pinyin'>"
            same = {*meanings(other.token.gloss)} & {*meanings(word.token.gloss)} and len(
                other.token.headword
            ) == len(word.token.headword)
            if same:
                assert any(
                    f"is-{kind}'><span lang='zh-Hans'>{other.token.headword}{said}" in note["Alike"]
                    for kind in ("meaning", "both")
                )


def test_meanings() -> None:
    assert meanings("to establish; (coll.) to set up") == ("establish", "set up")
    assert meanings("(measure word)") == ("(measure word)",)
    assert meanings("") == ()


def test_blanks_cover_the_word_wherever_the_sentence_says_it() -> None:
    deck = letter()
    passage = replace(
        deck.passages[2],
        zh="工业和手工业",
        tokens=(_token(0, "工业"), _token(2, "和"), _token(3, "手工业")),
    )
    word = next(w for w in deck.words if w.token.headword == "工业")
    deck = replace(
        deck,
        passages=(*deck.passages[:2], passage),
        words=(replace(word, token=passage.tokens[0]),),
    )
    note = next(by_field(n) for n in make_notes(deck) if n.note_type == "Cika Word")
    assert "工业" not in note["SentenceBlank"]
    assert note["SentenceBlank"].count("＿＿") == 2


def test_a_translation_that_quotes_the_word_hides_it_on_prompts() -> None:
    deck = letter()
    deck = replace(
        deck, passages=tuple(replace(p, en=f"{p.en} 工业 (工業)") for p in deck.passages)
    )
    note = next(by_field(n) for n in make_notes(deck) if by_field(n).get("Simplified") == "工业")
    assert note["SentenceEnglish"].endswith(
        "<span class='said'>工业</span> (<span class='said'>工業</span>)"
    )


def _token(start: int, text: str) -> Token:
    return replace(
        WORD.token,
        start=start,
        end=start + len(text),
        text=text,
        headword=text,
        entry=None,
        english=(),
    )
