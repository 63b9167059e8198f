"""Sentences that must not be asked for, since a second answer is right, or the Chinese is wrong."""

from pathlib import Path

import pytest
from books import of_text, workshop

from generator.base.quiz import BETWEEN_PIECES
from generator.handout import SheetOptions, WorksheetOptions, drawn_test
from generator.handout.sheet_material import Material
from generator.handout.word_items import tones

HARD = """\
晚上他在房间里写汉字。
他每天早上六点半起床。
雨下得很大，他也很冷。
从五月三日到五月九日，学校没有课。
六月八日以前的作业可以明天写。
他请我喝三杯水。
听说新来的医生很忙。
他家后面有一个大公园。
下课以后，我就去问王老师。
她把自己的书包忘在了车上。
大家打电话到外面去打。
医生指了指门口的桌子。
那个房间是她常去的书店。
这碗饭有妈妈一半的功劳。
我们学校每年秋天都开运动会。
他们在公园里吃了一些水果。
那天清早他在门口喝热茶。

王老师：你们好。我们学校很大。
大卫：老师好。教室里有很多人。
“好，”阿姨说，“苹果三块钱。西瓜五块钱。”

---
In the evening he wrote characters in his room.
He gets up at half past six every morning.
It rained hard, and he was cold, too.
From May 3 to May 9 there were no classes at the school.
Homework from before June 8 may be written tomorrow.
He asked me to drink three glasses of water.
I hear that the new doctor is very busy.
There is a big park behind his house.
After class I went and asked Teacher Wang.
She left her own schoolbag in the car.
Everyone goes outside to make calls.
The doctor pointed to the table by the door.
That room is the bookstore that she often goes to.
Half of the credit for this bowl of rice belongs to Mother.
Every autumn our school holds a sports day.
They ate some fruit in the park.
Early that morning he drank hot tea at the door.

Teacher Wang: Hello. Our school is very big.
David: Hello, teacher. There are many people in the classroom.
"Fine," said the woman, "apples are three yuan. Watermelons are five yuan."
"""
"""A strict reader found a second order of these, or made statements of them that are no Chinese."""


def test_what_has_a_second_answer_is_not_asked_for(tmp_path: Path) -> None:
    task = WorksheetOptions(exercises=("order", "true-false"), items=20, seed="a")
    book = of_text(tmp_path, HARD)
    items = drawn_test(book, SheetOptions(), workshop().card_lookups, task).lessons[0].items
    said = {item.answers[0]: item.zh for item in items if item.exercise == "order"}
    for sentence in ("她把", "大家打", "医生指", "那个房间", "这碗饭"):
        assert not any(zh.startswith(sentence) for zh in said), sentence
    assert said, "other sentences are asked for"
    assert not any("三杯" in zh.split(BETWEEN_PIECES) for zh in said.values())
    for zh in said.values():
        assert "去" not in zh.split(BETWEEN_PIECES) and "秋天" not in zh.split(BETWEEN_PIECES)
    assert all(
        zh.split(BETWEEN_PIECES)[0].endswith("他") for key, zh in said.items() if "清早" in key
    )
    false = [item.zh for item in items if item.answers == ("false",)]
    statements = [item.zh for item in items if item.exercise == "true-false"]
    assert false, "statements against the text are asked for"
    assert not any("块钱" in zh for zh in statements), "it is said within quotation marks"
    hints = {item.zh: item.hint for item in items if item.exercise == "true-false"}
    for zh, hint in hints.items():
        assert hint == ("大卫" if "教室" in zh else ""), "who says it is printed"
        assert "我们学校很" not in zh, "a second sentence of who speaks lacks the name"
    assert not any("六月" in zh for zh in false), "what holds before June 8 holds before June 4"
    for zh in false:
        assert "旧来" not in zh and "很小" not in zh and "到五月" not in zh


@pytest.mark.parametrize("word", ["手里", "身上", "出去", "里面", "一个"])
def test_tones_that_many_say_otherwise_are_not_asked_for(word: str, tmp_path: Path) -> None:
    english = "The teacher put the umbrella there.\nMs. Wang is a doctor.\n"
    content = f"老师把雨伞放在{word}。\n王老师是医生。\n---\n{english}"
    book = of_text(tmp_path, content)
    made = tones(Material(book.lessons, SheetOptions(), workshop().card_lookups))
    asked = {item.item.zh for item in made}
    assert "医生" in asked and word not in asked
