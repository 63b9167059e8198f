"""What a person may choose for the cards: kept by the deck, carried by its fields, never by the
CSS."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from sample import letter
from test_notes import by_field

from generator.anki import (
    CHOICES,
    DEFAULT_CARDS,
    SWITCHES,
    CardOptions,
    Extras,
    kept_card_options,
    make_notes,
    write_deck,
)
from generator.anki.note_types import SENTENCE, WORD, note_type, style
from generator.anki.render import render
from generator.base.character_records import Character, Component, Stroke
from generator.base.choices import CARD_KINDS
from generator.base.errors import InputError
from generator.chinese.zhuyin import zhuyin
from generator.display import ChineseLookups

LOOKUPS = ChineseLookups(
    zhuyin=zhuyin,
    character=lambda c, reading: Character(
        f"{reading} <b>", (Component("钅", "metal"), Component(c, ""))
    ),
    drawing=lambda c: (
        () if c == "火" else (Stroke("M1 1z", "M1 1l2 2", 3, 4), Stroke("M2 2z", "M2 2l3 3", 5, 6))
    ),
)
EVERY = [CardOptions(cards=DEFAULT_CARDS | {"order", "sentence-listening"})]
for name, values in CHOICES.items():
    EVERY += [CardOptions().but({name: value}) for value in values]


def notes(
    card_options: CardOptions, kind: str, cards: frozenset[str] = frozenset()
) -> list[dict[str, str]]:
    return [
        by_field(n)
        for n in make_notes(letter(), cards, card_options=card_options, lookups=LOOKUPS)
        if n.note_type == kind
    ]


def word(
    card_options: CardOptions, headword: str, cards: frozenset[str] = frozenset()
) -> dict[str, str]:
    return next(f for f in notes(card_options, WORD, cards) if f["Simplified"] == headword)


@pytest.mark.parametrize(
    "card_options", EVERY, ids=lambda card_options: card_options.line() or "default"
)
def test_a_deck_keeps_its_looks(tmp_path: Path, card_options: CardOptions) -> None:
    assert CardOptions.parse(f"some · text<br>credits<br>{card_options.line()}") == card_options
    written = write_deck(
        tmp_path,
        letter(),
        make_notes(letter(), frozenset(), card_options=card_options, lookups=LOOKUPS),
        now=1_700_000_000,
        fingerprint="",
        extras=Extras(card_options=card_options),
    )
    assert kept_card_options(written.package) == card_options
    assert {*CHOICES, "cards", "audio"} == {f.name for f in fields(CardOptions)}


def test_a_deck_of_the_first_release_keeps_its_cards() -> None:
    """It did not write down which it has; without them, learners' cards would become empty."""
    golden = Path(__file__).parents[1] / "golden" / "river.apkg"
    assert kept_card_options(golden).cards == frozenset(CARD_KINDS)


def test_unknown_and_damaged_looks(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no look tones=pink"):
        CardOptions(tones="pink")
    assert CardOptions.parse("cika: tones=pink size=large later=yes") == CardOptions(size="large")
    (tmp_path / "a.apkg").write_bytes(b"PK no zip")
    assert (
        kept_card_options(tmp_path / "a.apkg")
        == kept_card_options(tmp_path / "none.apkg")
        == CardOptions()
    )
    assert CardOptions(tones="mdbg").but({"size": "large", "tones": ""}) == CardOptions(
        tones="mdbg", size="large"
    )


def test_each_front_carries_size_and_tones() -> None:
    """style.css finds a deck's card options through a field of the front, whichever card it is."""
    card_options = CardOptions(tones="pleco", size="large")
    for fields_of_front, kind in (
        (("Sentence", "SentenceBlank", "Source", "Pinyin", "SentenceRuby", "Characters"), WORD),
        (("Sentence", "Source", "English", "Words", "SentenceRuby"), SENTENCE),
    ):
        for note in notes(card_options, kind):
            for name in fields_of_front:
                assert not note[name] or "large" in note[name], name
                assert not note[name] or "pleco" in note[name], name


def test_every_class_of_a_look_is_known_to_the_css() -> None:
    for name in (
        "pleco",
        "mdbg",
        "hanping",
        "large",
        "small",
        "both",
        "off",
        "second",
        "two",
        "said",
        "doubt",
    ):
        assert re.search(rf"\.{name}\b", style()), name


def test_scripts() -> None:
    assert "亲爱的星火" in word(CardOptions(), "集体")["Sentence"]
    traditional = word(CardOptions(script="traditional"), "集体")
    assert "lang='zh-Hant'" in traditional["Sentence"]
    assert "<b class='target'>集體</b>農莊" in traditional["Sentence"]
    assert "<b class='blank'>＿＿</b>農莊" in traditional["SentenceBlank"]
    both = word(CardOptions(script="both"), "集体")["Sentence"]
    assert both.index("集体</b>农庄") < both.index("集體</b>農莊")
    sentence = notes(CardOptions(), SENTENCE)[0]
    assert "親愛的星火集體農莊" in sentence["Traditional"]
    assert "class='both'" in notes(CardOptions(script="both"), SENTENCE)[0]["Traditional"]
    assert notes(CardOptions(script="traditional"), SENTENCE)[0]["Traditional"] == ""


def test_the_device_reads_a_sentence_once() -> None:
    """Where both scripts stand in the field, the sound field has one of them."""
    assert word(CardOptions(), "集体")["SentenceAudio"] == ""
    both = word(CardOptions(script="both"), "集体")["SentenceAudio"]
    said = "亲爱的星火集体农庄的全体庄员同志们："
    assert both == f"[anki:tts lang=zh_CN]{said}[/anki:tts]"


def sounds(card_options: CardOptions) -> int:
    """Count what the cards of the letter play."""
    played = 0
    for note in make_notes(letter(), card_options=card_options):
        for card in render(note_type(note.note_type), note.fields, {}):
            played += len(card.front_sounds + card.back_sounds)
    return played


def test_a_silent_deck_has_nothing_to_play() -> None:
    card_options = CardOptions(audio="silent", script="both")
    assert CardOptions.parse(card_options.line()) == card_options
    assert sounds(card_options) == 0
    assert sounds(CardOptions(script="both")) > 0
    for kind in ("listening", "sentence-listening"):
        with pytest.raises(InputError, match="A listening card without sound asks nothing"):
            CardOptions(audio="silent", cards=DEFAULT_CARDS | {kind})


def test_keys_do_not_change_with_the_looks() -> None:
    plain = [n.guid for n in make_notes(letter())]
    for card_options in EVERY:
        assert [
            n.guid
            for n in make_notes(
                letter(), frozenset(SWITCHES), card_options=card_options, lookups=LOOKUPS
            )
        ] == plain


def test_zhuyin() -> None:
    plain, zhuyin, both = (
        word(CardOptions(phonetic=p), "庄员") for p in ("pinyin", "zhuyin", "both")
    )
    assert (
        plain["Zhuyin"]
        == "<span class='off'><span class='t1'>ㄓㄨㄤ</span> <span class='t2'>ㄩㄢˊ</span></span>"
    )
    assert (plain["Pinyin"][:13], zhuyin["Pinyin"][:18]) == ("<span class='", "<span class='off'>")
    assert zhuyin["Zhuyin"].startswith("<span class='t1'>ㄓㄨㄤ")
    assert "<rt><span class='t1'>ㄓㄨㄤ" in zhuyin["SentenceRuby"]
    assert "class='py'" in both["SentenceRuby"]
    assert "ㄑㄧㄣ" in notes(CardOptions(), SENTENCE)[0]["Zhuyin"]


def test_doubts_show_a_sign_where_the_machine_guessed() -> None:
    assert "class='doubt' title='Not in the dictionary" in word(CardOptions(), "庄员")["Meaning"]
    assert (
        "doubt"
        not in word(CardOptions(), "地方")["Meaning"]
        + word(CardOptions(), "地方")["SentenceEnglish"]
    )
    unsure = replace(
        letter(), passages=tuple(replace(p, confidence=0.4) for p in letter().passages)
    )
    assert all(
        "class='doubt'" in by_field(n)["SentenceEnglish"]
        for n in make_notes(unsure)
        if n.note_type == WORD
    )


def test_characters_show_reading_meaning_parts_and_kin() -> None:
    field = word(CardOptions(), "工业")["Characters"]
    assert field.count("class='char'") == 2
    assert "<span class='t1'>gōng</span>" in field
    assert "gong1 &#60;b&#62;" in field
    assert "<span lang='zh-Hans'>钅</span> metal" in field
    assert "also in" not in field
    assert "also in <span lang='zh-Hans'>庄员</span>" not in field
    last = letter().words[-1]
    shared = replace(
        letter(), words=(*letter().words, replace(last, token=replace(last.token, headword="业务")))
    )
    kin = next(
        by_field(n)["Characters"]
        for n in make_notes(shared, lookups=LOOKUPS)
        if by_field(n).get("Simplified") == "工业"
    )
    assert "also in <span lang='zh-Hans'>业务</span>" in kin


def test_strokes_only_where_they_are_wanted() -> None:
    assert word(CardOptions(), "工业")["Strokes"] == ""
    for field in (
        word(CardOptions(strokes="all"), "工业")["Strokes"],
        word(CardOptions(), "工业", frozenset({"writing"}))["Strokes"],
    ):
        assert field.count("<svg") == 2
        assert re.findall(r"--i:(\d+)", field) == ["0", "1", "3", "4"]
        assert " id=" not in field
    assert word(CardOptions(strokes="all"), "星火")["Strokes"].count("<svg") == 1
