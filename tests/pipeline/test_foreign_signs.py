"""Signs of other scripts, and marks of headings in odd places: read, and none is a word."""

from pathlib import Path

import pytest

from generator.pipeline import Resources, Source, understand
from generator.pipeline.stages import BuildOptions
from generator.texts import read_text

RARE = "\U00031350\U00031351"
EN = "I say it, and he says it."


@pytest.mark.parametrize("sign", ["안녕", "\ue000\ue001", RARE, "\U000f0000", "กขกข"])
def test_a_repeated_sign_of_another_script_is_no_word(
    sign: str, tmp_path: Path, resources: Resources
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"我说{sign}，他说{sign}。\n---\n{EN}\n", encoding="utf-8")
    understood = understand(resources, Source(path), BuildOptions(include_unsure=True))
    words: list[str] = []
    for passage in understood.passages:
        words += [token.text for token in passage.tokens if token.kind == "word"]
    assert {"我", "说", "他"} <= set(words)
    if sign != RARE:  # Chinese, though nothing here can read it
        assert not any(set(sign) & set(word) for word in words)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "今天天气很好。\nIt is fine.\n## # 我们去公园。\nWe go to the park.\n"),
        ("a.txt", "# # 我们去公园。\nWe go to the park.\n今天天气很好。\nIt is fine.\n"),
        ("a.html", "<h3>#我们去公园。</h3><p>We go to the park.</p><p>今天很好。</p>"),
        ("a.md", "## #\n\n我们去公园。\n\nWe go to the park.\n"),
    ],
)
def test_marks_of_headings_in_odd_places(name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    page = f"<html><body>{content}</body></html>" if name.endswith("html") else content
    path.write_text(page, encoding="utf-8")
    assert "我们去公园。" in read_text(path).zh
