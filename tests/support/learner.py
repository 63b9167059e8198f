"""A learner with the real Anki. Import only where that is installed."""

from pathlib import Path
from typing import Any

from anki import import_export_pb2 as pb
from anki.collection import Collection


class Learner:
    """A collection of the real Anki."""

    def __init__(self, folder: Path) -> None:
        self.col = Collection(str(folder / "collection.anki2"))

    def load(self, path: Path) -> dict[str, int]:
        options = pb.ImportAnkiPackageOptions()  # those of the import window
        log = self.col.import_anki_package(
            pb.ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log
        return {
            what: len(getattr(log, what))
            for what in ("new", "updated", "duplicate", "conflicting")
            if getattr(log, what)
        }

    def note(self, simplified: str) -> Any:
        (found,) = self.col.find_notes(f"Simplified:{simplified}")
        return self.col.get_note(found)

    def study(self, count: int, deck: str = "") -> list[int]:
        """Answer as many cards of a deck (of the first one) as there are, up to ``count``; return
        which."""
        self.col.decks.select(
            self.col.decks.id(deck) if deck else self.col.db.scalar("select did from cards")
        )
        answered: list[int] = []
        while len(answered) < count and (card := self.col.sched.getCard()):
            answered.append(card.id)
            self.col.sched.answerCard(card, 3)
        return answered

    def schedule(self) -> dict[int, list[Any]]:
        return {
            row[0]: row
            for row in self.col.db.all(
                "select id, nid, ord, type, queue, due, ivl, factor, reps, did from cards"
            )
        }

    def edit(self, simplified: str, words: str, when: int) -> Any:
        """Write one's own words on a note, at a time in Unix seconds; return the note."""
        edited = self.note(simplified)
        edited["Meaning"] = words
        edited.tags.append("mine")
        self.col.update_note(edited)
        self.col.db.execute("update notes set mod = ? where id = ?", when, edited.id)
        return edited

    def notes(self) -> dict[str, tuple[int, list[str]]]:
        """GUID -> time of change and fields."""
        return {
            guid: (mod, flds.split("\x1f"))
            for guid, mod, flds in self.col.db.all("select guid, mod, flds from notes")
        }
