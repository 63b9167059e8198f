"""Sentences of a Chinese or an English text, by rule.

A line break always ends a sentence, and every line that is not blank is a paragraph of its own: one
side of a text often separates its paragraphs by a blank line and the other by a mere line break, so
that only lines can be compared (``Sentence.paragraph``).

Both splitters look at every place where a sentence may end and ask whether what follows goes on
with it. Figures are in docs/alignment.md.
"""

import re
from collections.abc import Callable, Iterator

from generator.base.han import IDEOGRAPHS
from generator.base.records import Sentence

_SPEECH_ZH = "说道问喊叫答嚷骂叹吼笑哭讲念唱應应說問喊答罵嘆講"
_SPEECH_EN = (
    "said says say asked asks cried replied answered shouted exclaimed whispered muttered murmured"
    " called added continued thought wondered demanded screamed yelled gasped sighed snapped"
    " inquired enquired repeated protested"
).split()

_STOP_ZH = re.compile(
    rf"(?:[。｡！？!?]|…|\.{{3,}}|(?<=[{IDEOGRAPHS}])\.(?![\w.]))+"
    r"(?:[ \u3000]?[”’」』）)》〉】〕\]]+)?"
)
"""What may end a Chinese sentence; a half-width full stop only behind an ideograph."""
_SHELTER_ZH = re.compile(r"《[^《》]{1,60}》|〈[^〈〉]{1,60}〉|（[^（）]{1,60}）|\([^()]{1,60}\)")
"""Titles and brackets, inside which no sentence ends."""
_TAG_ZH = re.compile(rf"[^，。！？!?；：…“「『\s]{{0,5}}[{_SPEECH_ZH}][。，]")
"""The words that say who spoke: 他问。"""
_ONWARD_ZH = "，、；：,;:—－-～…”’」』）)》"
_OPENING = "“‘「『\"'"

_STOP_EN = re.compile(r"(?:[!?…]|\.(?:[ \u00a0](?=\.))?)+[”’\"')\]}]*")
_OPENERS_EN = "“‘\"'([{—–- \u00a0"
_TAG_EN = re.compile(
    rf"(?!(?:He|She|They|We)\b)(?:[A-Z][\w'’-]*\s+){{1,3}}(?:{'|'.join(_SPEECH_EN)})\b"
)
_BEFORE_NAME = frozenset(
    "mr mrs ms messrs dr prof st gen col maj capt cpt lt sgt cpl adm cmdr rev hon gov sen rep pres"
    " sec supt mt ft fr sr jr vs viz cf eg ie al ca approx".split()
)
_BEFORE_NUMBER = frozenset(
    "no nos vol vols fig figs p pp ch chap art sec para op jan feb mar apr jun jul aug sep sept oct"
    " nov dec".split()
)
_OFTEN_LAST = frozenset("etc inc ltd co corp bros dept univ ave blvd rd est".split())
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my your in on at"
    " by for from with to as if when while after before since although though because but and or so"
    " yet however then there here what why how who where not no now all some many most each every"
    " both one two another such according during under despite meanwhile".split()
)
_SHORT = re.compile(r"(?:\w{1,3}\.)*\w{1,4}")
"""An abbreviation by its looks: U.S, etc."""
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxlIVXL]{1,5}|[A-Za-z])")


def split_chinese(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a Chinese text, in order; together they hold every character that is
    not white space.

    A sentence ends with 。！？ and their half-width forms, with the closing quotes and brackets
    that follow. It does not end inside a book title or a short bracket, before a comma, at an
    ellipsis in the middle of a line, nor between a quotation and the words that say who spoke
    (``“走吗？”他问。``). A semicolon or colon is no end.
    """
    return _split(text, _ends_chinese)


def split_english(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of an English text, in order; together they hold every character that is
    not white space.

    A full stop, question or exclamation mark or ellipsis ends a sentence where a space and
    something other than a small letter follow; not after titles and other abbreviations, initials,
    list numbers, nor between a quotation and ``Wang asked``.
    """
    return _split(text, _ends_english)


def _split(text: str, ends: Callable[[str], Iterator[int]]) -> tuple[Sentence, ...]:
    """Cut each line of a text where ``ends`` says that a sentence ends."""
    found: list[Sentence] = []
    paragraph = line_start = 0
    for line in text.split("\n"):
        start, before = 0, len(found)
        for end in (*ends(line), len(line)):
            raw = line[start:end].rstrip()
            body = raw.lstrip()
            if body:
                indent = len(raw) - len(body)
                first = line_start + start + indent
                found.append(Sentence(first, first + len(body), body, paragraph))
            start = end
        paragraph += len(found) > before
        line_start += len(line) + 1
    return tuple(found)


def _ends_chinese(line: str) -> Iterator[int]:
    shelters = [match.span() for match in _SHELTER_ZH.finditer(line)]
    start = 0
    for match in _STOP_ZH.finditer(line):
        end = match.end()
        if line.startswith('"', end):
            end += line.count('"', 0, end) % 2  # one that was opened
        if end <= start or _is_sheltered(line, shelters, start, (match.start(), end)):
            continue
        before, rest = line[start : match.start()], line[end:].lstrip()
        quoted = line[end - 1] in '”’」』"'
        if not _goes_on_chinese(before, match[0], rest, quoted=quoted):
            start = end
            yield end


def _is_sheltered(
    line: str, shelters: list[tuple[int, int]], start: int, stop: tuple[int, int]
) -> bool:
    """Tell whether a stop lies in a title or bracket that the sentence goes on after; a bracket
    that is the sentence does not count."""
    for opened, closed in shelters:
        if opened < stop[0] < closed:
            is_bracket = line[opened] in "（(" and not line[start:opened].strip()
            if not (is_bracket and stop[1] >= closed):
                return True
    return False


def _goes_on_chinese(before: str, stop: str, rest: str, *, quoted: bool) -> bool:
    """Tell whether a sentence goes on with ``rest`` after a stop; ``quoted``: a quotation ends
    there."""
    if not rest or rest[0] in _ONWARD_ZH:
        return True
    if quoted:
        return stop[0] not in "。｡" and _TAG_ZH.match(rest) is not None
    if not set(stop).isdisjoint("。｡！？!?."):
        return False
    # An ellipsis in speech is a stammer; in the narration it ends a sentence, unless it follows a
    # mere word or two.
    opened = max(before.rfind(mark) for mark in "“「『")
    closed = max(before.rfind(mark) for mark in "”」』")
    last_clause = re.split(r"[，、；：。！？”」』\s]", before)[-1]
    is_short = 0 < len(last_clause) < 4
    return rest[0] not in _OPENING and (opened > closed or is_short)


def _ends_english(line: str) -> Iterator[int]:
    start = 0
    for match in _STOP_EN.finditer(line):
        before, rest = line[start : match.start()], line[match.end() :]
        if not rest[:1].isspace():
            continue
        if not _goes_on_english(before, match[0], rest.lstrip()):
            start = match.end()
            yield start


def _goes_on_english(before: str, stop: str, rest: str) -> bool:
    """Tell whether a sentence goes on with ``rest`` after a stop and a space."""
    first = rest.lstrip(_OPENERS_EN)
    if not first or first[0].islower() or rest[0] in ",;:.!?…)]}":
        return True
    if stop[0] in "!?…" and stop[-1] in "”’\"'":
        return _TAG_EN.match(rest) is not None
    return stop == "." and _is_abbreviated(before, first)


def _is_abbreviated(before: str, following: str) -> bool:
    """Tell whether the full stop after ``before`` belongs to an abbreviation, initial or list
    number and ends no sentence."""
    words = before.split()
    if not words:
        return True
    if len(words) == 1 and _LIST_NUMBER.fullmatch(words[0]):
        return True
    last = words[-1].lstrip(_OPENERS_EN)
    bare = last.replace(".", "").lower()
    if bare in _BEFORE_NAME:
        return True
    if bare in _BEFORE_NUMBER:
        return following[0].isdigit()
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    if not ("." in last or bare in _OFTEN_LAST or is_initial):
        return False
    next_word = re.split(r"[^\w]", following, maxsplit=1)[0].lower()
    is_short = _SHORT.fullmatch(last) is not None
    return is_short and next_word not in _STARTERS
