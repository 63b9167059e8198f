"""One set for several groups of students: the same lessons, without what each of them knows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.base.class_records import ClassSet, Group, Student
from generator.base.errors import InputError


def by_group(class_set: ClassSet, name: str | None = None) -> tuple[ClassSet, ...]:
    """Return a set as each of its groups has it, or as that of a name has it; as it is, where it
    has no groups. Raises InputError where there is no group of that name."""
    found = {group.name: _of_group(class_set, group) for group in class_set.groups}
    if name is None:
        return tuple(found.values()) or (class_set,)
    if name not in found:
        groups = ", ".join(found) or "none"
        raise InputError(f"{class_set.path}: has no group {name!r}. Its groups are: {groups}.")
    return (found[name],)


def _of_group(class_set: ClassSet, group: Group) -> ClassSet:
    """Return the set of a group; it still names the others, whose lists lie beside its texts."""
    return replace(
        class_set,
        group=group,
        name=f"{class_set.name}-{group.name}",
        title=f"{class_set.title} ({group.title})",
        known=(*class_set.known, *group.known),
    )


def students_by_group(
    students: Sequence[Student], groups: Sequence[Group], where: Path
) -> dict[str, list[str]]:
    """Return the names of the students of each group, by the group's name. Raises InputError,
    naming the file and them all, for students of no group or of one that is not there."""
    found: dict[str, list[str]] = {group.name: [] for group in groups}
    name_of: dict[str, str] = {}
    for group in groups:
        name_of[group.title.casefold()] = group.name
    for group in groups:
        name_of[group.name.casefold()] = group.name
    lost: list[str] = []
    for student in students:
        name = name_of.get(student.group.casefold())
        if name is None:
            lost.append(f"{student.name} ({student.group or 'no group'})")
        else:
            found[name].append(student.name)
    if lost:
        raise InputError(
            f"{where}: the set has no such group: {', '.join(lost)}. Write one of its groups beside"
            f" each name: {', '.join(found)}."
        )
    return found
