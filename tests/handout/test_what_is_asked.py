"""What a test asks for, and of whom."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from books import letter

from generator.handout.exercise_lines import ExerciseLine
from generator.handout.interchangeable import is_askable
from generator.handout.sentence_items import hangs
from support.program import ROOT, run


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("票还没有卖完。", "If it is raining, we still go.", True),
        ("天天有人来。", "Today every visitor gets one of them.", True),
        ("那是他的书。", "The book is his.", True),
        ("商店今天打折。", "This shop has a sale today.", False),
        ("我喜欢喝茶。", "I like to drink tea.", False),
    ],
)
def test_a_sentence_that_hangs_on_another_is_known(zh: str, en: str, expected: bool) -> None:
    text = letter().lessons[0].texts[0]
    line = ExerciseLine(text=text, passage=replace(text.passages[0], zh=zh, en=en, en_speakers=()))
    assert hangs(line) == expected


def test_a_name_a_sound_and_a_form_are_not_asked() -> None:
    word = next(one for _, one in letter().lessons[0].words if is_askable(one))
    token = word.token
    assert not is_askable(replace(word, part_of_speech="interjection"))
    assert not is_askable(replace(word, token=replace(token, gloss="Li (surname)")))
    assert not is_askable(replace(word, token=replace(token, text=token.text * 2)))


def test_a_class_of_several_groups_needs_the_name_of_one(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "seeds" / "first-steps", tmp_path / "course"))
    with (folder / "set.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[group]]\nname = "a"\nknown = ["hsk:1"]\n[[group]]\nname = "b"\nknown = []\n'
        )
    (tmp_path / "names.txt").write_text("Anna\n", encoding="utf-8")
    said = run("handout", folder, "--test", "--class", tmp_path / "names.txt", "-o", tmp_path)
    assert said.exit_code and "--group NAME" in " ".join(said.stderr.split())
    assert "a column 'group'" in " ".join(said.stderr.split())
    said = run("handout", folder, "--test", "--group", "c", "-o", tmp_path)
    assert said.exit_code and "has no group 'c'" in said.stderr
