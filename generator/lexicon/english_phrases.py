"""English words and phrases that say a sense, as they are looked for in a translation."""

import re
from dataclasses import dataclass

from generator.lexicon.english import STOP_WORDS, words

_OPENING = re.compile(r"^(?:to be|to|a|an|the) (?=\w)")
_STEMS, _GRAMMAR = "=", "-"
"""Of a written phrase: what stands before its stems, and behind a stem that says no more than
grammar does."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English word or phrase that says a sense."""

    stems: tuple[str, ...]
    content: tuple[bool, ...]
    """Whether each word says more than grammar does."""
    text: str


def phrase(text: str) -> Phrase:
    """Return a phrase as it is looked for in a translation; a verb's "to" and articles go.

    >>> phrase("to take off").stems
    ('take', 'off')
    """
    bare = _OPENING.sub("", text.strip())
    found = words(bare)
    return Phrase(
        stems=tuple(word.stem for word in found),
        content=tuple(word.text.lower() not in STOP_WORDS for word in found),
        text=bare,
    )


def written(one: Phrase) -> str:
    """Write a phrase so that ``read`` need not look for its words again: its stems behind it where
    they are not the phrase itself.

    >>> written(phrase("to take off")), written(phrase("hold water"))
    ('take off=take off-', 'hold water')
    """
    stems = []
    for stem, is_content in zip(one.stems, one.content, strict=True):
        stems.append(stem if is_content else stem + _GRAMMAR)
    joined = " ".join(stems)
    return one.text if joined == one.text else f"{one.text}{_STEMS}{joined}"


def read(line: str) -> Phrase:
    """Read what ``written`` wrote."""
    text, are_others, stems = line.partition(_STEMS)
    parts = (stems if are_others else text).split()
    return Phrase(
        stems=tuple([part.removesuffix(_GRAMMAR) for part in parts]),
        content=tuple([not part.endswith(_GRAMMAR) for part in parts]),
        text=text,
    )
