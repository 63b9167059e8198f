"""Many texts that share words, and some that cannot be built."""

from pathlib import Path

from support.decks import write
from support.program import SEED

EPOCH = "1700000000"
"""The time of a build, for ``SOURCE_DATE_EPOCH``."""
LINES = """\
今天天气很好，我们去公园散步。\tThe weather is good today; we go for a walk in the park.
银行在学校的左边。\tThe bank is to the left of the school.
他昨天没有来，因为他生病了。\tHe did not come yesterday, because he was ill.
这本书我已经看完了。\tI have finished reading this book.
请你把门关上。\tPlease close the door.
我姐姐是一位医生。\tMy elder sister is a doctor.
火车晚上八点到北京。\tThe train arrives in Beijing at eight in the evening.
这条河又长又宽。\tThis river is long and wide.
我们每天早上七点吃早饭。\tWe eat breakfast at seven every morning.
"""


def write_texts(folder: Path) -> None:
    """Write nine texts that can be built, ``a-letter.txt`` among them, and three that cannot."""
    lines = LINES.splitlines(keepends=True)
    for number in range(len(lines) - 1):
        write(folder / f"t{number}.tsv", "".join(lines[number : number + 2]))
    write(folder / "a-letter.txt", SEED.read_bytes())
    write(folder / "b-empty.txt", b"")
    write(folder / "c-binary.txt", bytes(range(256)) * 20)
    write(
        folder / "d-strangers.txt",
        "今天天气很好。\n---\nSpark plugs need no oil, said the man who sold them in 1953.\n",
    )
    write(folder / "sub" / "t1.txt", "银行在左边。")
