"""Corrections of words on a page: what the page shows is what the command line builds, and nothing
else of the table is touched."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.errors import InputError
from generator.pipeline import Resources, Source, understand
from generator.studio.known_list import naming_the_list
from generator.studio.word_lines import FRESH, WordTable
from generator.studio.word_views import written_reading
from generator.texts import read_corrections
from support.program import run
from support.river import correct
from support.text_page import Json, WordsPage

# -- the table


CELLS = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="#"),
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.integers(0, 4), CELLS)
def test_other_lines_stay_sign_for_sign(rows: list[tuple[str, str]], at: int, gloss: str) -> None:
    lines = ["word\tnote\tgloss", "# mine", "", *(f"一\t{a}\t{b}" for a, b in rows)]
    before = ("\r\n".join(lines) + "\r\n").encode()
    table = WordTable(before)
    assert table.content() == before
    spoken = table.lines()
    if at < len(spoken):
        table.change(spoken[at].number, {"gloss": gloss})
        after = table.content().decode().split("\r\n")
        changed = [n for n, line in enumerate(lines) if line != after[n]]
        assert changed in ([], [spoken[at].number])
        assert table.lines()[at].get("gloss") == " ".join(gloss.split())
        table.remove(spoken[at].number)
        assert len(table.lines()) == len(spoken) - 1


def test_a_column_is_added_where_it_is_needed() -> None:
    table = WordTable("词\t释义\n河\triver\n".encode())
    table.add({"word": "还", "gloss": "to return", "only": "还钱", "skip": ""})
    assert table.content().decode() == "词\t释义\tonly\n河\triver\n还\tto return\t还钱\n"


@pytest.mark.parametrize("content", ["word,gloss\n河,river\n".encode(), "词\t".encode("utf-16")])
def test_a_table_of_another_form_is_not_touched(content: bytes) -> None:
    with pytest.raises(InputError, match="words TEXT --write"):
        WordTable(content)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'known = ["known-words.txt"]\n'),
        ("hsk = 3\n[build]\n", 'known = ["known-words.txt"]\nhsk = 3\n[build]\n'),
        ('known = "a.txt" # mine\n', 'known = ["a.txt", "known-words.txt"]\n'),
        ('known = ["known-words.txt"]\n', 'known = ["known-words.txt"]\n'),
    ],
)
def test_the_settings_name_the_list(before: str, after: str) -> None:
    assert naming_the_list(before) == after
    assert naming_the_list(after) == after


@pytest.mark.parametrize("text", ['known = [\n"a"]\n', '[build]\nknown = "a"\n', "known\n"])
def test_settings_that_a_person_must_change(text: str) -> None:
    with pytest.raises(InputError, match=r"cika\.toml"):
        naming_the_list(text)


# -- on a page


@pytest.fixture
def shown(visitor: FlaskClient, texts_folder: Path) -> WordsPage:
    return WordsPage(visitor, texts_folder, "words", "river.words.tsv")


EDITS: list[tuple[str, Json, int]] = [
    ("银行", {"kind": "explain", "gloss": "bank for money"}, 2),
    ("还", {"kind": "explain", "gloss": "not yet <b>", "here": True}, 3),
    ("还", {"kind": "explain", "reading": "hái"}, 4),
    ("孩子", {"kind": "cut", "place": 1}, 1),
    ("没", {"kind": "join"}, 3),
    ("河", {"kind": "skip", "skip": True}, 0),
]


def built(resources: Resources, text: Path) -> list[tuple[str, str, str]]:
    """Return the words of a text as a build reads them: text, reading, gloss."""
    found = []
    for passage in understand(resources, Source(text)).passages:
        for token in passage.tokens:
            if token.kind in ("word", "name", "number"):
                found.append((token.text, token.reading, token.gloss))
    return found


def test_what_the_page_shows_is_what_the_build_reads(
    shown: WordsPage, resources: Resources
) -> None:
    for word, asked, row in EDITS:
        shown.edit(word, asked, row)
        assert shown.all_words() == built(resources, shown.text), (word, asked)
    words = shown.all_words()
    assert ("银行", "yínháng", "bank for money") in words
    assert {"孩", "子"} < {word for word, _, _ in words}
    assert "没来" in [word for word, _, _ in words]
    shown.visitor.get(f"/text/{shown.id}/words")  # understood anew: nothing changes by that
    assert shown.all_words() == words
    run("build", shown.text, "-o", shown.text.parent / "decks")
    deck = (shown.text.parent / "decks" / "river.tsv").read_text("utf-8")
    assert "bank for money" in deck
    assert "长|chang2" in deck and "河|he2" not in deck


def test_steps_back_give_the_table_back(shown: WordsPage) -> None:
    correct(shown.text, "左//LEFT/")
    shown.version = shown.get("?rows=0")["version"]
    seen = [shown.written()]
    for word, asked, row in EDITS:
        shown.edit(word, asked, row)
        seen.append(shown.written())
    for before in seen[-2::-1]:
        shown.ask("undo")
        assert shown.written() == before
    for after in seen[1:]:
        shown.ask("redo")
        assert shown.written() == after


def test_one_meaning_reaches_each_place_or_one(shown: WordsPage) -> None:
    glosses = {gloss for text, _, gloss in shown.all_words() if text == "还"}
    assert len(glosses) == 2
    shown.edit("还", {"kind": "explain", "gloss": "HERE", "here": True}, 3)
    assert ("还", "hái", "HERE") in shown.all_words()
    assert len({g for w, _, g in shown.all_words() if w == "还"}) == 2
    lines = read_corrections(shown.text)
    assert [(line.word, line.gloss, line.only) for line in lines] == [("还", "HERE", "他还没来。")]


def test_a_correction_can_be_taken_away(shown: WordsPage) -> None:
    before = shown.all_words()
    shown.edit("银行", {"kind": "explain", "gloss": "BANK"}, 2)
    shown.edit("银行", {"kind": "reset"}, 2)
    assert shown.all_words() == before
    assert read_corrections(shown.text) == ()
    shown.edit("银行", {"kind": "reset"}, 2, 400)


def test_the_table_of_words_write_is_kept(shown: WordsPage) -> None:
    run("words", shown.text, "--write")
    table = shown.table.read_bytes()
    shown.version = shown.get("?rows=0")["version"]
    shown.edit("银行", {"kind": "explain", "gloss": "BANK"}, 2)
    assert len(shown.table.read_bytes().splitlines()) == len(table.splitlines())
    assert [(line.word, line.gloss) for line in read_corrections(shown.text)] == [("银行", "BANK")]
    shown.edit("银行", {"kind": "reset"}, 2)
    assert shown.written() == table


@pytest.mark.parametrize(
    ("word", "row", "asked", "message"),
    [
        ("银行", 2, {"kind": "explain"}, "Type a meaning"),
        ("银行", 2, {"kind": "explain", "reading": "yin2"}, "2 syllables"),
        ("银行", 2, {"kind": "explain", "reading": "银行"}, "of pinyin"),
        ("银行", 2, {"kind": "cut", "place": 2}, "cannot be cut"),
        ("银行", 2, {"kind": "cut", "place": "1"}, "cannot be cut"),
        ("来", 3, {"kind": "join"}, "can be joined"),
        ("银行", 2, {"kind": "burn"}, "no correction"),
    ],
)
def test_what_cannot_be_meant_is_said_and_not_written(
    shown: WordsPage, word: str, row: int, asked: Json, message: str
) -> None:
    assert message in shown.edit(word, asked, row, 400)["error"]
    assert shown.written() is None


def test_a_table_that_was_changed_elsewhere_is_shown(shown: WordsPage) -> None:
    shown.edit("银行", {"kind": "explain", "gloss": "BANK"}, 2)
    old = shown.version
    correct(shown.text, "河//RIVER/")
    theirs = shown.written()
    refused = shown.edit("银行", {"kind": "skip", "skip": True}, 2, 409)
    assert refused["file"] == "river.words.tsv" and shown.written() == theirs
    changes = shown.ask("difference")
    assert any("BANK" in line for line in changes["was"])
    assert any("RIVER" in line for line in changes["lines"])
    shown.version = old
    shown.edit("银行", {"kind": "skip", "skip": True, "over": changes["version"]}, 2)
    assert b"BANK" in (shown.written() or b"")
    shown.ask("undo")
    assert shown.written() == theirs


def test_a_table_that_a_spreadsheet_saved_is_left_to_it(shown: WordsPage) -> None:
    other = shown.table.with_suffix(".csv")
    other.write_text("word,gloss\n河,RIVER\n", encoding="utf-8")
    assert "river.words.csv" in shown.edit("银行", {"kind": "skip", "skip": True}, 2, 400)["error"]
    assert shown.written() is None
    assert ("河", "hé", "RIVER") in shown.all_words()


def test_known_words_are_known_to_the_build(shown: WordsPage, texts_folder: Path) -> None:
    status = {word[0]: word[1] for word in shown.sentence(2)}
    assert status["银行"] == "new"
    start = 0
    shown.ask("know", {"row": 2, "start": start, "known": True})
    assert {word[0]: word[1] for word in shown.sentence(2)}["银行"] == "known"
    report = run("build", shown.text, "-o", shown.text.parent / "decks").stdout
    assert re.search(r"1 (word )?known|known.* 1\b", report), report
    assert "known-words" not in shown.visitor.get("/").text
    shown.ask("know", {"row": 2, "start": start, "known": False})
    assert {word[0]: word[1] for word in shown.sentence(2)}["银行"] == "new"
    assert run("build", shown.text, "-o", texts_folder / "decks").exit_code == 0
    assert {word[0]: word[1] for word in shown.sentence(2)}["银行"] == "learning"


def test_a_word_shows_what_can_be_chosen(shown: WordsPage) -> None:
    word = shown.get("/word?row=4&start=1")["word"]
    assert (word["text"], word["reading"], word["places"]) == ("还", "huán", 1)
    assert [one["reading"] for one in word["choices"]][:2] == ["huán", "hái"]
    assert word["en"][slice(*word["english"][0])] == "Pay back"
    assert shown.visitor.get(f"/api/text/{shown.id}/words/word?row=4&start=99").status_code == 400
    assert FRESH.decode("utf-8-sig").startswith("word\treading\tgloss\tskip\tdoubts\t")


def test_an_edited_pair_shows_its_words(shown: WordsPage, resources: Resources) -> None:
    pairs = f"/api/text/{shown.id}/pairs/edit"
    shown.visitor.post(pairs, json={"version": "", "kind": "merge", "at": 0})
    text = "".join(word[0] for word in shown.sentence(0))
    assert text == "这条河很长。孩子长大了。"
    assert shown.words_of(range(4)) == built(resources, shown.text)


@pytest.mark.parametrize(
    ("reading", "written"),
    [
        ("Liú Dézhēn", "Liú Dézhēn"),
        ("hang2", "háng"),
        ("Bei3 jing1", "Běijīng"),
        ("qīn'ài", "qīn'ài"),
    ],
)
def test_a_reading_is_shown_as_it_is_spelled(reading: str, written: str) -> None:
    assert written_reading(reading) == written
