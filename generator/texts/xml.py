"""XML of a file that a person gives, parsed with care: TMX, books, exports of other programs.

Entities of its own are refused. A declaration may name any encoding, as Chinese programs write
GB2312: what the parser cannot read by itself is decoded by what the bytes say.
"""

import xml.etree.ElementTree as ET

from generator.base.errors import InputError
from generator.texts.archive import refuse_entities
from generator.texts.encodings import decode


def parse_xml(data: bytes, where: str, remedy: str) -> ET.Element:
    """Return the root element. Raises InputError, which ends in ``remedy``, if it is damaged, and
    if it defines entities."""
    refuse_entities(data, where)
    data = data.strip()
    try:
        return _parsed(data, where)
    except ET.ParseError as error:
        line, column = error.position
        raise InputError(f"{where}: is damaged (line {line}, column {column}). {remedy}") from None


def _parsed(data: bytes, where: str) -> ET.Element:
    try:
        return ET.fromstring(data)
    except (ValueError, LookupError):  # an encoding that expat does not know
        return ET.fromstring(decode(data, where))
