"""What the real Anki makes of an update."""

import shutil
from pathlib import Path

import pytest

from support.decks import changed, rows
from support.program import run
from support.river import correct
from support.verify import verify


@pytest.mark.slow
def test_update_reaches_a_learner_who_has_studied_and_edited(letter: Path, tmp_path: Path) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    def load(path: Path) -> tuple[int, int, int]:
        log = col.import_anki_package(
            pb.ImportAnkiPackageRequest(
                package_path=str(path), options=pb.ImportAnkiPackageOptions()
            )
        ).log
        return len(log.new), len(log.updated), len(log.duplicate)

    decks = letter.parent / "decks"
    total = len(rows(decks / "letter.tsv"))
    shutil.copytree(decks, tmp_path / "before")
    col = Collection(str(tmp_path / "collection.anki2"))
    try:
        assert load(decks / "letter.apkg") == (total, 0, 0)
        edited = col.get_note(col.find_notes("Simplified:计划")[0])
        edited["Meaning"] = "my own words"
        edited.tags.append("mine")
        col.update_note(edited)
        col.decks.select(edited.cards()[0].did)
        for _ in range(8):
            col.sched.answerCard(col.sched.getCard(), 3)
        schedule = (
            "select id, nid, did, ord, type, queue, due, ivl, factor, reps from cards order by id"
        )
        before = col.db.all(schedule)

        correct(letter, "农庄//kolkhoz/")
        assert run("build", letter, "-o", decks).exit_code == 0
        touched = changed(tmp_path / "before" / "letter.tsv", decks / "letter.tsv")
        assert load(decks / "letter.apkg") == (0, len(touched), total - len(touched))

        assert col.get_note(col.find_notes("Simplified:农庄")[0])["Meaning"].startswith("kolkhoz")
        edited.load()
        assert (edited["Meaning"], "mine" in edited.tags) == ("my own words", True)
        assert col.db.all(schedule) == before
        assert load(decks / "letter.apkg") == (0, 0, total)
    finally:
        col.close()


@pytest.mark.slow
def test_verify_apkg_passes_the_letter_and_its_update(letter: Path) -> None:
    pytest.importorskip(
        "anki.collection", reason="the real Anki is not installed (pip install anki)"
    )
    decks = letter.parent / "decks"
    old = shutil.copy(decks / "letter.apkg", letter.parent / "old.apkg")
    correct(letter, "农庄//kolkhoz/")
    assert run("build", letter, "-o", decks).exit_code == 0
    verify(old, "--reimport", decks / "letter.apkg")
