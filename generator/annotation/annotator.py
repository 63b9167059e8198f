"""Tokens out of passages: segmentation, reading, entry, sense and counterpart brought together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotation import multiword_terms, text_names, traditional
from generator.annotation.cut_choice import CutChooser, Read
from generator.annotation.entries import Entries, without_twins
from generator.annotation.part_of_speech import written_class
from generator.annotation.place_kinds import with_kinds
from generator.annotation.spacing import spread, tight
from generator.annotation.spelling import as_headword
from generator.annotation.text_names import NO_NAMES, TextNames
from generator.annotation.token_builder import TokenBuilder, WordContext
from generator.base import pinyin
from generator.base.records import Correction, Entry, MultiwordTerm, Passage, Token, Word
from generator.chinese import numbers, pronounce, word_forms
from generator.chinese.readings import ReadingChooser
from generator.chinese.script import is_traditional, simplify
from generator.chinese.segment import Segmenter
from generator.chinese.segments import Segment
from generator.chinese.tagger import TaggedSentence, TaggedWord, Tagger
from generator.lexicon import english, glosses, links
from generator.lexicon.counterparts import with_counterparts
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.links import LinkItem, PassageLinks
from generator.lexicon.passage_english import PassageEnglish
from generator.lexicon.search_terms import NO_SEARCH_TERMS
from generator.lexicon.sense_frames import Around
from generator.lexicon.sensed_passage import SensedPassage

if TYPE_CHECKING:
    from generator.lexicon.link_grid import WordVectors

CONTENT_TAGS = frozenset("nvaijltszbdq")
LIGHT_TAGS = frozenset("dqz")
"""Tags whose words are linked right less often (newswire: 83 to 88 % where nouns have 96)."""
LIGHT_WORDS = frozenset(
    "是 有 来 去 到 使 让 要 会 能 可以 可 得 在 没 没有 把 被 给 就 也 都 很 不 点儿".split()
)
"""Words with a content tag whose English is a function word."""


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A passage that is cut and linked."""

    zh: str
    segments: tuple[Segment, ...]
    items: Sequence[LinkItem]
    """What linking knew of each segment."""
    english: tuple[english.EnglishWord, ...]
    links: PassageLinks
    tagged: TaggedSentence


class Annotator:
    """Reads passages of one text or many; the dictionary and jieba are loaded once."""

    def __init__(self, dictionary: Dictionary, vectors: "WordVectors | None" = None) -> None:
        """``vectors`` gives unit vectors of words of either language; without them the dictionary
        alone links words."""
        self.dictionary = dictionary
        self.vectors = vectors
        self.segmenter = Segmenter(dictionary)
        self.reader = ReadingChooser(dictionary, self.segmenter.is_word)
        self.entries = Entries(dictionary, self.segmenter)
        self.builder = TokenBuilder(self.entries)
        self._tagger = Tagger()
        self.cutting = CutChooser(self.segmenter, self.entries)

    def names(
        self, pairs: Sequence[tuple[str, str]], corrections: Sequence[Correction] = ()
    ) -> TextNames:
        """Find the names and words of a text, see ``text_names.find_text_names``."""
        return text_names.find_text_names(pairs, corrections, self.dictionary, self.segmenter)

    def cut(self, zh: str, names: TextNames) -> tuple[Segment, ...]:
        """Cut a sentence of either script; the segments hold simplified text, their offsets fit
        the original."""
        return self.segmenter.cut(simplify(zh, names.traditional), names.words)

    def terms(self, zh: str) -> tuple[str, ...]:
        """Return the words and numbers of a sentence, simplified, as evidence for alignment."""
        segments = self.cut(zh, NO_NAMES)
        return tuple(one.text for one in segments if one.kind != "punctuation")

    def tokens(self, zh: str, en: str, names: TextNames) -> tuple[Token, ...]:
        """Annotate a passage. The tokens cover ``zh`` without gap or overlap."""
        return next(self.all_tokens([(zh, en)], names))

    def all_tokens(
        self, pairs: Sequence[tuple[str, str]], names: TextNames
    ) -> Iterator[tuple[Token, ...]]:
        """Annotate the passages of a text, (Chinese, English) each: together they cost less than
        one by one."""
        for start in range(0, len(pairs), links.BATCH):
            batch = pairs[start : start + links.BATCH]
            read = [tight(zh) for zh, _ in batch]
            lines = [(own.zh, en) for own, (_, en) in zip(read, batch, strict=True)]
            sensed = list(self.sensed_passages(lines, names))
            found = with_counterparts(sensed, self.dictionary.english_pos)
            for own, (zh, en), tokens in zip(read, batch, found, strict=True):
                yield spread(with_kinds(tokens, en), own, zh)

    def sensed_passages(
        self, pairs: Sequence[tuple[str, str]], names: TextNames
    ) -> Iterator[SensedPassage]:
        """Cut, link and gloss passages, (Chinese, English) each, all at once."""
        words = [english.words(en) for _, en in pairs]
        simplified = [simplify(zh, names.traditional) for zh, _ in pairs]
        tagged = self._tagger.read(simplified)
        own = [names.said_in(en) for _, en in pairs]
        read = []
        for number, (_, en) in enumerate(pairs):
            read.append(Read(simplified[number], en, tagged[number], words[number], own[number]))
        cuts = self.cutting.cuts(read)
        items = []
        for segments, passage_names, said in zip(cuts, own, words, strict=True):
            items.append(self.items(segments, passage_names, translated=bool(said)))
        linked = links.link_all(list(zip(items, words, strict=True)), self.vectors)
        for number, found in enumerate(linked):
            passage = LinkedPassage(
                tagged=tagged[number],
                zh=pairs[number][0],
                segments=cuts[number],
                items=items[number],
                english=words[number],
                links=found,
            )
            yield self._sensed(passage, own[number])

    def _sensed(self, passage: LinkedPassage, names: TextNames) -> SensedPassage:
        segments = passage.segments
        in_traditional = names.traditional or is_traditional(passage.zh)
        readings = self.reader.expected(segments, passage.tagged.words)
        english = PassageEnglish(passage.english, passage.links.links)
        tags = _tags_of_spans(passage.tagged.words)
        own_tags = [self._tags(one, tags) for one in segments]
        sentence = [
            Around(
                text=one.text,
                tag=lac or jieba,
                kind=one.kind,
                chances=passage.tagged.tags_of(one.start, one.start + len(one.text)),
            )
            for one, (lac, jieba) in zip(segments, own_tags, strict=True)
        ]
        found = []
        for index, segment in enumerate(segments):
            context = WordContext(
                english=english,
                sentence=sentence,
                index=index,
                tags=own_tags[index],
                expected=readings[index],
                names=names,
                is_content=passage.items[index].content,
                is_traditional=in_traditional,
            )
            found.append(self.builder.build(passage.zh, segment, context))
        return SensedPassage(english=english, chances=passage.links.chances, tokens=found)

    def _tags(self, segment: Segment, tagged: Mapping[tuple[int, int], str]) -> tuple[str, str]:
        """Return the tags of a segment by the tagger (empty where it cuts otherwise) and by jieba;
        what is parted (打个电话) is a verb, whatever its tag as a whole."""
        span = segment.start, segment.start + len(segment.text)
        if len(segment.base) > 1 and segment.text[1] in word_forms.PARTING:
            return tagged.get(span, ""), "v"
        return tagged.get(span, ""), self.dictionary.tag(segment.base or segment.text)

    def items(
        self, segments: Sequence[Segment], names: TextNames, *, translated: bool = True
    ) -> list[LinkItem]:
        """Return what linking needs to know of each segment; without a translation there is nothing
        that a word may be."""
        return [self._item(one, names, translated=translated) for one in segments]

    def _item(self, segment: Segment, names: TextNames, *, translated: bool) -> LinkItem:
        text = segment.text
        spelling = names.spelling(text)
        tag = self.dictionary.tag(text)
        is_number = segment.kind == "number"
        has_content_tag = text not in LIGHT_WORDS and (not tag or tag[0] in CONTENT_TAGS)
        content = bool(spelling) or is_number or has_content_tag
        terms = NO_SEARCH_TERMS
        if content and translated:
            terms = self.entries.search_terms(segment.base or text)
        return LinkItem(
            kind=segment.kind,
            text=text,
            term=terms,
            value=numbers.value(text) if is_number else None,
            spelling=spelling,
            content=content,
            light=bool(tag) and tag[0] in LIGHT_TAGS and not spelling,
        )

    def spoken(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens of a sentence with the tones that are spoken: bú shì, ní hǎo; what a
        dictionary says stays in ``entry``."""
        words = [(simplify(token.text), token.pinyin or ()) for token in tokens]
        heard = pronounce.spoken(words, self.segmenter.is_word)
        return tuple(map(_with_tones, tokens, heard))

    def terms_of(
        self, passages: Sequence[multiword_terms.Translated]
    ) -> list[tuple[MultiwordTerm, ...]]:
        """Find the terms over several words of a text, see ``multiword_terms.terms_of``."""
        return multiword_terms.terms_of(passages, self.dictionary)

    def is_name(self, token: Token) -> bool:
        """Tell whether a token is a name that a reader need not learn."""
        return text_names.is_name(token, self.dictionary)

    def named(self, passage: Passage) -> Passage:
        """Return a passage whose unexplained names have their counterparts for glosses."""
        return text_names.with_named_glosses(passage)

    def traditional(self, token: Token) -> str:
        """Return a simplified word in traditional characters."""
        return traditional.traditional_form(token, self.dictionary)

    def word(self, token: Token, passage: int) -> Word:
        """Complete a token with what the lists know of its word."""
        token = as_headword(token, self.dictionary.__contains__)
        facts = self.dictionary.facts(token.headword)
        entries = self._entries_of_reading(token)
        definition: dict[str, None] = {}
        for entry in without_twins(entries):
            for sense in entry.senses:
                if not _is_covered(sense, token.gloss):
                    definition[sense] = None
        classifiers: dict[str, None] = {}
        for entry in entries:
            classifiers |= dict.fromkeys(entry.classifiers)
        for measure in reversed(token.measures):
            classifiers = {measure: None} | classifiers
        return Word(
            token=token,
            passage=passage,
            part_of_speech=written_class(token),
            levels=facts.levels,
            zipf=facts.zipf,
            traditional=token.entry.traditional if token.entry else self.traditional(token),
            definition=tuple(definition),
            classifiers=tuple(classifiers),
        )

    def _entries_of_reading(self, token: Token) -> tuple[Entry, ...]:
        """Return the entries of a word that are read as the token's."""
        if token.entry is None:
            return ()
        reading = token.entry.reading.lower()
        entries = self.dictionary.entries(token.headword)
        return tuple(entry for entry in entries if entry.reading.lower() == reading)


def _tags_of_spans(tagged: Sequence[TaggedWord]) -> dict[tuple[int, int], str]:
    return {(word.start, word.end): word.tag for word in tagged}


def _with_tones(token: Token, syllables: tuple[str, ...]) -> Token:
    if not token.pinyin or syllables == token.pinyin:
        return token
    reading = pinyin.respelled(token.reading, token.pinyin, syllables)
    return replace(token, pinyin=syllables, reading=reading)


def _is_covered(sense: str, gloss: str) -> bool:
    """Tell whether a short gloss says all that a definition says."""
    return set(glosses.tidy(sense).split("; ")) <= set(gloss.split("; "))
