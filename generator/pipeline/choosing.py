"""Which words of a text are to be learnt, and the deck that they make."""

from collections.abc import Callable, Collection, Set
from dataclasses import replace

from generator import anki
from generator.annotation.text_names import NAMELESS
from generator.base.records import BilingualText, Deck, Passage, Token, Word
from generator.base.words import (
    HeadwordKey,
    WordKey,
    headword_key,
    is_meaning_known,
    sentence_key,
    word_key,
)
from generator.chinese.script import simplify
from generator.pipeline import known_words
from generator.pipeline.alignment_issues import is_sure
from generator.pipeline.resources import Resources
from generator.pipeline.stages import DEFAULTS, BuildOptions, Study, Understood
from generator.study import SelectionOptions, Status, choose_words

HSK = "2025"
"""The syllabus that ``--hsk`` means unless another is named."""
LEVELS_OFFERED = (1, 2, 3, 4, 5)
"""Levels of which a report says what they would leave."""
MAX_TITLE = 24
"""Characters above which two titles that stand one over the other are too long for a list of
decks."""


def choose(
    resources: Resources,
    text: Understood,
    options: BuildOptions = DEFAULTS,
    *,
    order: str = "text",
    held: Set[WordKey] = frozenset(),
    ledger: anki.Ledger = anki.NO_LEDGER,
) -> Study:
    """Choose the words of a text that are to be learnt, in an order of study (``text``,
    ``reading``, ``frequency``, ``level``).

    ``held`` are words that other decks have. ``ledger`` is that of the text's deck: that the
    learner's Anki knows a word which this deck teaches is no reason to drop it, and its card keeps
    its sentence.
    """
    annotator, wanted = resources.annotator, options.selection
    corrected = text.corrected
    if wanted.names:
        passages = tuple(annotator.named(passage) for passage in corrected.passages)
        corrected = replace(corrected, passages=passages)
    passages = corrected.passages
    status = word_status(
        resources, options, held=held, own=ledger.words, is_skipped=corrected.is_skipped
    )

    def word(token: Token, passage: int) -> Word:
        guessable = wanted.known.is_guessable(token.headword)
        return replace(annotator.word(token, passage), guessable=guessable)

    usable = [index for index, passage in enumerate(passages) if is_sure(passage, options)]
    request = SelectionOptions(
        order=order,
        max_words=wanted.max_words,
        coverage=wanted.coverage,
        shown=_shown_passages(passages, ledger),
    )
    chosen = choose_words(passages, usable, status, word, request)
    return Study(
        aligned=text.aligned,
        corrected=corrected,
        chosen=chosen,
        issues=(*text.issues, *chosen.issues),
    )


def word_status(
    resources: Resources,
    options: BuildOptions,
    *,
    held: Set[WordKey],
    own: Set[WordKey],
    is_skipped: Callable[[Token], bool],
) -> Callable[[Token], Status]:
    """Return a function that tells what becomes of a word. ``held`` are the words that other decks
    teach, ``own`` those that the text's deck teaches already."""
    annotator, wanted = resources.annotator, options.selection

    def status(token: Token) -> Status:
        key = word_key(token)
        studied = token.headword in wanted.known.studied and key not in own
        if is_skipped(token):
            return "skipped"
        if token.headword in wanted.known.words or (studied and key not in held):
            return "known"
        is_guessed = key not in held and wanted.leaves_to_guess(token.headword)
        if token.headword in wanted.stop or is_guessed:
            return "stopped"
        if key in held:
            return "held"
        if token.gloss == NAMELESS or (not wanted.names and annotator.is_name(token)):
            return "name"
        is_asked = key in own or token.headword in wanted.wanted
        return "wanted" if is_asked or is_meaning_known(token) else "untaught"

    return status


def left_by_level(
    study: Study,
    resources: Resources,
    standard: str = HSK,
    levels: tuple[int, ...] = LEVELS_OFFERED,
) -> dict[int, int]:
    """Count the words that would be left to learn for who knows an HSK level, as ``--hsk`` means
    it."""
    left: dict[int, int] = {}
    for level, known in known_words.by_level(levels, standard, resources.dictionary).items():
        left[level] = sum(word.token.headword not in known for word in study.words)
    return left


def _shown_passages(
    passages: tuple[Passage, ...], ledger: anki.Ledger
) -> dict[HeadwordKey, Collection[int]]:
    """Return the words that learners have a card of, with the passages that are on it."""
    on_cards = anki.passages_on_cards(ledger, passages, simplify)
    found: dict[HeadwordKey, Collection[int]] = {}
    for passage in passages:
        for token in passage.tokens:
            key = word_key(token)
            if key in on_cards:
                found[headword_key(token)] = on_cards[key]
    return found


def make_deck(
    study: Study, options: BuildOptions, held: Set[str] = frozenset(), kept_title: str = ""
) -> Deck:
    """Put words and sentences of a text together; sentences get a card if there is something to
    read in them.

    ``held`` are keys of sentences that other decks have, ``kept_title`` is that under which
    learners have the deck: under another, Anki would make a second deck.
    """
    text = study.aligned.text
    sentences = []
    for index, passage in enumerate(study.passages):
        is_translated = bool(passage.en) or not text.en
        is_readable = any(token.kind == "word" for token in passage.tokens)
        if not is_translated or not is_readable or index in study.chosen.beyond:
            continue
        if is_sure(passage, options) and sentence_key(passage.zh) not in held:
            sentences.append(index)
    return Deck(
        name=text.name,
        title=options.title or kept_title or deck_title(text),
        meta=text.meta,
        script=text.script,
        passages=study.passages,
        words=study.words,
        sentences=tuple(sentences),
        order=study.chosen.order,
    )


def deck_title(text: BilingualText) -> str:
    """Return the title of a text as a list of decks shows it; its name where it has none.

    Of two titles that newspapers print one over the other the first is taken if both together are
    long.
    """
    title = text.meta.title_zh
    if len(title) > MAX_TITLE:
        title = title.split(maxsplit=1)[0]
    return title or text.meta.title_en or text.name
