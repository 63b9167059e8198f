"""Tokens out of passages: segmentation, reading, entry, sense and counterpart brought together.

With ``pipeline`` and ``correct`` it knows both the Chinese stage and the lexicon.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from generator.base import pinyin
from generator.base.errors import data_file
from generator.base.records import Correction, Entry, Passage, Token, Word
from generator.base.records import MultiwordTerm as LongTerm
from generator.chinese import numbers, phrases, pronounce, word_forms
from generator.chinese.readings import ExpectedReading, ReadingChooser, is_counted
from generator.chinese.script import is_traditional, simplify
from generator.chinese.segment import IS_HAN, NAME_TAGS, Segment, Segmenter, TextWords
from generator.chinese.spelled_names import find_names
from generator.chinese.suffixes import DATE_UNITS
from generator.lexicon import card_gloss, english, glosses, links, senses
from generator.lexicon.common_senses import common_senses
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.glosses import Gloss
from generator.lexicon.grammar_cues import Neighbour, Surroundings
from generator.lexicon.links import Link, LinkItem
from generator.lexicon.search_terms import NO_SEARCH_TERMS, SearchTerms, search_terms_of, stems

FUNCTION_WORDS = Path(__file__).resolve().parent.parent / "data" / "function_words.tsv"
COMMON = 4.0
"""Zipf value from which a dictionary word is not taken for a name because of its sound (我们,
"Women")."""
DOUBTFUL = 0.75
"""Confidence under which a sense is marked for a person to check."""
SURE_NAME = 0.7
"""Confidence of a link from which its English is the gloss of a name: 96 % of these overlap the
right words (tools/fit_links.py)."""
SURE_LINK = 0.95
"""Confidence of a link from which its English is shown beside the gloss."""
CONTENT_TAGS = frozenset("nvaijltszbdq")
LIGHT_TAGS = frozenset("dqz")
"""Tags whose words are linked right less often (newswire: 83 to 88 % where nouns have 96)."""
PARTS_OF_SPEECH = {
    "n": "noun",
    "v": "verb",
    "a": "adjective",
    "d": "adverb",
    "p": "preposition",
    "c": "conjunction",
    "r": "pronoun",
    "m": "numeral",
    "q": "measure word",
    "u": "particle",
    "y": "particle",
    "e": "interjection",
    "o": "onomatopoeia",
    "t": "time word",
    "s": "place word",
    "f": "direction word",
    "i": "idiom",
    "l": "set phrase",
    "j": "abbreviation",
    "b": "adjective",
    "z": "adjective",
    "k": "suffix",
    "h": "prefix",
}
"""jieba's tags by their first letter."""
OPEN_CLASSES = {"noun", "verb", "adjective", "adverb"}
ENGLISH = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
AUXILIARIES = frozenset(
    "can may must should will would shall need be is are have has let do don't won't cannot unable"
    " not no there while".split()
)
"""Beginnings of glosses that tell no part of speech."""
NAMELESS = "(name)"
"""The gloss of a name that neither the dictionary nor the spelling of the translation explains."""
TOLD = 0.6
"""Least confidence of a link that a token carries: at it, two in three are right, and 85 % of the
words that have a counterpart are linked (``tools/fit_links.py``). Senses weigh the weaker ones,
too."""
LIGHT = frozenset(
    "是 有 来 去 到 使 让 要 会 能 可以 可 得 在 没 没有 把 被 给 就 也 都 很 不 点儿".split()
)
"""Words with a content tag whose English is a function word."""


@dataclass(frozen=True, slots=True)
class TextNames:
    """Names of one text: what segmentation needs, and how the translation spells them."""

    words: TextWords
    spellings: Mapping[str, str]
    traditional: bool = False
    """Whether the text is written in traditional characters, so that 他著急 is, too."""


NO_NAMES = TextNames(TextWords(), {})


class Annotator:
    """Reads passages of one text or many; the dictionary and jieba are loaded once."""

    def __init__(self, dictionary: Dictionary, vectors: "links.Vectors | None" = None) -> None:
        """``vectors`` gives unit vectors of words of either language; without them the dictionary
        alone links words."""
        self.dictionary = dictionary
        self.vectors = vectors
        self.segmenter = Segmenter(dictionary)
        self.reader = ReadingChooser(dictionary, self.segmenter.is_word)
        self._counted: dict[str, dict[str, float]] = {}
        self._terms: dict[str, SearchTerms] = {}
        self._parts: dict[tuple[str, str], tuple[tuple[Entry, ...], tuple[Gloss, ...]]] = {}

    def names(
        self, pairs: Sequence[tuple[str, str]], corrections: Sequence[Correction] = ()
    ) -> TextNames:
        """Find the names that the translation spells and the words that the text repeats.

        Words of ``corrections`` that the dictionary lacks are words of the text as well, and so is
        what a person joined.
        """
        traditional = 2 * sum(is_traditional(zh) for zh, _ in pairs) > len(pairs)
        simplified = [(simplify(zh, traditional), en) for zh, en in pairs]
        found = find_names(simplified, self.dictionary.syllables, self._is_common)
        repeated = self.segmenter.proposals(zh for zh, _ in simplified)
        own = frozenset(
            word
            for line in corrections
            if not line.is_cut
            and len(word := simplify(line.word)) > 1
            and (line.joined or word not in self.dictionary)
        )
        cuts = frozenset("|".join(map(simplify, line.parts)) for line in corrections if line.is_cut)
        # A person's 王小明 over "Xiaoming"
        cuts |= {word for word in own if any(n.zh in word and n.zh != word for n in found)}
        words = TextWords(frozenset(n.zh for n in found), repeated | own, cuts)
        return TextNames(words, {n.zh: n.english for n in found}, traditional)

    def _is_common(self, form: str) -> bool:
        return form in self.dictionary and self.dictionary.facts(form).zipf >= COMMON

    def cut(self, zh: str, names: TextNames) -> tuple[Segment, ...]:
        """Cut a sentence of either script; the pieces hold simplified text, their offsets fit the
        original."""
        return self.segmenter.cut(simplify(zh, names.traditional), names.words)

    def terms(self, zh: str) -> tuple[str, ...]:
        """Return the words and numbers of a sentence, simplified, as evidence for alignment."""
        return tuple(p.text for p in self.cut(zh, NO_NAMES) if p.kind != "punctuation")

    def word(self, token: Token, passage: int) -> Word:
        """Complete a token with what the lists know of its word."""
        token = self._unformed(token)
        facts = self.dictionary.facts(token.headword)
        entries = [
            e
            for e in self.dictionary.entries(token.headword)
            if token.entry and e.reading.lower() == token.entry.reading.lower()
        ]
        return Word(
            token,
            passage,
            (
                _part_of_speech(facts.tag, token.gloss, self.dictionary.english_pos)
                if token.entry
                else ""
            ),
            facts.levels,
            facts.zipf,
            token.entry.traditional if token.entry else token.text,
            tuple(
                dict.fromkeys(
                    s
                    for e in _without_twins(tuple(entries))
                    for s in e.senses
                    if not _is_said(s, token.gloss)
                )
            ),
            tuple(dict.fromkeys(c for e in entries for c in e.classifiers)),
        )

    def _unformed(self, token: Token) -> Token:
        """Return a token whose reading is its headword's, where the text has a form of it: 看看 is
        learnt as 看 kàn."""
        if token.entry is None or len(token.headword) == len(token.text):
            return token
        syllables = pinyin.of_characters(token.headword, token.entry.reading)
        if syllables is None:
            return token
        if not pinyin.is_capital(token.reading):
            syllables = tuple(s.lower() for s in syllables)
        return replace(
            token, pinyin=syllables, reading=self.write(token.headword, syllables, token.entry)
        )

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
            pieces = [self.cut(zh, names) for zh, _ in batch]
            words = [english.words(en) for _, en in batch]
            items = [
                self.items(own, names, translated=bool(said))
                for own, said in zip(pieces, words, strict=True)
            ]
            linked = links.link_all(list(zip(items, words, strict=True)), self.vectors)
            for (zh, _), cut, known, english_words, found in zip(
                batch, pieces, items, words, linked, strict=True
            ):
                yield self._tokens(zh, cut, known, english_words, found, names)

    def spoken(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens of a sentence with the tones that are spoken: bú shì, ní hǎo; what a
        dictionary says stays in ``entry``."""
        words = [(simplify(t.text), t.pinyin or ()) for t in tokens]
        said = pronounce.spoken(words, self.segmenter.is_word)
        return tuple(
            (
                t
                if not t.pinyin or new == t.pinyin
                else replace(t, pinyin=new, reading=pinyin.respelled(t.reading, t.pinyin, new))
            )
            for t, new in zip(tokens, said, strict=True)
        )

    def terms_of(
        self, passages: Sequence[tuple[str, Sequence[Token]]]
    ) -> list[tuple[LongTerm, ...]]:
        """Find the terms over the words of a text's passages (English and tokens) of which we can
        say what they mean."""
        pieces = [
            [Segment(t.start, simplify(t.text), t.kind) for t in tokens] for _, tokens in passages
        ]
        repeated = phrases.repeated_terms(pieces, self.dictionary.tag)
        return [
            tuple(
                LongTerm(
                    tokens[a].start,
                    tokens[b - 1].end,
                    text,
                    " ".join(t.reading for t in tokens[a:b]),
                    gloss,
                )
                for a, b in phrases.phrases(own, self.dictionary.__contains__, repeated)
                if (
                    gloss := self._gloss_of_term(
                        text := "".join(t.text for t in tokens[a:b]), tokens[a:b], en
                    )
                )
            )
            for (en, tokens), own in zip(passages, pieces, strict=True)
        ]

    def _gloss_of_term(self, text: str, tokens: Sequence[Token], en: str) -> str:
        """What the translation says for the words of a term, if it says them in one place; else the
        dictionary's gloss of the whole that the translation bears out; empty where there is
        neither."""
        spans = sorted(span for token in tokens for span in token.english)
        between = sum(len(english.words(en[a[1] : b[0]])) for a, b in pairwise(spans))
        if len(spans) > 1 and between <= sum(not t.english for t in tokens) <= 1:
            return en[spans[0][0] : max(end for _, end in spans)]
        entries = self.dictionary.entries(text)
        parts = glosses.glosses_of(entries[0], self.dictionary.entries) if entries else ()
        said = {w.stem for w in english.words(en)}
        return next(
            (
                p.text
                for p in parts
                if p.role in ("sense", "reference")
                and (not en or said.issuperset(stems(p.core) or ("",)))
            ),
            "",
        )

    def _tokens(
        self,
        zh: str,
        pieces: tuple[Segment, ...],
        items: Sequence[LinkItem],
        words: tuple[english.EnglishWord, ...],
        linked: Mapping[int, Link],
        names: TextNames,
    ) -> tuple[Token, ...]:
        readings = self.reader.expected(pieces)
        around = [Neighbour(p.text, "m" if p.kind == "number" else self._tag(p)) for p in pieces]
        places = [
            Surroundings(
                tuple(around[max(0, i - 2) : i][::-1]),
                tuple(around[i + 1 : i + 9]),
                is_counted(pieces, i),
            )
            for i in range(len(pieces))
        ]
        return tuple(
            self._token(
                zh,
                piece,
                _Context(
                    words, linked, i, len(pieces), readings[i], names, items[i].content, places[i]
                ),
            )
            for i, piece in enumerate(pieces)
        )

    def _tag(self, piece: Segment) -> str:
        """jieba's tag of a piece; what is parted (打个电话) is a verb, whatever its tag as a
        whole."""
        parted = len(piece.base) > 1 and piece.text[1] in word_forms.PARTING
        return "v" if parted else self.dictionary.tag(piece.base or piece.text)

    def items(
        self, pieces: Sequence[Segment], names: TextNames, *, translated: bool = True
    ) -> list[LinkItem]:
        """Return what linking needs to know of each piece; without a translation there is nothing
        that a word may be."""
        return [self._item(p, names, translated=translated) for p in pieces]

    def _look_up(
        self, piece: Segment, original: str
    ) -> tuple[tuple[Entry, ...], tuple[Gloss, ...]]:
        """Return the entries of a piece and their glosses; for a word without entry the glosses of
        its characters."""
        if piece.kind in ("punctuation", "foreign") or not IS_HAN.search(piece.text):
            return (), ()
        key = piece.base or piece.text, "" if piece.base else original
        if key not in self._parts:
            entries = _without_twins(self._entries(piece, original))
            words = self.segmenter.parts(piece.text) if len(piece.text) > 1 else ()
            sources = entries or [
                e for word in words for e in _without_twins(self.dictionary.entries(word))
            ]
            self._parts[key] = (
                entries,
                tuple(p for e in sources for p in glosses.glosses_of(e, self.dictionary.entries)),
            )
        return self._parts[key]

    def _entries(self, piece: Segment, original: str) -> tuple[Entry, ...]:
        """Return the entries of a piece, in a traditional text those that are written like it: 髮
        is not 發, though both are 发."""
        if piece.base:
            return self.dictionary.entries(piece.base)
        entries = self.dictionary.entries(piece.text)
        written = tuple(e for e in entries if e.traditional == original)
        return (
            written or entries or self.dictionary.entries(original)
            if original != piece.text
            else entries
        )

    def _item(self, piece: Segment, names: TextNames, *, translated: bool) -> LinkItem:
        spelling = names.spellings.get(piece.text, "")
        tag = self.dictionary.tag(piece.text)
        content = (
            bool(spelling)
            or piece.kind == "number"
            or (piece.text not in LIGHT and (not tag or tag[0] in CONTENT_TAGS))
        )
        value = numbers.value(piece.text) if piece.kind == "number" else None
        light = bool(tag) and tag[0] in LIGHT_TAGS and not spelling
        term = self._term(piece.base or piece.text) if content and translated else NO_SEARCH_TERMS
        return LinkItem(piece.kind, piece.text, term, value, spelling, content, light)

    def _term(self, word: str) -> SearchTerms:
        """What a word may be in English; remembered."""
        if word not in self._terms:
            self._terms[word] = (
                search_terms_of(word, self._glosses, self.dictionary.syllables)
                if IS_HAN.search(word)
                else NO_SEARCH_TERMS
            )
        return self._terms[word]

    def _glosses(self, word: str) -> tuple[Gloss, ...]:
        """The glosses of a word; none where it has no entry."""
        return self._look_up(Segment(0, word, "word"), word)[1] if word in self.dictionary else ()

    def _token(self, zh: str, piece: Segment, context: "_Context") -> Token:
        end = piece.start + len(piece.text)
        original = zh[piece.start : end]
        entries, parts = self._look_up(piece, original)
        bare = Token(
            piece.start,
            end,
            original,
            piece.kind,
            None,
            original,
            "",
            None,
            "",
            (),
            0.0,
            *context.spans(),
        )
        if piece.kind in ("punctuation", "foreign") or (
            piece.kind == "number" and not IS_HAN.search(piece.text)
        ):
            return bare
        if piece.kind == "number" and (len(piece.text) > 1 or not entries):
            return self._number(bare, piece.text, context.expected.syllables)
        if not entries:
            return self._unknown(bare, piece, context)
        return self._known(bare, piece, parts, context)

    def _known(
        self, bare: Token, piece: Segment, parts: tuple[Gloss, ...], context: "_Context"
    ) -> Token:
        if context.expected.settled:
            parts = (
                tuple(
                    part for part in parts if part.entry.reading.lower() == context.expected.reading
                )
                or parts
            )
        ranked = self.choose(piece, parts, self._evidence(piece, context))
        best = ranked[0].part
        entry = best.entry
        own = (
            _form(piece, entry, context)
            if piece.base
            else pinyin.of_characters(piece.text, entry.reading)
        )
        syllables = own or context.expected.syllables
        is_name = piece.text in context.names.spellings or self._is_name(entry)
        if is_name and not pinyin.is_capital(syllables[0]):
            syllables = (syllables[0].capitalize(), *syllables[1:])
        elif not is_name and not _is_proper(entry):
            syllables = tuple(s.lower() for s in syllables)
        gloss = _function_words().get((entry.simplified, entry.reading)) or card_gloss.gloss(
            ranked, "" if is_name else context.unsaid(parts)
        )
        sure = senses.confidence(ranked)
        return replace(
            bare,
            kind="name" if is_name else "number" if piece.kind == "number" else "word",
            pinyin=syllables,
            headword=entry.simplified,
            reading=(
                _write_form(piece, syllables)
                if piece.base
                else self.write(piece.text, syllables, entry)
            ),
            entry=entry,
            gloss=gloss,
            senses=card_gloss.short_glosses(ranked),
            sense_confidence=sure,
            doubts=_doubts(entry, entries_of(parts), context, sure),
        )

    def is_name(self, token: Token) -> bool:
        """Whether a token is a name that a reader need not learn: none that an HSK syllabus has
        (中国), nor 英式橄榄球, "rugby"."""
        entry = token.entry
        if token.kind != "name" and not (
            entry and _is_proper(entry) and glosses.SURNAME.match(entry.senses[0])
        ):
            return False
        if entry and _is_proper(entry) and not any(map(str.isupper, token.gloss)):
            return False
        levels = self.dictionary.facts(token.headword).levels
        return not (levels.hsk20 or levels.hsk2021 or levels.hsk2025)

    def named(self, passage: Passage) -> Passage:
        """Return a passage in which names that nothing else explains have the gloss that the
        translation gives them."""
        return replace(
            passage,
            tokens=tuple(
                _said(t, passage.en) if t.gloss == NAMELESS else t for t in passage.tokens
            ),
        )

    def traditional(self, token: Token) -> str:
        """A simplified word in traditional characters, as long as the word: the form of its entry,
        else of the longest words in it."""
        if (
            token.entry
            and token.entry.simplified == token.text
            and len(token.entry.traditional) == len(token.text)
        ):
            return token.entry.traditional
        written, at = "", 0
        while at < len(token.text):
            size = next(
                (
                    n
                    for n in range(len(token.text) - at, 1, -1)
                    if token.text[at : at + n] in self.dictionary
                ),
                1,
            )
            written += self._traditional(token.text[at : at + size])
            at += size
        # 干干净净 and 干起活来 are forms of it
        if token.entry and len(token.entry.traditional) == len(token.entry.simplified):
            own = dict(zip(token.entry.simplified, token.entry.traditional, strict=True))
            return "".join(
                own.get(sign, other) for sign, other in zip(token.text, written, strict=True)
            )
        return written

    def _traditional(self, form: str) -> str:
        """The form of the entry that has most senses of its own (发: 發; 年 not 秊); the word
        itself where there is none of its length."""
        entries = [
            e
            for e in self.dictionary.entries(form)
            if e.simplified == form and len(e.traditional) == len(form)
        ]

        def own(entry: Entry) -> int:
            return sum("variant of" not in sense and "(old)" not in sense for sense in entry.senses)

        return max(entries, key=own).traditional if entries else form

    def choose(
        self, piece: Segment, parts: tuple[Gloss, ...], evidence: senses.SenseEvidence
    ) -> tuple[senses.Ranked, ...]:
        """Order the glosses of a piece, best first."""
        return senses.rank(parts, evidence)

    def _shares(self, word: str) -> dict[str, float]:
        if word not in self._counted:
            self._counted[word] = self.dictionary.translations(word)
        return self._counted[word]

    def _evidence(self, piece: Segment, context: "_Context") -> senses.SenseEvidence:
        return senses.SenseEvidence(
            senses.spoken(
                context.english,
                context.links,
                context.index,
                context.tokens,
                self.dictionary.english_pos,
            ),
            self.dictionary.related,
            self.dictionary.english_pos,
            self._shares(piece.text),
            _expected_of(piece, context.expected.reading),
            self.dictionary.tag(piece.text),
            name=piece.kind == "name"
            or piece.text in context.names.spellings
            or self.dictionary.tag(piece.text) in NAME_TAGS,
            place=context.place,
            common=common_senses(piece.text),
            odds=context.expected.odds,
        )

    def _is_name(self, entry: Entry) -> bool:
        """Whether the dictionary writes an entry with a capital and it is no time word, such as a
        festival."""
        return (
            _is_proper(entry)
            and not self.dictionary.tag(entry.simplified).startswith("t")
            and not glosses.SURNAME.match(entry.senses[0])
        )

    def _unknown(self, bare: Token, piece: Segment, context: "_Context") -> Token:
        """A name or word that the dictionary lacks: read by its spelling or its characters, glossed
        by its parts."""
        spelling = context.names.spellings.get(piece.text, "")
        syllables = context.expected.syllables
        if piece.kind == "name":
            breaks = _name_breaks(piece.text, spelling)
            capital = tuple(
                s.capitalize() if i == 0 or i in breaks else s for i, s in enumerate(syllables)
            )
            return replace(
                bare,
                pinyin=capital,
                headword=piece.text,
                reading=pinyin.write(capital, breaks),
                gloss=spelling or NAMELESS,
                senses=(spelling or NAMELESS,),
                sense_confidence=0.9 if spelling else 0.5,
                doubts=() if spelling else ("no-entry",),
            )
        gloss = context.counterpart() or self._by_parts(piece.text, syllables)
        return replace(
            bare,
            pinyin=syllables,
            headword=piece.text,
            reading=pinyin.write(syllables),
            gloss=gloss,
            senses=(gloss,) if gloss else (),
            sense_confidence=0.5,
            doubts=("no-entry",),
        )

    def _by_parts(self, word: str, syllables: Sequence[str]) -> str:
        """Gloss a word by the words it is made of: ``全 all + 厂 factory``, ``机械 machine + 厂
        factory``."""
        known, at = [], 0
        for part in self.segmenter.parts(word):
            heard = " ".join(syllables[at : at + len(part)])
            at += len(part)
            _, parts = self._look_up(Segment(0, part, "word"), part)
            usable = [p for p in parts if p.role in ("sense", "reference")]
            usable = [p for p in usable if pinyin.mark(p.entry.reading) == heard] or (
                usable if len(part) > 1 else []
            )
            if usable:
                known.append(f"{part} {glosses.join([usable[0].core])}")
        return " + ".join(known)

    def _number(self, bare: Token, text: str, syllables: tuple[str, ...]) -> Token:
        value = numbers.value(text)
        written = _write_number(text, syllables)
        gloss = "" if value is None else _number_gloss(text, value)
        return replace(
            bare,
            pinyin=syllables,
            headword=text,
            reading=written,
            gloss=gloss,
            senses=(gloss,) if gloss else (),
            sense_confidence=1.0,
        )

    def write(self, word: str, syllables: Sequence[str], entry: Entry | None) -> str:
        """Write a word's pinyin, longer expressions parted into their words (GB/T 16159 6.1.1.4,
        6.1.8)."""
        if word[0] == "第" and len(word) == len(syllables):
            return pinyin.write_number(word, syllables)
        capitals = [i for i, s in enumerate(syllables) if i and pinyin.is_capital(s)]
        if capitals or len(syllables) != len(word) or len(word) < 4:
            return pinyin.write(syllables, breaks=capitals)
        if len(word) == 4 and word[:2] in self.dictionary and word[2:] in self.dictionary:
            idiom = entry is not None and any("(idiom)" in s for s in entry.senses)
            return (
                pinyin.write(syllables, hyphens=[2])
                if idiom
                else pinyin.write(syllables, breaks=[2])
            )
        return pinyin.write(syllables)


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of one token's surroundings."""

    english: tuple[english.EnglishWord, ...]
    links: Mapping[int, Link]
    index: int
    tokens: int
    expected: ExpectedReading
    names: TextNames
    content: bool
    place: Surroundings

    @property
    def link(self) -> Link | None:
        return self.links.get(self.index)

    def spans(self) -> tuple[tuple[tuple[int, int], ...], float]:
        """The counterpart as character offsets, and how sure it is."""
        found = self.link
        if found is None or found.confidence < TOLD:
            return (), 0.0
        return ((self.english[found.first].start, self.english[found.last].end),), found.confidence

    def unsaid(self, parts: Sequence[Gloss]) -> str:
        """The counterpart of a content word, where the link is sure and none of the word's glosses
        says it; else empty."""
        found = self.link
        if found is None or found.confidence < SURE_LINK or not self.content:
            return ""
        words = self.english[found.first : found.last + 1]
        return "" if card_gloss.says(parts, words) else " ".join(w.text for w in words)

    def counterpart(self) -> str:
        """The English of the passage for this token, as a gloss; empty where it is not linked."""
        found = self.link
        if found is None:
            return ""
        return "here: " + " ".join(w.text for w in self.english[found.first : found.last + 1])


def _part_of_speech(tag: str, gloss: str, of_english: Callable[[str], str]) -> str:
    """What jieba's tag says of a word, or its gloss where that says otherwise.

    jieba has one tag for all senses: 还 huán "to return" is no adverb, 邻居 "neighbor" no verb,
    美丽 "beautiful" no noun.
    """
    told = PARTS_OF_SPEECH.get(tag[:1], "")
    if told and told not in OPEN_CLASSES:
        return told
    first = re.sub(r"\(.*?\)", " ", gloss).partition(";")[0].split()
    if not first or first[0].lower() in AUXILIARIES:
        return told
    if first[0] in {"to", "classifier"} and len(first) > 1:
        return "verb" if first[0] == "to" else "measure word"
    letters = of_english(first[0].lower()) if len(first) == 1 else ""
    found = [ENGLISH[letter] for letter in letters if letter != "v"]  # the gloss of a verb has "to"
    if not found:
        return "" if told == "verb" else told
    return told if told in found else found[0]


@lru_cache(maxsize=1)
def _function_words() -> dict[tuple[str, str], str]:
    """(word, reading) -> our gloss, for grammar words that the dictionary explains in a sentence or
    not at all."""
    with data_file(FUNCTION_WORDS), FUNCTION_WORDS.open(encoding="utf-8", newline="") as lines:
        found = {
            (row["word"], row["reading"]): row["gloss"]
            for row in csv.DictReader(lines, delimiter="\t")
        }
        if not found:
            raise ValueError("it is empty")
    return found


def _number_gloss(text: str, value: float) -> str:
    """Write a number in digits: with thousands separators where it has units, as a bare string of
    digits where not."""
    if not value.is_integer():
        return f"{value:g}"
    digits = f"{value:,.0f}" if pinyin.has_unit(text) else f"{value:.0f}"
    return f"No. {digits}" if text.startswith("第") else digits


def _write_number(text: str, syllables: tuple[str, ...]) -> str:
    """Write a number's pinyin; the unit of a date stands apart (``yī jiǔ wǔ sì nián``, ``31
    rì``)."""
    if text[0].isdigit():
        return " ".join((text[: -len(syllables)], *syllables))
    if text[-1] in DATE_UNITS:
        return f"{pinyin.write_number(text[:-1], syllables[:-1])} {syllables[-1]}"
    return pinyin.write_number(text, syllables)


def _form(piece: Segment, entry: Entry, context: "_Context") -> tuple[str, ...] | None:
    """Read a form of a word: the word's own characters as its entry reads them, others as the
    sentence does."""
    own = pinyin.of_characters(piece.base, entry.reading)
    heard = context.expected.syllables
    if own is None or len(heard) != len(pinyin.HAN.findall(piece.text)):
        return None
    waiting = list(zip(piece.base, own, strict=True))
    read = []
    for sign, syllable in zip(pinyin.HAN.findall(piece.text), heard, strict=True):
        read.append(next((s for c, s in waiting if c == sign), syllable))
    return tuple(read)


def _expected_of(piece: Segment, reading: str) -> str:
    """How the sentence reads the word that a piece is a form of: ``kan4 le5 kan4`` of 看了看 is
    ``kan4``."""
    heard = reading.split()
    if not piece.base or len(heard) != len(piece.text):
        return reading
    at = dict(zip(reversed(piece.text), reversed(heard), strict=True))
    return " ".join(at.get(sign, "") for sign in piece.base)


def _write_form(piece: Segment, syllables: tuple[str, ...]) -> str:
    if piece.text[0].isdigit():
        return f"{piece.text.rstrip('月')} {syllables[-1]}"
    spaces, hyphens = word_forms.breaks(piece.text, piece.base)
    return pinyin.write(syllables, spaces, hyphens)


def entries_of(parts: Iterable[Gloss]) -> tuple[Entry, ...]:
    """Return the entries that glosses come from, each once, in order."""
    return tuple(dict.fromkeys(p.entry for p in parts))


def _is_said(sense: str, gloss: str) -> bool:
    """Whether a short gloss says all that a definition says."""
    return set(glosses.tidy(sense).split("; ")) <= set(gloss.split("; "))


def _said(name: Token, en: str) -> Token:
    """A name with its counterpart for a gloss, if that is sure."""
    gloss = " ".join(en[start:end] for start, end in name.english)
    return (
        replace(name, gloss=gloss, senses=(gloss,))
        if gloss and name.link_confidence >= SURE_NAME
        else name
    )


def _is_proper(entry: Entry) -> bool:
    """Whether an entry is written with a capital; the dictionary does so for months as well, GB/T
    16159 does not."""
    return entry.reading[:1].isupper() and not entry.simplified.endswith("月")


def _without_twins(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Drop entries that only refer to the same simplified word in another traditional spelling (着,
    "variant of 著|着")."""
    kept = [e for e in entries if not _is_twin(e)]
    return tuple(kept) if kept else entries


def _is_twin(entry: Entry) -> bool:
    targets = [m for s in entry.senses if (m := glosses.REFERENCE.match(s))]
    return len(targets) == len(entry.senses) and all(
        m["simplified"] == entry.simplified for m in targets
    )


def _doubts(
    entry: Entry, entries: Sequence[Entry], context: _Context, sure: float
) -> tuple[str, ...]:
    several = (
        len(
            {
                e.reading.lower()
                for e in entries
                if not all(glosses.SURNAME.match(s) for s in e.senses)
            }
        )
        > 1
    )
    found = []
    if several and context.expected.reading and entry.reading.lower() != context.expected.reading:
        found.append("reading")
    if sure < DOUBTFUL and context.content:
        found.append("sense")
    return tuple(found)


def _name_breaks(name: str, spelling: str) -> list[int]:
    """Where a name's pinyin is parted: after the surname, as the English spelling does or by the
    length of the name."""
    if spelling:
        return [1] if " " in spelling and len(name) <= 3 else []
    return [1] if 2 <= len(name) <= 3 else []
