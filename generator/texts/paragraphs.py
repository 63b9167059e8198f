"""Lines become paragraphs: what a line break in a file means, decided once.

The result has ``\\n`` between lines that no sentence crosses and ``\\n\\n`` between paragraphs. A
paragraph ends

- at a blank line, or at a rule (``* * *`` between scenes);
- before an indented line: any indentation in Chinese, in English more than the least of the side;
- at every line, where a side has none of these signs, as web pages copied from a browser have it.

Indentation is then dropped, spaces inside a line are kept. Other line breaks stand (titles, verse,
signatures, lists), unless the side was hard-wrapped: there a break was made because no more would
fit on the line, and it is undone.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

RULE = re.compile(r"<hr\s*/?>|([-*_=~—–─━═＝－＊])(?:[ \t]*\1){2,}", re.IGNORECASE)
HEADING = re.compile(r"#{1,6}(?!#)[ \t\u3000]*(?=\S)")
SENTENCE_END = re.compile(r"[.!?。！？…：:][\"'”’」』）)]*$")

FULL = 0.8
"""Share of the inner lines that must be full before a side counts as hard-wrapped; titles and
signatures are the rest."""
FEWEST = 3
"""Full lines that it takes to tell: two title lines of like length are no evidence."""
BROKEN = 0.5
"""Share of the full lines that must stop in the middle of a sentence: verse and lists stop at its
end."""
WIDTHS = range(24, 161)
"""Columns that anybody wraps at, a Chinese character being two. Couplets of seven characters take
16, or 32 in one line."""
SLACK = 4
"""Columns that a full Chinese line may lack, since signs such as ， may not begin a line."""

LONGEST_ZH, LONGEST_EN = 600, 4000
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
    opens: bool
    """Whether a paragraph begins here."""


def paragraphs(lines: list[str], chinese: bool) -> str:
    """Return the body that ``lines`` make up, in the form of ``BilingualText.zh``."""
    placed = _place(lines, chinese)
    wrap = _wrap_width(placed, chinese)
    each = wrap == 0 and not any(line.opens for line in placed[1:])
    parts = [line.text for line in placed[:1]]
    for before, line in pairwise(placed):
        parts += ["\n\n" if each or line.opens else _joint(before, line, wrap, chinese), line.text]
    return "".join(parts)


def break_long(body: str, chinese: bool) -> tuple[str, int]:
    """Break stretches that no sentence can be: after the last comma or space that fits, else
    anywhere. Return how many, too."""
    longest = LONGEST_ZH if chinese else LONGEST_EN
    if len(body) <= longest:
        return body, 0
    stretches = STRETCH.findall(body)
    return "".join(_broken(s, longest) for s in stretches), sum(len(s) > longest for s in stretches)


def _broken(stretch: str, longest: int) -> str:
    parts = []
    while len(stretch) > longest:
        pause = max(stretch.rfind(sign, longest // 2, longest) for sign in PAUSES) + 1
        parts.append(stretch[: pause or longest].rstrip())
        stretch = stretch[pause or longest :]
    return "\n".join([*parts, stretch])


def is_rule(line: str) -> bool:
    """Tell whether a line is nothing but a rule."""
    return len(line) < 400 and RULE.fullmatch(line.strip()) is not None


def columns(text: str) -> int:
    """Return the columns that ``text`` takes among Chinese, where dashes and curly quotes (class A)
    are wide too."""
    return (
        len(text)
        if text.isascii()
        else sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    )


def _place(lines: list[str], chinese: bool) -> list[TextLine]:
    """Strip the lines, drop blank ones and rules, and note where paragraphs begin."""
    indents = [_indent(line) for line in lines if line.strip()]
    margin = 0 if chinese else min(indents, default=0)
    placed: list[TextLine] = []
    gap = True
    for line in lines:
        text = line.strip()
        if not text or is_rule(line):
            gap = True
            continue
        heading = HEADING.match(text)
        indent = _indent(line)
        width = indent + (columns(text) if chinese else len(text))
        placed.append(
            TextLine(
                text[heading.end() :] if heading else text,
                width,
                gap or indent > margin or heading is not None,
            )
        )
        gap = heading is not None
    return placed


def _indent(line: str) -> int:
    return columns(line[: len(line) - len(line.lstrip())].expandtabs(4))


def _wrap_width(placed: list[TextLine], chinese: bool) -> int:
    """Return the width that the side was wrapped at; 0 if it was not."""
    inner = [(line, after) for line, after in pairwise(placed) if not after.opens]
    if len(inner) < FEWEST:
        return 0
    widths = sorted(line.width for line, _ in inner)
    # A long address in the middle of the text is not the measure
    wrap = widths[int(0.95 * (len(widths) - 1))]
    full = [line for line, after in inner if _is_full(line, after, wrap, chinese)]
    broken = sum(SENTENCE_END.search(line.text[-8:]) is None for line in full)
    wrapped = (
        wrap in WIDTHS
        and len(full) >= max(FEWEST, FULL * len(inner))
        and broken >= BROKEN * len(full)
    )
    return wrap if wrapped else 0


def _is_full(line: TextLine, after: TextLine, wrap: int, chinese: bool) -> bool:
    """Tell whether what follows would not have fitted on the line (first word in English, first
    characters in Chinese)."""
    if chinese:
        return line.width >= wrap - SLACK
    word = re.match(r"\S{0,200}", after.text)
    return line.width + 1 + (word.end() if word else 0) > wrap


def _joint(before: TextLine, line: TextLine, wrap: int, chinese: bool) -> str:
    """Say what stands between two lines of a paragraph."""
    if not wrap or not _is_full(before, line, wrap, chinese):
        return "\n"
    touching = chinese and not (before.text[-1] + line.text[0]).isascii()
    hyphenated = before.text.endswith("-") and before.text[-2:-1].isalpha()
    return "" if touching or hyphenated else " "
