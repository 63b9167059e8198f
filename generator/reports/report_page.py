"""A report as one page of HTML with plots: no script, nothing fetched, fit for phone, desk, night
and paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.base.errors import data_file
from generator.base.html import NOTHING, OUR_MARK, Html, escape, join
from generator.reports.labels import counted, most_useful, number, verdict
from generator.reports.page_tables import (
    sentence_table,
    sentences,
    target_table,
    texts_table,
    word_table,
)
from generator.reports.profile_plots import (
    comparison_plot,
    curve_plot,
    known_plot,
    levels_plot,
)
from generator.reports.report_html import chinese, soft
from generator.reports.survey import Report, ReportOptions
from generator.study.measure import Compared, Comparison
from generator.study.text_profile import Profile

STYLE = Path(__file__).parent / "page.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched or run, whatever a text smuggles in."""
WORDS_SHOWN, SENTENCES_SHOWN = 40, 10
"""Words and sentences that are shown of all texts as a whole."""
TEXTS_SHOWN = 30
"""Texts that get a part of their own, the easiest."""
KNOWS_NOTHING = "No known words were named: names and numbers alone count as known."


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of the page is about, and how much of it is shown."""

    name: str
    """Unique on the page."""
    profile: Profile
    options: ReportOptions
    words: int = WORDS_SHOWN
    sentences: int = SENTENCES_SHOWN
    comparison: Comparison | None = None
    """Where the part is about several texts."""


def page(report: Report) -> bytes:
    """Return the page, UTF-8."""
    whole, several = report.whole, len(report.profiles) > 1
    comparison = report.comparison if several else None
    body = [
        Html(f"<h1>{chinese(whole.title)}</h1>\n"),
        *_part(Part("all", whole, report.options, comparison=comparison)),
    ]
    if comparison:
        body += _single_texts(comparison, report.options)
    body.append(_notes(report))
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"{OUR_MARK}<title>{escape(whole.title)}</title>\n<style>\n{_style()}</style>"
    )
    opening = f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n'
    return f"{opening}{join(body)}</body></html>\n".encode()


@lru_cache(maxsize=1)
def _style() -> str:
    with data_file(STYLE):
        return STYLE.read_text(encoding="utf-8")


def _single_texts(comparison: Comparison, options: ReportOptions) -> Iterator[Html]:
    """Yield a part for each of the easiest texts, shorter than that of all."""
    for place, text in enumerate(comparison.texts[:TEXTS_SHOWN], 1):
        shown = Part(
            f"t{place}",
            text.profile,
            options,
            words=WORDS_SHOWN // 4,
            sentences=SENTENCES_SHOWN // 4,
        )
        yield Html("<section>\n")
        yield _heading(place, text)
        yield from _part(shown)
        yield Html("</section>\n")
    if len(comparison.texts) > TEXTS_SHOWN:
        all_texts = number(len(comparison.texts))
        said = f"Of {all_texts} texts the {TEXTS_SHOWN} easiest have a part of their own."
        yield Html(f"{soft(said)}\n")


def _heading(place: int, text: Compared) -> Html:
    name, title = text.profile.name, text.profile.title
    subtitle = "" if title == name else f": {chinese(title)}"
    return Html(f"<h2>{place}. {escape(name)}{subtitle}</h2>\n")


def _notes(report: Report) -> Html:
    notes = [(issue.where, issue.detail) for issue in report.issues]
    notes += [(str(path), str(error)) for path, error in report.failed]
    if not notes:
        return NOTHING
    items = ""
    for where, what in notes:
        items += f"<li>{escape(where)}: {escape(what)}</li>\n"
    return Html(f"<h2>Notes</h2>\n<ul>{items}</ul>\n")


def _part(part: Part) -> Iterator[Html]:
    """Yield all that is said of a text, or of several as one."""
    profile, options, comparison = part.profile, part.options, part.comparison
    yield _size(profile)
    yield from _verdict(profile, options)
    if comparison:
        yield comparison_plot(comparison, options, TEXTS_SHOWN)
        yield from texts_table(comparison, options)
        yield Html("<h3>All texts together</h3>\n")
    yield _plots(part)
    if comparison:
        shared = [met for met in comparison.shared if not met.guessable]
        title = "Words to learn that several texts have"
        yield word_table(title, shared, options, part.words, texts=True)
    yield word_table("Words that give most", most_useful(profile), options, part.words)
    yield _guessable(profile, part.words)
    yield from sentences(profile.hardest[: part.sentences], several=comparison is not None)


def _size(profile: Profile) -> Html:
    sentences_found = counted(profile.sentences, "sentence")
    length = f"{profile.sentence_length:.1f} running words each"
    running = counted(profile.running, "running word")
    explained = soft(f"{sentences_found}, {length}; {running}")
    return Html(f"{explained}\n")


def _verdict(profile: Profile, options: ReportOptions) -> Iterator[Html]:
    lines = verdict(profile, options) if options.knows else [KNOWS_NOTHING]
    for line in lines:
        yield Html(f"<p>{escape(line)}</p>\n")


def _plots(part: Part) -> Html:
    name, profile, options = part.name, part.profile, part.options
    drawn = join([known_plot(name, profile), levels_plot(name, profile, options)])
    tables = f"{target_table(profile, options)}{sentence_table(profile)}"
    learning = curve_plot(name, profile, options)
    return Html(f"<div class='plots'>\n{drawn}{learning}<div>{tables}</div>\n</div>\n")


def _guessable(profile: Profile, most: int) -> Html:
    if not profile.guessable:
        return NOTHING
    words = counted(len(profile.guessable), "word")
    some = chinese("、".join(met.word.token.headword for met in profile.guessable[:most]))
    more = " …" if len(profile.guessable) > most else ""
    return Html(f"<h3>Guessable: {words} of known characters</h3>\n<p>{some}{more}</p>\n")
