"""The fields of notes: which text goes into which field. With ``field_html`` the one place where
the HTML of cards is made."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.anki.card_options import CardOptions
from generator.anki.character_fields import CharacterFields
from generator.anki.chinese_html import ChineseHtml
from generator.anki.confusable import KINDS, ConfusableWords
from generator.anki.field_html import (
    CARD,
    SPACE,
    TARGET,
    blank,
    device_voice,
    escape,
    mark,
    mark_layers,
    occurrences,
)
from generator.anki.keys import guid
from generator.anki.level_names import frequency, grade, level
from generator.anki.note import GUESSABLE, Note
from generator.anki.note_types import SENTENCE, SWITCHES, WORD, note_type
from generator.anki.passage_fields import Fields, PassageFields, counterpart, is_unsure
from generator.anki.word_table import words_field
from generator.base.html import NOTHING, Html, join
from generator.base.records import Deck, Passage, Span, Token, Word
from generator.base.words import NoteKey
from generator.display import HANS, HANT, ChineseLookups

SWITCHED_ON = Html("y")
SILENT = Html("<span class='off'></span>")
"""A sound that is not there: where a field holds it, templates do not let the device speak."""
MAX_LARGE_HEADWORD = 5
"""Headwords of more characters are set smaller (style.css)."""


class _SentenceOfWord(NamedTuple):
    """The sentence that a word is shown in."""

    passage: Passage
    token: Token
    forms: tuple[str, ...]
    """All forms of the word, which prompts hide."""

    @property
    def target(self) -> Span:
        """Return where the word stands."""
        return self.token.start, self.token.end


class NoteMaker:
    """Makes the notes of one deck: what they share is worked out once."""

    def __init__(
        self,
        deck: Deck,
        cards: frozenset[str],
        *,
        card_options: CardOptions,
        lookups: ChineseLookups,
        sounds: Mapping[NoteKey, str],
        words: Sequence[Word],
    ) -> None:
        """``words`` are all that a learner of the deck could take for each other."""
        self._deck = deck
        self._cards = cards
        self._sounds = sounds
        self._is_silent = card_options.audio == "silent"
        self._chinese = ChineseHtml(deck.script, card_options, lookups)
        self._confusable = ConfusableWords(words)
        self._characters = CharacterFields(words, self._chinese)
        self._draws_strokes = card_options.strokes == "all" or "writing" in cards
        self._passages = PassageFields(deck, self._chinese)

    def word(self, word: Word) -> Note:
        """Return the note of a word."""
        token, passage = word.token, self._deck.passages[word.passage]
        key = NoteKey.of_word(token)
        shown = _SentenceOfWord(passage, token, (token.headword, word.traditional, token.text))
        fields = {
            "Key": escape(key.key),
            "Audio": self._sound(key),
            "SentenceAudio": self._sound_of_sentence(passage),
            **self._forms_and_meaning(word, shown.forms),
            **self._about(word),
            **self._sentence_of_word(shown),
            **self._passages.shared(word.passage),
        }
        return self._note(WORD, key, fields, _word_tags(word))

    def sentence(self, index: int) -> Note:
        """Return the note of the sentence of a passage, given the index of the passage."""
        passage, chinese = self._deck.passages[index], self._chinese
        key = NoteKey.of_sentence(passage.zh)
        lead = HANS if chinese.second else chinese.lang
        simplified, traditional = chinese.text(passage, lead), chinese.text(passage, HANT)
        other = NOTHING
        if traditional != simplified:
            classes = "both" if chinese.second else ""
            shown = mark_layers(traditional, speakers=passage.zh_speakers)
            other = CARD.element("span", shown, lang=HANT, class_=classes)
        fields = {
            "Key": escape(key.key),
            "Sentence": chinese.dressed(chinese.sentence(simplified, passage, lead)),
            "Traditional": other,
            "SentenceRuby": chinese.ruby(passage),
            "Zhuyin": chinese.sentence_zhuyin(passage),
            "English": chinese.dressed(self._passages.english(passage)),
            "Words": words_field(passage, key.key, chinese),
            "Number": escape(str(passage.number)),
            "Audio": self._sound(key),
            **self._passages.shared(index),
        }
        tags = ["check::alignment"] if is_unsure(passage) else []
        return self._note(SENTENCE, key, fields, tags)

    def _note(self, kind: str, key: NoteKey, fields: Fields, tags: Iterable[str]) -> Note:
        for card, (note_type_of_card, switch) in SWITCHES.items():
            if note_type_of_card == kind and card in self._cards:
                fields[switch] = SWITCHED_ON
        names = [name for name, _ in note_type(kind).fields]
        all_tags = ["cika", f"text::{self._deck.name}", *tags]
        return Note(
            note_type=kind,
            guid=guid(kind, key.key),
            fields=tuple(fields.get(name, NOTHING) for name in names),
            tags=tuple(map(_tag, all_tags)),
        )

    # -- words

    def _forms_and_meaning(self, word: Word, forms: Iterable[str]) -> Fields:
        token, chinese = word.token, self._chinese
        guesses = [doubt for doubt in token.doubts if doubt != "reading"]
        meaning = [chinese.gloss(token.gloss, *forms)]
        if token.gloss:
            meaning.append(chinese.doubt(*guesses))
        doubted = [doubt for doubt in token.doubts if doubt == "reading"]
        return {
            "Simplified": escape(token.headword),
            "Traditional": self._traditional(word),
            "Pinyin": join([chinese.pinyin(token), chinese.doubt(*doubted)]),
            "Zhuyin": chinese.zhuyin(token),
            "Meaning": join(meaning),
        }

    def _about(self, word: Word) -> Fields:
        chinese = self._chinese
        strokes = self._characters.strokes(word) if self._draws_strokes else NOTHING
        return {
            "Definition": chinese.glosses(word.definition),
            "PartOfSpeech": escape(word.part_of_speech),
            "Classifiers": chinese.zh("、".join(word.classifiers), HANS),
            "Level": escape(level(word.levels)),
            "Frequency": escape(frequency(word.zipf)),
            "Alike": self._alike(word),
            "Characters": self._characters.characters(word),
            "Strokes": strokes,
        }

    def _sentence_of_word(self, shown: _SentenceOfWord) -> Fields:
        passage, token = shown.passage, shown.token
        chinese = self._chinese
        zh = chinese.text(passage)
        gaps = [shown.target, *_repeated(shown, zh)]
        linked = counterpart(passage, token)
        return {
            "Sentence": self._marked_sentence(shown, zh),
            "SentenceRuby": chinese.ruby(passage, token),
            "SentenceEnglish": self._passages.english(passage, shown.forms, linked),
            "SentenceBlank": chinese.block(blank(zh, gaps, passage.zh_speakers)),
        }

    def _marked_sentence(self, shown: _SentenceOfWord, zh: str) -> Html:
        """Return the sentence with the word marked; once more in the second script, where that
        differs.

        Without a second script that line is there and empty: cards that learners have are so, and
        another field would make every note of theirs newer.
        """
        chinese = self._chinese
        classes: list[str] = []
        if len(shown.token.headword) > MAX_LARGE_HEADWORD:
            classes.append("long")
        if chinese.second:
            classes.append("both")  # by it style.css shows a word in both scripts
        speakers = shown.passage.zh_speakers
        html = chinese.block(mark(zh, [shown.target], TARGET, speakers), *classes)
        second = chinese.text(shown.passage, chinese.second) if chinese.second else ""
        if second == zh:
            return html
        marked = mark(second, [shown.target], TARGET, speakers)
        return join([html, chinese.block(marked, "second", lang=chinese.second)])

    def _traditional(self, word: Word) -> Html:
        """Return the traditional form where it differs, and always where cards lead with it
        (style.css)."""
        form = word.traditional or word.token.text
        is_shown = self._chinese.lang == HANT or form != word.token.headword
        return escape(form) if is_shown else NOTHING

    def _alike(self, word: Word) -> Html:
        """Return other words of the deck that a prompt, an ear or an eye could take for this one;
        the classes say in which way."""
        chinese = self._chinese
        items: list[Html] = []
        classes: dict[str, None] = {}
        for kind, other in self._confusable.of(word.token):
            why = CARD.element("span", escape(KINDS[kind]), class_="why")
            shown = (chinese.zh(other.headword, HANS), chinese.explained(other, other.gloss), why)
            items.append(CARD.element("li", join(shown, SPACE), class_=f"is-{kind}"))
            classes[f"is-{kind}"] = None
        if not items:
            return NOTHING
        return CARD.element("ul", join(items), class_=chinese.classes(*classes))

    def _sound(self, key: NoteKey) -> Html:
        """Return Anki's mark for a sound file; the names are made of hexadecimal digits and need no
        escape. Nothing where the device is to speak."""
        if self._is_silent:
            return SILENT
        return Html(f"[sound:{self._sounds[key]}]") if key in self._sounds else NOTHING

    def _sound_of_sentence(self, passage: Passage) -> Html:
        """Return the sound of a word's sentence. The device would read a sentence in both scripts
        twice: it gets the text by itself."""
        found = self._sound(NoteKey.of_sentence(passage.zh))
        text = self._chinese.text(passage)
        if found or not self._chinese.second:
            return found
        is_twice = self._chinese.text(passage, self._chinese.second) != text
        return device_voice(text) if is_twice else NOTHING


def _repeated(shown: _SentenceOfWord, zh: str) -> list[Span]:
    """Find where else the sentence says the word: a blank there as well. A single character inside
    other words gives nothing away."""
    token = shown.token
    same = [one for one in shown.passage.tokens if one.headword == token.headword]
    spans = [(one.start, one.end) for one in same]
    if len(token.text) > 1:
        spans += occurrences(zh, [zh[token.start : token.end]])
    return spans


def _word_tags(word: Word) -> list[str]:
    tags = [f"pos::{word.part_of_speech}"] if word.part_of_speech else []
    if word.levels.hsk2025:
        tags.append(f"hsk::{grade(word.levels.hsk2025, '-')}")
    tags += [f"check::{doubt}" for doubt in word.token.doubts]
    if word.guessable:
        tags.append(GUESSABLE)
    return tags


def _tag(text: str) -> str:
    """Return a text as a tag: Anki separates tags by spaces; quotes and control characters would
    break the twin."""
    allowed = (c if c.isprintable() and c not in "\"'" else " " for c in text)
    return "-".join("".join(allowed).split())
