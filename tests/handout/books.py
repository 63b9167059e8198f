"""Books for the tests: real texts, understood by the real stages."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from generator import pipeline
from generator.base.records import Word
from generator.base.words import headword_key
from generator.handout import Book
from generator.pipeline import BuildOptions, Resources, Source
from generator.pipeline.handout_books import book, single
from generator.pipeline.stages import LessonStudy, SetStudy
from generator.study import KNOWS_NOTHING, Known

SEED = next((Path(__file__).resolve().parents[2] / "seeds").glob("1953-12-19*.txt"))
SHOP = """# 周末
# The Weekend

星期天早上，我和妹妹一起去公园。今天天气很好，公园里有很多人。\
我们看见一位老人在画画儿。他画的山水真漂亮！
妹妹问老人：“您画画儿多少年了？”
老人回答说，他已经画了五十年。我们在树下坐了一会儿，喝了一点儿茶。妹妹想买一只小鸟，可是我没带钱。
中午我们坐公共汽车回家。

妈妈做了我最喜欢吃的饺子。下午我帮助爸爸修理自行车。晚上全家人一起看电影。我觉得这个周末非常愉快。
---
# The Weekend

On Sunday morning I went to the park together with my younger sister.
The weather was fine today and there were many people in the park.
We saw an old man painting. The landscapes that he painted were really beautiful!
My sister asked the old man: "How many years have you been painting?"
The old man answered that he had been painting for fifty years.
We sat under a tree for a while and drank some tea.
My sister wanted to buy a little bird, but I had brought no money.
At noon we went home by bus.

Mother made dumplings, which I like to eat best. \
In the afternoon I helped father repair the bicycle.
In the evening the whole family watched a film together. I felt that this weekend was very happy.
"""


@cache
def workshop() -> Resources:
    """One for all tests."""
    return Resources()


@cache
def letter() -> Book:
    """The letter of 1953: long sentences, many new words, names, a title in its first two
    passages."""
    return book(single(pipeline.study_text(workshop(), Source(SEED))))


def of_text(folder: Path, content: str, known: Known = KNOWS_NOTHING, name: str = "text") -> Book:
    """A text that stands alone."""
    path = folder / f"{name}.txt"
    path.write_text(content, encoding="utf-8")
    return book(single(pipeline.study_text(workshop(), Source(path))), known)


def two_lessons(folder: Path) -> Book:
    """A class set of two lessons; the second one takes words of the first up again."""
    (folder / "a.txt").write_text(SHOP, encoding="utf-8")
    again = (
        "妹妹非常喜欢画画儿。\n她的老师是一位老人。\n---\nMy younger sister likes painting very"
        " much.\nHer teacher is an old man.\n"
    )
    (folder / "b.txt").write_text(again, encoding="utf-8")
    first = pipeline.study_text(workshop(), Source(folder / "a.txt"))
    taught = {headword_key(word.token) for word in first.words}
    second = pipeline.study_text(workshop(), Source(folder / "b.txt"), options=BuildOptions())
    review: tuple[tuple[Word, int], ...] = tuple(
        (w, 1) for w in second.words if headword_key(w.token) in taught
    )
    words = tuple(w for w in second.words if headword_key(w.token) not in taught)
    new = replace(second, chosen=replace(second.chosen, words=words))
    lessons = (
        LessonStudy(1, "周末", "2026-12-01", (first,)),
        LessonStudy(2, "老师", "", (new,), review),
    )
    return book(SetStudy("set", "A Set", lessons))
