"""The stages in order: the table of contents of the program.

    read -> sentences -> beads -> passages of tokens -> words to learn -> notes -> deck
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator import __version__, anki, embeddings, texts
from generator.alignment import align
from generator.alignment.formats import format_bead
from generator.alignment.split import split_chinese, split_english
from generator.annotate import NO_NAMES, Annotator, TextNames
from generator.chinese import numbers
from generator.correct import correct, matcher
from generator.lexicon import english
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.translations import translator
from generator.records import Bead, BilingualText, Correction, Deck, Issue, Passage, Sentence, Token, Word
from generator.study import choose_words

__all__ = ["Built", "Options", "Progress", "Source", "Study", "Workshop", "format_bead"]

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""
UNSURE = 0.5
"""Confidence under which the report counts a bead as unsure (calibration: DESIGN.md, alignment)."""
LONG_TITLE = 24
ENDINGS = tuple(".!?…。！？；;:：,，、—-”’\"')）】》")
SOURCES = Path(__file__).resolve().parent


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text on disk: one file with both languages, or two files."""

    path: Path
    """The file with both languages or with the Chinese; its stem names the deck, and corrections lie beside it."""
    english: Path | None = None

    @property
    def name(self) -> str:
        """The name of the text's deck file."""
        return texts.name_of(self.path)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose for a build."""

    title: str = ""
    """Title of the deck; the text's own where empty."""
    cards: frozenset[str] = anki.DEFAULT_CARDS
    force: bool = False
    """Build even if nothing changed."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text with its sentences and beads."""

    text: BilingualText
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that is known of a text before cards are made."""

    aligned: Aligned
    passages: tuple[Passage, ...]
    words: tuple[Word, ...]
    held: tuple[Token, ...]
    """Words of the text that other decks of the folder have cards for."""
    corrections: tuple[Correction, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of one build; ``written`` and ``study`` are None where the deck was up to date."""

    source: Source
    package: Path
    written: anki.Written | None = None
    study: Study | None = None
    deck: Deck | None = None
    issues: tuple[Issue, ...] = field(default=())


class Workshop:
    """The stages with the data that they share, for one text or many."""

    def __init__(self, progress: Progress = no_progress, *, embeddings: bool = True) -> None:
        """``embeddings``: let sentence vectors help with alignment, where their package is installed."""
        self.dictionary = Dictionary()
        self.annotator = Annotator(self.dictionary)
        self._translations = translator(self.dictionary.entries, self.dictionary.syllables, numbers.value)
        self._progress = progress
        self._wants_vectors = embeddings
        self._told = False

    # -- read

    def read(self, source: Source) -> BilingualText:
        """Read a text and its translation; raises InputError with what is wrong."""
        return texts.read_pair(source.path, source.english) if source.english else texts.read_text(source.path)

    # -- align

    def align_text(self, text: BilingualText) -> Aligned:
        """Split both sides into sentences and align them."""
        zh, en = split_chinese(text.zh), split_english(text.en)
        return Aligned(text, zh, en, self.align_sentences(zh, en))

    def align_sentences(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> tuple[Bead, ...]:
        """Align sentences; every sentence is in one bead, in order. Without English every bead is one sentence, sure."""
        if not en:
            return tuple(Bead((i,), (), 1.0) for i in range(len(zh)))
        zh_terms = []
        for index, sentence in enumerate(zh):
            self._progress("reading", index, len(zh))
            zh_terms.append(self.annotator.terms(sentence.text))
        self._progress("aligning", 0, 1)
        beads = align(zh, en, zh_terms, [english.terms(s.text) for s in en], self._translations, self._vectors(zh, en))
        self._progress("aligning", 1, 1)
        return beads

    def _vectors(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> tuple[embeddings.SpanVectors, embeddings.SpanVectors] | None:
        """Vectors of both sides, or None where they are not wanted or their package is not there (``_no_vectors`` says so)."""
        if not (self._wants_vectors and embeddings.available()):
            return None
        return embeddings.span_vectors([s.text for s in zh]), embeddings.span_vectors([s.text for s in en])

    def _no_vectors(self) -> list[Issue]:
        """Once for all texts: that the package of the vectors is wanted and not there."""
        if self._told or not self._wants_vectors or embeddings.available():
            return []
        self._told = True
        return [Issue("no-embeddings", embeddings.PACKAGE, "Not installed: sentences were aligned by words alone, a little less well.")]

    def align_lines(self, zh: Sequence[str], en: Sequence[str]) -> tuple[Bead, ...]:
        """Align two lists of lines as they are, one sentence a line, empty lines included."""
        return self.align_sentences(_line_sentences(zh), _line_sentences(en))

    # -- annotate

    def passages(self, aligned: Aligned, own_words: Iterable[str] = ()) -> tuple[Passage, ...]:
        """Join the sentences of each bead that has Chinese, and annotate their words. ``own_words`` are words of a person."""
        pairs = [(_chinese(aligned, bead), _english(aligned, bead), bead.confidence) for bead in aligned.beads if bead.zh]
        names = self.annotator.names([(zh, en) for zh, en, _ in pairs], own_words)
        found = []
        for number, (zh, en, confidence) in enumerate(pairs, 1):
            self._progress("understanding", number, len(pairs))
            found.append(Passage(number, zh, en, self.annotator.tokens(zh, en, names), confidence))
        return tuple(found)

    def annotate_lines(self, pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[Token, ...]]:
        """Annotate lines of Chinese with their English; names and repeated words are found over all of them."""
        names: TextNames = self.annotator.names(pairs) if pairs else NO_NAMES
        return [self.annotator.tokens(zh, en, names) for zh, en in pairs]

    # -- choose

    def study(self, source: Source, held: frozenset[str] = frozenset()) -> Study:
        """Read, align and annotate a text and choose its words. ``held`` are word keys that other decks have."""
        corrections = texts.read_corrections(source.path)
        text = self.read(source)
        aligned = self.align_text(text)
        where = str(texts.corrections_path(source.path))
        passages, unused = correct(self.passages(aligned, [c.word for c in corrections]), corrections, self.dictionary, where)
        find = matcher(corrections)
        words, known, unglossed = choose_words(
            passages, self.annotator.word, lambda token: (found := find(token)) is not None and found.skip, lambda token: anki.word_key(token) in held
        )
        issues = (*text.issues, *(self._no_vectors() if text.en else []), *_unaligned(aligned), *unglossed, *unused)
        return Study(aligned, passages, words, known, corrections, issues)

    # -- package

    def build(self, source: Source, folder: Path, options: Options, now: int) -> Built:
        """Build the deck of a text into a folder, unless the same input was built there before."""
        package, _ = anki.paths(folder, source.name)
        mark = fingerprint(source, options, vectors=self._wants_vectors and embeddings.available())
        if not options.force and anki.up_to_date(folder, source.name, mark):
            return Built(source, package)
        study = self.study(source, anki.held_keys(folder, source.name) if folder.is_dir() else frozenset())
        deck = make_deck(study, options)
        notes = anki.make_notes(deck, options.cards)
        written = anki.write_deck(folder, deck, notes, now, mark)
        return Built(source, package, written, study, deck, (*study.issues, *anki.repeats(deck)))


def make_deck(study: Study, options: Options) -> Deck:
    """Put words and sentences of a text together; sentences get a card if there is something to read in them."""
    text = study.aligned.text
    sentences = [i for i, p in enumerate(study.passages) if (p.en or not text.en) and any(t.kind == "word" for t in p.tokens)]
    title = options.title or _short_title(text.meta.title_zh) or text.meta.title_en or text.name
    return Deck(text.name, title, text.meta, text.script, study.passages, study.words, tuple(sentences))


def _short_title(title: str) -> str:
    """The first of two titles that newspapers print over each other, if both together are long for a list of decks."""
    return title if len(title) <= LONG_TITLE else title.split()[0]


def fingerprint(source: Source, options: Options, *, vectors: bool) -> str:
    """Hash of all that decides a deck, apart from the other decks of its folder: input, corrections, options, program."""
    corrections = texts.corrections_path(source.path)
    files = [source.path, *([source.english] if source.english else []), *([corrections] if corrections.is_file() else [])]
    hashed = sha256(f"{__version__}\0{_program()}\0{options.title}\0{','.join(sorted(options.cards))}\0{vectors}".encode())
    for path in files:
        hashed.update(sha256(texts.read_bytes(path)).digest())
    return hashed.hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Hash of the program's own files; the large data files count by what the manifest says of them."""
    hashed = sha256()
    for path in sorted(p for p in SOURCES.rglob("*") if p.suffix in {".py", ".html", ".css", ".toml", ".tsv"}):
        hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()


def _chinese(aligned: Aligned, bead: Bead) -> str:
    return _joined([aligned.zh[i].text for i in bead.zh], "")


def _english(aligned: Aligned, bead: Bead) -> str:
    return _joined([" ".join(aligned.en[j].text.split()) for j in bead.en], " ")


def _joined(sentences: Sequence[str], space: str) -> str:
    """Join the sentences of one side; a line that no full stop ends (a title, a signature) keeps its line break."""
    joined = ""
    for sentence in sentences:
        joined += (space if joined[-1:] in ENDINGS else "\n") + sentence if joined else sentence
    return joined


def _unaligned(aligned: Aligned) -> list[Issue]:
    """Sentences without a counterpart, in a text that has a translation."""
    if not aligned.en:
        return []
    found = []
    for bead in aligned.beads:
        if not bead.en:
            found.append(Issue("no-translation", _chinese(aligned, bead), "No English was found for it: its words get cards, the sentence none."))
        elif not bead.zh:
            found.append(Issue("no-original", _english(aligned, bead), "No Chinese was found for it; it is on no card."))
    return found


def _line_sentences(lines: Sequence[str]) -> tuple[Sentence, ...]:
    found, at = [], 0
    for line in lines:
        found.append(Sentence(at, at + len(line), line, 0))
        at += len(line) + 1
    return tuple(found)
