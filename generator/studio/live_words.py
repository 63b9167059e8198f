"""The words of an open text as they are now: what is kept of it, passages that were edited since
annotated anew, and a person's corrections over both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import texts
from generator.annotation.corrections import Corrector
from generator.annotation.speaker_tokens import with_speakers
from generator.annotation.text_names import with_corrections
from generator.base.records import AlignedRow, Correction, Passage, Token
from generator.chinese.script import simplify
from generator.pipeline import Resources
from generator.pipeline.understanding import passage_texts
from generator.studio.kept_text import Pair
from generator.studio.open_texts import OpenText, cuts_of

NOWHERE: Pair = ("", "")
MAX_ANNOTATED = 2_000
"""Passages annotated since a text was understood that are remembered."""


@dataclass(frozen=True, slots=True)
class LiveToken:
    """A word where it stands."""

    machine: Token
    """As the machine understands it."""
    token: Token
    """As a person corrected it."""
    line: Correction | None
    """What the person wrote."""
    row: int
    """Number of its sentence pair."""
    pair: Pair
    """The texts of the pair."""


class LiveWords:
    """The words of a text with the corrections that lie beside it, or with a table that is yet to
    be written. Use it in the thread of its resources."""

    def __init__(
        self,
        resources: Resources,
        opened: OpenText,
        rows: Sequence[AlignedRow],
        content: bytes | None = None,
    ) -> None:
        """``content`` stands for the table of corrections of the text. Raises InputError for
        tables that cannot be understood."""
        self.resources = resources
        self.rows = rows
        self._opened = opened
        kept, source = opened.kept, opened.source
        listed = (*source.listed, *kept.own_words)
        self._corrections = texts.read_corrections(source.path, listed, content)
        self._names = with_corrections(kept.names, self._corrections, resources.dictionary)
        cuts = cuts_of(self._corrections, resources)
        self._cuts = "\0".join(cuts)
        changed = set(cuts).symmetric_difference(kept.head["cuts"])
        self._changed = [simplify(one.replace("|", "")) for one in changed]
        self._corrector = Corrector(
            self._corrections, self._spoken_of(), resources.annotator.entries
        )

    def pair(self, row: int) -> Pair:
        """Return the texts of a sentence pair."""
        found = self.rows[row]
        return passage_texts(found.zh, found.en)

    def of_rows(self, numbers: Sequence[int]) -> list[list[LiveToken]]:
        """Return the words of some sentence pairs."""
        pairs = [self.pair(number) for number in numbers]
        tokens = self._tokens(pairs)
        found = []
        for number, pair in zip(numbers, pairs, strict=True):
            found.append([self._live(token, number, pair) for token in tokens[pair]])
        return found

    def at(self, row: int, start: int) -> LiveToken | None:
        """Return the word of a sentence pair that begins at a character; None where none does."""
        if not 0 <= row < len(self.rows):
            return None
        (tokens,) = self.of_rows([row])
        return next((one for one in tokens if one.machine.start == start), None)

    def places(self, word: Token, most: int | None = None) -> Iterator[LiveToken]:
        """Yield the places in the text at which the machine reads the same word in the same way;
        of ``most`` sentences that have its characters, or of all."""
        written = [n for n, row in enumerate(self.rows) if word.text in "".join(row.zh)]
        for tokens in self.of_rows(written[:most]):
            for one in tokens:
                if _name(one.machine) == _name(word):
                    yield one

    def variants(self, word: Token) -> list[Token]:
        """Return what the machine makes of a word, read in the same way, in all of its places;
        corrected, as far as no sentence has a line of its own."""
        kept = self._opened.kept
        numbers = kept.forms.get(word.text, [])
        same = [
            kept.words[number] for number in numbers if _name(kept.words[number]) == _name(word)
        ]
        return [self._live(one, 0, NOWHERE).token for one in (word, *same)]

    def checked(self, line: Correction, token: Token) -> Token:
        """Return a token as a line would have it. Raises InputError for a reading that cannot
        be."""
        return self._corrector.applied(line, token)

    def _live(self, token: Token, row: int, pair: Pair) -> LiveToken:
        line = self._corrector.line_of(token, pair[0])
        corrected = self._corrector.applied(line, token) if line else token
        return LiveToken(token, corrected, line, row, pair)

    def _spoken_of(self) -> list[tuple[Token, str]]:
        """Return the words of the text that corrections may speak of."""
        kept = self._opened.kept
        numbers: set[int] = set()
        for line in self._corrections:
            for form in (line.word, simplify(line.word)):
                numbers.update(kept.forms.get(form, ()))
        return [(kept.words[number], "") for number in sorted(numbers)]

    def _tokens(self, pairs: Sequence[Pair]) -> dict[Pair, tuple[Token, ...]]:
        """Return the tokens of pairs: those that are kept, and the others annotated at once."""
        kept, known = self._opened.kept, self._opened.annotated
        found: dict[Pair, tuple[Token, ...]] = {}
        missing: dict[Pair, None] = {}
        for pair in pairs:
            place = None if self._is_cut_anew(pair) else kept.places.get(pair)
            if place is not None:
                found[pair] = kept.tokens(place)
            elif (*pair, self._cuts) in known:
                found[pair] = known[(*pair, self._cuts)]
            else:
                missing[pair] = None
        if missing:
            found |= self._annotated(list(missing))
        return found

    def _annotated(self, pairs: Sequence[Pair]) -> dict[Pair, tuple[Token, ...]]:
        annotator = self.resources.annotator
        passages = []
        for (zh, en), tokens in zip(pairs, annotator.all_tokens(pairs, self._names), strict=True):
            passages.append(Passage(number=0, zh=zh, en=en, tokens=tuple(tokens), confidence=1.0))
        known = self._opened.annotated
        if len(known) > MAX_ANNOTATED:
            known.clear()
        found = {}
        for passage in with_speakers(passages, self._opened.kept.head["speakers"]):
            pair = passage.zh, passage.en
            found[pair] = known[(*pair, self._cuts)] = passage.tokens
        return found

    def _is_cut_anew(self, pair: Pair) -> bool:
        """Tell whether the person changed where words of a passage are cut since it was kept."""
        if not self._changed:
            return False
        zh = simplify(pair[0])
        return any(form in zh for form in self._changed)


def _name(token: Token) -> tuple[str, str, str]:
    return token.text, token.headword, token.reading
