#!/usr/bin/env python3
"""How quick the studio is: the letter and a novel of 10,000 pairs, opened and edited.

    python tools/bench_studio.py [--pairs 10000] [--keep FOLDER]

The novel is made of pairs of Tatoeba, where the shared data are, else of the letter's, numbered. A
server runs as a process of its own; each figure is the time until its answer is read, in
milliseconds: of opening the median of five, of edits the median and the slowest of twenty. Memory
is the largest that the server held (Linux).
"""

import prelude

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from http.cookiejar import CookieJar
from itertools import cycle, islice
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
    print("text    what                        median  slowest")
    server = program("studio", folder, "--no-open", stdout=subprocess.PIPE)
    try:
        assert server.stdout
        visitor = Visitor(server.stdout.readline().decode().strip())
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

    def __init__(self, address: str) -> None:
        self._origin = address.partition("/?")[0]
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._ask(address)

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
    text, api = f"/text/{id}", f"/api/text/{id}"
    for view in ("pairs", "words", "cards"):
        report(name, f"open {view}", OPENINGS, partial(visitor.get, f"{text}/{view}"))
    report(name, "lay out cards", OPENINGS, partial(visitor.post, f"{api}/cards", {"values": {}}))
    some = "rows=" + ",".join(map(str, range(40, 80)))
    report(name, "40 pairs while scrolling", EDITS, partial(visitor.get, f"{api}/pairs?{some}"))
    report(name, "40 sentences with words", EDITS, partial(visitor.get, f"{api}/words?{some}"))
    edit_pairs(visitor, name, api)
    edit_words(visitor, name, api)


def edit_pairs(visitor: Visitor, name: str, api: str) -> None:
    """Join pairs in turn, and take that back."""
    version = visitor.post(f"{api}/pairs/difference", {"version": ""})["version"]
    places = iter(range(EDITS))

    def join() -> None:
        nonlocal version
        asked = {"version": version, "kind": "merge", "at": next(places) % 8}
        version = visitor.post(f"{api}/pairs/edit", asked)["version"]

    def back() -> None:
        nonlocal version
        version = visitor.post(f"{api}/pairs/undo", {"version": version})["version"]

    steps = min(EDITS, 10)
    report(name, "join two pairs", steps, join)
    report(name, "take that back", steps, back)


def edit_words(visitor: Visitor, name: str, api: str) -> None:
    """Give words meanings, and cut words."""
    found = json.loads(visitor.get(f"{api}/words?{FIRST}"))
    version = found["version"]
    spots: list[tuple[int, int, str]] = []
    for sentence in found["sentences"]:
        start = 0
        for text, status, *_ in sentence["words"]:
            if status == "new" and len(text) == SHORT:
                spots.append((sentence["row"], start, text))
            start += len(text)
    words = list({text: (row, start) for row, start, text in spots}.values())
    for kind, asked in (
        ("give a meaning", {"kind": "explain", "gloss": "a meaning"}),
        ("cut a word", {"kind": "cut", "place": 1}),
    ):
        times = []
        for _ in range(min(EDITS // 2, len(words))):
            row, start = words.pop()
            body = {"version": version, "row": row, "start": start, **asked}
            begin = time.perf_counter()
            version = visitor.post(f"{api}/words/edit", body)["version"]
            times.append(time.perf_counter() - begin)
        show(name, kind, times)


def report(name: str, what: str, count: int, work: Callable[[], object]) -> None:
    """Do something several times, and print how long it takes."""
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    show(name, what, times)


def show(name: str, what: str, times: list[float]) -> None:
    """Print a line of the table."""
    median, slowest = 1000 * statistics.median(times), 1000 * max(times)
    print(f"{name:<7} {what:<26} {median:7.0f} {slowest:8.0f}", flush=True)


def memory(process: int) -> int:
    """Return the largest memory that a process held, in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
