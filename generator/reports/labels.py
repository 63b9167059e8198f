"""Words and numbers of a report that its lines and its page share."""

from generator.reports.survey import TARGETS, ReportOptions
from generator.study.text_profile import CountedWord, Profile, share

BY_UNKNOWN = ("none", "one", "two or three", "four or more")
"""Names of the parts of ``Profile.by_unknown``."""
STANDARDS = {"2.0": "HSK 2.0", "2021": "HSK 3.0 of 2021", "2025": "HSK 3.0 of 2025"}
AS_A_LESSON = 0.90
"""Share of known running words under which a text is a labour even with a word list."""


def number(value: int | None) -> str:
    """A whole number with separators; a dash where there is none."""
    return "-" if value is None else f"{value:,}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal."""
    return f"{100 * share(part, whole):.1f} %"


def counted(value: int, thing: str) -> str:
    """A number and what it counts: ``2 words you left out``."""
    first, _, rest = thing.partition(" you ")
    plural = first if value == 1 else f"{first}s"
    return f"{number(value)} {plural}" + (f" you {rest}" if rest else "")


def standard_name(terms: ReportOptions) -> str:
    """The HSK syllabus of a report."""
    return STANDARDS[terms.standard]


def level_name(level: int | None, *, short: bool = False) -> str:
    """``HSK 3``; from 2021 on, one list holds levels 7 to 9."""
    if level is None:
        return "-" if short else "not listed"
    name = "7–9" if level == 7 else str(level)
    return name if short else f"HSK {name}"


def easiest_by(by: str, terms: ReportOptions) -> str:
    """What makes a text easier than another."""
    if by == "known":
        return "by the share of running words that are known"
    return (
        f"by the mean level of the running words ({standard_name(terms)}), since no known words"
        " were named"
    )


def giving(profile: Profile) -> list[CountedWord]:
    """The words that give most; those that can be guessed are named apart."""
    return [step.met for step in profile.curve if not step.met.guessable]


def verdict(profile: Profile, terms: ReportOptions) -> list[str]:
    """Whether a text suits readers with this knowledge; and if they guess what they can."""
    lines = [
        f"{100 * profile.coverage:.1f} % of the running words are known:"
        f" {_suits(profile.coverage)}."
    ]
    if profile.guessable:
        guessed, target = profile.guessed, terms.targets[0]
        needed = (
            f"{100 * target:g} % after {_needed(guessed, target)} instead of"
            f" {number(profile.words_for(target))}"
        )
        lines.append(
            f"{100 * guessed.coverage:.1f} % with those that can be guessed from their characters;"
            f" {needed}."
        )
    return lines


def _needed(profile: Profile, target: float) -> str:
    words = profile.words_for(target)
    return "no number of words" if words is None else counted(words, "word")


def _suits(coverage: float) -> str:
    help_, alone = TARGETS
    if coverage >= alone:
        return "it can be read without help"
    if coverage >= help_:
        return "it can be read with some help"
    if coverage >= AS_A_LESSON:
        return "it can be read in class, or with a word list"
    return "too hard to read before some words are learnt"
