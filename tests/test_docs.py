"""The documentation speaks of what is there: files, names, commands, options; figures are made."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest

import cli

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FIGURES = DOCS / "figures"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
WRITTEN = [page for page in PAGES if page.parent != FIGURES]
"""Pages that people write; the others are made by tools/make_figures.py."""
MAX_LINES, MAX_COLUMNS, MAX_TERMS = 250, 110, 40
PLACES = (ROOT, ROOT / "generator", ROOT / "generator" / "data", ROOT / "docs")
"""Where a path in a page may begin."""
ELSEWHERE = ("../", ".venv/", "shared/", "texts.zip/")
"""Beginnings of paths outside of the repository."""
OF_READERS = {"decks", "handouts", "exports", "texts", "lessons", "recordings", "PATH"}
"""Folders of the person who uses Cika, in examples."""
PLACEHOLDERS = {"NAME", "FILE", "FOLDER", "TEXT", "DECK", "SET", "DIR", "FORMAT"}
EXAMPLES = {"MIN_CONFIDENCE", "LEAST"}
"""Names that CONTRIBUTING.md only speaks of."""
FIGURE = re.compile(r"(?<![\w.])0?\.\d{3}\b|\b\d+\.\d+ ?%")
HISTORY = re.compile(r"\b(until then|formerly|used to be|was renamed|in the past)\b", re.IGNORECASE)


def by_name(page: Path) -> str:
    """Return the name of a page for the list of tests."""
    return str(page.relative_to(ROOT))


@cache
def text_of(page: Path) -> str:
    """Read a page."""
    return page.read_text("utf-8")


def blocks_of(page: Path) -> list[str]:
    """Return the lines of code blocks."""
    found = []
    for block in re.findall(r"^ *```\w*\n(.*?)^ *```", text_of(page), re.DOTALL | re.MULTILINE):
        found += block.splitlines()
    return found


def spans_of(page: Path) -> list[str]:
    """Return what stands between single backticks, outside of code blocks."""
    prose = re.sub(r"^ *```.*?^ *```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    return [span.replace("\\|", "|").replace("\n", " ") for span in re.findall(r"`([^`]+)`", prose)]


@cache
def sources() -> str:
    """Return all code of the program, its tools and the other tests."""
    folders = (ROOT / "generator", ROOT / "tools", ROOT / "tests")
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in found if path != Path(__file__))


@cache
def files() -> frozenset[str]:
    """Return the paths of all files that may be named, from the root, with slashes."""
    found = [ROOT / "cli.py"]
    for folder in ("generator", "tools", "tests", "docs", "seeds", ".ci"):
        found += (ROOT / folder).rglob("*")
    return frozenset(path.relative_to(ROOT).as_posix() for path in found)


def is_there(path: str) -> bool:
    """Tell whether a path of a page leads to a file or folder, from one of the usual places."""
    pattern = path.rstrip("/")
    if "*" in pattern:
        return any(any(place.glob(pattern)) for place in PLACES)
    if any((place / pattern).exists() for place in PLACES):
        return True
    return any(name.endswith(f"/{pattern}") for name in files())


def paths_in(page: Path) -> Iterator[str]:
    """Yield what looks like a path of the repository."""
    for span in spans_of(page):
        if not re.fullmatch(r"[\w.*-]+(/[\w.*-]+)*/?", span, re.ASCII):
            continue
        is_file = span.endswith((".py", ".toml", ".json", ".sqlite", ".html", ".css", ".zlib"))
        if not (is_file or "/" in span) or span.startswith(ELSEWHERE):
            continue
        if span.split("/")[0] in OF_READERS or span in {"cika.toml", "set.toml", "page.html"}:
            continue
        yield span


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if not target.startswith(("http://", "https://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", WRITTEN, ids=by_name)
def test_paths_are_there(page: Path) -> None:
    if page.name in {"data.md", "annotating-gold.md"}:
        pytest.skip("names files of gold data, which lie outside")
    assert [path for path in paths_in(page) if not is_there(path)] == []


@pytest.mark.parametrize("page", WRITTEN, ids=by_name)
def test_classes_and_constants_are_there(page: Path) -> None:
    missing = []
    for span in spans_of(page):
        if re.fullmatch(r"(?:[A-Z][a-z]+){2,}", span) and f"class {span}" not in sources():
            missing.append(span)
        is_constant = re.fullmatch(r"[A-Z][A-Z_]{2,}", span) and span not in PLACEHOLDERS | EXAMPLES
        if is_constant and not re.search(rf"\b{span}\b", sources()):
            missing.append(span)
    assert missing == []


def parameters_of(name: str) -> set[str]:
    """Return the options of a command (``set new``: of the command in a group)."""
    command: click.Command = cli.main
    for part in name.split():
        assert isinstance(command, click.Group)
        command = command.commands[part]
    found = {"-h", "--help"}
    for parameter in command.params:
        found.update(parameter.opts, parameter.secondary_opts)
    return found


def command_of(words: list[str]) -> str:
    """Return the name of the command that a line calls; "" for the program itself."""
    found = cli.main.commands.get(words[0]) if words else None
    if isinstance(found, click.Group) and len(words) > 1 and words[1] in found.commands:
        return f"{words[0]} {words[1]}"
    return words[0] if found else ""


def calls_in(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield (line, words behind the name of the program) for each call of the program."""
    for line in [*blocks_of(page), *spans_of(page)]:
        called = re.match(r"(?:python cli\.py|cika) ([a-z].*)", line.strip())
        if called:
            yield line, re.split(r"\s{3,}", called[1])[0].split()


@pytest.mark.parametrize("page", WRITTEN, ids=by_name)
def test_commands_have_the_options_that_are_shown(page: Path) -> None:
    for line, words in calls_in(page):
        name = command_of(words)
        assert name, f"no such command: {line}"
        options = {
            word.strip("[]").partition("=")[0] for word in words if re.match(r"\[?--?\w", word)
        }
        assert options <= parameters_of(name), line


@pytest.mark.parametrize("page", WRITTEN, ids=by_name)
def test_options_are_there(page: Path) -> None:
    if page.name in {"CONTRIBUTING.md", "data.md", "annotating-gold.md"}:
        pytest.skip("names options of tools, too")
    known = {"--editable", "--constraint", "--all", "--fit", "--faults", "--belonging"}
    for command in cli.main.commands.values():
        names = [command.name or ""]
        if isinstance(command, click.Group):
            names = [f"{command.name} {name}" for name in command.commands]
        for name in names:
            known |= parameters_of(name)
    shown = set()
    for span in spans_of(page):
        shown.update(re.findall(r"(?<![\w-])--[a-z][a-z-]*", span))
    assert shown <= known, shown - known


@pytest.mark.parametrize("page", WRITTEN, ids=by_name)
def test_pages_are_short(page: Path) -> None:
    lines = text_of(page).splitlines()
    assert len(lines) <= MAX_LINES
    long = [line for line in lines if len(line) > MAX_COLUMNS and not line.startswith(("|", "!["))]
    assert long == []


def test_the_glossary_is_short_and_has_each_term_once() -> None:
    terms = re.findall(r"^\| ([^|]+) \|", text_of(DOCS / "glossary.md"), re.MULTILINE)[1:]
    assert len(terms) <= MAX_TERMS
    assert len(set(terms)) == len(terms)


def test_every_folder_is_in_the_picture_and_every_page_is_linked() -> None:
    picture = text_of(DOCS / "architecture.md")
    for folder in (ROOT / "generator").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert f"  {folder.name}/ " in picture, folder.name
    linked = "\n".join(text_of(page) for page in WRITTEN)
    for page in PAGES[2:]:
        assert page.name in linked or page.parent == FIGURES, page.name


@pytest.mark.parametrize("page", WRITTEN, ids=by_name)
def test_pages_state_what_is(page: Path) -> None:
    """Results stand in docs/figures and docs/experiments.md; history belongs to git."""
    if page.name.startswith("experiments"):
        pytest.skip("holds results and history")
    assert FIGURE.findall(text_of(page)) == []
    assert HISTORY.findall(text_of(page)) == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("experiments*.md")), ids=by_name)
def test_experiments_have_a_date(page: Path) -> None:
    text = text_of(page)
    date = re.compile(r"20\d\d-\d\d-\d\d")
    for heading in re.findall(r"^### .+", text, re.MULTILINE):
        assert date.search(heading), heading
    tables = re.findall(r"^\| when \|.*\n\|---.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    assert rows
    assert [row for row in rows if not date.fullmatch(row.split("|")[1].strip())] == []


def test_figures_say_when_and_how_they_were_made() -> None:
    pages = tomllib.loads((ROOT / "tools" / "figures.toml").read_text("utf-8"))["page"]
    assert {page["name"] for page in pages} == {page.stem for page in FIGURES.glob("*.md")}
    for page in pages:
        text = text_of(FIGURES / f"{page['name']}.md")
        for section in page["section"]:
            assert (ROOT / section["command"].split()[0]).exists(), section["command"]
        starts = [found.start() for found in re.finditer(r"^## ", text, re.MULTILINE)]
        for start, end in pairwise([*starts, len(text)]):
            part = text[start:end]
            assert re.search(r"20\d\d-\d\d-\d\d", part), part[:60]
            assert "`python tools/" in part, part[:60]


def test_code_points_to_pages_that_are_there() -> None:
    code = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    for path in [*code, *(ROOT / "tests").rglob("*.py")]:
        text = path.read_text("utf-8")
        assert "DESIGN" + ".md" not in text, path
        for page in re.findall(r"docs/[a-z/-]+\.md", text):
            assert (ROOT / page).exists(), f"{path}: {page}"


def test_targets_of_make_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in WRITTEN:
        for line in [*blocks_of(page), *spans_of(page)]:
            called = re.match(r"make ([a-z-]+)", line.strip())
            assert not called or called[1] in targets, f"{page}: {line}"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    table = text_of(DOCS / "architecture.md").lower()
    needed = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        needed += extra
    for requirement in needed:
        name = re.split(r"[\[<>=~! ]", requirement)[0].lower()
        assert name == "cika" or name in table, name
