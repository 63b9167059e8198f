"""A report as one page of HTML with plots: no script, nothing fetched, fit for phone, desk, night
and paper."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.base.html import escape
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
from generator.reports.plots import Bar, bars, curve, legend, shortened
from generator.reports.report_html import chinese, table
from generator.reports.survey import Report, ReportOptions
from generator.study.measure import Comparison
from generator.study.text_profile import CountedWord, HardSentence, Profile, days, share

STYLE = Path(__file__).parent / "page.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
WORDS, SENTENCES = 40, 10
"""Words and sentences of a report's texts as a whole; for each of several it is a quarter."""
EACH = 30
"""Texts that get a part of their own, the easiest."""


def page(report: Report) -> bytes:
    """The page, UTF-8."""
    whole, several = report.whole, len(report.profiles) > 1
    body = [
        f"<h1>{chinese(whole.title)}</h1>\n",
        *_part("all", whole, report.terms, 1, report.comparison if several else None),
    ]
    for place, text in enumerate(report.comparison.texts[:EACH] if several else (), 1):
        name, title = text.profile.name, text.profile.title
        heading = (
            f"<h2>{place}. {escape(name)}{': ' + chinese(title) if title != name else ''}</h2>\n"
        )
        body += [
            "<section>\n",
            heading,
            *_part(f"t{place}", text.profile, report.terms, 4),
            "</section>\n",
        ]
    if several and len(report.profiles) > EACH:
        body.append(
            f"<p class='soft'>Of {number(len(report.profiles))} texts the {EACH} easiest have a"
            " part of their own.</p>\n"
        )
    notes = [(i.where, i.detail) for i in report.issues] + [
        (str(path), str(error)) for path, error in report.failed
    ]
    if notes:
        body.append(
            "<h2>Notes</h2>\n<ul>"
            + "".join(f"<li>{escape(where)}: {escape(what)}</li>\n" for where, what in notes)
            + "</ul>\n"
        )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(whole.title)}</title>\n<style>\n{_style()}</style>"
    )
    return (
        "<!doctype html>\n<html"
        f' lang="en"><head>{head}</head>\n<body>\n{"".join(body)}</body></html>\n'.encode()
    )


@lru_cache(maxsize=1)
def _style() -> str:
    with data_file(STYLE):
        return STYLE.read_text(encoding="utf-8")


def _part(
    name: str,
    profile: Profile,
    terms: ReportOptions,
    less: int,
    comparison: Comparison | None = None,
) -> Iterator[str]:
    """All that is said of a text, or of several as one; ``less`` is by what lists are divided."""
    length = f"{profile.sentence_length:.1f} running words each"
    yield (
        f"<p class='soft'>{counted(profile.sentences, 'sentence')}, {length};"
        f" {counted(profile.running, 'running word')}</p>\n"
    )
    nothing = ["No known words were named: names and numbers alone count as known."]
    yield "".join(
        f"<p>{line}</p>\n" for line in (verdict(profile, terms) if terms.knows else nothing)
    )
    if comparison:
        yield from _texts(comparison, terms)
        yield "<h3>All texts together</h3>\n"
    yield "<div class='plots'>\n"
    yield _known(name, profile)
    yield _levels(name, profile, terms)
    yield _curve(name, profile, terms)
    yield f"<div>{_targets(profile, terms)}{_readable(profile)}</div>\n"
    yield "</div>\n"
    if comparison:
        shared = [met for met in comparison.shared if not met.guessable]
        yield _words(
            "Words to learn that several texts have", shared, terms, WORDS // less, texts=True
        )
    yield _words("Words that give most", giving(profile), terms, WORDS // less)
    if profile.guessable:
        some = chinese(
            "、".join(met.word.token.headword for met in profile.guessable[: WORDS // less])
        )
        more = " …" if len(profile.guessable) > WORDS // less else ""
        yield (
            f"<h3>Guessable: {counted(len(profile.guessable), 'word')} of known"
            f" characters</h3>\n<p>{some}{more}</p>\n"
        )
    yield from _sentences(
        profile.hardest[: max(2, SENTENCES // less)], several=comparison is not None
    )


def _known(name: str, profile: Profile) -> str:
    guessable = len(profile.guessable)
    counts = (
        ("running words", profile.running, profile.known_running, profile.guessable_running),
        ("different words", len(profile.words), sum(met.known for met in profile.words), guessable),
        ("characters", len(profile.characters), len(profile.known_characters), 0),
    )
    rows = [
        Bar(label, _parts(known, guess, total), f"{number(known)} of {number(total)}")
        for label, total, known, guess in counts
        if total
    ]
    aside = profile.aside
    kinds = {"name": aside.names, "number": aside.numbers, "word you left out": aside.left_out}
    said = ", ".join(counted(n, kind) for kind, n in kinds.items() if n)
    note = f"<p class='soft'>Known running words hold {said}.</p>" if said else ""
    drawn = bars(f"{name}-known", "What is known", rows, label=114, note=114)
    return f"<div>{drawn}{legend(('known', 'guessable from its characters' if guessable else '', 'unknown'))}{note}</div>\n"


def _parts(known: int, guess: int, total: int) -> tuple[float, float, float]:
    return share(known, total), share(guess, total), share(total - known - guess, total)


def _levels(name: str, profile: Profile, terms: ReportOptions) -> str:
    running = profile.running
    rows = []
    if profile.aside.total:
        part = percent(profile.aside.total, running)
        rows.append(Bar("no study", (profile.aside.total / running, 0.0, 0.0), f"{part} · {part}"))
    for row in profile.levels(terms.standard) if running else ():
        guess = sum(
            met.count
            for met in profile.unknown
            if met.guessable and met.level(terms.standard) == row.level
        )
        parts = (
            row.known_running / running,
            guess / running,
            (row.running - row.known_running - guess) / running,
        )
        rows.append(
            Bar(
                level_name(row.level),
                parts,
                f"{percent(row.running, running)} · {100 * row.coverage:.1f} %",
            )
        )
    drawn = bars(
        f"{name}-levels",
        f"Level of the running words ({standard_name(terms)})",
        rows,
        label=74,
        note=112,
    )
    said = (
        "Share of the running words · of this level and all below, with what needs no study: names"
        " and numbers."
    )
    return f"<div>{drawn}<p class='soft'>{said}</p></div>\n"


def _curve(name: str, profile: Profile, terms: ReportOptions) -> str:
    shares = [profile.coverage, *(step.coverage for step in profile.curve)]
    marks = [
        (words, f"{100 * t:g} %: {counted(words, 'word')}")
        for t in terms.targets
        if (words := profile.words_for(t))
    ]
    return curve(
        f"{name}-curve",
        "Running words that are known after learning, those that give most first",
        shares,
        marks,
    )


def _targets(profile: Profile, terms: ReportOptions) -> str:
    rows = []
    for target in (*terms.targets, 1.0):
        words = profile.words_for(target)
        level = level_name(profile.level_for(target, terms.standard), short=True)
        took = None if words is None else days(words, terms.per_day)
        rows.append((f"{100 * target:g} %", number(words), number(took), level))
    head = ("known then", "words", "days", "HSK level")
    return table(f"To learn, at {counted(terms.per_day, 'word')} a day", head, rows, "rrrr")


def _readable(profile: Profile) -> str:
    rows = [
        (escape(name), number(count))
        for name, count in zip(BY_UNKNOWN, profile.by_unknown, strict=True)
    ]
    return table("Sentences by unknown words", ("unknown words", "sentences"), rows, "lr")


def _words(
    title: str, mets: Sequence[CountedWord], terms: ReportOptions, most: int, *, texts: bool = False
) -> str:
    if not mets:
        return ""
    shown = f"{title} ({most} of {number(len(mets))})" if len(mets) > most else title
    rows = []
    for met in mets[:most]:
        token = met.word.token
        counts = (number(met.texts), number(met.count)) if texts else (number(met.count),)
        level = level_name(met.level(terms.standard), short=True)
        rows.append(
            (chinese(token.headword), escape(token.reading), level, *counts, escape(token.gloss))
        )
    head = ("word", "reading", "HSK", *(("texts",) if texts else ()), "times", "meaning here")
    return table(shown, head, rows, "llrrrl" if texts else "llrrl")


def _sentences(hard: Sequence[HardSentence], *, several: bool) -> Iterator[str]:
    if not hard:
        return
    yield (
        "<h3>Hardest sentences</h3>\n<p class='soft'>Many unknown words, and rare ones; they are"
        " marked.</p>\n<ul class='sentences'>\n"
    )
    for one in hard:
        where = f"{escape(one.text)}, No. {one.number}" if several else f"No. {one.number}"
        yield (
            f"<li>{where}, {counted(len(one.unknown), 'unknown word')} among {one.running}:"
            f" {chinese(one.zh, one.spans)}</li>\n"
        )
    yield "</ul>\n"


def _texts(comparison: Comparison, terms: ReportOptions) -> Iterator[str]:
    names = [text.profile for text in comparison.texts]
    rows = []
    for profile in names[:EACH]:
        parts = _parts(profile.known_running, profile.guessable_running, profile.running)
        rows.append(Bar(shortened(profile.name), parts, f"{100 * profile.coverage:.1f} %"))
    said = f"The easiest first: {easiest_by(comparison.by, terms)}"
    yield bars("texts", said, rows, label=150, note=56) + legend(("known", "guessable", "unknown"))
    head = (
        "text",
        "running words",
        "words",
        "known",
        "mean level",
        "new words",
        *(f"for {100 * t:g} %" for t in terms.targets),
    )
    cells = [
        (
            escape(text.profile.name),
            number(text.profile.running),
            number(len(text.profile.words)),
            percent(text.profile.known_running, text.profile.running),
            f"{text.profile.mean_level(terms.standard):.1f}",
            number(text.new),
            *(number(text.profile.words_for(t)) for t in terms.targets),
            f"{text.profile.sentence_length:.1f}",
            level_name(text.profile.level_for(terms.targets[0], terms.standard), short=True),
        )
        for text in comparison.texts
    ]
    last = ("sentence length", f"HSK level for {100 * terms.targets[0]:g} %")
    yield table("Texts", (*head, *last), cells, "l" + "r" * (len(head) + 1))
    said = (
        f"For {100 * terms.targets[0]:g} %: words to learn until as many running words are known."
    )
    yield f"<p class='soft'>New words: unknown words that no text above has. {said}</p>\n"
