"""A text becomes sentences and beads: aligned here, or as a person or another program did it."""

from collections.abc import Sequence, Set
from dataclasses import replace
from pathlib import Path

from generator import __version__, texts
from generator.alignment import AlignmentSide, align
from generator.alignment.doubts import belonging
from generator.alignment.fixed import fix
from generator.alignment.split import split_chinese, split_english
from generator.base.errors import InputError
from generator.base.files import save
from generator.base.records import AlignedRow, Bead, BilingualText, Sentence
from generator.lexicon import english
from generator.pipeline.reading import read
from generator.pipeline.resources import Resources
from generator.pipeline.stages import Aligned, Source
from generator.vectors import span_vectors

TRY_WORDS_FIRST = 200
"""Texts of at most this many sentences (Chinese + English) are first aligned without vectors. If
every bead is then certain, their model need not be loaded, which saves a second of CPU."""
SURE_BY_WORDS = 0.9
"""Confidence that every bead must have for that."""

Sentences = Sequence[Sentence]


def align_source(resources: Resources, source: Source) -> Aligned:
    """Read a text and align it, or take the alignment that a person or another program made."""
    rows = texts.read_aligned(source.path)
    return align_text(resources, read(source), rows, str(texts.aligned_path(source.path)))


def align_text(
    resources: Resources,
    text: BilingualText,
    rows: Sequence[AlignedRow] | None = None,
    where: str = "",
) -> Aligned:
    """Split both sides into sentences and align them, or take the alignment that is given.

    ``rows`` are a person's table, read from ``where``; without it the one that came with the text
    counts.
    """
    given = rows if rows is not None else text.rows
    if given is None:
        zh, en = split_chinese(text.zh), split_english(text.en)
        beads, alike = _align_around(text.headings, resources, zh, en)
        return Aligned(text=text, zh=zh, en=en, beads=beads, alike=alike)
    zh, en, beads = fix(text.zh, text.en, given, where or text.name)
    # A long text in turns alternates not by chance, and a person's table is not doubted.
    is_doubted = rows is None and len(zh) + len(en) <= TRY_WORDS_FIRST
    alike = _belonging(resources, zh, en, beads) if is_doubted else 1.0
    return Aligned(text=text, zh=zh, en=en, beads=beads, given=True, alike=alike)


def align_lines(resources: Resources, zh: Sequence[str], en: Sequence[str]) -> tuple[Bead, ...]:
    """Align two lists of lines as they are, one sentence a line, empty lines included.

    Every line is in one bead, in order. Without English every bead is one sentence, sure.
    """
    return _align(resources, _line_sentences(zh), _line_sentences(en))[0]


def write_alignment(
    resources: Resources, source: Source, *, force: bool = False, tmx: Path | None = None
) -> tuple[Path, Aligned]:
    """Align a text and write the table for a person beside it, or TMX where that is asked for;
    return the file and what is in it.

    Raises InputError if there is a table already, unless ``force`` is given: a person's work may
    be in it.
    """
    if tmx:
        aligned = align_source(resources, source)
        save(tmx, texts.render_tmx(aligned.rows(), aligned.text.script, __version__))
        return tmx, aligned
    path = texts.aligned_path(source.path)
    if path.exists() and not force:
        raise InputError(
            f"{path} is there already, perhaps with your corrections. Edit it; --force makes it"
            " anew, --print shows it."
        )
    aligned = align_text(resources, read(source))
    save(path, texts.render_aligned(aligned.rows()).encode("utf-8-sig"))
    return path, aligned


def _align_around(
    headings: Set[str], resources: Resources, zh: Sentences, en: Sentences
) -> tuple[tuple[Bead, ...], float]:
    """Align sentences as ``_align`` does, headings of one language apart from the others."""
    zh_left = [index for index, one in enumerate(zh) if one.text not in headings]
    en_left = [index for index, one in enumerate(en) if one.text not in headings]
    found, alike = _align(resources, [zh[i] for i in zh_left], [en[j] for j in en_left])
    beads: list[Bead] = []
    for bead in found:
        zh_sentences = tuple(zh_left[i] for i in bead.zh)
        en_sentences = tuple(en_left[j] for j in bead.en)
        beads.append(replace(bead, zh=zh_sentences, en=en_sentences))
    for i in set(range(len(zh))).difference(zh_left):
        later = [at for at, bead in enumerate(beads) if bead.zh > (i,)]
        beads.insert(min(later, default=len(beads)), Bead(zh=(i,), en=(), confidence=1.0))
    for j in set(range(len(en))).difference(en_left):
        later = [at for at, bead in enumerate(beads) if bead.en > (j,)]
        beads.insert(min(later, default=len(beads)), Bead(zh=(), en=(j,), confidence=1.0))
    return tuple(beads), alike


def _align(resources: Resources, zh: Sentences, en: Sentences) -> tuple[tuple[Bead, ...], float]:
    """Align sentences, and measure how far the two sides say the same (``doubts.belonging``; under
    1 they do not)."""
    translations = resources.translations
    if not zh or not en:
        zh_alone, en_alone = AlignmentSide(zh, ()), AlignmentSide(en, ())
        return align(zh_alone, en_alone, translations), 1.0
    zh_terms = []
    for index, sentence in enumerate(zh):
        resources.progress("reading", index, len(zh))
        zh_terms.append(resources.annotator.terms(sentence.text))
    zh_side, en_side = AlignmentSide(zh, zh_terms), AlignmentSide(en, _english_terms(en))
    resources.progress("aligning", 0, 1)
    beads: tuple[Bead, ...] = ()
    alike = 0.0
    if not resources.has_vectors() or len(zh) + len(en) <= TRY_WORDS_FIRST:
        beads = align(zh_side, en_side, translations)
        alike = belonging(beads, zh_side, en_side, translations)
    if resources.has_vectors() and not _is_certain(beads, alike):
        zh_side, en_side = _with_vectors(zh_side), _with_vectors(en_side)
        beads = align(zh_side, en_side, translations)
        alike = belonging(beads, zh_side, en_side, translations)
    resources.progress("aligning", 1, 1)
    return beads, alike


def _with_vectors(side: AlignmentSide) -> AlignmentSide:
    return replace(side, vectors=span_vectors([sentence.text for sentence in side.sentences]))


def _english_terms(sentences: Sentences) -> list[tuple[str, ...]]:
    return [english.terms(sentence.text) for sentence in sentences]


def _is_certain(beads: Sequence[Bead], alike: float) -> bool:
    if not beads or alike < 1:
        return False
    return min(bead.confidence for bead in beads) >= SURE_BY_WORDS


def _belonging(resources: Resources, zh: Sentences, en: Sentences, beads: Sequence[Bead]) -> float:
    """Return how far two sides that came aligned say the same, by their words."""
    if not zh or not en:
        return 1.0
    zh_terms = [resources.annotator.terms(sentence.text) for sentence in zh]
    zh_side, en_side = AlignmentSide(zh, zh_terms), AlignmentSide(en, _english_terms(en))
    return belonging(beads, zh_side, en_side, resources.translations)


def _line_sentences(lines: Sequence[str]) -> tuple[Sentence, ...]:
    found = []
    at = 0
    for line in lines:
        found.append(Sentence(start=at, end=at + len(line), text=line, paragraph=0))
        at += len(line) + 1
    return tuple(found)
