"""The stages in order: the table of contents of the program.

    source -> text -> sentences -> beads -> passages of tokens -> words to learn -> notes -> deck
    read      align_source                  understand            choose            build

To *understand* needs the text alone (``batch.py``), to *choose* the learner and other decks, too.
"""

from collections.abc import Set

from generator import anki
from generator.base.words import WordKey
from generator.pipeline.aligning import align_lines, align_source, align_text, write_alignment
from generator.pipeline.building import build, is_built, make_notes
from generator.pipeline.choosing import choose, deck_title, make_deck
from generator.pipeline.deck_folder import look_into
from generator.pipeline.reading import read
from generator.pipeline.resources import Progress, Resources
from generator.pipeline.stages import DEFAULTS, BuildOptions, Built, Source, Study, Understood
from generator.pipeline.understanding import annotate, annotate_lines, understand

__all__ = [
    "BuildOptions",
    "Built",
    "Progress",
    "Resources",
    "Source",
    "Study",
    "Understood",
    "align_lines",
    "align_source",
    "align_text",
    "annotate",
    "annotate_lines",
    "build",
    "choose",
    "deck_title",
    "is_built",
    "look_into",
    "make_deck",
    "make_notes",
    "read",
    "study_text",
    "understand",
    "write_alignment",
]


def study_text(
    resources: Resources,
    source: Source,
    options: BuildOptions = DEFAULTS,
    *,
    held: Set[WordKey] = frozenset(),
    ledger: anki.Ledger = anki.NO_LEDGER,
) -> Study:
    """Read, align and annotate a text and choose its words."""
    text = understand(resources, source, options)
    order = options.card_options.get("order", "text")
    return choose(resources, text, options, order=order, held=held, ledger=ledger)
