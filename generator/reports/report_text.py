"""A report as lines for a terminal of 80 columns."""

from collections.abc import Iterator, Sequence

from generator.reports.compared_texts import compared_texts
from generator.reports.known_lines import known_lines, level_lines
from generator.reports.labels import (
    as_percent,
    counted,
    most_useful,
    number,
    short_level,
    target_name,
)
from generator.reports.survey import Report, ReportOptions
from generator.reports.terminal import bar, clip, table
from generator.study.measure import Comparison
from generator.study.text_profile import CountedWord, HardSentence, Profile, days

COLUMNS = 80
"""Columns of the terminal."""
WORDS_SHOWN = 15
SENTENCES_SHOWN = 5
UNKNOWN_SHOWN = 4
"""Unknown words of a sentence that are shown."""
STEPS = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)
"""Numbers of words at which the curve is shown."""
READING_COLUMNS = 20


def report_text(report: Report) -> str:
    """Say what texts ask of their reader; what they have in common first, then each in its place,
    the easiest first."""
    whole = report.whole
    lines = [whole.name]
    if whole.title != whole.name:
        lines.append(f"  {clip(whole.title, COLUMNS)}")
    length = f"{whole.sentence_length:.1f} running words each"
    lines.append(f"  {counted(whole.sentences, 'sentence')}, {length}")
    for part in _parts(report):
        found = list(part)
        if found:
            lines += ["", *found]
    lines += [f"note: {issue.where}: {issue.detail}" for issue in report.issues]
    return "\n".join(lines)


def _parts(report: Report) -> Iterator[Iterator[str]]:
    whole, options = report.whole, report.options
    several = len(report.profiles) > 1
    if several:
        yield compared_texts(report.comparison, options)
    yield known_lines(whole, options)
    yield level_lines(whole, options)
    yield _learning(whole, options)
    if several:
        yield _shared(report.comparison, options)
    yield _words("Words that give most", most_useful(whole), options)
    yield _guessable(whole)
    yield _sentences(whole.hardest[:SENTENCES_SHOWN], several=several)


def _learning(profile: Profile, options: ReportOptions) -> Iterator[str]:
    yield f"What learning brings, the words that give most first, {options.per_day} a day"
    if not profile.unknown:
        yield "  Nothing is left to learn."
        return
    targets: dict[int, float] = {}
    for target in (*options.targets, 1.0):
        words = profile.words_for(target)
        if words is not None:
            targets[words] = target
    rows = [("words", "", "can be read", "", "")]
    for words in _points(profile, options, targets):
        share = profile.after(words)
        reached = f"← {target_name(targets[words])}" if words and words in targets else ""
        took = counted(days(words, options.per_day), "day")
        rows.append((number(words), took, as_percent(share), reached, bar(share)))
    yield from table(rows, "rrrll")


def _points(profile: Profile, options: ReportOptions, targets: dict[int, float]) -> list[int]:
    """Return the numbers of words at which the curve is shown."""
    total = len(profile.unknown)
    points = {0, total, *targets}
    points |= {step for step in STEPS if step < total}
    if options.selection.max_words:
        points.add(min(total, options.selection.max_words))
    return sorted(points)


def _shared(comparison: Comparison, options: ReportOptions) -> Iterator[str]:
    shared = [met for met in comparison.shared if not met.guessable]
    yield from _words("Words to learn that several texts have", shared, options, texts=True)


def _words(
    title: str, words: Sequence[CountedWord], options: ReportOptions, *, texts: bool = False
) -> Iterator[str]:
    if not words:
        return
    cut = f" ({WORDS_SHOWN} of {number(len(words))}; --json has all)"
    yield title + cut if len(words) > WORDS_SHOWN else title
    rows = [("word", "reading", "HSK", "texts (times)" if texts else "times", "")]
    for word in words[:WORDS_SHOWN]:
        token = word.word.token
        level = short_level(word.level(options.standard))
        times = number(word.count)
        count = f"{word.texts} ({times})" if texts else times
        reading = clip(token.reading, READING_COLUMNS)
        rows.append((token.headword, reading, level, count, token.gloss))
    for line in table(rows, "llrrl"):
        yield clip(line, COLUMNS)


def _guessable(profile: Profile) -> Iterator[str]:
    if not profile.guessable:
        return
    words = counted(len(profile.guessable), "word")
    yield f"Made of characters that you know, so you may guess them: {words}"
    shown = profile.guessable[:WORDS_SHOWN]
    some = "、".join(f"{met.word.token.headword} {number(met.count)}" for met in shown)
    more = " …" if len(profile.guessable) > WORDS_SHOWN else ""
    yield f"  {some}{more}"


def _sentences(hard: Sequence[HardSentence], *, several: bool) -> Iterator[str]:
    if not hard:
        return
    yield "Hardest sentences (many unknown words, and rare ones)"
    for one in hard:
        text = f"{one.text}, " if several else ""
        rare = "、".join(one.unknown[:UNKNOWN_SHOWN])
        more = " …" if len(one.unknown) > UNKNOWN_SHOWN else ""
        unknown = counted(len(one.unknown), "unknown word")
        yield (
            f"  {text}No. {one.number}: {unknown} among {one.running} running words: {rare}{more}"
        )
        yield f"    {clip(' '.join(one.zh.split()), COLUMNS - 4)}"
