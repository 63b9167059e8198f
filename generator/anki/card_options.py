"""What a person may choose for a deck, and how the deck remembers it.

The CSS of a note type is one for all decks of a collection, so it cannot hold a choice. Each choice
is a class in the HTML of the deck's own fields (``pleco``, ``large``, ``both``), and style.css
knows what every class means: two decks side by side may differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from generator.base.choices import CARD_CHOICES, DEFAULT_CARDS
from generator.base.errors import InputError

LINE = re.compile(r"\bcika:((?: [a-z]+=[A-Za-z0-9,:-]+)+)")
"""The line of a deck's description that has its choices."""
PATTERNS = {
    "cards": re.compile("[a-z,-]*"),
    "audio": re.compile(r"none|espeak|edge(:[A-Za-z0-9-]+)?|folder(:.+)?"),
}
"""Options that are no choice of a few -> what they look like."""
EXPECTED = {
    "cards": "names of cards, separated by commas",
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
    """Kinds of cards beyond those that are always made, separated by commas: a build that forgot
    them would empty learners' cards."""
    audio: str = "none"
    """Which engine speaks (``generator.audio.engine``). Of a folder of recordings the deck
    remembers only that: the path is its maker's own."""

    def __post_init__(self) -> None:
        for name, pattern in PATTERNS.items():
            value = getattr(self, name)
            if not pattern.fullmatch(value):
                raise InputError(f"There is no {name} from {value!r}. Choose {EXPECTED[name]}.")
        for name, allowed in CARD_CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                choices = ", ".join(allowed)
                raise InputError(f"There is no look {name}={value}. The choices are: {choices}.")

    @classmethod
    def parse(cls, text: str) -> "CardOptions":
        """Find the line that ``line`` wrote in a deck's description; what this version does not
        know keeps its default.

        >>> CardOptions.parse("A letter<br>cika: tones=pleco script=both later=thing").tones
        'pleco'
        """
        found = LINE.search(text)
        chosen: dict[str, str] = {}
        for pair in found[1].split() if found else ():
            name, value = pair.split("=")
            if name in PATTERNS or value in CARD_CHOICES.get(name, ()):
                chosen[name] = value
        return cls(**chosen)

    def but(self, chosen: Mapping[str, str]) -> "CardOptions":
        """Return the same options with other choices; empty ones change nothing."""
        names = [field.name for field in fields(self)]
        return CardOptions(**{name: chosen.get(name) or getattr(self, name) for name in names})

    def all_cards(self) -> frozenset[str]:
        """Return the kinds of cards that the deck makes."""
        return frozenset(filter(None, self.cards.split(","))) | DEFAULT_CARDS

    def line(self) -> str:
        """Return ``cika: tones=pleco script=both``, the choices that differ from the defaults, for
        the deck's description; empty where none does."""
        chosen: list[str] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                shown = "folder" if value.startswith("folder:") else value
                chosen.append(f"{field.name}={shown}")
        return " ".join(["cika:", *chosen]) if chosen else ""
