"""What the report says of a text's alignment: sentences without counterpart, unsure pairs, texts
that do not belong together."""

from collections.abc import Sequence

from generator.alignment.doubts import gaps, stretches
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.errors import InputError
from generator.base.program import program_name
from generator.base.records import Issue, Passage, Sentence
from generator.pipeline.stages import Aligned, BuildOptions, Source

MIN_JUDGED_PAIRS = 3
"""Pairs from which on it can be said that two sides do not belong together (measured from 3 on:
``doubts.belonging``)."""
QUOTED_CHARACTERS = 24
"""Characters of a sentence that the report quotes."""


def unaligned(aligned: Aligned) -> list[Issue]:
    """Find sentences without a counterpart, in a text that has a translation, one issue for a run
    of them; and where sentences match badly."""
    if not aligned.en:
        return []
    found = []
    for gap in gaps(aligned.beads):
        if gap.zh[0] < gap.zh[1]:
            where = _run(aligned.zh[slice(*gap.zh)])
            detail = "No English was found for it: its words get cards, the sentence none."
            found.append(Issue(kind="no-translation", where=where, detail=detail))
        if gap.en[0] < gap.en[1]:
            where = _run(aligned.en[slice(*gap.en)])
            detail = "No Chinese was found for it; it is on no card."
            found.append(Issue(kind="no-original", where=where, detail=detail))
    if aligned.given:
        return found
    for stretch in stretches(aligned.beads):
        zh = _run(aligned.zh[slice(*stretch.zh)])
        en = _run(aligned.en[slice(*stretch.en)])
        detail = (
            "They match badly: paragraphs may stand in another order in one language, or sentences"
            " may be missing here and there."
        )
        found.append(Issue(kind="bad-match", where=f"{zh} / {en}", detail=detail))
    return found


def _run(sentences: Sequence[Sentence]) -> str:
    """Name a run of sentences by the first, the last, and how many they are."""
    first, last = sentences[0].text, sentences[-1].text
    if len(sentences) == 1:
        return first
    beginning, end = first[:QUOTED_CHARACTERS], last[:QUOTED_CHARACTERS]
    return f"{len(sentences)} sentences from {beginning!r} to {end!r}"


def two_texts(aligned: Aligned, source: Source, options: BuildOptions) -> list[Issue]:
    """Raise InputError where the two sides are no translations of each other; where that was waved
    through, say so."""
    if aligned.alike >= 1 or len(aligned.beads) < MIN_JUDGED_PAIRS:
        return []
    found = (
        "The Chinese and the English do not say the same: they seem to be two different texts, or"
        " most of one is missing."
    )
    if not options.include_unsure and not aligned.given:
        raise InputError(
            f"{source.path}: {found} Check that they belong together; if they do, build with"
            " --include-unsure."
        )
    return [Issue(kind="two-texts", where=str(source.path), detail=found)]


def left_out(passages: Sequence[Passage], options: BuildOptions) -> list[Issue]:
    """Report the pairs that make no cards because they are unsure."""
    detail = (
        "This pair is unsure, so it makes no cards. Correct it in the table of"
        f" {program_name()} align, or build with --include-unsure."
    )
    found = []
    for passage in passages:
        if not is_sure(passage, options):
            zh, en = passage.zh[:QUOTED_CHARACTERS], passage.en[:QUOTED_CHARACTERS]
            where = f"No. {passage.number}: {zh} / {en}"
            found.append(Issue(kind="unsure", where=where, detail=detail))
    return found


def is_sure(passage: Passage, options: BuildOptions) -> bool:
    """Tell whether a passage may be on cards: its pair is sure, or was asked for, or there is no
    pair to be unsure of."""
    return options.include_unsure or not passage.en or passage.confidence >= MIN_PAIR_CONFIDENCE
