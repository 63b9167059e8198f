"""What the report says of a text's alignment: sentences without counterpart, unsure pairs, texts
that do not belong together."""

from collections.abc import Sequence

from generator.alignment.doubts import gaps, stretches
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.errors import InputError
from generator.base.program import program_name
from generator.base.records import Issue, Passage, Sentence
from generator.pipeline.stages import Aligned, BuildOptions, Source

FEWEST = 3
"""Pairs from which on it can be said that two sides do not belong together (measured from 3 on:
``doubts.belonging``)."""
QUOTED = 24
"""Characters of a sentence that the report quotes."""


def unaligned(aligned: Aligned) -> list[Issue]:
    """Sentences without a counterpart, in a text that has a translation, one issue for a run of
    them; and where sentences match badly."""
    if not aligned.en:
        return []
    found = []
    for gap in gaps(aligned.beads):
        if gap.zh[0] < gap.zh[1]:
            detail = "No English was found for it: its words get cards, the sentence none."
            found.append(Issue("no-translation", _run(aligned.zh[slice(*gap.zh)]), detail))
        if gap.en[0] < gap.en[1]:
            found.append(
                Issue(
                    "no-original",
                    _run(aligned.en[slice(*gap.en)]),
                    "No Chinese was found for it; it is on no card.",
                )
            )
    for part in () if aligned.given else stretches(aligned.beads):
        detail = (
            "They match badly: paragraphs may stand in another order in one language, or sentences"
            " may be missing here and there."
        )
        found.append(
            Issue(
                "bad-match",
                f"{_run(aligned.zh[slice(*part.zh)])} / {_run(aligned.en[slice(*part.en)])}",
                detail,
            )
        )
    return found


def _run(sentences: Sequence[Sentence]) -> str:
    """Name a run of sentences by the first, the last, and how many they are."""
    first, last = sentences[0].text, sentences[-1].text
    return (
        first
        if len(sentences) == 1
        else f"{len(sentences)} sentences from {first[:QUOTED]!r} to {last[:QUOTED]!r}"
    )


def two_texts(aligned: Aligned, source: Source, options: BuildOptions) -> list[Issue]:
    """Raise InputError where the two sides are no translations of each other; where that was waved
    through, say so."""
    if aligned.alike >= 1 or len(aligned.beads) < FEWEST:
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
    return [Issue("two-texts", str(source.path), found)]


def left_out(passages: Sequence[Passage], options: BuildOptions) -> list[Issue]:
    """Pairs that make no cards because they are unsure."""
    detail = (
        "This pair is unsure, so it makes no cards. Correct it in the table of"
        f" {program_name()} align, or build with --include-unsure."
    )
    return [
        Issue("unsure", f"No. {p.number}: {p.zh[:QUOTED]} / {p.en[:QUOTED]}", detail)
        for p in passages
        if not is_sure(p, options)
    ]


def is_sure(passage: Passage, options: BuildOptions) -> bool:
    """Whether a passage may be on cards: its pair is sure, or was asked for, or there is no pair to
    be unsure of."""
    return options.include_unsure or not passage.en or passage.confidence >= MIN_PAIR_CONFIDENCE
