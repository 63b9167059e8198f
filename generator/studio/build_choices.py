"""What a person chooses for a build, as options of the command line: what is in force, and the
arguments that change it to what is wanted."""

from collections.abc import Iterable, Mapping
from os.path import normpath
from pathlib import Path

from generator import anki
from generator.base.choices import CARD_CHOICES, CARD_KINDS, DEFAULT_CARDS, HSK_SYLLABUSES
from generator.base.errors import InputError
from generator.pipeline import Source
from generator.pipeline.remembered import (
    ANKI,
    COVERAGE,
    DAYS,
    FLAGS,
    HSK,
    KNOWN,
    MAX_WORDS,
    NAMES,
    PATHS,
    STANDARD,
    STOP,
    TITLE,
    TOP,
    stored_choices,
)
from generator.studio.workspace import Workspace

Values = Mapping[str, tuple[str, ...]]
"""Option, by its long name -> its values; an option that is not there is not set."""
CARDS, AUDIO, CONTEXTS = "cards", "audio", "more-contexts"
NUMBERS = (HSK, TOP, MAX_WORDS, DAYS)
SWITCHES = (*FLAGS, CONTEXTS)
SINGLE = (TITLE, STANDARD, COVERAGE, AUDIO, ANKI, *NUMBERS, *CARD_CHOICES)
OPTIONS = (*SINGLE, *SWITCHES, *PATHS, CARDS)
"""All options that the page has."""
USUAL_STANDARD = "2025"
"""The syllabus that ``--hsk`` means."""
KEPT = "kept"
"""What the page sends for the words that Anki knew at the last build."""
YES = ("yes",)
NO_VALUES: Values = {}
MAX_LENGTH, MAX_SHOWN = 300, 40
"""Characters of a value, and how many of them a message shows."""


class BadValue(InputError):
    """A value that an option does not have."""

    def __init__(self, option: str, value: str) -> None:
        super().__init__(f"{value!r} is no value of {option}.")
        self.option = option
        self.value = value


def in_force(workspace: Workspace, source: Source, settings: Values = NO_VALUES) -> Values:
    """Return what the next build of a text takes unless a person says otherwise: what its deck
    remembers, and over it what files of settings say."""
    decks = workspace.decks
    values = dict(stored_choices(decks, source)) if decks.is_dir() else {}
    for name in PATHS:
        if name in values:
            values[name] = tuple(_seen_from_workspace(workspace, path) for path in values[name])
    looks = anki.kept_card_options(workspace.package(source))
    values |= {name: (str(getattr(looks, name)),) for name in (*CARD_CHOICES, AUDIO)}
    values[CARDS] = _in_order(looks.cards - DEFAULT_CARDS)
    if _lends(workspace, source):
        values[CONTEXTS] = YES
    values |= settings
    if HSK in values:
        values.setdefault(STANDARD, (USUAL_STANDARD,))
    return {name: found for name, found in values.items() if found and name in OPTIONS}


def _lends(workspace: Workspace, source: Source) -> bool:
    """Tell whether the deck of a text shows its sentences on cards of other decks."""
    try:
        return bool(anki.read_ledger(anki.paths(workspace.decks, source.name)[1]).lent)
    except InputError:
        return False  # the next build says what is wrong with it


def wanted(given: Mapping[str, object], lists: Mapping[str, str], before: Values) -> Values:
    """Read what the page sends. ``lists`` are the paths that its ids of lists stand for, ``before``
    what is in force. Raises InputError for what the page cannot send."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in given.items():
        if name not in OPTIONS:
            raise InputError(f"There is no option {name[:40]!r}. Load the page again.")
        checked = [_checked(name, one, lists) for one in _texts_of(value)]
        if checked:
            values[name] = tuple(checked)
    if values.get(ANKI) == (KEPT,):
        values[ANKI] = before.get(ANKI, ())
    if HSK in values:
        values.setdefault(STANDARD, (USUAL_STANDARD,))
    else:
        values.pop(STANDARD, None)  # it says nothing without a level
    return values


def _texts_of(value: object) -> list[str]:
    """Return what the page sent for an option, without what is empty."""
    written = value if isinstance(value, list) else [value]
    found = [one.strip() for one in written if isinstance(one, str)]
    if len(found) < len(written):
        raise InputError("An option has text for its value. Load the page again.")
    return list(filter(None, found))


def arguments(before: Values, after: Values) -> list[str]:
    """Return the options that a person types to change what is in force to what is wanted."""
    differ = [name for name in OPTIONS if set(before.get(name, ())) != set(after.get(name, ()))]
    named = {name for name in differ if after.get(name)}
    if named & {HSK, STANDARD}:
        named |= {HSK, STANDARD}  # a level that is named forgets the standard of the last one
    if after.get(CONTEXTS):
        named.add(CONTEXTS)  # each build does what is said of it then
    typed: list[str] = []
    for name in OPTIONS:
        if name in named:
            typed += _option(name, after[name])
    forget = [name for name in differ if name not in named and name != CONTEXTS]
    if NAMES in forget:
        forget.remove(NAMES)
        typed.append("--no-names")
    return typed + (["--forget", ",".join(forget)] if forget else [])


def _option(name: str, values: tuple[str, ...]) -> list[str]:
    """Return an option with its values as they are typed."""
    if name in SWITCHES:
        return [f"--{name}"]
    if name == CARDS:
        return ["--cards", ",".join(values)]
    if name == STANDARD and values == (USUAL_STANDARD,):
        return []
    typed: list[str] = []
    for value in values:
        typed += [f"--{name}", value]
    return typed


def remembered_elsewhere(before: Values, settings: Values, after: Values) -> list[str]:
    """Return the options that a person cleared although a file of settings sets them: no option of
    a command can undo that."""
    cleared = [name for name in settings if name in before and not after.get(name)]
    return [name for name in cleared if name != NAMES]


def _checked(name: str, value: str, lists: Mapping[str, str]) -> str:
    """Return a value as it is typed; raises InputError for one that the option does not have."""
    given = value[:MAX_SHOWN]
    fits = len(value) <= MAX_LENGTH
    if name in PATHS:
        fits = value in lists
        value = lists.get(value, "")
    elif name in NUMBERS:
        fits = value.isascii() and value.isdecimal() and 0 < int(value) < 10**6
    elif name == COVERAGE:
        fits, value = _share(value)
    elif name in CARD_CHOICES:
        fits = value in CARD_CHOICES[name]
    elif name == STANDARD:
        fits = value in HSK_SYLLABUSES
    elif name == CARDS:
        fits = value in CARD_KINDS
    elif name in SWITCHES:
        fits = value in YES
    if not fits:
        raise BadValue(name, given)
    return value


def _share(percent: str) -> tuple[bool, str]:
    """Return whether a text is a share in percent, and it as a number up to 1."""
    number = percent.rstrip("%").strip()
    if not (number.isascii() and number.replace(".", "", 1).isdecimal()):
        return False, percent
    return 1 < float(number) <= 100, str(float(number) / 100)


def _in_order(kinds: Iterable[str]) -> tuple[str, ...]:
    wanted_kinds = set(kinds)
    return tuple(kind for kind in CARD_KINDS if kind in wanted_kinds)


def _seen_from_workspace(workspace: Workspace, path: str) -> str:
    """Return a path that a deck remembers as it is typed in the workspace."""
    return workspace.typed(Path(normpath(workspace.decks / path)))


def paths_of(values: Values) -> tuple[str, ...]:
    """Return the lists that values name."""
    return (*values.get(KNOWN, ()), *values.get(STOP, ()))
