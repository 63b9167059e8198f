"""One set for several groups of students: the same lessons, without what each of them knows."""

from dataclasses import replace

from generator.base.class_records import ClassSet, Group
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
        name=f"{class_set.name}-{group.name}",
        title=f"{class_set.title} ({group.title})",
        known=(*class_set.known, *group.known),
    )
