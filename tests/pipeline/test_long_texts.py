"""The work grows with the length of a text, and no faster."""

import re
import time
from pathlib import Path

import pytest

from generator import pipeline
from generator.pipeline import Resources, Source
from support.program import SEED


@pytest.mark.slow
def test_transcript_without_full_stops_is_cut_and_takes_linear_time(
    resources: Resources, tmp_path: Path
) -> None:
    zh = "".join(re.findall("[㐀-鿿]", SEED.read_text(encoding="utf-8").partition("专栏")[2]))
    en = " ".join(re.findall(r"\w+", SEED.read_text(encoding="utf-8").partition("<hr")[0]))
    text = tmp_path / "transcript.txt"
    text.write_text(f"{zh * 3}\n---\n{en * 3}\n", encoding="utf-8")
    study = pipeline.study_text(resources, Source(text))
    assert max(len(s.text) for s in study.aligned.zh) <= 600
    assert "".join(s.text for s in study.aligned.zh) == zh * 3
    assert [i.kind for i in study.issues].count("long-sentence") == 2


@pytest.mark.slow
def test_linking_a_passage_of_one_word_repeated(resources: Resources) -> None:
    """The number of places times the number of words must not be the measure of the work."""

    def seconds(words: int) -> float:
        start = time.process_time()
        (tokens,) = pipeline.annotate_lines(resources, [("啊，" * words, "Ah, " * words)])
        # Which of the many is meant nobody knows, so none need be linked
        assert len(tokens) == 2 * words
        return time.process_time() - start

    seconds(10)  # loads what is loaded once
    # Some 10 times; over 30 where every place meets every word
    assert seconds(800) < 25 * min(seconds(200) for _ in range(2))
