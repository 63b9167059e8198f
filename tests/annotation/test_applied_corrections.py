"""What a person corrects in the table of words holds."""

import re
import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.anki import DEFAULT_CARDS, make_notes, read_ledger
from generator.base.errors import InputError
from generator.pipeline import BuildOptions, Resources, Source, make_deck
from generator.texts import read_corrections
from support.decks import changed, rows
from support.program import run
from support.river import correct, meanings


@pytest.mark.slow
def test_one_gloss_changes_its_note_and_the_sentences_that_list_it(letter: Path) -> None:
    decks = letter.parent / "decks"
    shutil.copy(decks / "letter.tsv", letter.parent / "before.tsv")
    table = run("words", letter, "--decks", decks).stdout
    edited = re.sub(r"(?m)^(农庄\t[^\t]*\t)[^\t]*", r"\1kolkhoz & <co>", table)
    letter.with_name("letter.words.tsv").write_text(edited, encoding="utf-8")
    report = run("build", letter, "-o", decks).stdout
    assert "corrections applied: 1\n" in report
    new = rows(decks / "letter.tsv")
    touched = changed(letter.parent / "before.tsv", decks / "letter.tsv")
    words = [guid for guid in touched if guid.startswith("w")]
    assert [new[guid][4] for guid in words] == ["农庄|nong2 zhuang1"]
    listed = [guid for guid, cells in new.items() if "kolkhoz &#38; &#60;co&#62;" in str(cells)]
    listing = {guid for guid in listed if guid.startswith("s")}
    assert touched == {*words, *listing} and listing
    assert "kolkhoz & <co>" in run("words", letter, "--decks", decks).stdout


@pytest.mark.parametrize(
    ("lines", "word", "expected"),
    [
        # A reading of the text: for that one only
        (["还/huán/REPAY/"], "还", ["hái still; yet", "huán REPAY"]),
        (["还/hai2/YET/", "还/huan2/REPAY/"], "还", ["hái YET", "huán REPAY"]),
        (["还//BOTH/"], "还", ["hái BOTH", "huán BOTH"]),
        (["还//REST/", "还/huán/REPAY/"], "还", ["hái REST", "huán REPAY"]),
        (
            ["长/zhǎng//"],
            "长",
            ["zhǎng to grow; to have (a look)"],
        ),  # a new reading brings the gloss of its entry
        (["长/zhang3/GROW/"], "长", ["zhǎng GROW"]),
        (["長//LONG/"], "长", ["cháng LONG"]),  # in the other script
        (["银行/yín xíng//"], "银行", ["yínxíng bank"]),  # a reading that no dictionary has
        (["孩子长//JOINED/"], "孩子长", ["háizizhǎng JOINED"]),  # a word that the machine had cut
        (["大+了//GREW/"], "大了", ["dàle GREW"]),  # made one by a person
        (["孩|子///"], "孩子", []),  # cut by a person
        # In one sentence only, whatever holds elsewhere
        (["还//REST/", "还//HERE//还没"], "还", ["hái HERE", "huán REST"]),
        (["还/huán/HERE//他还没来。", "还//REST/"], "还", ["huán HERE", "huán REST"]),
        (["还/hái/HERE//你还钱", "还/huán/AWAY//还没"], "还", ["huán AWAY", "hái HERE"]),
    ],
    ids=" ".join,
)
def test_what_a_line_speaks_of(
    resources: Resources, river: Path, lines: list[str], word: str, expected: list[str]
) -> None:
    correct(river, *lines)
    study = pipeline.study_text(resources, Source(river))
    assert meanings(study, word) == expected
    assert [c.line for c in study.corrections] == list(range(2, len(lines) + 2))
    assert not study.issues


def test_a_cut_that_the_text_has_no_place_for_is_reported(
    resources: Resources, river: Path
) -> None:
    correct(river, "苹|果///")
    assert [
        (i.kind, i.where.rpartition("/")[2])
        for i in pipeline.study_text(resources, Source(river)).issues
    ] == [("unused-correction", "river.words.tsv, line 2")]


def test_marks_and_numbers_are_one_reading(resources: Resources, river: Path) -> None:
    notes = []
    for reading in ("zhǎng", "zhang3"):
        correct(river, f"长/{reading}/x/")
        notes.append(
            make_notes(
                make_deck(pipeline.study_text(resources, Source(river)), BuildOptions()),
                DEFAULT_CARDS,
            )
        )
    assert notes[0] == notes[1]


def test_skipped_words_get_no_card_and_stay_in_the_table(river: Path) -> None:
    correct(river, "还/hái//x", "河///yes")
    report = run("build", river, "-o", river.parent / "decks").stdout
    assert "2 words skipped as you wished" in report
    assert not {"还|hai2", "河|he2"} & read_ledger(river.parent / "decks" / "river.tsv").words
    table = [
        line.split("\t")
        for line in run("words", river, "--decks", river.parent).stdout.splitlines()
    ]
    assert [row[:2] for row in table if row[3] == "x"] == [["河", "hé"], ["还", "hái"]]
    assert ["还", "huán"] in [row[:2] for row in table if not row[3]]


def test_what_holds_in_one_sentence_stays_in_the_table(river: Path) -> None:
    correct(river, "还//HERE//还没", "河//RIVER/", "还//LOST//还有")
    report = run("build", river, "-o", river.parent / "decks").stdout
    assert "corrections applied: 2\n" in report
    assert "line 4: 还 is no word of this text" in report
    words = run("words", river, "--decks", river.parent / "decks", "--write")
    assert words.exit_code == 0
    assert [
        (line.word, line.gloss, line.only) for line in read_corrections(river) if line.only
    ] == [("还", "HERE", "还没"), ("还", "LOST", "还有")]
    again = run("build", river, "-o", river.parent / "decks").stdout
    assert "corrections applied: 2\n" in again or "up to date" in again


def test_correction_of_a_word_that_is_not_there_is_reported(river: Path) -> None:
    correct(river, "苹果//apple/", "河//RIVER/")
    report = run("build", river, "-o", river.parent).stdout
    assert "river.words.tsv, line 2: 苹果 is no word of this text; nothing was changed." in report
    assert "corrections applied: 1\n" in report


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("银行/yin2//", "line 2: .*'yin2' of 银行 .*found 1, expected 2"),
        ("河/he//", "line 2: .*'he' of 河 has no tones"),
        ("河/hé2//", "line 2: .*is not pinyin"),
        ("河/河//", "line 2: .*is not pinyin"),
        ("河///perhaps", "line 2: 'skip' is 'perhaps'; expected x"),
        ("河///x/这条河", "line 2: 河 has something under 'only'"),
        ("左|边////左边", "line 2: 左.边 has something under 'only'"),
    ],
)
def test_correction_that_cannot_be_meant(river: Path, line: str, message: str) -> None:
    correct(river, line)
    report = run("build", river, "-o", river.parent / "decks")
    assert report.exit_code == 1
    assert re.match(r"Error: .*river\.words\.tsv, " + message, report.stderr)
    assert not (river.parent / "decks").exists()


def test_lines_that_a_person_left_alone_follow_the_program(
    resources: Resources, river: Path
) -> None:
    """A later version may know better than what it once proposed; what a person changed stays."""
    table = river.with_name("river.words.tsv")
    table.write_text(
        "word\treading\tgloss\tmachine\n河\thē\tcreek\thē · creek\n银行\tyínháng\tBANK\tyínháng ·"
        " benk\n",
        encoding="utf-8",
    )
    study = pipeline.study_text(resources, Source(river))
    assert meanings(study, "河") == ["hé river"] and meanings(study, "银行") == ["yínháng BANK"]


def test_glossary_holds_for_all_texts_of_a_folder_and_the_own_table_wins(
    resources: Resources, river: Path
) -> None:
    shutil.copy(river, river.with_name("brook.txt"))
    glossary = river.with_name("glossary.tsv")
    glossary.write_text("word\tgloss\n河\tRIVER\n银行\tBANK\n苹果\tapple\n", encoding="utf-8")
    correct(river, "河//STREAM/")
    own, other = (
        pipeline.study_text(resources, Source(river.with_name(name)))
        for name in ("river.txt", "brook.txt")
    )
    assert meanings(own, "河") == ["hé STREAM"] and meanings(other, "河") == ["hé RIVER"]
    assert meanings(own, "银行") == meanings(other, "银行") == ["yínháng BANK"]
    assert not own.issues  # a glossary speaks of words that this text lacks
    glossary.write_text("word\treading\n河\the2 he2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"glossary\.tsv, line 2: the reading 'he2 he2' of 河"):
        pipeline.study_text(resources, Source(river.with_name("brook.txt")))
