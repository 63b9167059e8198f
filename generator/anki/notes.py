"""Notes from a deck: which text goes into which field. With ``markup`` the one place where HTML is
made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.anki.card_options import DEFAULT_CARDS, NO_LOOKUPS, CardLookups, CardOptions
from generator.anki.character_fields import CharacterFields
from generator.anki.chinese_html import HANS, HANT, ChineseHtml
from generator.anki.confusable import KINDS, ConfusableWords
from generator.anki.field_html import blank, bullets, escape, joined, mark, marked, occurrences
from generator.anki.keys import guid, sentence_key, word_key
from generator.anki.level_names import frequency, grade, level
from generator.anki.note_types import SENTENCE, WORD, note_type
from generator.anki.word_table import words_field
from generator.base.errors import InputError
from generator.base.records import Deck, Issue, Passage, Span, Token, Word

SWITCHES = {
    "recognition": (WORD, ""),
    "production": (WORD, "AddProduction"),
    "listening": (WORD, "AddListening"),
    "cloze": (WORD, "AddCloze"),
    "writing": (WORD, "AddWriting"),
    "reading": (SENTENCE, ""),
    "sentence-listening": (SENTENCE, "AddListening"),
    "translation": (SENTENCE, "AddTranslation"),
    "order": (SENTENCE, "AddOrder"),
}
"""Names of cards for the command line, and the field that switches each on. The two without a field
are always made."""

NO_SOUNDS: Mapping[str, str] = {}

LINKED = 0.70
"""Least confidence of a link that is marked in the translation: 97.6 % of these overlap the right
words (tools/fit_links.py)."""

SURE = 0.5
"""Below this confidence a translation is tagged ``check::alignment``. A first guess, not tuned."""

GUESSABLE = "guessable"
"""Tag of words that are made of characters which the learner knew when the note was first made."""

TARGET = ("<b class='target'>", "</b>")
COUNTERPART = ("<b class='counterpart'>", "</b>")
DEFAULT_LOOKS = CardOptions()

WORD_LIST = "Word list"
"""The source of what no text has. It names neither lesson nor line: what moves in the list is the
same note."""
LONG = 5
"""Headwords of more characters are set smaller (style.css)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it goes to Anki: HTML in the order of its note type's fields."""

    note_type: str
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def make_notes(
    deck: Deck,
    cards: frozenset[str] = DEFAULT_CARDS,
    looks: CardOptions = DEFAULT_LOOKS,
    lookups: CardLookups = NO_LOOKUPS,
    sounds: Mapping[str, str] = NO_SOUNDS,
    before: Iterable[Word] = (),
) -> tuple[Note, ...]:
    """The notes of a deck in order of study: of each passage its new words, then its sentence.

    ``sounds`` are the names of sound files by ``word_key`` and ``sentence_key``; what has none is
    spoken by the learner's device. ``before`` are words that earlier decks of the package teach,
    which a learner could take for those of this one.

    A word or sentence that the deck holds twice gives one note, the first; ``repeats`` names the
    others. Raises InputError where ``cards`` holds a name that is not in SWITCHES.
    """
    unknown = sorted(cards - SWITCHES.keys())
    if unknown:
        raise InputError(
            f"There is no card named {unknown[0]!r}. The cards are: {', '.join(SWITCHES)}."
        )
    maker = _NoteMaker(deck, cards, looks, lookups, sounds, (*before, *_in_text_order(deck)))
    notes: dict[str, Note] = {}
    for word, index in _studied(deck):
        note = maker.word(word) if word else maker.sentence(index)
        notes.setdefault(note.guid, note)
    return tuple(notes.values())


def counterpart(passage: Passage, token: Token) -> list[Span]:
    """Return where the translation says the word, as far as that is sure enough to be shown."""
    return joined(passage.en, token.english) if token.link_confidence >= LINKED else []


def repeats(deck: Deck) -> tuple[Issue, ...]:
    """Which words and sentences of the deck got no note of their own because an earlier one has the
    same key."""
    seen: set[tuple[str, str]] = set()
    issues = []
    for word, index in _studied(deck):
        passage = deck.passages[index]
        kind, key = (WORD, word_key(word.token)) if word else (SENTENCE, sentence_key(passage.zh))
        if (kind, key) in seen:
            where = f"No. {passage.number}: {word.token.headword if word else passage.zh}"
            issues.append(
                Issue(
                    "repeated",
                    where,
                    "It stands earlier in this text already; one card was made for both.",
                )
            )
        seen.add((kind, key))
    return tuple(issues)


def _studied(deck: Deck) -> Iterator[tuple[Word | None, int]]:
    """Words with the passage that they are shown in and, as (None, index), sentences, in order of
    study."""
    by_passage: dict[int, list[Word]] = defaultdict(list)
    for word in deck.words:
        by_passage[word.place].append(word)
    sentences = frozenset(deck.sentences)
    for index in deck.order or range(len(deck.passages)):
        yield from ((word, word.passage) for word in by_passage[index])
        if index in sentences:
            yield None, index


def _in_text_order(deck: Deck) -> list[Word]:
    """The words as they stand first in the text: what a note says of other words must not hang on
    the order of study."""
    first: dict[str, int] = {}
    for token in (token for passage in deck.passages for token in passage.tokens):
        first.setdefault(word_key(token), len(first))
    return sorted(deck.words, key=lambda word: first.get(word_key(word.token), len(first)))


class _NoteMaker:
    """Makes the notes of one deck: what they share is worked out once."""

    def __init__(
        self,
        deck: Deck,
        cards: frozenset[str],
        looks: CardOptions,
        lookups: CardLookups,
        sounds: Mapping[str, str],
        words: Sequence[Word],
    ) -> None:
        self.deck = deck
        self.sounds = sounds
        self.cards = cards
        self.face = ChineseHtml(deck.script, looks, lookups)
        self.like = ConfusableWords(words)
        self.characters = CharacterFields(words, self.face)
        self.draws = looks.strokes == "all" or "writing" in cards
        self._places: dict[int, dict[str, str]] = {}

    def word(self, word: Word) -> Note:
        token, passage, face = word.token, self.deck.passages[word.passage], self.face
        key = word_key(token)
        forms = (token.headword, word.traditional, token.text)
        target = (token.start, token.end)
        guessed = [doubt for doubt in token.doubts if doubt != "reading"]
        zh = face.text(passage)
        long = ("long",) if len(token.headword) > LONG else ()
        fields = {
            "Key": escape(key),
            "Simplified": escape(token.headword),
            "Traditional": self.traditional(word),
            "Pinyin": (
                face.pinyin(token)
                + face.doubt(*(doubt for doubt in token.doubts if doubt == "reading"))
            ),
            "Zhuyin": face.zhuyin(token),
            "Meaning": (
                face.gloss(token.gloss, *forms) + (face.doubt(*guessed) if token.gloss else "")
            ),
            "Definition": bullets(face.gloss(sense) for sense in word.definition),
            "PartOfSpeech": escape(word.part_of_speech),
            "Classifiers": face.zh("、".join(word.classifiers), HANS),
            "Level": level(word.levels),
            "Frequency": frequency(word.zipf),
            "Sentence": (
                face.block(mark(zh, [target], *TARGET), *long, *self.both())
                + self.other(passage, target)
            ),
            "SentenceRuby": face.ruby(face.heard(passage), token),
            "SentencePinyin": face.line_pinyin(passage),
            "SentenceEnglish": self.english(passage, forms, counterpart(passage, token)),
            "SentenceBlank": face.block(blank(zh, [target, *_repeated(passage, token, zh)])),
            "Alike": self.alike(word),
            "Characters": self.characters.characters(word),
            "Strokes": self.characters.strokes(word) if self.draws else "",
            "Audio": self.sound(key),
            "SentenceAudio": self.sound(sentence_key(passage.zh)),
            **self.place(word.passage),
        }
        tags = [f"pos::{word.part_of_speech}"] if word.part_of_speech else []
        if word.levels.hsk2025:
            tags.append(f"hsk::{grade(word.levels.hsk2025, '-')}")
        tags += [f"check::{doubt}" for doubt in token.doubts]
        tags += [GUESSABLE] * word.guessable
        return self.note(WORD, key, fields, tags)

    def sentence(self, index: int) -> Note:
        passage, face = self.deck.passages[index], self.face
        key = sentence_key(passage.zh)
        both = bool(self.both())
        shown = face.text(passage, HANS if both else "")
        traditional = face.text(passage, HANT)
        seen = " class='both'" if both else ""
        fields = {
            "Key": escape(key),
            "Sentence": face.dressed(face.zh(shown, HANS if both else "")),
            "Traditional": (
                f"<span lang='{HANT}'{seen}>{escape(traditional)}</span>"
                if traditional != shown
                else ""
            ),
            "SentenceRuby": face.ruby(face.heard(passage)),
            "SentencePinyin": face.line_pinyin(passage),
            "Zhuyin": face.line_zhuyin(passage),
            "English": face.dressed(self.english(passage)),
            "Words": words_field(passage, key, face),
            "Number": str(passage.number),
            "Audio": self.sound(key),
            **self.place(index),
        }
        return self.note(SENTENCE, key, fields, ["check::alignment"] if _is_unsure(passage) else [])

    def note(self, kind: str, key: str, fields: dict[str, str], tags: list[str]) -> Note:
        switched = {
            switch: "y"
            for name, (of, switch) in SWITCHES.items()
            if of == kind and name in self.cards
        }
        values = fields | switched
        ordered = tuple(values.get(name, "") for name, _ in note_type(kind).fields)
        return Note(
            kind,
            guid(kind, key),
            ordered,
            tuple(_tag(t) for t in ["cika", f"text::{self.deck.name}", *tags]),
        )

    def place(self, index: int) -> dict[str, str]:
        """Where the passage stands: its neighbours, and the source line. Prompts leave out the
        title, which may say the answer."""
        if index not in self._places:  # every word of a sentence stands in the same place
            self._places[index] = self._placed(index)
        return self._places[index]

    def _placed(self, index: int) -> dict[str, str]:
        meta, passages = self.deck.meta, self.deck.passages
        if self.deck.loose:
            return {"Source": self.face.dressed(f"<span class='where'>{WORD_LIST}</span>")}
        title = self.face.zh(meta.title_zh, _lang(self.deck)) or escape(
            meta.title_en or self.deck.title
        )
        named = f"<span class='title'>{title} · </span>" if title else ""
        where = " · ".join(filter(None, (escape(meta.date), f"No. {passages[index].number}")))
        return {
            "Before": self.context(passages[index - 1]) if index else "",
            "After": self.context(passages[index + 1]) if index + 1 < len(passages) else "",
            "Source": self.face.dressed(f"{named}<span class='where'>{where}</span>"),
        }

    def sound(self, key: str) -> str:
        """Anki's mark for a sound file; the names are made of hexadecimal digits and need no
        escape."""
        return f"[sound:{self.sounds[key]}]" if key in self.sounds else ""

    def context(self, passage: Passage) -> str:
        english = f"<div class='en'>{self.english(passage)}</div>" if passage.en else ""
        return (
            "<div"
            f" class='context'>{self.face.block(escape(self.face.text(passage)))}{english}</div>"
        )

    def english(
        self, passage: Passage, forms: Iterable[str] = (), linked: Iterable[Span] = ()
    ) -> str:
        """The translation with a word's counterpart marked; where it quotes the word itself,
        prompts hide that."""
        said = (occurrences(passage.en, forms), "<span class='said'>", "</span>")
        return marked(passage.en, (linked, *COUNTERPART), said) + (
            self.face.doubt("alignment") if _is_unsure(passage) else ""
        )

    def traditional(self, word: Word) -> str:
        """Filled where it differs, and always where cards lead with it (style.css)."""
        form = word.traditional or word.token.text
        return escape(form) if self.face.lang == HANT or form != word.token.headword else ""

    def both(self) -> tuple[str, ...]:
        """The class by which style.css shows a word in both scripts."""
        return ("both",) if self.face.other else ()

    def other(self, passage: Passage, target: Span) -> str:
        """The sentence in the second script, where that is wanted and differs."""
        shown = self.face.text(passage, self.face.other) if self.face.other else ""
        return (
            self.face.block(mark(shown, [target], *TARGET), "second", lang=self.face.other)
            if shown != self.face.text(passage)
            else ""
        )

    def alike(self, word: Word) -> str:
        """Other words of the deck that a prompt, an ear or an eye could take for this one; the
        classes say in which way."""
        found = self.like.of(word.token)
        if not found:
            return ""
        face = self.face
        items = [
            f"<li class='is-{kind}'>{face.zh(other.headword, HANS)} {face.explained(other)} <span"
            f" class='why'>{KINDS[kind]}</span></li>"
            for kind, other in found
        ]
        return f"<ul class='{face.classes(*dict.fromkeys(f'is-{kind}' for kind, _ in found))}'>{''.join(items)}</ul>"


def _lang(deck: Deck) -> str:
    """The script of what is quoted as the text has it."""
    return HANT if deck.script == "traditional" else HANS


def _is_unsure(passage: Passage) -> bool:
    return bool(passage.en) and passage.confidence < SURE


def _repeated(passage: Passage, token: Token, shown: str) -> list[Span]:
    """Where else the sentence says the word: a blank there as well. A single character inside other
    words gives nothing away."""
    same = [(t.start, t.end) for t in passage.tokens if t.headword == token.headword]
    return same + (
        occurrences(shown, [shown[token.start : token.end]]) if len(token.text) > 1 else []
    )


def _tag(text: str) -> str:
    """Anki parts tags by spaces; quotes and control characters would break the twin."""
    return "-".join("".join(c if c.isprintable() and c not in "\"'" else " " for c in text).split())
