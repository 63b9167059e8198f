"""The records that pass from stage to stage.

Every record is frozen. Offsets count characters of the string that the record was made from, so
that ``text[start:end]`` is always what the record speaks of. Confidences are probabilities between
0 and 1.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "name", "number", "punctuation", "foreign", "speaker"]
"""``speaker``: who speaks, before what is said (``A：``); no word of the sentence."""
Script = Literal["simplified", "traditional", "mixed"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a stage could not do, for the build report."""

    kind: str
    """Short slug in the words of the report, such as ``no-entry`` or ``unaligned``."""
    where: str
    """File, sentence or word that it is about."""
    detail: str
    """One sentence: what was found, and what was done about it."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the header of a text says about it. A field that the header lacks is empty."""

    title_zh: str = ""
    title_en: str = ""
    author_zh: str = ""
    author_en: str = ""
    date: str = ""
    """As written in the text, ISO 8601 where the text has it so."""
    page: str = ""
    column: str = ""
    """The newspaper column (专栏) or section."""

    def title(self, otherwise: str) -> str:
        """Return the Chinese title, else the English one, else ``otherwise``."""
        return self.title_zh or self.title_en or otherwise


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One line of an alignment that a person, or another program, made: what stands on it belongs
    together."""

    line: int
    """One-based line of the file, for messages."""
    zh: tuple[str, ...]
    """Sentences; empty where the English of this line has no counterpart."""
    en: tuple[str, ...]
    confidence: float = 1.0
    unsure: bool = False
    """Whether the line is still marked as unsure."""


@dataclass(frozen=True, slots=True)
class BilingualText:
    """A text and its translation, without header fields."""

    name: str
    """Slug of the text: the stem of its file, the name of its deck file and of its tag."""
    zh: str
    """Chinese body, NFC. ``\\n`` ends a line that a sentence cannot cross, ``\\n\\n`` ends a
    paragraph."""
    en: str
    """English body in the same form; empty when there is no translation."""
    meta: Metadata
    script: Script
    issues: tuple[Issue, ...] = ()
    rows: tuple[AlignedRow, ...] | None = None
    """The alignment, where the file came with one."""
    own_words: tuple["Correction", ...] = ()
    """The word list that the file has under its text: what words mean there."""
    speakers: tuple[str, ...] = ()
    """What sentences of either language begin with and do not say: ``A：``, ``Lisa:``."""
    headings: frozenset[str] = frozenset()
    """Headings that the file has in one language alone, as it shows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one side of a text."""

    start: int
    end: int
    text: str
    paragraph: int
    """Zero-based number of the paragraph that holds it."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other; one side is empty when a sentence has no counterpart."""

    zh: tuple[int, ...]
    """Zero-based indices into the Chinese sentences, consecutive."""
    en: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of a word in the three HSK syllabuses; None where a syllabus lacks it. 7 means 7 to
    9."""

    hsk20: int | None = None
    hsk2021: int | None = None
    hsk2025: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the dictionary: a headword with one reading."""

    simplified: str
    traditional: str
    reading: str
    """Numbered pinyin, syllables parted by spaces, ``u:`` for ü: ``lu:3 xing2``, ``Bei3 jing1``."""
    senses: tuple[str, ...]
    """Definitions in the dictionary's order, classifiers taken out, ``[pinyin]`` kept."""
    classifiers: tuple[str, ...] = ()
    """Measure words, simplified: ``个``, ``家``."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, number or sign of a Chinese sentence, read and understood in that sentence."""

    start: int
    end: int
    text: str
    kind: Kind
    pinyin: tuple[str, ...] | None
    """One syllable with its tone mark for each Han character, citation tones; None where there is
    none."""
    headword: str
    """What to look up: simplified, as in the dictionary; the text itself where there is no
    entry."""
    reading: str
    """The word's pinyin as GB/T 16159 writes it (``qīn'ài``, ``Běijīng``); empty where there is
    none."""
    entry: Entry | None
    """The entry that fits here; None where the dictionary lacks the word."""
    gloss: str
    """Short English for the sense that the word has here; empty where none is known."""
    senses: tuple[str, ...]
    """Short glosses of the word, best first: the best one of each definition, then their
    synonyms."""
    sense_confidence: float
    english: tuple[Span, ...]
    """Where the English of the same passage says it; empty where that is not known."""
    link_confidence: float
    doubts: tuple[str, ...] = ()
    """What a person should check: ``reading``, ``sense``, ``no-entry``."""
    part_of_speech: str = ""
    """Of the sense, in the words of the learner's dictionary (``noun``, ``measure``)."""
    labels: tuple[str, ...] = ()
    """Register of the sense: ``formal``, ``spoken``."""
    measures: tuple[str, ...] = ()
    """Usual measure words of the sense, as far as the learner's dictionary has them."""


@dataclass(frozen=True, slots=True)
class MultiwordTerm:
    """A term of several words: 五年计划 over 五, 年 and 计划."""

    start: int
    end: int
    text: str
    reading: str
    """The pinyin of its words."""
    gloss: str
    """The dictionary's, or how the translation says it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A bead as the learner sees it: Chinese, its words, and the English that belongs to it."""

    number: int
    """One-based number in the text, the number shown on cards."""
    zh: str
    en: str
    """Empty where there is no translation."""
    tokens: tuple[Token, ...]
    """Cover ``zh`` without gap or overlap."""
    confidence: float
    """Of the bead; 1.0 where there was nothing to align."""
    terms: tuple[MultiwordTerm, ...] = ()
    """Longer terms over the tokens, in order, without overlap."""
    en_speakers: tuple[Span, ...] = ()
    """Where ``en`` only says who speaks."""

    @property
    def zh_speakers(self) -> tuple[Span, ...]:
        """Return where ``zh`` only says who speaks."""
        return tuple((one.start, one.end) for one in self.tokens if one.kind == "speaker")


@dataclass(frozen=True, slots=True)
class Word:
    """A word to learn, as it stands in one sentence of a text."""

    token: Token
    passage: int
    """Zero-based index of the passage that it is shown in."""
    part_of_speech: str
    """English name (``noun``, ``verb``); empty where it is not known."""
    levels: Levels
    zipf: float
    """log10 of occurrences in a billion words (van Heuven et al. 2014); 0.0 where it was never
    counted."""
    traditional: str
    definition: tuple[str, ...]
    """The other senses of the same reading, tidied, in the dictionary's order."""
    classifiers: tuple[str, ...] = ()
    guessable: bool = False
    """Whether the learner does not know the word, but all of its characters."""
    before: int | None = None
    """Index of the passage before which its card comes; None for the one that it is shown in."""

    @property
    def place(self) -> int:
        """Return the index of the passage that it is learnt for."""
        return self.passage if self.before is None else self.before


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything that goes into one deck, in the order of study."""

    name: str
    """Stem of the file, and ``text::`` tag."""
    title: str
    """Shown in Anki under ``Cika::``."""
    meta: Metadata
    script: Script
    passages: tuple[Passage, ...]
    """All passages of the text, for context and numbers."""
    words: tuple[Word, ...]
    sentences: tuple[int, ...]
    """Indices of the passages that get a sentence card."""
    order: tuple[int, ...] = ()
    """Indices of all passages in order of study; empty for the order of the text."""
    loose: bool = False
    """Whether the passages are sentences of a word list, which have neither neighbours nor
    numbers."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person wrote about one word in ``NAME.words.tsv``. An empty field leaves the machine's
    answer."""

    word: str
    line: int
    """One-based line of the file, for messages."""
    reading: str = ""
    """Pinyin with tone marks or numbers."""
    gloss: str = ""
    skip: bool = False
    """No card for this word."""
    parts: tuple[str, ...] = ()
    """The pieces that the text is cut into where it has ``word``, or that are ``joined``; empty for
    a line about a word as it is."""
    joined: bool = False
    """Whether ``parts`` are one word wherever the text has them, even against the dictionary."""
    shared: bool = False
    """From the glossary of the folder or a list of the class, not from the table of the text."""
    file: str = ""
    """The file that it stands in, for messages."""
    only: str = ""
    """A piece of a sentence: the line holds where the word stands in it, and nowhere else."""

    @property
    def is_cut(self) -> bool:
        """Tell whether the line only says where the text is cut."""
        return bool(self.parts) and not self.joined
