"""Several class sets, built one after the other."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from generator import texts
from generator.anki import DEFAULT_CARDS
from generator.base.errors import CikaError
from generator.classes.set_build import BuiltSet, build_set
from generator.pipeline import BuildOptions, Resources
from generator.study import WordSelection


def build_sets(
    resources: Resources,
    sets: Sequence[Path],
    folder: Path,
    options: BuildOptions,
    now: int,
    jobs: int | None = None,
) -> Iterator[tuple[Path, BuiltSet | CikaError]]:
    """Build class sets into a folder and yield each with what became of it, or why it could not be
    built."""
    for path in sets:
        try:
            class_set = texts.read_set(path)
            yield path, build_set(resources, class_set, folder, options, now, jobs)
        except CikaError as error:
            yield path, error


def options_for_sets(
    options: BuildOptions, from_settings: Set[str], wishes: WordSelection
) -> BuildOptions:
    """Return the options for class sets: what files of settings say counts less than what a set
    says of itself.

    ``from_settings`` names the options that a file gave and no flag; ``wishes`` are those without
    what files say of the learner's knowledge, because a set says itself what its students know.
    """
    looks = {name: value for name, value in options.looks.items() if name not in from_settings}
    usual = {name: value for name, value in options.looks.items() if name in from_settings}
    cards = options.cards
    if cards is not None and "cards" in from_settings:
        usual["cards"] = ",".join(sorted(cards - DEFAULT_CARDS))
        cards = None
    return replace(options, cards=cards, looks=looks, usual=usual, wishes=wishes)
