"""One text as it goes out: its words and sentences, and how Chinese is written in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.records import Deck, Passage, Token, Word
from generator.display import (
    NO_LOOKUPS,
    ChineseLookups,
    ScriptForms,
    Syllable,
    as_text,
    pinyin_of,
    sentence_pinyin,
    sentence_zhuyin,
    wanted,
    zhuyin_of,
)


def _bare(token: Token) -> dict[str, Any]:
    return {
        "start": token.start,
        "end": token.end,
        "text": token.text,
        "reading": token.reading,
        "gloss": token.gloss,
    }


@dataclass(frozen=True)
class Edition:
    """A text, the choices of its reader, and what writing Chinese needs of other stages."""

    deck: Deck
    paragraphs: tuple[int, ...]
    """For each passage the number of the paragraph that it stands in, rising."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """``phonetic`` (pinyin, zhuyin, both), ``script`` (text, simplified, traditional, both),
    ``speech`` (citation, spoken), ``tones`` (none, pleco, mdbg, hanping); what is missing is the
    first of these."""
    lookups: ChineseLookups = NO_LOOKUPS
    token: Callable[[Token], dict[str, Any]] = _bare
    """Return a token as programs get it."""

    # -- scripts

    @cached_property
    def forms(self) -> ScriptForms:
        """Return how the text is written in either script."""
        return ScriptForms(self.deck.script, self._choice("script"), self.lookups)

    @property
    def lang(self) -> str:
        """Return the language tag of the script that leads."""
        return self.forms.lang

    @property
    def both(self) -> bool:
        """Tell whether words are shown in both scripts."""
        return self._choice("script") == "both"

    def form(self, token: Token) -> str:
        """Return a token of a sentence in the script that leads, as long as in the text."""
        return self.forms.form(token)

    def text(self, passage: Passage) -> str:
        """Return the Chinese of a passage in the script that leads."""
        return self.forms.text(passage.tokens)

    def headword(self, word: Word) -> str:
        """Return a word in the script that leads, and in the other one beside it where both are
        wanted and differ."""
        lead, other = self.forms.headwords(word)
        return f"{lead} ({other})" if self.both and lead != other else lead

    # -- readings

    def reading(self, token: Token) -> str:
        """Return the reading of a word: pinyin, zhuyin, or both."""
        return self._phonetic(token.reading, self._zhuyin(token))

    def line(self, passage: Passage) -> str:
        """Return the reading of a sentence."""
        zhuyin = sentence_zhuyin(self.heard(passage), self.lookups.zhuyin)
        return self._phonetic(self.pinyin_line(passage), " ".join(zhuyin.split()))

    def pinyin_line(self, passage: Passage) -> str:
        """Return the pinyin of a sentence on one line."""
        return " ".join(sentence_pinyin(self.heard(passage)).split())

    def heard(self, passage: Passage) -> tuple[Token, ...]:
        """Return the tokens of a sentence, with the tones that are wanted over sentences."""
        if self._choice("speech") == "spoken":
            return self.lookups.spoken(passage.tokens)
        return passage.tokens

    def syllables(self, token: Token) -> tuple[tuple[Syllable, ...], ...]:
        """Return the syllables of a word, once in each writing that is wanted."""
        zhuyin = zhuyin_of(token, self.lookups.zhuyin)
        return wanted(self._choice("phonetic"), pinyin_of(token), zhuyin)

    def _zhuyin(self, token: Token) -> str:
        return as_text(zhuyin_of(token, self.lookups.zhuyin)) if token.reading else ""

    def _phonetic(self, pinyin: str, zhuyin: str) -> str:
        return " ".join(wanted(self._choice("phonetic"), pinyin, zhuyin))

    def _choice(self, name: str) -> str:
        return self.choices.get(name, "")

    # -- sentences and paragraphs

    def sentences(self) -> list[Passage]:
        """Return the passages that make sentences to learn (sure, with something to read), in the
        order of study."""
        chosen = set(self.deck.sentences)
        order = self.deck.order or self.deck.sentences
        return [self.deck.passages[index] for index in order if index in chosen]

    def sentence(self, word: Word) -> Passage:
        """Return the passage that a word is shown in."""
        return self.deck.passages[word.passage]

    def is_unsure(self, passage: Passage) -> bool:
        """Tell whether the translation of a passage may be that of another."""
        return bool(passage.en) and passage.confidence < MIN_PAIR_CONFIDENCE

    def by_paragraph(self) -> list[list[Passage]]:
        """Return the passages of each paragraph."""
        pairs = zip(self.paragraphs, self.deck.passages, strict=True)
        groups = groupby(pairs, key=lambda pair: pair[0])
        paragraphs = []
        for _, group in groups:
            paragraphs.append([passage for _, passage in group])
        return paragraphs

    def title(self) -> str:
        """Return what the text is called: its deck's title."""
        return self.deck.title or self.deck.name
