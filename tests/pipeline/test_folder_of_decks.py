"""Decks that know of each other, and decks of nothing."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.anki import clock, read_ledger
from generator.base.errors import InputError
from generator.pipeline import BuildOptions, Resources, Source
from support.program import run


def test_words_of_other_decks_are_left_out_and_a_deck_of_nothing_is_not_built(
    tmp_path: Path,
) -> None:
    for name, text in (
        ("a", "孩子喜欢河。"),
        ("b", "孩子喜欢银行。"),
        ("c", "孩子。\n---\n\nThe weather is quite good today, is it not.\nWe go."),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    report = run("build", tmp_path / "b.txt", tmp_path / "a.txt", "-o", tmp_path).stdout
    assert "to learn: 1 word, 1 sentence; 2 words taught by other decks of the folder" in report
    assert {word.headword for word in read_ledger(tmp_path / "b.tsv").words} == {"银行"}


def test_deck_without_cards_is_refused_and_the_old_one_stays(
    resources: Resources, river: Path
) -> None:
    pipeline.build(resources, Source(river), river.parent, BuildOptions(), clock())
    before = (river.parent / "river.apkg").read_bytes()
    river.write_text("一九五四。\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"river\.txt: no sentence, and no word"):
        pipeline.build(resources, Source(river), river.parent, BuildOptions(), clock())
    assert (river.parent / "river.apkg").read_bytes() == before
