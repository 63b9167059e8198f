"""What the Chinese around a word says of its senses: the neighbours and frames of the learner's
dictionary."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

CLASSES: dict[str, Callable[["Around"], bool]] = {
    "NUM": lambda one: one.kind == "number" or one.tag[:1] == "m",
    "MW": lambda one: one.tag[:1] == "q",
    "TIME": lambda one: one.tag[:1] == "t" or one.tag == "TIME",
    "PLACE": lambda one: one.tag in ("LOC", "ns", "s", "f"),
    "PERSON": lambda one: one.tag in ("PER", "nr", "r"),
    "V": lambda one: one.tag[:1] == "v",
    "N": lambda one: one.tag[:1] == "n" or one.tag in ("PER", "LOC", "ORG", "r"),
    "A": lambda one: one.tag[:1] == "a",
}
"""How a frame writes a class of words, and what belongs to it."""
NAMES = {"verb": "V", "noun": "N", "adj": "A", "adjective": "A", "num": "NUM", "place": "PLACE"}
NAMES |= {"time": "TIME", "person": "PERSON", "measure": "MW", "number": "NUM", "adv": "D"}
CLAUSE_ENDS = frozenset('，。！？；：、,.!?;:…—“”"')
PIECE = re.compile(r"[A-Za-z]+|~|…|[㐀-鿿]+|\+|[^\w\s]")
FARTHEST = 10_000
NEAR = 3
"""Words on either side within which a neighbour counts as near."""


@dataclass(frozen=True, slots=True)
class Around:
    """A word of the sentence, as far as frames see it."""

    text: str
    tag: str
    kind: str
    chances: Mapping[str, float] = field(default_factory=dict)
    """Tags that the tagger thinks possible, with their chances."""


@dataclass(frozen=True, slots=True)
class FrameScores:
    """How far the frames and neighbours of a sense fit."""

    frames: float = 0.0
    """1 where a frame with the word in it fits."""
    classes: float = 0.0
    """1 where a frame of classes alone fits."""
    near: float = 0.0
    """1 where a neighbour stands within three words."""
    far: float = 0.0
    """1 where a neighbour stands elsewhere in the sentence."""


@lru_cache(maxsize=60_000)
def parse(frame: str) -> tuple[str, ...]:
    """Return the pieces of a frame: characters, ``~``, ``…`` and names of classes."""
    pieces = [one for one in PIECE.findall(frame) if one != "+"]
    return tuple(
        NAMES.get(one.lower(), one.upper()) if one.isalpha() and one.isascii() else one
        for one in pieces
    )


def score(neighbours: Sequence[str], sentence: Sequence[Around], at: int) -> FrameScores:
    """Say how far the neighbours and frames of a sense fit the word at a place of its sentence."""
    frames = classes = near = far = 0.0
    texts = [one.text for one in sentence]
    before, after = "".join(texts[:at]), "".join(texts[at + 1 :])
    whole = before + texts[at] + after
    for one in neighbours:
        if "~" in one:
            pieces = parse(one)
            word = pieces.index("~")
            left, right = list(pieces[:word][::-1]), list(pieces[word + 1 :])
            if _fits_side(left, sentence, at, before, -1) and _fits_side(
                right, sentence, at, after, 1
            ):
                if any(piece not in CLASSES and piece not in "~…" for piece in pieces):
                    frames = 1.0
                else:
                    classes = 1.0
        elif one in whole:
            distance = _distance(one, texts, at)
            if distance <= NEAR:
                near = 1.0
            elif distance < FARTHEST:
                far = 1.0
    return FrameScores(frames=frames, classes=classes, near=near, far=far)


def _distance(word: str, texts: Sequence[str], at: int) -> int:
    """Return how many words away a neighbour stands that the sentence has; a large number where it
    is but a character of a longer word."""
    best = FARTHEST
    for index, text in enumerate(texts):
        if index != at and (word == text or (len(word) > 1 and word in text)):
            best = min(best, abs(index - at))
    if best == FARTHEST and len(word) > 1:  # across words
        return NEAR + 1
    return best


def _fits_side(
    pieces: list[str], sentence: Sequence[Around], at: int, text: str, step: int
) -> bool:
    """Tell whether the pieces on one side of the word fit, nearest first."""
    index = at + step
    rest = text
    anywhere = False
    for piece in pieces:
        if piece == "…":
            anywhere = True
            continue
        if piece in CLASSES:
            if not 0 <= index < len(sentence) or not CLASSES[piece](sentence[index]):
                return False
            index += step
            rest = "".join(one.text for one in sentence[index:])
            if step < 0:
                rest = "".join(one.text for one in sentence[: index + 1])
        elif anywhere:
            if piece not in rest:
                return False
            anywhere = False
        else:
            fits = rest.startswith(piece) if step > 0 else rest.endswith(piece)
            if not fits:
                return False
            rest = rest[len(piece) :] if step > 0 else rest[: -len(piece)]
    return True
