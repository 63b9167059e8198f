"""Frames of grammar words: the conditions, and that the table fits the learner's dictionary."""

import pytest

from generator.lexicon import use_frames
from generator.lexicon.learner import LearnerDictionary
from generator.lexicon.sense_frames import Around


def sentence(text: str) -> list[Around]:
    """Read ``word/tag`` separated by spaces; a sign has the tag w."""
    words = (one.split("/") for one in text.split())
    return [Around(word, tag, "punctuation" if tag == "w" else "word") for word, tag in words]


@pytest.mark.parametrize(
    ("condition", "text", "at", "fits"),
    [
        ("R=NUM+MW", "我/r 买/v 了/u 三/m 本/q 书/n", 2, True),
        ("R=NUM+MW", "我/r 买/v 了/u 三/m", 2, False),
        ("L=V+不/得", "我/r 受/v 不/d 了/u", 3, True),
        ("L!=V", "书/n 了/u", 1, True),
        ("LL=V", "吃/v 饭/n 了/u", 2, True),
        ("R=$", "他/r 来/v 了/u ，/w 走/v", 2, True),
        ("^", "他/r 走/v ，/w 就/d 好/a", 3, True),
        ("$", "他/r 走/v 吧/u", 2, True),
        ("<连", "连/p 他/r 都/d 知道/v", 2, True),
        ("<连", "连/p 他/r ，/w 都/d 知道/v", 3, False),
        ("!<不", "他/r 不/d 去/v 了/u", 3, False),
        (">都/也", "怎么/r 叫/v 也/d 不/d 去/v", 0, True),
        ("？", "你/r 呢/u ？/w", 1, True),
        ("？", "你/r 呢/u 。/w 谁/r ？/w", 1, False),
        ("|的", "是/v 坐/v 车/n 来/v 的/u 吗/y ？/w", 0, True),
        ("|的", "是/v 新/a 的/u 书/n ，/w 好/a 的/u", 0, False),
        ("!|的", "是/v 我/r 的/u 。/w", 0, False),
        ("L=AA", "慢慢/d 的/u 走/v", 1, True),
        ("L=C", "写/v 完/v 了/u", 2, True),
    ],
)
def test_a_condition(condition: str, text: str, at: int, fits: bool) -> None:
    assert use_frames.condition(condition).fits(sentence(text), at) is fits


@pytest.mark.parametrize("text", ["", "*", "L", "M=V", "L=", "V", "=V", "<", "R=FOO", "R=V+"])
def test_a_condition_with_a_mistake_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no condition"):
        use_frames.condition(text)


def test_the_first_use_that_fits_is_told_from_others() -> None:
    found = use_frames.fits("把", sentence("三/m 把/q 刀/n"), 1)
    first = [use for use, fit in found.items() if fit.is_first]
    assert first == [("measure", "measure word: things with handles")]
    assert use_frames.fits("裤子", sentence("裤子/n"), 0) == {}


def test_every_use_is_a_sense_of_the_dictionary() -> None:
    learner = LearnerDictionary()
    for word in use_frames.lines():
        uses = use_frames.uses(word)
        senses = {(one.pos, one.gloss) for one in learner.senses(word)}
        assert {(one.pos, one.gloss) for one in uses} <= senses, word
