"""What a deck was built with: the next build of it takes the same, unless a person names otherwise.

Cards and looks stand in the deck itself (``anki.CardOptions``). What chooses words stands in its
table beside it, because lists of known words are the learner's own business: a deck that is handed
on says nothing of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape, unescape
from os.path import normpath, relpath
from pathlib import Path

from generator import anki
from generator.base.errors import InputError
from generator.base.program import shell_word
from generator.lexicon.dictionary import Dictionary
from generator.pipeline import known_words
from generator.pipeline.stages import BuildOptions, Source, Study
from generator.study import Known, WordSelection

TITLE, KNOWN, DAYS, HSK, STANDARD, TOP, STOP = (
    "title",
    "known",
    "known-days",
    "hsk",
    "hsk-standard",
    "top",
    "stop",
)
NAMES, MAX_WORDS, COVERAGE, ANKI = "names", "max-words", "coverage", "known-from-anki"
UNSURE = "include-unsure"
GUESSABLE = "skip-guessable"
FLAGS = (NAMES, GUESSABLE, UNSURE)
CHOOSING = (KNOWN, DAYS, HSK, STANDARD, TOP, STOP, NAMES, MAX_WORDS, COVERAGE, ANKI, GUESSABLE)
REMEMBERED = (TITLE, *CHOOSING, UNSURE)
"""Options, by their long names. Of Anki the words of this text that it knew are remembered: the
next build may find it closed."""
PATHS = (KNOWN, STOP)
LOOKS = ("cards", "audio", *anki.CHOICES)
FORGETTABLE = (*REMEMBERED, *LOOKS)
"""What ``--forget`` takes."""

Choices = Mapping[str, tuple[str, ...]]
"""Option -> its values as they are typed."""
OptionsOf = Callable[[Source], BuildOptions]
"""Text -> the options that hold for it."""


def remembering(options: BuildOptions, folder: Path, source: Source) -> BuildOptions:
    """Return the options for a text with what its deck was built with, where a person named nothing
    else.

    Raises InputError where a list is gone, or where the table of the deck is damaged.
    """
    if not folder.is_dir():
        return options
    options = unsure_as_built(options, folder, source)
    stored = stored_choices(folder, source)
    named = options.choices.keys() | options.forget
    kept = {name: values for name, values in stored.items() if name not in named}
    if HSK in options.choices:
        kept.pop(STANDARD, None)
    if not kept:
        return options
    choices = {**kept, **_from_folder(options.choices, folder)}
    wanted = {**kept, **{name: choices[name] for name in (DAYS, STANDARD) if name in choices}}
    try:
        selection = selection_of(tuple(wanted.items()), folder.absolute())
    except ValueError as error:
        raise InputError(
            f"{source.path}: what its deck was built with cannot be read ({error}). Build it with"
            " --forget all, and name the options again."
        ) from None
    return replace(
        options,
        title=options.title or "".join(kept.get(TITLE, ())),
        selection=_both(options.selection, selection),
        choices=choices,
    )


def taken_over(named: BuildOptions, options: BuildOptions) -> BuildOptions:
    """Return options that have only those choices which ``remembering`` added to what was named."""
    added: dict[str, tuple[str, ...]] = {}
    for name in REMEMBERED:
        if name in options.choices and name not in named.choices:
            added[name] = options.choices[name]
    return replace(options, choices=added)


def unsure_as_built(options: BuildOptions, folder: Path, source: Source) -> BuildOptions:
    """Return the options for a text, pairs that are unsure included if its deck was built so: all
    of ``remembering`` that matters before words are chosen."""
    if options.include_unsure or UNSURE in options.forget or not folder.is_dir():
        return options
    return replace(options, include_unsure=UNSURE in stored_choices(folder, source))


def stored_choices(folder: Path, source: Source) -> dict[str, tuple[str, ...]]:
    """Return what the deck of a text was built with: option -> its values; paths of lists as seen
    from the folder of the decks."""
    return _parsed(anki.read_ledger(anki.paths(folder, source.name)[1]).choices)


def written(options: BuildOptions, study: Study, folder: Path) -> str:
    """Return what a build is remembered by, as one line of the deck's table."""
    choices = dict(_from_folder(options.choices, folder))
    studied = options.selection.known.studied
    from_anki = [one.token.headword for one in study.chosen.known if one.token.headword in studied]
    if ANKI in choices:
        choices[ANKI] = tuple(sorted(set(from_anki)))
    cells: list[str] = []
    for name in REMEMBERED:
        cells += [f"{name}={escape(_on_one_line(value))}" for value in choices.get(name, ())]
    return "\t".join(cells)


def shown(options: BuildOptions) -> str:
    """Return what a build is remembered by as it is typed: lists by the names of their files, of
    Anki only that it was asked."""
    typed: list[str] = []
    for name in REMEMBERED:
        values = options.choices.get(name, ())
        if name in (ANKI, *FLAGS):
            typed += [f"--{name}"] if values else []
        else:
            words = [Path(value).name if name in PATHS else value for value in values]
            typed += [f"--{name} {shell_word(word)}" for word in words]
    return " ".join(typed)


def kept_title(ledger: anki.Ledger) -> str:
    """Return the title under which learners have a deck; empty where it has no note."""
    names = set(ledger.deck_of.values())
    return min(names).partition("::")[2] if names else ""


def _parsed(line: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for cell in line.split("\t"):
        name, _, value = cell.strip('"').partition("=")
        if name in REMEMBERED:
            found[name] = (*found.get(name, ()), unescape(value))
    return found


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _from_folder(choices: Choices, folder: Path) -> dict[str, tuple[str, ...]]:
    """Return choices with the paths of lists as they are seen from the folder of the decks, so that
    decks and lists may move together."""
    found = dict(choices)
    for name in PATHS:
        if name in found:
            found[name] = tuple(_relative(value, folder) for value in found[name])
    return found


def _relative(path: str, folder: Path) -> str:
    if not Path(path).is_absolute():
        return path
    try:
        return Path(relpath(path, folder.absolute())).as_posix()
    except ValueError:  # another drive of Windows
        return path


def selection_of(choices: tuple[tuple[str, tuple[str, ...]], ...], folder: Path) -> WordSelection:
    """Read the lists that were named, and make one record of all choices: option -> its values,
    paths as seen from ``folder``. Raises ValueError for what is no number, InputError for a list
    that is gone."""
    changed = []
    for name, values in choices:
        lists = [_list_file(name, path, folder) for path in values] if name in PATHS else []
        changed += [path.stat().st_mtime_ns for path in lists]
    return _selection(choices, folder, tuple(changed))


@lru_cache(maxsize=64)
def _selection(
    choices: tuple[tuple[str, tuple[str, ...]], ...], folder: Path, changed: tuple[int, ...]
) -> WordSelection:
    """Read the lists, and keep what they say until one has ``changed``."""
    given = dict(choices)
    lexicon = known_words.open_dictionary()
    days = _number(given, DAYS) or 0
    sources = [_list(KNOWN, path, folder, days, lexicon) for path in given.get(KNOWN, ())]
    level, top = _number(given, HSK), _number(given, TOP)
    if level:
        standard = "".join(given.get(STANDARD, ("2025",)))
        sources.append(known_words.of_level(level, standard, lexicon))
    if top:
        sources.append(known_words.of_frequency(top, lexicon))
    stops = [_list(STOP, path, folder, 0, lexicon) for path in given.get(STOP, ())]
    known = known_words.together(sources)
    coverage = given.get(COVERAGE)
    return WordSelection(
        known=replace(known, studied=known.studied | set(given.get(ANKI, ()))),
        stop=known_words.all_of(stops),
        names="yes" in given.get(NAMES, ()),
        max_words=_number(given, MAX_WORDS),
        coverage=float(coverage[0]) if coverage else None,
        skip_guessable="yes" in given.get(GUESSABLE, ()),
    )


def _number(given: Choices, name: str) -> int | None:
    return int(given[name][0]) if given.get(name) else None


def _list(
    option: str, path: str, folder: Path, days: int, lexicon: Dictionary
) -> known_words.Knowledge:
    return known_words.of_file(_list_file(option, path, folder), days, lexicon)


def _list_file(option: str, path: str, folder: Path) -> Path:
    """Return where a list lies; raises InputError where it is gone."""
    file = Path(normpath(folder / path))
    if not file.is_file():
        raise InputError(
            f"{file}: the deck was built with this list (--{option}), which is not there any more."
            f" Name where it is now, or: --forget {option}"
        )
    return file


def _both(named: WordSelection, kept: WordSelection) -> WordSelection:
    """Join what was named now and what is remembered."""
    known = Known(
        words=named.known.words | kept.known.words,
        studied=named.known.studied | kept.known.studied,
    )
    return WordSelection(
        known=known,
        stop=named.stop | kept.stop,
        names=named.names or kept.names,
        max_words=named.max_words or kept.max_words,
        coverage=named.coverage or kept.coverage,
        skip_guessable=named.skip_guessable or kept.skip_guessable,
    )


def checked_names(names: Iterable[str]) -> frozenset[str]:
    """Return the options to forget: all of them for ``all``. Raises InputError for another name."""
    wanted = frozenset(names)
    if "all" in wanted:
        return frozenset(FORGETTABLE)
    unknown = sorted(wanted.difference(FORGETTABLE))
    if unknown:
        raise InputError(
            f"--forget {unknown[0]}: a deck does not remember that. It remembers:"
            f" {', '.join(FORGETTABLE)}; or all."
        )
    return wanted
