"""Good files of every kind to begin with, and files that were made to do harm: of tests/cases, of
seeds/, of the oldest release, and some that are written here."""

from prelude import ROOT

import sys
from functools import cache
from pathlib import Path

TESTS = ROOT / "tests"
FORMATS = TESTS / "cases" / "formats"
GOLDEN = TESTS / "golden" / "river.apkg"
SET = ROOT / "seeds" / "first-steps"
ZH, EN = (
    "今天天气很好，我们去公园看花。",
    "The weather is fine today; we go to the park to see flowers.",
)
ARTICLE = f"Title: A Letter\nDate: 1953-12-19\n\n{EN}\n\n---\n\n{ZH}\n".encode()
TURNS = f"{ZH}\n{EN}\n他在银行工作。\nHe works at a bank.\n".encode() * 3
TABLE = f'id,zh,en\n1,"{ZH}","{EN}"\n2,他在银行。,"He is ""at"" a bank."\n'.encode()
MARKDOWN = (
    f"# Title\n\n{ZH}\n\n{EN}\n\n> 你好。\n\n| a | b |\n|---|---|\n| {ZH} | {EN} |\n".encode()
)
MAIL = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
MAIL += (
    b"Content-Type: text/html\n\n<html><body><p>" + f"{ZH}</p><p>{EN}</p>".encode() + b"\n--b--\n"
)
MEMORY = f'<tmx><tu><tuv xml:lang="zh"><seg>{ZH}</seg></tuv><tuv xml:lang="en"><seg>{EN}'
MEMORY += "</seg></tuv></tu></tmx>"
PLECO = '<plecoflash><cards><card><entry><headword charset="sc">银行</headword></entry></card>'
PLECO += "</cards></plecoflash>"
DECLARED = b'<?xml version="1.0" encoding="gb2312"?>\n'
LISTS = (
    "word,pinyin,gloss\n银行,yin2 hang2,bank\n公园,gong1 yuan2,park\n天气,tian1 qi4,weather\n",
    "银行\n公园 # x\n// c\n天气，我们\n",
    "#separator:tab\n#html:true\n#columns:Simplified\tPinyin\n银行\tx\n公园\ty\n",
    "// Category/Sub\n银行[銀行]\tyin2hang2\tbank\n公园[公園]\tgong1yuan2\tpark\n",
)
CORRECTIONS = (
    "word\treading\tgloss\tskip\n银行\tyin2 hang2\tbank\t\n天气|很\t\t\t\n看+花\t\tsee flowers\t\n"
    "我们\t\t\tx\n公园\tgōng yuán\there: the park\t\n"
)
WORDS = (("word", "gloss"), ("银行", "bank"), ("公园", "park"), ("天气", "weather"))
PAIRS = f"check\tconfidence\tzh\ten\n\t1.00\t{ZH}\t{EN}\n?\t0.31\t你好。\t\n"
SETTINGS = (
    'tones = "pleco"\ncards = ["production"]\nknown = ["my.txt"]\nhsk = 2\nmax-words = 10\n'
    'coverage = "95%"\naudio = "none"\n[preview]\nsize = "large"\n[handout]\nversions = 2\n'
)
MAX_SAMPLE = 60_000
"""Bytes of a file to begin with."""
sys.path.append(str(TESTS / "texts"))


def files(*names: str) -> tuple[bytes, ...]:
    """Read files of other programs."""
    return tuple((FORMATS / name).read_bytes() for name in names)


def seed_file(name: str) -> bytes:
    """Read a file of the class set that comes with Cika."""
    return (SET / name).read_bytes()


def seed_texts() -> tuple[bytes, ...]:
    """Read the texts of the class set that comes with Cika."""
    return tuple(path.read_bytes() for path in sorted(SET.glob("*.txt")))


@cache
def _cases_by_suffix() -> dict[str, list[bytes]]:
    """Return the files that were made to do harm, by suffix; not those that are too long to be
    changed a thousand times."""
    from hostile import CASES

    found: dict[str, list[bytes]] = {}
    for case in CASES.values():
        data = case.data()
        if len(data) <= MAX_SAMPLE:
            found.setdefault(Path(case.name).suffix, []).append(data)
    return found


def hostile(suffix: str) -> list[bytes]:
    """Return the files of tests/texts/hostile.py with this ending."""
    return _cases_by_suffix().get(suffix, [])


def workbook_of_words() -> bytes:
    """Make a workbook with a column of words."""
    from hostile_makers import SHEET, workbook, zipped

    rows = "".join(f"<row>{_cell(word)}{_cell(gloss)}</row>" for word, gloss in WORDS)
    return zipped(workbook(SHEET % rows.encode()))


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
