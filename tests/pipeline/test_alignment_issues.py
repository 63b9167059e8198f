"""Two texts that do not belong together."""

from pathlib import Path

import pytest

from support.program import run


@pytest.mark.slow
def test_two_different_texts_are_refused_unless_asked_for(tmp_path: Path) -> None:
    lines = (
        "今天天气很好，我们去公园。",
        "银行在邮局的旁边。",
        "老师问学生一个问题。",
        "昨天晚上我看了一本书。",
        "他的哥哥是医生。",
    )
    other = (
        "The parliament debated the new tax law.",
        "Copper prices fell sharply in London.",
        "Whales sing for hours beneath the ice.",
        "A violin needs four strings and a bow.",
        "Nobody had painted the old bridge since 1910.",
    )
    text = tmp_path / "text.txt"
    text.write_text(
        "\n\n".join(lines) + "\n\n---\n\n" + "\n\n".join(other) + "\n", encoding="utf-8"
    )
    refused = run("build", text, "-o", tmp_path / "decks")
    assert refused.exit_code == 1
    assert "do not say the same" in refused.stderr
    assert not list(tmp_path.glob("decks/*"))
    asked = run("build", text, "-o", tmp_path / "decks", "--include-unsure")
    assert asked.exit_code == 0
    assert "do not say the same" in asked.stdout


def test_pairs_in_turn_that_do_not_belong_together_are_said(tmp_path: Path) -> None:
    """The order of the lines was the person's, so it is kept; but that it is no translation is
    worth a remark."""
    zh = ("我喜欢喝茶。", "他昨天买了一本书。", "天气很冷。")
    right = ("I like to drink tea.", "He bought a book yesterday.", "The weather is cold.")
    wrong = (
        "The bank is far.",
        "Dogs bark at night and nobody sleeps.",
        "My sister teaches maths.",
    )
    for number, (english, doubted) in enumerate(((right, False), (wrong, True))):
        text = tmp_path / f"{number}.txt"
        text.write_text(
            "".join(f"{one}\n{other}\n" for one, other in zip(zh, english, strict=True)),
            encoding="utf-8",
        )
        done = run("build", text, "-o", tmp_path / str(number))
        assert done.exit_code == 0
        assert ("do not say the same" in done.stdout) is doubted
