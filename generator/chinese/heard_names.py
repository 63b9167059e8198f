"""Find foreign names by their sound: stretches of hanzi that sound like a capitalised word of the
translation.

A stretch competes with the likeliest cut of the same characters: the sound, how common its
characters are in foreign names, and what the words that it replaces would have been worth.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.chinese.lattice import Lattice, Span
from generator.chinese.segmentation_lexicon import SegmentationLexicon
from generator.chinese.spelled_names import RUN, SpelledName
from generator.chinese.transliteration import letters_of, sound_model

CAPITALISED = re.compile(r"[^\W\d_][\w'’\-]*[^\W\d_]")
OPENING = re.compile(r"(?:^|[.!?:;…—\"“”‘(\n])\W*$")
"""What stands before a word that has a capital because of its place."""
POSSESSIVE = re.compile(r"['’](?:s|re|ll|d|ve)?$")
JOINED = frozenset(
    "al ben bin da de del della di du el la las le los mac mc saint san santa st van von".split()
)
"""Words that are one name with the word behind them."""
NO_NAMES = frozenset(
    "mr mrs ms miss dr sir lady lord king queen prince princess president minister professor"
    " january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday chinese english american"
    " british russian french german japanese indian european asian african".split()
)
FUNCTION = frozenset("的了着在是和与跟给让把被对向从到会不也都就还又很这那们个上下为将说去来后前时")
"""Characters that no name found by sound begins or ends with."""
ENDINGS = frozenset("州市县镇区村乡郡省河湖岛队城国人")
"""Characters behind a name that say what it is; they stay words of their own."""
PARTICLES = frozenset("的了是")
MIN_LENGTH, MAX_LENGTH = 2, 9
MIN_SOUND = 0.5
"""Log odds of the sound from which a stretch is looked at."""
MIN_GAIN = 2.0
"""Log odds from which a stretch is a name."""
PRIOR = -4.0
"""Log share of names by sound among the stretches of a sentence whose English has a name."""
DOTS = frozenset("·‧・•")
DOTTED = 5.0
"""Log odds for a name beside a dot."""
BROKEN = -8.0
"""Log odds for a name that takes a part of a word of the dictionary (海 of 海军)."""
UNUSUAL = -9.0
"""Log share of a character that is in no foreign name."""

Doubt = Callable[[str, bool], float | None]
"""Gives log odds (0 or less) against an English word being a name, by whether it opens a sentence;
None where it is none."""


class EnglishName(NamedTuple):
    """A capitalised word of a sentence."""

    text: str
    letters: str
    opens: bool
    """Whether it stands where any word has a capital."""


@dataclass(frozen=True, slots=True)
class HeardName:
    """A stretch of a sentence that sounds like a word."""

    zh: str
    english: str
    place: Span
    gain: float


def english_names(en: str) -> Iterator[EnglishName]:
    """Yield the capitalised words of a sentence, alone and with the word that is one name with
    them (Van Buren)."""
    before: re.Match[str] | None = None
    for match in CAPITALISED.finditer(en):
        word = POSSESSIVE.sub("", match[0])
        opens = OPENING.search(en, 0, match.start()) is not None
        if word[:1].isupper() and not word.isupper() and word.lower() not in NO_NAMES:
            yield EnglishName(word, letters_of(word), opens)
        if before and before[0].lower() in JOINED and word[:1].isupper():
            joined = f"{before[0]} {word}"
            yield EnglishName(joined, letters_of(joined), opens=False)
        before = match


def find_names(
    pairs: Sequence[tuple[str, str]], lattice: Lattice, doubt: Doubt, lexicon: SegmentationLexicon
) -> tuple[SpelledName, ...]:
    """Return the names of a text that are heard; ``pairs`` are aligned passages (simplified
    Chinese, English)."""
    listed = [(zh, list(english_names(en))) for zh, en in pairs]
    inside: set[str] = set()
    for _, words in listed:
        inside.update([word.text for word in words if not word.opens])
    total: dict[tuple[str, str], float] = defaultdict(float)
    for zh, words in listed:
        candidates = {}
        for word in words:
            against = doubt(word.text, word.text not in inside)
            if against is not None:
                candidates[word.text] = word.letters, against
        if candidates:
            for found in _best(_heard(zh, candidates, lattice, lexicon)):
                if found.gain >= MIN_GAIN:
                    total[found.zh, found.english] += found.gain
    best: dict[str, tuple[float, str]] = {}
    for (zh, english), gain in sorted(total.items()):
        if gain > best.get(zh, (0.0, ""))[0]:
            best[zh] = gain, english
    names = {zh: english for zh, (_, english) in sorted(best.items())}
    names |= dict(_side_by_side(pairs, names))
    return tuple(SpelledName(zh, english) for zh, english in sorted(names.items()))


def _side_by_side(
    pairs: Sequence[tuple[str, str]], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield names of two names that stand side by side in both languages: 科珀斯克里斯蒂, "Corpus
    Christi"."""
    for zh, en in pairs:
        here = [name for name in names if name in zh]
        for first, last in itertools.permutations(here, 2):
            english = f"{names[first]} {names[last]}"
            if first + last in zh and english in en:
                yield first + last, english


def _best(found: Iterable[HeardName]) -> Iterator[HeardName]:
    """Yield the best stretches, none over another, one for each word."""
    taken: list[Span] = []
    words: set[str] = set()
    for one in sorted(found, key=lambda one: (-one.gain, one.place)):
        start, end = one.place
        if one.english in words or any(a < end and start < b for a, b in taken):
            continue
        taken.append(one.place)
        words.add(one.english)
        yield one


def _heard(
    zh: str,
    words: dict[str, tuple[str, float]],
    lattice: Lattice,
    lexicon: SegmentationLexicon,
) -> Iterator[HeardName]:
    """Yield the stretches of a sentence that sound like one of some words."""
    model = sound_model()
    for match in RUN.finditer(zh):
        run = match[0]
        if len(run) < MIN_LENGTH:
            continue
        spans: list[Span] = []
        for english, (letters, against) in words.items():
            for start, end, odds in model.matches(run, letters):
                name = run[start:end]
                if odds < MIN_SOUND or not _may_be_name(name):
                    continue
                spans = spans or lattice.best(run)
                gain = PRIOR + odds + against
                if (start, end) not in spans:
                    gain += sum(map(share, name)) - _loss(run, start, end, spans, lattice)
                    gain += BROKEN * sum(run[a:b] in lexicon for a, b in _broken(start, end, spans))
                place = match.start() + start, match.start() + end
                if not DOTS.isdisjoint(zh[max(0, place[0] - 1)] + zh[place[1] : place[1] + 1]):
                    gain += DOTTED
                yield HeardName(zh=name, english=english, place=place, gain=gain)


def share(character: str) -> float:
    """Return the log share of a character among those of foreign names."""
    found = sound_model().share(character)
    return UNUSUAL if found is None else found


def _may_be_name(name: str) -> bool:
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH or not PARTICLES.isdisjoint(name):
        return False
    return name[0] not in FUNCTION and name[-1] not in FUNCTION and name[-1] not in ENDINGS


def _broken(start: int, end: int, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the words of more than one character that a name would take a part of."""
    for a, b in spans:
        if a < start < b or a < end < b:
            yield a, b


def _loss(run: str, start: int, end: int, spans: Sequence[Span], lattice: Lattice) -> float:
    """Return how much likelier the words of the likeliest cut are that a name would replace than
    what would be left of them."""
    touched = [span for span in spans if span[0] < end and span[1] > start]
    first, last = touched[0][0], touched[-1][1]
    lost = _likelihood(run[first:last], [(a - first, b - first) for a, b in touched], lattice)
    for rest in (run[first:start], run[end:last]):
        if rest:
            lost -= _likelihood(rest, lattice.best(rest), lattice)
    return lost


def _likelihood(text: str, spans: Iterable[Span], lattice: Lattice) -> float:
    return lattice.totals(text, spans)[len(text)]
