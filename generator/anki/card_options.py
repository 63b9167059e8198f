"""What a person may choose for a deck, and how the deck remembers it.

The CSS of a note type is one for all decks of a collection, so it cannot hold a choice. Each choice
is a class in the HTML of the deck's own fields (``pleco``, ``large``, ``both``), and style.css
knows what every class means: two decks side by side may differ.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

from generator.base.errors import InputError
from generator.base.records import Character, Stroke, Token

CHOICES: Mapping[str, tuple[str, ...]] = {
    "tones": ("none", "pleco", "mdbg", "hanping"),
    "phonetic": ("pinyin", "zhuyin", "both"),
    "speech": ("citation", "spoken"),
    "script": ("text", "simplified", "traditional", "both"),
    "size": ("normal", "small", "large"),
    "strokes": ("writing", "all"),
    "order": ("text", "reading", "frequency", "level"),
}
"""What may be chosen; the first of each is the default."""

LINE = re.compile(r"\bcika:((?: [a-z]+=[A-Za-z0-9,:-]+)+)")
DEFAULT_CARDS = frozenset({"recognition", "reading"})
"""Kinds of cards that are always made."""
FREE = {
    "cards": re.compile("[a-z,-]*"),
    "audio": re.compile(r"none|espeak|edge(:[A-Za-z0-9-]+)?|folder(:.+)?"),
}
"""What is no choice of a few."""
EXPECTED = {
    "cards": "names of cards, parted by commas",
    "audio": "espeak, edge, folder:PATH, or none",
}


@dataclass(frozen=True, slots=True)
class CardOptions:
    """The choices of one deck. Raises InputError where there is no such choice."""

    tones: str = "none"
    """Colours of tones, as in Pleco, MDBG or Hanping."""
    phonetic: str = "pinyin"
    speech: str = "citation"
    """Tones over sentences: the dictionary's, or those that are spoken (bú shì, ní hǎo). Words keep
    the dictionary's."""
    script: str = "text"
    """``text``: the script of the text itself."""
    size: str = "normal"
    strokes: str = "writing"
    """Stroke order on every word, or only where there is a writing card: a drawing takes 1.9 kB a
    character."""

    order: str = "text"
    """``reading``: sentences become readable after as few words as possible; ``frequency``,
    ``level``: words come by these."""
    cards: str = ""
    """Kinds of cards beyond those that are always made, parted by commas: a build that forgot them
    would empty learners' cards."""
    audio: str = "none"
    """What speaks (``generator.audio.engine``). Of a folder of recordings the deck remembers only
    that: the path is its maker's own."""

    def __post_init__(self) -> None:
        for name, pattern in FREE.items():
            if not pattern.fullmatch(getattr(self, name)):
                raise InputError(
                    f"There is no {name} from {getattr(self, name)!r}. Choose {EXPECTED[name]}."
                )
        for name, allowed in CHOICES.items():
            if (value := getattr(self, name)) not in allowed:
                raise InputError(
                    f"There is no look {name}={value}. The choices are: {', '.join(allowed)}."
                )

    @classmethod
    def parse(cls, text: str) -> "CardOptions":
        """Find the line that ``line`` wrote in a deck's description; what this version does not
        know keeps its default.

        >>> Looks.parse("A letter<br>cika: tones=pleco script=both later=thing").tones
        'pleco'
        """
        found = LINE.search(text)
        pairs = [pair.split("=") for pair in found[1].split()] if found else []
        return cls(
            **{
                name: value
                for name, value in pairs
                if name in FREE or value in CHOICES.get(name, ())
            }
        )

    def but(self, chosen: Mapping[str, str]) -> "CardOptions":
        """The same looks with other choices; empty ones change nothing."""
        return CardOptions(
            **{f.name: chosen.get(f.name) or getattr(self, f.name) for f in fields(self)}
        )

    def all_cards(self) -> frozenset[str]:
        """The kinds of cards that the deck makes."""
        return frozenset(filter(None, self.cards.split(","))) | DEFAULT_CARDS

    def line(self) -> str:
        """``cika: tones=pleco script=both``: what differs from the defaults, for the deck's
        description; empty where nothing does."""
        said = {
            f.name: getattr(self, f.name)
            for f in fields(self)
            if getattr(self, f.name) != f.default
        }
        chosen = [
            f"{name}={'folder' if value.startswith('folder:') else value}"
            for name, value in said.items()
        ]
        return " ".join(["cika:", *chosen]) if chosen else ""


def _as_written(token: Token) -> str:
    fits = (
        token.entry
        and token.entry.simplified == token.text
        and len(token.entry.traditional) == len(token.text)
    )
    return token.entry.traditional if token.entry and fits else token.text


@dataclass(frozen=True, slots=True)
class CardLookups:
    """What cards ask of other stages, handed in as functions. The defaults know nothing."""

    zhuyin: Callable[[str], str] = lambda syllable: ""
    """Of a marked syllable."""
    traditional: Callable[[Token], str] = _as_written
    """Of a simplified word in its sentence, as long as the word."""
    simplified: Callable[[str], str] = lambda text: text
    """Of a text in any script, as long as the text."""
    character: Callable[[str, str], Character] = lambda character, reading: Character("")
    """Facts of a character with a reading (numbered pinyin)."""
    drawing: Callable[[str], tuple[Stroke, ...]] = lambda character: ()
    spoken: Callable[[Sequence[Token]], tuple[Token, ...]] = tuple
    """The tokens of a sentence with the tones that are spoken."""


NO_LOOKUPS = CardLookups()
