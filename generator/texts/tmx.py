"""TMX 1.4, the exchange format of translation memories: aligned texts of other programs, read and
written.

Read: every unit (``tu``) with a Chinese or an English segment, in order; inline markup is dropped
(``hi`` keeps its words). The alignment of the file is kept. Parsed by the standard library's expat;
a file that defines entities of its own is refused.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import InputError
from generator.base.records import AlignedRow, BilingualText, Metadata
from generator.texts.file_names import name_of
from generator.texts.languages import script_of
from generator.texts.xml import parse_xml

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
HIDDEN = {"bpt", "ept", "ph", "it", "ut"}
"""Elements of a segment that hold codes of the original format, not words."""


def read_tmx(data: bytes, path: Path) -> BilingualText:
    """Read a TMX file into a text whose alignment is given: one line a segment.

    Raises InputError if it is damaged, defines entities, or holds no Chinese.
    """
    root = parse_xml(data, str(path), "Export it again as TMX.")
    rows = []
    for number, unit in enumerate(root.iter("tu"), 1):
        zh, en = _segment(unit, ("zh", "cmn")), _segment(unit, ("en",))
        if zh or en:
            rows.append(AlignedRow(number, zh=(zh,) if zh else (), en=(en,) if en else ()))
    zh_text = "\n".join(row.zh[0] for row in rows if row.zh)
    en_text = "\n".join(row.en[0] for row in rows if row.en)
    if not zh_text:
        raise InputError(
            f"{path}: holds no segment in Chinese (xml:lang zh); expected translation units with zh"
            " and en."
        )
    return BilingualText(
        name=name_of(path),
        zh=zh_text,
        en=en_text,
        meta=Metadata(),
        script=script_of(zh_text),
        rows=tuple(rows),
    )


def render_tmx(rows: Iterable[AlignedRow], script: str, version: str) -> bytes:
    """Write an alignment as TMX, by ``version`` of Cika.

    Sentences of one side are joined, and a unit without counterpart has one language.
    """
    chinese = "zh-Hant" if script == "traditional" else "zh-Hans"
    root = ET.Element("tmx", version="1.4")
    header = {
        "creationtool": "Cika",
        "creationtoolversion": version,
        "segtype": "sentence",
        "o-tmf": "Cika",
        "adminlang": "en",
        "srclang": chinese,
        "datatype": "plaintext",
    }
    ET.SubElement(root, "header", header)
    body = ET.SubElement(root, "body")
    for row in rows:
        unit = ET.SubElement(body, "tu")
        if row.zh:
            _add_variant(unit, chinese, "".join(row.zh))
        if row.en:
            _add_variant(unit, "en", " ".join(row.en))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_variant(unit: ET.Element, language: str, text: str) -> None:
    """Add what a unit says in one language."""
    variant = ET.SubElement(unit, "tuv", {"xml:lang": language})
    ET.SubElement(variant, "seg").text = text


def _segment(unit: ET.Element, languages: tuple[str, ...]) -> str:
    """Return what a unit says in the first variant of one of some languages; empty without one."""
    for variant in unit.findall("tuv"):
        language = (variant.get(LANGUAGE) or variant.get("lang") or "").lower()
        segment = variant.find("seg")
        if segment is not None and re.split("[-_]", language)[0] in languages:
            return " ".join(_words(segment).split())
    return ""


def _words(segment: ET.Element) -> str:
    """Return the words of a segment. Not recursive: a damaged file may be deeper than Python can
    call."""
    found: list[str] = []
    waiting: list[ET.Element | str] = [segment]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
            continue
        if one is not segment:
            waiting.append(one.tail or "")
        if one.tag not in HIDDEN:
            waiting += [*reversed(one), one.text or ""]
    return "".join(found)
