"""The tagger says what the program says that its weights come from, and says it in any company."""

import csv
import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from generator.base.errors import DataError
from generator.chinese.label_paths import best_labels, likelihoods
from generator.chinese.packed import pack
from generator.chinese.tagger import LONGEST, SURE, TaggedWord, Tagger
from generator.chinese.tagger_network import TaggerNetwork

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "tests" / "cases" / "tagger.tsv"
TAGS = "a ad an c d f m n PER LOC ORG nw nz p q r s TIME u v vd vn w xc"
OLD_KERNEL = "Nehalem"
"""What OpenBLAS is told to multiply with: the instructions of 2008, which any x86-64 has; elsewhere
it takes no notice."""


def cases() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [(sentence, tagged) for sentence, tagged in csv.reader(lines, delimiter="\t")][1:]


SENTENCES = [sentence for sentence, _ in cases()]
ODD = ["", " ", "\n\t", "？", "\ud800", "😀", "ａｂｃ", "abc def", "繁體字", "\0", "。" * 700]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def written(sentence: str, words: tuple[TaggedWord, ...]) -> str:
    return " ".join(f"{sentence[one.start : one.end]}/{one.tag}" for one in words)


def test_tags_are_those_of_the_original(tagger: Tagger) -> None:
    assert len(cases()) == 20
    found = tagger.tag(SENTENCES)
    assert [written(*one) for one in zip(SENTENCES, found, strict=True)] == [
        tagged for _, tagged in cases()
    ]


def test_company_does_not_matter(tagger: Tagger) -> None:
    texts = SENTENCES + ODD
    together = tagger.read(texts)
    assert [tagger.read([text])[0] for text in texts] == together
    assert tagger.read(texts[::-1]) == together[::-1]
    assert tagger.read(7 * texts) == 7 * together


def test_kernel_does_not_matter(tagger: Tagger) -> None:
    """Other machines multiply in another order, with other instructions."""
    code = (
        "import sys; from generator.chinese.tagger import Tagger\n"
        "print(ascii(Tagger().read(sys.stdin.read().split('\\t'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_CORETYPE": OLD_KERNEL, "PYTHONUTF8": "1"},
        input="\t".join(SENTENCES),
        encoding="utf-8",
        capture_output=True,
        check=True,
    )
    assert done.stdout.strip() == ascii(tagger.read(SENTENCES))


def test_words_cover_any_text(tagger: Tagger) -> None:
    texts = SENTENCES + ODD
    for text, found in zip(texts, tagger.read(texts), strict=True):
        assert [one.start for one in found.words] == [0, *(one.end for one in found.words)][:-1]
        assert sum(one.end - one.start for one in found.words) == len(text)
        assert len(found.border_odds) == len(text)
        assert {one.tag for one in found.words} <= set(TAGS.split())
        assert all(0 < one.confidence <= 1 for one in found.words)
        assert all(abs(odds) <= SURE for odds in found.border_odds)
        assert not text or found.border_odds[-1] == SURE
    assert tagger.tag([]) == []
    assert tagger.tag(["", ""]) == [(), ()]


def test_border_odds_speak_for_the_words(tagger: Tagger) -> None:
    """Borders are likely where words end, and unlikely inside them, but where two ways of reading
    are near."""
    for found in tagger.read(SENTENCES):
        ends = {one.end for one in found.words}
        odds = {place + 1: value for place, value in enumerate(found.border_odds)}
        assert all(
            (place in ends) == (value > 0) for place, value in odds.items() if abs(value) > 1
        )


def test_a_long_sentence_is_cut_after_a_sign(tagger: Tagger) -> None:
    clause = "我们应该认真研究这个问题的解决办法，"
    text = clause * (2 * LONGEST // len(clause))
    (found,) = tagger.tag([text])
    assert written(text, found).count("办法/n ，/w") == text.count("，")
    (found,) = tagger.tag(["好" * (3 * LONGEST)])
    assert found[-1].end == 3 * LONGEST


def test_packed_rows_go_step_by_step() -> None:
    rows = pack([3, 2, 2])
    flat = np.array(list("abcdefg"))
    assert "".join(flat[rows.sources]) == "adfbegc"
    assert "".join(flat[rows.sources][rows.mirrors]) == "cegbdfa"
    assert rows.steps == (slice(0, 3), slice(3, 6), slice(6, 7))


def test_paths_are_those_of_trying_all() -> None:
    labels, lengths = 3, [4, 3, 1]
    waves = np.sin(np.arange(sum(lengths) * labels + labels * labels) ** 2)
    transitions = waves[: labels * labels].reshape(labels, labels)
    flat = 2 * waves[labels * labels :].reshape(-1, labels)
    rows = pack(lengths)
    best = np.empty(len(flat), int)
    chances = np.empty_like(flat)
    best[rows.sources] = best_labels(flat[rows.sources], transitions, rows)
    chances[rows.sources] = likelihoods(flat[rows.sources], transitions, rows)
    begin = 0
    for length in lengths:
        paths = np.array(list(itertools.product(range(labels), repeat=length)))
        totals = flat[begin + np.arange(length), paths].sum(axis=1)
        totals += transitions[paths[:, :-1], paths[:, 1:]].sum(axis=1)
        assert best[begin : begin + length].tolist() == paths[totals.argmax()].tolist()
        weights = np.exp(totals) / np.exp(totals).sum()
        for place in range(length):
            expected = np.bincount(paths[:, place], weights, labels)
            assert np.allclose(chances[begin + place], expected)
        begin += length


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tagger.npz"
    with pytest.raises(DataError, match="missing"):
        TaggerNetwork(path)
    for content in (b"", b"nothing", (ROOT / "generator/data/tagger.npz").read_bytes()[:90_000]):
        path.write_bytes(content)
        with pytest.raises(DataError, match="damaged"):
            TaggerNetwork(path)


def test_a_word_that_the_tagger_cuts_otherwise_has_tags_too(tagger: Tagger) -> None:
    text = "他在北京大学学习汉语。"
    found = tagger.read([text])[0]
    for start, end in ((6, 8), (8, 10), (2, 4)):
        tags = found.tags_of(start, end)
        assert 0.5 < sum(tags.values()) <= 1.001, (text[start:end], tags)
    assert max(found.tags_of(6, 8).items(), key=lambda one: one[1])[0] == "v"
    assert found.tags_of(2, 4) != found.tags_of(6, 8)
    assert tagger.read([""])[0].tags_of(0, 0) == {}
