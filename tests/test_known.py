"""Who knows what: lists, levels and the learner's own Anki against a text, through the command
line."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from generator.anki.twin import read_ledger, read_notes
from generator.commands.word_options import word_selection_of, word_selection_options
from generator.pipeline import known_words
from generator.study import Known, WordSelection
from generator.texts.word_lists import WordList
from support.program import run

TEXT = """学生在银行工作。
老师去公园看电影。
今天天气很好。
---
The student works at a bank.
The teacher goes to the park to see a film.
The weather is good today.
"""
OTHER = "学生在公园看花。\n---\nThe student looks at the flowers in the park.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def listed(folder: Path, words: str, name: str = "known.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(words.split()), encoding="utf-8")
    return path


def build(text: Path, *options: object, now: int = 1_700_000_000) -> dict[str, Any]:
    result = run(
        "build", text, "-o", text.parent / "decks", "--json", *options, SOURCE_DATE_EPOCH=str(now)
    )
    assert result.exit_code == 0, result.stderr
    report: dict[str, Any] = json.loads(result.stdout)[0]
    return report


def taught(text: Path) -> set[str]:
    ledger = read_ledger(text.parent / "decks" / f"{text.stem}.tsv")
    return {word.headword for word in ledger.words}


def words(text: Path, *options: object) -> Result:
    """The words of a text, whatever decks there are where the tests run."""
    return run("words", text, "--decks", text.parent / "none", *options)


@pytest.mark.slow
def test_what_is_known_gets_no_card_and_the_report_says_so(text: Path) -> None:
    everything = {w["word"] for w in json.loads(words(text, "--json").stdout)}
    known = listed(text.parent, "銀行 天氣 電影 學生")
    stop = listed(text.parent, "在", "stop.txt")
    result = run("build", text, "-o", text.parent / "decks", "--known", known, "--stop", stop)
    assert result.stderr == f"known: {known}: 4 words\nno cards: {stop}: 1 word\n"
    assert (
        "known: 4 words of this text" in result.stdout
        and "1 word skipped as you wished" in result.stdout
    )
    assert taught(text) == everything - {"银行", "天气", "电影", "学生", "在"}
    assert {"银行", "老师", "公园"} <= everything


def test_levels_and_frequency(text: Path) -> None:
    """Each syllabus has as many words as was published, give or take those twice in it and short
    forms; 7 to 9 is one list."""
    lexicon = known_words.open_dictionary()
    easy = {
        w["word"]
        for w in json.loads(words(text, "--hsk", "1", "--hsk-standard", "2.0", "--json").stdout)
    }
    assert not easy & {"学生", "工作", "老师", "电影", "今天", "天气"} and {"银行", "公园"} <= easy
    for standard, published in (("2.0", 300), ("2021", 1272), ("2025", 500)):
        assert len(known_words.of_level(2, standard, lexicon).known.words) == pytest.approx(
            published, rel=0.02
        )
    assert (
        known_words.of_level(7, "2025", lexicon).known
        == known_words.of_level(9, "2025", lexicon).known
    )
    assert known_words.of_frequency(3, lexicon).known.words == set(lexicon.common(3))
    refused = run("words", text, "--hsk", "7", "--hsk-standard", "2.0")
    assert refused.exit_code == 2 and "HSK 2.0 has the levels 1 to 6" in refused.stderr
    nothing = run("words", text, "--known-from-anki", " ")
    assert nothing.exit_code == 2 and "takes a search of Anki's browser" in nothing.stderr


@pytest.mark.parametrize(
    ("share", "value"),
    [
        ("95%", 0.95),
        ("95", 0.95),
        ("0.95", 0.95),
        (".5", 0.5),
        ("100%", 1.0),
        ("1", None),
        ("0", None),
        ("many", None),
    ],
)
def test_coverage_is_written_in_any_way_that_has_one_meaning(
    text: Path, share: str, value: float | None
) -> None:
    found: list[WordSelection] = []

    @click.command()
    @word_selection_options
    def command(**options: Any) -> None:
        found.append(word_selection_of(options))

    result = CliRunner().invoke(command, ["--coverage", share])
    assert [selection.coverage for selection in found] == ([value] if value else [])
    assert value or "Write it as 95%, or as 0.95" in result.stderr


def test_words_of_lists_become_headwords() -> None:
    lexicon = known_words.open_dictionary()
    assert known_words.simplified(WordList(("銀行", "后", "著"), traditional=False), lexicon) == {
        "银行",
        "后",
        "著",
    }
    assert known_words.simplified(WordList(("玩儿", "女儿"), traditional=False), lexicon) == {
        "玩儿",
        "玩",
        "女儿",
    }
    assert known_words.simplified(WordList(("頭髮", "後", "發展"), traditional=True), lexicon) == {
        "头发",
        "后",
        "发展",
    }


def test_what_a_known_numeral_counts_is_known_and_a_colour_without_its_noun() -> None:
    """No syllabus has 一个 or 十月, and that of 2025 has 黑色 in level 2 and 黑 in level 5."""
    lexicon = known_words.open_dictionary()
    reader = known_words.together([known_words.of_level(2, "2025", lexicon)])
    assert {"一个", "两个", "十月", "十二月", "第一", "星期六", "黑", "白"} <= reader.words
    assert "十一" not in known_words.together([known_words.of_level(1, "2.0", lexicon)]).words
    parts = Known(frozenset("一")), Known(studied=frozenset("个"))
    assert known_words.together(known_words.Knowledge("", known, "") for known in parts) == Known(
        frozenset("一"), frozenset({"个", "一个"})
    )
    assert known_words.all_of([known_words.Knowledge("", Known(frozenset("一个")), "")]) == set(
        "一个"
    )


def test_a_compound_of_known_characters_is_guessable() -> None:
    known = Known(frozenset({"电话", "影子"}), frozenset({"看见"}))
    assert [known.is_guessable(word) for word in ("电影", "影", "电话", "电视", "看电影")] == [
        True,
        False,
        False,
        False,
        True,
    ]


@pytest.mark.slow
def test_guessable_is_shown_and_a_note_keeps_what_it_was_born_with(text: Path) -> None:
    """A learner knows more each day: the tag must not change with it, or the update would overwrite
    the learner's edits."""
    twin = text.parent / "decks" / "text.tsv"
    some = listed(text.parent, "电话 影子 作业 工人")
    rows = {
        row["word"]: row["guessable"]
        for row in json.loads(words(text, "--known", some, "--json").stdout)
    }
    assert {word for word, mark in rows.items() if mark} == {"工作", "电影"}
    assert build(text, "--known", some)["guessable"] == ["工作", "电影"]

    def tagged() -> set[str]:
        return {note.fields[1] for note in read_notes(twin) if "guessable" in note.tags}

    assert tagged() == {"工作", "电影"}
    first = read_ledger(twin).stamps
    more = build(text, "--known", listed(text.parent, "公元 花园 银色 行人"), now=1_700_000_100)
    assert set(more["guessable"]) == {"银行", "公园"} and more["notes"] == {
        "new": 0,
        "changed": 0,
        "unchanged": len(first),
        "gone": 0,
    }
    assert tagged() == {"工作", "电影"}
    gone = build(text, "--known", listed(text.parent, "电影 公园"), now=1_700_000_200)
    assert set(gone["gone"]) == {"电影|dian4 ying3", "公园|gong1 yuan2"}
    build(text, "--forget", "known", now=1_700_000_300)
    assert tagged() == {"工作", "电影"} and read_ledger(twin).stamps == first


@pytest.mark.slow
def test_the_table_of_words_makes_no_wish_permanent(text: Path) -> None:
    """What a list knows is not in it, so that it is no correction when the list is gone; what a
    person wrote stays in it."""
    table = text.with_name("text.words.tsv")
    known = listed(text.parent, "银行 天气 公园")
    table.write_text(
        "word\tgloss\tskip\n银行\tbanking house\t\n电影\t\tx\n天气\t\tx\n", encoding="utf-8"
    )
    assert words(text, "--known", known, "--write").exit_code == 0
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8-sig").splitlines()]
    found = {row[0]: (row[2], row[3]) for row in rows}
    assert (
        found["银行"] == ("banking house", "")
        and found["电影"][1] == found["天气"][1] == "x"
        and "公园" not in found
    )
    build(text)
    assert {"银行", "公园"} <= taught(text) and not {"电影", "天气"} & taught(text)


# -- the learner's own Anki


@pytest.mark.slow
def test_a_deck_keeps_the_words_that_are_being_studied(text: Path) -> None:
    """The collection knows the very cards of the deck by and by. Other texts leave them out, the
    deck itself does not drop them."""
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    first = build(text)
    folder = text.parent / "anki"
    folder.mkdir()
    col = Collection(str(folder / "collection.anki2"))
    package = str(text.parent / "decks" / "text.apkg")
    col.import_anki_package(
        pb.ImportAnkiPackageRequest(package_path=package, options=pb.ImportAnkiPackageOptions())
    )
    col.db.execute("update cards set ivl = 30, type = 2, queue = 2, reps = 5")
    note = col.new_note(col.models.by_name("Basic"))
    note.fields = ["花", "flower"]
    col.add_note(note, 1)
    col.db.execute(
        "update cards set ivl = 90, type = 2, queue = 2, reps = 5 where nid = ?", note.id
    )
    col.close()
    known = ("--known", folder / "collection.anki2")
    again = build(text, *known)
    assert again["words"] == first["words"] and again["notes"]["unchanged"] == first["notes"]["new"]

    other = text.with_name("other.txt")
    other.write_text(OTHER, encoding="utf-8")
    found = build(other, *known)
    assert (
        set(found["held"]) == {"学生", "在", "公园", "看"}
        and found["known"] == ["花"]
        and found["words"] == 0
    )
    elsewhere = json.loads(
        run("words", other, "--decks", text.parent / "none", *known, "--json").stdout
    )
    assert elsewhere == []
    # What the deck itself teaches, without schedules
    for exported in (package, text.parent / "decks" / "text.tsv"):
        assert build(text, "--known", exported, "--force")["words"] == first["words"]
    explicit = build(text, "--known", listed(text.parent, "银行"))
    assert explicit["gone"] == ["银行|yin2 hang2"]
