"""What is to be spoken, and what can speak it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from generator.base import pinyin
from generator.base.han import HANZI
from generator.base.records import Issue, Passage, Token
from generator.base.words import all_syllables

WESTERN_MARKS = str.maketrans("，。！？；：、（）", ",.!?;:,()")
"""Full-width punctuation marks make no pause where the words are pinyin."""


class NoSound(Exception):
    """One utterance has no usable sound; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A word or a sentence."""

    text: str
    """Chinese."""
    spoken: str
    """The same in numbered pinyin, a word's syllables joined (``yin2hang2 zai4 na3li5?``), with the
    tones that are spoken."""
    number: int | None = None
    """Number of the sentence in its text; None for a word."""
    reading: str = ""
    """A word in numbered pinyin as its card has it, by which a recording is found."""

    @property
    def syllables(self) -> int:
        """Count the syllables that it has at least."""
        return len(HANZI.findall(self.text)) or 1

    @property
    def label(self) -> str:
        """Return what the report calls it."""
        return self.text if self.number is None else f"No. {self.number}"


Spoken = Callable[[Sequence[Token]], tuple[Token, ...]]
"""Gives the tokens of a sentence the tones that are spoken."""


def of_word(token: Token, spoken: Spoken = tuple) -> Utterance:
    """Return a word as a card asks for it: the headword, in the reading that it has here."""
    (heard,) = spoken([token])
    return Utterance(text=token.headword, spoken=_joined(heard), reading=_joined(token))


def of_passage(passage: Passage, spoken: Spoken = tuple) -> Utterance:
    """Return a passage; what has no pinyin (figures, foreign words) is spoken as it is written."""
    said = [token for token in spoken(passage.tokens) if token.kind != "speaker"]
    words = " ".join(map(_spoken, said)).split()
    text = "".join(token.text for token in said)
    return Utterance(text=text, spoken=" ".join(words), number=passage.number)


def _spoken(token: Token) -> str:
    known = all_syllables(token)
    if known and all(known):
        return _joined(token)
    return token.text.translate(WESTERN_MARKS)


def _joined(token: Token) -> str:
    return "".join(map(pinyin.number, all_syllables(token)))


@dataclass(frozen=True, slots=True)
class Sounds:
    """The sounds of a deck."""

    files: Mapping[Utterance, tuple[str, bytes]] = field(default_factory=dict)
    """Name, made of a hash of the content, and content."""
    issues: tuple[Issue, ...] = ()
    """What has no sound, and recordings that no card uses."""

    def name(self, utterance: Utterance) -> str:
        """Return the file of an utterance, or an empty string."""
        return self.files[utterance][0] if utterance in self.files else ""

    def media(self) -> dict[str, bytes]:
        """Return all files, by name."""
        return dict(sorted(self.files.values()))


NO_SOUNDS = Sounds()


class Engine(Protocol):
    """Something that speaks."""

    parallel: int
    """How many utterances may be asked for at once."""
    key: str | None
    """Names engine, version and voice, so that what was spoken once need not be spoken again; None
    where that needs no memory."""

    def speak(self, utterance: Utterance) -> tuple[bytes, str]:
        """Return a sound file and its suffix. Raises NoSound, or InputError where nothing at all
        can be spoken."""

    def unused(self, asked: Iterable[Utterance]) -> tuple[Issue, ...]:
        """Return what should be reported after all were asked for."""
