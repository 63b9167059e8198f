"""What is known of a text, and of which levels its words are, as lines for a terminal."""

from collections.abc import Iterator

from generator.reports.labels import (
    BY_UNKNOWN,
    as_percent,
    counted,
    level_name,
    not_counted,
    number,
    percent,
    standard_name,
    verdict,
)
from generator.reports.survey import ReportOptions
from generator.reports.terminal import bar, table
from generator.study.text_profile import Profile

BAR_COLUMNS = 16
"""Columns of a bar beside six columns of numbers."""


def known_lines(profile: Profile, options: ReportOptions) -> Iterator[str]:
    """Yield what of a text is known, in a table and in words."""
    if options.knows:
        yield "What is known"
    else:
        yield "What is known: you named no words that you know (--known, --hsk …)"
    yield from _counts(profile)
    aside = not_counted(profile.aside)
    if aside:
        yield f"  Known running words hold {aside}: read without study."
    if profile.stopped_running:
        stopped = counted(profile.stopped_running, "running word")
        yield f"  Of the unknown, {stopped} stay so: you want no cards of them."
    yield f"  Sentences by unknown words: {_by_unknown(profile)}."
    if options.knows:
        for line in verdict(profile, options):
            yield f"  {line}"


def _counts(profile: Profile) -> list[str]:
    known_words = sum(met.known for met in profile.words)
    running = (profile.running, profile.known_running)
    characters = (len(profile.characters), len(profile.known_characters))
    rows = [
        ("", "all", "known", "", "unknown", "guessable of these"),
        _count("running words", *running, number(profile.guessable_running)),
        _count("different words", len(profile.words), known_words, number(len(profile.guessable))),
        _count("characters", *characters, ""),
    ]
    return table(rows, "lrrrrr")


def _count(name: str, total: int, known: int, guessable: str) -> tuple[str, ...]:
    unknown = number(total - known)
    return name, number(total), number(known), percent(known, total), unknown, guessable


def _by_unknown(profile: Profile) -> str:
    found = []
    for name, count in zip(BY_UNKNOWN, profile.by_unknown, strict=True):
        if count:
            found.append(f"{number(count)} with {name}")
    return ", ".join(found)


def level_lines(profile: Profile, options: ReportOptions) -> Iterator[str]:
    """Yield lines that say of which levels the running words are."""
    legend = "; █ known, ░ unknown" if options.knows else ""
    yield f"Level ({standard_name(options)}{legend})"
    running, aside = profile.running, profile.aside.total
    levels = profile.levels(options.standard)
    longest = max(1, aside, *(row.running for row in levels))
    rows: list[tuple[str, ...]] = [
        ("", "running words", "", "up to here", "words", "known", ""),
    ]
    if aside:
        part = percent(aside, running)
        drawn = bar(aside / longest, 0.0, BAR_COLUMNS)
        rows.append(("names, numbers", number(aside), part, part, "", "", drawn))
    for row in levels:
        counts = (number(row.running), percent(row.running, running), as_percent(row.coverage))
        words = (number(row.distinct), number(row.known_distinct))
        unknown = row.running - row.known_running
        drawn = bar(row.known_running / longest, unknown / longest, BAR_COLUMNS)
        rows.append((level_name(row.level), *counts, *words, drawn))
    yield from table(rows, "lrrrrrl")
