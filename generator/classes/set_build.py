"""A class set as one package: a deck a lesson, one ledger for all, and the lists of the lessons
beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from generator import anki, texts
from generator.base.class_records import ClassSet, Lesson
from generator.base.errors import InputError
from generator.base.files import real
from generator.base.records import Deck, Issue, Word
from generator.base.words import NoteKey
from generator.classes.deck_names import deck_names, renamed
from generator.classes.handed_ledger import bring_ledger
from generator.classes.lesson_lists import about, lessons_table
from generator.classes.set_card_options import card_options_of
from generator.classes.set_plan import selection_of, sources_of
from generator.classes.set_study import EarlierDecks, study_set
from generator.pipeline import BuildOptions, Resources, Source, make_deck
from generator.pipeline.building import speak
from generator.pipeline.fingerprint import fingerprint
from generator.pipeline.same_text import refuse_another_text
from generator.pipeline.stages import LessonStudy, SetStudy, Study

LISTS_SUFFIX = ".lessons.tsv"


@dataclass(frozen=True, slots=True)
class BuiltSet:
    """The outcome of one build of a set; ``written`` and ``study`` are None where it was up to
    date."""

    class_set: ClassSet
    package: Path
    lists: Path
    """The table of the words of each lesson."""
    written: anki.Written | None = None
    study: SetStudy | None = None
    decks: tuple[str, ...] = ()
    """For each lesson the name of its deck in Anki."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Name of a deck in the last edition -> its name now, where that is another one."""
    sentences: tuple[int, ...] = ()
    """For each lesson, how many sentences got a card."""
    issues: tuple[Issue, ...] = field(default=())


def build_set(
    resources: Resources,
    class_set: ClassSet,
    folder: Path,
    options: BuildOptions,
    now: int,
    jobs: int | None = None,
) -> BuiltSet:
    """Build a set into a folder of its own under ``folder``, unless the same input was built there
    before.

    Raises InputError where a file cannot be read or nothing is left to learn, OutputError where the
    folder cannot be written.
    """
    home = folder / class_set.name
    package, twin = anki.paths(home, class_set.name)
    lists = package.with_suffix(LISTS_SUFFIX)
    card_options = card_options_of(class_set, package, options)
    options = replace(options, title="")
    mark = _mark(resources, class_set, options, card_options)
    if not options.force and _is_current(home, class_set, mark):
        return BuiltSet(class_set=class_set, package=package, lists=lists)
    bring_ledger(class_set, twin)
    others = anki.read_others(home, class_set.name) if home.is_dir() else anki.NO_OTHERS
    ledger = anki.read_ledger(twin)
    study = study_set(
        resources,
        class_set,
        options,
        earlier=EarlierDecks(held=others.words, ledger=ledger),
        order=card_options.order,
        jobs=jobs,
    )
    if not options.force:
        refuse_another_text(ledger, study.passages, class_set.path, package)
    made = _SetBuilder(resources, folder, options, card_options, others)
    names = deck_names(study, ledger)
    decks = []
    for lesson, found, deck in zip(class_set.lessons, study.lessons, names, strict=True):
        decks.append(made.lesson(class_set, lesson, found, deck.name))
    full = [deck for deck in decks if deck.notes]
    if not full:
        raise InputError(
            f"{class_set.path}: no lesson has a word or a sentence that is new. No deck was built."
        )
    extras = anki.Extras(
        held=frozenset(made.held),
        lent={},
        media=made.media,
        card_options=card_options,
        beside={lists: lessons_table(study).encode("utf-8-sig")},
    )
    written = anki.write_decks(home, class_set.name, full, now=now, fingerprint=mark, extras=extras)
    return BuiltSet(
        class_set=class_set,
        package=package,
        lists=lists,
        written=written,
        study=study,
        decks=tuple(deck.name for deck in decks),
        renamed=renamed(names),
        sentences=tuple(_count_sentences(deck.notes) for deck in decks),
        issues=(
            *written.issues,
            *study.issues,
            *made.issues,
            *_idle(study, decks),
            *_left_out(class_set),
        ),
    )


def is_built(
    resources: Resources, class_set: ClassSet, folder: Path, options: BuildOptions
) -> bool:
    """Tell whether the package of a set is what a build would make of its files now."""
    home = folder / class_set.name
    package, _ = anki.paths(home, class_set.name)
    card_options = card_options_of(class_set, package, options)
    mark = _mark(resources, class_set, replace(options, title=""), card_options)
    return _is_current(home, class_set, mark)


def _is_current(home: Path, class_set: ClassSet, mark: str) -> bool:
    package, _ = anki.paths(home, class_set.name)
    lists = package.with_suffix(LISTS_SUFFIX)
    return lists.is_file() and anki.up_to_date(home, class_set.name, mark)


def _count_sentences(notes: Iterable[anki.Note]) -> int:
    return sum(note.note_type == anki.SENTENCE for note in notes)


def _mark(
    resources: Resources, class_set: ClassSet, options: BuildOptions, card_options: anki.CardOptions
) -> str:
    """Hash all that decides the package: ``set.toml``, lists, texts and their corrections, options,
    program."""
    options = replace(options, selection=selection_of(resources, class_set, options.selection))
    vectors = resources.has_vectors()

    def mark(source: Source, audio: str) -> str:
        return fingerprint(source, options, replace(card_options, audio=audio), vectors=vectors)

    marks = [mark(Source(class_set.path), "none")]
    for lesson, sources in zip(class_set.lessons, sources_of(class_set), strict=True):
        if lesson.word_list:
            marks.append(sha256(texts.read_bytes(lesson.word_list)).hexdigest())
        marks += [mark(source, _audio(card_options.audio, source.name)) for source in sources]
    return sha256(" ".join(marks).encode()).hexdigest()


def _audio(chosen: str, text: str) -> str:
    """Return the sound of one text: of recordings each text has a folder of its own, because
    sentences are numbered by text."""
    return f"{chosen}/{text}" if chosen.startswith("folder:") else chosen


class _SetBuilder:
    """Makes the decks of a set in order; keeps what is shared by all."""

    def __init__(
        self,
        resources: Resources,
        folder: Path,
        options: BuildOptions,
        card_options: anki.CardOptions,
        others: anki.OtherDecks,
    ) -> None:
        self._resources = resources
        self._folder = folder
        self._options = options
        self._card_options = card_options
        self._others = others
        self._words: list[Word] = []
        self._sentences = set(others.sentences)
        self.media: dict[str, bytes] = {}
        self.issues: list[Issue] = []
        self.held: set[NoteKey] = set()
        """Words and sentences that are left to other decks of the folder."""

    def lesson(
        self, class_set: ClassSet, lesson: Lesson, study: LessonStudy, name: str
    ) -> anki.PackageDeck:
        """Make the deck of a lesson, which has that name."""
        notes: list[anki.Note] = []
        for deck in self._decks(lesson, study):
            notes += self._notes(deck)
        sentences = _count_sentences(notes)
        return anki.lesson_deck(
            name,
            lines=about(class_set.title, study, sentences),
            notes=notes,
            card_options=self._card_options,
        )

    def _decks(self, lesson: Lesson, study: LessonStudy) -> Iterator[Deck]:
        """Yield the texts of a lesson and the rest of its list, each with what no text before it
        had."""
        for one in study.studies:
            deck = self._without_repeats(one, make_deck(one, self._options))
            yield deck if lesson.sentences else replace(deck, sentences=())
        if study.listed:
            deck = self._without_repeats(study.listed, make_deck(study.listed, self._options))
            words = {listed.line.word for listed in lesson.words}
            shown = [index for index in deck.sentences if deck.passages[index].zh not in words]
            sentences = tuple(shown) if lesson.sentences else ()
            yield replace(deck, loose=True, sentences=sentences)

    def _without_repeats(self, study: Study, deck: Deck) -> Deck:
        """Return a deck without the sentences that stood earlier in the set, or that other decks of
        the folder hold."""
        keys = {index: anki.sentence_key(deck.passages[index].zh) for index in deck.sentences}
        held = [NoteKey.of_word(word.token) for word in study.chosen.held]
        held += [NoteKey("s", key) for key in keys.values()]
        self.held |= {key for key in held if key in self._others.guids}
        new = {key: index for index, key in reversed(keys.items()) if key not in self._sentences}
        return replace(deck, sentences=tuple(sorted(new.values())))

    def _notes(self, deck: Deck) -> Sequence[anki.Note]:
        self._sentences |= {anki.sentence_key(deck.passages[index].zh) for index in deck.sentences}
        names = self._sounds(deck)
        notes = anki.make_notes(
            deck,
            self._card_options.cards,
            card_options=self._card_options,
            lookups=self._resources.card_lookups,
            sounds=names,
            before=self._words,
        )
        self._words += deck.words
        return notes

    def _sounds(self, deck: Deck) -> dict[NoteKey, str]:
        chosen = _audio(self._card_options.audio, deck.name)
        kind, _, place = chosen.partition(":")
        if kind == "folder" and place and not Path(place).expanduser().is_dir():
            detail = "There is no such folder, so the learner's device speaks this text."
            self.issues.append(Issue(kind="no-recordings", where=place, detail=detail))
            chosen = "none"
        sounds, names = speak(self._resources, deck, chosen, self._folder)
        self.media |= sounds.media()
        self.issues += sounds.issues
        return names


def _idle(study: SetStudy, decks: Sequence[anki.PackageDeck]) -> Iterator[Issue]:
    """Report lessons that teach nothing new."""
    for lesson, deck in zip(study.lessons, decks, strict=True):
        if not deck.notes:
            where = f"Lesson {lesson.number}: {lesson.title}"
            detail = "It has no new word and no new sentence, so it got no deck."
            yield Issue(kind="empty-lesson", where=where, detail=detail)


def _left_out(class_set: ClassSet) -> Iterator[Issue]:
    """Report texts beside ``set.toml`` that no lesson names."""
    folder = class_set.path.parent
    named: list[Path | None] = [*class_set.stop]
    for entries in (class_set.known, *[group.known for group in class_set.groups]):
        named += [folder / entry for entry in entries]
    for lesson in class_set.lessons:
        named.append(lesson.word_list)
        for text in lesson.texts:
            named += text
    used = {real(path) for path in named if path}
    try:
        found = texts.find_texts([folder])
    except InputError:  # no text at all: those of the set lie elsewhere
        return
    for zh, en in found:
        if real(zh) not in used and real(en or zh) not in used:
            detail = "No lesson of the set names this text. Add it to set.toml, or move it away."
            yield Issue(kind="not-in-set", where=str(zh), detail=detail)
