"""Bytes become text: the encoding is recognised, and what cannot be read is refused with a reason.

The evidence in order: a byte order mark; the signature of a known file type; strict UTF-8; then
each encoding that fits without error is scored by how much its result looks like running Chinese,
and the best is taken if it is good enough. Half of the characters of any Chinese text are among its
few hundred commonest, and a wrong decoding yields rare characters, kana and private use instead. No
statistics library is needed for this (see ``PLAUSIBLE``).
"""

import codecs
import re
import unicodedata
from collections import Counter
from functools import cache

from generator.base.errors import InputError
from generator.base.records import Issue

SAMPLE = 100_000
"""Characters that are scored. More would not change the answer, only the time."""
PLAUSIBLE = 0.22
SURE = 0.5
"""Scores of ``plausibility``, tuned on cuts of news, a novel, Tatoeba pairs with their English and
the letter, simplified and traditional, in GB18030, Big5 and UTF-16 without mark. Cuts of 200
characters score 0.30 and up, of 1,000 0.40 and up; all with more than a few Han characters pass.
Western encodings stay at 0.20 or below; EUC-JP and EUC-KR score 0.2 to 0.5, so that they are looked
for wherever the score is below ``SURE``."""
MOSTLY_CONTROLS = 0.01
"""Share of control characters beyond which a file is not text."""

TOP = (
    "我的你了他不是一在这汤姆有们个吗她么要很会人来没到天里想上去什那好子说能为做看时得多下车道生给知点可以都开欢喜学家把过对事大起请就话作该吃间让打和语书本法意出电发工问地见自丽常现年玛明认些晚真成最经哪"
    "用还前今小样钱回候孩应从觉信行着告房被跟只帮您日比怎再昨果所它中太儿何机正听亲必早国快心相每诉后也高感英公手需已任题东无定别买西长走球于谁住父如名十三友几面完气老非错少次当花两火己女物周士美朋望须等关"
    "饭放新力读门水找游始更加件爱吧同写难乐但外母全男分总将试离期受之谢进待像音字理方照雨著情睡解午忙种记喝兴医场甚希许议月星动狗校师然路妈决服死带重餐结习条色张因头穿酒计助钟确笑近玩衣通直活白班笔教视站留"
    "這湯們個嗎麼會來沒裡說為時車給點開歡學過對請話該間讓語書電問見麗現瑪認經還發樣錢應從覺幫兒機聽親國訴後題東無別買長於誰幾氣錯當兩須關飯讀門愛寫難週樂總將試離謝進種記興醫場許議動師媽決帶結習條張頭計隻確"
    "鐘筆視泳"
)
"""The 300 commonest characters of the Chinese sentences of Tatoeba (CC-BY 2.0 FR, tatoeba.org),
simplified and traditional: 80 % of their running text, 50 % of a newspaper's."""
PUNCTUATION = "，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕—…–·‧•％０１２３４５６７８９\u3000"
PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü")
"""As GB 2312 has them."""

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
MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHINESE = ("gb18030", "cp950", "big5hkscs")
"""In order of preference where scores are equal; cp950 is Big5 as Windows writes it."""
FOREIGN = (
    ("shift_jis", "Japanese text in Shift-JIS", re.compile("[ぁ-ヺ]"), 0.3),
    ("euc_jp", "Japanese text in EUC-JP", re.compile("[ぁ-ヺ]"), 0.3),
    ("euc_kr", "Korean text in EUC-KR", re.compile("[가-힣]"), 0.8),
)
"""Codec, its name, its own letters, and the least share of these among what is not ASCII."""

BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
INVISIBLE = re.compile(
    "[\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
    "|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"  # the joiner stays inside emoji
)
# And noncharacters, which XML and HTML refuse
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
ASCII_TEXT = re.compile("[ -~\t\n\r\f]")
LOST = "\ufffd"
RADICALS = re.compile("[\u2e80-\u2fd5\ufb00-\ufb06]")
"""Signs for radicals and ligatures: PDFs that Chromium prints, and text copied from them, have them
for characters of the same shape."""
SUPPLEMENT = dict(
    zip(
        "⺟⺠⺫⺬⺮⺴⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民目示竹网虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals for which Unicode names no character."""

REMEDY = (
    "Save it as UTF-8 text: in Word, File > Save As > Plain Text (.txt) > Other encoding > Unicode"
    " (UTF-8); in Notepad, File > Save As > Encoding: UTF-8."
)


def decode(data: bytes, where: str) -> str:
    """Return the text of ``data``, lossless, without its byte order mark.

    Raises InputError, which names ``where``, for anything but UTF-8, UTF-16, UTF-32 with a mark,
    GB18030 and Big5.
    """
    found = None if signature(data) else encoding_of(data)
    if found is None:
        raise InputError(
            f"{where}: this looks like {looks_like(data)}, not like text in UTF-8, UTF-16, GB18030"
            f" or Big5. {REMEDY}"
        )
    codec, mark = found
    return data[mark:].decode(codec)


def tidy(text: str, where: str) -> tuple[str, tuple[Issue, ...]]:
    """Return ``text`` in NFC with ``\\n`` for every line break, without invisible and control
    characters, and what was removed.

    Raises InputError if so much of it is control characters that it cannot be text.
    """
    text = RADICALS.sub(
        lambda sign: SUPPLEMENT.get(sign[0]) or unicodedata.normalize("NFKC", sign[0]), text
    )
    text = (
        BREAKS.sub("\n", unicodedata.normalize("NFC", text))
        .replace("\u2029", "\n\n")
        .replace("\xa0", " ")
    )
    text, invisible = INVISIBLE.subn("", text)
    text, controls = CONTROL.subn("", text)
    before = len(text) + controls
    if controls > MOSTLY_CONTROLS * before:
        raise InputError(
            f"{where}: {controls} of its {before} characters are control characters; this is not a"
            f" text. {REMEDY}"
        )
    issues = []
    if controls:
        issues.append(
            Issue("control-characters", where, f"{controls} control characters were removed.")
        )
    if invisible:
        issues.append(
            Issue(
                "invisible-characters",
                where,
                f"{invisible} zero-width spaces and marks were removed.",
            )
        )
    if lost := text.count(LOST):
        issues.append(
            Issue(
                "lost-characters",
                where,
                f"{lost} characters were lost before Cika read the file: \ufffd stands for them.",
            )
        )
    return text, tuple(issues)


def signature(data: bytes) -> str:
    """Name the file type that the first bytes give away; empty if none."""
    return next((name for start, name in SIGNATURES if data.startswith(start)), "")


def encoding_of(data: bytes) -> tuple[str, int] | None:
    """Return the codec of ``data`` and the length of its byte order mark; None where nothing
    fits."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return (codec, len(mark)) if _decoded(data[len(mark) :], codec) is not None else None
    if b"\0" not in data[:SAMPLE] and _decoded(data, "utf-8") is not None:
        return "utf-8", 0
    wide = ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ()
    scored = [
        (plausibility(text), codec)
        for codec in (*wide, "utf-8", *CHINESE)
        if (text := _decoded(data, codec)) is not None
    ]
    score, codec = max(scored, key=lambda pair: pair[0], default=(-1.0, ""))
    if score < PLAUSIBLE or (score < SURE and _foreign(data)):
        return None
    return codec, 0


def plausibility(text: str) -> float:
    """Say from -1 to 1 how much that part of ``text`` which is not ASCII looks like Chinese; 1
    where all is ASCII.

    Vowels of pinyin with their tones count neither way: a list of words has more of them than of
    characters.
    """
    weights = _weights()
    seen = [
        (char, n)
        for char, n in Counter(text[:SAMPLE]).items()
        if not ASCII_TEXT.fullmatch(char) and char not in PINYIN
    ]
    weighed = [(weights.get(char, -1.0), n) for char, n in seen]
    return sum(weight * n for weight, n in weighed) / sum(n for _, n in weighed) if weighed else 1.0


def looks_like(data: bytes) -> str:
    """Say in words what bytes are that could not be decoded."""
    if named := signature(data) or _foreign(data):
        return named
    text = data.decode("utf-8", "replace")
    good = sum(not char.isascii() for char in text[:SAMPLE])
    if 0 < text[:SAMPLE].count(LOST) <= 0.1 * good:
        return (
            f"UTF-8 text with {text.count(LOST)} damaged characters, the first in line"
            f" {text[: text.index(LOST)].count(chr(10)) + 1}"
        )
    high = sum(byte >= 0x80 for byte in data[:SAMPLE])
    if not CONTROL.search(
        data[:SAMPLE].decode("latin-1").translate(dict.fromkeys(range(0x80, 0xA0)))
    ) and high < 0.3 * len(data[:SAMPLE]):
        return "Western European text (Windows-1252 or Latin-1)"
    return "binary data, or text in an encoding that Cika does not know"


def _foreign(data: bytes) -> str:
    """Name the Japanese or Korean encoding of ``data``; empty if it is in none."""
    for codec, name, letters, least in FOREIGN:
        text = (_decoded(data, codec) or "")[:SAMPLE]
        if len(letters.findall(text)) > least * sum(not char.isascii() for char in text):
            return name
    return ""


@cache
def _weights() -> dict[str, float]:
    """Weigh the characters that a Chinese text may hold; all others weigh -1.

    The codecs know which characters are common: those of level 1 of GB 2312 and of Big5, which
    their makers chose by frequency.
    """
    signs = _characters("gb2312", range(0xA1, 0xA4))
    common = _characters("gb2312", range(0xB0, 0xD8)) + _characters("big5", range(0xA4, 0xC7))
    return dict.fromkeys(signs + common, 0.2) | dict.fromkeys(PUNCTUATION + TOP, 1.0)


def _characters(codec: str, leads: range) -> str:
    return "".join(
        bytes((lead, trail)).decode(codec, "ignore")
        for lead in leads
        for trail in range(0x40, 0xFF)
    )


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
