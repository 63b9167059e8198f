"""One token of a passage: its reading, entry, sense and counterpart, written down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.annotation.entries import Entries, is_proper
from generator.annotation.spelling import (
    as_spelled,
    name_breaks,
    reading_of_base,
    syllables_of_form,
    write_form,
    write_number,
    write_word,
)
from generator.annotation.text_names import NAMELESS, TextNames, joined_letters
from generator.base import pinyin
from generator.base.han import HANZI
from generator.base.records import Entry, Token
from generator.base.unread import unread
from generator.chinese import numbers
from generator.chinese.numerals_in_figures import read_figures
from generator.chinese.reading_rules import ExpectedReading
from generator.chinese.segments import Segment
from generator.chinese.tagger import NAME_TAGS
from generator.lexicon import glosses, sense_model, word_classes
from generator.lexicon.english import EnglishWord
from generator.lexicon.links import Link
from generator.lexicon.passage_english import PassageEnglish
from generator.lexicon.sense_features import WordInPassage
from generator.lexicon.sense_frames import Around
from generator.lexicon.sense_model import RankedSense, misleading
from generator.lexicon.sensed_passage import SensedToken
from generator.lexicon.word_senses import Sense

DOUBTFUL = 0.85
"""Probability of the sense on the card under which it is marked for a person to check."""
SURE_READING = 0.7
"""Chance of a reading from which it decides where no translation does (.9 and .52 were tried)."""
UNLISTED_READING = 0.8
"""Chance from which a reading counts that the learner's dictionary lacks."""
SPELLED_CONFIDENCE, GUESSED_CONFIDENCE = 0.9, 0.7
"""Of a name that the translation spells; of a word that only its counterpart explains."""
PARTS_CONFIDENCE = 0.3
"""Of a word that only its parts explain: 汪淼 is no "expanse of water + flood"."""


@dataclass(frozen=True, slots=True)
class WordContext:
    """What is known of one segment's surroundings when its token is built."""

    english: PassageEnglish
    sentence: Sequence[Around]
    """All segments of the passage."""
    index: int
    """Of the segment in its passage."""
    tags: tuple[str, str]
    """By the tagger and by jieba."""
    expected: ExpectedReading
    names: TextNames
    is_content: bool
    is_traditional: bool = False
    """Whether the passage is written in traditional characters."""

    @property
    def link(self) -> Link | None:
        """Return the segment's link."""
        return self.english.links.get(self.index)

    def linked_words(self) -> Sequence[EnglishWord]:
        """Return the English words that the segment is linked to."""
        link = self.link
        return self.english.words[link.first : link.last + 1] if link else ()

    def counterpart_gloss(self) -> str:
        """Return the English of the passage for this token, as a gloss; empty without a link."""
        words = self.linked_words()
        return "here: " + " ".join(word.text for word in words) if words else ""


class TokenBuilder:
    """Builds the tokens of passages out of segments, readings, links and the dictionary."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._dictionary = entries.dictionary

    def build(self, zh: str, segment: Segment, context: WordContext) -> SensedToken:
        """Build the token of a segment of the passage ``zh``."""
        original = zh[segment.start : segment.start + len(segment.text)]
        bare = unread(segment.start, original, segment.kind)
        entries, _ = self._entries.look_up(segment, original, is_traditional=context.is_traditional)
        if context.names.is_homonym(segment.text):
            segment, entries = segment._replace(kind="name"), ()
        has_han = HANZI.search(segment.text) is not None
        if segment.kind == "number" and not has_han:
            return _without_sense(_figures(bare, segment.text, context))
        if segment.kind in ("punctuation", "foreign"):
            return _without_sense(bare)
        if segment.kind == "number" and (len(segment.text) > 1 or not entries):
            return _without_sense(_number(bare, segment.text, context.expected.syllables))
        if entries:
            return self._known(bare, segment, context)
        if segment.kind == "name":
            return _without_sense(self._unknown_name(bare, segment.text, context))
        return _without_sense(self._unknown_word(bare, segment.text, context))

    def _known(self, bare: Token, segment: Segment, context: WordContext) -> SensedToken:
        senses = self._possible_senses(segment, bare.text, context)
        ranked = self.rank(segment, senses, self._place(segment, context))
        best = ranked[0].sense
        entry = best.entry
        is_name = segment.text in context.names.spellings or self._is_name(entry)
        syllables = _capitalised(_syllables(segment, entry, context), entry, is_name)
        if segment.base:
            reading = write_form(segment, syllables)
        else:
            is_word = self._dictionary.__contains__
            reading = write_word(segment.text, syllables, entry, is_word)
        kind = segment.kind if segment.kind == "number" else "word"
        confidence = 1 - misleading(ranked)
        token = replace(
            bare,
            kind="name" if is_name else kind,
            pinyin=syllables,
            headword=entry.simplified,
            reading=reading,
            entry=entry,
            gloss=best.gloss,
            senses=tuple(dict.fromkeys(one.sense.gloss for one in ranked)),
            sense_confidence=confidence,
            part_of_speech=best.pos,
            labels=best.labels,
            measures=best.measures,
            doubts=("sense",) if confidence < DOUBTFUL else (),
        )
        return SensedToken(
            token=token, senses=tuple(one.sense for one in ranked), probability=confidence
        )

    def _possible_senses(
        self, segment: Segment, original: str, context: WordContext
    ) -> tuple[Sense, ...]:
        """Return the senses that a segment may have here. Reading and sense are chosen together;
        where there is no translation, a reading that is as good as sure comes first."""
        is_traditional = context.is_traditional
        senses = self._entries.senses(segment, original, is_traditional=is_traditional)
        expected = context.expected
        chance = expected.odds.get(expected.reading, 0.0)
        fitting = [one for one in senses if one.reading.lower() == expected.reading]
        if not fitting and chance > UNLISTED_READING and not segment.base:
            unlisted = self._entries.unlisted_senses
            reading = expected.reading
            fitting = [*unlisted(segment, original, reading, is_traditional=is_traditional)]
            senses = (*senses, *fitting)
        is_sure = expected.settled or (chance > SURE_READING and not context.english.words)
        return tuple(fitting) if fitting and is_sure else senses

    def rank(
        self, segment: Segment, senses: Sequence[Sense], place: WordInPassage
    ) -> tuple[RankedSense, ...]:
        """Order the senses of a segment, likeliest first."""
        return sense_model.model().rank(place, senses)

    def _place(self, segment: Segment, context: WordContext) -> WordInPassage:
        dictionary = self._dictionary
        link = context.link
        english_class = ""
        if link:
            english_class = word_classes.in_english(
                context.english.words, link.first, link.last, dictionary.english_pos
            )
        is_spelled = segment.text in context.names.spellings
        is_name = segment.kind == "name" or is_spelled or context.tags[0] in NAME_TAGS
        odds = context.expected.odds if not segment.base else _odds_of_base(segment, context)
        return WordInPassage(
            word=segment.base or segment.text,
            index=context.index,
            sentence=context.sentence,
            english=context.english,
            tags=context.tags,
            odds=odds,
            english_class=english_class,
            related=dictionary.related,
            is_name=is_name,
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
        said = context.counterpart_gloss()
        gloss = said or self._entries.gloss_by_parts(word, syllables)
        return replace(
            bare,
            pinyin=syllables,
            headword=word,
            reading=pinyin.write(syllables),
            gloss=gloss,
            senses=(gloss,) if gloss else (),
            sense_confidence=GUESSED_CONFIDENCE if said else PARTS_CONFIDENCE,
            doubts=("no-entry",),
        )

    def _unknown_name(self, bare: Token, name: str, context: WordContext) -> Token:
        """Build the token of a name that the dictionary lacks: read by its spelling or its
        characters."""
        spelling = context.names.spelling(name)
        breaks = name_breaks(name, spelling)
        letters = joined_letters(spelling).replace("ü", "v")
        read = as_spelled(name, context.expected.syllables, letters, self._dictionary.entries)
        syllables = tuple(
            syllable.capitalize() if at == 0 or at in breaks else syllable
            for at, syllable in enumerate(read)
        )
        return replace(
            bare,
            pinyin=syllables,
            headword=name,
            reading=pinyin.write(syllables, breaks),
            gloss=spelling or NAMELESS,
            senses=(spelling or NAMELESS,),
            sense_confidence=SPELLED_CONFIDENCE if spelling else GUESSED_CONFIDENCE,
            doubts=() if spelling else ("no-entry",),
        )


def _without_sense(token: Token) -> SensedToken:
    return SensedToken(token=token, senses=(), probability=0.0)


def _figures(bare: Token, text: str, context: WordContext) -> Token:
    """Build the token of a number in figures alone: how it is said hangs on the word behind it."""
    after = context.sentence[context.index + 1 : context.index + 2]
    is_counted = bool(after) and after[0].tag == "q"
    reading = read_figures(text, after[0].text if after else "", is_counted=is_counted)
    return replace(bare, reading=reading)


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


def _odds_of_base(segment: Segment, context: WordContext) -> dict[str, float]:
    reading = reading_of_base(segment, context.expected.reading)
    return {reading: 1.0} if reading else {}
