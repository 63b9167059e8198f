"""One text as it goes out: its words and sentences, and how Chinese is written in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from generator.base.pinyin import tone
from generator.base.records import Deck, Passage, Token, Word
from generator.base.words import WordKey, word_key

HANS, HANT = "zh-Hans", "zh-Hant"


def _same(text: str) -> str:
    return text


def _as_written(token: Token) -> str:
    return token.text


def _joined(tokens: Iterable[Token]) -> str:
    return " ".join(token.reading or token.text for token in tokens)


def _whole(reading: str, spoken: Iterable[str]) -> Iterator[tuple[str, int]]:
    yield reading, 0


def _bare(token: Token) -> dict[str, Any]:
    return {
        "start": token.start,
        "end": token.end,
        "text": token.text,
        "reading": token.reading,
        "gloss": token.gloss,
    }


@dataclass(frozen=True, slots=True)
class ExportLookups:
    """What exports ask of other stages, handed in as functions. The defaults know next to
    nothing."""

    zhuyin: Callable[[str], str] = _same
    """Of a marked syllable."""
    traditional: Callable[[Token], str] = _as_written
    """Of a simplified word in its sentence, as long as the word."""
    simplified: Callable[[str], str] = _same
    """Of a text in any script, as long as the text."""
    spoken: Callable[[Sequence[Token]], tuple[Token, ...]] = tuple
    """The tokens of a sentence with the tones that are spoken."""
    line: Callable[[Iterable[Token]], str] = _joined
    """The pinyin of a sentence."""
    syllables: Callable[[str, Iterable[str]], Iterator[tuple[str, int]]] = _whole
    """A written word cut into (text, tone) by its syllables; tone 0 for what stands between
    them."""
    token: Callable[[Token], dict[str, Any]] = _bare
    """A token as programs get it."""
    key: Callable[[Token], WordKey] = word_key
    """What makes a word the same word wherever it stands."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A text, the choices of its reader, and the functions that carry them out."""

    deck: Deck
    paragraphs: tuple[int, ...]
    """For each passage the number of the paragraph that it stands in, rising."""
    looks: Mapping[str, str] = field(default_factory=dict)
    """``phonetic`` (pinyin, zhuyin, both), ``script`` (text, simplified, traditional, both),
    ``speech`` (citation, spoken), ``tones`` (none, pleco, mdbg, hanping); what is missing is the
    first of these."""
    helpers: ExportLookups = ExportLookups()
    unsure: float = 0.5
    """Confidence of a pair of sentences under which readers are warned."""

    # -- scripts

    @property
    def lang(self) -> str:
        """The script that leads, as a language tag."""
        own = HANT if self.deck.script == "traditional" else HANS
        return {"simplified": HANS, "traditional": HANT}.get(self._look("script"), own)

    @property
    def both(self) -> bool:
        """Whether words are shown in both scripts."""
        return self._look("script") == "both"

    def form(self, token: Token) -> str:
        """A token of a sentence in the script that leads, as long as in the text."""
        if self._look("script") in ("text", "both", "") or token.kind == "punctuation":
            return token.text
        found = (
            self.helpers.traditional(token)
            if self.lang == HANT
            else self.helpers.simplified(token.text)
        )
        return found if len(found) == len(token.text) else token.text

    def text(self, passage: Passage) -> str:
        """The Chinese of a passage in the script that leads."""
        return "".join(self.form(token) for token in passage.tokens)

    def headword(self, word: Word) -> str:
        """A word in the script that leads, and in the other one beside it where both are wanted and
        differ."""
        forms = (word.token.headword, word.traditional)
        lead, other = reversed(forms) if self.lang == HANT else forms
        return f"{lead} ({other})" if self.both and lead != other else lead

    # -- readings

    def reading(self, token: Token) -> str:
        """The reading of a word: pinyin, zhuyin, or both."""
        return self._phonetic(token.reading, self._zhuyin(token))

    def line(self, passage: Passage) -> str:
        """The reading of a sentence."""
        tokens = self.heard(passage)
        zhuyin = " ".join(self._zhuyin(token) or token.text.strip() for token in tokens)
        return self._phonetic(" ".join(self.helpers.line(tokens).split()), " ".join(zhuyin.split()))

    def heard(self, passage: Passage) -> tuple[Token, ...]:
        """The tokens of a sentence, with the tones that are wanted over sentences."""
        return (
            self.helpers.spoken(passage.tokens)
            if self._look("speech") == "spoken"
            else passage.tokens
        )

    def pieces(self, token: Token) -> list[list[tuple[str, int]]]:
        """The reading of a word, once in each writing that is wanted, as (text, tone); tone 0 for
        what stands between syllables."""
        pinyin = list(self.helpers.syllables(token.reading, token.pinyin or ()))
        said = [syllable for syllable in token.pinyin or () if syllable]
        zhuyin = [
            piece
            for syllable in said
            for piece in ((" ", 0), (self.helpers.zhuyin(syllable), tone(syllable)))
        ][1:]
        phonetic = self._look("phonetic")
        if phonetic == "zhuyin" and zhuyin:
            return [zhuyin]
        return [pinyin, zhuyin] if phonetic == "both" and zhuyin else [pinyin]

    def _zhuyin(self, token: Token) -> str:
        return (
            " ".join(self.helpers.zhuyin(syllable) for syllable in token.pinyin or () if syllable)
            if token.reading
            else ""
        )

    def _phonetic(self, pinyin: str, zhuyin: str) -> str:
        phonetic = self._look("phonetic")
        if phonetic == "both" and zhuyin:
            return f"{pinyin} {zhuyin}"
        return zhuyin if phonetic == "zhuyin" and zhuyin else pinyin

    def _look(self, name: str) -> str:
        return self.looks.get(name, "")

    # -- parts

    def sentences(self) -> list[Passage]:
        """The passages that make sentences to learn (sure, with something to read), in the order of
        study."""
        wanted = set(self.deck.sentences)
        return [
            self.deck.passages[index]
            for index in self.deck.order or self.deck.sentences
            if index in wanted
        ]

    def sentence(self, word: Word) -> Passage:
        """The passage that a word is shown in."""
        return self.deck.passages[word.passage]

    def is_unsure(self, passage: Passage) -> bool:
        """Whether the translation of a passage may be that of another."""
        return bool(passage.en) and passage.confidence < self.unsure

    def by_paragraph(self) -> list[list[Passage]]:
        """The passages of each paragraph."""
        pairs = zip(self.paragraphs, self.deck.passages, strict=True)
        return [
            [passage for _, passage in group]
            for _, group in groupby(pairs, key=lambda pair: pair[0])
        ]

    def title(self) -> str:
        """What the text is called: its deck's title."""
        return self.deck.title or self.deck.name
