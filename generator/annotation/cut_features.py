"""What speaks for a rival cut and against the segments that it replaces, as numbers.

Both are described alike (``_Side``): what the English says of the words, how the tagger cuts and
tags them, which lists have them. A feature is a value of either side, or the difference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.annotation.cut_evidence import CutEvidence, PassageCut
from generator.annotation.entries import Entries
from generator.chinese.rivals import Rival
from generator.chinese.segments import Segment

MIN_EVIDENCE = -14.0
"""Log odds by likelihood and tagger together under which a rival is not looked at: 1 in 100 of the
right ones is lost and a fifth of the work saved (fit part of the gold corpus, 2026-11-28)."""
MAX_ODDS = 4.0
"""Log odds of the tagger for a border count up to this."""
AFTER_VERBS = frozenset("了着过得")
DIRECTIONS = frozenset("上下进出回过起开到来去")
PARTICLES = frozenset("的地得了着过")
POINTING = frozenset("这那哪每某几各")
CLASSES: Mapping[str, frozenset[str]] = {
    "n": frozenset({"noun", "time", "place"}),
    "v": frozenset({"verb", "auxiliary", "direction"}),
    "vn": frozenset({"noun", "verb"}),
    "vd": frozenset({"verb", "adverb"}),
    "a": frozenset({"adjective", "verb", "adverb"}),
    "an": frozenset({"adjective", "noun"}),
    "ad": frozenset({"adjective", "adverb"}),
    "d": frozenset({"adverb", "auxiliary"}),
    "m": frozenset({"numeral", "measure"}),
    "q": frozenset({"measure", "noun"}),
    "r": frozenset({"pronoun"}),
    "p": frozenset({"preposition"}),
    "c": frozenset({"conjunction", "preposition", "adverb"}),
    "u": frozenset({"particle"}),
    "xc": frozenset({"particle", "interjection", "suffix", "prefix", "adverb"}),
    "f": frozenset({"direction", "place", "noun"}),
    "s": frozenset({"place", "noun"}),
    "TIME": frozenset({"time", "noun", "numeral"}),
    "PER": frozenset({"name"}),
    "LOC": frozenset({"name", "place"}),
    "ORG": frozenset({"name", "noun"}),
}
"""Tag of the tagger -> parts of speech of the learner's dictionary that it is said of."""
NAMES = frozenset({"PER", "LOC", "ORG"})

NUMERALS = frozenset("一二三四五六七八九十百千万亿两几半")
FRAME_ZIPF = 4.5
"""A single character from this frequency on is often a word of its own."""

SIDE = (
    "words",
    "singles",
    "said",
    "said characters",
    "said share",
    "weakly said",
    "covered",
    "covered alone",
    "unsaid",
    "unsaid characters",
    "proper unsaid",
    "listed",
    "unknown",
    "syllabus",
    "least zipf",
    "sum zipf",
    "tagged",
    "tagged characters",
    "fits",
    "misfits",
    "forms",
    "names",
    "free singles",
    "frames",
    "odds",
    "odds alone",
    "grammar",
)
"""What is counted of the words of one side."""
PLACE = (
    "gain",
    "borders",
    "worst border",
    "best border",
    "size",
    "english",
    "number before",
    "pointing before",
    "counted",
    "uncounted",
    "first",
    "last",
    "verb before",
    "noun before",
    "describing before",
    "verb after",
    "noun after",
    "particle after",
    "ends with particle",
    "rival ends with particle",
    "begins with particle",
    "begins with preposition",
    "begins with verb",
    "direction after verb",
    "numeral split",
    "name tag",
    "literal",
    "literal covered",
    "literal unsaid",
    "literal odds",
)
FEATURES = (
    *PLACE,
    *[f"rival {name}" for name in SIDE],
    *[f"more {name}" for name in SIDE],
)


class CutFeatures:
    """Describes rivals; what it looked up of words is remembered."""

    def __init__(self, entries: Entries, shares: Mapping[str, float] | None = None) -> None:
        """``shares``: see ``CutEvidence``."""
        self._evidence = CutEvidence(entries, shares)

    def of(self, rivals: Sequence[Rival], passage: PassageCut) -> list[list[float]]:
        """Return the features of the rivals of a passage in the order of ``FEATURES``."""
        if not rivals:
            return []
        covered: Counter[int] = Counter()
        for segment in passage.segments:
            covered.update(self._evidence.heard(segment, passage).places)
        return [self._of(rival, passage, covered) for rival in rivals]

    def _of(self, rival: Rival, passage: PassageCut, covered: Counter[int]) -> list[float]:
        own = passage.segments[rival.first : rival.last + 1]
        others = covered.copy()
        for segment in own:
            others.subtract(self._evidence.heard(segment, passage).places)
        theirs = self._side(rival.segments, passage, others)
        ours = self._side(own, passage, others)
        place = self._place(rival, own, passage)
        more = [one - other for one, other in zip(theirs, ours, strict=True)]
        literal = self._evidence.literalness(passage, rival.first, rival.last)
        place += [
            literal,
            literal * more[SIDE.index("covered alone")],
            literal * more[SIDE.index("unsaid characters")],
            literal * more[SIDE.index("odds alone")],
        ]
        return [*place, *theirs, *more]

    def _side(
        self, words: Sequence[Segment], passage: PassageCut, others: Mapping[int, int]
    ) -> list[float]:
        said = said_characters = weak = unsaid = unsaid_characters = proper = 0
        listed = unknown = syllabus = tagged = tagged_characters = 0
        fits = misfits = forms = names = free = singles = frames = grammar = 0
        share = odds = odds_alone = 0.0
        places: set[int] = set()
        zipfs = []
        for segment in words:
            word = self._evidence.known(segment)
            heard = self._evidence.heard(segment, passage)
            size = len(segment.text)
            if heard.places:
                said += 1
                said_characters += size
                share += heard.share
                places |= heard.places
            elif not word.is_grammar:
                unsaid += 1
                unsaid_characters += size
                proper += word.is_proper
            weak += heard.is_weak
            grammar += word.is_grammar
            is_claimed = all(others.get(place, 0) > 0 for place in heard.places)
            odds += heard.odds
            odds_alone += heard.unsaid_odds if is_claimed else heard.odds
            if size > 1:
                listed += word.is_listed
                unknown += not word.senses
                syllabus += word.in_syllabus
            else:
                singles += 1
                free += word.is_listed and word.zipf > FRAME_ZIPF
            zipfs.append(word.zipf)
            forms += bool(segment.base)
            names += segment.kind == "name"
            frames += any(frame in passage.zh for frame in word.frames)
            end, tag = passage.tags.get(segment.start, (0, ""))
            if end == segment.start + size:
                tagged += 1
                tagged_characters += size
                expected = CLASSES.get(tag)
                if expected and word.classes:
                    does_fit = not expected.isdisjoint(word.classes)
                    fits += does_fit
                    misfits += not does_fit
        return [
            len(words),
            singles,
            said,
            said_characters,
            share,
            weak,
            len(places),
            sum(others.get(place, 0) <= 0 for place in places),
            unsaid,
            unsaid_characters,
            proper,
            listed,
            unknown,
            syllabus,
            min(zipfs),
            sum(zipfs),
            tagged,
            tagged_characters,
            fits,
            misfits,
            forms,
            names,
            free,
            frames,
            odds,
            odds_alone,
            grammar,
        ]

    def _place(self, rival: Rival, own: Sequence[Segment], passage: PassageCut) -> list[float]:
        segments = passage.segments
        start = own[0].start
        end = own[-1].start + len(own[-1].text)
        odds = _odds(rival, own, passage.tagged.border_odds)
        before = segments[rival.first - 1] if rival.first else None
        after = segments[rival.last + 1] if rival.last + 1 < len(segments) else None
        left = self._evidence.known(before).main if before else ""
        right = self._evidence.known(after).main if after else ""
        first = self._evidence.known(rival.segments[0])
        is_counted = before is not None and before.kind == "number"
        points = before is not None and before.text in POINTING
        measured, own_measured = first.is_measure, self._evidence.known(own[0]).is_measure
        tag = next((one.tag for one in passage.tagged.words if one.start <= start < one.end), "")
        is_split = len(own) == 1 and len(rival.segments) > 1 and own[0].text[0] in NUMERALS
        return [
            rival.gain,
            sum(odds),
            min(odds, default=0.0),
            max(odds, default=0.0),
            end - start,
            bool(passage.english.words),
            is_counted,
            points,
            (is_counted or points) and measured and not own_measured,
            (is_counted or points) and own_measured and not measured,
            before is None or before.kind == "punctuation",
            after is None or after.kind == "punctuation",
            left == "verb",
            left in ("noun", "pronoun", "name"),
            left in ("adjective", "adverb"),
            right == "verb",
            right in ("noun", "name"),
            after is not None and after.text in PARTICLES,
            own[-1].text in AFTER_VERBS,
            rival.segments[-1].text in AFTER_VERBS,
            rival.segments[0].text in PARTICLES,
            first.main == "preposition",
            first.main == "verb",
            left == "verb" and rival.segments[0].text in DIRECTIONS,
            is_split and any(self._evidence.known(one).is_measure for one in rival.segments[1:]),
            tag in NAMES,
        ]


def is_near(rival: Rival, passage: PassageCut) -> bool:
    """Tell whether likelihood and tagger leave a rival a chance: what the other features say can
    outweigh only so much."""
    own = passage.segments[rival.first : rival.last + 1]
    return rival.gain + sum(_odds(rival, own, passage.tagged.border_odds)) > MIN_EVIDENCE


def _odds(rival: Rival, own: Sequence[Segment], border_odds: Sequence[float]) -> list[float]:
    """Return the tagger's log odds for the rival at each border that only one of both has."""
    theirs = {one.start for one in rival.segments}
    found = []
    for place in sorted(theirs ^ {one.start for one in own}):
        odds = max(-MAX_ODDS, min(MAX_ODDS, border_odds[place - 1]))
        found.append(odds if place in theirs else -odds)
    return found
