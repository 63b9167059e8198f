"""Word lists as people have them: each form that is met in the wild, and what is none."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.errors import InputError
from generator.lexicon.dictionary import Dictionary
from generator.texts.word_cells import cell_words
from generator.texts.word_columns import words_of
from generator.texts.word_lists import read_word_list

PLECO = """<?xml version="1.0" encoding="UTF-8"?>
<plecoflash formatversion="2" creator="Pleco User -1" generator="Pleco 2.0 Flashcard Exporter"
 platform="iPhone OS" created="1423516312">
 <categories><category name="HSK 1"/></categories>
 <cards><card language="chinese" created="1423515923" modified="1423515923"><entry>
   <headword charset="sc">爱</headword><headword charset="tc">愛</headword>
   <pron type="hypy" tones="numbers">ai4</pron><defn>银行</defn>
  </entry><dictref dictid="PACE" entryid="2560"/><catassign category="HSK 1"/></card>
  <card language="chinese"><entry><headword charset="tc">銀行</headword></entry>
  <scoreinfo scorefile="Default" score="100"/></card></cards>
</plecoflash>"""
ANKI = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:9
v8rkI*uB3L\tChinese\t中文\t銀行\t银行\tyínháng\tbank\t我去银行。\t动物
CA)vL58dx]\tChinese\t中文\t天氣\t<b>天气</b>[sound:a.mp3]\ttiānqì\t"weather
of the day"\t天气\t
Ff6EL:l&jj\tBasic\t中文\t学生 xuésheng\tstudent\t\t\t\t
Bnc8n9;8DF\tBasic\t中文\tteacher\t老师\t\t\t\t
EoA:G(,sKX\tBasic\t中文\t他们在学校里学习中文。\tThey study.\t\t\t\t
"""

LISTS = {
    "one a line, with remarks": (
        ("# mine\n银行\n天气  # weather\n\n// more\n1. 学生 xuésheng student, 生 is one\n- 老师\n"),
        "银行 天气 学生 老师",
    ),
    "in a row": (
        "银行、天气，学生\n老师 公园\n",
        "银行 天气 学生 老师 公园",
    ),
    "one line of commas": (
        "银行,天气,公园",
        "银行 天气 公园",
    ),
    "glued to what follows": (
        "银行yínháng\n天气-weather\n学生=student\n公园（gōngyuán）park\n",
        "银行 天气 学生 公园",
    ),
    "syllabus": (
        "爸爸｜爸\n没（有）关系\n打（动）\n和1\n不但…而且\n卡拉OK\n",
        "爸爸 爸 没关系 没有关系 打 和 不但 而且 卡拉OK",
    ),
    "semicolons, both scripts": (
        ("Pinyin;English;Traditional;Simplified\nyín;bank;銀行;银行\ngān;dry;乾;干\n"),
        "银行 干",
    ),
    "Chinese head": (
        (
            "编号,生词,拼音,词性,英文\n"
            "1,银行,yínháng,名,bank\n"
            '2,打,dǎ,动,"to hit, to call"\n'
            "3,天气,tiānqì,名,weather\n"
        ),
        "银行 打 天气",
    ),
    "English first": (
        "bank\t银行\nweather\t天气\n",
        "银行 天气",
    ),
    "with examples": (
        "word\tmeaning\texample\n银行\tbank\t去银行\n天气\tweather\t天气好\n",
        "银行 天气",
    ),
    "HTML, furigana, cloze": (
        (
            "<ruby>银<rt>yín</rt></ruby><ruby>行<rt>háng</rt></ruby>\tbank\n"
            " 天[tiān] 气[qì]\tweather\n"
            "{{c1::学生::who}}\tstudent\n"
            '"<div>老师</div><div>lǎoshī</div>"\tteacher\n'
        ),
        "银行 天气 学生 老师",
    ),
    "Japanese explanations": (
        "银行\tyínháng\tぎんこう\n天气\ttiānqì\tてんき\n",
        "银行 天气",
    ),
    "Pleco text": (
        (
            "// HSK 1\n"
            "爱[愛]\tai4\tto love; 爱 is\n"
            "银行[銀行]\tyin2hang2\tbank; CL:家[jia1]\n"
            "// 动词/Own\n"
            "学习\txue2xi2\tto learn\n"
        ),
        "爱 银行 学习",
    ),
    "Pleco XML": (
        PLECO,
        "爱 銀行",
    ),
    "CC-CEDICT": (
        (
            "# CC-CEDICT\n"
            "銀行 银行 [yin2 hang2] /bank/CL:家[jia1],個|个[ge4]/\n"
            "頭髮 头发 [tou2 fa5] /hair/\n"
        ),
        "銀行 银行 頭髮 头发",
    ),
    "Anki text export": (
        ANKI,
        "银行 天气 学生 老师",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_forms(name: str, tmp_path: Path) -> None:
    content, words = LISTS[name]
    (tmp_path / "list").write_text(content, encoding="utf-8")
    assert read_word_list(tmp_path / "list").words == tuple(words.split())


def test_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (("No", "Traditional", "Simplified"), (1, "銀行", "银行"), (2, "天氣", "天气")):
        book.active.append(row)
    book.create_sheet("empty")
    book.create_sheet("HSK 2").append(("学生", "student"))
    book.save(tmp_path / "book.xlsx")
    assert read_word_list(tmp_path / "book.xlsx").words == ("银行", "天气", "学生")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("bank\nweather\n", "found no Chinese. Expected a list"),
        (
            "今天天气很好，我们去公园。\n他说：“你好。”\n春天来了\n",
            "found Chinese .*but no list of words",
        ),
        ("学校\tがっこう\tschool\n勉強\tべんきょう\tstudy\n", "no list of words"),
        ('汉字,"拼音\n银行,yinhang\n', "damaged table"),
        ("<plecoflash><cards><card>", "is damaged .*from Pleco"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><plecoflash/>', "entit"),
        ("<plecoflash><cards/></plecoflash>", "no Chinese flashcard"),
    ],
)
def test_what_is_no_list_is_refused(content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    if content.startswith("<plecoflash"):
        content = '<?xml version="1.0"?>' + content
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"list\.txt.*{says}"):
        read_word_list(path)


WORDS = [word for word in Dictionary().common(3000) if len(word) > 1 and not word.isascii()]


@example(words=["英文", "一个", "我们"], separator="\t", place=0, encoding="utf-8-sig", head=False)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=30, unique=True),
    separator=st.sampled_from("\t,;|"),
    place=st.integers(0, 2),
    encoding=st.sampled_from(("utf-8-sig", "utf-16", "gb18030")),
    head=st.booleans(),
)
def test_a_table_of_any_shape_gives_its_words(
    words: list[str],
    separator: str,
    place: int,
    encoding: str,
    head: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    if head:
        names = ["Pinyin", "English, and more"]
        writer.writerow([*names[:place], "Word", *names[place:]])
    for number, word in enumerate(words):
        cells = [f"pīnyǐn{number}", f'meaning {number}; "quoted", see 人']
        writer.writerow([*cells[:place], word, *cells[place:]])
    path = tmp_path_factory.getbasetemp() / "any.list"
    path.write_bytes(text.getvalue().encode(encoding))
    assert read_word_list(path).words == tuple(words)


def test_a_cell_begins_with_its_word_or_has_none() -> None:
    assert [
        cell_words(c)
        for c in ("T恤", "银行 [silver 行]", "第一课 生词。", "variant of 人才", "CL:个", "12345")
    ] == [
        ("T恤",),
        ("银行",),
        (),
        (),
        (),
        (),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<rt>",
        "<!--",
        "{{c1::",
        "{{c1::a::",
        "::",
        "[",
        "【",
        "（",
        "(",
        "银 ",
        "1.",
        "&",
        "a/",
    ],
)
def test_hostile_cells_take_no_more_than_their_length(piece: str, tmp_path: Path) -> None:
    """A reader that looked on to the end from each sign would not come to an end here."""
    path = tmp_path / "list"
    path.write_text("银行\n天气\n银" + piece * (200_000 // len(piece)) + "\n", encoding="utf-8")
    assert {"银行", "天气"} <= set(read_word_list(path).words)


def test_of_columns_with_words_the_named_one_is_taken_and_of_scripts_the_simplified() -> None:
    rows = [("銀行", "银行", "人"), ("頭髮", "头发", "手")]
    for names, column in (
        ((), 1),
        (("Word", "Classifier", "Radical"), 0),
        (("a", "b", "Hanzi"), 2),
    ):
        found = words_of(rows, names)
        assert found and found.column == column
