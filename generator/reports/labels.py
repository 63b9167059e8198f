"""Words and numbers of a report that its lines and its page share."""

from generator.base.choices import HSK_SYLLABUSES
from generator.reports.survey import TARGETS, ReportOptions
from generator.study.text_profile import CountedWord, NotCounted, Profile, share

BY_UNKNOWN = ("none", "one", "two or three", "four or more")
"""Names of the parts of ``Profile.by_unknown``."""
COVERAGE_OF_A_LESSON = 0.90
"""Share of known running words below which a text is hard work even with a word list."""
SEVEN_TO_NINE = 7
"""The level that stands for 7 to 9, which are one list from 2021 on."""


def number(value: int | None) -> str:
    """Return a whole number with separators; a dash where there is none."""
    return "-" if value is None else f"{value:,}"


def percent(part: int, whole: int) -> str:
    """Return a part of a whole in percent, with one decimal."""
    return as_percent(share(part, whole))


def as_percent(part: float) -> str:
    """Return a share in percent, with one decimal.

    >>> as_percent(0.5)
    '50.0 %'
    """
    return f"{100 * part:.1f} %"


def target_name(target: float) -> str:
    """Return a share that is asked for in percent, with no more decimals than it has."""
    return f"{100 * target:g} %"


def counted(value: int, noun: str) -> str:
    """Return a number with separators and what it counts: ``1,200 words``."""
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def not_counted(aside: NotCounted) -> str:
    """Name the running words that are read without study: ``3 names, 2 numbers``."""
    found = []
    if aside.names:
        found.append(counted(aside.names, "name"))
    if aside.numbers:
        found.append(counted(aside.numbers, "number"))
    if aside.left_out:
        found.append(f"{counted(aside.left_out, 'word')} you left out")
    return ", ".join(found)


def standard_name(options: ReportOptions) -> str:
    """Return the name of the HSK syllabus of a report."""
    return HSK_SYLLABUSES[options.standard]


def level_name(level: int | None) -> str:
    """Return ``HSK 3``; from 2021 on, one list holds levels 7 to 9."""
    return "not listed" if level is None else f"HSK {short_level(level)}"


def short_level(level: int | None) -> str:
    """Return a level as a column of HSK levels has it; a dash where there is none."""
    if level is None:
        return "-"
    return "7–9" if level == SEVEN_TO_NINE else str(level)


def easiest_by(by: str, options: ReportOptions) -> str:
    """Say what makes a text easier than another."""
    if by == "known":
        return "by the share of running words that are known"
    return (
        f"by the mean level of the running words ({standard_name(options)}), since no known words"
        " were named"
    )


def most_useful(profile: Profile) -> list[CountedWord]:
    """Return the words that give most; those that can be guessed are named apart."""
    return [step.met for step in profile.curve if not step.met.guessable]


def verdict(profile: Profile, options: ReportOptions) -> list[str]:
    """Say whether a text suits readers with this knowledge, and whether it does if they guess what
    they can."""
    known = as_percent(profile.coverage)
    lines = [f"{known} of the running words are known: {_suits(profile.coverage)}."]
    if profile.guessable:
        guessed, target = profile.guessed, options.targets[0]
        needed = (
            f"{target_name(target)} after {_needed(guessed, target)} instead of"
            f" {number(profile.words_for(target))}"
        )
        lines.append(
            f"{as_percent(guessed.coverage)} with those that can be guessed from their characters;"
            f" {needed}."
        )
    return lines


def _needed(profile: Profile, target: float) -> str:
    words = profile.words_for(target)
    return "no number of words" if words is None else counted(words, "word")


def _suits(coverage: float) -> str:
    with_help, alone = TARGETS
    if coverage >= alone:
        return "it can be read without help"
    if coverage >= with_help:
        return "it can be read with some help"
    if coverage >= COVERAGE_OF_A_LESSON:
        return "it can be read in class, or with a word list"
    return "too hard to read before some words are learnt"
