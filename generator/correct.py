"""What a person wrote in ``NAME.words.tsv`` goes into the passages. Like ``annotate`` it knows the Chinese stage and the lexicon."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from generator import pinyin
from generator.errors import InputError
from generator.lexicon.dictionary import Dictionary
from generator.records import Correction, Issue, Passage, Token


Match = Callable[[Token], Correction | None]


def matcher(corrections: Sequence[Correction]) -> Match:
    """Return a function that finds the correction of a token.

    A word with one line is corrected wherever it stands; of several lines (长 cháng, 长 zhǎng) each holds for its reading.
    """
    by_word: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_word.setdefault(correction.word, []).append(correction)

    def find(token: Token) -> Correction | None:
        found = by_word.get(token.text) or by_word.get(token.headword) or []
        if len(found) == 1:
            return found[0]
        return next((c for c in found if _plain(c.reading) == _plain(token.reading)), None)

    return find


def correct(
    passages: Sequence[Passage], corrections: Sequence[Correction], dictionary: Dictionary, where: str
) -> tuple[tuple[Passage, ...], tuple[Issue, ...]]:
    """Apply corrections to every token that they speak of; those that speak of no word of the text become issues."""
    find = matcher(corrections)
    used: set[Correction] = set()

    def corrected(token: Token) -> Token:
        correction = find(token)
        if correction is None:
            return token
        used.add(correction)
        return _apply(token, correction, dictionary, where)

    changed = tuple(replace(p, tokens=tuple(map(corrected, p.tokens))) for p in passages) if corrections else tuple(passages)
    unused = [c for c in corrections if c not in used]
    return changed, tuple(Issue("unused-correction", f"{where}, line {c.line}", f"{c.word} is no word of this text; nothing was changed.") for c in unused)


def _apply(token: Token, correction: Correction, dictionary: Dictionary, where: str) -> Token:
    if correction.gloss and correction.gloss != token.gloss:
        senses = tuple(dict.fromkeys((correction.gloss, *token.senses)))
        token = replace(token, gloss=correction.gloss, senses=senses, sense_confidence=1.0, doubts=_without(token, "sense", "no-entry"))
    if correction.reading and _plain(correction.reading) != _plain(token.reading):
        token = _read_as(token, correction, dictionary, where)
    return token


def _read_as(token: Token, correction: Correction, dictionary: Dictionary, where: str) -> Token:
    """Give a token the reading that a person wrote: the dictionary's entry with it if there is one."""
    syllables = pinyin.syllables(correction.reading)
    count = len(pinyin.HAN.findall(token.text))
    if len(syllables) != count:
        raise InputError(
            f"{where}, line {correction.line}: the reading {correction.reading!r} has {len(syllables)} syllables, {token.text} has {count} characters. "
            "Write one syllable a character, for instance: yin2 hang2, or yín háng."
        )
    wanted = [pinyin.number(s) for s in syllables]
    entry = next((e for e in dictionary.entries(token.headword) if e.reading.lower().split() == wanted), None)
    if entry is None and token.entry is not None:
        entry = replace(token.entry, reading=" ".join(wanted))
    return replace(token, pinyin=syllables, reading=pinyin.write(syllables), entry=entry, doubts=_without(token, "reading"))


def _without(token: Token, *settled: str) -> tuple[str, ...]:
    return tuple(d for d in token.doubts if d not in settled)


def _plain(reading: str) -> str:
    """A reading in numbers, without spaces, capitals, hyphens: for comparing what two spellings say."""
    return " ".join(pinyin.number(s) for s in pinyin.syllables(reading)) or re.sub(r"\W", "", reading.lower())
