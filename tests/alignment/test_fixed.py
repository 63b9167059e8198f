"""A person's table, matched with the text: merged, split and moved cells are kept, what is not the
text is refused."""

import pytest

from generator.alignment.fixed import fix
from generator.base.errors import InputError
from generator.base.records import AlignedRow

ZH = "你好。我们走吧！\n\n再见。"  # Hello. Let's go! / Goodbye.
EN = "Hello. Let's go!\n\nGood bye."


def rows(*lines: tuple[str, str]) -> list[AlignedRow]:
    return [
        AlignedRow(number, tuple(filter(None, zh.split("⏎"))), tuple(filter(None, en.split("⏎"))))
        for number, (zh, en) in enumerate(lines, 2)
    ]


@pytest.mark.parametrize(
    ("lines", "beads"),
    [
        (
            [("你好。", "Hello."), ("我们走吧！", "Let's go!"), ("再见。", "Good bye.")],
            [((0,), (0,)), ((1,), (1,)), ((2,), (2,))],
        ),
        (
            [("你好。⏎我们走吧！", "Hello. ⏎ Let's go!"), ("再见。", "Good bye.")],
            [((0, 1), (0, 1)), ((2,), (2,))],
        ),
        (
            [("你好。我们走吧！", "Hello. Let's go!"), ("再见。", "Good bye.")],
            [((0,), (0,)), ((1,), (1,))],
        ),  # merged without a mark
        (
            [("你好。", "Hello."), ("我们", "Let's"), ("走吧！", "go!"), ("再见。", "Good bye.")],
            [((i,), (i,)) for i in range(4)],
        ),  # split
        (
            [("你好。", ""), ("我们走吧！", "Hello. ⏎ Let's go!"), ("再见。", "Good bye.")],
            [((0,), ()), ((1,), (0, 1)), ((2,), (2,))],
        ),
        (
            [("你好。", "Let's go!"), ("我们走吧！", "Hello."), ("再见。", "Good bye.")],
            [((0,), (1,)), ((1,), (0,)), ((2,), (2,))],
        ),
    ],
)
def test_lines_become_beads(
    lines: list[tuple[str, str]], beads: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    zh, en, found = fix(ZH, EN, rows(*lines), "x.aligned.tsv")
    assert [(b.zh, b.en) for b in found] == beads
    assert all(ZH[s.start : s.end] == s.text for s in zh)
    assert all(EN[s.start : s.end] == s.text for s in en)
    assert "".join(s.text for s in zh) == "".join(ZH.split())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            [("你好。", "Hello."), ("我们去吧！", "Let's go!")],
            r"line 3: the Chinese '我们去吧！' is not in the text.*'我们走吧",
        ),
        (
            [("你好。", "Hello."), ("你好。", "Let's go!")],
            r"line 3: the Chinese '你好。' is not in the text, or stands in the table twice",
        ),
        (
            [("你好。我们走吧！", "Hello. Let's go!"), ("再见。", "")],
            r"the English 'Goodbye.' of the text is in no line",
        ),
    ],
)
def test_what_is_not_the_text_is_refused(lines: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fix(ZH, EN, rows(*lines), "x.aligned.tsv")


def test_only_lines_still_marked_are_unsure() -> None:
    given = [AlignedRow(2, (ZH,), (EN,), 0.3, unsure=True)]
    assert fix(ZH, EN, given, "")[2][0].confidence == 0.3
    assert fix(ZH, EN, [AlignedRow(2, (ZH,), (EN,), 0.3)], "")[2][0].confidence == 1.0
