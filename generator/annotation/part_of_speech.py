"""The part of speech of a word, as its card shows it."""

from generator.base.records import Token

WRITTEN = {
    "measure": "measure word",
    "time": "time word",
    "place": "place word",
    "direction": "direction word",
    "auxiliary": "auxiliary verb",
    "phrase": "set phrase",
}
"""Classes of the learner's dictionary whose names a card spells out."""


def written_class(token: Token) -> str:
    """Return the part of speech of a token's sense with its register: ``verb, formal``; empty
    where it is not known."""
    name = WRITTEN.get(token.part_of_speech, token.part_of_speech)
    return ", ".join([name, *token.labels]) if name else ""
