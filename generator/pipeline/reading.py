"""A source on disk becomes a text."""

from dataclasses import replace

from generator import texts
from generator.base.records import BilingualText
from generator.pipeline.stages import Source


def read(source: Source) -> BilingualText:
    """Read a text and its translation; raises InputError with what is wrong."""
    if source.english and source.beads:
        text = texts.read_aligned_pair(source.path, source.english, source.beads)
        return replace(text, speakers=texts.speakers_of(text))
    if source.english:
        text = texts.read_pair(source.path, source.english, source.format)
    else:
        text = texts.read_text(source.path, source.format)
    return replace(text, name=source.name, speakers=texts.speakers_of(text))
