"""What the next edition of a class set changes for students who have the last one."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import anki
from generator.base.words import NoteKey
from generator.classes.deck_names import deck_names, renamed
from generator.pipeline.stages import SetStudy


@dataclass(frozen=True, slots=True)
class MovedWord:
    """A word that another lesson teaches than in the last edition."""

    word: str
    before: str
    """The deck that students have it in."""
    lesson: int
    """The lesson that teaches it now."""


@dataclass(frozen=True, slots=True)
class NextEdition:
    """An edition of a set, seen from the last one."""

    new: tuple[str, ...]
    """Words that students get a card of."""
    moved: tuple[MovedWord, ...]
    """Their cards stay where they are."""
    gone: tuple[str, ...]
    """Words that no lesson teaches any more; Anki keeps their cards."""
    renamed: dict[str, str]
    """Deck of the last edition -> its name now."""
    sentences_gone: int = 0
    """Sentences with a card that no lesson has any more."""
    is_first: bool = False
    """Whether no student can have an earlier one."""


def next_edition(study: SetStudy, ledger: anki.Ledger) -> NextEdition:
    """Compare a set as it would be built with what the last edition left behind."""
    decks = deck_names(study, ledger)
    names = renamed(decks)
    guid_of = {ledger.keys[guid]: guid for guid in ledger.stamps}
    new: list[str] = []
    moved: list[MovedWord] = []
    taught: set[NoteKey] = set()
    for lesson, deck in zip(study.lessons, decks, strict=True):
        for word in lesson.words:
            key = NoteKey.of_word(word.token)
            taught.add(key)
            before = ledger.deck_of.get(guid_of.get(key, ""), "")
            if key not in guid_of:
                new.append(word.token.headword)
            elif before and names.get(before, before) != deck.name:
                moved.append(MovedWord(word.token.headword, before, lesson.number))
    gone = [key.word.headword for key in guid_of if key.is_word and key not in taught]
    kept = set(_sentences(study))
    return NextEdition(
        new=tuple(new),
        moved=tuple(moved),
        gone=tuple(gone),
        renamed=names,
        sentences_gone=sum(not key.is_word and key not in kept for key in guid_of),
        is_first=not ledger.stamps,
    )


def _sentences(study: SetStudy) -> Iterator[NoteKey]:
    """Yield the keys of the sentences of all lessons that make cards of sentences."""
    for lesson in study.lessons:
        for part in lesson.parts if lesson.sentences else ():
            for passage in part.passages:
                yield NoteKey.of_sentence(passage.zh)
