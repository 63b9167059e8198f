"""Every encoding that Chinese is written in, short and long, and files that are no text at all."""

import gzip
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.errors import InputError
from generator.texts import read_text
from generator.texts.encodings import decode
from generator.texts.plausibility import COMMON_CHARACTERS
from generator.texts.tidying import tidy

SIMPLIFIED = "我们在一九五三年度里，已提前一个月完成了全年发电任务。"
TRADITIONAL = "我們在一九五三年度裡，已提前一個月完成了全年發電任務。"
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        *(
            (SIMPLIFIED, codec)
            for codec in (
                "utf-8",
                "utf-8-sig",
                "utf-16",
                "utf-16-le",
                "utf-16-be",
                "gb2312",
                "gbk",
                "gb18030",
            )
        ),
        *(
            (TRADITIONAL, codec)
            for codec in (
                "utf-8",
                "utf-16-le",
                "utf-16-be",
                "gbk",
                "gb18030",
                "big5",
                "cp950",
                "big5hkscs",
            )
        ),
        ("联通", "gbk"),  # Notepad of Windows XP took it for UTF-8
        ("你係邊個？我哋今日去嗰度食飯，佢哋唔去。", "big5hkscs"),
        ("“Yes,” she said — “at once.”", "gbk"),
        ("Plan – 1954 – I", "gb18030"),
        ("The Sahara is a vast desert.\n撒哈拉沙漠广袤无垠。", "gbk"),
        ("plain English", "utf-16-le"),
    ],
)
def test_recognised(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


chinese = st.text(
    st.sampled_from(COMMON_CHARACTERS[:300] + "，。！？\n") | st.sampled_from("abc XYZ019.,\n"),
    min_size=20,
    max_size=200,
)


@given(
    text=chinese,
    codec=st.sampled_from(
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
    ),
)
@settings(max_examples=300)
def test_simplified_survives(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


@given(text=chinese.map(lambda text: text.encode("cp950", "ignore").decode("cp950")))
@settings(max_examples=300)
def test_traditional_survives(text: str) -> None:
    assert decode(text.encode("cp950"), "a.txt") == text


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        tidy(decode(data, "a.txt"), "a.txt")
    except InputError as error:
        assert str(error).startswith("a.txt: ")


def database(folder: Path) -> bytes:
    with sqlite3.connect(folder / "a.db") as made:
        made.execute("create table a (b)")
    made.close()
    return (folder / "a.db").read_bytes()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (gzip.compress(b"text"), "gzip archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG picture"),
        (b"{\\rtf1\\ansi text}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Office file"),
        (random.Random(1).randbytes(3000), "binary data"),
        (b"\0" * 3000, "binary data"),
        ((SIMPLIFIED + "\x1b[0m").encode(), "1 of its 31 characters are control characters"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le") + b"a", "binary data"),
        (JAPANESE.encode("shift_jis"), "Japanese text in Shift-JIS"),
        (JAPANESE.encode("euc_jp"), "Japanese text in EUC-JP"),
        (JAPANESE.encode(), "looks like Japanese"),
        (KOREAN.encode("euc_kr"), "Korean text in EUC-KR"),
        (
            "Le cœur a ses raisons que la raison ne connaît point, dit l’élève.".encode("cp1252"),
            "Western European text",
        ),
        (
            SIMPLIFIED.encode() * 3 + b"\n" + SIMPLIFIED.encode()[:-1] + b"\xff",
            "UTF-8 text with 2 damaged characters, the first in line 2",
        ),
    ],
)
def test_refused(data: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        read_text(path)
    assert str(error.value).startswith(f"{path}: ")
    assert found in str(error.value)
    assert "Save it as UTF-8" in str(error.value) or "Cika reads Chinese" in str(error.value)


def test_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="an SQLite database"):
        decode(database(tmp_path), "a.txt")


@pytest.mark.parametrize(
    ("raw", "text", "kinds"),
    [
        ("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g", "a\nb\nc\nd\ne\nf\n\ng", []),
        ("e\u0301 \uf9d1", "é 六", []),
        ("中\u200b文\ufeff字\xad", "中文字", ["invisible-characters"]),
        ("家👨\u200d👩\u200d👧人\u200d", "家👨\u200d👩\u200d👧人", ["invisible-characters"]),
        ("字" * 300 + "\0", "字" * 300, ["control-characters"]),
        ("中\ufffd文", "中\ufffd文", ["lost-characters"]),
        ("a　b\xa0\t<b>&amp;{{c}}</b>", "a　b \t<b>&amp;{{c}}</b>", []),
    ],
)
def test_tidy(raw: str, text: str, kinds: list[str]) -> None:
    made, issues = tidy(raw, "a.txt")
    assert made == text
    assert [issue.kind for issue in issues] == kinds
