"""A report as lines for a terminal of 80 columns."""

from collections.abc import Iterator

from generator.reports.labels import (
    BY_UNKNOWN,
    counted,
    easiest_by,
    giving,
    level_name,
    number,
    percent,
    standard_name,
    verdict,
)
from generator.reports.survey import Report, ReportOptions
from generator.reports.terminal import bar, clip, table
from generator.study.measure import Comparison
from generator.study.text_profile import CountedWord, Profile, days

WIDTH = 80
MOST, SENTENCES, RARE = 15, 5, 4
"""Words that give most, sentences, and unknown words of a sentence that are shown."""
STEPS = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)
"""Numbers of words at which the curve is shown."""
SHORT = 16
"""Columns of a bar beside six columns of numbers."""
TEXTS = 50
"""Texts of a comparison that are shown; --json and --html have all."""


def report_text(report: Report) -> str:
    """Say what texts ask of their reader; what they have in common first, then each in its place,
    the easiest first."""
    terms, whole = report.terms, report.whole
    title = [f"  {clip(whole.title, WIDTH)}"] if whole.title != whole.name else []
    lines = [
        whole.name,
        *title,
        f"  {counted(whole.sentences, 'sentence')}, {whole.sentence_length:.1f} running words each",
    ]
    parts = [_known(whole, terms), _levels(whole, terms), _study(whole, terms)]
    if len(report.profiles) > 1:
        parts.insert(0, _texts(report.comparison, terms))
        parts.append(_shared(report.comparison, terms))
    parts += [_words("Words that give most", giving(whole), terms, "times"), _guessable(whole)]
    parts.append(_sentences(whole, len(report.profiles) > 1))
    for part in parts:
        found = list(part)
        lines += ["", *found] if found else []
    lines += [f"note: {issue.where}: {issue.detail}" for issue in report.issues]
    return "\n".join(lines)


def _known(profile: Profile, terms: ReportOptions) -> Iterator[str]:
    yield (
        "What is known"
        if terms.knows
        else "What is known: you named no words that you know (--known, --hsk …)"
    )
    aside = profile.aside
    running, distinct = profile.running, len(profile.words)
    known = sum(met.known for met in profile.words)
    rows = (
        (
            "running words",
            running,
            profile.known_running,
            running - profile.known_running,
            number(profile.guessable_running),
        ),
        ("different words", distinct, known, distinct - known, number(len(profile.guessable))),
        (
            "characters",
            len(profile.characters),
            len(profile.known_characters),
            len(profile.characters - profile.known_characters),
            "",
        ),
    )
    cells = [
        (name, number(total), number(known), percent(known, total), number(rest), guess)
        for name, total, known, rest, guess in rows
    ]
    yield from table([("", "all", "known", "", "unknown", "guessable of these"), *cells], "lrrrrr")
    if aside.total:
        kinds = {"name": aside.names, "number": aside.numbers, "word you left out": aside.left_out}
        yield (
            "  Known running words hold"
            f" {', '.join(counted(n, kind) for kind, n in kinds.items() if n)}: read without study."
        )
    if profile.stopped_running:
        yield (
            f"  Of the unknown, {counted(profile.stopped_running, 'running word')} stay so: you"
            " want no cards of them."
        )
    readable = ", ".join(
        f"{number(count)} with {name}"
        for name, count in zip(BY_UNKNOWN, profile.by_unknown, strict=True)
        if count
    )
    yield f"  Sentences by unknown words: {readable}."
    if terms.knows:
        yield from (f"  {line}" for line in verdict(profile, terms))


def _levels(profile: Profile, terms: ReportOptions) -> Iterator[str]:
    legend = "; █ known, ░ unknown" if terms.knows else ""
    yield f"Level ({standard_name(terms)}{legend})"
    running = profile.running
    levels = profile.levels(terms.standard)
    longest = max(1, profile.aside.total, *(row.running for row in levels))
    rows = [("", "running words", "", "up to here", "words", "known", "")]
    if profile.aside.total:
        aside = percent(profile.aside.total, running)
        rows.append(
            (
                "no study",
                number(profile.aside.total),
                aside,
                aside,
                "",
                "",
                bar(profile.aside.total / longest, 0.0, SHORT),
            )
        )
    for row in levels:
        shown = bar(row.known_running / longest, (row.running - row.known_running) / longest, SHORT)
        numbers = (
            number(row.running),
            percent(row.running, running),
            f"{100 * row.coverage:.1f} %",
            number(row.distinct),
        )
        rows.append((level_name(row.level), *numbers, number(row.known_distinct), shown))
    yield from table(rows, "lrrrrrl")


def _study(profile: Profile, terms: ReportOptions) -> Iterator[str]:
    yield f"What learning brings, the words that give most first, {terms.per_day} a day"
    total = len(profile.unknown)
    if not total:
        yield "  Nothing is left to learn."
        return
    needed = {target: profile.words_for(target) for target in (*terms.targets, 1.0)}
    targets = {words: target for target, words in needed.items() if words is not None}
    points = {0, total, *targets, *(step for step in STEPS if step < total)}
    points |= {min(total, terms.wishes.max_words)} if terms.wishes.max_words else set()
    rows = []
    for words in sorted(points):
        share = profile.after(words)
        mark = f"← {100 * targets[words]:g} %" if words in targets and words else ""
        took = days(words, terms.per_day)
        rows.append(
            (
                number(words),
                f"{number(took)} day" + "s" * (took != 1),
                f"{100 * share:.1f} %",
                mark,
                bar(share),
            )
        )
    yield from table([("words", "", "can be read", "", ""), *rows], "rrrll")


def _words(title: str, mets: list[CountedWord], terms: ReportOptions, counts: str) -> Iterator[str]:
    if not mets:
        return
    yield f"{title} ({MOST} of {number(len(mets))}; --json has all)" if len(mets) > MOST else title
    rows = [("word", "reading", "HSK", counts, "")]
    for met in mets[:MOST]:
        token = met.word.token
        times = f"{met.texts} ({number(met.count)})" if counts != "times" else number(met.count)
        rows.append(
            (
                token.headword,
                clip(token.reading, 20),
                level_name(met.level(terms.standard), short=True),
                times,
                token.gloss,
            )
        )
    yield from (clip(line, WIDTH) for line in table(rows, "llrrl"))


def _guessable(profile: Profile) -> Iterator[str]:
    if profile.guessable:
        some = "、".join(
            f"{met.word.token.headword} {number(met.count)}" for met in profile.guessable[:MOST]
        )
        yield (
            "Made of characters that you know, so you may guess them:"
            f" {counted(len(profile.guessable), 'word')}"
        )
        yield f"  {some}{' …' if len(profile.guessable) > MOST else ''}"


def _shared(comparison: Comparison, terms: ReportOptions) -> Iterator[str]:
    shared = [met for met in comparison.shared if not met.guessable]
    yield from _words("Words to learn that several texts have", shared, terms, "texts (times)")


def _sentences(profile: Profile, several: bool) -> Iterator[str]:
    if not profile.hardest:
        return
    yield "Hardest sentences (many unknown words, and rare ones)"
    for one in profile.hardest[:SENTENCES]:
        rare = "、".join(one.unknown[:RARE]) + (" …" if len(one.unknown) > RARE else "")
        where = f"{one.text}, No. {one.number}" if several else f"No. {one.number}"
        yield (
            f"  {where}: {counted(len(one.unknown), 'unknown word')} among {one.running} running"
            f" words: {rare}"
        )
        yield f"    {clip(' '.join(one.zh.split()), WIDTH - 4)}"


def _texts(comparison: Comparison, terms: ReportOptions) -> Iterator[str]:
    yield f"The easiest first: {easiest_by(comparison.by, terms)}"
    targets = [f"{100 * target:g} %" for target in terms.targets]
    rows = [("", "text", "running", "words", "known", "level", "new", *targets, "length", "HSK")]
    for place, text in enumerate(comparison.texts[:TEXTS], 1):
        profile = text.profile
        needed = (number(profile.words_for(target)) for target in terms.targets)
        level = level_name(profile.level_for(terms.targets[0], terms.standard), short=True)
        mean, length = f"{profile.mean_level(terms.standard):.1f}", f"{profile.sentence_length:.1f}"
        counts = (
            number(profile.running),
            number(len(profile.words)),
            f"{100 * profile.coverage:.1f} %",
            mean,
            number(text.new),
        )
        rows.append((f"{place}.", clip(profile.name, 24), *counts, *needed, length, level))
    yield from table(rows, "rlrrrrr" + "r" * len(targets) + "rr")
    if len(comparison.texts) > TEXTS:
        yield f"  … and {number(len(comparison.texts) - TEXTS)} more (--json and --html have all)"
    yield "  level: mean HSK level of the running words. new: unknown words that no text above has."
    yield (
        f"  {', '.join(targets)}: words to learn until as many running words are known. length: of"
        " a sentence."
    )
    yield f"  HSK: the level that knows {targets[0]}."
