"""From texts on disk to what is reported of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator.base.class_records import ClassSet
from generator.base.errors import CikaError
from generator.base.files import real
from generator.base.records import Issue, Token
from generator.chinese.script import simplify
from generator.classes.set_members import Wanted, by_set, up_to
from generator.classes.set_plan import planned_lessons, selection_of
from generator.pipeline import BuildOptions, Resources, Source, Understood, understand
from generator.pipeline.sources import Failed
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


def survey_all(resources: Resources, sources: Sequence[Source], options: ReportOptions) -> Report:
    """Measure texts; those of class sets for students who know what ``set.toml`` says, and what
    earlier lessons taught."""
    alone, sets, failed = by_set(sources)
    profiles: list[Profile] = []
    issues: list[Issue] = []
    unread: list[Failed] = list(failed)
    for source in alone:
        try:
            profile, found = survey(resources, source, options)
        except CikaError as error:
            unread.append((source.path, error))
        else:
            profiles.append(profile)
            issues += found
    asked = options
    for class_set, wanted in sets:
        try:
            selection = selection_of(resources, class_set, options.selection)
            of_set = replace(options, selection=selection)
            for profile, found in _survey_set(resources, class_set, wanted, of_set):
                profiles.append(profile)
                issues += found
            detail = "Known are the words that set.toml names, and those of earlier lessons."
            issues.append(Issue("set", str(class_set.path), detail))
            asked = of_set if len(sets) == 1 and not alone else options
        except CikaError as error:
            unread.append((class_set.path, error))
    return Report(tuple(profiles), asked, tuple(issues), tuple(unread))


def _survey_set(
    resources: Resources, class_set: ClassSet, wanted: Wanted, options: ReportOptions
) -> Iterator[tuple[Profile, tuple[Issue, ...]]]:
    every_word = BuildOptions()
    taught: set[str] = set()
    for planned in planned_lessons(resources, up_to(class_set, wanted), every_word):
        listed = {simplify(one.line.word) for one in planned.lesson.words}
        stop = options.selection.stop - listed
        for source in planned.sources:
            words = (options.selection.known.words - listed) | taught
            known = replace(options.selection.known, words=words)
            selection = replace(options.selection, known=known, stop=stop)
            made, found = survey(resources, source, replace(options, selection=selection))
            taught |= {met.word.token.headword for met in made.unknown}
            if real(source.path) in wanted:
                is_alone = len(planned.sources) == 1
                title = planned.lesson.title if is_alone else ""
                yield replace(made, title=title or made.title), found


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
    profile = profile_of(resources, text, options.selection, source.name)
    issues = [issue for issue in text.issues if issue.kind not in ABOUT_TRANSLATIONS]
    return profile, tuple(issues)


def profile_of(
    resources: Resources, text: Understood, selection: WordSelection, name: str
) -> Profile:
    """Measure a text for a reader who knows what a selection of words says."""
    annotator = resources.annotator

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
    title = text.aligned.text.meta.title(name)
    return measure(name, title, passages, len(text.aligned.zh), reader)
