"""Texts as people have them: each kind of input with what is read from it (tests/cases/texts.toml),
and nothing of the Chinese lost in silence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.base.han import HANZI
from generator.base.records import BilingualText
from generator.texts import read_pair, read_text, speakers_of

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "texts.toml").read_text(encoding="utf-8")
)
ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20
Style: Signs,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
PAIRS = [
    ("春天来了，天气很好。", "Spring is here and the weather is fine."),
    ("我们去公园看花。", "We go to the park to see the flowers."),
    ("孩子们在湖边跑来跑去。", "The children run around by the lake."),
    ("下午我们一起喝茶。", "In the afternoon we drink tea together."),
]
ALONE = {
    "english": "Here the story goes on, and tells how all came home in the evening.",
    "chinese": "故事还很长，讲一家人晚上怎么回家，爷爷怎么讲从前的事。",
}
LINES_ALONE = 60


def named(kind: str) -> list[Any]:
    cases = CASES[kind]
    return [
        pytest.param(case, id=case.get("label") or f"{kind} {number}")
        for number, case in enumerate(cases, 1)
    ]


def read(case: dict[str, Any], folder: Path) -> BilingualText:
    path = folder / case.get("name", "a.txt")
    path.write_text(written(case), encoding="utf-8")
    if "english" not in case:
        return read_text(path)
    english = folder / path.name.replace(".zh.", ".en.")
    english.write_text(case["english"], encoding="utf-8")
    return read_pair(path, english)


def written(case: dict[str, Any]) -> str:
    if "events" not in case:
        return str(case["text"]).removeprefix("\n")
    lines = []
    for event in case["events"]:
        start, end, style, text = event.split(",", 3)
        lines.append(f"Dialogue: 0,0:00:0{start}.00,0:00:0{end}.00,{style},,0,0,0,,{text}\n")
    return ASS + "".join(lines)


def pairs_of(made: BilingualText) -> list[list[str]]:
    """What belongs together; the paragraphs of both sides where that is left to the aligner."""
    if made.rows is not None:
        return [["".join(row.zh), " ".join(row.en)] for row in made.rows]
    zh, en = made.zh.split("\n\n"), made.en.split("\n\n")
    return [list(pair) for pair in zip(zh, en, strict=True)]


def check(case: dict[str, Any], folder: Path) -> None:
    made = read(case, folder)
    if "pairs" in case:
        assert pairs_of(made)[case.get("start", 0) :] == case["pairs"]
    else:
        assert (made.zh, made.en) == (case["zh"], case["en"])
    if "title" in case:
        assert [made.meta.title_zh, made.meta.title_en] == case["title"]
    if "words" in case:
        found = [[one.word, one.reading, one.gloss] for one in made.own_words]
        assert found == case["words"]
    said = [issue.kind for issue in made.issues]
    assert set(case.get("says", said)) <= set(said)
    if "says" in case and not case["says"]:
        assert said == []
    if "signs" not in said and "own-words" not in said and made.own_words == ():
        kept = made.zh + made.en + made.meta.title_zh + case.get("lost", "")
        assert not set(HANZI.findall(written(case))) - set(kept)


@pytest.mark.parametrize("case", named("pinyin"))
def test_pinyin_goes_and_the_chinese_beside_it_stays(case: dict[str, Any], tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", named("language"))
def test_a_line_is_in_the_language_of_its_grammar(case: dict[str, Any], tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", [*named("cue"), *named("sign")])
def test_subtitles_keep_foreign_words_and_not_signs(case: dict[str, Any], tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", named("label"))
def test_headings_stand_alone_and_labels_pair(case: dict[str, Any], tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", [*named("joined"), *named("separator")])
def test_words_are_joined_with_a_space_and_parted_at_signs(
    case: dict[str, Any], tmp_path: Path
) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", [*named("one"), *named("turns")])
def test_one_pair_is_enough_and_three_turns_settle_it(case: dict[str, Any], tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", [*named("title"), *named("note")])
def test_titles_are_titles_and_notes_no_text(case: dict[str, Any], tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", named("words"))
def test_a_list_under_the_text_says_what_its_words_mean(
    case: dict[str, Any], tmp_path: Path
) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", named("speaker"))
def test_who_speaks_is_told_from_what_is_said(case: dict[str, Any], tmp_path: Path) -> None:
    assert list(speakers_of(read(case, tmp_path))) == case["speakers"]


@pytest.mark.parametrize("case", named("part"))
def test_a_text_may_be_translated_in_part(case: dict[str, Any], tmp_path: Path) -> None:
    """What is in both languages is paired; Chinese alone stays, English alone is counted."""
    lines: list[str] = []
    for part in case["parts"]:
        if part in ALONE:
            lines += [ALONE[part]] * LINES_ALONE
            continue
        for pair in PAIRS:
            lines += reversed(pair) if part == "turned" else pair
    made = read({"text": "\n\n".join(lines)}, tmp_path)
    found = [(row.zh, row.en) for row in made.rows or () if row.zh and row.en]
    assert made.rows is None or found == [((zh,), (en,)) for zh, en in PAIRS]
    assert all(zh in made.zh and en in made.en for zh, en in PAIRS)
    assert made.en.count(ALONE["english"]) <= 1
    assert made.zh.count(ALONE["chinese"]) == lines.count(ALONE["chinese"])
    (issue,) = [issue for issue in made.issues if issue.kind == "partly-translated"]
    counted = int(issue.detail.split("both languages; ")[1].split()[0])
    assert counted in (LINES_ALONE * (len(case["parts"]) - 1) - n for n in (0, 1))
