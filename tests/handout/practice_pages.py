"""Practice pages for the tests."""

from typing import Any

from books import workshop

from generator.handout import Book, SheetOptions, practice_page
from support.program import ROOT

SET = ROOT / "seeds" / "first-steps"
BAD = "</script><script>ran=1</script><img src=x onerror='ran=1'><!--"
HOSTILE = (
    f"老师说：“今天的天气真好，我们去公园看花，晚上再回家。”{BAD}"
    f"\tThe teacher {BAD} said: let us go.\n"
    "大家都很高兴，一起唱歌。\tEverybody was happy and sang.\n"
)


def page_of(book: Book, **looks: Any) -> bytes:
    return practice_page(book, SheetOptions(**looks), workshop().card_lookups)
