"""Which of two cuts is meant: likelihood, the tagger, the lists and the English of the passage
decide together, by ``lexicon/cut_model.py`` over ``cut_features.py``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from generator.annotation.cut_evidence import PassageCut
from generator.annotation.cut_features import CutFeatures, is_near
from generator.annotation.entries import Entries
from generator.annotation.name_choice import NameChoice, SentenceNames, name_tags
from generator.annotation.text_names import TextNames
from generator.chinese.rivals import Rival
from generator.chinese.segment import Segmenter
from generator.chinese.segments import Segment
from generator.chinese.tagger import TaggedSentence
from generator.lexicon import cut_model
from generator.lexicon.english import EnglishWord
from generator.lexicon.passage_english import PassageEnglish

MARGIN = 0.25
"""Log odds from which a rival is taken: cross-validated on the fit part of the gold corpus 0.5 is
right as often, and lower on disputed places (tools/fit_cuts.py, 2026-11-28)."""


@dataclass(frozen=True, slots=True)
class Read:
    """A passage before it is cut."""

    zh: str
    """Simplified."""
    en: str
    tagged: TaggedSentence
    words: Sequence[EnglishWord]
    """The words of ``en``."""
    names: TextNames
    """What holds for the passage."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """The likeliest cut of a passage, and the rivals that are near."""

    cut: PassageCut
    names: SentenceNames
    rivals: tuple[Rival, ...]
    rows: tuple[Sequence[float], ...]
    """The features of the rivals."""


class CutChooser:
    """Cuts passages: the likeliest words, and rivals and names where the evidence favours them."""

    def __init__(
        self, segmenter: Segmenter, entries: Entries, shares: Mapping[str, float] | None = None
    ) -> None:
        """``shares``: see ``CutEvidence``."""
        self._segmenter = segmenter
        self._features = CutFeatures(entries, shares)
        self._names = NameChoice(segmenter, entries.dictionary)

    def disputed(self, read: Read) -> Disputed:
        """Return the likeliest cut of a passage with its rivals."""
        text_words = read.names.words
        names = SentenceNames(read.en, text_words.names, name_tags(read.tagged.words, read.zh))
        segments = self._segmenter.cut(read.zh, text_words)
        segments = self._names.without_phrases(segments, names)
        passage = PassageCut(read.zh, segments, read.tagged, PassageEnglish(read.words, {}))
        found = self._segmenter.rivals(segments, text_words)
        near = tuple(rival for rival in found if is_near(rival, passage))
        return Disputed(passage, names, near, tuple(self._features.of(near, passage)))

    def without_english(self, disputed: Disputed) -> Disputed:
        """Return what is known of a disputed cut if nobody knows its English; to fit with."""
        cut = disputed.cut
        passage = PassageCut(cut.zh, cut.segments, cut.tagged, PassageEnglish((), {}))
        return replace(disputed, rows=tuple(self._features.of(disputed.rivals, passage)))

    def chosen(self, disputed: Disputed, odds: Sequence[float]) -> tuple[Segment, ...]:
        """Return the cut of a passage, where ``odds`` are those of its rivals."""
        better = better_cut(disputed.cut.segments, disputed.rivals, odds)
        return self._names.joined(better, disputed.names)

    def cuts(self, passages: Sequence[Read]) -> list[tuple[Segment, ...]]:
        """Cut passages."""
        found = [self.disputed(passage) for passage in passages]
        rows: list[Sequence[float]] = []
        for one in found:
            rows += one.rows
        odds = iter(cut_model.model().log_odds(rows))
        return [self.chosen(one, list(islice(odds, len(one.rows)))) for one in found]


def better_cut(
    segments: Sequence[Segment], found: Sequence[Rival], odds: Sequence[float]
) -> tuple[Segment, ...]:
    """Return the cut with those rivals that are better, the best first, none over another."""
    taken: set[int] = set()
    chosen: dict[int, Rival] = {}
    best_first = sorted(zip(odds, range(0, -len(found), -1), found, strict=True), reverse=True)
    for value, _, rival in best_first:
        places = set(range(rival.first, rival.last + 1))
        if value <= MARGIN:
            break
        if places & taken:
            continue
        taken |= places
        chosen[rival.first] = rival
    made: list[Segment] = []
    index = 0
    while index < len(segments):
        rival_here = chosen.get(index)
        if rival_here is None:
            made.append(segments[index])
            index += 1
        else:
            made += rival_here.segments
            index = rival_here.last + 1
    return tuple(made)
