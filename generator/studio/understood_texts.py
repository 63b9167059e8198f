"""Texts with what persons wrote of their words, a few in memory: the numbers of a build need them
at each click."""

from collections import OrderedDict

from generator import pipeline, texts
from generator.pipeline import Resources, Understood
from generator.pipeline.stages import Aligned, Annotated
from generator.pipeline.understanding import apply_corrections
from generator.studio.open_texts import EVERY_PAIR, OpenText

MAX_HELD = 3
"""Texts in memory."""
Stamp = tuple[object, ...]


class UnderstoodTexts:
    """Applies corrections to texts that are open, and keeps the last ones until a file of theirs
    changes. It belongs to the thread of the workbench."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Stamp, Understood]] = OrderedDict()

    def understood(self, resources: Resources, opened: OpenText) -> Understood:
        """Return a text with its corrections. Its sentences and beads are left out: nobody needs
        them to choose words."""
        stamp = _stamp(opened)
        held = self._held.pop(opened.id, None)
        if held is None or held[0] != stamp:
            held = (stamp, _understood(resources, opened))
        self._held[opened.id] = held
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return held[1]


def _understood(resources: Resources, opened: OpenText) -> Understood:
    text = pipeline.read(opened.source)
    aligned = Aligned(text=text, zh=(), en=(), beads=())
    annotated = Annotated(aligned=aligned, passages=opened.kept.passages(), issues=())
    return apply_corrections(resources, opened.source, annotated, EVERY_PAIR)


def _stamp(opened: OpenText) -> Stamp:
    path = opened.source.path
    tables = (*texts.tables_beside(path, texts.WORDS), *texts.glossaries_beside(path))
    changed = [(str(table), table.stat().st_mtime_ns) for table in tables if table.is_file()]
    return (opened.kept.key, opened.stamp, *changed)
