"""Cika: a Chinese text and its English translation become Anki decks."""

__version__ = "0.1.0"
