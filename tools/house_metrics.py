#!/usr/bin/env python3
"""Count what the house rules limit: names, lines, statements, loose modules, docstrings.

    python tools/house_metrics.py [--worst N] [FOLDER ...]

Without folders all of ``generator/`` is counted. ``--worst N`` lists the N densest statements and
every place that breaks a limit. The rules are in docs/architecture.md; tests/test_house.py holds
the code to them.
"""

from prelude import ROOT

import ast
import itertools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from docstring_verbs import begins_with_verb
from inputs import command_line

GENERATOR = ROOT / "generator"
MAX_COLUMNS = 100
MAX_LINES = 300
"""Lines of a module."""
MAX_ARGUMENTS = 6
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
OPERATIONS = (ast.Call, ast.BinOp, ast.UnaryOp, ast.IfExp, *COMPREHENSIONS)
"""What counts once; ``and``, ``or`` and comparisons count once for each of their signs."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
PACKAGE_FILES = ("__init__", "__main__", "cli")
"""Modules that stand in no folder, or have the same name in each."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module, parsed."""

    path: Path
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Return all nodes."""
        return list(ast.walk(ast.parse(self.text)))

    @property
    def place(self) -> str:
        """Return its path from the root of the project."""
        return str(self.path.relative_to(ROOT))

    @property
    def lines(self) -> int:
        """Return how many lines it has."""
        return self.text.count("\n")


@dataclass(frozen=True)
class Statement:
    """A statement and how many operators, calls and comprehensions it has of its own."""

    module: Module
    line: int
    operations: int


class Broken(NamedTuple):
    """A place that breaks a limit."""

    line: int
    limit: str
    found: str = ""


def read(folders: Iterable[Path]) -> list[Module]:
    """Read all modules below some folders."""
    paths = itertools.chain.from_iterable(sorted(folder.rglob("*.py")) for folder in folders)
    return [Module(path, path.read_text("utf-8")) for path in paths]


# -- statements


def statements(module: Module) -> Iterator[Statement]:
    """Yield the statements of a module; definitions, imports and texts are none."""
    for node in module.nodes:
        if not isinstance(node, ast.stmt):
            continue
        if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom)):
            continue
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_text:
            count = sum(operations(one) for one in own_nodes(node))
            yield Statement(module, node.lineno, count)


def own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes of a statement that belong to no statement inside it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.stmt)]


def operations(node: ast.AST) -> int:
    """Count the operators, calls, conditionals and comprehensions that a node is."""
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.Compare):
        return len(node.ops)
    return int(isinstance(node, OPERATIONS))


def mean_operations(modules: Iterable[Module]) -> float:
    """Return the mean number of operations of a statement."""
    found = itertools.chain.from_iterable(statements(module) for module in modules)
    return mean([statement.operations for statement in found] or [0])


# -- limits


def broken_limits(module: Module) -> Iterator[Broken]:
    """Yield each place that the house does not want."""
    yield from _long_lines(module)
    if module.lines > MAX_LINES:
        yield Broken(1, "lines of a module", f"{module.lines}")
    for node in module.nodes:
        if isinstance(node, COMPREHENSIONS):
            yield from _broken_comprehension(node)
        elif isinstance(node, ast.IfExp) and _is_inside(node, (ast.IfExp,)):
            yield Broken(node.lineno, "conditional in a conditional")
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Lambda):
            yield Broken(node.lineno, "lambda that is returned")
        elif isinstance(node, FUNCTIONS):
            count = _count_arguments(node)
            if count > MAX_ARGUMENTS:
                yield Broken(node.lineno, "arguments", f"{count}")


def _long_lines(module: Module) -> Iterator[Broken]:
    for number, line in enumerate(module.text.split("\n"), 1):
        wide = sum(unicodedata.east_asian_width(one) in "WF" for one in line)
        if len(line) + wide > MAX_COLUMNS:
            yield Broken(number, "columns", f"{len(line) + wide}")


def _broken_comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
) -> Iterator[Broken]:
    if len(node.generators) > 1:
        yield Broken(node.lineno, "comprehension with several for")
    if any(len(one.ifs) > 1 for one in node.generators):
        yield Broken(node.lineno, "comprehension with several if")
    if _is_inside(node, COMPREHENSIONS):
        yield Broken(node.lineno, "comprehension in a comprehension")


def _is_inside(node: ast.AST, kinds: tuple[type[ast.AST], ...]) -> bool:
    """Tell whether a node has one of some kinds below it."""
    below = itertools.islice(ast.walk(node), 1, None)
    return any(isinstance(one, kinds) for one in below)


def _count_arguments(node: Function) -> int:
    """Count arguments but for ``self``; those of a command are its options."""
    if any(isinstance(one, ast.Call) for one in node.decorator_list):
        return 0
    arguments = node.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


# -- names and docstrings


def double_names(modules: Sequence[Module]) -> dict[str, list[str]]:
    """Return the names of classes and files that stand for several things."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        is_command = module.path.parent.name == "commands"  # it bears the name that people type
        if module.path.stem not in PACKAGE_FILES and not is_command:
            found[f"file {module.path.stem}"].append(module.place)
        for node in ast.iter_child_nodes(module.nodes[0]):
            if isinstance(node, ast.ClassDef):
                found[f"class {node.name}"].append(module.place)
    return {name: places for name, places in found.items() if len(places) > 1}


def loose_modules() -> list[str]:
    """Return the modules of the package that stand in no folder."""
    return sorted(path.name for path in GENERATOR.glob("*.py") if path.stem not in PACKAGE_FILES)


def odd_docstrings(module: Module) -> Iterator[Broken]:
    """Yield the docstrings of public functions that do not begin with a verb."""
    for node in _public_functions(module.nodes[0]):
        text = ast.get_docstring(node)
        if text and not begins_with_verb(text):
            yield Broken(node.lineno, "docstring without a verb", f"{node.name}: {text[:40]}")


def _public_functions(scope: ast.AST) -> Iterator[Function]:
    """Yield the functions of a module, and the methods of its classes."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _public_functions(node)


# -- the report


def report(modules: Sequence[Module], worst: int) -> None:
    """Print the table of metrics and, if wished, the worst places."""
    found = list(itertools.chain.from_iterable(statements(module) for module in modules))
    counts = sorted(statement.operations for statement in found)
    sizes = [module.lines for module in modules]
    nodes = list(itertools.chain.from_iterable(module.nodes for module in modules))
    comprehensions = sum(isinstance(one, COMPREHENSIONS) for one in nodes)
    functions = sum(isinstance(one, FUNCTIONS) for one in nodes)
    names = double_names(modules)
    print(f"modules {len(modules)}, lines {sum(sizes)}, median {median(sizes)}, max {max(sizes)}")
    print(f"operations a statement: mean {mean(counts):.2f}, p99 {counts[len(counts) * 99 // 100]}")
    print(f"comprehensions a function: {comprehensions / functions:.2f}")
    print(f"walrus {sum(isinstance(one, ast.NamedExpr) for one in nodes)}, ", end="")
    print(f"lambda {sum(isinstance(one, ast.Lambda) for one in nodes)}")
    print(f"names that stand for several things: {len(names)}")
    print(f"loose modules: {len(loose_modules())}")
    broken: list[tuple[Module, Broken]] = []
    for module in modules:
        broken += [(module, one) for one in (*broken_limits(module), *odd_docstrings(module))]
    kinds = Counter(one.limit for _, one in broken)
    print("limits broken: " + (", ".join(f"{k}: {n}" for k, n in sorted(kinds.items())) or "none"))
    if worst:
        for name, places in names.items():
            print(f"  {name}: {', '.join(places)}")
        for module, one in broken:
            print(f"  {module.place}:{one.line}: {one.limit} {one.found}".rstrip())
        for statement in sorted(found, key=lambda one: -one.operations)[:worst]:
            place = f"{statement.module.place}:{statement.line}"
            print(f"  {place}: {statement.operations} operations")


def main() -> None:
    """Read the command line."""
    parser = command_line(__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders to count")
    parser.add_argument("--worst", type=int, default=0, help="how many statements to list")
    options = parser.parse_args()
    folders = [folder.resolve() for folder in options.folders] or [GENERATOR]
    report(read(folders), options.worst)


if __name__ == "__main__":
    main()
