"""The stages in order: the table of contents of the program.

read -> sentences -> beads -> passages of tokens -> words to learn -> notes -> deck
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator import __version__, anki, embeddings, texts
from generator.alignment import align
from generator.alignment.doubts import belonging, gaps, stretches
from generator.alignment.fixed import fix
from generator.alignment.formats import format_bead
from generator.alignment.split import split_chinese, split_english
from generator.annotate import NO_NAMES, Annotator, TextNames
from generator.chinese import numbers
from generator.correct import correct
from generator.errors import InputError
from generator.lexicon import english
from generator.lexicon.dictionary import Dictionary
from generator.lexicon.translations import translator
from generator.output import output_errors, replace
from generator.records import AlignedRow, Bead, BilingualText, Correction, Deck, Issue, Passage, Sentence, Token, Word
from generator.study import choose_words

__all__ = ["Built", "Options", "Progress", "Source", "Study", "Workshop", "format_bead"]

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""
UNSURE = 0.5
"""Confidence under which the report counts a bead as unsure (calibration: DESIGN.md, alignment)."""
LONG_TITLE = 24
SHORT = 200
"""Sentences of both sides up to which words alone are tried first; where they leave no doubt, no vectors are needed (a second of CPU)."""
SURE_BY_WORDS = 0.9
"""Confidence that every bead must have for that."""
FEWEST = 3
"""Pairs from which on it can be said that two sides do not belong together (measured from 3 on: ``doubts.belonging``)."""
ENDINGS = tuple(".!?…。！？；;:：,，、—-”’\"')）】》")
QUOTED = 24
"""Characters of a sentence that the report quotes."""
SOURCES = Path(__file__).resolve().parent


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text on disk: one file with both languages, or two files."""

    path: Path
    """The file with both languages or with the Chinese; its stem names the deck, and corrections lie beside it."""
    english: Path | None = None
    beads: Path | None = None
    """What another aligner found between the lines of the two files."""

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
    include_unsure: bool = False
    """Make cards of pairs whose confidence is under UNSURE, too."""
    force: bool = False
    """Build even if nothing changed."""


DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text with its sentences and beads."""

    text: BilingualText
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    given: bool = False
    """Whether a person or another program made the alignment."""
    alike: float = 1.0
    """How far the two sides say the same: under 1 they do not belong together."""

    def rows(self) -> tuple[AlignedRow, ...]:
        """Return the alignment as lines of a table."""
        return tuple(
            AlignedRow(
                line, tuple(self.zh[i].text for i in b.zh), tuple(self.en[j].text for j in b.en), b.confidence, b.confidence < UNSURE
            )
            for line, b in enumerate(self.beads, 2)
        )


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that is known of a text before cards are made."""

    aligned: Aligned
    passages: tuple[Passage, ...]
    words: tuple[Word, ...]
    held: tuple[Token, ...]
    """Words of the text that other decks of the folder have cards for."""
    skipped: tuple[Word, ...]
    """Words that a person wants no card for."""
    corrections: tuple[Correction, ...]
    """Those that changed something."""
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
        if source.english and source.beads:
            return texts.read_aligned_pair(source.path, source.english, source.beads)
        return texts.read_pair(source.path, source.english) if source.english else texts.read_text(source.path)

    # -- align

    def align_text(self, text: BilingualText, rows: Sequence[AlignedRow] | None = None, where: str = "") -> Aligned:
        """Split both sides into sentences and align them, or take the alignment that is given.

        ``rows`` are a person's table, read from ``where``; without it the one that came with the text counts.
        """
        given = rows if rows is not None else text.rows
        if given is not None:
            return Aligned(text, *fix(text.zh, text.en, given, where or text.name), given=True)
        zh, en = split_chinese(text.zh), split_english(text.en)
        beads, alike = self._align(zh, en)
        return Aligned(text, zh, en, beads, alike=alike)

    def align_sentences(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> tuple[Bead, ...]:
        """Align sentences; every sentence is in one bead, in order. Without English every bead is one sentence, sure."""
        return self._align(zh, en)[0]

    def _align(self, zh: Sequence[Sentence], en: Sequence[Sentence]) -> tuple[tuple[Bead, ...], float]:
        """Align sentences, and measure how far the two sides say the same (``doubts.belonging``; under 1 they do not)."""
        if not zh or not en:
            return align(zh, en, [()] * len(zh), [()] * len(en), self._translations), 1.0
        zh_terms = []
        for index, sentence in enumerate(zh):
            self._progress("reading", index, len(zh))
            zh_terms.append(self.annotator.terms(sentence.text))
        en_terms = [english.terms(s.text) for s in en]
        self._progress("aligning", 0, 1)
        beads: tuple[Bead, ...] = ()
        alike = 0.0
        if not self._has_vectors() or len(zh) + len(en) <= SHORT:
            beads = align(zh, en, zh_terms, en_terms, self._translations)
            alike = belonging(beads, zh_terms, en_terms, self._translations)
        if self._has_vectors() and not (beads and alike >= 1 and min(b.confidence for b in beads) >= SURE_BY_WORDS):
            vectors = embeddings.span_vectors([s.text for s in zh]), embeddings.span_vectors([s.text for s in en])
            beads = align(zh, en, zh_terms, en_terms, self._translations, vectors)
            alike = belonging(beads, zh_terms, en_terms, self._translations, vectors)
        self._progress("aligning", 1, 1)
        return beads, alike

    def _has_vectors(self) -> bool:
        """Whether sentence vectors are wanted and their package is there (``_no_vectors`` says so where it is not)."""
        return self._wants_vectors and embeddings.available()

    def _no_vectors(self) -> list[Issue]:
        """Once for all texts: that the package of the vectors is wanted and not there."""
        if self._told or not self._wants_vectors or embeddings.available():
            return []
        self._told = True
        return [Issue("no-embeddings", embeddings.PACKAGE, "Not installed: sentences were aligned by words alone, a little less well.")]

    def align_lines(self, zh: Sequence[str], en: Sequence[str]) -> tuple[Bead, ...]:
        """Align two lists of lines as they are, one sentence a line, empty lines included."""
        return self.align_sentences(_line_sentences(zh), _line_sentences(en))

    def write_alignment(self, source: Source, *, force: bool = False, tmx: Path | None = None) -> tuple[Path, Aligned]:
        """Align a text and write the table for a person beside it, or TMX where that is asked for; return the file and what is in it.

        Raises InputError if there is a table already, unless ``force`` is given: a person's work may be in it.
        """
        path = tmx or texts.aligned_path(source.path)
        if tmx is None and path.exists() and not force:
            raise InputError(f"{path} is there already, perhaps with your corrections. Edit it; --force makes it anew, --print shows it.")
        aligned = self.align_text(self.read(source)) if tmx is None else self.aligned(source)
        content = (
            texts.render_tmx(aligned.rows(), aligned.text.script, __version__)
            if tmx
            else texts.render_aligned(aligned.rows()).encode("utf-8-sig")
        )
        with output_errors(path):
            replace({path: content})
        return path, aligned

    def aligned(self, source: Source) -> Aligned:
        """Read a text and align it, or take the alignment that a person or another program made."""
        return self.align_text(self.read(source), texts.read_aligned(source.path), str(texts.aligned_path(source.path)))

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

    def annotate_lines(self, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[Token, ...]]:
        """Annotate lines of Chinese with their English, one after the other; names and repeated words are found over all of them first."""
        names: TextNames = self.annotator.names(pairs) if pairs else NO_NAMES
        for number, (zh, en) in enumerate(pairs, 1):
            self._progress("understanding", number, len(pairs))
            yield self.annotator.tokens(zh, en, names)

    # -- choose

    def study(self, source: Source, held: frozenset[str] = frozenset(), options: Options = DEFAULTS) -> Study:
        """Read, align and annotate a text and choose its words. ``held`` are word keys that other decks have."""
        corrections = texts.read_corrections(source.path)
        aligned = self.aligned(source)
        text = aligned.text
        strangers = _strangers(aligned, source, options)
        where = str(texts.corrections_path(source.path))
        corrected = correct(self.passages(aligned, [c.word for c in corrections]), corrections, self.dictionary, where)
        usable = [(index, p) for index, p in enumerate(corrected.passages) if _is_sure(p, options)]
        chosen = choose_words(usable, self.annotator.word, corrected.is_skipped, lambda token: anki.word_key(token) in held)
        missing = self._no_vectors() if text.en and not aligned.given else []
        left_out = _left_out(corrected.passages, options)
        issues = (*text.issues, *missing, *strangers, *_unaligned(aligned), *left_out, *chosen.issues, *corrected.issues)
        return Study(aligned, corrected.passages, chosen.words, chosen.held, chosen.skipped, corrected.applied, issues)

    # -- package

    def build(self, source: Source, folder: Path, options: Options, now: int) -> Built:
        """Build the deck of a text into a folder, unless the same input was built there before."""
        package, _ = anki.paths(folder, source.name)
        mark = fingerprint(source, options, vectors=self._has_vectors())
        if not options.force and anki.up_to_date(folder, source.name, mark):
            return Built(source, package)
        study = self.study(source, anki.held_keys(folder, source.name) if folder.is_dir() else frozenset(), options)
        deck = make_deck(study, options)
        notes = anki.make_notes(deck, options.cards)
        if not notes:
            raise InputError(
                f"{source.path}: no sentence, and no word that other decks lack, is left to make a card of. No deck was built."
            )
        written = anki.write_deck(folder, deck, notes, now, mark)
        return Built(source, package, written, study, deck, (*study.issues, *anki.repeats(deck)))


def make_deck(study: Study, options: Options) -> Deck:
    """Put words and sentences of a text together; sentences get a card if there is something to read in them."""
    text = study.aligned.text
    sentences = [
        i
        for i, p in enumerate(study.passages)
        if (p.en or not text.en) and _is_sure(p, options) and any(t.kind == "word" for t in p.tokens)
    ]
    title = options.title or _short_title(text.meta.title_zh) or text.meta.title_en or text.name
    return Deck(text.name, title, text.meta, text.script, study.passages, study.words, tuple(sentences))


def _short_title(title: str) -> str:
    """The first of two titles that newspapers print over each other, if both together are long for a list of decks."""
    return title if len(title) <= LONG_TITLE else title.split(maxsplit=1)[0]


def fingerprint(source: Source, options: Options, *, vectors: bool) -> str:
    """Hash of all that decides a deck, apart from the other decks of its folder: input, corrections, options, program."""
    sidecars = (texts.corrections_path(source.path), texts.aligned_path(source.path))
    files = [source.path, *filter(None, (source.english, source.beads)), *(path for path in sidecars if path.is_file())]
    chosen = (__version__, _program(), options.title, ",".join(sorted(options.cards)), options.include_unsure, vectors)
    hashed = sha256("\0".join(map(str, chosen)).encode())
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
    """Sentences without a counterpart, in a text that has a translation, one issue for a run of them; and where sentences match badly."""
    if not aligned.en:
        return []
    found = []
    for gap in gaps(aligned.beads):
        if gap.zh[0] < gap.zh[1]:
            detail = "No English was found for it: its words get cards, the sentence none."
            found.append(Issue("no-translation", _run(aligned.zh[slice(*gap.zh)]), detail))
        if gap.en[0] < gap.en[1]:
            found.append(Issue("no-original", _run(aligned.en[slice(*gap.en)]), "No Chinese was found for it; it is on no card."))
    for part in () if aligned.given else stretches(aligned.beads):
        detail = "They match badly: paragraphs may stand in another order in one language, or sentences may be missing here and there."
        found.append(Issue("bad-match", f"{_run(aligned.zh[slice(*part.zh)])} / {_run(aligned.en[slice(*part.en)])}", detail))
    return found


def _run(sentences: Sequence[Sentence]) -> str:
    """Name a run of sentences by the first, the last, and how many they are."""
    first, last = sentences[0].text, sentences[-1].text
    return first if len(sentences) == 1 else f"{len(sentences)} sentences from {first[:QUOTED]!r} to {last[:QUOTED]!r}"


def _is_sure(passage: Passage, options: Options) -> bool:
    """Whether a passage may be on cards: its pair is sure, or was asked for, or there is no pair to be unsure of."""
    return options.include_unsure or not passage.en or passage.confidence >= UNSURE


def _strangers(aligned: Aligned, source: Source, options: Options) -> list[Issue]:
    """Raise InputError where the two sides are no translations of each other; where that was waved through, say so."""
    if aligned.alike >= 1 or len(aligned.beads) < FEWEST:
        return []
    found = "The Chinese and the English do not say the same: they seem to be two different texts, or most of one is missing."
    if not options.include_unsure:
        raise InputError(f"{source.path}: {found} Check that they belong together; if they do, build with --include-unsure.")
    return [Issue("two-texts", str(source.path), found)]


def _left_out(passages: Sequence[Passage], options: Options) -> list[Issue]:
    detail = "This pair is unsure, so it makes no cards. Correct it in the table of cli.py align, or build with --include-unsure."
    return [Issue("unsure", f"No. {p.number}: {p.zh[:QUOTED]} / {p.en[:QUOTED]}", detail) for p in passages if not _is_sure(p, options)]


def _line_sentences(lines: Sequence[str]) -> tuple[Sentence, ...]:
    found, at = [], 0
    for line in lines:
        found.append(Sentence(at, at + len(line), line, 0))
        at += len(line) + 1
    return tuple(found)
