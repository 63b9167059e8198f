"""One token of a passage: its reading, entry, sense and counterpart, written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.annotation.entries import (
    Entries,
    entries_of,
    function_words,
    is_proper,
)
from generator.annotation.spelling import (
    name_breaks,
    reading_of_base,
    syllables_of_form,
    write_form,
    write_number,
    write_word,
)
from generator.annotation.text_names import NAMELESS, TextNames
from generator.base import pinyin
from generator.base.han import HANZI
from generator.base.records import Entry, Span, Token
from generator.chinese import numbers
from generator.chinese.reading_rules import ExpectedReading
from generator.chinese.segment import NAME_TAGS, Segment
from generator.lexicon import card_gloss, english, glosses, senses
from generator.lexicon.common_senses import common_senses
from generator.lexicon.glosses import Gloss
from generator.lexicon.grammar_cues import Surroundings
from generator.lexicon.links import Link

DOUBTFUL = 0.75
"""Confidence under which a sense is marked for a person to check."""
SURE_LINK = 0.95
"""Confidence of a link from which its English is shown beside the gloss."""
MIN_LINK_CONFIDENCE = 0.6
"""Links below this are not stored on the token. At 0.6 two of three are right, and 85 % of the
words with a counterpart have a link (tools/fit_links.py). Senses weigh the weaker ones, too."""
SPELLED_CONFIDENCE, UNKNOWN_CONFIDENCE = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class WordContext:
    """What is known of one segment's surroundings when its token is built."""

    english: tuple[english.EnglishWord, ...]
    links: Mapping[int, Link]
    index: int
    """Of the segment in its passage."""
    segments: int
    """How many the passage has."""
    expected: ExpectedReading
    names: TextNames
    is_content: bool
    surroundings: Surroundings

    @property
    def link(self) -> Link | None:
        """Return the segment's link."""
        return self.links.get(self.index)

    def counterpart_spans(self) -> tuple[tuple[Span, ...], float]:
        """Return the counterpart as character offsets, and how sure it is."""
        link = self.link
        if link is None or link.confidence < MIN_LINK_CONFIDENCE:
            return (), 0.0
        span = self.english[link.first].start, self.english[link.last].end
        return (span,), link.confidence

    def unexplained_counterpart(self, found: Sequence[Gloss]) -> str:
        """Return the counterpart of a content word, where the link is sure and none of the word's
        glosses says it; else an empty string."""
        link = self.link
        if link is None or link.confidence < SURE_LINK or not self.is_content:
            return ""
        words = self.english[link.first : link.last + 1]
        return "" if card_gloss.says(found, words) else " ".join(word.text for word in words)

    def counterpart_gloss(self) -> str:
        """Return the English of the passage for this token, as a gloss; empty without a link."""
        link = self.link
        if link is None:
            return ""
        return "here: " + " ".join(w.text for w in self.english[link.first : link.last + 1])


class TokenBuilder:
    """Builds the tokens of passages out of segments, readings, links and the dictionary."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._dictionary = entries.dictionary

    def build(self, zh: str, segment: Segment, context: WordContext) -> Token:
        """Build the token of a segment of the passage ``zh``."""
        end = segment.start + len(segment.text)
        original = zh[segment.start : end]
        spans, confidence = context.counterpart_spans()
        bare = Token(
            start=segment.start,
            end=end,
            text=original,
            kind=segment.kind,
            pinyin=None,
            headword=original,
            reading="",
            entry=None,
            gloss="",
            senses=(),
            sense_confidence=0.0,
            english=spans,
            link_confidence=confidence,
        )
        entries, found = self._entries.look_up(segment, original)
        has_han = HANZI.search(segment.text) is not None
        if segment.kind in ("punctuation", "foreign") or (segment.kind == "number" and not has_han):
            return bare
        if segment.kind == "number" and (len(segment.text) > 1 or not entries):
            return _number(bare, segment.text, context.expected.syllables)
        if entries:
            return self._known(bare, segment, found, context)
        if segment.kind == "name":
            return _unknown_name(bare, segment.text, context)
        return self._unknown_word(bare, segment.text, context)

    def _known(
        self, bare: Token, segment: Segment, found: tuple[Gloss, ...], context: WordContext
    ) -> Token:
        expected = context.expected
        if expected.settled:
            fitting = [one for one in found if one.entry.reading.lower() == expected.reading]
            found = tuple(fitting) or found
        ranked = self.rank(segment, found, self._evidence(segment, context))
        entry = ranked[0].part.entry
        is_name = segment.text in context.names.spellings or self._is_name(entry)
        syllables = _capitalised(_syllables(segment, entry, context), entry, is_name)
        if segment.base:
            reading = write_form(segment, syllables)
        else:
            reading = write_word(segment.text, syllables, entry, self._dictionary.__contains__)
        here = "" if is_name else context.unexplained_counterpart(found)
        own_gloss = function_words().get((entry.simplified, entry.reading))
        confidence = senses.confidence(ranked)
        kind = segment.kind if segment.kind == "number" else "word"
        return replace(
            bare,
            kind="name" if is_name else kind,
            pinyin=syllables,
            headword=entry.simplified,
            reading=reading,
            entry=entry,
            gloss=own_gloss or card_gloss.gloss(ranked, here),
            senses=card_gloss.short_glosses(ranked),
            sense_confidence=confidence,
            doubts=_doubts(entry, entries_of(found), context, confidence),
        )

    def rank(
        self, segment: Segment, found: Sequence[Gloss], evidence: senses.SenseEvidence
    ) -> tuple[senses.Ranked, ...]:
        """Order the glosses of a segment, best first."""
        return senses.rank(found, evidence)

    def _evidence(self, segment: Segment, context: WordContext) -> senses.SenseEvidence:
        dictionary = self._dictionary
        tag = dictionary.tag(segment.text)
        is_spelled = segment.text in context.names.spellings
        spoken = senses.spoken(
            context.english,
            context.links,
            context.index,
            context.segments,
            dictionary.english_pos,
        )
        return senses.SenseEvidence(
            spoken=spoken,
            related=dictionary.related,
            pos=dictionary.english_pos,
            shares=self._entries.shares(segment.text),
            expected=reading_of_base(segment, context.expected.reading),
            tag=tag,
            name=segment.kind == "name" or is_spelled or tag in NAME_TAGS,
            odds=context.expected.odds,
            place=context.surroundings,
            common=common_senses(segment.text),
        )

    def _is_name(self, entry: Entry) -> bool:
        """Tell whether the dictionary writes an entry with a capital and it is neither a time word,
        such as a festival, nor a surname."""
        if not is_proper(entry) or glosses.SURNAME.match(entry.senses[0]):
            return False
        return not self._dictionary.tag(entry.simplified).startswith("t")

    def _unknown_word(self, bare: Token, word: str, context: WordContext) -> Token:
        """Build the token of a word that the dictionary lacks, glossed by its counterpart or its
        parts."""
        syllables = context.expected.syllables
        gloss = context.counterpart_gloss() or self._entries.gloss_by_parts(word, syllables)
        return replace(
            bare,
            pinyin=syllables,
            headword=word,
            reading=pinyin.write(syllables),
            gloss=gloss,
            senses=(gloss,) if gloss else (),
            sense_confidence=UNKNOWN_CONFIDENCE,
            doubts=("no-entry",),
        )


def _unknown_name(bare: Token, name: str, context: WordContext) -> Token:
    """Build the token of a name that the dictionary lacks: read by its spelling or its
    characters."""
    spelling = context.names.spellings.get(name, "")
    breaks = name_breaks(name, spelling)
    syllables = tuple(
        syllable.capitalize() if at == 0 or at in breaks else syllable
        for at, syllable in enumerate(context.expected.syllables)
    )
    return replace(
        bare,
        pinyin=syllables,
        headword=name,
        reading=pinyin.write(syllables, breaks),
        gloss=spelling or NAMELESS,
        senses=(spelling or NAMELESS,),
        sense_confidence=SPELLED_CONFIDENCE if spelling else UNKNOWN_CONFIDENCE,
        doubts=() if spelling else ("no-entry",),
    )


def _number(bare: Token, text: str, syllables: tuple[str, ...]) -> Token:
    value = numbers.value(text)
    gloss = "" if value is None else _number_gloss(text, value)
    return replace(
        bare,
        pinyin=syllables,
        headword=text,
        reading=write_number(text, syllables),
        gloss=gloss,
        senses=(gloss,) if gloss else (),
        sense_confidence=1.0,
    )


def _number_gloss(text: str, value: float) -> str:
    """Write a number in digits: with thousands separators where it has units, as a bare string of
    digits where not."""
    if not value.is_integer():
        return f"{value:g}"
    digits = f"{value:,.0f}" if pinyin.has_unit(text) else f"{value:.0f}"
    return f"No. {digits}" if text.startswith("第") else digits


def _syllables(segment: Segment, entry: Entry, context: WordContext) -> tuple[str, ...]:
    """Return the syllables of a segment: those of its entry, else what the sentence suggests."""
    heard = context.expected.syllables
    if segment.base:
        return syllables_of_form(segment, entry, heard) or heard
    return pinyin.of_characters(segment.text, entry.reading) or heard


def _capitalised(syllables: tuple[str, ...], entry: Entry, is_name: bool) -> tuple[str, ...]:
    """Return syllables with a capital where the word is a name, without where it is none."""
    if is_name and not pinyin.is_capital(syllables[0]):
        return (syllables[0].capitalize(), *syllables[1:])
    if not is_name and not is_proper(entry):
        return tuple(syllable.lower() for syllable in syllables)
    return syllables


def _doubts(
    entry: Entry, entries: Sequence[Entry], context: WordContext, confidence: float
) -> tuple[str, ...]:
    """Return what a person should check of a token: ``reading``, ``sense``."""
    readings = {one.reading.lower() for one in entries if not _is_surname(one)}
    expected = context.expected.reading
    found = []
    if len(readings) > 1 and expected and entry.reading.lower() != expected:
        found.append("reading")
    if confidence < DOUBTFUL and context.is_content:
        found.append("sense")
    return tuple(found)


def _is_surname(entry: Entry) -> bool:
    return all(glosses.SURNAME.match(sense) for sense in entry.senses)
