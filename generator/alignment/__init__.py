"""Sentences of two languages to beads: which sentences translate which.

``split`` makes the sentences, ``evidence`` gathers what speaks for and against beads,
``bead_features`` scores them, ``search`` finds the best alignment through the scores. Nothing of
numpy is loaded before ``align`` is called.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator.alignment.alignment_side import AlignmentSide, vectors_of
from generator.base.records import Bead

if TYPE_CHECKING:
    from generator.alignment.bead_models import BeadModels

__all__ = ["AlignmentSide", "align"]


def align(
    zh: AlignmentSide,
    en: AlignmentSide,
    translations: Callable[[str], Mapping[str, float]],
    models: "BeadModels | None" = None,
) -> tuple[Bead, ...]:
    """Align the sentences of two sides; the beads cover each sentence once, in order.

    ``translations`` gives the English terms that a Chinese one may stand for, each with a strength
    between 0 and 1. A bead's confidence is its probability given all the evidence. Time and memory
    grow linearly with the text.
    """
    if not zh.sentences or not en.sentences:
        zh_alone = [Bead((i,), (), 1.0) for i in range(len(zh.sentences))]
        en_alone = [Bead((), (j,), 1.0) for j in range(len(en.sentences))]
        return (*zh_alone, *en_alone)
    from generator.alignment import passes
    from generator.alignment.evidence import gather

    return passes.beads(gather(zh, en, translations), vectors_of(zh, en), models)
