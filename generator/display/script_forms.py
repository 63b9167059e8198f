"""In which script Chinese is shown: that of the text, one of the two, or both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.base.character_records import Character, Stroke
from generator.base.records import Entry, Script, Token, Word
from generator.base.unread import unread

HANS, HANT = "zh-Hans", "zh-Hant"
"""Language tags of the two scripts (BCP 47)."""


def _traditional_of_entry(token: Token) -> str:
    """Return the dictionary's traditional form, if it is that of the text and as long."""
    entry = token.entry
    if not entry or entry.simplified != token.text:
        return token.text
    return entry.traditional if len(entry.traditional) == len(token.text) else token.text


@dataclass(frozen=True, slots=True)
class ChineseLookups:
    """Functions of other stages that writing Chinese needs. The defaults know next to nothing."""

    zhuyin: Callable[[str], str] = lambda syllable: ""
    """Return the zhuyin of a marked syllable."""
    traditional: Callable[[Token], str] = _traditional_of_entry
    """Return the traditional form of a word in its sentence, as long as the word."""
    simplified: Callable[[str], str] = lambda text: text
    """Return a text of any script in simplified characters, as long as the text."""
    character: Callable[[str, str], Character] = lambda character, reading: Character("")
    """Return the facts of a character with a reading (numbered pinyin)."""
    drawing: Callable[[str], tuple[Stroke, ...]] = lambda character: ()
    """Return the strokes of a character; none where nobody has drawn it."""
    spoken: Callable[[Sequence[Token]], tuple[Token, ...]] = tuple
    """Return the tokens of a sentence with the tones that are spoken."""
    readings: Callable[[str], frozenset[str]] = lambda word: frozenset()
    """Return all readings of a word in the dictionary (numbered pinyin, small letters)."""
    homophones: Callable[[str], tuple[Entry, ...]] = lambda reading: ()
    """Return the entries of words in use that have a reading (numbered pinyin, small letters)."""
    near: Callable[[str, str], bool] = lambda gloss, other: False
    """Tell whether two glosses say nearly the same."""


NO_LOOKUPS = ChineseLookups()


class ScriptForms:
    """The Chinese of one text in the script that leads, and in the other one."""

    def __init__(self, of_text: Script, wanted: str, lookups: ChineseLookups) -> None:
        """``wanted``: ``text``, ``simplified``, ``traditional``, or ``both``, where the script of
        the text leads."""
        own = HANT if of_text == "traditional" else HANS
        self.lang = {"simplified": HANS, "traditional": HANT}.get(wanted, own)
        """Language tag of the script that leads."""
        self.second = HANS if self.lang == HANT else HANT
        """Language tag of the other script."""
        is_kept = of_text != "mixed" or wanted not in ("simplified", "traditional")
        self._unchanged = own if is_kept else ""
        self._lookups = lookups

    def form(self, token: Token, lang: str = "") -> str:
        """Return a token in one script, the leading one if none is named.

        It is as long as in the text, so that offsets hold.
        """
        lang = lang or self.lang
        if lang == self._unchanged or token.kind == "punctuation":
            return token.text
        if lang == HANT:
            found = self._lookups.traditional(token)
        else:
            found = self._lookups.simplified(token.text)
        return found if len(found) == len(token.text) else token.text

    def text(self, tokens: Iterable[Token], lang: str = "") -> str:
        """Return a sentence in one script; offsets are those of its tokens."""
        if (lang or self.lang) == self._unchanged:
            return "".join([token.text for token in tokens])
        return "".join([self.form(token, lang) for token in tokens])

    def line(self, text: str) -> str:
        """Return a line that was not cut into words, in the script that leads."""
        return self.form(unread(0, text, "foreign"))

    def headwords(self, word: Word) -> tuple[str, str]:
        """Return the headword of a word in the script that leads, and in the other one."""
        simplified = word.token.headword
        traditional = word.traditional or simplified
        if self.lang == HANT:
            return traditional, simplified
        return simplified, traditional
