"""What a person may choose, and the thresholds, that several stages share.

The options of the command line, the cards, the sheets and the exports all take their lists from
here. Each list is in the order in which help names it.
"""

from typing import Literal, get_args

MIN_PAIR_CONFIDENCE = 0.5
"""Confidence of a pair of sentences below which it is unsure: the report counts it, readers are
warned, and it gets no cards unless a person asks for them (calibration: docs/alignment.md)."""
MATURE_DAYS = 21
"""Interval of a card, in days, from which Anki calls it mature; its word counts as known."""

# -- how Chinese looks and sounds

Tones = Literal["none", "pleco", "mdbg", "hanping"]
Phonetic = Literal["pinyin", "zhuyin", "both"]
Speech = Literal["citation", "spoken"]
ChosenScript = Literal["text", "simplified", "traditional", "both"]
Size = Literal["small", "normal", "large"]
Strokes = Literal["writing", "all"]
Order = Literal["text", "reading", "frequency", "level"]

TONES: tuple[Tones, ...] = get_args(Tones)
PHONETIC: tuple[Phonetic, ...] = get_args(Phonetic)
SPEECH: tuple[Speech, ...] = get_args(Speech)
SCRIPTS: tuple[ChosenScript, ...] = get_args(ChosenScript)
SIZES: tuple[Size, ...] = get_args(Size)
STROKES: tuple[Strokes, ...] = get_args(Strokes)
ORDERS: tuple[Order, ...] = get_args(Order)
CARD_CHOICES: dict[str, tuple[str, ...]] = {
    "tones": TONES,
    "phonetic": PHONETIC,
    "speech": SPEECH,
    "script": SCRIPTS,
    "size": SIZES,
    "strokes": STROKES,
    "order": ORDERS,
}
"""Name of an option of cards -> what it may be."""

# -- HSK

HSK_SYLLABUSES = {"2.0": "HSK 2.0", "2021": "HSK 3.0 of 2021", "2025": "HSK 3.0 of 2025"}
"""HSK syllabus as options name it -> its name for people."""
HSK_FIELDS = {"2.0": "hsk20", "2021": "hsk2021", "2025": "hsk2025"}
"""HSK syllabus -> its field in ``Levels``, and its column in the lexicon."""

# -- kinds of cards

CARD_KINDS = (
    "recognition",
    "production",
    "listening",
    "cloze",
    "writing",
    "reading",
    "sentence-listening",
    "translation",
    "order",
)
DEFAULT_CARDS = frozenset({"recognition", "reading"})
"""Kinds of cards that are always made."""

# -- exports and sheets

PRACTICE = "practice"
BOOK_FORMATS = ("docx", "moodle", "gift", "kahoot", "blooket", PRACTICE)
"""Exports that are made from a text or a whole class set, as sheets are."""
EXPORT_FORMATS = (
    "anki",
    "csv",
    "quizlet",
    "pleco",
    "pleco-xml",
    "jsonl",
    "html",
    "epub",
    "tmx",
    *BOOK_FORMATS,
)
SHEET_KINDS = ("reader", "words", "worksheet", "characters", "cards")
WORKSHEET_EXERCISES = ("cloze", "matching", "order", "pinyin", "translate")
"""Exercises that a worksheet has unless others are named; files for other programs have no
others."""
TEST_EXERCISES = (
    "cloze",
    "matching",
    "order",
    "pinyin",
    "tones",
    "translate",
    "into-chinese",
    "true-false",
)
"""Exercises that a test has unless others are named."""
HEARD = ("dictation", "listening")
"""Exercises that are read aloud."""
EXERCISES = (*TEST_EXERCISES, *HEARD)

HIDDEN = ("characters", "pinyin", "meaning")
"""Columns of a word list that can be left empty."""

Paper = Literal["a4", "letter"]
Ruby = Literal["new", "all", "none"]
GlossPlace = Literal["side", "below", "none"]
TranslationPlace = Literal["end", "facing", "none"]
Lines = Literal["sentences", "paragraphs"]

PAPERS: tuple[Paper, ...] = get_args(Paper)
RUBY: tuple[Ruby, ...] = get_args(Ruby)
GLOSS_PLACES: tuple[GlossPlace, ...] = get_args(GlossPlace)
TRANSLATION_PLACES: tuple[TranslationPlace, ...] = get_args(TranslationPlace)
LINES: tuple[Lines, ...] = get_args(Lines)
