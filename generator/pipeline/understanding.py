"""A text becomes passages of tokens, corrected by a person: what depends on nothing but the
text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import texts
from generator.annotation.corrections import correct
from generator.annotation.speaker_tokens import with_speakers
from generator.annotation.text_names import NO_NAMES
from generator.base.records import BilingualText, Correction, Issue, Passage, Token
from generator.pipeline.aligning import align_source, align_text
from generator.pipeline.alignment_issues import left_out, two_texts, unaligned
from generator.pipeline.reading import read
from generator.pipeline.resources import Resources
from generator.pipeline.stages import (
    DEFAULTS,
    Aligned,
    Annotated,
    BuildOptions,
    Source,
    Understood,
)

ENDINGS = tuple(".!?…。！？；;:：,，、—-”’\"')）】》")
"""What a sentence ends with; a title or a signature has none of these."""


def understand(
    resources: Resources,
    source: Source,
    options: BuildOptions = DEFAULTS,
    *,
    chinese_alone: bool = False,
) -> Understood:
    """Read, align and annotate a text and apply its corrections.

    This is what costs time. ``chinese_alone``: as if there were no translation, in less than half
    the time.
    """
    annotated = annotate_source(resources, source, options, chinese_alone=chinese_alone)
    return apply_corrections(resources, source, annotated, options)


def annotate_source(
    resources: Resources,
    source: Source,
    options: BuildOptions = DEFAULTS,
    *,
    chinese_alone: bool = False,
) -> Annotated:
    """Read, align and annotate a text, cut as a person's corrections say; what these say of
    readings and meanings is not applied yet. See ``understand``."""
    resources.forget_if_many()
    if chinese_alone:
        aligned = align_text(resources, replace(read(source), en="", rows=None))
    else:
        aligned = align_source(resources, source)
    corrections = corrections_of(source, aligned.text)
    odd = two_texts(aligned, source, options)
    passages = annotate(resources, aligned, corrections)
    missing = resources.missing_vectors() if aligned.text.en else []
    issues = (*aligned.text.issues, *missing, *odd, *unaligned(aligned))
    return Annotated(aligned=aligned, passages=passages, issues=issues)


def corrections_of(source: Source, text: BilingualText) -> tuple[Correction, ...]:
    """Return all that persons wrote about the words of a text: beside it, in it, for its class."""
    return texts.read_corrections(source.path, (*source.listed, *text.own_words))


def apply_corrections(
    resources: Resources, source: Source, annotated: Annotated, options: BuildOptions = DEFAULTS
) -> Understood:
    """Give an annotated text the readings and meanings that persons wrote."""
    aligned = annotated.aligned
    corrections = corrections_of(source, aligned.text)
    corrected = correct(annotated.passages, corrections, resources.annotator.entries)
    issues = (
        *annotated.issues,
        *left_out(corrected.passages, options),
        *_unused_words(aligned.text, corrected.passages),
        *corrected.issues,
    )
    return Understood(aligned=aligned, corrected=corrected, issues=issues)


def annotate(
    resources: Resources, aligned: Aligned, corrections: Sequence[Correction] = ()
) -> tuple[Passage, ...]:
    """Join the sentences of each bead that has Chinese, and annotate their words, cut as
    ``corrections`` say."""
    beads = [bead for bead in aligned.beads if bead.zh]
    pairs = []
    for bead in beads:
        zh = [aligned.zh[i].text for i in bead.zh]
        en = [aligned.en[j].text for j in bead.en]
        pairs.append(passage_texts(zh, en))
    annotator = resources.annotator
    names = annotator.names(pairs, corrections)
    all_tokens = []
    for number, tokens in enumerate(annotator.all_tokens(pairs, names), 1):
        resources.progress("understanding", number, len(pairs))
        all_tokens.append(tokens)
    english = [en for _, en in pairs]
    terms = annotator.terms_of(list(zip(english, all_tokens, strict=True)))
    passages = [
        Passage(
            number=number,
            zh=zh,
            en=en,
            tokens=all_tokens[number - 1],
            confidence=beads[number - 1].confidence,
            terms=terms[number - 1],
        )
        for number, (zh, en) in enumerate(pairs, 1)
    ]
    return with_speakers(passages, aligned.text.speakers)


def annotate_lines(
    resources: Resources, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[Token, ...]]:
    """Annotate lines of Chinese with their English, one after the other; names and repeated words
    are found over all of them first."""
    annotator = resources.annotator
    names = annotator.names(pairs) if pairs else NO_NAMES
    for number, tokens in enumerate(annotator.all_tokens(pairs, names), 1):
        resources.progress("understanding", number, len(pairs))
        yield tokens


def passage_texts(zh: Sequence[str], en: Sequence[str]) -> tuple[str, str]:
    """Return the two texts of a passage that is made of sentences."""
    return _joined(zh, ""), _joined([" ".join(sentence.split()) for sentence in en], " ")


def _joined(sentences: Sequence[str], space: str) -> str:
    """Join the sentences of one side; a line that no full stop ends (a title, a signature) keeps
    its line break."""
    joined = ""
    for sentence in sentences:
        if joined:
            joined += space if joined[-1:] in ENDINGS else "\n"
        joined += sentence
    return joined


def _unused_words(text: BilingualText, passages: Sequence[Passage]) -> list[Issue]:
    """Report the words of the text's own list that no sentence has as a word."""
    forms: set[str] = set()
    for passage in passages:
        for token in passage.tokens:
            forms |= {token.text, token.headword}
    unused = [line.word for line in text.own_words if line.word not in forms]
    if not unused:
        return []
    detail = f"Of the text's own word list, no sentence has as a word: {'、'.join(unused)}."
    return [Issue("own-words", text.name, detail)]
