"""Bytes become text: the encoding is recognised, and what cannot be read is refused with a reason.

The evidence in order: a byte order mark; the signature of a known file type; strict UTF-8; then
each encoding that fits without error is scored by how much its result looks like running Chinese,
and the best is taken if it is good enough. No statistics library is needed for this (see
``MIN_SCORE``).
"""

import codecs
import re

from generator.base.errors import InputError
from generator.texts.plausibility import SAMPLE, plausibility
from generator.texts.tidying import CONTROL, LOST, REMEDY

MIN_SCORE = 0.22
CERTAIN_SCORE = 0.5
"""Scores of ``plausibility``, tuned on cuts of news, a novel, Tatoeba pairs with their English and
the letter, simplified and traditional, in GB18030, Big5 and UTF-16 without mark. Cuts of 200
characters score 0.30 and up, of 1,000 0.40 and up; all with more than a few Han characters pass.
Western encodings stay at 0.20 or below; EUC-JP and EUC-KR score 0.2 to 0.5, so that they are looked
for wherever the score is below ``CERTAIN_SCORE``."""
MAX_DAMAGED_SHARE = 0.1
"""Damaged characters, by those that are not ASCII, up to which a text is damaged UTF-8."""
MAX_WESTERN_SHARE = 0.3
"""Share of bytes beyond ASCII in text of Western Europe."""
UPPER_HALF = bytes(range(0x80, 0x100))

SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive (Word .docx, Excel .xlsx and EPUB files are ZIP archives too)"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "a Rich Text file (.rtf)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a Windows program"),
)
BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UTF_16 = ("utf-16-le", "utf-16-be")
CHINESE = ("gb18030", "cp950", "big5hkscs")
"""In order of preference where scores are equal; cp950 is Big5 as Windows writes it."""
FOREIGN = (
    ("shift_jis", "Japanese text in Shift-JIS", re.compile("[ぁ-ヺ]"), 0.3),
    ("euc_jp", "Japanese text in EUC-JP", re.compile("[ぁ-ヺ]"), 0.3),
    ("euc_kr", "Korean text in EUC-KR", re.compile("[가-힣]"), 0.8),
)
"""Codec, its name, its own letters, and the least share of these among what is not ASCII."""


def decode(data: bytes, where: str) -> str:
    """Return the text of some bytes, lossless, without its byte order mark.

    Raises InputError, which names ``where``, for anything but UTF-8, UTF-16, UTF-32 with a mark,
    GB18030 and Big5.
    """
    found = None if signature(data) else encoding_of(data)
    if found is None:
        raise InputError(
            f"{where}: this looks like {looks_like(data)}, not like text in UTF-8, UTF-16, GB18030"
            f" or Big5. {REMEDY}"
        )
    codec, mark_length = found
    return data[mark_length:].decode(codec)


def signature(data: bytes) -> str:
    """Return the name of the file type that the first bytes give away; empty if none."""
    for start, name in SIGNATURES:
        if data.startswith(start):
            return name
    return ""


def encoding_of(data: bytes) -> tuple[str, int] | None:
    """Return the codec of some bytes and the length of their byte order mark; None where nothing
    fits."""
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            fits = _decoded(data[len(mark) :], codec) is not None
            return (codec, len(mark)) if fits else None
    if b"\0" not in data[:SAMPLE] and _decoded(data, "utf-8") is not None:
        return "utf-8", 0
    score, codec = _most_plausible(data)
    if score < MIN_SCORE or (score < CERTAIN_SCORE and _foreign(data)):
        return None
    return codec, 0


def _most_plausible(data: bytes) -> tuple[float, str]:
    """Return the best score of the encodings that fit, and the encoding; -1 without any."""
    codecs_to_try = ["utf-8", *CHINESE]
    if len(data) % 2 == 0:
        codecs_to_try = [*UTF_16, *codecs_to_try]
    best_score, best_codec = -1.0, ""
    for codec in codecs_to_try:
        text = _decoded(data, codec)
        score = -1.0 if text is None else plausibility(text)
        if score > best_score:
            best_score, best_codec = score, codec
    return best_score, best_codec


def looks_like(data: bytes) -> str:
    """Say in words what bytes are that could not be decoded."""
    named = signature(data) or _foreign(data)
    if named:
        return named
    text = data.decode("utf-8", "replace")
    not_ascii = sum(not character.isascii() for character in text[:SAMPLE])
    if 0 < text[:SAMPLE].count(LOST) <= MAX_DAMAGED_SHARE * not_ascii:
        line = text[: text.index(LOST)].count("\n") + 1
        return f"UTF-8 text with {text.count(LOST)} damaged characters, the first in line {line}"
    if _may_be_western(data[:SAMPLE]):
        return "Western European text (Windows-1252 or Latin-1)"
    return "binary data, or text in an encoding that Cika does not know"


def _may_be_western(data: bytes) -> bool:
    """Tell whether bytes are letters with few accents: no controls but those of the upper half,
    which Windows-1252 uses."""
    lower_half = data.translate(None, UPPER_HALF)
    if CONTROL.search(lower_half.decode("ascii")):
        return False
    return len(data) - len(lower_half) < MAX_WESTERN_SHARE * len(data)


def _foreign(data: bytes) -> str:
    """Return the name of the Japanese or Korean encoding of some bytes; empty if it is none."""
    for codec, name, letters, least_share in FOREIGN:
        text = (_decoded(data, codec) or "")[:SAMPLE]
        not_ascii = sum(not character.isascii() for character in text)
        if len(letters.findall(text)) > least_share * not_ascii:
            return name
    return ""


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
