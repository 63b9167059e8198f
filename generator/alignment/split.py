"""Sentences of a Chinese or an English text, by rule.

A line break always ends a sentence, and every line that is not blank is a paragraph of its own: one
side of a text often parts its paragraphs by a blank line and the other by a mere line break, so
that only lines can be compared (``Sentence.paragraph``).

Both splitters look at every place where a sentence may end and ask whether what follows goes on
with it. Figures are in DESIGN.md.
"""

import re
from collections.abc import Callable, Iterator

from generator.base.records import Sentence

_SPEECH_ZH = "说道问喊叫答嚷骂叹吼笑哭讲念唱應应說問喊答罵嘆講"
_SPEECH_EN = (
    "said says say asked asks cried replied answered shouted exclaimed whispered muttered murmured"
    " called added continued thought wondered demanded screamed yelled gasped sighed snapped"
    " inquired enquired repeated protested"
).split()

_STOP_ZH = re.compile(
    r"(?:[。｡！？!?]|…|\.{3,}|(?<=[\u3400-\u9fff])\.(?![\w.]))+(?:["
    r" \u3000]?[”’」』）)》〉】〕\]]+)?"
)
_SHELTER_ZH = re.compile(r"《[^《》]{1,60}》|〈[^〈〉]{1,60}〉|（[^（）]{1,60}）|\([^()]{1,60}\)")
_TAG_ZH = re.compile(rf"[^，。！？!?；：…“「『\s]{{0,5}}[{_SPEECH_ZH}][。，]")
_ONWARD_ZH = "，、；：,;:—－-～…”’」』）)》"
_OPENING = "“‘「『\"'"

_STOP_EN = re.compile(r"(?:[!?…]|\.(?:[ \u00a0](?=\.))?)+[”’\"')\]}]*")
_OPENERS_EN = "“‘\"'([{—–- \u00a0"
_TAG_EN = re.compile(
    rf"(?!(?:He|She|They|We)\b)(?:[A-Z][\w'’-]*\s+){{1,3}}(?:{'|'.join(_SPEECH_EN)})\b"
)
_TITLES = frozenset(
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
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxlIVXL]{1,5}|[A-Za-z])")


def split_chinese(text: str) -> tuple[Sentence, ...]:
    """The sentences of a Chinese text, in order; together they hold every character that is not
    white space.

    A sentence ends with 。！？ and their half-width forms, with the closing quotes and brackets
    that follow. It does not end inside a book title or a short bracket, before a comma, at an
    ellipsis in the middle of a line, nor between a quotation and the words that say who spoke
    (``“走吗？”他问。``). A semicolon or colon is no end.
    """
    return _split(text, _ends_chinese)


def split_english(text: str) -> tuple[Sentence, ...]:
    """The sentences of an English text, in order; together they hold every character that is not
    white space.

    A full stop, question or exclamation mark or ellipsis ends a sentence where a space and
    something other than a small letter follow; not after titles and other abbreviations, initials,
    list numbers, nor between a quotation and ``Wang asked``.
    """
    return _split(text, _ends_english)


def _split(text: str, ends: Callable[[str], Iterator[int]]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    paragraph, base = 0, 0
    for line in text.split("\n"):
        start, before = 0, len(found)
        for end in (*ends(line), len(line)):
            piece = line[start:end]
            body = piece.strip()
            if body:
                at = base + start + len(piece) - len(piece.lstrip())
                found.append(Sentence(at, at + len(body), body, paragraph))
            start = end
        paragraph += len(found) > before
        base += len(line) + 1
    return tuple(found)


def _ends_chinese(line: str) -> Iterator[int]:
    shelters = [match.span() for match in _SHELTER_ZH.finditer(line)]
    start = 0
    for match in _STOP_ZH.finditer(line):
        end = match.end()
        if line.startswith('"', end) and line.count('"', 0, end) % 2:
            end += 1
        if end <= start or _sheltered(line, shelters, start, match.start(), end):
            continue
        if not _goes_on_chinese(
            line[start : match.start()],
            match[0],
            line[end:].lstrip(),
            quoted=line[end - 1] in '”’」』"',
        ):
            start = end
            yield end


def _sheltered(line: str, shelters: list[tuple[int, int]], start: int, stop: int, end: int) -> bool:
    """Whether the stop lies in a title or bracket that the sentence goes on after; a bracket that
    is the sentence does not count."""
    return any(
        opened < stop < closed
        and not (end >= closed and not line[start:opened].strip() and line[opened] in "（(")
        for opened, closed in shelters
    )


def _goes_on_chinese(before: str, stop: str, rest: str, *, quoted: bool) -> bool:
    if not rest or rest[0] in _ONWARD_ZH:
        return True
    if set(stop) & set("。｡！？!?.") or quoted:
        return quoted and stop[0] not in "。｡" and _TAG_ZH.match(rest) is not None
    # An ellipsis in speech is a stammer; in the narration it ends a sentence, unless it follows a
    # mere word or two.
    speaking = max(before.rfind(sign) for sign in "“「『") > max(
        before.rfind(sign) for sign in "”」』"
    )
    hanging = 0 < len(re.split(r"[，、；：。！？”」』\s]", before)[-1]) < 4
    return rest[0] not in _OPENING and (speaking or hanging)


def _ends_english(line: str) -> Iterator[int]:
    start = 0
    for match in _STOP_EN.finditer(line):
        rest = line[match.end() :]
        if rest[:1].isspace() and not _goes_on_english(
            line[start : match.start()], match[0], rest.lstrip()
        ):
            start = match.end()
            yield start


def _goes_on_english(before: str, stop: str, rest: str) -> bool:
    first = rest.lstrip(_OPENERS_EN)
    if not first or first[0].islower() or rest[0] in ",;:.!?…)]}":
        return True
    if stop[0] in "!?…" and stop[-1] in "”’\"'":
        return _TAG_EN.match(rest) is not None
    return stop == "." and _abbreviated(before, first)


def _abbreviated(before: str, following: str) -> bool:
    """Whether the full stop after ``before`` belongs to an abbreviation, initial or list number and
    ends no sentence."""
    words = before.split()
    if not words or (len(words) == 1 and _LIST_NUMBER.fullmatch(words[0])):
        return True
    last = words[-1].lstrip(_OPENERS_EN)
    bare = last.replace(".", "").lower()
    next_word = re.split(r"[^\w]", following, maxsplit=1)[0].lower()
    if bare in _TITLES:
        return True
    if bare in _BEFORE_NUMBER:
        return following[0].isdigit()
    if "." in last or bare in _OFTEN_LAST or (len(last) == 1 and last.isupper() and last != "I"):
        return bool(re.fullmatch(r"(?:\w{1,3}\.)*\w{1,4}", last)) and next_word not in _STARTERS
    return False
