"""The two note types of Cika: their fields, their templates and the ids by which Anki knows them
again.

Every id here was given once and is never reused. Anki compares a note type in a package with the
one in the collection by these ids: with them a rename is a plain update, without them the learner's
notes are left behind. Fields and templates are therefore never reordered or removed; a new need
renames a spare field.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator.base.errors import data_file

TEMPLATES = Path(__file__).parent / "templates"
PARTIAL = re.compile(r"\{\{> ([\w/]+)\}\}")

MODIFIED = 1_795_837_881
"""When templates, CSS or names last changed (Unix seconds). A collection takes the new ones only if
this is newer."""

DIGEST = "291e6bfa258942a0"
"""``digest()`` as of MODIFIED. A test compares it, so that nobody changes a template without
raising MODIFIED."""


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of card that a note type makes."""

    name: str
    id: int
    needs: tuple[str, ...]
    """The card exists where all these fields are filled. The front is wrapped in them, so Anki
    finds the same."""
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as Anki stores it."""

    name: str
    id: int
    fields: tuple[tuple[str, int], ...]
    """Names and ids, in order. The first is the key, the second what the browser sorts by."""
    templates: tuple[Template, ...]

    def cards(self, fields: Sequence[str]) -> tuple[int, ...]:
        """Return the zero-based numbers of the templates that make a card of a note with these
        field texts."""
        filled = {name for (name, _), text in zip(self.fields, fields, strict=True) if text}
        numbers: list[int] = []
        for number, template in enumerate(self.templates):
            if filled.issuperset(template.needs):
                numbers.append(number)
        return tuple(numbers)


WORD = "Cika Word"
SENTENCE = "Cika Sentence"

# fmt: off
WORD_FIELDS = (
    ("Key", 552301), ("Simplified", 552302), ("Traditional", 552303), ("Pinyin", 552304),
    ("Zhuyin", 552305), ("Meaning", 552306), ("Definition", 552307), ("PartOfSpeech", 552308),
    ("Classifiers", 552309), ("Level", 552310), ("Frequency", 552311), ("Sentence", 552312),
    ("SentenceRuby", 552313), ("SentencePinyin", 552314), ("SentenceEnglish", 552315),
    ("SentenceBlank", 552316), ("Before", 552317), ("After", 552318), ("Source", 552319),
    ("Alike", 552320), ("Characters", 552321), ("Strokes", 552322), ("Image", 552323),
    ("Audio", 552324), ("SentenceAudio", 552325), ("Notes", 552326), ("AddProduction", 552327),
    ("AddListening", 552328), ("AddCloze", 552329), ("AddWriting", 552330), ("AlsoSeen", 552331),
    ("Spare2", 552332), ("Spare3", 552333), ("Spare4", 552334), ("Spare5", 552335),
    ("Spare6", 552336),
)
SENTENCE_FIELDS = (
    ("Key", 552401), ("Sentence", 552402), ("Traditional", 552403), ("SentenceRuby", 552404),
    ("SentencePinyin", 552405), ("Zhuyin", 552406), ("English", 552407), ("Words", 552408),
    ("Before", 552409), ("After", 552410), ("Source", 552411), ("Number", 552412),
    ("Image", 552413), ("Audio", 552414), ("Notes", 552415), ("AddListening", 552416),
    ("AddTranslation", 552417), ("AddOrder", 552418), ("Spare1", 552419), ("Spare2", 552420),
    ("Spare3", 552421), ("Spare4", 552422), ("Spare5", 552423), ("Spare6", 552424),
)
# name, id, and what a card needs: its switch first, then the plain fields that its front shows
WORD_TEMPLATES = (
    ("Recognition", 552351, ("Simplified",)),
    ("Production", 552352, ("AddProduction", "Meaning")),
    ("Listening", 552353, ("AddListening", "Simplified", "Source")),
    ("Cloze", 552354, ("AddCloze", "SentenceBlank")),
    ("Writing", 552355, ("AddWriting", "Pinyin", "Meaning")),
)
SENTENCE_TEMPLATES = (
    ("Reading", 552451, ("Sentence",)),
    ("Listening", 552452, ("AddListening", "Sentence", "Source")),
    ("Translation", 552453, ("AddTranslation", "English")),
    ("Order", 552454, ("AddOrder", "Words")),
)
# fmt: on
FIELDS = {WORD: WORD_FIELDS, SENTENCE: SENTENCE_FIELDS}
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
"""Kinds of cards (``base.choices.CARD_KINDS``), and the field that switches each on. The two
without a field are always made."""


@cache
def column(note_type: str, field: str) -> int:
    """Return the zero-based place of a field in a note type, both by their names. Raises ValueError
    for a field that it lacks."""
    names = [name for name, _ in FIELDS[note_type]]
    return names.index(field)


@cache
def word_type() -> NoteType:
    """Return the note type of word cards."""
    return NoteType(WORD, 1_737_087_618_684, WORD_FIELDS, _templates("word", WORD_TEMPLATES))


@cache
def sentence_type() -> NoteType:
    """Return the note type of sentence cards."""
    return NoteType(
        SENTENCE, 1_718_524_578_957, SENTENCE_FIELDS, _templates("sentence", SENTENCE_TEMPLATES)
    )


def note_type(name: str) -> NoteType:
    """Return the note type of that name, WORD or SENTENCE."""
    return {WORD: word_type, SENTENCE: sentence_type}[name]()


@cache
def style() -> str:
    """Return the CSS of both note types."""
    return _read("style.css")


def digest() -> str:
    """Return a fingerprint of everything that MODIFIED stands for."""
    types = [(t.name, t.id, t.fields, t.templates) for t in (word_type(), sentence_type())]
    described = repr(types) + style()
    return sha256(described.encode()).hexdigest()[:16]


def _templates(
    folder: str, table: tuple[tuple[str, int, tuple[str, ...]], ...]
) -> tuple[Template, ...]:
    made: list[Template] = []
    for name, number, needs in table:
        opening = "".join(f"{{{{#{field}}}}}" for field in needs)
        closing = "".join(f"{{{{/{field}}}}}" for field in reversed(needs))
        front = _read(f"{folder}/{name.lower()}.front.html")
        back = _read(f"{folder}/{name.lower()}.back.html")
        made.append(Template(name, number, needs, opening + front + closing, back))
    return tuple(made)


def _read(name: str) -> str:
    """Read a file of the templates folder, with each ``{{> part}}`` replaced by the file
    ``part.html``: Anki has no partials."""
    path = TEMPLATES / name
    with data_file(path):
        text = path.read_text(encoding="utf-8").strip()
    return PARTIAL.sub(lambda found: _read(f"{found[1]}.html"), text)
