"""Files that other programs made, and files made to do harm."""

import re
import shutil
from pathlib import Path

import pytest
from hostile import CASES, READ
from hostile_makers import book, docx, zipped

from generator.base.errors import InputError
from generator.base.records import BilingualText
from generator.texts import exists, find_texts, read_bytes, read_pair, read_text

FILES = Path(__file__).resolve().parents[1] / "cases" / "formats"
ZH = (
    (
        "春天来了，天气很好，我们一大早就起床，带着面包、水果和茶去公园看花，路上遇到了很多邻居。"
        "孩子们在湖边跑来跑去。"
    ),
    (
        "下午我们坐在大树下面一起喝茶，爷爷给孩子们讲他小时候的故事，大家都听得很高兴。他说，"
        "那时候冬天很冷，河上的冰有一米厚。"
    ),
    "晚上大家都累了，坐公共汽车慢慢回家。明天还要上班，可是今天的花香好像还留在身上。",
)
STARTS = ("Spring is here", "In the afternoon", "In the evening")


def paragraphs(text: BilingualText) -> tuple[list[str], list[str]]:
    """The paragraphs of both sides that are more than a title."""
    return [p for p in text.zh.split("\n\n") if len(p) > 12], [
        p for p in text.en.split("\n\n") if len(p) > 30
    ]


@pytest.mark.parametrize(
    "name",
    ["turns.epub", "calibre.epub", "turns.docx", "libreoffice.html", "pandoc.html", "page.html"],
)
def test_running_text_in_turns(name: str) -> None:
    """The same page by pandoc, LibreOffice and as a web page with menus: paragraph beside
    paragraph, nothing else."""
    made = read_text(FILES / name)
    zh, en = paragraphs(made)
    assert tuple(p for p in zh if "分享" not in p) == ZH
    assert [p.startswith(start) for p, start in zip(en, STARTS, strict=True)] == [True] * 3
    assert "热门" not in made.zh and "版权" not in made.zh
    assert made.meta.title_zh == "春天的公园"


@pytest.mark.parametrize(("name", "count"), [("table.docx", 6), ("sheet.xlsx", 6)])
def test_tables(name: str, count: int) -> None:
    rows = [row for row in read_text(FILES / name).rows or () if row.zh]
    assert len(rows) == count
    assert rows[-1].zh == ("明天还要上班，可是今天的花香好像还留在身上。",)
    assert rows[-1].en == (
        "Tomorrow we have to work again, but the scent of the flowers seems to stay with us.",
    )


def test_two_books(tmp_path: Path) -> None:
    made = read_pair(FILES / "book.zh.epub", FILES / "book.en.epub")
    zh, en = paragraphs(made)
    assert zh == [*ZH, *reversed(ZH)]
    assert "李平" not in made.zh
    assert len(en) == 6
    assert (made.meta.title_zh, made.meta.title_en, made.meta.author_zh, made.meta.author_en) == (
        "春天的公园",
        "The Park in Spring",
        "李平",
        "Li Ping",
    )
    assert "第二章 回家" in made.zh.split("\n\n")


def test_pdf() -> None:
    """LibreOffice's letters are letters; Chromium's are signs of radicals in part, and its lines
    are broken by the page."""
    made = read_text(FILES / "libreoffice.pdf")
    assert "天气很好，我们去公园看花，孩子在水边跑来跑去，我们在花园里看天看水" in made.zh
    assert "we look at the sky and the water in the garden" in made.en
    made = read_text(FILES / "chromium.pdf")
    assert (
        made.zh
        == "我们来看水车，水车来水来，水车看水看，我们看见水车来了，水来了，车来了。\n\n大门见。"
    )
    assert made.en.startswith("We see the water wheel; here the water, there the wheel. We see")


JOINED = (
    ("下午我们坐在大树下面 听爷爷讲故事。",),
    ("In the afternoon we sit under a big tree and listen to grandfather's stories.",),
)


def test_subtitles(tmp_path: Path) -> None:
    """One bilingual file in three formats, and two files: the same pairs, and a sentence that goes
    on is one."""
    expected = [(row.zh, row.en) for row in read_text(FILES / "film.srt").rows or ()]
    assert expected[-1] == (("明天还要上班。",), ("Tomorrow we have to work again.",))
    assert JOINED in expected
    for name in ("film.vtt", "film.ass"):
        assert [(row.zh, row.en) for row in read_text(FILES / name).rows or ()] == expected, name
    for pair in (("film.zh.srt", "film.en.srt"), ("film.en.srt", "film.zh.srt")):
        made = read_pair(FILES / pair[0], FILES / pair[1])
        assert [(row.zh, row.en) for row in made.rows or ()] == expected
    shifted = tmp_path / "late.en.srt"
    text = (FILES / "film.en.srt").read_text(encoding="utf-8")
    shifted.write_text(text.replace("00:00:", "00:01:"), encoding="utf-8")
    made = read_pair(FILES / "film.zh.srt", shifted)
    assert [(row.zh, row.en) for row in made.rows or ()] == expected
    assert [issue.kind for issue in made.issues] == ["shifted"]


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    marked = (
        "# **春天**\n\n我们去[公园](http://a.b)看*花*。\n---\n# Spring\n\nWe go to the [park](x) to"
        " see `flowers`.\n"
    )
    path.write_text(marked, encoding="utf-8")
    made = read_text(path)
    assert (made.zh, made.en) == ("我们去公园看花。", "We go to the park to see flowers.")
    assert (made.meta.title_zh, made.meta.title_en) == ("春天", "Spring")


def test_folders_pairs_and_archives(tmp_path: Path) -> None:
    names = (
        "a.zh.txt a.en.txt b.txt b.en.txt 中文/c.txt 英文/c.docx d.srt e.words.tsv ~$f.docx"
        " x_files/y.html"
    )
    for name in names.split():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("你好" if "en" not in name else "Hello", encoding="utf-8")
    (tmp_path / "deck.tsv").write_text("#cika ledger:2\n", encoding="utf-8")
    members = {
        "h/1.zh.md": "你好。".encode(),
        "h/1.en.md": b"Hello.",
        "h/1.words.tsv": b"word\n",
        "n.zip": b"",
    }
    (tmp_path / "g.zip").write_bytes(zipped(members))
    found = [
        (str(zh.relative_to(tmp_path)), en and str(en.relative_to(tmp_path)))
        for zh, en in find_texts([tmp_path])
    ]
    assert found == [
        ("a.zh.txt", "a.en.txt"),
        ("b.txt", "b.en.txt"),
        ("d.srt", None),
        ("g.zip/h/1.zh.md", "g.zip/h/1.en.md"),
        ("中文/c.txt", "英文/c.docx"),
    ]
    inside = tmp_path / "g.zip" / "h" / "1.zh.md"
    assert read_bytes(inside) == "你好。".encode()
    assert exists(inside.with_name("1.words.tsv")) and not exists(inside.with_name("2.words.tsv"))
    assert read_pair(inside, inside.with_name("1.en.md")).en == "Hello."


def test_names_of_old_archives(tmp_path: Path) -> None:
    """Chinese Windows wrote names in GBK, without saying so."""
    data = zipped({"AAAA.txt": "你好。".encode()}).replace(b"AAAA", "春天".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(data)
    assert find_texts([tmp_path]) == ((tmp_path / "a.zip" / "春天.txt", None),)


@pytest.mark.slow
@pytest.mark.parametrize("label", CASES)
def test_hostile_files_get_a_sentence_or_are_read(label: str, tmp_path: Path) -> None:
    case = CASES[label]
    path = tmp_path / case.name
    path.write_bytes(case.data())
    if case.answer == READ:
        text = read_text(path).zh
        assert "天气" in text or "天来了" in text or "你,好" in text
        assert not re.search(r"passwd|root:|x\(\)|<", text)
        return
    with pytest.raises(InputError) as error:
        for zh, _ in find_texts([path]):
            read_text(zh)
    assert str(error.value).startswith(str(path))
    assert case.answer in str(error.value)


def test_a_document_with_controls_boxes_deletions_and_a_cell_of_any_width(tmp_path: Path) -> None:
    """What stands in content controls is text, what was deleted is none, a text box is read once,
    and a width is not believed."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    compatible = 'xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        "<w:sdt><w:sdtContent>"
        "<w:p><w:r><w:t>春天来了。</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
        "<w:p><w:del><w:r><w:delText>不</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>我们看花。</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><m:AlternateContent><m:Choice><w:t>再见。</w:t></m:Choice>"
        "<m:Fallback><w:t>再见。</w:t></m:Fallback></m:AlternateContent></w:r></w:p>"
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>'
        "<w:p><w:r><w:t>走吧。</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(
        zipped(
            docx(f"<w:document {space} {compatible}><w:body>{body}</w:body></w:document>".encode())
        )
    )
    assert read_text(path).zh == "春天来了。\n\n我们看花。\n\n再见。\n\n走吧。"


def test_a_scan_is_told(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(InputError, match="only pictures of it"):
        read_text(tmp_path / "a.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(InputError, match="password"):
        read_text(tmp_path / "b.pdf")


def test_insisting_on_a_format(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    shutil.copy(FILES / "film.srt", path)
    assert len(read_text(path).rows or ()) == len(read_text(FILES / "film.srt").rows or ())
    path.write_text("你好。\nHello there.\n再见。\nGood bye.\n", encoding="utf-8")
    with pytest.raises(InputError, match="mixed"):
        read_text(path, "article")
    with pytest.raises(InputError, match="but is damaged"):
        read_text(path, "docx")


def test_notes_of_books_are_left_out_and_linked_words_are_not(tmp_path: Path) -> None:
    """A mark of a note goes, with its note; graded readers link every word to a note, under its
    reading."""
    chapter = (
        "<html xmlns:epub='http://www.idpf.org/2007/ops'><body><p>春天<a epub:type='noteref'"
        " href='#a'>[注1]</a>来了，<a epub:type='noteref'"
        " href='#b'><ruby>公园<rt>gōngyuán</rt></ruby></a>里有花<a epub:type='noteref'"
        " href='#a'><sup>2</sup></a>。</p><p>Spring is here, and there are flowers in the park<a"
        " epub:type='noteref' href='#a'>*</a>.</p><aside epub:type='footnote' id='a'>这是注。"
        "</aside><aside epub:type='footnote' id='b'>a park</aside></body></html>"
    )
    path = tmp_path / "a.epub"
    path.write_bytes(zipped(book(chapter.encode())))
    made = read_text(path)
    assert (made.zh, made.en) == (
        "春天来了，公园里有花。",
        "Spring is here, and there are flowers in the park.",
    )
