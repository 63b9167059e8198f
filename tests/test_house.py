"""The code keeps the limits of the house (docs/architecture.md, Style), counted by
tools/house_metrics.py.

``EXCEPTIONS`` says how often a folder still breaks a limit. The numbers may only become smaller;
``python tools/house_metrics.py FOLDER --worst 20`` lists the places.
"""

import sys
from collections import Counter
from functools import cache

import pytest

from support.program import ROOT
from support.source import GENERATOR, TOOLS

if str(TOOLS) not in sys.path:
    sys.path.append(str(TOOLS))
import house_metrics
from house_metrics import Broken, Module

TESTS = ROOT / "tests"
FOLDERS = sorted(
    str(path.relative_to(ROOT))
    for path in (GENERATOR, TOOLS, TESTS, *GENERATOR.glob("**/"), *TESTS.glob("**/"))
    if path.is_dir() and next(path.glob("*.py"), None)
)
"""Each folder with modules of its own; the modules of a folder below it are not counted twice."""
MEAN_OPERATIONS = 1.5
"""Operators, calls, conditionals and comprehensions of a statement, on average over a folder; tests
are left out, whose assertions compare a lot at once."""
TABLE_OF_CONTENTS = 60
"""Lines of ``generator/pipeline/__init__.py``."""
EXCEPTIONS: dict[str, dict[str, int]] = {
    "tests": {
        "comprehension in a comprehension": 2,
        "comprehension with several for": 4,
        "lines of a module": 1,
    },
    "tests/anki": {"lines of a module": 2},
}
DENSE: dict[str, float] = {
    "generator/alignment": 1.51,
    "generator/annotation": 1.6,
    "generator/studio/routes": 1.9,  # a route is one statement: parse, call, answer
}
"""Folders whose statements do more, and how much."""


@cache
def modules_of(folder: str) -> list[Module]:
    paths = sorted((ROOT / folder).glob("*.py"))
    return [Module(path, path.read_text("utf-8")) for path in paths]


def broken(folder: str) -> list[tuple[str, Broken]]:
    found = []
    for module in modules_of(folder):
        found += [(module.place, one) for one in house_metrics.broken_limits(module)]
        if not folder.startswith("tests"):
            found += [(module.place, one) for one in house_metrics.odd_docstrings(module)]
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_limits_are_kept(folder: str) -> None:
    places = broken(folder)
    counts = Counter(one.limit for _, one in places)
    allowed = EXCEPTIONS.get(folder, {})
    grown = {limit for limit, count in counts.items() if count > allowed.get(limit, 0)}
    listed = [f"{place}:{one.line}: {one.limit} {one.found}" for place, one in places]
    assert not grown, "\n".join([f"{folder} breaks {grown} more often than before:", *listed])


@pytest.mark.parametrize("folder", [one for one in FOLDERS if not one.startswith("tests")])
def test_a_statement_does_one_thing(folder: str) -> None:
    assert house_metrics.mean_operations(modules_of(folder)) <= DENSE.get(folder, MEAN_OPERATIONS)


def test_a_name_stands_for_one_thing() -> None:
    assert house_metrics.double_names(house_metrics.read([GENERATOR])) == {}
    assert house_metrics.double_names(house_metrics.read([TOOLS])) == {}


def test_no_module_stands_outside_the_folders() -> None:
    assert house_metrics.loose_modules() == []


def test_the_table_of_contents_fits_a_page() -> None:
    contents = (GENERATOR / "pipeline" / "__init__.py").read_text("utf-8")
    assert contents.count("\n") <= TABLE_OF_CONTENTS


def test_an_exception_is_of_a_folder_that_is_there() -> None:
    assert set(EXCEPTIONS) | set(DENSE) <= set(FOLDERS)
