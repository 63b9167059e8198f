"""The program's own source, read off its syntax trees; each file is parsed once."""

import ast
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

from support.program import ROOT

GENERATOR = ROOT / "generator"
TOOLS = ROOT / "tools"


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Return every module that a file imports, wherever in it, and what is imported from modules.

    What is imported under ``if TYPE_CHECKING`` is left out.
    """
    found: set[str] = set()
    for node in _running(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def _running(root: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, but for what only type checkers see."""
    yield root
    for node in ast.iter_child_nodes(root):
        if not _is_for_type_checkers(node):
            yield from _running(node)


def _is_for_type_checkers(node: ast.AST) -> bool:
    test = node.test if isinstance(node, ast.If) else None
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def module_name(path: Path) -> str:
    """Return the dotted name of a module; that of the package for an ``__init__``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def circles(needs: Mapping[str, Set[str]]) -> list[str]:
    """Return the modules that lie on circles of imports or between two, given what each needs."""
    waiting = dict(needs)
    while ready := [name for name in waiting if not _is_between(name, waiting)]:
        for name in ready:
            del waiting[name]
    return sorted(waiting)


def _is_between(name: str, needs: Mapping[str, Set[str]]) -> bool:
    """Tell whether a module needs some of the others and is needed by some."""
    is_needed = any(name in others for others in needs.values())
    return is_needed and bool(needs[name] & needs.keys())
