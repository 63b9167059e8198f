"""Beads as text: one a line, ``[0, 1]:[0]:0.97``, the notation of Vecalign and Bertalign with a
confidence behind it."""

from generator.base.records import Bead


def format_bead(bead: Bead) -> str:
    """Write a bead: zero-based Chinese numbers, English numbers, confidence; an empty side is
    ``[]``."""
    return f"{list(bead.zh)}:{list(bead.en)}:{bead.confidence:.2f}"
