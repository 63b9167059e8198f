"""What subtitles show beside the dialogue: signs at a place of their own, songs, and credits. It is
no part of the sentence that is spoken at the time."""

import bisect
import re
from collections.abc import Sequence
from typing import Any

from generator.base.records import Issue
from generator.texts.languages import language_of

PLACED = re.compile(r"\\(?:pos|move|org|clip|iclip|frz|frx|fry|fade?x|an?[1346789])\b|\\an[456789]")
"""Marks that put a line elsewhere than at the foot of the picture."""
SIGN_STYLE = re.compile(
    r"\b(?:sign|title|credit|staff|note|typeset|caption|screen|logo|op|ed|song|karaoke)s?\b"
    r"|注释|注釋|标题|標題|字幕组|画面字|屏幕字|职员|歌词|歌詞",
    re.IGNORECASE,
)
KARAOKE = re.compile(r"\\[kK][fo]?\d")
CREDIT = re.compile(
    r"(?:字幕|翻译|翻譯|校对|校對|时间轴|時間軸|后期|後期|压制|壓制|听译|聽譯|片源|监制|監製|出品)"
    r"[^，。！？：:]{0,6}[：:].*"
    r"|.{0,20}(?:字幕组|字幕組|字幕社).{0,20}"
    r"|(?:subtitles?|subs|captions?|translat(?:ed|ion)|sync(?:ed|hroni[sz]ed)?|ripped|encoded)"
    r"(?: and corrected| & corrections?)?\s*(?:by\b|:).{0,80}"
    r"|.{0,40}\b(?:opensubtitles\.org|addic7ed\.com|yts\.\w{2,3}|subscene\.com)\b.{0,40}",
    re.IGNORECASE | re.DOTALL,
)
MAX_SIGN_SHARE = 0.5
"""Share of the cues that may be placed elsewhere before this is how a file writes its dialogue."""
MAX_BESIDE = 200
"""Events before the end of a sign that may still be spoken."""
MAX_AT_ONCE = 3
"""Events of a language that may be shown with one, itself too: who stays while others come and go
is a title or a sign."""
MAX_QUOTED = 20
"""Characters of a sign that the report quotes."""


def without_signs(events: Sequence[Any], where: str) -> tuple[list[Any], list[Issue]]:
    """Return the events of a file that are dialogue, and an issue for the others.

    An event is a sign if its style says so, or if it stands elsewhere while another of its language
    is spoken; where most events stand elsewhere, that says nothing.
    """
    placed = [event for event in events if PLACED.search(event.text)]
    styled = [event for event in events if SIGN_STYLE.search(event.style or "")]
    signs: set[int] = set()
    if len(styled) <= MAX_SIGN_SHARE * len(events):
        signs |= set(map(id, styled))
    if len(placed) <= MAX_SIGN_SHARE * len(events):
        dialogue = _Dialogue([event for event in events if not PLACED.search(event.text)])
        signs |= {id(event) for event in placed if dialogue.has_beside(event)}
    spoken = _Dialogue(events)
    long = [event for event in events if spoken.count_beside(event) > MAX_AT_ONCE]
    if len(long) <= MAX_SIGN_SHARE * len(events):
        signs |= set(map(id, long))
    signs |= {id(event) for event in events if KARAOKE.search(event.text)}
    signs |= {id(event) for event in events if CREDIT.fullmatch(event.plaintext.strip())}
    kept = [event for event in events if id(event) not in signs]
    left_out = [event for event in events if id(event) in signs]
    if not left_out:
        return list(events), []
    first = " ".join(left_out[0].plaintext.split())[:MAX_QUOTED]
    detail = (
        f"Signs, songs or credits ({len(left_out)}, such as {first!r}) were left out: they are no"
        " part of what is said."
    )
    return kept, [Issue("signs", where, detail)]


class _Dialogue:
    """What is spoken when."""

    def __init__(self, events: Sequence[Any]) -> None:
        self._starts = [event.start for event in events]
        self._events = [(event.end, _languages(event.plaintext)) for event in events]

    def has_beside(self, sign: Any) -> bool:
        """Tell whether something of the same language is spoken while a sign is shown."""
        return self.count_beside(sign) > 0

    def count_beside(self, sign: Any) -> int:
        """Count the events of the same language that are shown with one, itself too if it is among
        them."""
        language = language_of(sign.plaintext)
        end = bisect.bisect_left(self._starts, sign.end)
        beside = self._events[max(0, end - MAX_BESIDE) : end]
        return sum(until > sign.start and language in spoken for until, spoken in beside)


def _languages(text: str) -> set[str]:
    return {language_of(line) for line in text.split("\n")}
