"""Who speaks is shown, and is neither word, piece of an exercise, reading nor sound."""

from pathlib import Path

from generator import pipeline
from generator.audio.utterance import of_passage
from generator.base.records import Passage
from generator.display import sentence_pinyin
from generator.handout.exercise_lines import chunks
from generator.pipeline import Resources, Source
from support.decks import rows
from support.program import run

DIALOGUE = """\
丽莎：你哪儿不舒服？
Lisa: What's wrong?
A：我头疼，我要回家！
A: I have a headache, I want to go home!
丽莎：我陪你去。
Lisa: I will go with you.
"""
FRONT, SENTENCE = 5, 4


def passages(resources: Resources, path: Path) -> tuple[Passage, ...]:
    path.write_text(DIALOGUE, encoding="utf-8")
    return pipeline.understand(resources, Source(path)).passages


def test_a_speaker_is_one_token_and_no_word(resources: Resources, tmp_path: Path) -> None:
    first, second, third = passages(resources, tmp_path / "a.txt")
    assert [one.text for one in first.tokens if one.kind == "speaker"] == ["丽莎："]
    assert first.zh_speakers == ((0, 3),)
    assert [first.en[start:end].strip() for start, end in first.en_speakers] == ["Lisa:"]
    assert [one.text for one in second.tokens if one.kind == "speaker"] == ["A："]
    assert "".join(one.text for one in third.tokens) == third.zh
    assert third.zh_speakers == ((0, 3),)
    for token in first.tokens:
        assert all(start >= len("Lisa:") for start, _ in token.english)


def test_a_speaker_is_neither_read_nor_spoken_nor_a_piece(
    resources: Resources, tmp_path: Path
) -> None:
    first, second, _ = passages(resources, tmp_path / "a.txt")
    assert sentence_pinyin(first.tokens) == "Nǐ nǎr bù shūfu?"
    assert of_passage(first).text == "你哪儿不舒服？"
    assert "丽" not in of_passage(first).spoken
    start, end = chunks(second.tokens)[0]
    assert [one.text for one in second.tokens[start:end]] == ["我"]


def test_a_card_shows_the_speaker_as_no_text(tmp_path: Path) -> None:
    """The key of the note is that of the whole line, as it was before."""
    (tmp_path / "a.txt").write_text(DIALOGUE, encoding="utf-8")
    assert run("build", tmp_path / "a.txt", "-o", tmp_path).exit_code == 0
    notes = list(rows(tmp_path / "a.tsv").values())
    (note,) = [one for one in notes if one[SENTENCE] == "丽莎:你哪儿不舒服?"]
    said = "<span class='speaker' data-who='丽莎：'></span>你哪儿不舒服？"
    assert said in note[FRONT]
    assert not [one for one in notes if one[SENTENCE].startswith("丽莎|")]
    assert all("<li style='order:0'><span lang='zh-Hans'>丽莎" not in cell for cell in note)
