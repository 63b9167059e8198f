"""Which names a sentence has: what the tagger and the translation say of the names of a cut."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from generator.annotation.entries import is_proper
from generator.annotation.text_names import DOTS, joined_letters
from generator.chinese.heard_names import EnglishName, english_names
from generator.chinese.segment import Segmenter
from generator.chinese.segments import Segment
from generator.chinese.tagger import NAME_TAGS, TaggedWord
from generator.chinese.transliteration import sound_odds
from generator.chinese.unlisted_names import KINDS, SURNAMES, TITLES
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.english import STOP_WORDS

MIN_SOUND = 0.0
"""Log odds from which the sound of an English word supports a name."""
PERSON_LENGTHS = (2, 3)
"""Characters of a Chinese person's name."""
USUAL_ZIPF = 3.0
"""Frequency from which a word behind a surname is no given name."""

SAID = "道"
"""What stands behind the speaker in novels: "said"."""
JEAN = "让"
"""How the name is written; elsewhere "to let"."""
HYPHENS = "-‐‑–－"  # the first one stands first: in brackets it is itself
DOUBLE_NAME = re.compile(rf"\b([A-ZÀ-Þ]\w+)[{HYPHENS}]([A-ZÀ-Þ]\w+)")
"""Two names that a hyphen makes one: Jean-Claude."""
NICKNAMES = frozenset("小老阿")
"""What stands before a surname or given name as a word of its own: 老|王."""
Span = tuple[int, int]


@dataclass(frozen=True)
class SentenceNames:
    """What is known of the names of a sentence."""

    en: str
    fixed: frozenset[str]
    """Names of the text."""
    tags: Mapping[Span, str]
    """The names as the tagger sees them."""

    @cached_property
    def english(self) -> Sequence[EnglishName]:
        """Return the capitalised words of the translation."""
        return tuple(english_names(self.en))

    @cached_property
    def letters(self) -> str:
        """Return their letters, joined."""
        return joined_letters(" ".join(word.text for word in self.english))

    @cached_property
    def double_names(self) -> Sequence[tuple[str, str]]:
        """Return the parts of the double names of the translation."""
        return [(match[1], match[2]) for match in DOUBLE_NAME.finditer(self.en)]

    @property
    def may_have_names(self) -> bool:
        """Tell whether the translation, if there is one, has a name anywhere."""
        said = [word for word in self.english if word.text.lower() not in STOP_WORDS]
        return bool(said) or not self.en


class NameChoice:
    """Takes names of a cut apart, or joins them."""

    def __init__(self, segmenter: Segmenter, dictionary: Dictionary) -> None:
        self._segmenter = segmenter
        self._dictionary = dictionary

    def without_phrases(
        self, segments: Sequence[Segment], names: SentenceNames
    ) -> tuple[Segment, ...]:
        """Return a cut without names that neither the dictionary nor the tagger nor the English
        knows: 河里游 in 鱼在河里游 is two words."""
        found: list[Segment] = []
        for segment in segments:
            is_guess = segment.kind == "name" and segment.text not in names.fixed
            if not is_guess or self._is_supported(segment, names):
                found.append(segment)
                continue
            at = segment.start
            for part in self._segmenter.parts(segment.text):
                found.append(self._segmenter.segment(at, part))
                at += len(part)
        return tuple(found)

    def _is_supported(self, segment: Segment, names: SentenceNames) -> bool:
        text = segment.text
        if text in self._dictionary:
            return True
        if self._is_phrase(self._segmenter.parts(text)):
            return False
        if self._is_said(text, names):
            return True
        is_listed = not names.en and self._segmenter.is_word(text)
        return is_listed or (names.may_have_names and _span(segment) in names.tags)

    def _is_phrase(self, parts: Sequence[str]) -> bool:
        """Tell whether parts are words of several characters, one of them no name: 英国|政府."""
        entries = [self._dictionary.entries(part) for part in parts if len(part) > 1]
        if len(entries) < len(parts) or not all(entries):
            return False
        return not all(any(map(is_proper, own)) for own in entries)

    def _is_said(self, name: str, names: SentenceNames) -> bool:
        """Tell whether a capitalised word of the English sounds like a name, or the English spells
        its end in pinyin (a surname may be written otherwise)."""
        if any(sound_odds(name, word.text) > MIN_SOUND for word in names.english):
            return True
        spelled = {""}
        for character in name[-2:]:
            longer: set[str] = set()
            for syllable in self._dictionary.syllables(character):
                longer.update([before + syllable for before in spelled])
            spelled = longer
        return any(reading in names.letters for reading in spelled)

    def joined(self, segments: Sequence[Segment], names: SentenceNames) -> tuple[Segment, ...]:
        """Return a cut in which the names are whole of which it has only parts: persons (汪淼,
        "Wang"; 平儿, "Patience"), places with their kind (天山区), and what a dot joins: names on
        both sides of it, or what the tagger takes for one name with a dot in it. The hyphen of a
        double name (让-克洛德, "Jean-Claude") is a dot, too."""
        ranges: dict[int, int] = {}
        dots = {at for at, one in enumerate(segments) if DOTS.fullmatch(one.text)}
        dots.update(self._joining_hyphens(segments, names))
        for at in range(len(segments)):
            first, last = at, at
            if at in dots:
                first, last = _around_dot(segments, at, names.tags, dots)
            elif self._has_kind(segments, at, names.tags):
                last = at + 1
            else:
                last = self._end_of_person(segments, at, names)
            if first < last:
                ranges[first] = max(last, ranges.get(first, last))
        found: list[Segment] = []
        at = 0
        while at < len(segments):
            last = here = at
            while here <= last:  # names that overlap are one: 让-马克 and 马克·埃罗
                last = max(last, ranges.get(here, here))
                here += 1
            found.append(_one(segments[at : last + 1]) if last > at else segments[at])
            at = last + 1
        return tuple(found)

    def _joining_hyphens(self, segments: Sequence[Segment], names: SentenceNames) -> Iterator[int]:
        """Yield the hyphens of double names: the translation has one, a side sounds like its part
        of it, and both may be names of persons, not of places or organisations (北京-上海)."""
        for at in range(1, len(segments) - 1):
            before, after = segments[at - 1], segments[at + 1]
            if segments[at].text not in HYPHENS:
                continue
            if not all(self._is_half(one, names.tags) for one in (before, after)):
                continue
            heard = DOTS.split(before.text)[-1], DOTS.split(after.text)[0]
            if any(max(map(sound_odds, heard, said)) > MIN_SOUND for said in names.double_names):
                yield at

    def _is_half(self, segment: Segment, tags: Mapping[Span, str]) -> bool:
        """Tell whether a segment may be half of a person's double name, or the end of that half."""
        start, end = _span(segment)
        if tags.get((start, end), "PER") != "PER":
            return False
        is_person = any(first <= start and end == last for first, last in tags)
        is_proper_name = any(map(is_proper, self._dictionary.entries(segment.text)))
        return is_person or segment.kind == "name" or segment.text == JEAN or is_proper_name

    def _end_of_person(self, segments: Sequence[Segment], at: int, names: SentenceNames) -> int:
        """Return the last segment of the person that begins with a segment, by the tagger: one
        whose surname the English has, or one of single characters."""
        start = segments[at].start
        for end in (start + length for length in PERSON_LENGTHS):
            if names.tags.get((start, end)) != "PER":
                continue
            last = _last_of(segments, at, end)
            if last is None or segments[at].text in NICKNAMES or not names.may_have_names:
                continue
            own = segments[at : last + 1]
            if any(one.kind == "punctuation" for one in own):  # 我姓陈。
                continue
            is_title = "".join([one.text for one in own[1:]]) in TITLES
            is_single = len(own) == end - start and not is_title
            if is_single or self._has_surname(own, names):
                return last
        return at

    def _has_surname(self, person: Sequence[Segment], names: SentenceNames) -> bool:
        """Tell whether the English has the surname of a person, and no title follows it."""
        surname = person[0].text[0]
        said = {word.letters for word in names.english}
        if surname not in SURNAMES or said.isdisjoint(self._dictionary.syllables(surname)):
            return False
        return not any(map(self._is_title, person[1:]))

    def _has_kind(self, segments: Sequence[Segment], at: int, tags: Mapping[Span, str]) -> bool:
        """Tell whether a segment is a place of two characters, and the next one says its kind."""
        place = segments[at]
        if len(place.text) != 2 or at + 1 == len(segments) or segments[at + 1].text not in KINDS:
            return False
        start, end = place.start, place.start + 3
        if tags.get((start, end)) == "LOC":
            return True
        is_proper_name = any(map(is_proper, self._dictionary.entries(place.text)))
        is_covered = any(first <= start and end <= last for first, last in tags)
        return is_covered and (place.kind == "name" or is_proper_name)

    def _is_title(self, segment: Segment) -> bool:
        """Tell whether a segment is a title or a usual word, as 老师 in 王老师 is."""
        if segment.text in TITLES:
            return True
        return len(segment.text) > 1 and self._dictionary.facts(segment.text).zipf >= USUAL_ZIPF


def name_tags(tagged: Sequence[TaggedWord], zh: str) -> dict[Span, str]:
    """Return the names of a sentence as the tagger sees them, but for persons that end in 道, which
    mostly is "said" (乔叫道, "Jo cried")."""
    found = {}
    for word in tagged:
        is_speech = word.tag == "PER" and zh[word.end - 1] == SAID
        if word.tag in NAME_TAGS and not is_speech:
            found[word.start, word.end] = word.tag
    return found


def _around_dot(
    segments: Sequence[Segment], at: int, tags: Mapping[Span, str], dots: Set[int]
) -> tuple[int, int]:
    """Return the first and the last segment of the name around a dot."""
    dot = segments[at].start
    starts = {segment.start: number for number, segment in enumerate(segments)}
    for start, end in tags:
        if start < dot < end - 1 and start in starts:
            last = _last_of(segments, starts[start], end)
            if last is not None:
                return starts[start], last
    first = last = at
    while first > 0 and _is_part(segments, first - 1, first, dots):
        first -= 1
    while last + 1 < len(segments) and _is_part(segments, last + 1, last, dots):
        last += 1
    while last in dots:
        last -= 1
    while first in dots:
        first += 1
    return first, last


def _last_of(segments: Sequence[Segment], first: int, end: int) -> int | None:
    """Return the segment that ends at a place, None where none does."""
    for number in range(first, len(segments)):
        if _span(segments[number])[1] == end:
            return number
    return None


def _is_part(segments: Sequence[Segment], at: int, beside: int, dots: Set[int]) -> bool:
    """Tell whether a segment belongs to a name of which the one beside it is a part: dots and names
    take turns. Beside a hyphen a word is a name, too (让 in 让-克洛德)."""
    if beside in dots:
        return segments[at].kind == "name" or segments[beside].text in HYPHENS
    return at in dots


def _one(segments: Sequence[Segment]) -> Segment:
    text = "".join(segment.text for segment in segments)
    return Segment(segments[0].start, text, "name")


def _span(segment: Segment) -> Span:
    return segment.start, segment.start + len(segment.text)
