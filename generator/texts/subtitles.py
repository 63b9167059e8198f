"""Subtitles become a text: cues of both languages are put side by side by time.

A cue belongs to the cue of the other language that it shares most time with. Cues in which an
English sentence goes on are joined. Two files are read by ``subtitle_pair``.
"""

import bisect
import re
from collections.abc import Iterable, Sequence
from itertools import chain

from generator.base.records import BilingualText, Issue
from generator.texts.paired import TextPair, from_pairs
from generator.texts.subtitle_cues import Cue, read_cues

MIN_COMMON_SHARE = 0.3
"""Share of the shorter of two cues that must be common time before they belong together."""
MAX_CANDIDATES = 200
"""Cues that are looked at for a partner: typesetting has thousands at once."""
SENTENCE_GOES_ON = re.compile(r"[^.!?…\"”’')\]♪:]$")
"""End of an English cue whose sentence goes on."""
MAX_JOINED_CUES = 4
MAX_PAUSE = 6_000
"""Milliseconds between cues that are joined."""
SPEAKER = re.compile(r"^[-–—]\s*")

CueGroup = tuple[list[Cue], list[Cue]]
"""Chinese and English cues that belong together."""


def read_subtitles(text: str, format: str, name: str, where: str) -> BilingualText:
    """Read one file with both languages; raises InputError if it is damaged or holds no Chinese."""
    sides, issues = read_cues(text, format, where)
    return from_groups(group_cues(sides["zh"], sides["en"]), name, where, issues)


def group_cues(zh: Sequence[Cue], en: Sequence[Cue]) -> list[CueGroup]:
    """Return the cues that belong together by time, in its order.

    Each cue is linked with the one that it shares most time with; a group is what links connect.
    """
    parent = list(range(len(zh) + len(en)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for node, partner in enumerate(find_partners(zh, en)):
        if partner is not None:
            parent[root(node)] = root(len(zh) + partner)
    for node, partner in enumerate(find_partners(en, zh), len(zh)):
        if partner is not None:
            parent[root(partner)] = root(node)
    groups: dict[int, CueGroup] = {}
    for node, cue in enumerate(zh):
        groups.setdefault(root(node), ([], []))[0].append(cue)
    for node, cue in enumerate(en, len(zh)):
        groups.setdefault(root(node), ([], []))[1].append(cue)
    return sorted(groups.values(), key=_first_start)


def _first_start(group: CueGroup) -> int:
    return min(cue.start for cue in chain(*group))


def find_partners(cues: Sequence[Cue], others: Sequence[Cue]) -> list[int | None]:
    """Return for each cue the index of the other that it shares most time with; None where none
    shares enough. Both are in the order of time."""
    starts = [other.start for other in others]
    longest = max((other.duration for other in others), default=0)
    found: list[int | None] = []
    for cue in cues:
        end = bisect.bisect_right(starts, cue.end)
        start = max(end - MAX_CANDIDATES, bisect.bisect_left(starts, cue.start - longest))
        best = None
        most = 0
        for j in range(start, end):
            common = common_time(cue, others[j])
            if best is None or common > most:
                best, most = j, common
        if best is not None:
            least = MIN_COMMON_SHARE * min(cue.duration, others[best].duration)
            best = best if most >= least else None
        found.append(best)
    return found


def common_time(cue: Cue, other: Cue) -> int:
    """Return the milliseconds that two cues share; negative for the time between them."""
    return min(cue.end, other.end) - max(cue.start, other.start)


def from_groups(
    groups: Iterable[CueGroup],
    name: str,
    where: str,
    issues: Sequence[Issue],
    *,
    keep: bool = True,
) -> BilingualText:
    """Make the text of cues that belong together: join what goes on from cue to cue, and separate
    what two speakers say.

    ``keep`` False leaves the alignment to the aligner. Raises InputError if there is no Chinese.
    """
    joined: list[CueGroup] = []
    size = 0
    for zh, en in groups:
        if joined and size < MAX_JOINED_CUES and _goes_on(joined[-1], (zh, en)):
            size += 1
            zh_before, en_before = joined[-1]
            joined[-1] = (zh_before + zh, en_before + en)
        else:
            size = 1
            joined.append((zh, en))
    pairs = chain.from_iterable(_pairs(zh, en) for zh, en in joined)
    return from_pairs(pairs, name, where, issues=issues, keep=keep)


def _goes_on(before: CueGroup, after: CueGroup) -> bool:
    """Tell whether an English sentence goes on in the next cue."""
    zh_before, en_before = before
    zh_after, en_after = after
    if not en_before or not en_after or bool(zh_before) != bool(zh_after):
        return False
    last, first = en_before[-1], en_after[0]
    if first.start - last.end > MAX_PAUSE or not first.text[:1].islower():
        return False
    return SENTENCE_GOES_ON.search(last.text) is not None


def _pairs(zh: Sequence[Cue], en: Sequence[Cue]) -> list[TextPair]:
    """Return what cues say in both languages, a pair for each speaker where lines name two."""
    number = min(cue.number for cue in (*zh, *en))
    zh_lines, en_lines = _lines(zh), _lines(en)
    if len(zh_lines) == len(en_lines) > 1 and all(map(SPEAKER.match, zh_lines + en_lines)):
        return [
            TextPair(number, zh=SPEAKER.sub("", zh_line), en=SPEAKER.sub("", en_line))
            for zh_line, en_line in zip(zh_lines, en_lines, strict=True)
        ]
    return [TextPair(number, zh=" ".join(zh_lines), en=" ".join(en_lines))]


def _lines(cues: Sequence[Cue]) -> list[str]:
    return list(chain.from_iterable(cue.lines for cue in cues))
