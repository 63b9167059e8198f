"""Words of a deck that could be taken for each other: what a prompt must exclude, and what is worth
hearing side by side."""

import re
from collections import defaultdict
from collections.abc import Iterable

from generator.anki.keys import word_key
from generator.base.pinyin import plain
from generator.base.records import Token, Word

KINDS = {
    "both": "same sound, near in meaning",
    "meaning": "near in meaning",
    "near": "near in meaning",
    "sound": "same sound",
    "tone": "other tones",
    "hanzi": "same characters, other reading",
}
"""In the order of the list. The names are classes: style.css shows on each prompt only what keeps
that prompt unambiguous. ``near`` is longer or shorter than the word, so that the blank in the
sentence excludes it already."""
SHOWN = 6
"""Words of one kind."""
LABEL = re.compile(r"\([^()]*\)")


class ConfusableWords:
    """Finds the words of a deck that are like a word, in order of study."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._by: dict[str, dict[str, dict[str, Token]]] = {
            kind: defaultdict(dict) for kind in ("meaning", "sound", "tone", "hanzi")
        }
        for token in (word.token for word in words):
            for kind, marks in _marks(token).items():
                for mark in marks:
                    self._by[kind][mark][word_key(token)] = token

    def of(self, token: Token) -> list[tuple[str, Token]]:
        """(kind, other word), each word once under the first kind that fits."""
        found = {
            kind: {
                key: other
                for mark in marks
                for key, other in self._by[kind][mark].items()
                if key != word_key(token)
            }
            for kind, marks in _marks(token).items()
        }
        found["both"] = {
            key: other for key, other in found["meaning"].items() if key in found["sound"]
        }
        size = len(token.headword)
        found["near"] = {
            key: other for key, other in found["meaning"].items() if len(other.headword) != size
        }
        found["meaning"] = {
            key: other for key, other in found["meaning"].items() if len(other.headword) == size
        }
        listed: dict[str, tuple[str, Token]] = {}
        for kind in KINDS:
            for key, other in list(found[kind].items())[:SHOWN]:
                listed.setdefault(key, (kind, other))
        return list(listed.values())


def _marks(token: Token) -> dict[str, tuple[str, ...]]:
    """What a word shares with words that are like it, in a fixed order."""
    sound = re.sub(r"[\W_]", "", token.reading.lower())
    return {
        "meaning": glosses(token.gloss),
        "sound": (sound,) if sound else (),
        "tone": (plain(sound),) if sound else (),
        "hanzi": (token.headword,),
    }


def glosses(gloss: str) -> tuple[str, ...]:
    """The single glosses of a gloss, without labels and ``to``: each may prompt for the word.

    >>> glosses("to build (a house); construction")
    ('build', 'construction')
    """
    parts = (
        LABEL.sub("", part).strip().lower().removeprefix("here: ").removeprefix("to ").strip()
        for part in gloss.split(";")
    )
    return tuple(dict.fromkeys(filter(None, parts))) or tuple(filter(None, [gloss.lower()]))
