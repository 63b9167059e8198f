"""Lines become paragraphs: what a line break in a file means, decided once.

The result has ``\\n`` between lines that no sentence crosses and ``\\n\\n`` between paragraphs. A
paragraph ends

- at a blank line, or at a rule (``* * *`` between scenes);
- before an indented line: any indentation in Chinese, in English more than the least of the side;
- at every line, where a side has nothing of these, as web pages copied from a browser have it.

Indentation is then dropped, spaces inside a line are kept. Other line breaks stand (titles, verse,
signatures, lists), unless the side was hard-wrapped: there a break was made because no more would
fit on the line, and it is undone.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

RULE = re.compile(r"<hr\s*/?>|([-*_=~—–─━═＝－＊])(?:[ \t]*\1){2,}", re.IGNORECASE)
MAX_RULE_LENGTH = 400
HEADING = re.compile(r"#{1,6}(?!#)[ \t\u3000]*(?=\S)")
SENTENCE_END = re.compile(r"[.!?。！？…：:][\"'”’」』）)]*$")
MAX_SENTENCE_END = 8
"""Characters at the end of a line in which its full stop is looked for."""

MIN_FULL_SHARE = 0.8
"""Share of the inner lines that must be full before a side counts as hard-wrapped; titles and
signatures are the rest."""
MIN_FULL_LINES = 3
"""Full lines that it takes to tell: two title lines of like length are no evidence."""
MIN_BROKEN_SHARE = 0.5
"""Share of the full lines that must stop in the middle of a sentence: verse and lists stop at its
end."""
WIDTH_QUANTILE = 0.95
"""Of the widths of the inner lines, the measure: a long address in the text is not."""
WIDTHS = range(24, 161)
"""Columns that anybody wraps at, a Chinese character being two. Couplets of seven characters take
16, or 32 in one line."""
SLACK = 4
"""Columns that a full Chinese line may lack, since marks such as ， may not begin a line."""

WIDE = r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef"
CHINESE_BREAK = re.compile(
    rf"(?<=[{WIDE}])[ \t]*\n\s*(?=[{WIDE}“”‘’…—])|(?<=[“”‘’…—])[ \t]*\n\s*(?=[{WIDE}])"
)
"""A line break between two Chinese characters, which is no space; between quotation marks and
dashes, which English has, too, it is one."""
BREAK_AFTER_MARK = re.compile(r"(?<=[，。、；：！？」』）》])[ \t]*\n\s*")

MAX_SENTENCE_ZH, MAX_SENTENCE_EN = 600, 4000
"""Characters of a sentence. Longer ones are transcripts and data without full stops: nobody studies
them on a card, and the cards of a text would grow with the square of its length."""
STRETCH = re.compile(r"[^。！？!?…；;.\n]+[。！？!?…；;.\n]*|[。！？!?…；;.\n]+")
PAUSES = "，,、：:— \u3000"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a side, with its place."""

    text: str
    """Without indentation and trailing spaces."""
    width: int
    """Columns that the line takes, indentation included."""
    begins_paragraph: bool


def paragraphs(lines: Sequence[str], *, chinese: bool) -> str:
    """Return the body that lines make up, in the form of ``BilingualText.zh``."""
    text_lines = _text_lines(lines, chinese=chinese)
    if not text_lines:
        return ""
    wrap = _wrap_width(text_lines, chinese=chinese)
    has_breaks = any(line.begins_paragraph for line in text_lines[1:])
    found = [text_lines[0].text]
    for before, line in pairwise(text_lines):
        if line.begins_paragraph or (not wrap and not has_breaks):
            found.append("\n\n")
        elif wrap and _is_full(before, line, wrap, chinese=chinese):
            found.append(_joint(before, line, chinese=chinese))
        else:
            found.append("\n")
        found.append(line.text)
    return "".join(found)


def break_long(body: str, *, chinese: bool) -> tuple[str, int]:
    """Break stretches that no sentence can be, and return how many there were, too.

    A stretch is broken after the last comma or space that fits, else anywhere.
    """
    limit = MAX_SENTENCE_ZH if chinese else MAX_SENTENCE_EN
    if len(body) <= limit:
        return body, 0
    stretches = STRETCH.findall(body)
    broken = "".join(_broken(stretch, limit) for stretch in stretches)
    return broken, sum(len(stretch) > limit for stretch in stretches)


def _broken(stretch: str, limit: int) -> str:
    lines = []
    while len(stretch) > limit:
        pause = max(stretch.rfind(mark, limit // 2, limit) for mark in PAUSES)
        end = pause + 1 or limit
        lines.append(stretch[:end].rstrip())
        stretch = stretch[end:]
    lines.append(stretch)
    return "\n".join(lines)


def unbroken(text: str) -> str:
    """Return lines in one, with a space between them, but for Chinese that a mark ends."""
    return " ".join(BREAK_AFTER_MARK.sub("", text).split())


def is_rule(line: str) -> bool:
    """Tell whether a line is nothing but a rule."""
    return len(line) < MAX_RULE_LENGTH and RULE.fullmatch(line.strip()) is not None


def columns(text: str) -> int:
    """Return the columns that a text takes among Chinese, where dashes and curly quotes (class A)
    are wide too."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return len(text) + wide


def _text_lines(lines: Sequence[str], *, chinese: bool) -> list[TextLine]:
    """Strip the lines, drop blank ones and rules, and note where paragraphs begin."""
    margin = 0
    if not chinese:
        margin = min((_indent(line) for line in lines if line.strip()), default=0)
    found: list[TextLine] = []
    after_break = True
    for line in lines:
        text = line.strip()
        if not text or is_rule(line):
            after_break = True
            continue
        heading = HEADING.match(text)
        indent = _indent(line)
        found.append(
            TextLine(
                text=text[heading.end() :] if heading else text,
                width=indent + (columns(text) if chinese else len(text)),
                begins_paragraph=after_break or indent > margin or heading is not None,
            )
        )
        after_break = heading is not None
    return found


def _indent(line: str) -> int:
    """Return the columns of a line's indentation."""
    return columns(line[: len(line) - len(line.lstrip())].expandtabs(4))


def _wrap_width(lines: Sequence[TextLine], *, chinese: bool) -> int:
    """Return the width that the side was wrapped at, in columns; 0 if it was not."""
    inner = [(line, after) for line, after in pairwise(lines) if not after.begins_paragraph]
    if len(inner) < MIN_FULL_LINES:
        return 0
    widths = sorted(line.width for line, _ in inner)
    wrap = widths[int(WIDTH_QUANTILE * (len(widths) - 1))]
    full = [line for line, after in inner if _is_full(line, after, wrap, chinese=chinese)]
    if wrap not in WIDTHS or len(full) < max(MIN_FULL_LINES, MIN_FULL_SHARE * len(inner)):
        return 0
    broken = sum(_stops_inside_sentence(line) for line in full)
    return wrap if broken >= MIN_BROKEN_SHARE * len(full) else 0


def _stops_inside_sentence(line: TextLine) -> bool:
    return SENTENCE_END.search(line.text[-MAX_SENTENCE_END:]) is None


def _is_full(line: TextLine, after: TextLine, wrap: int, *, chinese: bool) -> bool:
    """Tell whether what follows would not have fitted on the line (first word in English, first
    characters in Chinese)."""
    if chinese:
        return line.width >= wrap - SLACK
    word = re.match(r"\S{0,200}", after.text)
    return line.width + 1 + (word.end() if word else 0) > wrap


def _joint(before: TextLine, line: TextLine, *, chinese: bool) -> str:
    """Return what stands between two lines that were one: nothing or a space."""
    if chinese and not (before.text[-1] + line.text[0]).isascii():
        return ""
    is_hyphenated = before.text.endswith("-") and before.text[-2:-1].isalpha()
    return "" if is_hyphenated else " "
