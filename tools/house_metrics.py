#!/usr/bin/env python3
"""Count what the house rules limit: names, lines, density of statements, loose modules, circles.

    python tools/house_metrics.py [--worst N] [FOLDER ...]

Without folders all of ``generator/`` is counted. ``--worst N`` lists the N densest statements and
every place that breaks a limit. The rules are in docs/architecture.md; tests/test_house.py holds
the code to them.
"""

import argparse
import ast
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = ROOT / "generator"
COLUMNS = 100
MOST_LINES = 300
"""Lines of a module."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
OPERATIONS = (ast.Call, ast.BinOp, ast.UnaryOp, ast.IfExp, *COMPREHENSIONS)
"""What counts once; ``and``, ``or`` and comparisons count once for each of their signs."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """A module, parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        """Return its path from the root of the project."""
        return str(self.path.relative_to(ROOT))


@dataclass(frozen=True)
class Statement:
    """A statement and how many operators, calls and comprehensions it has of its own."""

    module: Module
    node: ast.stmt
    operations: int


def read(folders: Iterable[Path]) -> list[Module]:
    """Parse all modules below some folders."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            text = path.read_text("utf-8")
            found.append(Module(path, text, ast.parse(text)))
    return found


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


def statements(module: Module) -> Iterator[Statement]:
    """Yield the statements of a module; definitions, imports and texts are none."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.stmt):
            continue
        if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom)):
            continue
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_text:
            yield Statement(module, node, sum(map(operations, own_nodes(node))))


def broken_limits(module: Module) -> Iterator[tuple[int, str]]:
    """Yield (line, what) for each place that the house does not want."""
    yield from _long_lines(module)
    lines = module.text.count("\n")
    if lines > MOST_LINES:
        yield 1, f"{lines} lines"
    for node in ast.walk(module.tree):
        if isinstance(node, COMPREHENSIONS):
            if len(node.generators) > 1:
                yield node.lineno, "comprehension with several for"
            if any(len(one.ifs) > 1 for one in node.generators):
                yield node.lineno, "comprehension with several if"
            if _inside(node, COMPREHENSIONS):
                yield node.lineno, "comprehension in a comprehension"
        if isinstance(node, ast.IfExp) and _inside(node, (ast.IfExp,)):
            yield node.lineno, "conditional in a conditional"
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Lambda):
            yield node.lineno, "lambda that is returned"
        if isinstance(node, FUNCTIONS) and _arguments(node) > MOST_ARGUMENTS:
            yield node.lineno, f"{_arguments(node)} arguments"


MOST_ARGUMENTS = 6


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    if names and names[0] in ("self", "cls"):
        names = names[1:]
    is_command = any(isinstance(one, ast.Call) for one in node.decorator_list)
    return 0 if is_command else len(names)


def _inside(node: ast.AST, kinds: tuple[type[ast.AST], ...]) -> bool:
    below = (one for child in ast.iter_child_nodes(node) for one in ast.walk(child))
    return any(isinstance(one, kinds) for one in below)


def _long_lines(module: Module) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(module.text.split("\n"), 1):
        wide = sum(unicodedata.east_asian_width(one) in "WF" for one in line)
        if len(line) + wide > COLUMNS:
            yield number, f"{len(line) + wide} columns"


def double_names(modules: Sequence[Module]) -> dict[str, list[str]]:
    """Return the names of classes, files and shared constants that stand for several things."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        is_command = module.path.parent.name == "commands"  # it bears the name that people type
        if module.path.stem not in ("__init__", "__main__") and not is_command:
            found[f"file {module.path.stem}"].append(module.place)
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                found[f"class {node.name}"].append(module.place)
    return {name: places for name, places in found.items() if len(places) > 1}


def loose_modules() -> list[str]:
    """Return the modules of the package that stand in no folder."""
    usual = {"__init__.py", "__main__.py", "cli.py"}
    return sorted(path.name for path in GENERATOR.glob("*.py") if path.name not in usual)


def report(modules: Sequence[Module], worst: int) -> None:
    """Print the table of metrics and, if wished, the worst places."""
    all_statements = [one for module in modules for one in statements(module)]
    counts = sorted(one.operations for one in all_statements)
    sizes = [module.text.count("\n") for module in modules]
    limits = [(module, *found) for module in modules for found in broken_limits(module)]
    kinds: defaultdict[str, int] = defaultdict(int)
    for _, _, what in limits:
        kinds[what.lstrip("0123456789 ")] += 1
    nodes = [one for module in modules for one in ast.walk(module.tree)]
    comprehensions = sum(isinstance(one, COMPREHENSIONS) for one in nodes)
    functions = sum(isinstance(one, FUNCTIONS) for one in nodes)
    print(f"modules {len(modules)}, lines {sum(sizes)}, median {median(sizes)}, max {max(sizes)}")
    print(f"operations a statement: mean {mean(counts):.2f}, p99 {counts[len(counts) * 99 // 100]}")
    print(f"comprehensions a function: {comprehensions / functions:.2f}")
    print(f"walrus {sum(isinstance(one, ast.NamedExpr) for one in nodes)}, ", end="")
    print(f"lambda {sum(isinstance(one, ast.Lambda) for one in nodes)}")
    print(f"names that stand for several things: {len(double_names(modules))}")
    print(f"loose modules: {len(loose_modules())}")
    print("limits broken: " + (", ".join(f"{k}: {n}" for k, n in sorted(kinds.items())) or "none"))
    if worst:
        for name, places in double_names(modules).items():
            print(f"  {name}: {', '.join(places)}")
        for module, line, what in limits:
            print(f"  {module.place}:{line}: {what}")
        for one in sorted(all_statements, key=lambda one: -one.operations)[:worst]:
            print(f"  {one.module.place}:{one.node.lineno}: {one.operations} operations")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, help="folders to count")
    parser.add_argument("--worst", type=int, default=0, help="how many statements to list")
    options = parser.parse_args()
    report(read([one.resolve() for one in options.folders] or [GENERATOR]), options.worst)


if __name__ == "__main__":
    main()
