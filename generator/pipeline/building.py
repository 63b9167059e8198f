"""A studied text becomes a deck on disk."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from generator import anki, audio
from generator.base.errors import InputError
from generator.base.records import Deck, Passage
from generator.base.words import NoteKey
from generator.pipeline.choosing import choose, left_by_level, make_deck
from generator.pipeline.deck_folder import DeckFolder, look_into
from generator.pipeline.fingerprint import fingerprint
from generator.pipeline.remembered import TITLE, kept_title, remembering, shown, written
from generator.pipeline.resources import Resources
from generator.pipeline.same_text import refuse_another_text
from generator.pipeline.samples import is_sample
from generator.pipeline.stages import BuildOptions, Built, Source, Study, Understood
from generator.pipeline.understanding import understand


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What a build is to make, before anything is read."""

    package: Path
    cards: anki.CardOptions
    fingerprint: str
    """Hash of all that the deck is made from."""


def build(
    resources: Resources,
    source: Source,
    folder: Path,
    options: BuildOptions,
    now: int,
    understood: Understood | None = None,
) -> Built:
    """Build the deck of a text into a folder, unless the same input was built there before.

    ``now`` stamps what changed (Unix seconds). ``understood`` is the text as another process
    understood it.
    """
    options = remembering(options, folder, source)
    plan = plan_build(resources, source, folder, options)
    if not options.force and anki.up_to_date(folder, source.name, plan.fingerprint):
        return Built(source=source, package=plan.package)
    here = look_into(folder, source)
    text = understood or understand(resources, source, options)
    order = plan.cards.order
    study = choose(resources, text, options, order=order, held=here.words, ledger=here.ledger)
    deck = make_deck(study, options, here.sentences, _kept_title(here, options))
    sounds, sound_names = speak(resources, deck, plan.cards.audio, folder)
    notes = anki.make_notes(
        deck,
        plan.cards.cards,
        card_options=plan.cards,
        lookups=resources.card_lookups,
        sounds=sound_names,
    )
    if not notes:
        raise InputError(_nothing_left(study, here.others, source))
    if not options.force:
        refuse_another_text(here.ledger, text.passages, source.path, plan.package)
    held_sentences = _held_sentences(study, deck, make_deck(study, options))
    extras = anki.Extras(
        held=_held_keys(study, held_sentences),
        lent=anki.contexts(deck, study.chosen.held) if options.more_contexts else {},
        media=sounds.media(),
        card_options=plan.cards,
        is_sample=is_sample(source.path),
        choices=written(options, study, folder),
    )
    made = anki.write_deck(
        folder, deck, notes, now=now, fingerprint=plan.fingerprint, extras=extras
    )
    return Built(
        source=source,
        package=plan.package,
        written=made,
        study=study,
        deck=deck,
        issues=(*made.issues, *study.issues, *sounds.issues, *anki.repeats(deck)),
        held_sentences=held_sentences,
        holders=_holders(study, here.others),
        built_with=f"{plan.cards.typed()} {shown(options)}".strip(),
        left_by_level={} if options.selection.known.all else left_by_level(study, resources),
    )


def make_notes(
    resources: Resources, source: Source, folder: Path, options: BuildOptions
) -> tuple[Deck, tuple[anki.Note, ...]]:
    """Make the notes that a build into a folder would make, without sound files, and write
    nothing."""
    options = remembering(options, folder, source)
    cards = card_options(anki.paths(folder, source.name)[0], options)
    here = look_into(folder, source)
    text = understand(resources, source, options)
    order = cards.order
    study = choose(resources, text, options, order=order, held=here.words, ledger=here.ledger)
    deck = make_deck(study, options, here.sentences, _kept_title(here, options))
    notes = anki.make_notes(deck, cards.cards, card_options=cards, lookups=resources.card_lookups)
    return deck, notes


def is_built(resources: Resources, source: Source, folder: Path, options: BuildOptions) -> bool:
    """Tell whether ``build`` would leave the deck as it is, as things stand. What is wrong with a
    text, ``build`` will say."""
    if options.force:
        return False
    try:
        options = remembering(options, folder, source)
        plan = plan_build(resources, source, folder, options)
        return anki.up_to_date(folder, source.name, plan.fingerprint)
    except InputError:
        return False


def plan_build(
    resources: Resources, source: Source, folder: Path, options: BuildOptions
) -> BuildPlan:
    """Find the card options that a deck is to have, and the fingerprint of all that it is made
    from."""
    package, _ = anki.paths(folder, source.name)
    cards = card_options(package, options)
    if cards.audio == "folder":
        remedy = "Name their folder again (--audio folder:PATH), or leave them out (--audio none)."
        raise InputError(f"{source.path}: the deck has recordings, but not from where. {remedy}")
    mark = fingerprint(source, options, cards, vectors=resources.has_vectors())
    return BuildPlan(package=package, cards=cards, fingerprint=mark)


def card_options(package: Path, options: BuildOptions) -> anki.CardOptions:
    """Return what was asked for; for the rest, what the deck has already."""
    kept = anki.kept_card_options(package).without(options.forget)
    return kept.but(options.card_options, options.cards)


def _kept_title(here: DeckFolder, options: BuildOptions) -> str:
    """Return the title under which learners have the deck, unless it is to be forgotten."""
    return "" if TITLE in options.forget else kept_title(here.ledger)


def speak(
    resources: Resources, deck: Deck, engine: str, folder: Path
) -> tuple[audio.Sounds, dict[NoteKey, str]]:
    """Have the words and sentences of a deck spoken, if that is wanted; return the sounds, and the
    names of their files by the keys of their notes."""
    if engine in {"none", "silent"}:
        return audio.NO_SOUNDS, {}
    spoken = resources.annotator.spoken
    wanted = {NoteKey.of_word(w.token): audio.of_word(w.token, spoken) for w in deck.words}
    for passage in _passages_on_cards(deck):
        wanted[NoteKey.of_sentence(passage.zh)] = audio.of_passage(passage, spoken)

    def progress(done: int, total: int) -> None:
        resources.progress("speaking", done, total)

    sounds = audio.record(tuple(wanted.values()), resources.voice(engine), folder, progress)
    names = {key: sounds.name(utterance) for key, utterance in wanted.items()}
    return sounds, {key: name for key, name in names.items() if name}


def _passages_on_cards(deck: Deck) -> list[Passage]:
    """Return the passages of sentences that get a card, and those that words are shown in."""
    indices = {*deck.sentences, *(word.passage for word in deck.words)}
    return [deck.passages[index] for index in sorted(indices)]


def _held_sentences(study: Study, deck: Deck, whole: Deck) -> tuple[str, ...]:
    """Return the sentences that only other decks keep out of this one (``whole`` is the deck
    without regard to these)."""
    missing = [index for index in whole.sentences if index not in deck.sentences]
    return tuple(study.passages[index].zh for index in missing)


def _held_keys(study: Study, held_sentences: tuple[str, ...]) -> frozenset[NoteKey]:
    """Return what the ledger remembers of words and sentences that other decks hold."""
    words = [NoteKey.of_word(word.token) for word in study.chosen.held]
    return frozenset(words) | frozenset(map(NoteKey.of_sentence, held_sentences))


def _holders(study: Study, others: anki.OtherDecks) -> dict[str, int]:
    """Count the words that each other deck teaches instead; that with most comes first."""
    holders: Counter[str] = Counter()
    for word in study.chosen.held:
        holders[others.teacher(NoteKey.of_word(word.token))] += 1
    return dict(holders.most_common())


def _nothing_left(study: Study, others: anki.OtherDecks, source: Source) -> str:
    """Say that no card is left to make, and what to do.

    Where other decks hold every word of a text, one of them may be the deck of the same text under
    its old name.
    """
    found = (
        f"{source.path}: no sentence, and no word that other decks lack, is left to make a card"
        " of. No deck was built."
    )
    holders = _holders(study, others)
    if not holders:
        return found
    old = next(iter(holders))
    return (
        f"{found} Most are in {old}. If the text was called {old} before, rename {old}.apkg and"
        f" {old}.tsv to {source.name}, and build again."
    )
