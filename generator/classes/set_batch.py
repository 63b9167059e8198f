"""Several class sets, built one after the other."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from generator import texts
from generator.base.errors import CikaError
from generator.classes.groups import by_group
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
    """Build class sets into a folder, for each of their groups a package, and yield each with what
    became of it, or why it could not be built."""
    for path in sets:
        try:
            groups = by_group(texts.read_set(path))
        except CikaError as error:
            yield path, error
            continue
        for class_set in groups:
            try:
                yield path, build_set(resources, class_set, folder, options, now, jobs)
            except CikaError as error:
                yield path, error


def options_for_sets(
    options: BuildOptions, from_settings: Set[str], selection: WordSelection
) -> BuildOptions:
    """Return the options for class sets: what files of settings say counts less than what a set
    says of itself.

    ``from_settings`` names the options that a file gave and no flag; ``selection`` is that without
    what files say of the learner's knowledge, because a set says itself what its students know.
    """
    asked: dict[str, str] = {}
    usual: dict[str, str] = {}
    for name, value in options.card_options.items():
        (usual if name in from_settings else asked)[name] = value
    cards, usual_cards = options.cards, None
    if "cards" in from_settings:
        cards, usual_cards = None, options.cards
    return replace(
        options,
        cards=cards,
        usual_cards=usual_cards,
        card_options=asked,
        usual_card_options=usual,
        selection=selection,
    )
