"""From texts on disk to what is reported of them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.base.errors import CikaError
from generator.base.records import Issue, Token
from generator.pipeline import BuildOptions, Resources, Source, understand
from generator.study import Comparison, Profile, ReaderKnowledge, WordSelection, compare, measure

TARGETS = (0.95, 0.98)
"""Shares of the running words from which a text can be read with some help (Laufer 1989), and
without (Hu and Nation 2000)."""
ABOUT_TRANSLATIONS = frozenset({"no-translation", "no-original", "bad-match", "unsure"})
"""Kinds of issues that matter to cards alone."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What is asked of a report."""

    selection: WordSelection
    standard: str = "2025"
    """The HSK syllabus, one of ``HSK_SYLLABUSES``."""
    per_day: int = 10
    """Words that are learnt in a day."""
    quick: bool = False
    """Read the Chinese alone."""

    @property
    def targets(self) -> tuple[float, ...]:
        """Return the shares of the running words that are asked for, the lowest first."""
        wished = self.selection.coverage
        return tuple(sorted({*TARGETS, wished})) if wished else TARGETS

    @property
    def knows(self) -> bool:
        """Tell whether anything was said of what the reader knows."""
        return bool(self.selection.known.all)


@dataclass(frozen=True)
class Report:
    """Texts as they were measured, and what was asked of them."""

    profiles: tuple[Profile, ...]
    options: ReportOptions
    issues: tuple[Issue, ...] = ()
    failed: tuple[tuple[Path, CikaError], ...] = ()
    """Texts that cannot be read, with the reason."""

    @cached_property
    def comparison(self) -> Comparison:
        """Return the texts against each other."""
        return compare(self.profiles, self.options.standard, f"{len(self.profiles)} texts")

    @property
    def whole(self) -> Profile:
        """Return the one text, or all as one."""
        return self.profiles[0] if len(self.profiles) == 1 else self.comparison.total


def survey(
    resources: Resources, source: Source, options: ReportOptions
) -> tuple[Profile, tuple[Issue, ...]]:
    """Understand a text and measure it; its sentences are not kept. Raises CikaError where it
    cannot be read.

    Its words are those that a build finds. ``options.quick`` is for many or long texts: names that
    the translation alone shows are not found then, and glosses fit the place less well.
    """
    every_pair = BuildOptions(include_unsure=True)
    text = understand(resources, source, every_pair, chinese_alone=options.quick)
    selection, annotator = options.selection, resources.annotator

    def is_word(token: Token) -> bool:
        if token.kind not in ("word", "name"):
            return False
        return selection.names or not annotator.is_name(token)

    passages = text.passages
    if selection.names:
        passages = tuple(map(annotator.named, passages))
    reader = ReaderKnowledge(
        known=selection.known,
        make_word=annotator.word,
        is_word=is_word,
        is_left_out=text.corrected.is_skipped,
        stop=selection.stop,
    )
    title = text.aligned.text.meta.title(source.name)
    profile = measure(source.name, title, passages, len(text.aligned.zh), reader)
    issues = [issue for issue in text.issues if issue.kind not in ABOUT_TRANSLATIONS]
    return profile, tuple(issues)
