"""Files changed at random, so that they are nearly what they were: by bytes, by lines and cells, by
tags, by the parts of an archive, by the objects of a PDF. The same random numbers give the same
file."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

MAX_SIZE = 400_000
"""Bytes of a file that was changed; a longer one is cut."""
MAX_PARTS, MAX_UNPACKED = 200, 5_000_000
"""Files, and bytes of all files, of an archive that is changed inside."""
STRANGE = (
    *"\0\f\v\r\t|+\"'`\\。，；％々〻〇٣²½①㍿㋿﷽　",
    *"\u2028\u2029\x85\xad\ufeff\u200b\u200d\ufffd\ufffe\ue000\u3164\u202e\u2066\U000f0000",
    *("\r\n", "\n\n", "<b>", "{{c1::x}}", "[sound:a.mp3]", "&#0;", "&#xD800;", "&amp;", "]]>"),
    *("-->", "<!--", "⏎", "=1+1", "@x", "-1", "nan", "1e999", "9" * 400, "---", "***", "# ", "../"),
    *("Title: ", "标题：", "A: ", "1. ", "第一章", "http://a.b/c", "\x1b[31m", "zh", "en", "中文"),
    *("null", "true", "[]", "{}", "/etc/passwd", "C:\\x", "con", "..", "<x>", "?xml", "安녕"),
    *("x" * 3_000, "的" * 3_000, "。" * 2_000, "，" * 500, "“" * 50, "（" * 300, "1" * 500),
    *("一" * 500, "yī " * 200, "ü", "yin2 hang2", "e\u0301", "\u0301" * 40, "👩‍👩‍👧"),
    *(
        "⿰氵青",
        "\uf900",
        "\U0002f800",
        "ＡＢＣ１２３",
        "ｶﾞ",
        "𠮷𪚥𰻝\U0003134a",
        "儿" * 100,
        "了" * 100,
    ),
    *("不" * 80, "零" * 300, "万亿" * 60, "分之" * 60, "点" * 60, "年月日" * 40, " " * 5_000),
    *("\n" * 2_000, "<a " * 2_000, "\\N" * 500, "00:00:01,000 --> 00:00:02,000"),
)
"""What stands in the files of other people, and in those of people who mean harm."""
STRANGE_BYTES = [*(one.encode() for one in STRANGE), b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80"]
CODECS = ("utf-8-sig", "utf-16", "gb18030", "big5", "utf-16-le")
TAG = re.compile(rb"<[^<>]*>")
VALUE = re.compile(rb'"[^"]*"')
PDF_NAME, PDF_NUMBER = re.compile(rb"/[A-Za-z]+"), re.compile(rb"\d+")
PDF_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
PDF_NUMBERS = (b"0", b"-1", b"99999999999", b"2 0 R", b"null", b"[1 0 R]", b"<</A 1>>", b"3.5")
XML_VALUES: tuple[bytes, ...] = (
    *STRANGE_BYTES,
    b"",
    b"-1",
    b"99999999999",
    b"../../x",
    b"rId1",
    b"a:b",
)
PART_NAMES = ("a.xml", "../a", "word/x.xml", "\u202e.txt", "x" * 300)
Mutation = Callable[[Random, bytes], bytes]


def chance(random: Random, percent: int) -> bool:
    """Tell whether something is to happen that happens so often."""
    return random.randrange(100) < percent


def some(random: Random) -> int:
    """Return how often to change something: mostly once."""
    return random.choice((1, 1, 1, 2, 3, 5, 9))


def changed_bytes(random: Random, data: bytes) -> bytes:
    """Change bits and bytes, take some away, repeat some, put strange ones in."""
    for _ in range(some(random)):
        start = random.randrange(len(data) + 1)
        end = start + int(random.expovariate(1 / 30)) + 1
        before, piece, after = data[:start], data[start:end], data[end:]
        strange = random.choice(STRANGE_BYTES)
        piece = random.choice(
            (
                b"",
                strange,
                strange + piece,
                piece * random.choice((2, 3, 50)),
                random.randbytes(len(piece)),
                _other_digits(random, piece),
            )
        )
        data = (before + piece + after)[:MAX_SIZE]
    return data


def _other_digits(random: Random, piece: bytes) -> bytes:
    return re.sub(rb"\d", lambda _: random.choice((b"0", b"9", b"-", b".")), piece)


def changed_text(random: Random, data: bytes) -> bytes:
    """Change lines and cells of a text, and sometimes its encoding or its bytes."""
    lines = data.decode("utf-8-sig", "replace").split("\n")
    for _ in range(some(random)):
        number = random.randrange(len(lines))
        lines[number : number + 1] = _changed_line(random, lines, number)
        lines = lines or [""]
    text = "\n".join(lines)[:MAX_SIZE]
    codec = random.choice(CODECS) if chance(random, 20) else "utf-8"
    made = text.encode(codec, "replace")
    return changed_bytes(random, made) if chance(random, 30) else made


def _changed_line(random: Random, lines: list[str], number: int) -> list[str]:
    """Return what stands in place of a line."""
    line, other = lines[number], random.choice(lines)
    cells, strange = line.split("\t"), random.choice(STRANGE)
    at = random.randrange(len(line) + 1)
    cell = random.randrange(len(cells))
    return random.choice(
        (
            [],
            [""],
            [other],
            [line, other],
            [strange + line],
            [line + strange],
            [line[:at] + strange + line[at:]],
            [line[:at], line[at:]],
            ["\t".join([*cells[:cell], strange, *cells[cell + 1 :]])],
            ["\t".join([*cells[:cell], *cells[cell + 1 :]])],
            lines[number : number + 3] * random.choice((2, 10, 100)),
        )
    )


def changed_xml(random: Random, data: bytes) -> bytes:
    """Change tags, what stands between them, and the values of attributes."""
    for _ in range(some(random)):
        tags = list(TAG.finditer(data))
        if not tags:
            return changed_bytes(random, data)
        one, other = random.choice(tags), random.choice(tags)
        start, end = sorted((one.start(), other.start()))
        before, piece, after = data[:start], data[start:end], data[end:]
        data = random.choice(
            (
                before + after,
                before + piece * random.choice((2, 5, 40)) + after,
                data[: one.start()] + data[one.end() :],
                data[: one.start()] + other[0] + data[one.start() :],
                data[: one.end()] + random.choice(STRANGE_BYTES) + data[one.end() :],
                data[: one.start()] + b"<x>" * random.choice((1, 300, 5_000)) + data[one.start() :],
                _other_value(random, data),
                _other_value(random, data),
                changed_bytes(random, data),
            )
        )[:MAX_SIZE]
    return data


def _other_value(random: Random, data: bytes) -> bytes:
    values = list(VALUE.finditer(data))
    if not values:
        return data
    old = random.choice(values)
    new = random.choice(XML_VALUES).replace(b'"', b"")
    return data[: old.start() + 1] + new + data[old.end() - 1 :]


def changed_markup(random: Random, data: bytes) -> bytes:
    """Change a page or another text with tags, by its tags or its lines."""
    return random.choice((changed_xml, changed_xml, changed_text))(random, data)


def changed_pdf(random: Random, data: bytes) -> bytes:
    """Change names, numbers and objects of a PDF."""
    for _ in range(some(random)):
        pattern = random.choice((PDF_NAME, PDF_NUMBER, PDF_OBJECT))
        found = list(pattern.finditer(data))
        if not found or chance(random, 25):
            data = changed_bytes(random, data)
            continue
        old = random.choice(found)
        new: bytes = random.choice(found)[0]
        if pattern is PDF_NUMBER:
            new = random.choice(PDF_NUMBERS)
        data = (data[: old.start()] + new + data[old.end() :])[:MAX_SIZE]
    return data


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive; none for one that is damaged or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if len(members) > MAX_PARTS or size > MAX_UNPACKED:
                return {}
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, RuntimeError, LookupError, ValueError):
        return {}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of some files, without the time of its making."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def changed_archive(random: Random, data: bytes) -> bytes:
    """Change files of an archive, or the archive itself."""
    parts = {} if chance(random, 12) else unzipped(data)
    if not parts:
        return changed_bytes(random, data)
    for _ in range(some(random)):
        _change_part(random, parts)
    return zipped(parts)


def _change_part(random: Random, parts: dict[str, bytes]) -> None:
    """Change one file of an archive: what is in it, its name, or that it is there."""
    if not parts:
        return
    name = random.choice(list(parts))
    content = parts.pop(name)
    if chance(random, 75):
        is_xml = content.lstrip()[:1] == b"<"
        parts[name] = (changed_xml if is_xml else changed_text)(random, content)
    elif chance(random, 40):
        parts[name] = random.choice((b"", *parts.values()))
    elif chance(random, 70):
        parts[random.choice(PART_NAMES)] = content
