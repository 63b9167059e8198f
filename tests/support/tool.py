"""The scripts of ``tools/`` as modules: they are run, not installed."""

import importlib
import sys
from types import ModuleType

from support.source import TOOLS


def load(name: str) -> ModuleType:
    """Import ``tools/NAME.py``."""
    if str(TOOLS) not in sys.path:
        sys.path.append(str(TOOLS))
    return importlib.import_module(name)
