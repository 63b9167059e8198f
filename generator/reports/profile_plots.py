"""The plots of a report's page: what is known, levels, what learning brings, texts compared."""

from generator.base.html import Html
from generator.reports.labels import (
    as_percent,
    counted,
    easiest_by,
    level_name,
    not_counted,
    number,
    percent,
    standard_name,
    target_name,
)
from generator.reports.plots import Bar, bars, curve, legend, shortened
from generator.reports.report_html import box, soft
from generator.reports.survey import ReportOptions
from generator.study.measure import Comparison
from generator.study.text_profile import LevelRow, Profile, share

GUESSABLE = "guessable from its characters"
LEVELS_EXPLAINED = (
    "Share of the running words · of this level and all below, with what needs no study: names and"
    " numbers."
)


def known_plot(name: str, profile: Profile) -> Html:
    """Plot what is known of running words, of different words and of characters."""
    guessable = len(profile.guessable)
    known_words = sum(met.known for met in profile.words)
    running = (profile.running, profile.known_running, profile.guessable_running)
    characters = (len(profile.characters), len(profile.known_characters), 0)
    counts = {
        "running words": running,
        "different words": (len(profile.words), known_words, guessable),
        "characters": characters,
    }
    rows = []
    for label, (total, known, guess) in counts.items():
        if total:
            note = f"{number(known)} of {number(total)}"
            rows.append(Bar(label, _parts(known, guess, total), note))
    drawn = bars(f"{name}-known", "What is known", rows)
    keys = legend(("known", GUESSABLE if guessable else "", "unknown"))
    aside = not_counted(profile.aside)
    explained = soft(f"Known running words hold {aside}.") if aside else ""
    return box(Html(f"{drawn}{keys}{explained}"))


def _parts(known: int, guess: int, total: int) -> tuple[float, float, float]:
    return share(known, total), share(guess, total), share(total - known - guess, total)


def levels_plot(name: str, profile: Profile, options: ReportOptions) -> Html:
    """Plot the levels of the running words."""
    running, aside = profile.running, profile.aside.total
    rows = []
    if aside:
        part = percent(aside, running)
        rows.append(Bar("names, numbers", (aside / running, 0.0, 0.0), f"{part} · {part}"))
    if running:
        rows += [_level(row, profile, options) for row in profile.levels(options.standard)]
    title = f"Level of the running words ({standard_name(options)})"
    drawn = bars(f"{name}-levels", title, rows)
    return box(Html(f"{drawn}{soft(LEVELS_EXPLAINED)}"))


def _level(row: LevelRow, profile: Profile, options: ReportOptions) -> Bar:
    running = profile.running
    guess = 0
    for met in profile.unknown:
        if met.guessable and met.level(options.standard) == row.level:
            guess += met.count
    unknown = row.running - row.known_running - guess
    parts = (row.known_running / running, guess / running, unknown / running)
    note = f"{percent(row.running, running)} · {as_percent(row.coverage)}"
    return Bar(level_name(row.level), parts, note)


def curve_plot(name: str, profile: Profile, options: ReportOptions) -> Html:
    """Plot the share of running words that is known after learning."""
    shares = [profile.coverage, *(step.coverage for step in profile.curve)]
    marks = []
    for target in options.targets:
        words = profile.words_for(target)
        if words:
            marks.append((words, f"{target_name(target)}: {counted(words, 'word')}"))
    title = "Running words that are known after learning, those that give most first"
    return curve(f"{name}-curve", title, shares, marks)


def comparison_plot(comparison: Comparison, options: ReportOptions, most: int) -> Html:
    """Plot what is known of each text, the easiest first, of ``most`` texts."""
    rows = []
    for text in comparison.texts[:most]:
        profile = text.profile
        parts = _parts(profile.known_running, profile.guessable_running, profile.running)
        rows.append(Bar(shortened(profile.name), parts, as_percent(profile.coverage)))
    title = f"The easiest first: {easiest_by(comparison.by, options)}"
    drawn = bars("texts", title, rows)
    return Html(f"{drawn}{legend(('known', 'guessable', 'unknown'))}")
