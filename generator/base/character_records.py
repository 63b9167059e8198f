"""The records of single characters: their parts, and how they are written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a character that stands for itself."""

    text: str
    meaning: str
    """Empty where no dictionary names it."""


@dataclass(frozen=True, slots=True)
class Character:
    """What is known of one character of a word."""

    meaning: str
    """Core meaning in the reading that it has there; empty where none is known."""
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of a character, as SVG paths on a grid of 256, y downwards."""

    outline: str
    middle: str
    """The line that the pen follows."""
    x: int
    """Where the middle of the stroke's number goes."""
    y: int
