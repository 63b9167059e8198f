"""The letter of 1953, exactly, and the same letter as other programs and people would have saved
it."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.records import BilingualText, Metadata
from generator.texts import read_pair, read_text

SEED = Path(__file__).parents[2] / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
LETTER = SEED.read_text(encoding="utf-8")
ENGLISH, CHINESE = re.split(r"<hr /> *\n\nOriginal: *\n", LETTER)
TITLES = ("工业劳动模范刘德珍给星火集体农庄庄员写信", "保证在工业战线上提高生产厉行节约")


@pytest.fixture(scope="module")
def letter() -> BilingualText:
    return read_text(SEED)


def body(text: BilingualText) -> tuple[str, str]:
    return text.zh, text.en


def test_metadata(letter: BilingualText) -> None:
    assert letter.name == "1953-12-19-letter-to-the-spark-collective-farm"
    assert letter.script == "simplified"
    assert letter.meta == Metadata(
        title_zh=" ".join(TITLES),
        title_en=(
            "Industrial Labor Model Liu Dezhen Writes to Members of the Spark Collective Farm "
            "Guaranteeing Increased Production and Strict Economy on the Industrial Front"
        ),
        author_zh="刘德珍",
        author_en="Liu Dezhen",
        date="1953-12-19",
        page="2",
    )
    assert [issue.kind for issue in letter.issues] == ["title-cut"]


def test_bodies_are_the_files_own_lines(letter: BilingualText) -> None:
    lines = [line.strip() for line in CHINESE.split("专栏：")[1].split("\n") if line.strip()]
    lines[1:2] = [TITLES[1], lines[1].removeprefix(TITLES[1])]
    assert lines[2] == "亲爱的星火集体农庄的全体庄员同志们："
    assert letter.zh == "\n\n".join(lines)
    assert letter.en == ENGLISH.split("Page: 2")[1].strip()


def wrapped(text: str) -> str:
    """Wrap as an e-mail program does: English at 72 columns, Chinese at 40 characters; not the
    header."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(("Title:", "#")):
            lines.append(line)
        elif line.startswith("    "):
            # Four spaces are as wide as two characters
            lines += [line[:42], *(line[i : i + 40] for i in range(42, len(line), 40))]
        else:
            lines += textwrap.wrap(line, 72) or [""]
    return "\n".join(lines)


VARIANTS: dict[str, Callable[[str], str]] = {
    "languages swapped": lambda text: f"{CHINESE}\n\n---\n\nTranslation:\n\n{ENGLISH}",
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "old Macintosh": lambda text: text.replace("\n", "\r"),
    "mark": lambda text: "\ufeff" + text,
    "stray marks and zero-width spaces": (
        lambda text: text.replace("，", "，\u200b").replace("<hr", "\ufeff<hr")
    ),
    "full-width indentation": lambda text: text.replace("\n    ", "\n　　"),
    "no indentation, blank lines": lambda text: text.replace("\n    ", "\n\n"),
    "no indentation, no blank lines": lambda text: text.replace("\n    ", "\n"),
    "upper-case rule": lambda text: text.replace("<hr />", "<HR>"),
    "dashes": lambda text: text.replace("<hr />", "- - -"),
    "Chinese dashes": lambda text: text.replace("<hr />", "————————"),
    "equals signs": lambda text: text.replace("<hr />", "====="),
    "several rules": lambda text: (
        "---\n"
        + text.replace("\n\nDear", "\n\n***\n\nDear").replace("    在祖国", "***\n    在祖国")
    ),
    "no label": lambda text: text.replace("Original:", ""),
    "Chinese label, no rule": (
        lambda text: text.replace("<hr />", "").replace("Original:", "原文：")
    ),
    "no rule, no label": lambda text: text.replace("<hr />", "").replace("Original:", ""),
    "deeper heading, full-width gap": (
        lambda text: text.replace("### ", "###### ").replace("写信  保证", "写信　保证")
    ),
    "fields in Chinese": lambda text: re.sub(
        "刘德珍\n(1953-12-19)\n第2版..", r"作者：刘德珍\n日期: \1\n版次： 2", text
    ),
    "fields in capitals, full-width colon": (
        lambda text: text.replace("Title: ", "TITLE：").replace("Author: ", "**AUTHOR**： ")
    ),
    "hard-wrapped": wrapped,
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_variant_reads_the_same(variant: str, letter: BilingualText, tmp_path: Path) -> None:
    path = tmp_path / SEED.name
    path.write_bytes(VARIANTS[variant](LETTER).encode())
    read = read_text(path)
    assert body(read) == body(letter)
    assert read.meta == letter.meta


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_encoding_reads_the_same(codec: str, letter: BilingualText, tmp_path: Path) -> None:
    path = tmp_path / SEED.name
    path.write_bytes(LETTER.encode(codec))
    assert body(read_text(path)) == body(letter)


def test_header_may_be_missing(letter: BilingualText, tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    path.write_text(f"{letter.en}\n\n***\n\n{letter.zh}", encoding="utf-8")
    read = read_text(path)
    assert body(read) == body(letter)
    assert read.meta == Metadata()
    assert read.issues == ()


def test_two_files(letter: BilingualText, tmp_path: Path) -> None:
    zh, en = tmp_path / "letter.zh.txt", tmp_path / "letter.en.txt"
    zh.write_text(CHINESE, encoding="gb18030")
    en.write_text(ENGLISH, encoding="utf-16")
    read = read_pair(zh, en)
    assert (read.name, read.meta, body(read)) == ("letter", letter.meta, body(letter))
    swapped = read_pair(en, zh)
    assert (swapped.name, body(swapped)) == ("letter", body(letter))
    assert "swapped" in [issue.kind for issue in swapped.issues]
