"""What every tool that loads the program or NumPy imports first.

``import generator`` sets the number of threads of OpenBLAS, which reads it once, when NumPy is
loaded. With several threads the sums of a fit are split otherwise from machine to machine, and
their last bits differ; waiting threads burn CPU time that a benchmark counts. Sorted by the usual
rules NumPy would stand before the program, so that this module has a section of its own, the first
one, in pyproject.toml ([tool.ruff.lint.isort]); ``ruff check`` fails where it stands elsewhere.

A checkout need not be installed either: the root of the project comes onto the path here.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import generator  # noqa: E402, F401  # it sets the threads
