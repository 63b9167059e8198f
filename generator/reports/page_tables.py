"""The tables of a report's page, and its hardest sentences."""

from collections.abc import Iterator, Sequence

from generator.base.html import NOTHING, Html, escape
from generator.reports.labels import (
    BY_UNKNOWN,
    counted,
    number,
    percent,
    short_level,
    target_name,
)
from generator.reports.report_html import chinese, soft, table
from generator.reports.survey import ReportOptions
from generator.study.measure import Compared, Comparison
from generator.study.text_profile import CountedWord, HardSentence, Profile, days


def target_table(profile: Profile, options: ReportOptions) -> Html:
    """Return how many words are to be learnt for each target, and how long that takes."""
    head = ("known then", "words", "days", "HSK level")
    rows = [_target(profile, target, options) for target in (*options.targets, 1.0)]
    caption = f"To learn, at {counted(options.per_day, 'word')} a day"
    return table(caption, head, rows, "rrrr")


def _target(profile: Profile, target: float, options: ReportOptions) -> tuple[Html, ...]:
    words = profile.words_for(target)
    took = None if words is None else days(words, options.per_day)
    level = short_level(profile.level_for(target, options.standard))
    cells = (target_name(target), number(words), number(took), level)
    return tuple(map(escape, cells))


def sentence_table(profile: Profile) -> Html:
    """Return how many sentences have how many unknown words."""
    rows = []
    for name, count in zip(BY_UNKNOWN, profile.by_unknown, strict=True):
        rows.append((escape(name), escape(number(count))))
    return table("Sentences by unknown words", ("unknown words", "sentences"), rows, "lr")


def word_table(
    title: str,
    words: Sequence[CountedWord],
    options: ReportOptions,
    most: int,
    *,
    texts: bool = False,
) -> Html:
    """Return the first words of a list; ``texts`` adds in how many texts each stands."""
    if not words:
        return NOTHING
    if len(words) > most:
        title = f"{title} ({most} of {number(len(words))})"
    counts = ("texts", "times") if texts else ("times",)
    head = ("word", "reading", "HSK", *counts, "meaning here")
    sides = "llrrrl" if texts else "llrrl"
    rows = [_word(word, options, texts=texts) for word in words[:most]]
    return table(title, head, rows, sides)


def _word(word: CountedWord, options: ReportOptions, *, texts: bool) -> tuple[Html, ...]:
    token = word.word.token
    counts = (word.texts, word.count) if texts else (word.count,)
    numbers = (short_level(word.level(options.standard)), *map(number, counts))
    plain = map(escape, (token.reading, *numbers, token.gloss))
    return chinese(token.headword), *plain


def sentences(hard: Sequence[HardSentence], *, several: bool) -> Iterator[Html]:
    """Yield the hardest sentences, unknown words marked; of ``several`` texts with their names."""
    if not hard:
        return
    explained = soft("Many unknown words, and rare ones; they are marked.")
    yield Html(f"<h3>Hardest sentences</h3>\n{explained}\n<ul class='sentences'>\n")
    for one in hard:
        text = f"{escape(one.text)}, " if several else ""
        unknown = counted(len(one.unknown), "unknown word")
        yield Html(
            f"<li>{text}No. {one.number}, {unknown} among {one.running}:"
            f" {chinese(one.zh, one.spans)}</li>\n"
        )
    yield Html("</ul>\n")


def texts_table(comparison: Comparison, options: ReportOptions) -> Iterator[Html]:
    """Yield the table of all texts, and what its columns mean."""
    lowest = target_name(options.targets[0])
    head = (
        "text",
        "running words",
        "words",
        "known",
        "mean level",
        "new words",
        *(f"for {target_name(target)}" for target in options.targets),
        "sentence length",
        f"HSK level for {lowest}",
    )
    rows = [_text(text, options) for text in comparison.texts]
    yield table("Texts", head, rows, "l".ljust(len(head), "r"))
    explained = (
        "New words: unknown words that no text above has."
        f" For {lowest}: words to learn until as many running words are known."
    )
    yield Html(f"{soft(explained)}\n")


def _text(text: Compared, options: ReportOptions) -> tuple[Html, ...]:
    profile = text.profile
    level = profile.level_for(options.targets[0], options.standard)
    cells = (
        profile.name,
        number(profile.running),
        number(len(profile.words)),
        percent(profile.known_running, profile.running),
        f"{profile.mean_level(options.standard):.1f}",
        number(text.new),
        *(number(profile.words_for(target)) for target in options.targets),
        f"{profile.sentence_length:.1f}",
        short_level(level),
    )
    return tuple(map(escape, cells))
