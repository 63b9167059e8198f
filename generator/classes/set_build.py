"""A class set as one package: a deck a lesson, one ledger for all, and the lists of the lessons
beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from generator import anki, texts
from generator.base.errors import InputError
from generator.base.files import save
from generator.base.records import ClassSet, Deck, Issue, Lesson, Word
from generator.base.words import NoteKey
from generator.classes.lesson_lists import about, lessons_table
from generator.classes.set_study import sources_of, study_set, wishes_of
from generator.pipeline import BuildOptions, Resources, Source, make_deck
from generator.pipeline.building import speak
from generator.pipeline.fingerprint import fingerprint
from generator.pipeline.stages import LessonStudy, SetStudy, Study

LISTS = ".lessons.tsv"


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
    lists = package.with_suffix(LISTS)
    looks = looks_of(class_set, package, options)
    options = replace(options, title="")
    mark = _mark(resources, class_set, options, looks)
    if not options.force and lists.is_file() and anki.up_to_date(home, class_set.name, mark):
        return BuiltSet(class_set, package, lists)
    others = anki.read_others(home, class_set.name) if home.is_dir() else anki.NO_OTHERS
    study = study_set(
        resources,
        class_set,
        options,
        held=others.words,
        ledger=anki.read_ledger(twin),
        order=looks.order,
        jobs=jobs,
    )
    made = _SetBuilder(resources, folder, options, looks, others)
    decks = [
        made.lesson(class_set, lesson, mine)
        for lesson, mine in zip(class_set.lessons, study.lessons, strict=True)
    ]
    full = [deck for deck in decks if deck.notes]
    if not full:
        raise InputError(
            f"{class_set.path}: no lesson has a word or a sentence that is new. No deck was built."
        )
    extras = anki.Extras(frozenset(made.held), {}, made.media, looks)
    written = anki.write_decks(home, class_set.name, full, now=now, fingerprint=mark, extras=extras)
    save(lists, lessons_table(study).encode("utf-8-sig"))
    sentences = tuple(map(_count_sentences, decks))
    issues = (*study.issues, *made.issues, *_idle(study, decks), *_left_out(class_set))
    return BuiltSet(
        class_set,
        package,
        lists,
        written,
        study,
        tuple(deck.name for deck in decks),
        sentences,
        issues,
    )


def _count_sentences(deck: anki.PackageDeck) -> int:
    return sum(note.note_type == anki.SENTENCE for note in deck.notes)


def looks_of(class_set: ClassSet, package: Path, options: BuildOptions) -> anki.CardOptions:
    """Return the looks that were asked for; else what the set says, the person's settings say, its
    package has. Raises InputError, naming the file."""
    said = dict(class_set.looks)
    names = [*anki.CHOICES, "audio"]
    if unknown := sorted(said.keys() - names):
        raise InputError(
            f"{class_set.path}, looks: there is no key {unknown[0]!r}. The keys are:"
            f" {', '.join(names)}."
        )
    if said.get("audio", "").startswith("folder:"):
        said["audio"] = f"folder:{class_set.path.parent / said['audio'].removeprefix('folder:')}"
    cards = options.cards
    if cards is None and class_set.cards is not None:
        cards = frozenset(anki.SWITCHES) if "all" in class_set.cards else frozenset(class_set.cards)
        if unknown := sorted(cards - anki.SWITCHES.keys()):
            known = f"{', '.join(anki.SWITCHES)}; or all"
            raise InputError(
                f"{class_set.path}: cards names {unknown[0]!r}; there is no such card. The cards"
                f" are: {known}."
            )
    try:
        looks = anki.kept_looks(package).but(options.usual).but(said).but(options.looks)
    except InputError as error:
        raise InputError(f"{class_set.path}, looks: {error}") from error
    if looks.audio == "folder":
        remedy = (
            'Name their folder in set.toml ([looks] audio = "folder:PATH"), or leave them out'
            ' (audio = "none").'
        )
        raise InputError(f"{class_set.path}: the set has recordings, but not from where. {remedy}")
    return (
        looks
        if cards is None
        else replace(looks, cards=",".join(sorted(cards - anki.DEFAULT_CARDS)))
    )


def _mark(
    resources: Resources, class_set: ClassSet, options: BuildOptions, looks: anki.CardOptions
) -> str:
    """Hash of all that decides the package: ``set.toml``, lists, texts and their corrections,
    options, program."""
    options = replace(options, wishes=wishes_of(resources, class_set, options.wishes))
    vectors = resources.has_vectors()
    parts = [
        fingerprint(Source(class_set.path), options, replace(looks, audio="none"), vectors=vectors)
    ]
    for lesson, sources in zip(class_set.lessons, sources_of(class_set), strict=True):
        parts += (
            [sha256(texts.read_bytes(lesson.word_list)).hexdigest()] if lesson.word_list else []
        )
        for source in sources:
            parts.append(
                fingerprint(
                    source,
                    options,
                    replace(looks, audio=_audio(looks.audio, source.name)),
                    vectors=vectors,
                )
            )
    return sha256(" ".join(parts).encode()).hexdigest()


def _audio(chosen: str, text: str) -> str:
    """The sound of one text: of recordings each text has a folder of its own, because sentences are
    numbered by text."""
    return f"{chosen}/{text}" if chosen.startswith("folder:") else chosen


class _SetBuilder:
    """Makes the decks of a set in order; keeps what is shared by all."""

    def __init__(
        self,
        resources: Resources,
        folder: Path,
        options: BuildOptions,
        looks: anki.CardOptions,
        others: anki.OtherDecks,
    ) -> None:
        self._resources = resources
        self._folder = folder
        self._options = options
        self._looks = looks
        self._others = others
        self._words: list[Word] = []
        self._sentences = set(others.sentences)
        self.media: dict[str, bytes] = {}
        self.issues: list[Issue] = []
        self.held: set[NoteKey] = set()
        """Words and sentences that are left to other decks of the folder."""

    def lesson(self, class_set: ClassSet, lesson: Lesson, study: LessonStudy) -> anki.PackageDeck:
        """Return the deck of a lesson."""
        notes: list[anki.Note] = []
        for deck in self._decks(lesson, study):
            notes += self._notes(deck)
        sentences = sum(note.note_type == anki.SENTENCE for note in notes)
        return anki.lesson_deck(
            class_set.title,
            lesson.number,
            study.title,
            lines=about(class_set.title, study, sentences),
            notes=notes,
            looks=self._looks,
        )

    def _decks(self, lesson: Lesson, study: LessonStudy) -> Iterator[Deck]:
        """The texts of a lesson and the rest of its list, each with what no text before it had."""
        for one in study.studies:
            deck = self._without_repeats(one, make_deck(one, self._options))
            yield deck if lesson.sentences else replace(deck, sentences=())
        if study.listed:
            deck = self._without_repeats(study.listed, make_deck(study.listed, self._options))
            alone = {one.line.word for one in lesson.words}
            shown = tuple(i for i in deck.sentences if deck.passages[i].zh not in alone)
            yield replace(deck, loose=True, sentences=shown if lesson.sentences else ())

    def _without_repeats(self, study: Study, deck: Deck) -> Deck:
        """A deck without the sentences that stood earlier in the set, or that other decks of the
        folder hold."""
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
            self._looks.all_cards(),
            looks=self._looks,
            lookups=self._resources.card_lookups,
            sounds=names,
            before=self._words,
        )
        self._words += deck.words
        return notes

    def _sounds(self, deck: Deck) -> dict[NoteKey, str]:
        chosen = _audio(self._looks.audio, deck.name)
        if (
            chosen.startswith("folder:")
            and not Path(chosen.removeprefix("folder:")).expanduser().is_dir()
        ):
            place = chosen.removeprefix("folder:")
            self.issues.append(
                Issue(
                    "no-recordings",
                    place,
                    "There is no such folder, so the learner's device speaks this text.",
                )
            )
            chosen = "none"
        sounds, names = speak(self._resources, deck, chosen, self._folder)
        self.media |= sounds.media()
        self.issues += sounds.issues
        return names


def _idle(study: SetStudy, decks: Sequence[anki.PackageDeck]) -> Iterator[Issue]:
    """Lessons that teach nothing new."""
    for lesson, deck in zip(study.lessons, decks, strict=True):
        if not deck.notes:
            where = f"Lesson {lesson.number}: {lesson.title}"
            yield Issue(
                "empty-lesson", where, "It has no new word and no new sentence, so it got no deck."
            )


def _left_out(class_set: ClassSet) -> Iterator[Issue]:
    """Texts beside ``set.toml`` that no lesson names."""
    folder = class_set.path.parent
    named = {*class_set.stop, *(folder / entry for entry in class_set.known)}
    for lesson in class_set.lessons:
        for text in (*lesson.texts, (lesson.word_list, None)):
            named.update(filter(None, text))
    used = {path.resolve() for path in named}
    try:
        found = texts.find_texts([folder])
    except InputError:  # no text at all: those of the set lie elsewhere
        return
    for zh, en in found:
        if zh.resolve() not in used and (en or zh).resolve() not in used:
            yield Issue(
                "not-in-set",
                str(zh),
                "No lesson of the set names this text. Add it to set.toml, or move it away.",
            )
