"""A heading that one language alone has is no part of the sentence behind it, however many
sentences the paragraphs have."""

from itertools import chain
from pathlib import Path

import pytest

from generator.pipeline import Resources, Source, align_source

PARAGRAPHS = {
    "今天天气很好。我们去公园吧。": "The weather is nice today. Let's go to the park.",
    "公园里有很多花。大家都很高兴。": "There are many flowers in the park. Everybody is happy.",
    "湖边有一只狗。孩子们跑来跑去。": "There is a dog by the lake. The children run around.",
}


@pytest.mark.parametrize(
    "headings", [("第三课", "第四课"), ("Lesson 3", "Lesson 4"), ("春天来了", "")]
)
@pytest.mark.parametrize("is_english_first", [False, True])
def test_heading_stands_alone(
    tmp_path: Path, headings: tuple[str, str], is_english_first: bool
) -> None:
    blocks = []
    for zh, en in PARAGRAPHS.items():
        blocks.append(f"{en}\n{zh}" if is_english_first else f"{zh}\n{en}")
    first, second = headings
    text = tmp_path / "lesson.txt"
    text.write_text("\n\n".join([first, *blocks[:2], second, blocks[2]]), encoding="utf-8")
    aligned = align_source(Resources(), Source(text))
    rows = [("".join(row.zh), "".join(row.en)) for row in aligned.rows()]
    alone = [zh + en for zh, en in rows if not zh or not en]
    assert alone == [heading for heading in headings if heading]
    assert ("今天天气很好。", "The weather is nice today.") in rows
    assert ("湖边有一只狗。", "There is a dog by the lake.") in rows
    order = list(chain.from_iterable(bead.zh for bead in aligned.beads))
    assert order == sorted(order)
