"""XML that says GB2312 and the like, as Chinese programs write it, wherever XML is read."""

from pathlib import Path

import pytest
from hostile_makers import book, zipped

from generator.base.errors import InputError
from generator.texts.formats import read_text
from generator.texts.word_lists import read_word_list

ZH, EN = "今天天气很好，我们去公园。", "The weather is fine today, and we go to the park."
TMX = (
    f'<tmx><tu><tuv xml:lang="zh"><seg>{ZH}</seg></tuv>'
    f'<tuv xml:lang="en"><seg>{EN}</seg></tuv></tu></tmx>'
)
PLECO = (
    '<plecoflash><cards><card><entry><headword charset="sc">银行</headword></entry></card></cards>'
    "</plecoflash>"
)
CODECS = ("gb2312", "GBK", "gb18030", "windows-1252")
"""The last is wrong: the bytes of the file are those of UTF-8."""


def declared(codec: str, body: str) -> bytes:
    written = "utf-8" if codec == "windows-1252" else codec
    return f'<?xml version="1.0" encoding="{codec}"?>\n{body}'.encode(written)


@pytest.mark.parametrize("codec", CODECS[:3])
def test_memories_books_and_flashcards(codec: str, tmp_path: Path) -> None:
    memory, novel, cards = (tmp_path / name for name in ("a.tmx", "a.epub", "a.xml"))
    memory.write_bytes(declared(codec, TMX))
    assert read_text(memory).zh == ZH
    page = declared(codec, f"<html><body><p>{ZH}</p><p>{EN}</p></body></html>")
    parts = book(page)
    package = parts["p.opf"].decode().replace("<manifest>", f"<title>{ZH}</title><manifest>")
    novel.write_bytes(zipped(parts | {"p.opf": declared(codec, package)}))
    assert ZH in read_text(novel).zh
    cards.write_bytes(declared(codec, PLECO))
    assert read_word_list(cards).words == ("银行",)


@pytest.mark.parametrize("codec", ["x-none", "utf-7", "rot13", "hex", "undefined", "big5"])
def test_what_is_declared_wrongly_is_read_or_told(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    body = f'<?xml version="1.0" encoding="{codec}"?>\n{TMX}'
    path.write_bytes(body.encode())
    assert read_text(path).zh == ZH
    path.write_bytes(body.encode()[:-9])
    with pytest.raises(InputError, match="is damaged"):
        read_text(path)
