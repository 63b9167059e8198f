#!/usr/bin/env python3
"""How quick the studio is: the letter and a novel of 10,000 pairs, opened and edited.

    python tools/bench_studio.py [--pairs 10000] [--keep FOLDER]

The novel is made of pairs of Tatoeba, where the shared data are, else of the letter's, numbered. A
server runs as a process of its own. Of each request: the time until its answer is read (median and
slowest) and the mean time of the processor that the server took for it, in milliseconds; on a busy
machine the latter says more. Memory is the largest that the server held. Both need Linux.
"""

import prelude

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http.cookiejar import CookieJar
from itertools import cycle, islice, repeat
from pathlib import Path
from typing import Any

from generator.pipeline import Resources, Source, align_source
from generator.studio.workspace import Workspace
from inputs import DATA, TATOEBA, read_pairs

LETTER = next((prelude.ROOT / "seeds").glob("1953-12-19*.txt"))
EVERY = 2
EDITS = 20
OPENINGS = 5
FIRST = "rows=" + ",".join(map(str, range(20)))
UTIME = 11
"""Place of a process's time behind its name in /proc/PID/stat (proc(5))."""
SHORT = 2
"""Characters of a word that can be cut."""
Json = dict[str, Any]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000, help="pairs of the novel")
    parser.add_argument("--keep", type=Path, help="a folder to work in, which stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work(options.keep or Path(folder), options.pairs)


def work(folder: Path, count: int) -> None:
    """Measure in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "letter.txt").write_bytes(LETTER.read_bytes())
    write_novel(folder, count)
    start = time.monotonic()
    program("prepare", folder / "novel.zh.txt", "--in", folder).wait()
    print(f"understanding the novel once: {time.monotonic() - start:.0f} s")
    print("text    what                        median  slowest  processor")
    server = program("studio", folder, "--no-open", stdout=subprocess.PIPE)
    try:
        assert server.stdout
        visitor = Visitor(server.stdout.readline().decode().strip(), server.pid)
        for id, source in Workspace(folder).look().texts.items():
            measure(visitor, source.name, id)
        print(f"memory of the server: {memory(server.pid)} MB")
    finally:
        server.terminate()
        server.wait()


def write_novel(folder: Path, count: int) -> None:
    """Write two files, one sentence a line."""
    path = DATA / TATOEBA
    if path.exists():
        pairs = list(islice(read_pairs(path), 0, EVERY * count, EVERY))
    else:
        pairs = of_the_letter()
    zh, en = [], []
    for number, (chinese, english) in enumerate(islice(cycle(pairs), count), 1):
        mark = "" if number <= len(pairs) else f"（{number}）"
        zh.append(chinese + mark)
        en.append(english + mark)
    (folder / "novel.zh.txt").write_text("\n".join(zh) + "\n", encoding="utf-8")
    (folder / "novel.en.txt").write_text("\n".join(en) + "\n", encoding="utf-8")


def of_the_letter() -> list[tuple[str, str]]:
    """Return the pairs of the letter."""
    rows = align_source(Resources(), Source(LETTER)).rows()
    return [("".join(row.zh), " ".join(row.en)) for row in rows]


def program(*arguments: object, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """Start the command line."""
    command = [sys.executable, str(prelude.ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.Popen(command, stdout=stdout)


class Visitor:
    """Asks the studio as a page does."""

    def __init__(self, address: str, process: int) -> None:
        self._process = process
        self._origin = address.partition("/?")[0]
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._ask(address)

    def processor(self) -> float:
        """Return the seconds of the processor that the server has taken."""
        status = Path(f"/proc/{self._process}/stat").read_text(encoding="utf-8")
        ticks = status.rpartition(")")[2].split()[UTIME : UTIME + 2]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def get(self, path: str) -> str:
        """Return a page or an answer."""
        return self._ask(self._origin + path)

    def post(self, path: str, asked: Mapping[str, Any]) -> Json:
        """Send JSON, and return the answer."""
        headers = {"Content-Type": "application/json", "Origin": self._origin}
        body = json.dumps(asked).encode()
        request = urllib.request.Request(self._origin + path, body, headers)
        found: Json = json.loads(self._ask(request))
        return found

    def _ask(self, what: "str | urllib.request.Request") -> str:
        with self._opener.open(what) as answer:
            content: bytes = answer.read()
        return content.decode()


def measure(visitor: Visitor, name: str, id: str) -> None:
    """Measure the views of a text."""
    bench, text, api = Bench(visitor, name), f"/text/{id}", f"/api/text/{id}"
    for view in ("pairs", "words", "cards"):
        bench.report(f"open {view}", repeat(partial(visitor.get, f"{text}/{view}"), OPENINGS))
    cards = [partial(visitor.post, f"{api}/cards", {"values": {}})]
    bench.report("lay out cards", cards)
    bench.report("the same, other looks", cards * OPENINGS)
    some = "rows=" + ",".join(map(str, range(40, 80)))
    bench.report(
        "40 pairs while scrolling", repeat(partial(visitor.get, f"{api}/pairs?{some}"), EDITS)
    )
    bench.report(
        "40 sentences with words", repeat(partial(visitor.get, f"{api}/words?{some}"), EDITS)
    )
    edits = Edits(visitor, api)
    bench.report("join two pairs", repeat(edits.join, EDITS // 2))
    bench.report("take that back", repeat(edits.back, EDITS // 2))
    edits.look_at_words()
    bench.report("give a meaning", repeat(edits.explain, EDITS // 2))
    bench.report("cut a word", repeat(edits.cut, EDITS // 2))


class Edits:
    """Edits of one text, each made from what the last one left."""

    def __init__(self, visitor: Visitor, api: str) -> None:
        self._visitor = visitor
        self._api = api
        self._places = iter(range(EDITS))
        self._words: list[tuple[int, int]] = []
        self._version = visitor.post(f"{api}/pairs/difference", {"version": ""})["version"]

    def join(self) -> None:
        """Join two pairs."""
        self._ask("pairs/edit", {"kind": "merge", "at": next(self._places) % 8})

    def back(self) -> None:
        """Take the last edit of pairs back."""
        self._ask("pairs/undo", {})

    def look_at_words(self) -> None:
        """Find words that can be corrected: one place of each."""
        found = json.loads(self._visitor.get(f"{self._api}/words?{FIRST}"))
        self._version = found["version"]
        spots: dict[str, tuple[int, int]] = {}
        for sentence in found["sentences"]:
            start = 0
            for text, status, *_ in sentence["words"]:
                if status == "new" and len(text) == SHORT:
                    spots[text] = (sentence["row"], start)
                start += len(text)
        self._words = list(spots.values())

    def explain(self) -> None:
        """Give a word a meaning, wherever it stands."""
        self._correct({"kind": "explain", "gloss": "a meaning"})

    def cut(self) -> None:
        """Cut a word of two characters."""
        self._correct({"kind": "cut", "place": 1})

    def _correct(self, asked: Mapping[str, Any]) -> None:
        row, start = self._words.pop()
        self._ask("words/edit", {"row": row, "start": start, **asked})

    def _ask(self, what: str, asked: Mapping[str, Any]) -> None:
        body = {"version": self._version, **asked}
        self._version = self._visitor.post(f"{self._api}/{what}", body)["version"]


class Bench:
    """Measures what a visitor does with one text."""

    def __init__(self, visitor: Visitor, name: str) -> None:
        self._visitor = visitor
        self._name = name

    def report(self, what: str, works: Iterable[Callable[[], object]]) -> None:
        """Do some things, and print how long they take."""
        times = []
        before = self._visitor.processor()
        for work in works:
            begin = time.perf_counter()
            work()
            times.append(time.perf_counter() - begin)
        mean = (self._visitor.processor() - before) / len(times)
        shown = [f"{1000 * one:8.0f}" for one in (statistics.median(times), max(times), mean)]
        print(f"{self._name:<7} {what:<25} {' '.join(shown)}", flush=True)


def memory(process: int) -> int:
    """Return the largest memory that a process held, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
