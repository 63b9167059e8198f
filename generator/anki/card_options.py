"""What a person may choose for a deck, and how the deck remembers it.

The CSS of a note type is one for all decks of a collection, so it cannot hold a choice. Each choice
is a class in the HTML of the deck's own fields (``pleco``, ``large``, ``both``), and style.css
knows what every class means: two decks side by side may differ.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace

from generator.base.choices import CARD_CHOICES, DEFAULT_CARDS
from generator.base.errors import InputError

BUILT_WITH = "Built with:"
LINE = re.compile(rf"(?:\bcika:|{BUILT_WITH})((?: (?:--)?[a-z]+[= ][A-Za-z0-9,:-]+)+)")
"""The line of a deck's description that has its choices, as they are typed; decks of the first
release have ``cika: tones=pleco``."""
CHOICE = re.compile(r"([a-z]+)[= ]([A-Za-z0-9,:-]+)")
AUDIO = re.compile(r"none|silent|espeak|edge(:[A-Za-z0-9-]+)?|folder(:.+)?")
"""Which engine speaks, and what it is told. ``none``: the learner's device; ``silent``: nothing."""
LISTENING = frozenset({"listening", "sentence-listening"})
"""Kinds of cards that ask by sound alone."""


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
    cards: frozenset[str] = DEFAULT_CARDS
    """Kinds of cards that the deck makes: a build that forgot some would empty learners' cards."""
    audio: str = "none"
    """Which engine speaks (``generator.audio.engine``). Of a folder of recordings the deck
    remembers only that: the path is its maker's own."""

    def __post_init__(self) -> None:
        if not AUDIO.fullmatch(self.audio):
            raise InputError(
                f"There is no audio from {self.audio!r}. Choose espeak, edge, folder:PATH, none"
                " (the device speaks), or silent."
            )
        if self.audio == "silent" and self.cards & LISTENING:
            raise InputError(
                "A listening card without sound asks nothing. The deck has such cards: choose"
                " another --audio (none: the learner's device speaks)."
            )
        for name, allowed in CARD_CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                choices = ", ".join(allowed)
                raise InputError(f"There is no look {name}={value}. The choices are: {choices}.")

    @classmethod
    def parse(cls, text: str) -> "CardOptions":
        """Find the line that ``line`` wrote in a deck's description; what this version does not
        know keeps its default.

        >>> CardOptions.parse("A letter<br>Built with: --tones pleco --later thing").tones
        'pleco'
        """
        found = LINE.search(text)
        cards = DEFAULT_CARDS
        chosen: dict[str, str] = {}
        for name, value in CHOICE.findall(found[1]) if found else ():
            if name == "cards":
                cards = cards.union(value.split(","))
            elif name == "audio" or value in CARD_CHOICES.get(name, ()):
                chosen[name] = value
        return cls(cards=cards, **chosen)

    def but(self, chosen: Mapping[str, str], cards: frozenset[str] | None = None) -> "CardOptions":
        """Return the same options with other choices, of which empty ones change nothing, and with
        other kinds of cards where these are given."""
        wanted = {name: value for name, value in chosen.items() if value}
        kinds = self.cards if cards is None else cards | DEFAULT_CARDS
        return replace(self, cards=kinds, **wanted)

    def without(self, names: Collection[str]) -> "CardOptions":
        """Return the same options, those of some names as they usually are."""
        usual = CardOptions()
        kept = {field.name for field in fields(self)}
        return replace(self, **{name: getattr(usual, name) for name in kept.intersection(names)})

    def typed(self) -> str:
        """Return the choices that differ from the defaults as a person types them."""
        return self.line().removeprefix(BUILT_WITH).strip()

    def line(self) -> str:
        """Return ``Built with: --tones pleco --script both``, the choices that differ from the
        defaults, for the deck's description; empty where none does."""
        usual = CardOptions()
        chosen: list[str] = []
        for field in fields(self):
            written = _written(getattr(self, field.name))
            if written != _written(getattr(usual, field.name)):
                chosen.append(f"--{field.name} {written}")
        return " ".join([BUILT_WITH, *chosen]) if chosen else ""


def _written(value: str | frozenset[str]) -> str:
    """Return a choice as the line has it: of cards those that are not always made, of a folder of
    recordings only that it is one."""
    if isinstance(value, frozenset):
        return ",".join(sorted(value - DEFAULT_CARDS))
    return "folder" if value.startswith("folder:") else value


DEFAULT_CARD_OPTIONS = CardOptions()
