"""Languages in turn, in every layout in which people keep them, and tables told by their
content."""

from pathlib import Path

import pytest

from generator.base.records import BilingualText
from generator.texts import read_text

ZH = (
    "春天来了，天气很好。",
    "我们去公园看花。",
    "孩子们在湖边跑来跑去。",
    "下午我们一起喝茶。",
    "晚上大家都累了。",
    "明天还要上班。",
)
EN = (
    "Spring is here and the weather is fine.",
    "We go to the park to see the flowers.",
    "The children run around by the lake.",
    "In the afternoon we drink tea together.",
    "In the evening everybody is tired.",
    "Tomorrow we have to work again.",
)
BOTH = list(zip(ZH, EN, strict=True))
WRAPPED = [
    (
        (
            "春天来了，天气很好，我们一大早就起\n床，带着面包、水果和茶去公园看花，"
            "路\n上遇到了很多邻居。孩子们在湖边跑来跑\n去。"
        ),
        (
            "Spring is here and the weather is fine, so we\nget up early and take bread, fruit and"
            " tea to\nthe park to see the flowers; on the way we meet\nmany neighbours. The"
            " children run around."
        ),
    ),
    (
        (
            "下午我们坐在大树下面一起喝茶，爷爷给\n孩子们讲他小时候的故事，大家都听得很\n高兴。"
            "晚上大家都累了，坐公共汽车慢慢\n回家。"
        ),
        (
            "In the afternoon we sit under a big tree and\ndrink tea together, and grandfather"
            " tells the\nchildren stories of his youth, and all listen\nhappily. In the evening"
            " everybody is tired."
        ),
    ),
]


def read(folder: Path, text: str, name: str = "a.txt") -> BilingualText:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_text(path)


def rows(text: BilingualText) -> list[tuple[str, str]]:
    return [(" ".join(row.zh), " ".join(row.en)) for row in text.rows or ()]


PINYIN = "wǒmen qù gōngyuán kàn huā"
LAYOUTS = {
    "line by line": "\n".join(f"{zh}\n{en}" for zh, en in BOTH),
    "English first": "\n".join(f"{en}\n{zh}" for zh, en in BOTH),
    "blank lines": "\n\n".join(f"{zh}\n\n{en}" for zh, en in BOTH),
    "labels": "\n".join(f"中文：{zh}\nEnglish: {en}" for zh, en in BOTH),
    "rules": "\n---\n".join(f"{zh}\n{en}" for zh, en in BOTH),
    "with pinyin": "\n\n".join(f"{zh}\n{PINYIN}\n{en}" for zh, en in BOTH),
    "numbers between": "\n\n".join(f"{n}\n{zh}\n{en}" for n, (zh, en) in enumerate(BOTH, 1)),
    "verses": "\n\n".join(map("\n".join, (ZH[:3], EN[:3], ZH[3:], EN[3:]))),
    "one line": "\n".join(f"{zh} {en}" for zh, en in BOTH),
    "one line without space": "\n".join(f"{zh}{en}" for zh, en in BOTH),
    "in brackets": "\n".join(f"{en} ({zh})" for zh, en in BOTH),
    "slash": "\n".join(f"{zh} / {en}" for zh, en in BOTH),
    "tab": "\n".join(f"{zh}\t{en}" for zh, en in BOTH),
    "table": (
        "no;pinyin;中文;English\n"
        + "\n".join(f"{n};{PINYIN};{zh};{en}" for n, (zh, en) in enumerate(BOTH))
    ),
    "quoted": (
        "\n".join(f'"{en}, he said",{zh},http://a.example/b' for zh, en in BOTH).replace(
            ", he said", ""
        )
    ),
    "Anki's export": (
        "#separator:tab\n#html:false\n" + "\n".join(f"{zh}\t{en}\tunit1" for zh, en in BOTH)
    ),
}


@pytest.mark.parametrize("label", LAYOUTS)
def test_layouts_give_the_alignment(label: str, tmp_path: Path) -> None:
    assert rows(read(tmp_path, LAYOUTS[label])) == BOTH


def test_paragraphs_keep_their_breaks_and_leave_sentences_to_the_aligner(tmp_path: Path) -> None:
    made = read(tmp_path, "Title: Spring\n\n" + "\n\n".join(f"{zh}\n\n{en}" for zh, en in WRAPPED))
    assert made.rows is None
    assert made.zh.split("\n\n") == [zh.replace("\n", "") for zh, _ in WRAPPED]
    assert made.en.split("\n\n") == [en.replace("\n", " ") for _, en in WRAPPED]
    assert made.meta.title_en == "Spring"
    assert [issue.kind for issue in made.issues] == []


def test_a_heading_of_one_language_shifts_nothing(tmp_path: Path) -> None:
    made = read(tmp_path, "Lesson three\n\n" + LAYOUTS["blank lines"])
    assert rows(made) == [("", "Lesson three"), *BOTH]
    titled = read(tmp_path, "# 春天\n# Spring\n\n" + LAYOUTS["line by line"])
    assert (titled.meta.title_zh, titled.meta.title_en) == ("春天", "Spring")
    assert rows(titled)[1:] == BOTH


@pytest.mark.parametrize("marks", ["# ", "## # ", "中文：# ", "### ## # "])
def test_marks_of_headings_shift_nothing(marks: str, tmp_path: Path) -> None:
    lines = [f"{marks}{zh}\n{en}" for zh, en in BOTH]
    assert rows(read(tmp_path, "\n".join(lines))) == BOTH


def test_irregular_places_are_named(tmp_path: Path) -> None:
    regular = "\n".join(f"{zh}\n{en}" for zh, en in BOTH * 4)
    made = read(tmp_path, f"{regular}\n{ZH[0]}\n{ZH[1]}\n{EN[1]}\n")
    assert rows(made) == [*BOTH * 4, (f"{ZH[0]}{ZH[1]}", EN[1])]
    found = (
        "Chinese and English do not take turns regularly: line 49 (lines of Chinese: 2, of"
        " English: 1)"
    )
    assert [(i.kind, i.detail) for i in made.issues] == [
        ("turns", f"{found}. Their parts were kept together.")
    ]


def test_turns_that_slip_are_left_to_the_aligner(tmp_path: Path) -> None:
    """One language changes its place in the middle: taken by order, everything behind it would be
    wrong."""
    again = "He said, again and again: "
    long = [
        ("他一次又一次地说：" * (i % 2 * 2) + zh, again * (i % 2 * 2) + en)
        for i, (zh, en) in enumerate(BOTH)
    ] * 2
    slipped = "\n".join([f"{zh}\n{en}" for zh, en in BOTH] + [f"{en}\n\n{zh}" for zh, en in long])
    made = read(tmp_path, slipped)
    assert made.rows is None
    assert [issue.kind for issue in made.issues] == ["turns"]


def test_one_language_after_the_other_is_no_table_and_no_turns(tmp_path: Path) -> None:
    made = read(tmp_path, "\n".join(ZH) + "\n---\n" + "\n".join(EN))
    assert made.rows is None
    assert made.zh == "\n\n".join(ZH)
    names = read(tmp_path, "\n".join(f"{zh}他说：Spring Festival" for zh in ZH))
    assert "Spring Festival" in names.zh


def test_the_column_of_a_name_is_chosen(tmp_path: Path) -> None:
    table = "traditional\tsimplified\tEnglish\n" + "\n".join(
        f"{zh}啊啊\t{zh}\t{en}" for zh, en in BOTH
    )
    assert rows(read(tmp_path, table)) == BOTH
