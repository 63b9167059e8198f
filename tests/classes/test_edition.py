"""What the next edition of a set changes for students who have the last one."""

from pathlib import Path

import pytest

from support.program import run

pytestmark = pytest.mark.slow


def test_an_edition_says_what_is_new_moved_and_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "course"
    folder.mkdir()
    for name, zh, en in (
        ("1", "他在银行工作。", "He works in a bank."),
        ("2", "她买苹果。", "She buys apples."),
        ("3", "猫睡觉。", "The cat sleeps."),
    ):
        (folder / f"{name}.txt").write_text(f"{zh}\n---\n{en}\n", encoding="utf-8")

    def write(*lessons: str) -> None:
        made = [f'[[lesson]]\ntitle = "L{one}"\ntexts = ["{one}.txt"]\n' for one in lessons]
        (folder / "set.toml").write_text('title = "C"\n' + "".join(made), encoding="utf-8")

    write("1", "2")
    assert "every word counts as new" in run("set", "show", "course", "--edition").output
    run("build", "course")
    assert "nothing that students would see" in run("set", "show", "course", "--edition").output
    write("2", "3")
    said = run("set", "show", "course", "--edition").output
    assert "word new: 猫" in said or "words new: 猫" in said
    assert "gone (Anki keeps the cards)" in said and "银行" in said
    assert "1 sentence gone" in said
    (folder / "2.txt").write_text("她在银行买苹果。\n---\nShe buys apples in a bank.\n")
    said = run("set", "show", "course", "--edition").output
    assert "银行 (lesson 1)" in said  # its card stays in the deck of the lesson that is gone
