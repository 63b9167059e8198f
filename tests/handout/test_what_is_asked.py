"""What a test asks for, and of whom."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from books import letter, of_text, workshop

from generator.handout import SheetOptions
from generator.handout.hanging import hangs
from generator.handout.interchangeable import is_askable
from generator.handout.sentence_items import into_chinese, translate
from generator.handout.sheet_material import Material
from support.program import ROOT, run


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("书包里有护照。", "In it were a passport.", True),
        ("可是我已经看过了。", "But I already saw it.", True),
        ("客人都要尝一尝米线。", "Every visitor has to try them.", True),
        ("妈妈在上班。", "She is at work.", True),
        ("这里有水果和花。", "It had fruit and flowers.", True),
        ("我刚学会，包得不好看。", "I've just learned how. Mine don't look pretty.", True),
        ("那个字呢？", "And that one?", True),
        ("对面的宾馆很贵。", "That is expensive.", True),
        ("他一共跑了六圈。", "He ran six laps but not the sixth.", True),
        ("她把它放在口袋里。", "She put it in her pocket.", False),
        ("那是他的书。", "That is his book.", False),
        ("他们喜欢喝茶。", "They like to drink tea.", False),
        ("下雨的话，我们就不去。", "If the weather is bad, it is better to stay.", False),
        ("没有人报名。", "No one, not even the teacher, signed up.", False),
        ("商店今天打折。", "This shop has a sale today.", False),
    ],
)
def test_a_sentence_that_hangs_on_another_is_known(zh: str, en: str, expected: bool) -> None:
    assert hangs(zh, en) == expected


def test_a_sentence_that_hangs_on_another_is_not_translated(tmp_path: Path) -> None:
    lines = ("玛丽的书包找到了。", "里面有一本护照。", "In it was a passport.")
    english = ("Mary's schoolbag was found.", lines[2])
    book = of_text(tmp_path, "\n".join([*lines[:2], "---", *english]))
    material = Material(book.lessons, SheetOptions(), workshop().card_lookups)
    for make in (translate, into_chinese):
        said = [item.item.zh + item.item.hint for item in make(material)]
        assert said and not any("护照" in one or "In it" in one for one in said)


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
