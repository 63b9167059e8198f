"""A teacher's list of words is read in whatever form it lies there."""

import io
from pathlib import Path

import pytest

from generator.base.errors import InputError
from generator.texts import read_set
from generator.texts.class_list import read_class_list

Found = tuple[str, str, str, str, str]
REFEREE = ("裁判", "cáipàn", "referee", "", "")
CHAMPION = ("冠军", "guànjūn", "champion", "", "")
BARE = [("裁判", "", "", "", ""), ("冠军", "", "", "", "")]
FULL = [
    ("裁判", "cáipàn", "referee", "裁判来了。", "The referee has come."),
    ("冠军", "guànjūn", "champion", "她是冠军。", "She is the champion."),
]
LISTS = {
    "headed, tabs": (
        "word\treading\tgloss\n裁判\tcáipàn\treferee\n冠军\tguànjūn\tchampion\n",
        None,
    ),
    "headed, commas": ("汉字,拼音,英文\n裁判,cáipàn,referee\n冠军,guànjūn,champion\n", None),
    "headed, part of speech": (
        "生词,拼音,词性,意思\n裁判,cáipàn,名,referee\n冠军,guànjūn,名,champion\n",
        None,
    ),
    "headed, both scripts": (
        "Traditional;Simplified;Pinyin;English\n裁判;裁判;cáipàn;referee\n"
        "冠軍;冠军;guànjūn;champion\n",
        None,
    ),
    "no heading": ("裁判\tcáipàn\treferee\n冠军\tguànjūn\tchampion\n", None),
    "no heading, numbered": ("1,裁判,cáipàn,n.,referee\n2,冠军,guànjūn,n.,champion\n", None),
    "textbook": ("生词\n1. 裁判 cáipàn n. referee\n2. 冠军 guànjūn (名) champion\n", None),
    "textbook, close": ("1、裁判（名）cáipàn referee\n2、冠军（名）guànjūn champion\n", None),
    "no tones": (
        "汉字,拼音,英文\n裁判,caipan,referee\n冠军,guanjun,champion\n",
        [("裁判", "", "referee", "", ""), ("冠军", "", "champion", "", "")],
    ),
    "brackets": ("裁判 (cáipàn) referee\n冠军【guànjūn】champion\n", None),
    "a word a line": ("裁判\n冠军\n", BARE),
    "remarks": ("裁判（名）\n冠军 (noun)\n", BARE),
    "in a row": ("裁判、冠军\n", BARE),
    "spaced in a row": ("裁判 冠军\n", BARE),
    "markdown": ("# Lesson 3\n- 裁判\n- 冠军\n", BARE),
    "sentences, headed": (
        "word\tpinyin\tmeaning\tsentence\tenglish\n"
        "裁判\tcáipàn\treferee\t裁判来了。\tThe referee has come.\n"
        "冠军\tguànjūn\tchampion\t她是冠军。\tShe is the champion.\n",
        FULL,
    ),
    "sentences, no heading": (
        "裁判\tcáipàn\treferee\t裁判来了。\tThe referee has come.\n"
        "冠军\tguànjūn\tchampion\t她是冠军。\tShe is the champion.\n",
        FULL,
    ),
}


def _found(path: Path) -> list[Found]:
    return [
        (one.line.word, one.line.reading, one.line.gloss, one.sentence, one.translation)
        for one in read_class_list(path)
    ]


@pytest.mark.parametrize(("text", "wanted"), LISTS.values(), ids=LISTS.keys())
def test_lists_in_usual_forms(tmp_path: Path, text: str, wanted: list[Found] | None) -> None:
    path = tmp_path / "a.list.txt"
    path.write_text(text, encoding="utf-8")
    assert _found(path) == (wanted or [REFEREE, CHAMPION])


@pytest.mark.parametrize(
    "rows",
    [
        [["汉字", "拼音", "英文"]],
        [["Lesson 3"], ["Chinese", "Pinyin", "English"]],
        [],
    ],
)
def test_a_workbook(tmp_path: Path, rows: list[list[str]]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in [*rows, ["裁判", "cáipàn", "referee"], ["冠军", "guànjūn", "champion"]]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "a.list.xlsx"
    path.write_bytes(buffer.getvalue())
    assert _found(path) == [REFEREE, CHAMPION]


@pytest.mark.parametrize(
    ("cell", "word", "reading"),
    [
        ("有 意思", "有意思", ""),
        ("裁　判", "裁判", ""),
        ("3. 裁判", "裁判", ""),
        ("<b>裁判</b>", "裁判", ""),
        ("打（电话）", "打", ""),
        ("裁判[cáipàn]", "裁判", "cáipàn"),
        ("一起 yìqǐ", "一起", "yī qǐ"),
        ("T恤", "T恤", ""),
        ("你好吗？", "你好吗？", ""),
        ("卡拉OK", "卡拉OK", ""),
    ],
)
def test_a_cell_of_a_word(tmp_path: Path, cell: str, word: str, reading: str) -> None:
    path = tmp_path / "a.list.tsv"
    path.write_text(f"word\tgloss\n{cell}\tx\n", encoding="utf-8")
    assert _found(path) == [(word, reading, "x", "", "")]


def test_two_forms_of_a_word_are_two_words(tmp_path: Path) -> None:
    path = tmp_path / "a.list.csv"
    path.write_text("汉字,拼音,英文\n爸爸/爸,bàba/bà,dad\n", encoding="utf-8")
    assert [one[:3] for one in _found(path)] == [("爸爸", "bàba", "dad"), ("爸", "bà", "dad")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word\nbank\n", "line 2: 'bank' has no Chinese character"),
        ("bank\nshop\n", "there is no word in this list"),
        ("word\tgloss\n裁判\ta\n裁判\tb\n", "line 3: 裁判 is corrected otherwise in line 2"),
    ],
)
def test_what_is_no_list_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.list.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_class_list(path)


def test_a_sheet_for_each_lesson(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Lesson 1"
    book.active.append(["裁判", "cáipàn", "referee"])
    book.create_sheet("Lesson 2").append(["冠军", "guànjūn", "champion"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert _words(path, "") == ["裁判", "冠军"]
    assert _words(path, "Lesson 1") == ["裁判"]
    assert _words(path, "lesson 2") == ["冠军"]
    with pytest.raises(InputError, match=r"no sheet 'Lesson 3'\. Its sheets are: Lesson 1"):
        read_class_list(path, "Lesson 3")
    (tmp_path / "set.toml").write_text(
        "title = 'a'\n[[lesson]]\nwords = 'book.xlsx#Lesson 2'\n", encoding="utf-8"
    )
    [lesson] = read_set(tmp_path).lessons
    assert [one.line.word for one in lesson.words] == ["冠军"]


def _words(path: Path, sheet: str) -> list[str]:
    return [one.line.word for one in read_class_list(path, sheet)]
