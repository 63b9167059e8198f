"""Alignments that come in files: a person's table, TMX, and the output of other aligners."""

from pathlib import Path

import pytest

from generator.base.errors import InputError
from generator.base.records import AlignedRow
from generator.texts import read_aligned, read_aligned_pair, read_text, render_aligned, render_tmx

ROWS = (
    AlignedRow(2, ("你好。", "“走吧！”"), ("Hello.",), 0.4, unsure=True),
    AlignedRow(3, ("再见。",), ('"Good" bye & <so> on.', "Yes.")),
    AlignedRow(4, (), ("Left over.",), 0.9),
)


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    table = tmp_path / "x.aligned.tsv"
    table.write_text(render_aligned(ROWS), encoding="utf-8-sig")
    assert read_aligned(tmp_path / "x.txt") == ROWS
    assert read_aligned(tmp_path / "other.txt") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zh\n你好\n", r"line 1: expected the names of the columns, one of them 'en'"),
        ("zh\ten\tconfidence\n你好\tHello\tsure\n", r"line 2: the confidence is 'sure'"),
        ("check\tzh\ten\nok\t你好\tHello\n", r"line 2: the column 'check' holds 'ok'; expected \?"),
        ("check\tzh\ten\n?\t\t\n", r"line 2: holds neither"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.aligned.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_aligned(tmp_path / "x.txt")


def test_tmx_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_bytes(render_tmx(ROWS, "simplified", "0"))
    text = read_text(path)
    assert text.zh == "你好。“走吧！”\n再见。"
    assert text.en == 'Hello.\n"Good" bye & <so> on. Yes.\nLeft over.'
    assert [(r.zh, r.en) for r in text.rows or ()] == [
        (("你好。“走吧！”",), ("Hello.",)),
        (("再见。",), ('"Good" bye & <so> on. Yes.',)),
        ((), ("Left over.",)),
    ]


def test_tmx_of_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    body = (
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body><tu><tuv'
        ' xml:lang="EN-US"><seg>A <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept>'
        ' <hi>word</hi>.</seg></tuv><tuv lang="zh_CN"><seg>一个粗体的词。'
        "</seg></tuv></tu></body></tmx>"
    )
    path.write_bytes(f'<?xml version="1.0" encoding="UTF-16"?>{body}'.encode("utf-16"))
    assert [(r.zh, r.en) for r in read_text(path).rows or ()] == [
        (("一个粗体的词。",), ("A bold word.",))
    ]
    path.write_text(body.replace('"tmx14.dtd">', '"x" [<!ENTITY a "b">]>'), encoding="utf-8")
    with pytest.raises(InputError, match="defines XML entities"):
        read_text(path)
    path.write_text(body[:-20], encoding="utf-8")
    with pytest.raises(InputError, match=r"damaged \(line 1"):
        read_text(path)


def ladder(folder: Path, beads: str) -> Path:
    (folder / "zh.txt").write_text("你好。\n我们走吧。\n再见。\n", encoding="utf-8")
    (folder / "en.txt").write_text("Hello.\nGood bye.\n", encoding="utf-8")
    (folder / "beads").write_text(beads, encoding="utf-8")
    return folder


def test_beads_of_another_aligner(tmp_path: Path) -> None:
    folder = ladder(tmp_path, "[0,1]:[0]:0.123\n[2]:[1]\n")
    text = read_aligned_pair(folder / "zh.txt", folder / "en.txt", folder / "beads")
    assert [(r.zh, r.en) for r in text.rows or ()] == [
        (("你好。", "我们走吧。"), ("Hello.",)),
        (("再见。",), ("Good bye.",)),
    ]


@pytest.mark.parametrize(
    ("beads", "message"),
    [
        ("[0]:[0]\nzero\n", "line 2: 'zero' is no bead"),
        ("[0]:[7]\n", "line 1: there is no English line 7; the file has 2"),
        ("[0]:[0]\n[0,1]:[1]\n", "line 2: the Chinese line 0 is in an earlier bead"),
    ],
)
def test_bad_beads_are_refused(beads: str, message: str, tmp_path: Path) -> None:
    folder = ladder(tmp_path, beads)
    with pytest.raises(InputError, match=message):
        read_aligned_pair(folder / "zh.txt", folder / "en.txt", folder / "beads")
