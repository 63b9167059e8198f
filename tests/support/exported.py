"""The letter, and a text made to do harm, in every format."""

import csv
import io
import json
import shutil
from collections.abc import Collection, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from generator.export import FORMATS
from support.program import SEED, run

PAIRS = (
    ("=1+1等于二，老师说。", '=HYPERLINK("http://a.b","x") equals two, the teacher said.'),
    ("<b>你好</b>，{{c1::世界}}[sound:x.mp3]！", "<b>Hello</b>, {{c1::world}} [sound:x.mp3]!"),
    (
        "+<script>document.title='ran'</script>学生说：“&amp;好。”",
        "+<script>document.title='ran'</script> The students say: &amp; good.",
    ),
    (
        "@老师]]>说'好'，\\(x\\)😀𠮷野家。",
        "@SUM the teacher ]]> said 'good', \\(x\\) 😀 Yoshinoya. \ufffe",
    ),
    (
        "-工人\u202e右\u202c到左，<img src=x onerror=document.title='ran'>。",
        "-Workers \u202eright\u202c to left <img src=x onerror=1>.",
    ),
    ("//女儿在那儿喝绿茶[音]。", "//The daughter drinks green tea there."),
)
"""Sentences of a table: tabs separate the columns, so that each stays what it is."""


def export_all(folder: Path) -> Path:
    """Export ``letter`` and ``hostile`` in every format; return the folder with the files."""
    shutil.copy(SEED, folder / "letter.txt")
    lines = [f"{zh}\t{en}\n" for zh, en in PAIRS]
    (folder / "hostile.txt").write_text("".join(lines), encoding="utf-8")
    sentences = [name for name, one in FORMATS.items() if one.sentences]
    _export(folder, (*FORMATS, "tmx"))
    _export(folder, sentences, "--sentences")
    return folder / "out"


def _export(folder: Path, names: Collection[str], *options: str) -> None:
    texts = (folder / "letter.txt", folder / "hostile.txt")
    done = run("export", *texts, *to(names), *options, "-o", folder / "out")
    assert done.exit_code == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2 * len(names)


def to(names: Iterable[str]) -> list[str]:
    """Return the options that name formats."""
    return list(chain.from_iterable(("--to", name) for name in names))


def table(path: Path) -> list[dict[str, str]]:
    """Read a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
