"""The list of words: read by first characters, and the likeliest cut."""

import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DataError
from generator.chinese.lattice import PER_WORD, UNKNOWN, Lattice, render

COUNTS = {
    "中": 30,
    "中国": 90,
    "中国人": 0,
    "中国人民": 40,
    "国": 20,
    "人": 50,
    "人民": 60,
    "民": 1,
}


def score(words: tuple[str, ...]) -> float:
    """The score of a cut, by definition."""
    total = math.log(sum(COUNTS.values()))
    found = 0.0
    for word in words:
        count = COUNTS.get(word, 0)
        if count:
            found += math.log(count) - total + PER_WORD
        else:
            found += UNKNOWN if len(word) == 1 else -math.inf
    return found


def cuts(run: str) -> list[tuple[str, ...]]:
    """Every way to cut a run."""
    found = []
    for size in range(len(run)):
        for borders in itertools.combinations(range(1, len(run)), size):
            ends = [0, *borders, len(run)]
            found.append(tuple(run[a:b] for a, b in itertools.pairwise(ends)))
    return found


@given(run=st.text(alphabet="中国人民的", min_size=1, max_size=7))
def test_the_best_cut_is_the_likeliest_of_all(run: str) -> None:
    words = Lattice.of(COUNTS)
    best = tuple(run[a:b] for a, b in words.best(run))
    assert "".join(best) == run
    assert score(best) == pytest.approx(max(map(score, cuts(run))))


def test_what_was_read_before_changes_nothing() -> None:
    fresh, used = Lattice.of(COUNTS), Lattice.of(COUNTS)
    used.best("人民")
    assert [used.score(word) for word in COUNTS] == [fresh.score(word) for word in COUNTS]
    assert "中国" in fresh
    assert "中国人" not in fresh, "it only begins a longer word"
    assert "" not in fresh


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text(render(COUNTS), encoding="utf-8")
    assert Lattice.load(path).best("中国人民") == [(0, 4)]


@pytest.mark.parametrize("content", ["", "12", "12\n", "x\n中 1\n", "12\n中 1"])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "words.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.txt: this data file is damaged"):
        Lattice.load(path)


@pytest.mark.parametrize("line", ["中 1 中国", "中 x", "中国 1", "中  1"])
def test_a_damaged_line_is_found_when_it_is_read(tmp_path: Path, line: str) -> None:
    path = tmp_path / "words.txt"
    path.write_text(f"12\n{line}\n", encoding="utf-8")
    words = Lattice.load(path)
    with pytest.raises(DataError, match=r"words\.txt: this data file is damaged"):
        words.best("中国")
