"""Chinese as text and HTML: script, reading, and what stays together on a line."""

from dataclasses import replace

import pytest

from generator.base.html import NOTHING, Html, Markup, escape, join
from generator.base.records import Entry, Kind, Script, Token
from generator.display import (
    HANS,
    HANT,
    ChineseLookups,
    ScriptForms,
    opens,
    pinyin_of,
    ruby_parts,
    sentence_pinyin,
    syllables,
    toned,
    units,
    wanted,
    zhuyin_of,
)

PLAIN = Markup()


def token(text: str, reading: str = "", pinyin: tuple[str, ...] | None = None) -> Token:
    kind: Kind = "word" if text[0].isalnum() else "punctuation"
    return Token(
        start=0,
        end=len(text),
        text=text,
        kind=kind,
        pinyin=pinyin,
        headword=text,
        reading=reading,
        entry=None,
        gloss="",
        senses=(),
        sense_confidence=0.0,
        english=(),
        link_confidence=0.0,
    )


BANK = replace(
    token("银行", "yínháng", ("yín", "háng")),
    entry=Entry("银行", "銀行", "yin2 hang2", ("bank",)),
)
LOOKUPS = ChineseLookups(zhuyin=str.upper, simplified=lambda text: text.replace("銀", "银"))


@pytest.mark.parametrize(
    ("of_text", "choice", "lang", "second", "form"),
    [
        ("simplified", "text", HANS, HANT, "银行"),
        ("simplified", "both", HANS, HANT, "银行"),
        ("simplified", "simplified", HANS, HANT, "银行"),
        ("simplified", "traditional", HANT, HANS, "銀行"),
        ("traditional", "text", HANT, HANS, "银行"),
        ("traditional", "traditional", HANT, HANS, "银行"),
        ("mixed", "text", HANS, HANT, "银行"),
        ("mixed", "traditional", HANT, HANS, "銀行"),
    ],
)
def test_which_script_leads(
    of_text: Script, choice: str, lang: str, second: str, form: str
) -> None:
    """What is in the wanted script already stays as it is: only a mixed text is made uniform."""
    forms = ScriptForms(of_text, choice, LOOKUPS)
    assert (forms.lang, forms.second, forms.form(BANK)) == (lang, second, form)


def test_a_form_is_as_long_as_in_the_text() -> None:
    lookups = replace(LOOKUPS, traditional=lambda word: word.text + "!")
    forms = ScriptForms("simplified", "traditional", lookups)
    assert forms.text([BANK, token("。")]) == "银行。"
    assert forms.form(token("「"), HANS) == "「", "punctuation marks are those of the text"


@pytest.mark.parametrize(
    ("phonetic", "pinyin", "zhuyin", "shown"),
    [
        ("pinyin", "p", "z", ("p",)),
        ("zhuyin", "p", "z", ("z",)),
        ("both", "p", "z", ("p", "z")),
        ("zhuyin", "p", "", ("p",)),
        ("both", "p", "", ("p",)),
        ("", "p", "z", ("p",)),
    ],
)
def test_wanted_readings(phonetic: str, pinyin: str, zhuyin: str, shown: tuple[str, ...]) -> None:
    assert wanted(phonetic, pinyin, zhuyin) == shown


@pytest.mark.parametrize(
    ("reading", "marked", "cut"),
    [
        ("qīn'ài", ("qīn", "ài"), [("qīn", 1), ("'", 0), ("ài", 4)]),
        ("Běijīng", ("běi", "jīng"), [("Běi", 3), ("jīng", 1)]),
        ("rènao", ("rè", "nao"), [("rè", 4), ("nao", 5)]),
        ("yīdiǎnr", ("yī", "diǎn", "ér"), [("yī", 1), ("diǎn", 3), ("r", 2)]),
        ("lǜ", ("xíng",), [("lǜ", 0)]),
    ],
)
def test_syllables(reading: str, marked: tuple[str, ...], cut: list[tuple[str, int]]) -> None:
    assert list(syllables(reading, marked)) == cut


def test_readings_in_syllables() -> None:
    assert pinyin_of(BANK) == (("yín", 2), ("háng", 2))
    assert zhuyin_of(BANK, str.upper) == (("YÍN", 2), (" ", 0), ("HÁNG", 2))
    assert zhuyin_of(token("a"), str.upper) == ()
    assert toned([("<", 0), ("yín", 2)], PLAIN) == '&lt;<span class="t2">yín</span>'


def test_a_sentence_begins_with_a_capital_letter_and_marks_cling() -> None:
    words = [token("“"), BANK, token("！”"), BANK, token("——"), BANK, token("……")]
    assert sentence_pinyin(words) == "“Yínháng!” Yínháng — yínháng…"


def test_long_words_break() -> None:
    syllables_of_nine = ("a",) * 9
    assert ruby_parts("一二三", None) == (("一二三", None),)
    assert ruby_parts("一二三四五六七八九", syllables_of_nine)[8] == ("九", "a")
    assert ruby_parts("一二三四五六七八九", syllables_of_nine[1:]) == ()


@pytest.mark.parametrize(
    ("text", "lead", "space_clings", "lines"),
    [
        ("银 行，“好”。", "", True, ["银 ", "行，", "“好”。"]),
        ("银 行", "", False, ["银", " ", "行"]),
        ("银", "1", True, ["1银"]),
        ("（银）(行)【好】", "", True, ["（银）", "(行)", "【好】"]),
        ("，银", "", True, ["，", "银"]),
        ("", "", True, []),
    ],
)
def test_marks_stay_with_their_word(
    text: str, lead: str, space_clings: bool, lines: list[str]
) -> None:
    written = [(token(character), escape(character)) for character in text]
    found = list(units(written, Html(lead), space_clings=space_clings))
    assert [unit.html for unit in found] == lines
    assert sum(unit.length for unit in found) == len(text)


def test_opening_marks() -> None:
    assert [mark for mark in "“‘（《〈「『【([{〔«" if not opens(mark)] == []
    assert [mark for mark in "”’）》，。a%—…" if opens(mark)] == []


def test_attributes_are_escaped() -> None:
    cards = Markup(quote="'")
    link = cards.element("a", join([escape("<")]), class_="", href="it's", data_text="&")
    assert link == "<a href='it&#x27;s' data-text='&amp;'>&lt;</a>"
    assert cards.element("b") == "<b></b>"
    assert join([], Html(", ")) == NOTHING
