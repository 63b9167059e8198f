"""Texts as they are understood, a few in memory: the numbers of a build need them at each click."""

from collections import OrderedDict

from generator import pipeline, texts
from generator.pipeline import BuildOptions, Resources, Source, Understood

MAX_HELD = 3
"""Texts in memory."""
EVERY_PAIR = BuildOptions(include_unsure=True)
Stamp = tuple[tuple[str, int], ...]


class UnderstoodTexts:
    """Understands texts, and keeps the last ones until a file of theirs changes. It belongs to the
    thread of the workbench."""

    def __init__(self) -> None:
        self._held: OrderedDict[Source, tuple[Stamp, Understood]] = OrderedDict()

    def understood(self, resources: Resources, source: Source) -> Understood:
        """Return a text with its corrections."""
        stamp = _stamp(source)
        held = self._held.pop(source, None)
        if held is None or held[0] != stamp:
            held = (stamp, pipeline.understand(resources, source, EVERY_PAIR))
        self._held[source] = held
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return held[1]


def _stamp(source: Source) -> Stamp:
    files = [path for path in (source.path, source.english) if path]
    files += texts.tables_beside(source.path, texts.WORDS)
    files += texts.tables_beside(source.path, texts.ALIGNED)
    files += texts.glossaries_beside(source.path)
    return tuple((str(path), path.stat().st_mtime_ns) for path in files if path.is_file())
