"""The Word document of a text, read back by programs that are not ours."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest

from generator.handout.docx_parts import CHINESE, STYLES, WordFile
from generator.texts import read_text
from support.exported import PAIRS
from support.program import run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the document of a text made to do harm; tests must not change it."""
    folder = tmp_path_factory.mktemp("docx")
    text = folder / "hostile.txt"
    lines = [f"{zh}\t{en}\n" for zh, en in PAIRS]
    text.write_text("".join(lines), encoding="utf-8")
    said = run("export", text, "--to", "docx", "--ruby", "all", "-o", folder)
    assert said.exit_code == 0, said.stderr
    return folder / "hostile.sheets.docx"


def readings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each text that has a reading over it, with the reading."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    for ruby in root.iter(f"{W}ruby"):
        assert [child.tag for child in ruby] == [f"{W}rubyPr", f"{W}rt", f"{W}rubyBase"]
        _, reading, base = ruby
        yield "".join(base.itertext()), "".join(reading.itertext())


def test_python_docx_reads_styles_tables_and_readings(document: Path) -> None:
    found: Any = docx.Document(str(document))
    assert {paragraph.style.name for paragraph in found.paragraphs} >= {*STYLES, "Heading 2"}
    fonts = found.styles[CHINESE].element.rPr.rFonts
    assert fonts.get(f"{W}eastAsia") == "SimSun" and not fonts.get(f"{W}eastAsiaTheme")
    words, matching = found.tables
    assert [cell.text for cell in words.rows[0].cells][1:3] == ["Word", "Pinyin"]
    listed = {row.cells[1].text: row.cells[2].text for row in words.rows}
    assert listed["学生 (學生)"] == "xuésheng" and len(matching.rows) >= 3
    over = dict(readings(document))
    assert over["学生"] == "xuésheng" and over["绿茶"] == "lǜchá"


def test_our_reader_and_pandoc_see_the_text_as_it_is(document: Path, tmp_path: Path) -> None:
    expected = "+<script>document.title='ran'</script>学生说：“&amp;好。”"
    copy = Path(shutil.copy(document, tmp_path / "copy.docx"))
    assert expected in "".join(read_text(copy).zh)
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed: DOCX was read by python-docx and ourselves alone")
    command: list[str | Path] = [
        pandoc,
        "--from",
        "docx",
        "--to",
        "plain",
        "--wrap",
        "none",
        document,
    ]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Which meaning belongs to which word?" in shown and "green tea" in shown


@pytest.mark.slow
def test_libreoffice_prints_it(document: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    pypdf = pytest.importorskip("pypdf")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command: list[str | Path] = [office, profile, "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, document], check=True, capture_output=True)
    pages = pypdf.PdfReader(tmp_path / "hostile.sheets.pdf").pages
    shown = "".join(page.extract_text() for page in pages)
    assert "xuésheng" in shown and "<script>" in shown


def test_the_same_parts_make_the_same_bytes() -> None:
    def made() -> bytes:
        file = WordFile("a\ufffe<b>", "zh-Hant")
        file.numbered(1, [("學生", "xuésheng"), ("\x0b。", "")])
        file.table((), [("1", "=1+1")], (10.0, 20.0))
        return file.bytes()

    content = made()
    assert content == made()
    found: Any = docx.Document(io.BytesIO(content))
    assert found.core_properties.title == "a<b>"
    assert found.styles[CHINESE].element.rPr.rFonts.get(f"{W}eastAsia") == "PMingLiU"
