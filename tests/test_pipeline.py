"""Stories that run through all stages: same input same bytes, what a person corrects, and what the
real Anki makes of an update."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import SEED, run
from verify import verify

from generator import pipeline
from generator.anki import DEFAULT_CARDS, clock, make_notes, read_ledger
from generator.annotation.annotator import Annotator
from generator.base.errors import DataError, InputError
from generator.base.records import Token
from generator.base.words import WordKey
from generator.chinese import segment
from generator.lexicon.dictionary import DATA, TRANSLATIONS, Dictionary
from generator.pipeline import BuildOptions, Resources, Source, Study, make_deck

ROOT = Path(__file__).resolve().parent.parent
RIVER = """这条河很长。
孩子长大了。
银行在左边。
他还没来。
你还钱吧。

---

This river is very long.
The child grew up.
The bank is on the left.
He has not come yet.
Pay back the money.
"""


@pytest.fixture(scope="module")
def workshop() -> Resources:
    return Resources()


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(RIVER, encoding="utf-8")
    return path


def correct(text: Path, *lines: str) -> None:
    """Write lines of a corrections table: word, reading, gloss, skip, parted by slashes."""
    rows = ["word\treading\tgloss\tskip", *(line.replace("/", "\t") for line in lines)]
    text.with_name(f"{text.stem}.words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def said(study: Study, word: str) -> list[str]:
    """Reading and gloss of a word wherever it stands."""
    return [
        f"{t.reading} {t.gloss}" for p in study.passages for t in p.tokens if t.headword == word
    ]


def changed(before: Path, after: Path) -> set[str]:
    """GUIDs of the notes that two tables of a deck do not share."""
    old, new = read_ledger(before).stamps, read_ledger(after).stamps
    return {guid for guid in old.keys() | new.keys() if old.get(guid) != new.get(guid)}


def rows(table: Path) -> dict[str, list[str]]:
    """The notes of a table by GUID."""
    lines = [
        line.split("\t")
        for line in table.read_text(encoding="utf-8-sig").splitlines()
        if not line.startswith("#")
    ]
    return {cells[0]: cells for cells in lines}


# -- same input, same bytes


def build_apart(folder: Path, texts: list[str], decks: Path, seed: str) -> dict[str, bytes]:
    command = [sys.executable, str(ROOT / "cli.py"), "build", *texts, "-o", str(decks)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in decks.iterdir()}


def test_bytes_depend_on_nothing_but_the_input(tmp_path: Path) -> None:
    """Neither on the order of the texts, nor on the folder that we stand in, nor on hash seeds."""
    shutil.copy(SEED, tmp_path / "letter.txt")
    (tmp_path / "river.txt").write_text(RIVER, encoding="utf-8")
    first = build_apart(tmp_path, ["letter.txt", "river.txt"], tmp_path / "one", "1")
    assert len(first) == 4
    assert (
        build_apart(
            ROOT, [str(tmp_path / "river.txt"), str(tmp_path / "letter.txt")], tmp_path / "two", "2"
        )
        == first
    )


def test_forced_rebuild_of_the_same_keeps_the_time_of_every_note(letter: Path) -> None:
    decks = letter.parent / "decks"
    before = {path.name: path.read_bytes() for path in decks.iterdir()}
    # The clock of the fixture was set to 2023
    assert run("build", letter, "-o", decks, "--force").exit_code == 0
    assert {path.name: path.read_bytes() for path in decks.iterdir()} == before


# -- corrections


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
    listing = {
        guid
        for guid, cells in new.items()
        if guid.startswith("s") and any("kolkhoz &#38; &#60;co&#62;" in cell for cell in cells)
    }
    assert touched == {*words, *listing} and listing
    assert "kolkhoz & <co>" in run("words", letter, "--decks", decks).stdout


@pytest.mark.parametrize(
    ("lines", "word", "expected"),
    [
        # A reading of the text: for that one only
        (["还/huán/REPAY/"], "还", ["hái still; also; in addition", "huán REPAY"]),
        (["还/hai2/YET/", "还/huan2/REPAY/"], "还", ["hái YET", "huán REPAY"]),
        (["还//BOTH/"], "还", ["hái BOTH", "huán BOTH"]),
        (["还//REST/", "还/huán/REPAY/"], "还", ["hái REST", "huán REPAY"]),
        (["长/zhǎng//"], "长", ["zhǎng chief"]),  # a new reading brings the gloss of its entry
        (["长/zhang3/GROW/"], "长", ["zhǎng GROW"]),
        (["長//LONG/"], "长", ["cháng LONG"]),  # in the other script
        (["银行/yín xíng//"], "银行", ["yínxíng bank"]),  # a reading that no dictionary has
        (["孩子长//JOINED/"], "孩子长", ["háizizhǎng JOINED"]),  # a word that the machine had cut
        (["大+了//GREW/"], "大了", ["dàle GREW"]),  # made one by a person
        (["孩|子///"], "孩子", []),  # cut by a person
    ],
    ids=" ".join,
)
def test_what_a_line_speaks_of(
    workshop: Resources, river: Path, lines: list[str], word: str, expected: list[str]
) -> None:
    correct(river, *lines)
    study = pipeline.study_text(workshop, Source(river))
    assert said(study, word) == expected
    assert [c.line for c in study.corrections] == list(range(2, len(lines) + 2))
    assert not study.issues


def test_a_cut_that_the_text_has_no_place_for_is_reported(workshop: Resources, river: Path) -> None:
    correct(river, "苹|果///")
    assert [
        (i.kind, i.where.rpartition("/")[2])
        for i in pipeline.study_text(workshop, Source(river)).issues
    ] == [("unused-correction", "river.words.tsv, line 2")]


def test_marks_and_numbers_are_one_reading(workshop: Resources, river: Path) -> None:
    notes = []
    for reading in ("zhǎng", "zhang3"):
        correct(river, f"长/{reading}/x/")
        notes.append(
            make_notes(
                make_deck(pipeline.study_text(workshop, Source(river)), BuildOptions()),
                DEFAULT_CARDS,
            )
        )
    assert notes[0] == notes[1]


def test_skipped_words_get_no_card_and_stay_in_the_table(river: Path) -> None:
    correct(river, "还/hái//x", "河///yes")
    report = run("build", river, "-o", river.parent / "decks").stdout
    assert "2 words skipped as you wished" in report
    held = {WordKey("还", "hai2"), WordKey("河", "he2")}
    assert not held & read_ledger(river.parent / "decks" / "river.tsv").words
    table = [
        line.split("\t")
        for line in run("words", river, "--decks", river.parent).stdout.splitlines()
    ]
    assert [row[:2] for row in table if row[3] == "x"] == [["河", "hé"], ["还", "hái"]]
    assert ["还", "huán"] in [row[:2] for row in table if not row[3]]


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
    ],
)
def test_correction_that_cannot_be_meant(river: Path, line: str, message: str) -> None:
    correct(river, line)
    report = run("build", river, "-o", river.parent / "decks")
    assert report.exit_code == 1
    assert re.match(r"Error: .*river\.words\.tsv, " + message, report.stderr)
    assert not (river.parent / "decks").exists()


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


def test_what_is_doubted_stands_first(letter: Path) -> None:
    table = run("words", letter, "--decks", letter.parent / "none").stdout
    doubted = [bool(row["doubts"]) for row in csv.DictReader(table.splitlines(), delimiter="\t")]
    assert any(doubted) and doubted == sorted(doubted, reverse=True)


def test_lines_that_a_person_left_alone_follow_the_program(
    workshop: Resources, river: Path
) -> None:
    """A later version may know better than what it once proposed; what a person changed stays."""
    table = river.with_name("river.words.tsv")
    table.write_text(
        "word\treading\tgloss\tmachine\n河\thē\tcreek\thē · creek\n银行\tyínháng\tBANK\tyínháng ·"
        " benk\n",
        encoding="utf-8",
    )
    study = pipeline.study_text(workshop, Source(river))
    assert said(study, "河") == ["hé river"] and said(study, "银行") == ["yínháng BANK"]


def test_glossary_holds_for_all_texts_of_a_folder_and_the_own_table_wins(
    workshop: Resources, river: Path
) -> None:
    shutil.copy(river, river.with_name("brook.txt"))
    glossary = river.with_name("glossary.tsv")
    glossary.write_text("word\tgloss\n河\tRIVER\n银行\tBANK\n苹果\tapple\n", encoding="utf-8")
    correct(river, "河//STREAM/")
    own, other = (
        pipeline.study_text(workshop, Source(river.with_name(name)))
        for name in ("river.txt", "brook.txt")
    )
    assert said(own, "河") == ["hé STREAM"] and said(other, "河") == ["hé RIVER"]
    assert said(own, "银行") == said(other, "银行") == ["yínháng BANK"]
    assert not own.issues  # a glossary speaks of words that this text lacks
    glossary.write_text("word\treading\n河\the2 he2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"glossary\.tsv, line 2: the reading 'he2 he2' of 河"):
        pipeline.study_text(workshop, Source(river.with_name("brook.txt")))


# -- decks that know of each other


def test_words_of_other_decks_are_left_out_and_a_deck_of_nothing_is_not_built(
    tmp_path: Path,
) -> None:
    for name, text in (
        ("a", "孩子在河左边。"),
        ("b", "孩子在银行左边。"),
        ("c", "孩子。\n---\n\nThe weather is quite good today, is it not.\nWe go."),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    report = run("build", tmp_path / "b.txt", tmp_path / "a.txt", "-o", tmp_path).stdout
    assert "to learn: 1 word, 1 sentence; 3 words taught by other decks of the folder" in report
    assert {word.headword for word in read_ledger(tmp_path / "b.tsv").words} == {"银行"}


def test_deck_without_cards_is_refused_and_the_old_one_stays(
    workshop: Resources, river: Path
) -> None:
    pipeline.build(workshop, Source(river), river.parent, BuildOptions(), clock())
    before = (river.parent / "river.apkg").read_bytes()
    river.write_text("一九五四。\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"river\.txt: no sentence, and no word"):
        pipeline.build(workshop, Source(river), river.parent, BuildOptions(), clock())
    assert (river.parent / "river.apkg").read_bytes() == before


# -- length


def test_transcript_without_full_stops_is_cut_and_takes_linear_time(
    workshop: Resources, tmp_path: Path
) -> None:
    zh = "".join(re.findall("[㐀-鿿]", SEED.read_text(encoding="utf-8").partition("专栏")[2]))
    en = " ".join(re.findall(r"\w+", SEED.read_text(encoding="utf-8").partition("<hr")[0]))
    text = tmp_path / "transcript.txt"
    text.write_text(f"{zh * 3}\n---\n{en * 3}\n", encoding="utf-8")
    study = pipeline.study_text(workshop, Source(text))
    assert max(len(s.text) for s in study.aligned.zh) <= 600
    assert "".join(s.text for s in study.aligned.zh) == zh * 3
    assert [i.kind for i in study.issues].count("long-sentence") == 2


def test_linking_a_passage_of_one_word_repeated(workshop: Resources) -> None:
    """The number of places times the number of words must not be the measure of the work."""

    def seconds(words: int) -> float:
        start = time.process_time()
        (tokens,) = pipeline.annotate_lines(workshop, [("啊，" * words, "Ah, " * words)])
        # Which of the many is meant nobody knows, so none need be linked
        assert len(tokens) == 2 * words
        return time.process_time() - start

    seconds(10)  # loads what is loaded once
    # Some 10 times; over 30 where every place meets every word
    assert seconds(800) < 25 * min(seconds(200) for _ in range(2))


# -- damaged data


@pytest.mark.parametrize(
    "damage", [None, b"", b"\xff" * 5000, "half"], ids=["missing", "empty", "noise", "cut off"]
)
@pytest.mark.parametrize("which", ["lexicon", "translations", "words"])
def test_damaged_data_file_is_named(
    which: str, damage: bytes | str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = {"lexicon": DATA, "translations": TRANSLATIONS, "words": segment.WORDS}[which]
    path = tmp_path / source.name
    if damage is not None:
        path.write_bytes(
            source.read_bytes()[: source.stat().st_size // 2 + 1]
            if isinstance(damage, str)
            else damage
        )
    if which == "words":
        monkeypatch.setattr(segment, "WORDS", path)
    state = "missing" if damage is None else "damaged"
    with pytest.raises(
        DataError, match=rf"{path}: this data file is {state}.*Fetch the project's files again"
    ):
        use(
            Dictionary(
                path if which == "lexicon" else DATA,
                path if which == "translations" else TRANSLATIONS,
            )
        )


def use(dictionary: Dictionary) -> tuple[Token, ...]:
    annotator = Annotator(dictionary)
    return annotator.tokens("他还没来，你还钱吧。", "Not yet; pay.", annotator.names([]))


# -- the real Anki


def test_update_reaches_a_learner_who_has_studied_and_edited(letter: Path, tmp_path: Path) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    def load(path: Path) -> tuple[int, int, int]:
        log = col.import_anki_package(
            pb.ImportAnkiPackageRequest(
                package_path=str(path), options=pb.ImportAnkiPackageOptions()
            )
        ).log
        return len(log.new), len(log.updated), len(log.duplicate)

    decks = letter.parent / "decks"
    total = len(rows(decks / "letter.tsv"))
    shutil.copytree(decks, tmp_path / "before")
    col = Collection(str(tmp_path / "collection.anki2"))
    try:
        assert load(decks / "letter.apkg") == (total, 0, 0)
        edited = col.get_note(col.find_notes("Simplified:计划")[0])
        edited["Meaning"] = "my own words"
        edited.tags.append("mine")
        col.update_note(edited)
        col.decks.select(edited.cards()[0].did)
        for _ in range(8):
            col.sched.answerCard(col.sched.getCard(), 3)
        schedule = (
            "select id, nid, did, ord, type, queue, due, ivl, factor, reps from cards order by id"
        )
        before = col.db.all(schedule)

        correct(letter, "农庄//kolkhoz/")
        assert run("build", letter, "-o", decks).exit_code == 0
        touched = changed(tmp_path / "before" / "letter.tsv", decks / "letter.tsv")
        assert load(decks / "letter.apkg") == (0, len(touched), total - len(touched))

        assert col.get_note(col.find_notes("Simplified:农庄")[0])["Meaning"].startswith("kolkhoz")
        edited.load()
        assert (edited["Meaning"], "mine" in edited.tags) == ("my own words", True)
        assert col.db.all(schedule) == before
        assert load(decks / "letter.apkg") == (0, 0, total)
    finally:
        col.close()


def test_verify_apkg_passes_the_letter_and_its_update(letter: Path) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    decks = letter.parent / "decks"
    old = shutil.copy(decks / "letter.apkg", letter.parent / "old.apkg")
    correct(letter, "农庄//kolkhoz/")
    assert run("build", letter, "-o", decks).exit_code == 0
    verify(old, "--reimport", decks / "letter.apkg")


def test_a_correction_of_a_word_that_another_deck_has_stays_in_the_table(letter: Path) -> None:
    note = letter.with_name("note.txt")
    note.write_text("我们的农庄很大。\n---\nOur farm is big.\n", encoding="utf-8")
    correct(note, "农庄//kolkhoz/")
    decks = letter.parent / "decks"
    assert run("words", note, "--decks", decks, "--write").exit_code == 0
    table = note.with_name("note.words.tsv").read_text(encoding="utf-8-sig")
    assert "农庄\tnóngzhuāng\tkolkhoz" in table


# -- two texts that are none


def test_two_different_texts_are_refused_unless_asked_for(tmp_path: Path) -> None:
    lines = (
        "今天天气很好，我们去公园。",
        "银行在邮局的旁边。",
        "老师问学生一个问题。",
        "昨天晚上我看了一本书。",
        "他的哥哥是医生。",
    )
    other = (
        "The parliament debated the new tax law.",
        "Copper prices fell sharply in London.",
        "Whales sing for hours beneath the ice.",
        "A violin needs four strings and a bow.",
        "Nobody had painted the old bridge since 1910.",
    )
    text = tmp_path / "text.txt"
    text.write_text(
        "\n\n".join(lines) + "\n\n---\n\n" + "\n\n".join(other) + "\n", encoding="utf-8"
    )
    refused = run("build", text, "-o", tmp_path / "decks")
    assert refused.exit_code == 1
    assert "do not say the same" in refused.stderr
    assert not list(tmp_path.glob("decks/*"))
    asked = run("build", text, "-o", tmp_path / "decks", "--include-unsure")
    assert asked.exit_code == 0
    assert "do not say the same" in asked.stdout


def test_pairs_in_turn_that_do_not_belong_together_are_said(tmp_path: Path) -> None:
    """The order of the lines was the person's, so it is kept; but that it is no translation is
    worth a remark."""
    zh = ("我喜欢喝茶。", "他昨天买了一本书。", "天气很冷。")
    right = ("I like to drink tea.", "He bought a book yesterday.", "The weather is cold.")
    wrong = (
        "The bank is far.",
        "Dogs bark at night and nobody sleeps.",
        "My sister teaches maths.",
    )
    for number, (english, doubted) in enumerate(((right, False), (wrong, True))):
        text = tmp_path / f"{number}.txt"
        text.write_text(
            "".join(f"{one}\n{other}\n" for one, other in zip(zh, english, strict=True)),
            encoding="utf-8",
        )
        done = run("build", text, "-o", tmp_path / str(number))
        assert done.exit_code == 0
        assert ("do not say the same" in done.stdout) is doubted
