"""What a person wrote in ``NAME.words.tsv`` goes into the passages. Like ``annotate`` it knows the
Chinese stage and the lexicon."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.annotation.entries import Entries
from generator.base import pinyin
from generator.base.errors import InputError
from generator.base.han import HANZI
from generator.base.records import Correction, Entry, Issue, Passage, Token
from generator.chinese.script import simplify
from generator.chinese.segments import Segment
from generator.study import is_studied

Match = Callable[[Token], Correction | None]


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
    """Lines of the text's own table that no word shows: where to cut, and what speaks of no word of
    the text."""
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
    about_words = [line for line in corrections if not line.is_cut]
    find = _matcher(about_words, list(_tokens(passages)))
    shown = _shown(find, _tokens(passages))
    edited = {line: _without_repeats(line, token) for line, token in shown.items()}
    skipped: set[tuple[str, str]] = set()
    touched: set[tuple[str, str]] = set()

    def corrected(token: Token) -> Token:
        line = find(token)
        if line is None:
            return token
        token = _apply(token, edited[line], entries, place(line))
        touched.add(word_and_reading(token))
        if line.skip:
            skipped.add(word_and_reading(token))
        return token

    changed = tuple(replace(p, tokens=tuple(map(corrected, p.tokens))) for p in passages)
    cuts = _cuts_of(corrections, passages)
    applied = tuple(
        line
        for line in corrections
        if line in cuts or (line in edited and _says_something(edited[line]))
    )
    kept = tuple(line for line in corrections if not line.shared and line not in shown)
    unused = tuple(_unused(line, place(line)) for line in kept if line not in cuts)
    return Corrected(changed, applied, frozenset(skipped), frozenset(touched), kept, unused)


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


def speaks_of(line: Correction, token: Token) -> bool:
    """Tell whether a line is about a (corrected) token: its word in either script, and its reading
    where the line gives one."""
    is_as_written = line.word in (token.text, token.headword)
    in_simplified = (token.headword, simplify(token.text))
    if not is_as_written and simplify(line.word) not in in_simplified:
        return False
    return not line.reading or _plain(line.reading) == _plain(_reading(token))


def word_and_reading(token: Token) -> tuple[str, str]:
    """Return the headword, and its reading however it is spelled."""
    return token.headword, _plain(_reading(token))


def _is_form(token: Token) -> bool:
    """Whether the text has a form of the headword (干起活来 of 干活)."""
    return len(token.headword) != len(token.text)


def _reading(token: Token) -> str:
    """The reading of the headword, which is what tables show."""
    return token.entry.reading if token.entry is not None and _is_form(token) else token.reading


def _tokens(passages: Sequence[Passage]) -> Iterator[Token]:
    for passage in passages:
        yield from passage.tokens


def _matcher(corrections: Sequence[Correction], tokens: Sequence[Token]) -> Match:
    """Return a function that finds the line for a token, by the word as the text writes it, or in
    simplified characters.

    A line whose reading the word has somewhere in the text (长 cháng, 长 zhǎng) is for the word as
    it is read so. A line without reading is for the word in its other readings, and so is one with
    a reading that is new to the text: it corrects them. A text of both scripts (a list in
    traditional characters, its sentences in simplified ones) has the word in either.
    """
    written = {token.text for token in tokens}
    read = set()
    for token in tokens:
        reading = _plain(_reading(token))
        read |= {(token.text, reading), (token.headword, reading)}
    words = {form for form, _ in read}
    exact: dict[tuple[str, str], Correction] = {}
    others: dict[str, Correction] = {}
    for line in corrections:
        simplified = simplify(line.word)
        for word in {line.word if line.word in words else simplified, *({simplified} & written)}:
            key = word, _plain(line.reading)
            if line.reading and key in read:
                exact.setdefault(key, line)
            else:
                others.setdefault(word, line)

    def find(token: Token) -> Correction | None:
        reading = _plain(_reading(token))
        return (
            exact.get((token.text, reading))
            or exact.get((token.headword, reading))
            or others.get(token.text)
            or others.get(token.headword)
        )

    return find


def _shown(find: Match, tokens: Iterable[Token]) -> dict[Correction, Token]:
    """For each line the token that ``cli.py words`` shows for it: the first to be studied, else the
    first."""
    studied: dict[Correction, Token] = {}
    others: dict[Correction, Token] = {}
    for token in tokens:
        if line := find(token):
            (studied if is_studied(token) else others).setdefault(line, token)
    return others | studied


def _without_repeats(line: Correction, shown: Token) -> Correction:
    """The line without what it only repeats of the machine's answer."""
    gloss = "" if line.gloss == shown.gloss else line.gloss
    reading = "" if _plain(line.reading) == _plain(_reading(shown)) else line.reading
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
    if line.reading and _plain(line.reading) != _plain(_reading(token)):
        token = _read_as(token, line, entries, where)
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
        len(HANZI.findall(token.headword if _is_form(token) else token.text)),
        known=entry is not None,
    ):
        raise InputError(f"{where}: the reading {line.reading!r} of {token.text} {fault}")
    if entry is not None and not line.gloss:
        token = _glossed(token, entry, entries)
    if entry is None and token.entry is not None:
        entry = replace(token.entry, reading=" ".join(wanted))
    # The sentence keeps its own pinyin: the line says nothing of the other characters
    if _is_form(token):
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


def _plain(reading: str) -> str:
    """A reading in numbers, without spaces, capitals, hyphens: for comparing what two spellings
    say."""
    return " ".join(pinyin.number(s) for s in pinyin.syllables(reading)) or re.sub(
        r"\W", "", reading.lower()
    )
