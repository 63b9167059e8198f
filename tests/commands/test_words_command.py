"""The table of words: what it proposes, and what it keeps when it is written again."""

import csv
import json
import re
from pathlib import Path

import pytest

from support.program import run
from support.river import correct


@pytest.mark.slow
def test_words_table_saved_as_it_is_changes_nothing(letter: Path) -> None:
    """Not even where the machine gives a word another gloss in a later sentence."""
    decks = letter.parent / "decks"
    before = (decks / "letter.apkg").read_bytes()
    letter.with_name("letter.words.tsv").write_text(
        run("words", letter, "--decks", decks).stdout, encoding="utf-8"
    )
    report = run("build", letter, "-o", decks).stdout
    assert "corrections" not in report
    assert re.search(r"notes: \d+ unchanged\n", report)
    assert (decks / "letter.apkg").read_bytes() == before


@pytest.mark.slow
def test_table_written_again_keeps_what_a_person_wrote(river: Path) -> None:
    """Corrections, words made of two, skipped words, and lines that speak of no word of the text;
    and it is stable."""
    correct(river, "长/zhǎng/GROW/", "孩子长//JOINED/", "左+边///", "河///x", "苹果//apple/")
    table = river.with_name("river.words.tsv")
    before = run("build", river, "-o", river.parent / "decks", "--json").stdout
    assert run("words", river, "--decks", river.parent / "none", "--write").exit_code == 0
    written = table.read_bytes()
    rows = {
        row["word"]: row
        for row in csv.DictReader(written.decode("utf-8-sig").splitlines(), delimiter="\t")
    }
    assert [rows[w]["gloss"] for w in ("长", "孩子长", "苹果")] == ["GROW", "JOINED", "apple"]
    assert rows["河"]["skip"] == "x" and "左+边" in rows
    assert [w for w, row in rows.items() if not row["machine"]] == [
        w for w in rows if w in {"长", "孩子长", "左+边", "河", "苹果"}
    ]
    assert run("words", river, "--decks", river.parent / "none", "--write").exit_code == 0
    assert table.read_bytes() == written
    after = run("build", river, "-o", river.parent / "decks", "--json").stdout
    assert json.loads(after)[0]["notes"]["changed"] == 0 == json.loads(after)[0]["notes"]["new"], (
        before,
        after,
    )


@pytest.mark.slow
def test_what_is_doubted_stands_first(letter: Path) -> None:
    table = run("words", letter, "--decks", letter.parent / "none").stdout
    doubted = [bool(row["doubts"]) for row in csv.DictReader(table.splitlines(), delimiter="\t")]
    assert any(doubted) and doubted == sorted(doubted, reverse=True)


def test_a_correction_of_a_word_that_another_deck_has_stays_in_the_table(letter: Path) -> None:
    note = letter.with_name("note.txt")
    note.write_text("我们的农庄很大。\n---\nOur farm is big.\n", encoding="utf-8")
    correct(note, "农庄//kolkhoz/")
    decks = letter.parent / "decks"
    assert run("words", note, "--decks", decks, "--write").exit_code == 0
    table = note.with_name("note.words.tsv").read_text(encoding="utf-8-sig")
    assert "农庄\tnóngzhuāng\tkolkhoz" in table
