"""Layouts, bad input, folders and names."""

import io
import os
import sys
from pathlib import Path

import pytest

from generator.base.errors import InputError
from generator.base.records import BilingualText, Metadata
from generator.texts import find_texts, name_of, read_lines, read_pair, read_text
from generator.texts.languages import script_of
from generator.texts.paths import MAX_SIZE

READS_ALL = not hasattr(os, "geteuid") or os.geteuid() == 0
ZH = "春天来了，天气很好。我们去公园看花。"
EN = "Spring is here and the weather is fine. We go to the park to see the flowers."


def read(folder: Path, text: str) -> BilingualText:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read_text(path)


LONG_TITLE = "给星火集体农庄庄员的一封信"
QUATRAIN = "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n\n李白"
IN_ENGLISH = (
    "Moonlight before my bed,\nI took it for frost.\nI raise my head to the moon,\nand bow it,"
    " thinking of home.\n\nLi Bai"
)
LAYOUTS = [  # label, file, Chinese, English, issues
    ("English first", f"{EN}\n---\n{ZH}", ZH, EN, []),
    ("Chinese first", f"{ZH}\n<hr/>\n{EN}", ZH, EN, []),
    ("front matter", f"---\ntitle: x\ntags: a\n---\n{ZH}\n\n---\n\n{EN}", ZH, EN, ["unused-field"]),
    ("no rule", f"{EN}\n\n{ZH}\n", ZH, EN, ["no-rule"]),
    ("Chinese alone", f"Title: Spring\n\n{ZH}", ZH, "", ["no-translation"]),
    ("rule but no translation", f"标题：春天\n---\n{ZH}\n", ZH, "", ["no-translation"]),
    (
        "English line in Chinese",
        f"{ZH}\n{ZH}\n\nOK, OK\n",
        f"{ZH}\n{ZH}\n\nOK, OK",
        "",
        ["english-lines", "no-translation"],
    ),
    ("a line is a paragraph", f"{ZH}\n{ZH}\n***\n{EN}\n{EN}", f"{ZH}\n\n{ZH}", f"{EN}\n\n{EN}", []),
    (
        "indented paragraphs",
        f"　　{ZH}\n　　{ZH}\n***\n{EN}\n    {EN}",
        f"{ZH}\n\n{ZH}",
        f"{EN}\n\n{EN}",
        [],
    ),
    (
        "field inside a body",
        f"{ZH}\n\n日期：今天\n***\n{EN}\n\nDate: today",
        f"{ZH}\n\n日期：今天",
        f"{EN}\n\nDate: today",
        [],
    ),
    (
        "headings",
        f"{ZH}\n## 二\n{ZH}\n***\n{EN}\n## II\n{EN}",
        f"{ZH}\n\n二\n\n{ZH}",
        f"{EN}\n\nII\n\n{EN}",
        [],
    ),
    ("scenes", f"{ZH}\n* * *\n{ZH}\n<hr>\n{EN}\n* * *\n{EN}", f"{ZH}\n\n{ZH}", f"{EN}\n\n{EN}", []),
    ("text begins like its title", f"# 春天来了\n\n{ZH}\n***\n{EN}", ZH, EN, []),
    (
        "title and salutation",
        f"# {LONG_TITLE}\n\n{LONG_TITLE}亲爱的同志们：\n\n{ZH}\n***\n{EN}",
        f"{LONG_TITLE}\n\n亲爱的同志们：\n\n{ZH}",
        EN,
        ["title-cut"],
    ),
    ("quatrain", f"{QUATRAIN}\n***\n{IN_ENGLISH}", QUATRAIN, IN_ENGLISH, []),
    (
        "markup is text",
        f"<b>{ZH}</b>{{{{c1::x}}}} &amp; [sound:a]\n***\n{EN}",
        f"<b>{ZH}</b>{{{{c1::x}}}} &amp; [sound:a]",
        EN,
        [],
    ),
]


@pytest.mark.parametrize(
    ("file", "zh", "en", "kinds"), [case[1:] for case in LAYOUTS], ids=[case[0] for case in LAYOUTS]
)
def test_layout(file: str, zh: str, en: str, kinds: list[str], tmp_path: Path) -> None:
    made = read(tmp_path, file)
    assert (made.zh, made.en) == (zh, en)
    assert [issue.kind for issue in made.issues] == kinds


def test_header_without_heading(tmp_path: Path) -> None:
    meta = read(
        tmp_path,
        f"{EN}\n***\n来源：人民日报\n\n春天  公园\n王小明\n1953年12月19日\n第3版(文艺)\n\n{ZH}",
    ).meta
    assert meta == Metadata(
        title_zh="春天 公园",
        author_zh="王小明",
        date="1953年12月19日",
        page="3",
        column="人民日报, 文艺",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty. Expected a Chinese text"),
        (" \n\t\n　　\n", "nothing but spaces and line breaks. Expected"),
        (EN, "found English, but no Chinese. Add the Chinese text below a line <hr />"),
        (f"{EN}\n" * 9 + "春天", "only English with a little Chinese in it. Add"),
        ("1953 !?", "found neither Chinese nor English, only punctuation"),
        (
            f"{EN}\n---\n# 春天来了\n王小明\n1953-12-19\n",
            "found a header but no Chinese text below it. Add",
        ),
        ("标题：春天\n作者：王小明\n", "found a header but no Chinese text below it. Add"),
        (
            f"{EN}\n---\n{ZH * 600_000}",
            (
                ", line 3: 10,800,000 characters without a line break, but a line may have"
                " 1,000,000. Break"
            ),
        ),
    ],
)
def test_bad_text(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(str(tmp_path / "a.txt"))
    assert message in str(error.value)


def test_bad_files(tmp_path: Path) -> None:
    missing, link, large = tmp_path / "missing.txt", tmp_path / "link.txt", tmp_path / "large.txt"
    links = os.name == "posix"  # on Windows a person needs rights for them
    if links:
        link.symlink_to(missing)
    with large.open("wb") as file:
        file.truncate(MAX_SIZE + 1)
    for path, message in [
        (missing, "no such file or folder. Check the spelling"),
        (link, "this link points to" if links else "no such file"),
        (tmp_path, "this is a folder; expected a text file"),
        (large, "larger than 50 MB"),
        (Path("a\0b"), "cannot be read"),
    ]:
        with pytest.raises(InputError, match=message):
            read_text(path)


@pytest.mark.skipif(READS_ALL, reason="root, and everybody on Windows, may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0)
    with pytest.raises(InputError, match="Permission denied"):
        read_text(path)


def test_bad_pairs(tmp_path: Path) -> None:
    files = {"zh": ZH, "zh2": ZH, "en": EN, "both": f"{EN}\n---\n{ZH}"}
    paths = {name: tmp_path / f"{name}.txt" for name in files}
    for name, text in files.items():
        paths[name].write_text(text, encoding="utf-8")
    for zh, en, message in [
        ("zh", "zh2", "both hold Chinese; expected"),
        ("zh", "both", "holds both languages already. Give it alone"),
    ]:
        with pytest.raises(InputError, match=message):
            read_pair(paths[zh], paths[en])


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        f"{EN}\n---\n" + ZH * 50_000 + "\n" + "#" * 900_000 + "\nOriginal" + "*" * 900_000 + "x",
        f"# {ZH}" + "\u2003" * 900_000 + f"x\n{ZH}",
        "-" * 900_000 + f"x\n{ZH}",
        "\n" * 100_000 + f"　　{ZH}\n" * 50_000 + "---\n" + f"{EN}\n" * 50_000,
    ],
    ids=["long lines", "long gap", "long rule", "200,000 lines"],
)
def test_long_lines_and_many_lines_are_read(text: str, tmp_path: Path) -> None:
    """In a second; a quadratic step anywhere takes minutes here."""
    assert ZH in read(tmp_path, text).zh


def test_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    for codec in ("utf-8-sig", "utf-16", "gb18030"):
        path.write_bytes(f"{ZH}\r\n\r\n一\x0b二 \u200b\n三\t{EN}\n\n".encode(codec))
        assert read_lines(path) == (ZH, "", "一\x0b二 \u200b", f"三\t{EN}", "")
    path.write_bytes(b"")
    assert read_lines(path) == ()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\nb")))
    assert read_lines(Path("-")) == ("a", "b")


def test_find_texts(tmp_path: Path) -> None:
    names = [
        "b.txt",
        "a.TXT",
        "c/d.md",
        "README.md",
        ".hidden.txt",
        ".git/e.txt",
        "b.words.tsv",
        "b.aligned.tsv",
        "glossary.tsv",
        "f.rtf",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    expected = tuple(tmp_path / name for name in ("a.TXT", "b.txt", "c/d.md"))
    (tmp_path / "c" / "deck.tsv").write_text("#cika ledger:2\n", encoding="utf-8")
    assert find_texts([tmp_path]) == tuple((path, None) for path in expected)
    given = (tmp_path / "f.rtf", tmp_path / "b.txt")
    assert find_texts([*given, tmp_path]) == tuple(
        (path, None) for path in (*given, expected[0], expected[2])
    )
    (tmp_path / "empty").mkdir()
    with pytest.raises(
        InputError, match="found no text in this folder; expected files that end in"
    ):
        find_texts([tmp_path / "empty"])
    with pytest.raises(InputError, match="no such file or folder"):
        find_texts([tmp_path / "missing"])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("1953-12-19-letter.txt", "1953-12-19-letter"),
        ("给 星火::集体“农庄”的信?.txt", "给-星火-集体-农庄-的信"),
        ("Ch. 1.md", "Ch-1"),
        ("letter.zh-CN.txt", "letter"),
        ("cafe\u0301.txt", "café"),
        ("con.txt", "text-con"),
        ("!!.txt", "text"),
        ("长" * 80 + ".txt", "长" * 51 + "-21384c52"),
    ],
)
def test_name(file: str, name: str) -> None:
    assert name_of(Path(file)) == name


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("我们会说汉语", "simplified"),
        ("我們會說漢語", "traditional"),
        ("我们会說漢語", "mixed"),
        ("你好", "simplified"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script
