"""Which texts and class sets a person named: files, folders and archives become sources."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator import texts
from generator.base.errors import CikaError, InputError
from generator.base.files import real, same_name
from generator.base.program import STANDARD_INPUT
from generator.pipeline import Source

Failed = tuple[Path, CikaError]
"""A file that cannot be built, and why."""


def sources_of(
    paths: Sequence[Path],
    pair: Source | None = None,
    *,
    format: str = "",
    label: str = "",
    not_texts: Iterable[Path] = (),
) -> tuple[list[Source], list[Failed]]:
    """Return the texts that ``paths`` hold, each once, sorted by their names; and what cannot be
    read, with the reason.

    ``pair`` is a text in two files, named beside them; ``label`` names the text that standard input
    holds. ``not_texts`` are left out although they lie in a folder of texts: lists of known words.
    """
    found, failed = _readable(paths)
    failed += texts.unreadable_in(found)
    left_out = _resolved(not_texts) - _resolved(paths)
    by_name: dict[str, dict[Path, Source]] = {}
    for path, english in texts.find_texts(found) if found else ():
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
    return sorted(sources, key=_name), failed


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
    return not files_of_sets.isdisjoint({real(path), real(path / texts.CLASS_SET)})


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
        known += [class_set.path.parent / entry for entry in class_set.known]
        own += [lesson.word_list for lesson in class_set.lessons if lesson.word_list]
        stop += class_set.stop
    return (*known, *own, *stop)
