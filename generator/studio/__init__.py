"""The studio: the same stages on pages of the learner's own machine.

A workspace is a folder, its truth the files that the command line reads and writes; nothing is
decided here that is decided there. ``docs/studio.md`` says how it is built.
"""

from generator.studio.server import serve

__all__ = ["serve"]
