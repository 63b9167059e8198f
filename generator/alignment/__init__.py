"""Sentences of two languages to beads: which sentences translate which.

``split`` makes the sentences, ``evidence`` gathers what speaks for and against beads,
``bead_features`` scores them, ``search`` finds the best alignment through the scores. Nothing of
numpy is loaded before ``align`` is called.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.base.records import Bead, Sentence

if TYPE_CHECKING:
    from generator.alignment.bead_models import BeadModels
    from generator.alignment.evidence import Vectors

__all__ = ["align"]


def align(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    zh_terms: Sequence[Sequence[str]],
    en_terms: Sequence[Sequence[str]],
    translations: Callable[[str], Mapping[str, float]],
    vectors: "Vectors | None" = None,
    models: "BeadModels | None" = None,
) -> tuple[Bead, ...]:
    """Align two lists of sentences; the beads cover each sentence once, in order.

    ``zh_terms[i]`` are the words and numerals of Chinese sentence i, ``en_terms[j]`` the
    ``lexicon.english.terms`` of English sentence j; ``translations`` gives the English terms that a
    Chinese one may stand for, each with a strength between 0 and 1. ``vectors`` are the
    ``SpanVectors`` of both sides; without them words decide. A bead's confidence is its probability
    given all the evidence. Time and memory grow linearly with the text.
    """
    if not zh or not en:
        zh_alone = [Bead((i,), (), 1.0) for i in range(len(zh))]
        en_alone = [Bead((), (j,), 1.0) for j in range(len(en))]
        return (*zh_alone, *en_alone)
    from generator.alignment import passes
    from generator.alignment.evidence import gather

    gathered = gather(zh, en, zh_terms, en_terms, translations)
    return passes.beads(gathered, vectors, models)
