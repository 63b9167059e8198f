"""Sentence pairs whose words carry labels: cut, reading, sense, counterpart.

They are read and written as JSON, and shown as blocks for people to correct (the format of both is
in docs/annotating-gold.md).
"""

import prelude

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from generator.base.han import HANZI
from gold_rows import GoldPair, GoldToken
from learner_senses import LearnerDictionary, LearnerSense

Span = tuple[int, int]
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
"""Combining tone marks."""
DIAERESIS = "\u0308"
NEUTRAL = "5"
READING = re.compile(r"[A-Za-z]+:?[a-z]*[1-5]( [A-Za-z]+:?[a-z]*[1-5])*")
"""Numbered pinyin, one number a syllable."""
NO_COUNTERPART = "-"
GAP = " … "
"""Between the parts of a counterpart."""


@dataclass
class LabelledToken:
    """A word of a sentence with its labels."""

    start: int
    end: int
    headword: str
    reading: str
    kind: str
    """word, name, number, foreign."""
    gloss: str
    """The program's."""
    english: list[Span]
    sense: list[str] | None = None
    """Reading, part of speech and gloss of a sense of the learner's dictionary."""
    own: str | None = None
    """``class: gloss`` where no sense fits."""
    checked: bool = True
    original: int = 0
    """Its number in the proposal; 0 for a token of a new cut."""
    disputed: bool = False
    """Two rankers propose different senses."""


@dataclass
class LabelledPair:
    """A sentence pair and its words."""

    id: str
    genre: str
    zh: str
    en: str
    tokens: list[LabelledToken]
    syllables: list[str]
    """The proposed reading of each character of ``zh``, empty where it has none."""
    bad: bool = False
    """The English is no translation, or the text is garbage."""
    cut: bool = False
    """A person cut it anew."""

    def text(self, token: LabelledToken) -> str:
        """Return a word as it stands in the sentence."""
        return self.zh[token.start : token.end]


# -- readings


def numbered(syllable: str) -> str:
    """Write a syllable with a number.

    >>> numbered("lǜ"), numbered("r"), numbered("")
    ('lu:4', 'r5', '')
    """
    if not syllable:
        return ""
    tone, letters = NEUTRAL, ""
    for character in unicodedata.normalize("NFD", syllable):
        if character in TONES:
            tone = TONES[character]
        else:
            letters += ":" if character == DIAERESIS else character
    return letters + tone


def toneless(reading: str) -> str:
    """Leave out tones, capitals and spaces of a numbered reading, to compare."""
    return re.sub(r"[1-5\s]", "", reading).lower()


def has_other_tones(one: str, other: str) -> bool:
    """Tell whether two numbered readings differ in tones, neutral ones left out."""
    pairs = zip(re.findall("[1-5]", one), re.findall("[1-5]", other), strict=False)
    return any(a != b for a, b in pairs if NEUTRAL not in (a, b))


def is_hanzi(character: str) -> bool:
    """Tell whether a character is a hanzi."""
    return HANZI.fullmatch(character) is not None


# -- files


def read_pairs(path: Path) -> list[LabelledPair]:
    """Read proposals."""
    return [_pair(line) for line in json.loads(path.read_text(encoding="utf-8"))]


def _pair(fields: dict[str, Any]) -> LabelledPair:
    pair = LabelledPair(**fields)
    pair.tokens = [_token(one) for one in fields["tokens"]]
    return pair


def _token(fields: dict[str, Any]) -> LabelledToken:
    token = LabelledToken(**fields)
    token.english = [(start, end) for start, end in token.english]
    return token


def write_pairs(path: Path, pairs: Iterable[LabelledPair]) -> None:
    """Write proposals."""
    content = json.dumps([asdict(pair) for pair in pairs], ensure_ascii=False)
    path.write_text(content, encoding="utf-8")


def as_gold(pair: LabelledPair) -> GoldPair:
    """Return a pair as it stands in the gold corpus."""
    tokens = tuple(_gold_token(token) for token in pair.tokens)
    return GoldPair(id=pair.id, genre=pair.genre, zh=pair.zh, en=pair.en, tokens=tokens)


def _gold_token(token: LabelledToken) -> GoldToken:
    labels = {field.name: getattr(token, field.name) for field in fields(GoldToken)}
    sense = token.sense and tuple(token.sense)
    return GoldToken(**{**labels, "sense": sense, "english": tuple(token.english)})


# -- blocks


def blocks(pairs: Iterable[LabelledPair], dictionary: LearnerDictionary) -> str:
    """Write pairs as blocks to be corrected."""
    return "\n\n".join(block(pair, dictionary) for pair in pairs) + "\n"


def block(pair: LabelledPair, dictionary: LearnerDictionary) -> str:
    """Write a pair as a block: what it is, both sentences, a line a word."""
    lines = [f"#{pair.id} {pair.genre}{' (bad)' if pair.bad else ''}"]
    lines += [f"ZH {pair.zh}", f"EN {pair.en}"]
    for token in pair.tokens:
        number = str(token.original or "+")
        disputed = " !" if token.disputed else ""
        lines.append(f"{number}{disputed} {_word(pair, token)}{_senses(token, dictionary)}")
        if not token.checked:
            lines[-1] += " (unchecked)"
    return "\n".join(lines)


def _word(pair: LabelledPair, token: LabelledToken) -> str:
    """Write word, headword and kind where they say something, reading, counterpart."""
    text = pair.text(token)
    headword = f" (={token.headword})" if token.headword != text else ""
    kind = f" <{token.kind}>" if token.kind != "word" else ""
    counterpart = GAP.join(pair.en[start:end] for start, end in token.english)
    return f"{text}{headword}{kind} {token.reading or '?'} -> {counterpart or NO_COUNTERPART}"


def _senses(token: LabelledToken, dictionary: LearnerDictionary) -> str:
    if token.kind == "foreign":
        return ""
    if token.own:
        return f" [=? {token.own}]"
    listed = dictionary.senses(token.headword) if token.kind == "word" else ()
    if not listed:
        return f" [no senses; gloss: {token.gloss or '-'}]"
    return f" [{_numbered_senses(listed, token.sense)}]"


def _numbered_senses(listed: Sequence[LearnerSense], chosen: list[str] | None) -> str:
    """Write senses, numbered if there are several, with a star at the chosen one."""
    if len(listed) == 1:
        return str(listed[0])
    written = []
    for number, sense in enumerate(listed, 1):
        star = "*" if sense.label == chosen else ""
        written.append(f"{star}{number} {sense}")
    return " | ".join(written)
