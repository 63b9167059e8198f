"""Notes from a deck: which text goes into which field. With ``markup`` the one place where HTML is made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from generator.anki.keys import guid, sentence_key, word_key
from generator.anki.markup import blank, bullets, escape, joined, mark, ruby, toned
from generator.anki.note_types import SENTENCE, WORD, note_type
from generator.anki.pinyin import sentence_pinyin, spelled
from generator.errors import InputError
from generator.records import Deck, Issue, Levels, Passage, Span, Token, Word

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
"""Names of cards for the command line, and the field that switches each on. The two without a field are always made."""

DEFAULT_CARDS = frozenset({"recognition", "reading"})

LINKED = 0.70
"""Least confidence of a link that is marked in the translation: 97.6 % of these overlap the right words (tools/links.py)."""

SURE = 0.5
"""Below this confidence a translation is tagged ``check::alignment``. A first guess, not tuned."""

BANDS = ((6.0, "very common"), (5.0, "common"), (4.0, "fairly common"), (3.0, "uncommon"), (0.01, "rare"))
"""Zipf scale (van Heuven et al. 2014): 3 and below is low, 4 and above high frequency."""

LONG = 5
"""Headwords of more characters are set smaller (style.css)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it goes to Anki: HTML in the order of its note type's fields."""

    note_type: str
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def make_notes(deck: Deck, cards: frozenset[str] = DEFAULT_CARDS) -> tuple[Note, ...]:
    """The notes of a deck in order of study: of each passage its new words, then its sentence.

    A word or sentence that the deck holds twice gives one note, the first; ``repeats`` names the others.
    Raises InputError where ``cards`` holds a name that is not in SWITCHES.
    """
    unknown = sorted(cards - SWITCHES.keys())
    if unknown:
        raise InputError(f"There is no card named {unknown[0]!r}. The cards are: {', '.join(SWITCHES)}.")
    maker = _Maker(deck, cards)
    notes: dict[str, Note] = {}
    for word, index in _studied(deck):
        note = maker.word(word) if word else maker.sentence(index)
        notes.setdefault(note.guid, note)
    return tuple(notes.values())


def counterpart(passage: Passage, token: Token) -> list[Span]:
    """Return where the translation says the word, as far as that is sure enough to be shown."""
    return joined(passage.en, token.english) if token.link_confidence >= LINKED else []


def repeats(deck: Deck) -> tuple[Issue, ...]:
    """Which words and sentences of the deck got no note of their own because an earlier one has the same key."""
    seen: set[tuple[str, str]] = set()
    issues = []
    for word, index in _studied(deck):
        passage = deck.passages[index]
        kind, key = (WORD, word_key(word.token)) if word else (SENTENCE, sentence_key(passage.zh))
        if (kind, key) in seen:
            where = f"No. {passage.number}: {word.token.headword if word else passage.zh}"
            issues.append(Issue("repeated", where, "It stands earlier in this text already; one card was made for both."))
        seen.add((kind, key))
    return tuple(issues)


def _studied(deck: Deck) -> Iterator[tuple[Word | None, int]]:
    """Words and, as (None, index), sentences in order of study."""
    by_passage: dict[int, list[Word]] = defaultdict(list)
    for word in deck.words:
        by_passage[word.passage].append(word)
    sentences = frozenset(deck.sentences)
    for index in range(len(deck.passages)):
        yield from ((word, index) for word in by_passage[index])
        if index in sentences:
            yield None, index


class _Maker:
    """Makes the notes of one deck: what they share is worked out once."""

    def __init__(self, deck: Deck, cards: frozenset[str]) -> None:
        self.deck = deck
        self.lang = "zh-Hant" if deck.script == "traditional" else "zh-Hans"
        self.cards = cards
        self.same_reading = _groups((word.token.reading.lower(), word) for word in deck.words)
        self.same_gloss = _groups((word.token.gloss.lower(), word) for word in deck.words)

    def word(self, word: Word) -> Note:
        token, passage = word.token, self.deck.passages[word.passage]
        key = word_key(token)
        target = (token.start, token.end)
        same = [(t.start, t.end) for t in passage.tokens if t.headword == token.headword and t.kind == token.kind]
        fields = {
            "Key": escape(key),
            "Simplified": escape(token.headword),
            "Traditional": self.traditional(word),
            "Pinyin": toned(token),
            "Zhuyin": escape(word.zhuyin),
            "Meaning": self.gloss(token.gloss),
            "Definition": bullets(self.gloss(sense) for sense in word.definition),
            "PartOfSpeech": escape(word.part_of_speech),
            "Classifiers": self.zh("、".join(word.classifiers), "zh-Hans"),
            "Level": level(word.levels),
            "Frequency": frequency(word.zipf),
            "Sentence": self.block(
                mark(passage.zh, [target], "<b class='target'>", "</b>"), "zh long" if len(token.headword) > LONG else "zh"
            ),
            "SentenceRuby": self.block(ruby(passage.tokens, token), "zh over"),
            "SentencePinyin": escape(sentence_pinyin(passage.tokens)),
            "SentenceEnglish": mark(passage.en, counterpart(passage, token), "<b class='counterpart'>", "</b>"),
            "SentenceBlank": self.block(blank(passage.zh, [target, *same])),
            "Alike": self.alike(word),
            **self.place(word.passage),
        }
        tags = [f"pos::{word.part_of_speech}"] if word.part_of_speech else []
        if word.levels.hsk2025:
            tags.append(f"hsk::{_grade(word.levels.hsk2025, '-')}")
        tags += [f"check::{doubt}" for doubt in token.doubts]
        return self.note(WORD, key, fields, tags)

    def sentence(self, index: int) -> Note:
        passage = self.deck.passages[index]
        key = sentence_key(passage.zh)
        fields = {
            "Key": escape(key),
            "Sentence": self.zh(passage.zh),
            "SentenceRuby": self.block(ruby(passage.tokens), "zh over"),
            "SentencePinyin": escape(sentence_pinyin(passage.tokens)),
            "English": escape(passage.en),
            "Words": self.words(passage, key),
            "Number": str(passage.number),
            **self.place(index),
        }
        return self.note(SENTENCE, key, fields, ["check::alignment"] if passage.en and passage.confidence < SURE else [])

    def note(self, kind: str, key: str, fields: dict[str, str], tags: list[str]) -> Note:
        switched = {switch: "y" for name, (of, switch) in SWITCHES.items() if of == kind and name in self.cards}
        values = fields | switched
        ordered = tuple(values.get(name, "") for name, _ in note_type(kind).fields)
        return Note(kind, guid(kind, key), ordered, tuple(_tag(t) for t in ["cika", f"text::{self.deck.name}", *tags]))

    def place(self, index: int) -> dict[str, str]:
        """Where the passage stands: its neighbours, and the source line."""
        meta, passages = self.deck.meta, self.deck.passages
        title = self.zh(meta.title_zh) or escape(meta.title_en or self.deck.title)
        return {
            "Before": self.context(passages[index - 1]) if index else "",
            "After": self.context(passages[index + 1]) if index + 1 < len(passages) else "",
            "Source": " · ".join(part for part in (title, escape(meta.date), f"No. {passages[index].number}") if part),
        }

    def context(self, passage: Passage) -> str:
        english = f"<div class='en'>{escape(passage.en)}</div>" if passage.en else ""
        return f"<div class='context'>{self.block(escape(passage.zh))}{english}</div>"

    def traditional(self, word: Word) -> str:
        """Filled where it differs, and always in a traditional text, whose cards lead with it (style.css)."""
        form = word.traditional or word.token.text
        return escape(form) if self.lang == "zh-Hant" or form != word.token.headword else ""

    def alike(self, word: Word) -> str:
        """Other words of the deck that sound the same or mean the same, so that a prompt cannot mean either."""
        key = word_key(word.token)
        others = self.same_reading[word.token.reading.lower()] + self.same_gloss[word.token.gloss.lower()]
        shown = {word_key(other.token): other.token for other in others}
        shown.pop(key, None)
        return bullets(f"{self.zh(token.headword, 'zh-Hans')} {self.explained(token)}" for token in shown.values())

    def words(self, passage: Passage, key: str) -> str:
        """The words of a sentence with reading and gloss, in text order.

        The card Order shows the same list shuffled: each item carries its shuffled place as CSS ``order``, which counts only
        in the frame of that card. So the card needs neither a field of its own nor JavaScript. What the table needs no second
        time, or has nothing to say about, has the class ``again`` and is seen on that card only.
        """
        tokens = [t for t in passage.tokens if t.kind != "punctuation" and t.text.strip()]
        places = _shuffled(len(tokens), key)
        seen: set[str] = set()
        items = []
        for token, order in zip(tokens, places, strict=True):
            again = " class='again'" if token.text in seen or not token.reading else ""
            seen.add(token.text)
            items.append(f"<li{again} style='order:{order}'>{self.zh(token.text)} {self.explained(token)}</li>")
        return f"<ul class='words'>{''.join(items)}</ul>" if len(items) > 1 else ""

    def explained(self, token: Token) -> str:
        return f"<span class='pinyin'>{toned(token)}</span> <span class='gloss'>{self.gloss(token.gloss)}</span>"

    def gloss(self, text: str) -> str:
        return escape(spelled(text, self.lang == "zh-Hant"))

    def zh(self, text: str, lang: str = "") -> str:
        return f"<span lang='{lang or self.lang}'>{escape(text)}</span>" if text else ""

    def block(self, markup: str, classes: str = "zh") -> str:
        """A line of Chinese in a box of its own. Its ``lang`` also tells style.css which form of the word to lead with."""
        return f"<div class='{classes}' lang='{self.lang}'>{markup}</div>" if markup else ""


def level(levels: Levels) -> str:
    """``HSK 3`` where all syllabuses agree, else ``HSK 2 (2025, 2021) · 3 (2.0)``; empty for a word of none."""
    by_grade: dict[int, list[str]] = defaultdict(list)
    for name, grade in (("2025", levels.hsk2025), ("2021", levels.hsk2021), ("2.0", levels.hsk20)):
        if grade is not None:
            by_grade[grade].append(name)
    if not by_grade:
        return ""
    if len(by_grade) == 1 and len(next(iter(by_grade.values()))) == 3:
        return f"HSK {_grade(next(iter(by_grade)))}"
    return "HSK " + " · ".join(f"{_grade(grade)} ({', '.join(names)})" for grade, names in by_grade.items())


def frequency(zipf: float) -> str:
    """A band of the Zipf scale and the number: ``common (5.2)``; empty for a word that was never counted."""
    return next((f"{name} ({zipf:.1f})" for least, name in BANDS if zipf >= least), "")


def _grade(grade: int, dash: str = "–") -> str:
    return f"7{dash}9" if grade == 7 else str(grade)


def _groups(pairs: Iterable[tuple[str, Word]]) -> dict[str, list[Word]]:
    groups: dict[str, list[Word]] = defaultdict(list)
    for key, word in pairs:
        if key:
            groups[key].append(word)
    return groups


def _shuffled(count: int, seed: str) -> list[int]:
    """The place of each of ``count`` items in a shuffle that depends on the seed alone and is never the order itself."""
    ranks = sorted(range(count), key=lambda i: sha256(f"{seed}\x1f{i}".encode()).digest())
    if ranks == list(range(count)):
        ranks = ranks[1:] + ranks[:1]
    places = [0] * count
    for place, item in enumerate(ranks):
        places[item] = place
    return places


def _tag(text: str) -> str:
    """Anki parts tags by spaces; quotes and control characters would break the twin."""
    return "-".join("".join(c if c.isprintable() and c not in "\"'" else " " for c in text).split())
