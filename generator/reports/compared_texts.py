"""Texts against each other, the easiest first, as lines for a terminal."""

from collections.abc import Iterator

from generator.reports.labels import as_percent, easiest_by, number, short_level, target_name
from generator.reports.survey import ReportOptions
from generator.reports.terminal import clip, table
from generator.study.measure import Compared, Comparison

TEXTS_SHOWN = 50
"""Texts of a comparison that are shown; --json and --html have all."""
NAME_COLUMNS = 24


def compared_texts(comparison: Comparison, options: ReportOptions) -> Iterator[str]:
    """Yield the table of the texts, and what its columns mean."""
    yield f"The easiest first: {easiest_by(comparison.by, options)}"
    targets = [target_name(target) for target in options.targets]
    head = ("", "text", "running", "words", "known", "level", "new", *targets, "length", "HSK")
    rows: list[tuple[str, ...]] = [head]
    for place, text in enumerate(comparison.texts[:TEXTS_SHOWN], 1):
        rows.append((f"{place}.", *_row(text, options)))
    yield from table(rows, "rl".ljust(len(head), "r"))
    rest = len(comparison.texts) - TEXTS_SHOWN
    if rest > 0:
        yield f"  … and {number(rest)} more (--json and --html have all)"
    yield "  level: mean HSK level of the running words. new: unknown words that no text above has."
    yield (
        f"  {', '.join(targets)}: words to learn until as many running words are known. length: of"
        " a sentence."
    )
    yield f"  HSK: the level that knows {targets[0]}."


def _row(text: Compared, options: ReportOptions) -> tuple[str, ...]:
    profile = text.profile
    level = profile.level_for(options.targets[0], options.standard)
    return (
        clip(profile.name, NAME_COLUMNS),
        number(profile.running),
        number(len(profile.words)),
        as_percent(profile.coverage),
        f"{profile.mean_level(options.standard):.1f}",
        number(text.new),
        *(number(profile.words_for(target)) for target in options.targets),
        f"{profile.sentence_length:.1f}",
        short_level(level),
    )
