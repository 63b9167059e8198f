"""Every kind of change that a rebuild can bring, imported into the real Anki over cards that were
studied and a note that was edited.

The text and the deck of ``tests/golden`` are the first release's; the import window's default
options are used throughout.
"""

import shutil
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("anki.collection", reason="the real Anki is not installed (pip install anki)")
from generator import anki, pipeline
from generator.anki import note_types
from generator.anki.note_types import WORD, WORD_FIELDS, NoteType
from generator.anki.twin import read_notes
from generator.base.errors import InputError
from generator.base.html import Html
from generator.pipeline import BuildOptions, Resources, Source
from support.learner import Learner
from support.verify import verify

GOLDEN = Path(__file__).parents[1] / "golden"
THEN = 1_795_300_000
AUDIO = [name for name, _ in WORD_FIELDS].index("Audio")
DEFAULT = BuildOptions()


@pytest.fixture(scope="module")
def workshop() -> Resources:
    return Resources()


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    made = Learner(tmp_path)
    yield made
    made.col.close()


SETTLED = "word\tgloss\n在\tto be (at a place); to be there\n"
"""What would be sure enough to be taught beside some sentences and not beside others."""


class Text:
    """The text of the golden deck, to be built, changed, and built again."""

    def __init__(self, folder: Path, workshop: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        self.path = Path(shutil.copy(GOLDEN / "river.txt", folder))
        (folder / "glossary.tsv").write_text(SETTLED, encoding="utf-8")
        self.decks = folder / "decks"
        self.workshop = workshop
        self.monkeypatch = monkeypatch
        self.now = THEN

    def build(self, options: BuildOptions = DEFAULT) -> Path:
        self.now += 100
        built = pipeline.build(self.workshop, Source(self.path), self.decks, options, self.now)
        assert built.written is not None
        return built.written.package

    def correct(self, *lines: str) -> None:
        rows = ["word\treading\tgloss\tskip", *(line.replace("/", "\t") for line in lines)]
        self.path.with_suffix(".words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new), encoding="utf-8")


def gloss(text: Text) -> Path:
    text.correct("河//stream/")
    return text.build()


def reading(text: Text) -> Path:
    text.correct("长/zhǎng//")
    return text.build()


def skipped(text: Text) -> Path:
    text.correct("河///x")
    return text.build()


def split(text: Text) -> Path:
    text.edit("左边", "左，边")
    return text.build()


def slip_of_the_pen(text: Text) -> Path:
    text.edit("这条河很长", "那条河很长")
    return text.build()


def realigned(text: Text) -> Path:
    _, aligned = pipeline.write_alignment(text.workshop, Source(text.path))
    assert len(aligned.beads) == 5
    table = text.path.with_suffix(".aligned.tsv")
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8-sig").splitlines()]
    first, second = lines[2], lines[3]
    lines[2:4] = [[*first[:2], f"{first[2]} ⏎ {second[2]}", f"{first[3]} ⏎ {second[3]}"]]
    table.write_text("\n".join("\t".join(line) for line in lines) + "\n", encoding="utf-8")
    return text.build()


def look(text: Text) -> Path:
    """Another template and another style."""
    kinds = {name: note_types.note_type(name) for name in (anki.WORD, anki.SENTENCE)}
    changed = {}
    for name, kind in kinds.items():
        templates = [replace(one, back=one.back + "<i>new look</i>") for one in kind.templates]
        changed[name] = replace(kind, templates=tuple(templates))
    return packaged_as(text, changed, style=note_types.style() + ".card { --ink: #000; }")


def spare_renamed(text: Text) -> Path:
    kind = note_types.note_type(WORD)
    fields = tuple(
        ("Mnemonic" if name == "Spare6" else name, number) for name, number in kind.fields
    )
    used = "{{#Mnemonic}}<p>{{Mnemonic}}</p>{{/Mnemonic}}"
    templates = tuple(replace(t, back=t.back + used) for t in kind.templates)
    changed = {
        WORD: replace(kind, fields=fields, templates=templates),
        anki.SENTENCE: note_types.note_type(anki.SENTENCE),
    }
    return packaged_as(text, changed)


def packaged_as(text: Text, kinds: dict[str, NoteType], style: str = "") -> Path:
    """Build with other note types, as a later release would have them."""
    from generator.anki import collection

    with text.monkeypatch.context() as patch:
        patch.setattr(collection, "note_type", kinds.__getitem__)
        patch.setattr(collection, "MODIFIED", note_types.MODIFIED + 1)
        if style:
            patch.setattr(collection, "style", lambda: style)
        return text.build(BuildOptions(force=True))


def more_cards(text: Text) -> Path:
    return text.build(BuildOptions(cards=frozenset(anki.SWITCHES)))


def sound(text: Text) -> Path:
    study = pipeline.study_text(text.workshop, Source(text.path))
    from generator.pipeline import make_deck

    deck = make_deck(study, DEFAULT)
    file = text.path.with_suffix(".wav")
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\x00\x40\x00\xc0" * 400)
    spoken = [
        (n.with_field("Audio", Html("[sound:cika-1f.wav]")) if n.note_type == WORD else n)
        for n in anki.make_notes(deck)
    ]
    return anki.write_deck(
        text.decks,
        deck,
        spoken,
        now=text.now + 100,
        fingerprint="",
        extras=anki.Extras(media={"cika-1f.wav": file.read_bytes()}),
    ).package


def title(text: Text) -> Path:
    text.edit("他还没来。", "他还没来。\n苹果很好吃。")
    text.edit("not come yet.", "not come yet.\nApples taste good.")
    return text.build(BuildOptions(title="Stream"))


def file_renamed(text: Text) -> Path:
    for path in (text.path, *text.decks.iterdir()):
        path.rename(path.with_name(path.name.replace("river", "stream")))
    text.path = text.path.with_name("stream.txt")
    return text.build(BuildOptions(title="river"))


def twin_lost(text: Text) -> Path:
    """The twin is made again from the package, then a gloss is corrected."""
    (text.decks / "river.tsv").unlink()
    anki.rebuild_twin(text.decks / "river.apkg")
    return gloss(text)


CHANGES: dict[Callable[[Text], Path], tuple[set[str], set[str]]] = {
    gloss: (set(), set()),
    reading: (set(), set()),
    skipped: (set(), {"河|he2"}),
    split: ({"左|zuo3", "边|bian1"}, {"左边|zuo3 bian5"}),
    slip_of_the_pen: ({"那|na4"}, {"这|zhe4"}),
    realigned: ({"孩子长大了。银行在左边。"}, {"孩子长大了。", "银行在左边。"}),
    look: (set(), set()),
    spare_renamed: (set(), set()),
    more_cards: (set(), set()),
    sound: (set(), set()),
    title: ({"苹果|ping2 guo3", "好吃|hao3 chi1", "苹果很好吃。"}, set()),
    file_renamed: (set(), set()),
    twin_lost: (set(), set()),
}
"""Each change, and the keys of the notes that it makes and drops."""


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_an_update_costs_the_learner_nothing(
    learner: Learner,
    tmp_path: Path,
    workshop: Resources,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Text], Path],
) -> None:
    text = Text(tmp_path / "text", workshop, monkeypatch)
    old = Path(shutil.copy(text.build(), tmp_path / "old.apkg"))
    before = set(anki.read_ledger(text.decks / "river.tsv").stamps)
    learner.load(old)
    studied = learner.study(8)
    edited = learner.edit("钱", "my own words", text.now + 50)  # before the next build
    schedule = learner.schedule()
    assert all(schedule[card][8] for card in studied)

    new = change(text)
    log = learner.load(new)

    assert "conflicting" not in log
    after = learner.schedule()
    assert {card: after[card] for card in schedule} == schedule
    edited.load()
    touched = changed_notes(old, new)
    assert bool(touched) == (change not in {skipped, look, spare_renamed, file_renamed}), (
        "times move where content does, and only there"
    )
    if edited.guid not in touched:
        assert (edited["Meaning"], "mine" in edited.tags) == ("my own words", True)
    made = {note.guid: note for note in read_notes(new.with_suffix(".tsv"))}
    have = learner.notes()
    for guid, note in made.items():
        assert have[guid][1] == list(note.fields) or (guid == edited.guid and guid not in touched)
    keys = {guid: unescape(note.fields[0]) for guid, note in made.items()}
    added, gone = CHANGES[change]
    assert {keys[guid] for guid in made.keys() - before} == added
    assert {unescape(have[guid][1][0]) for guid in before - made.keys()} == gone
    if gone:  # what the report tells learners to search for
        found = learner.col.find_notes(anki.browser_search(sorted(gone)))
        assert {learner.col.get_note(number).guid for number in found} == before - made.keys()
    assert learner.col.db.scalar("select count() - count(distinct guid) from notes") == 0
    assert len(have) == len(before) + len(added)
    assert sorted(
        n.name for n in learner.col.models.all_names_and_ids() if n.name.startswith("Cika")
    ) == ["Cika Sentence", "Cika Word"]
    verify(old, "--reimport", new)


@pytest.mark.slow
def test_the_first_release_is_updated_by_today(
    learner: Learner, tmp_path: Path, workshop: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Text(tmp_path / "text", workshop, monkeypatch)
    shutil.copytree(GOLDEN, text.decks)
    old = GOLDEN / "river.apkg"
    assert learner.load(old) == {"new": 24}
    learner.study(10)
    schedule = learner.schedule()
    before = {guid: fields[0] for guid, (_, fields) in learner.notes().items()}
    new = text.build(BuildOptions(cards=frozenset(anki.SWITCHES)))
    log = learner.load(new)
    assert "conflicting" not in log
    assert {card: row for card, row in learner.schedule().items() if card in schedule} == schedule
    made = {note.guid: note.fields for note in read_notes(new.with_suffix(".tsv"))}
    after = learner.notes()
    assert {guid: fields for guid, (_, fields) in after.items() if guid in made} == {
        guid: list(fields) for guid, fields in made.items()
    }
    assert set(before) <= set(after), "a note of the first release was lost"
    assert {before[guid] for guid in made.keys() & before.keys()} == {
        made[guid][0] for guid in made.keys() & before.keys()
    }
    verify(old, "--reimport", new)


def test_a_corrected_reading_keeps_its_note_and_leaves_the_old_key_free(
    tmp_path: Path, workshop: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Corrected, taken back, and corrected while another sentence has the old reading: never two
    notes for one, never one for two."""
    text = Text(tmp_path / "text", workshop, monkeypatch)
    twin = text.build().with_suffix(".tsv")
    first = guids(twin)
    reading(text)
    assert guids(twin)["长|zhang3"] == first["长|chang2"]
    other = Text(tmp_path / "other", workshop, monkeypatch)
    other.decks = text.decks
    other.path = other.path.rename(other.path.with_name("other.txt"))
    other.path.write_text("这条路很长。\n\n---\n\nThis road is very long.\n", encoding="utf-8")
    second = guids(other.build().with_suffix(".tsv"))
    assert second["长|chang2"] not in first.values()
    text.correct("河//river/")
    text.build()
    assert "长|chang2" not in guids(twin), "the other deck teaches it now"


@pytest.mark.slow
def test_a_word_of_another_deck_is_offered_one_more_sentence(
    learner: Learner, tmp_path: Path, workshop: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Text(tmp_path / "text", workshop, monkeypatch)
    first = Path(shutil.copy(text.build(), tmp_path / "river.apkg"))
    source = text.path.with_name("stream.txt")
    text_of_it = (
        "孩子看河。\n银行在左边。\n\n---\n\nThe child looks at the river.\nThe bank is on the"
        " left.\n"
    )
    source.write_text(text_of_it, encoding="utf-8")
    options = BuildOptions(more_contexts=True)
    built = pipeline.build(workshop, Source(source), text.decks, options, text.now + 50)
    assert built.written is not None
    assert built.held_sentences == ("银行在左边。",)
    assert (
        built.written.brought == 2
    )  # 河, 孩子; 银行 stands in the very sentence that its card shows
    learner.load(first)
    learner.study(8)
    schedule = learner.schedule()
    learner.load(built.package)
    river = learner.note("河")
    assert "孩子看<b class='target'>河</b>。" in river["AlsoSeen"]
    assert "stream · No. 1" in river["AlsoSeen"]
    assert {card: row for card, row in learner.schedule().items() if card in schedule} == schedule
    verify(first, "--reimport", built.package)

    # the first deck is built again: the sentence stays, whichever package is imported last
    text.correct("河//stream/")
    again = text.build()
    assert learner.load(again)["updated"] >= 1
    river.load()
    assert river["Meaning"] == "stream"
    assert "孩子看" in river["AlsoSeen"]
    learner.load(built.package)
    river.load()
    assert river["Meaning"] == "stream"

    # a learner of the second deck alone has the cards of these words, in their own deck
    alone = Learner(Path(shutil.copytree(tmp_path / "text", tmp_path / "alone")))
    try:
        alone.load(built.package)
        assert {alone.col.decks.name(card.did) for card in alone.note("河").cards()} == {
            "Cika::river"
        }
        assert {alone.col.decks.name(card.did) for card in alone.note("看").cards()} == {
            "Cika::stream"
        }
    finally:
        alone.col.close()


def test_what_was_left_to_another_deck_comes_back_when_that_is_removed(
    tmp_path: Path, workshop: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Text(tmp_path / "text", workshop, monkeypatch)
    text.build()
    source = text.path.with_name("stream.txt")
    source.write_text(
        "河边有很多孩子。\n\n---\n\nThere are many children at the river.\n", encoding="utf-8"
    )
    twin = text.decks / "stream.tsv"
    assert pipeline.build(workshop, Source(source), text.decks, DEFAULT, text.now).written
    assert pipeline.build(workshop, Source(source), text.decks, DEFAULT, text.now).written is None
    assert "孩子|hai2 zi5" not in guids(twin)
    held = guids(text.decks / "river.tsv")["孩子|hai2 zi5"]
    for path in text.decks.glob("river.*"):
        path.unlink()
    assert pipeline.build(workshop, Source(source), text.decks, DEFAULT, text.now).written
    assert guids(twin)["孩子|hai2 zi5"] == held


def test_a_renamed_text_is_told_what_to_rename(
    tmp_path: Path, workshop: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Text(tmp_path / "text", workshop, monkeypatch)
    text.build()
    text.path = text.path.rename(text.path.with_name("stream.txt"))
    with pytest.raises(InputError, match=r"rename river\.apkg and river\.tsv to stream"):
        text.build()


def guids(twin: Path) -> dict[str, str]:
    """Key -> GUID of the notes of a deck."""
    ledger = anki.read_ledger(twin)
    return {ledger.keys[guid].key: guid for guid in ledger.stamps}


def changed_notes(old: Path, new: Path) -> set[str]:
    """GUIDs of the notes whose time of change differs between two packages."""
    before, after = (anki.unpack(path).modified for path in (old, new))
    return {guid for guid in after if before.get(guid) != after[guid]}
