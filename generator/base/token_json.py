"""A token as plain values, for programs."""

from typing import Any

from generator.base.records import Token

FIELDS = (
    "start",
    "end",
    "text",
    "kind",
    "pinyin",
    "headword",
    "reading",
    "gloss",
    "senses",
    "sense_confidence",
    "english",
    "link_confidence",
)
"""What is shown of a token; names and order are an interface."""
DECIMALS = 3
"""Decimals of a confidence."""


def token_json(token: Token) -> dict[str, Any]:
    """Return a token as ``annotate`` prints it and ``export --to jsonl`` writes it."""
    shown: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(token, name)
        shown[name] = round(value, DECIMALS) if isinstance(value, float) else value
    return shown
