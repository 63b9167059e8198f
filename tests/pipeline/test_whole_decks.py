"""A deck of one's own is whole, whatever samples lie beside it, and is not replaced by another
text."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.anki import clock, read_ledger
from generator.base.errors import InputError
from generator.base.words import NoteKey
from generator.pipeline import BuildOptions, Resources, Source
from support.program import run

SAMPLE = "我们在学校里看书。他有一本新书。\n"
OWN = "我在家里看书。他是我的朋友。我们一起去学校。你喜欢什么书？\n"
OTHER = "天气冷了，树叶落了一地。爷爷坐在门口晒太阳。小猫跑来跑去抓蝴蝶。奶奶在厨房做饭。\n"
SAMPLES = 'samples = ["sample.txt"]\n'


def words_of(folder: Path, name: str) -> set[str]:
    return {word.headword for word in read_ledger(folder / f"{name}.tsv").words}


def build(resources: Resources, text: Path, *, force: bool = False) -> pipeline.Built:
    return pipeline.build(resources, Source(text), text.parent, BuildOptions(force=force), clock())


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_sample_takes_no_words(resources: Resources, tmp_path: Path) -> None:
    """Neither a sample from a deck nor a deck from a sample; two decks of one's own share."""
    (tmp_path / "samples.toml").write_text(SAMPLES, encoding="utf-8")
    sample, own = write(tmp_path, "sample", SAMPLE), write(tmp_path, "own", OWN)
    build(resources, sample)
    assert read_ledger(tmp_path / "sample.tsv").is_sample
    build(resources, own)
    both = words_of(tmp_path, "own") & words_of(tmp_path, "sample")
    assert {"我们", "学校", "书"} <= both
    assert build(resources, own, force=True).written.unchanged  # type: ignore[union-attr]
    build(resources, sample, force=True)
    assert {"我们", "学校"} <= words_of(tmp_path, "sample")
    # One note in Anki, whichever deck brings it
    keys = read_ledger(tmp_path / "sample.tsv").keys
    same = read_ledger(tmp_path / "own.tsv").keys
    shared = keys.items() & same.items()
    assert len(shared) == len(set(keys.values()) & set(same.values())) > 0
    second = build(resources, write(tmp_path, "second", OWN + SAMPLE))
    held = {word.token.headword for word in second.study.chosen.held}  # type: ignore[union-attr]
    assert {"我们", "朋友"} <= held
    assert second.holders == {"own": len(held)}


def test_what_was_left_to_a_sample_stays_there(resources: Resources, tmp_path: Path) -> None:
    """A deck from before samples were known keeps its notes: learners have the sample's cards."""
    sample, own = write(tmp_path, "sample", SAMPLE), write(tmp_path, "own", OWN)
    build(resources, sample)
    build(resources, own)
    before = words_of(tmp_path, "own")
    assert "学校" not in before
    (tmp_path / "samples.toml").write_text(SAMPLES, encoding="utf-8")
    build(resources, sample, force=True)
    build(resources, own, force=True)
    assert words_of(tmp_path, "own") == before
    held = read_ledger(tmp_path / "own.tsv").held
    assert any(key.word.headword == "学校" for key in held if key.is_word)
    assert NoteKey("s", "x") not in held


def test_another_text_of_the_same_name(resources: Resources, tmp_path: Path) -> None:
    """A deck is replaced by its own text, however much was mended, and by no other."""
    text = write(tmp_path, "lesson", OWN)
    build(resources, text)
    before = (tmp_path / "lesson.apkg").read_bytes()
    text.write_text(OTHER, encoding="utf-8")
    with pytest.raises(InputError, match=r"lesson\.apkg was built from another text: 0 of its 4"):
        build(resources, text)
    assert (tmp_path / "lesson.apkg").read_bytes() == before
    mended = [
        OWN.replace("看书", "读书").replace("朋友", "同学"),
        "我在家裡看書。他是我的朋友。我們一起去學校。你喜歡什麼書？\n",
        OWN[: len(OWN) // 4] + OTHER * 3,
        OTHER + OWN,
    ]
    for version in mended:
        text.write_text(version, encoding="utf-8")
        assert build(resources, text).written
        text.write_text(OWN, encoding="utf-8")
        build(resources, text, force=True)
    text.write_text(OTHER, encoding="utf-8")
    assert build(resources, text, force=True).written


@pytest.mark.slow
def test_files_given_the_wrong_way_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files go to the deck that they have, in whatever order they are named."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "a", "今天下雨了。我去学校。\n")
    write(tmp_path, "b", "It rained today. I went to school.\n")
    assert run("build", "--zh", "a.txt", "--en", "b.txt").exit_code == 0
    again = run("build", "--zh", "b.txt", "--en", "a.txt")
    assert "decks/a.apkg: up to date" in again.stdout
    assert "wrong way round: a.txt holds the Chinese" in again.stderr
    for command in ("words", "preview"):
        extra = ["--no-open"] if command == "preview" else []
        first = run(command, "a.txt", "b.txt", *extra)
        swapped = run(command, "b.txt", "a.txt", *extra)
        assert first.stdout == swapped.stdout
        assert swapped.exit_code == 0
        assert run(command, "a.txt", "b.txt", "c.txt", *extra).exit_code == 2
