"""Words and numbers of a report that its lines and its page share."""

from generator.profiles.survey import TARGETS, Terms
from generator.study.profile import Profile, share

BY_UNKNOWN = ("none", "one", "two or three", "four or more")
"""Names of the parts of ``Profile.by_unknown``."""
STANDARDS = {"2.0": "HSK 2.0", "2021": "HSK 3.0 of 2021", "2025": "HSK 3.0 of 2025"}
AS_A_LESSON = 0.90
"""Share of known running words under which a text is a labour even with a word list."""


def number(value: int) -> str:
    """A whole number with separators."""
    return f"{value:,}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal."""
    return f"{100 * share(part, whole):.1f} %"


def counted(value: int, thing: str) -> str:
    """A number and what it counts: ``2 words you left out``."""
    first, _, rest = thing.partition(" you ")
    plural = first if value == 1 else f"{first}s"
    return f"{number(value)} {plural}" + (f" you {rest}" if rest else "")


def standard_name(terms: Terms) -> str:
    """The HSK syllabus of a report."""
    return STANDARDS[terms.standard]


def level_name(level: int | None, *, short: bool = False) -> str:
    """``HSK 3``; from 2021 on, one list holds levels 7 to 9."""
    if level is None:
        return "-" if short else "not listed"
    name = "7–9" if level == 7 else str(level)
    return name if short else f"HSK {name}"


def easiest_by(by: str, terms: Terms) -> str:
    """What makes a text easier than another."""
    if by == "known":
        return "by the share of running words that are known"
    return f"by the mean level of the running words ({standard_name(terms)}), since no known words were named"


def verdict(profile: Profile) -> str:
    """Whether a text suits readers with this knowledge."""
    help_, alone = TARGETS
    known = f"{100 * profile.coverage:.1f} % of the running words are known"
    if profile.coverage >= alone:
        return f"{known}: it can be read without help."
    if profile.coverage >= help_:
        return f"{known}: it can be read with some help."
    if profile.coverage >= AS_A_LESSON:
        return f"{known}: it can be read in class, or with a word list."
    return f"{known}: too hard to read before some words are learnt."
