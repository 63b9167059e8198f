"""Files made to do harm, each with what it must get: ``test_formats.py`` reads them,
``tools/check_formats.py hostile`` prints the table.

A file gets a sentence that says what is wrong, or it is read, and then nothing of the harm is in
the text.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from hostile_makers import (
    CONTAINER,
    DRM,
    EN,
    FILES,
    LOOP,
    OUTSIDE,
    PAGE,
    QUADRATIC,
    SHEET,
    STRINGS,
    ZH,
    book,
    changed,
    claiming,
    docx,
    half,
    laughs,
    linked,
    nameless,
    pdf,
    whole,
    with_flag,
    workbook,
    zipped,
)

from generator.texts.archive import MAX_FILES

CUE = "1\n00:00:01,000 --> 00:00:02,000"
NEW_LINE = "\n"
READ = ""
"""What a file gets that is read."""


@dataclass(frozen=True)
class Case:
    """A file: its name, what makes it, and a part of the sentence that it gets."""

    name: str
    make: Callable[[], bytes | str]
    answer: str = READ

    def data(self) -> bytes:
        made = self.make()
        return made if isinstance(made, bytes) else made.encode()


CASES = {
    # archives
    "a file without a name": Case(
        "a.zip", lambda: nameless(zipped({"A": ZH.encode()})), "but is damaged"
    ),
    "zip bomb (30 MB of zeros)": Case(
        "a.zip", lambda: zipped({"a.txt": b"\0" * 30_000_000}), "as zip bombs are"
    ),
    "10,001 files": Case(
        "a.zip",
        lambda: zipped({f"{i}.txt": b"" for i in range(MAX_FILES + 1)}),
        "at most 10,000 are read",
    ),
    "claims 1 GB": Case(
        "a.zip",
        lambda: claiming(zipped({"a.txt": b"x"}), 1_000_000_000),
        "would take 1,000,000,000 bytes",
    ),
    "path ../": Case("a.zip", lambda: zipped({"../a.txt": b"x"}), "leads out of the archive"),
    "path ..\\ of Windows": Case(
        "a.zip", lambda: zipped({"..\\..\\a.txt": b"x"}), "leads out of the archive"
    ),
    "absolute path": Case(
        "a.zip", lambda: zipped({"/etc/a.txt": b"x"}), "leads out of the archive"
    ),
    "symbolic link": Case("a.zip", lambda: linked("/etc/passwd"), "found no text in this archive"),
    "archive in an archive": Case(
        "a.zip",
        lambda: zipped({"b.zip": zipped({"c.txt": ZH.encode()})}),
        "found no text in this archive",
    ),
    "password": Case("a.zip", lambda: with_flag(zipped({"a.txt": b"x"}), 1), "is encrypted"),
    "archive cut off": Case(
        "a.zip", lambda: zipped({"a.txt": "你好。".encode() * 99})[:-30], "but is damaged"
    ),
    "no text inside": Case(
        "a.zip", lambda: zipped({"a.png": b""}), "found no text in this archive"
    ),
    "archive named .txt": Case("a.txt", lambda: zipped({"b": b"x"}), "is a ZIP archive"),
    # XML
    "billion laughs (TMX)": Case("a.tmx", lambda: laughs(12), "defines XML entities"),
    "quadratic blow-up (TMX)": Case("a.tmx", lambda: QUADRATIC, "defines XML entities"),
    "entity of another file (TMX)": Case("a.tmx", lambda: OUTSIDE, "defines XML entities"),
    "billion laughs (DOCX)": Case(
        "a.docx", lambda: zipped(docx(laughs(12))), "defines XML entities"
    ),
    "billion laughs in UTF-16 (DOCX)": Case(
        "a.docx", lambda: zipped(docx(laughs(3).decode().encode("utf-16"))), "defines XML entities"
    ),
    "100,000 elements deep (DOCX)": Case(
        "a.docx", lambda: zipped(docx(b"<a>" * 100_000)), "damaged Word document"
    ),
    "100,000 units deep (TMX)": Case(
        "a.tmx",
        lambda: f"<tmx>{'<tu>' * 100_000}{'</tu>' * 100_000}</tmx>",
        "no segment in Chinese",
    ),
    "a relationship without target (DOCX)": Case(
        "a.docx",
        lambda: changed("turns.docx", "word/_rels/document.xml.rels", b"Target=", b"Targe="),
        "damaged Word document",
    ),
    "broken XML (DOCX)": Case("a.docx", lambda: zipped(docx(b"<w>")), "damaged Word document"),
    "100,000 marks deep (TMX)": Case(
        "a.tmx",
        lambda: (
            "<tmx><tu><tuv"
            f' xml:lang="zh"><seg>{ZH}{"<hi>" * 100_000}{"</hi>" * 100_000}</seg></tuv></tu></tmx>'
        ),
    ),
    # spreadsheets
    "bomb (XLSX)": Case(
        "a.xlsx", lambda: zipped({"xl/workbook.xml": b" " * 30_000_000}), "as zip bombs are"
    ),
    "broken XML (XLSX)": Case(
        "a.xlsx", lambda: zipped({"xl/workbook.xml": b"<w>"}), "damaged workbook"
    ),
    "row 999,999,999": Case(
        "a.xlsx",
        lambda: zipped(workbook(SHEET % b'<row r="999999999"/>')),
        "more than 1,048,576 rows",
    ),
    "one long string in 20,000 cells": Case(
        "a.xlsx",
        lambda: zipped(
            workbook(
                SHEET % (b'<row><c t="s"><v>0</v></c></row>' * 20_000),
                strings=STRINGS.format(ZH * 2_000).encode(),
            )
        ),
        "more than 20,000,000 characters",
    ),
    "a style of a number without end": Case(
        "a.xlsx",
        lambda: changed("sheet.xlsx", "xl/styles.xml", b'"0"', b'"99999999999"'),
        "damaged workbook",
    ),
    "cut off (XLSX)": Case("a.xlsx", lambda: half("sheet.xlsx"), "but is damaged"),
    # books
    "no package (EPUB)": Case(
        "a.epub", lambda: zipped({"META-INF/container.xml": CONTAINER}), "lacks the part p.opf"
    ),
    "package outside": Case(
        "a.epub",
        lambda: zipped({"META-INF/container.xml": CONTAINER.replace(b"p.opf", b"../../p")}),
        "lacks the part ../..",
    ),
    "chapter outside": Case(
        "a.epub", lambda: zipped(book(b"", href="../../../etc/passwd")), "holds no text"
    ),
    "one chapter 30,000 times": Case("a.epub", lambda: zipped(book(PAGE.encode() * 200, 30_000))),
    "DRM": Case(
        "a.epub",
        lambda: zipped(book(b"", parts={"META-INF/encryption.xml": DRM})),
        "protected (DRM)",
    ),
    "cut off (EPUB)": Case("a.epub", lambda: half("turns.epub"), "but is damaged"),
    "OpenDocument": Case(
        "a.odt",
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "Save it as .docx",
    ),
    # PDF
    "a filter that there is not": Case(
        "a.pdf",
        lambda: whole("chromium.pdf").replace(b"/FlateDecode", b"/FlateDecada"),
        "damaged PDF",
    ),
    "pages in a circle": Case("a.pdf", lambda: LOOP, "damaged PDF"),
    "no objects": Case("a.pdf", lambda: b"%PDF-1.7\n\xe4\xbd\xa0", "damaged PDF"),
    "cut off (PDF)": Case("a.pdf", lambda: half("chromium.pdf"), "damaged PDF"),
    "stream of 300 MB in 600 kB": Case(
        "a.pdf", lambda: pdf(zlib.compress(b"BT (x) Tj ET " * 23_000_000)), "has no text"
    ),
    # pages and Markdown
    "200,000 open tags": Case("a.html", lambda: b"<div>" * 200_000, "holds no text"),
    "100,000 comments without end": Case(
        "a.html", lambda: b"<html>" + b"<!--" * 100_000, "holds no text"
    ),
    "text in 50,000 open tags": Case(
        "a.html", lambda: PAGE.replace("<p>", "<b>" * 50_000 + "<p>", 1)
    ),
    "attribute without end": Case("a.html", lambda: PAGE + "<a href='" + "x" * 5_000_000),
    "quotation mark without end in 100,000 tags": Case(
        "a.html", lambda: PAGE + "<a b='c>" * 99_999 + '<a b="'
    ),
    "100,000 references to notes without end": Case(
        "a.html", lambda: PAGE + "<a epub:type='noteref'>" * 100_000
    ),
    "50,000 menus in each other": Case(
        "a.html", lambda: PAGE + "<nav>" * 50_000 + "</nav>" * 50_000
    ),
    "20,000 rows after 20,000 paragraphs": Case(
        "a.html", lambda: PAGE + f"<p>{ZH}" * 20_000 + f"<tr><td>{ZH}" * 20_000
    ),
    "a number of 10,000 digits for a character": Case(
        "a.html", lambda: f"{PAGE}<p>&#{'9' * 10_000};"
    ),
    "script and data addresses": Case(
        "a.html", lambda: PAGE + "<script>x()</script><iframe src='file:///etc/passwd'>"
    ),
    "no text": Case(
        "a.html", lambda: b"<html><body><img src='a.png'></body></html>", "holds no text"
    ),
    "10,000 brackets (Markdown)": Case("a.md", lambda: f"{ZH}\n\n" + "[" * 10_000 + f"\n\n{EN}\n"),
    "5,000 quotations deep (Markdown)": Case(
        "a.md", lambda: f"{ZH}\n\n" + ">" * 5_000 + f" x\n\n{EN}\n"
    ),
    # plain text
    "NUL bytes": Case(
        "a.txt", lambda: f"{ZH}\n---\n{EN}\n".encode() + b"\0" * 1_000, "binary data"
    ),
    "line of 1,500,000 characters": Case(
        "a.txt", lambda: ZH * 100_000, "characters without a line break"
    ),
    "a picture named .txt": Case(
        "a.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"
    ),
    "half a character": Case(
        "a.txt",
        lambda: f"{ZH}\n---\n{EN}{ZH}".encode()[:-1],
        "damaged characters, the first in line 3",
    ),
    "UTF-16 cut in a pair": Case(
        "a.txt", lambda: f"{ZH}\n---\n{EN} 😀".encode("utf-16")[:-2], "binary data"
    ),
    "10,000 heads of lists of words": Case(
        "a.txt", lambda: f"{ZH}\n---\n{EN}\n" + "拼音\n\n" * 10_000
    ),
    "200,000 rules": Case("a.txt", lambda: f"{ZH}\n" + "---\n" * 200_000 + f"{EN}\n"),
    "text named .docx": Case("a.docx", lambda: f"{ZH}\n---\n{EN}\n"),
    "DOCX named .txt": Case("a.txt", (FILES / "turns.docx").read_bytes),
    "20,000 columns": Case("a.csv", lambda: (f"{ZH}\t{EN}" + "\t" * 20_000 + "\n").encode() * 3),
    "quotation mark without end": Case("a.csv", lambda: '"你,好\n'.encode() * 3),
    # subtitles
    "100,000 blank lines in a subtitle": Case(
        "a.srt", lambda: f"{CUE}\n{ZH}{NEW_LINE * 100_000}{EN}\n"
    ),
    "100,000 spaces behind a bracket": Case(
        "a.srt", lambda: f"{CUE}\n{ZH}\n<{' ' * 100_000}{EN}\n"
    ),
    "50,000 tags in each other (SRT)": Case(
        "a.srt", lambda: f"{CUE}\n{ZH}\n{'<a ' * 50_000}{EN}\n"
    ),
    "empty (SRT)": Case(
        "a.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n\n", "found no Chinese"
    ),
    "10,000 subtitles at once": Case(
        "a.srt", lambda: f"1\n00:00:01,000 --> 99:59:59,000\n{ZH}\n{EN}\n\n" * 10_000
    ),
    "minutes of 99 digits": Case(
        "a.srt",
        lambda: f"1\n00:00:01,000 --> 00:{'9' * 99}:02,000\n{ZH}\n{EN}\n\n",
        "holds no cues",
    ),
}
