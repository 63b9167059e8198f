"""What the stages share: data, models and look-ups, opened once for one text or many."""

from collections.abc import Callable

from generator import audio
from generator.annotation.annotator import Annotator
from generator.base.records import Issue
from generator.chinese import numbers
from generator.chinese.script import simplify
from generator.chinese.zhuyin import zhuyin
from generator.display import ChineseLookups
from generator.lexicon.characters import Characters
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.near_glosses import NearGlosses
from generator.lexicon.translations import translator
from generator.vectors import PACKAGE, available, word_vectors

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""
MAX_REMEMBERED = 60_000
"""Forms looked up, after some 200 articles, at which a run over many texts forgets them and what
hangs on them (a kilobyte or two each)."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""


class Resources:
    """Dictionary, annotator, translations, look-ups for cards, vectors and voices.

    Take them from here each time they are needed: ``forget_if_many`` opens them anew.
    """

    def __init__(self, progress: Progress = no_progress, *, vectors: bool = True) -> None:
        """``vectors``: let vectors help with alignment and links, where their package is
        installed."""
        self.wants_vectors = vectors
        self.progress = progress
        self._missing_vectors_reported = False
        self._voices: dict[str, audio.Engine] = {}
        self._open()

    def _open(self) -> None:
        """Open what remembers what it was asked, with nothing remembered."""
        self.dictionary = Dictionary()
        alone = word_vectors.alone if self.has_vectors() else None
        self.annotator = Annotator(self.dictionary, alone)
        self.translations = translator(
            self.dictionary.entries, self.dictionary.syllables, numbers.value
        )
        characters = Characters(self.dictionary)
        self.card_lookups = ChineseLookups(
            zhuyin=zhuyin,
            traditional=self.annotator.traditional,
            simplified=simplify,
            character=characters.facts,
            drawing=characters.drawing,
            spoken=self.annotator.spoken,
            readings=self.dictionary.readings,
            homophones=self.dictionary.homophones,
            near=NearGlosses(self.dictionary.related).near,
        )

    def forget_if_many(self) -> None:
        """Open everything anew where so many forms are remembered that memory would grow."""
        if self.dictionary.remembered > MAX_REMEMBERED:
            self._open()

    def has_vectors(self) -> bool:
        """Tell whether sentence vectors are wanted and their package is installed."""
        return self.wants_vectors and available()

    def missing_vectors(self) -> list[Issue]:
        """Return, once for all texts, that the package of the vectors is wanted and not there."""
        if self._missing_vectors_reported or not self.wants_vectors or available():
            return []
        self._missing_vectors_reported = True
        detail = (
            "Not installed: sentences were aligned, and words linked, by the dictionary alone, less"
            " well."
        )
        return [Issue(kind="no-embeddings", where=PACKAGE, detail=detail)]

    def voice(self, engine: str) -> audio.Engine:
        """Return what speaks; loaded once for all texts."""
        if engine not in self._voices:
            self._voices[engine] = audio.engine(engine)
        return self._voices[engine]
