"""The ledger of a set, which tells what students have: it lies beside the package, or beside
``set.toml`` where the set was handed on."""

from pathlib import Path

from generator import anki
from generator.base.class_records import ClassSet
from generator.base.files import output_errors, save


def ledger_of(class_set: ClassSet, twin: Path) -> anki.Ledger:
    """Return what the last edition left behind."""
    handed = _handed(class_set, twin)
    return anki.read_ledger(handed or twin)


def bring_ledger(class_set: ClassSet, twin: Path) -> None:
    """Copy a ledger that was handed on with a set to where it belongs, unless one is there.

    Raises InputError where it is damaged, OutputError where it cannot be written.
    """
    handed = _handed(class_set, twin)
    if handed is None:
        return
    anki.read_ledger(handed)
    with output_errors(twin):
        twin.parent.mkdir(parents=True, exist_ok=True)
    save(twin, handed.read_bytes())


def _handed(class_set: ClassSet, twin: Path) -> Path | None:
    beside = class_set.path.parent / twin.name
    return beside if beside.is_file() and not twin.exists() else None
