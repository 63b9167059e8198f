"""Which texts and class sets a person named: files, folders and archives become sources."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from generator import texts
from generator.base.errors import CikaError, InputError
from generator.base.files import real, same_name
from generator.base.program import STANDARD_INPUT
from generator.pipeline import Source

Failed = tuple[Path, CikaError]
"""A file that cannot be built, and why."""
FILES_SHOWN = 3
"""Files that a note names."""


@dataclass(frozen=True, slots=True)
class NamedTexts:
    """The texts that a person named."""

    sources: tuple[Source, ...]
    failed: tuple[Failed, ...]
    notes: tuple[str, ...] = ()
    """What was taken or left out without being asked for."""


def sources_of(
    paths: Sequence[Path],
    pair: Source | None = None,
    *,
    format: str = "",
    label: str = "",
    not_texts: Iterable[Path] = (),
) -> NamedTexts:
    """Return the texts that ``paths`` hold, each once, sorted by their names; and what cannot be
    read, with the reason.

    ``pair`` is a text in two files, named beside them; ``label`` names the text that standard input
    holds. ``not_texts`` are left out although they lie in a folder of texts: lists of known words.
    """
    found, failed = _readable(paths)
    failed += texts.unreadable_in(found)
    left_out = _resolved(not_texts) - _resolved(paths)
    discovered = texts.discover(found)
    by_name: dict[str, dict[Path, Source]] = {}
    for path, english in discovered.texts:
        if real(path) in left_out:
            continue
        own_label = label if path == STANDARD_INPUT else ""
        source = Source(path, english, format=format, label=own_label)
        by_name.setdefault(same_name(source.name), {})[real(path)] = source
    if pair:
        by_name.setdefault(same_name(pair.name), {})[real(pair.path)] = pair
    sources: list[Source] = []
    for same in by_name.values():
        first, *others = sorted(same.values(), key=_path)
        if others:
            failed.append(_one_name([first, *others]))
        else:
            sources.append(first)
    notes = (*_partner_notes(discovered), *_left_out_notes(discovered, left_out))
    return NamedTexts(tuple(sorted(sources, key=_name)), tuple(failed), notes)


def source_of(files: Sequence[Path], format: str = "") -> tuple[Source, tuple[str, ...]]:
    """Return the text that one file holds, or two in any order, and what a person should know of
    that.

    The partner of a single file is taken as ``sources_of`` takes it.
    """
    if len(files) == 2:
        return pair_of(files[0], files[1], format=format)
    (path,) = files
    if path == STANDARD_INPUT or path.is_dir():
        return Source(path, format=format), ()
    found = texts.discover([path])
    if len(found.texts) != 1:
        raise InputError(f"{path}: holds {len(found.texts)} texts. Name one of them.")
    ((zh, english),) = found.texts
    return Source(zh, english, format=format), tuple(_partner_notes(found))


def pair_of(
    zh: Path, en: Path, beads: Path | None = None, format: str = ""
) -> tuple[Source, tuple[str, ...]]:
    """Return the text of two files, the Chinese one first, whichever was named first.

    The order decides the name of the deck, so files that were swapped by mistake go to the deck
    that they have. Files whose lines another aligner counted stay as they are.
    """
    if beads:
        return Source(zh, en, beads, format), ()
    first, second = texts.in_order(zh, en, format)
    if first == zh:
        return Source(zh, en, format=format), ()
    note = f"The files were given the wrong way round: {first} holds the Chinese."
    return Source(first, second, format=format), (note,)


def _partner_notes(found: texts.Discovery) -> Iterator[str]:
    """Say which files were taken beside those that were named."""
    for zh, en in found.partners:
        yield f"{zh} and {en} were read as one text, by their names."


def _left_out_notes(found: texts.Discovery, lists: Set[Path]) -> Iterator[str]:
    """Say in a line what was left out, and why."""
    own = [path for path in found.own if not path.with_suffix(".apkg").is_file()]
    if own:  # of the table of a deck, which lies beside it, nobody thinks as a text
        yield f"Left out, because Cika wrote it: {_some(own)}."
    tables = [path for path in found.lone_tables if real(path) not in lists]
    if tables:
        yield (
            f"Left out: {_some(tables)}. Such tables go with a text of the same name, which is not"
            " there. Rename it to fit its text, or move it away."
        )


def _some(files: Sequence[Path]) -> str:
    """Name the first of some files."""
    names = ", ".join(str(path) for path in files[:FILES_SHOWN])
    more = len(files) - FILES_SHOWN
    return f"{names} and {more} more" if more > 0 else names


def _readable(paths: Iterable[Path]) -> tuple[list[Path], list[Failed]]:
    """Separate the paths that hold a text from those that do not."""
    found: list[Path] = []
    failed: list[Failed] = []
    for path in paths:
        try:
            texts.find_texts([path])
        except CikaError as error:
            failed.append((path, error))
        else:
            found.append(path)
    return found, failed


def _resolved(paths: Iterable[Path]) -> set[Path]:
    return {real(path) for path in paths}


def _path(source: Source) -> Path:
    return source.path


def _name(source: Source) -> str:
    return source.name


def _one_name(sources: Sequence[Source]) -> Failed:
    files = " and ".join(str(source.path) for source in sources)
    names = {source.name for source in sources}
    alike = " (capitals make no difference on Windows and macOS)" if len(names) > 1 else ""
    problem = (
        f"{files}: their decks would have one name, {sources[0].name}{alike}. Rename all but one;"
        " none was built."
    )
    return sources[0].path, InputError(problem)


# -- class sets


def sets_of(paths: Sequence[Path]) -> tuple[list[Path], tuple[Path, ...], list[Failed]]:
    """Separate class sets (their files ``set.toml``) from the other paths; also return those that
    would have one name, with the reason."""
    found = texts.find_sets(paths)
    by_name: dict[str, dict[Path, Path]] = {}
    for path in found:
        by_name.setdefault(same_name(texts.name_of_set(path)), {}).setdefault(real(path), path)
    sets: list[Path] = []
    failed: list[Failed] = []
    for _, same in sorted(by_name.items()):
        first, *others = same.values()
        if others:
            files = " and ".join(map(str, same.values()))
            problem = f"{files}: both sets would be named {texts.name_of_set(first)}."
            remedy = "Rename the folder of one; none was built."
            failed.append((first, InputError(f"{problem} {remedy}")))
        else:
            sets.append(first)
    files_of_sets = _resolved(found)
    rest = tuple(path for path in paths if not _is_set(path, files_of_sets))
    return sets, rest, failed


def _is_set(path: Path, files_of_sets: set[Path]) -> bool:
    return not files_of_sets.isdisjoint({real(path), real(texts.set_file(path))})


def with_lessons(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the paths and the folders of the class sets in them, for commands that take the texts
    of a set one by one."""
    sets = texts.find_sets(paths)
    wanted = [path for path in paths if path not in sets]
    wanted += [path.parent for path in sets]
    return tuple(dict.fromkeys(wanted))


def lists_in(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the lists of words that class sets among the paths name: no texts, although they lie
    beside these."""
    known: list[Path] = []
    own: list[Path] = []
    stop: list[Path] = []
    for path in texts.find_sets(paths):
        class_set = texts.read_set(path)
        for entries in (class_set.known, *[group.known for group in class_set.groups]):
            known += [class_set.path.parent / entry for entry in entries]
        own += [lesson.word_list for lesson in class_set.lessons if lesson.word_list]
        stop += class_set.stop
    return (*known, *own, *stop)
