"""From texts on disk to what is reported of them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator import pipeline
from generator.base.errors import CikaError
from generator.base.records import Issue, Token
from generator.pipeline import Resources
from generator.pipeline.stages import BuildOptions, Source
from generator.study import Comparison, Profile, ReaderKnowledge, WordSelection, compare, measure

TARGETS = (0.95, 0.98)
"""Shares of the running words from which a text can be read with some help (Laufer 1989), and
without (Hu and Nation 2000)."""
ELSEWHERE = frozenset({"no-translation", "no-original", "bad-match", "unsure"})
"""Issues about translations, which matter to cards alone."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What is asked of a report."""

    wishes: WordSelection
    standard: str = "2025"
    """The HSK syllabus, one of ``profile.STANDARDS``."""
    per_day: int = 10
    """Words that are learnt in a day."""
    quick: bool = False
    """Read the Chinese alone."""

    @property
    def targets(self) -> tuple[float, ...]:
        """Shares of the running words that are asked for."""
        return tuple(sorted({*TARGETS, *filter(None, [self.wishes.coverage])}))

    @property
    def knows(self) -> bool:
        """Whether anything was said of what the reader knows."""
        return bool(self.wishes.known.all)


@dataclass(frozen=True)
class Report:
    """Texts as they were measured, and what was asked of them."""

    profiles: tuple[Profile, ...]
    terms: ReportOptions
    issues: tuple[Issue, ...] = ()
    failed: tuple[tuple[Path, CikaError], ...] = ()
    """Texts that cannot be read, with the reason."""

    @cached_property
    def comparison(self) -> Comparison:
        """The texts against each other."""
        return compare(self.profiles, self.terms.standard, f"{len(self.profiles)} texts")

    @property
    def whole(self) -> Profile:
        """The one text, or all as one."""
        return self.profiles[0] if len(self.profiles) == 1 else self.comparison.total


def survey(
    workshop: Resources, source: Source, terms: ReportOptions
) -> tuple[Profile, tuple[Issue, ...]]:
    """Understand a text and measure it; its sentences are not kept. Raises CikaError where it
    cannot be read.

    Its words are those that a build finds. ``terms.quick`` is for many or long texts: names that
    the translation alone shows are not found then, and glosses fit the place less well.
    """
    text = pipeline.understand(
        workshop, source, BuildOptions(include_unsure=True), chinese_alone=terms.quick
    )
    meta, wishes, annotator = text.aligned.text.meta, terms.wishes, workshop.annotator

    def is_word(token: Token) -> bool:
        return token.kind in ("word", "name") and (wishes.names or not annotator.is_name(token))

    passages = tuple(map(annotator.named, text.passages)) if wishes.names else text.passages
    reader = ReaderKnowledge(
        wishes.known, annotator.word, is_word, text.corrected.is_skipped, wishes.stop
    )
    made = measure(
        source.name,
        meta.title_zh or meta.title_en or source.name,
        passages,
        len(text.aligned.zh),
        reader,
    )
    return made, tuple(issue for issue in text.issues if issue.kind not in ELSEWHERE)
