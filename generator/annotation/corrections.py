"""What a person wrote in ``NAME.words.tsv`` goes into the passages. Like ``annotate`` it knows the
Chinese stage and the lexicon."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.annotation.correction_lines import (
    Find,
    finder,
    is_form,
    plain_reading,
    shown_reading,
    word_and_reading,
)
from generator.annotation.entries import Entries
from generator.base import pinyin
from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Correction, Entry, Issue, Passage, Token
from generator.base.words import is_meaning_known
from generator.chinese.script import simplify
from generator.chinese.segments import Segment
from generator.study import is_studied

Place = tuple[Token, str]
"""A token, and the sentence that it stands in."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text as a person corrected it."""

    passages: tuple[Passage, ...]
    applied: tuple[Correction, ...]
    """The lines that say something else than the machine, in the order of the table."""
    skipped: frozenset[tuple[str, str]]
    """``word_and_reading`` of the words that get no card."""
    touched: frozenset[tuple[str, str]]
    """``word_and_reading`` of all words that a line speaks of, skipped ones too."""
    kept: tuple[Correction, ...]
    """Lines of the text's own table that no word shows: where to cut, what holds in one sentence
    only, and what speaks of no word of the text."""
    issues: tuple[Issue, ...]

    def is_skipped(self, token: Token) -> bool:
        """Tell whether a person wants no card for a (corrected) token."""
        return word_and_reading(token) in self.skipped


def correct(
    passages: Sequence[Passage],
    corrections: Sequence[Correction],
    entries: Entries,
) -> Corrected:
    """Apply corrections to every token that they speak of; those that speak of no word of the text
    become issues.

    Where the text is cut was decided before (``Annotator.names``). A line that was kept as ``cli.py
    words`` printed it changes nothing, neither where the word stands first nor where the machine
    gives it another gloss: the table can be saved whole."""
    if not corrections:
        return Corrected(tuple(passages), (), frozenset(), frozenset(), (), ())
    corrector = Corrector(corrections, list(_places(passages)), entries)
    skipped: set[tuple[str, str]] = set()
    touched: set[tuple[str, str]] = set()
    changed = []
    for passage in passages:
        tokens = []
        for token in passage.tokens:
            line = corrector.line_of(token, passage.zh)
            corrected = corrector.applied(line, token) if line else token
            if line and not line.only:
                touched.add(word_and_reading(corrected))
            if line and line.skip:
                skipped.add(word_and_reading(corrected))
            tokens.append(corrected)
        changed.append(replace(passage, tokens=tuple(tokens)))
    shown = corrector.edited
    cuts = _cuts_of(corrections, passages)
    applied = tuple(
        line
        for line in corrections
        if line in cuts or (line in shown and _says_something(shown[line]))
    )
    own = [line for line in corrections if not line.shared]
    unused = [line for line in own if line not in shown]
    issues = [_unused(line, place(line)) for line in unused if line not in cuts]
    return Corrected(
        passages=tuple(changed),
        applied=applied,
        skipped=frozenset(skipped),
        touched=frozenset(touched),
        kept=tuple(line for line in own if line.only or line not in shown),
        issues=tuple(issues),
    )


class Corrector:
    """Finds the line that speaks of a token, and applies it."""

    def __init__(
        self, corrections: Sequence[Correction], places: Sequence[Place], entries: Entries
    ) -> None:
        """``places`` are the words of the text in its order; of each word one place is enough, but
        for lines that hold in one sentence only."""
        about_words = [line for line in corrections if not line.is_cut]
        self._entries = entries
        self.line_of = finder(about_words, [token for token, _ in places])
        """Returns the line for a token of a sentence."""
        self.edited: dict[Correction, Correction] = {}
        """The lines that speak of some word, each without what it only repeats."""
        for line, token in _shown(self.line_of, places).items():
            self.edited[line] = line if line.only else _without_repeats(line, token)

    def applied(self, line: Correction, token: Token) -> Token:
        """Return a token as a line for it says. Raises InputError for a reading that cannot be."""
        return _apply(token, self.edited.get(line, line), self._entries, place(line))


def _cuts_of(corrections: Sequence[Correction], passages: Sequence[Passage]) -> set[Correction]:
    """The lines that say where to cut and found something to cut."""
    wanted = [line for line in corrections if line.is_cut]
    if not wanted:
        return set()
    texts = [simplify(passage.zh) for passage in passages]
    found = set()
    for line in wanted:
        word = simplify(line.word)
        if any(word in text for text in texts):
            found.add(line)
    return found


def _says_something(line: Correction) -> bool:
    return bool(line.reading or line.gloss or line.skip or line.joined)


def place(line: Correction) -> str:
    """Name the file and line of a correction, for messages."""
    return f"{line.file}, line {line.line}"


def _places(passages: Sequence[Passage]) -> Iterator[Place]:
    for passage in passages:
        for token in passage.tokens:
            yield token, passage.zh


def _shown(find: Find, places: Iterable[Place]) -> dict[Correction, Token]:
    """For each line the token that ``cli.py words`` shows for it: the first to be studied, else the
    first."""
    studied: dict[Correction, Token] = {}
    others: dict[Correction, Token] = {}
    for token, sentence in places:
        if line := find(token, sentence):
            (studied if is_studied(token) else others).setdefault(line, token)
    return others | studied


def _without_repeats(line: Correction, shown: Token) -> Correction:
    """The line without what it only repeats of the machine's answer. A guess that was not even
    shown is confirmed."""
    gloss = "" if line.gloss == shown.gloss and is_meaning_known(shown) else line.gloss
    reading = (
        "" if plain_reading(line.reading) == plain_reading(shown_reading(shown)) else line.reading
    )
    return replace(line, gloss=gloss, reading=reading)


def _unused(line: Correction, where: str) -> Issue:
    word = f"{line.word} {line.reading}".strip()
    return Issue(
        "unused-correction", where, f"{word} is no word of this text; nothing was changed."
    )


def _apply(token: Token, line: Correction, entries: Entries, where: str) -> Token:
    if line.gloss:
        senses = tuple(dict.fromkeys((line.gloss, *token.senses)))
        token = replace(
            token,
            gloss=line.gloss,
            senses=senses,
            sense_confidence=1.0,
            doubts=_without(token, "sense", "no-entry"),
        )
    if line.reading and plain_reading(line.reading) != plain_reading(shown_reading(token)):
        return _read_as(token, line, entries, where)
    if line.reading and line.only:  # elsewhere the cell only names the word
        return replace(token, doubts=_without(token, "reading"))
    return token


def _read_as(token: Token, line: Correction, entries: Entries, where: str) -> Token:
    """Give a token the reading that a person wrote: the dictionary's entry with it if there is one,
    and its gloss."""
    syllables = pinyin.syllables(line.reading)
    wanted = [pinyin.number(s) for s in syllables]
    entry = next(
        (
            e
            for e in entries.dictionary.entries(token.headword)
            if e.reading.lower().split() == wanted
        ),
        None,
    )
    if fault := _fault(
        line.reading,
        len(HANZI.findall(token.headword if is_form(token) else token.text)),
        known=entry is not None,
    ):
        raise InputError(f"{where}: the reading {line.reading!r} of {token.text} {fault}")
    if entry is not None and not line.gloss:
        token = _glossed(token, entry, entries)
    if entry is None and token.entry is not None:
        entry = replace(token.entry, reading=" ".join(wanted))
    # The sentence keeps its own pinyin: the line says nothing of the other characters
    if is_form(token):
        return replace(token, entry=entry, doubts=_without(token, "reading"))
    return replace(
        token,
        pinyin=syllables,
        reading=pinyin.write(syllables),
        entry=entry,
        doubts=_without(token, "reading"),
    )


def _fault(reading: str, characters: int, known: bool) -> str:
    """What is wrong with a reading that a person wrote; empty if nothing is. ``known`` readings may
    lack tones (de, men)."""
    example = (
        "Write one syllable with its tone for each character, for instance yín háng or yin2 hang2."
    )
    syllables = pinyin.syllables(reading)
    if not pinyin.is_pinyin(reading):
        return f"is not pinyin. {example}"
    if len(syllables) != characters:
        return (
            f"should have as many syllables as the word has characters: found {len(syllables)},"
            f" expected {characters}. {example}"
        )
    if (
        not known
        and not any(c.isdigit() for c in reading)
        and all(pinyin.tone(s) == pinyin.NEUTRAL for s in syllables)
    ):
        return f"has no tones. {example} (5 stands for the neutral tone.)"
    return ""


def _glossed(token: Token, entry: Entry, entries: Entries) -> Token:
    """Give a token the commonest sense of another entry: what was known of the old one does not
    hold for it."""
    segment = Segment(token.start, token.headword, "word")
    senses = [one for one in entries.senses(segment, token.headword) if one.entry == entry]
    if not senses:
        return token
    return replace(
        token,
        gloss=senses[0].gloss,
        senses=tuple(dict.fromkeys(one.gloss for one in senses)),
        part_of_speech=senses[0].pos,
        labels=senses[0].labels,
        measures=senses[0].measures,
    )


def _without(token: Token, *settled: str) -> tuple[str, ...]:
    return tuple(d for d in token.doubts if d not in settled)
