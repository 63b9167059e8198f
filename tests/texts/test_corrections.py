"""Tables of corrections, as people and spreadsheets write them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.errors import InputError
from generator.base.records import Correction
from generator.texts import read_corrections

EXPECTED = (
    Correction("庄员", 2, gloss='member of a "farm"'),
    Correction("行", 3, reading="háng"),
    Correction("的", 4, skip=True),
)
TABLE = 'word\treading\tgloss\tskip\n庄员\t\tmember of a "farm"\t\n行\tháng\t\t\n的\t\t\tx\n'


def bare(lines: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return lines without the file that they stand in."""
    return tuple(replace(line, file="") for line in lines)


def write(folder: Path, data: bytes) -> Path:
    (folder / "letter.words.tsv").write_bytes(data)
    return folder / "letter.txt"


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.replace("\n", "\r\n").encode("utf-16"),
        TABLE.encode("gb18030"),
        TABLE.replace('member of a "farm"', '"member of a ""farm"""').encode(),
        "level\tSkip\tMeaning\tnotes\tPinyin\tWord\n1\tno\tmember of a"
        ' "farm"\t一\t\t庄员\n2\t\t\t二\tháng\t行\n3\tYES\t\t\t\t的'.encode(),
    ],
    ids=["plain", "mark", "Excel Unicode text", "GB18030", "quoted", "other columns and order"],
)
def test_read(data: bytes, tmp_path: Path) -> None:
    assert bare(read_corrections(write(tmp_path, data))) == EXPECTED


def test_none(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "letter.txt") == ()
    assert read_corrections(write(tmp_path, b"\n# word\n")) == ()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "reading\tgloss\nháng\tline\n",
            (
                "line 1: expected the names of the columns, one of them 'word', but found 'reading,"
                " gloss'"
            ),
        ),
        ("word:gloss\n行:line\n", "line 1: expected .* Write a first line with names such as"),
        (
            "word\tglos\n行\tline\n",
            "line 1: a column is named 'glos'. If 'gloss' is meant, write that",
        ),
        ("word\tword\n行\t行\n", "line 1: two columns are named 'word'. Delete one"),
        ("word\tgloss\n\n\tline\n", "line 3: the column 'word' is empty. Write the word"),
        ("word\tgloss\n行\tline\tx\n", "line 2: has 3 columns, but the first line names 2. Remove"),
        ("word\tskip\n行\tmaybe\n", "line 2: 'skip' is 'maybe'; expected x"),
        (
            'word\tgloss\n行\t"line\nof trade"\n',
            "line 2: a quotation mark opens and does not close. Remove it",
        ),
        (
            "word\tgloss\n更加|劲\tvigour\n",
            "line 2: 更加|劲 only says where to cut".replace("|", r"\|"),
        ),
        ("word\n更加|\n", "line 2: .* is not understood. Write 更加"),
        ("word\n更|加+劲\n", "line 2: .* is not understood. Write 更加"),
        (
            "word\treading\tgloss\n行\tháng\ta\n行\txíng\ta\n行\tháng\tb\n",
            "line 4: 行 is corrected otherwise in line 2. Delete one",
        ),
    ],
)
def test_bad_table(table: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"letter\.words\.tsv, " + message):
        read_corrections(write(tmp_path, table.encode()))
