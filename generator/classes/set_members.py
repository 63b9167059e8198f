"""Texts of class sets, for commands that take texts one by one: each is what it is in its set, with
what students know, with what earlier lessons taught, and with the teacher's meanings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import texts
from generator.base.class_records import ClassSet
from generator.base.errors import CikaError
from generator.base.files import real
from generator.base.program import STANDARD_INPUT
from generator.classes.set_study import study_set
from generator.pipeline import BuildOptions, Resources, Source, Study, study_text
from generator.pipeline.remembered import OptionsOf
from generator.pipeline.sources import Failed
from generator.pipeline.stages import LessonStudy

Wanted = dict[Path, Source]
"""Texts of one set, by the files as they really lie."""


@dataclass(frozen=True, slots=True)
class StudiedText:
    """A text, or the rest of a lesson's list, as it was studied."""

    name: str
    """Stem of its files."""
    study: Study
    options: BuildOptions
    """With which it was studied."""
    title: str = ""
    """Of its lesson; empty where the text's own counts."""
    source: Source | None = None
    """None for the rest of a list."""
    looks: Mapping[str, str] | None = None
    """What the set says of how Chinese looks."""


def study_all(
    resources: Resources, sources: Sequence[Source], options: BuildOptions, options_of: OptionsOf
) -> Iterator[tuple[StudiedText | None, Failed | None]]:
    """Study texts, those of class sets as in their set, with ``options``, the others with what
    ``options_of`` finds; yield each, or why it cannot be studied.

    With all texts of a lesson comes the rest of its list. The lessons before are studied with it,
    since a word is new once.
    """
    alone, sets, failed = by_set(sources)
    for failure in failed:
        yield None, failure
    for source in alone:
        try:
            own = options_of(source)
            study = study_text(resources, source, own)
            yield StudiedText(source.name, study, own, source=source), None
        except CikaError as error:
            yield None, (source.path, error)
    for class_set, wanted in sets:
        try:
            yield from [(one, None) for one in _of_set(resources, class_set, wanted, options)]
        except CikaError as error:
            yield None, (class_set.path, error)


def by_set(
    sources: Sequence[Source],
) -> tuple[list[Source], list[tuple[ClassSet, Wanted]], list[Failed]]:
    """Return the texts that belong to no set, those of each set, and sets that cannot be read."""
    alone: list[Source] = []
    sets: dict[Path, tuple[ClassSet, Wanted]] = {}
    failed: dict[Path, Failed] = {}
    for source in sources:
        file = _nearest_set(source.path)
        if file is None or file in failed:
            alone += [] if file else [source]
            continue
        try:
            class_set, wanted = sets.setdefault(file, (texts.read_set(file), {}))
        except CikaError as error:
            failed[file] = (file, error)
            continue
        if real(source.path) in lesson_of_text(class_set):
            wanted[real(source.path)] = source
        else:
            alone.append(source)
    full = [(class_set, wanted) for class_set, wanted in sets.values() if wanted]
    return alone, full, list(failed.values())


def _nearest_set(path: Path) -> Path | None:
    """Return the file of the set in whose folder a text lies, or in a folder of which."""
    if path == STANDARD_INPUT:
        return None
    for folder in path.parents:
        file = texts.set_file(folder)
        if texts.exists(file):
            return file
    return None


def lesson_of_text(class_set: ClassSet) -> dict[Path, int]:
    """Return the number of the lesson of each text, by its file as it really lies."""
    found: dict[Path, int] = {}
    for lesson in class_set.lessons:
        for zh, _ in lesson.texts:
            found[real(zh)] = lesson.number
    return found


def up_to(class_set: ClassSet, wanted: Wanted) -> ClassSet:
    """Return a set that ends with the last lesson of which texts are wanted."""
    lesson_of = lesson_of_text(class_set)
    last = max(lesson_of[path] for path in wanted)
    return replace(class_set, lessons=class_set.lessons[:last])


def _of_set(
    resources: Resources, class_set: ClassSet, wanted: Wanted, options: BuildOptions
) -> Iterator[StudiedText]:
    looks = {name: value for name, value in class_set.looks.items() if name != "audio"}
    order = {**looks, **options.card_options}.get("order", "text")
    some = up_to(class_set, wanted)
    studied = study_set(resources, some, options, order=order)
    for lesson, study in zip(some.lessons, studied.lessons, strict=True):
        paths = [real(zh) for zh, _ in lesson.texts]
        for path, one in zip(paths, study.studies, strict=True):
            if path in wanted:
                title = study.title if len(paths) == 1 else ""
                source = wanted[path]
                yield StudiedText(source.name, one, options, title, source, looks)
        if study.listed and study.listed.words and wanted.keys() >= set(paths):
            name = _name_of_list(study)
            yield StudiedText(name, study.listed, options, study.title, looks=looks)


def _name_of_list(lesson: LessonStudy) -> str:
    assert lesson.listed
    return lesson.listed.aligned.text.name
