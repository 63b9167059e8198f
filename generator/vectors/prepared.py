"""The model ready to use: unpacked once, and mapped into memory from then on.

To unpack the model takes .35 s of CPU, a third of what a letter takes. So it is written unpacked
(81 MB) into the folder that a computer has for what can be made again. Processes that run at the
same time share the file's memory. Where no such folder can be written, the model is unpacked each
time.

The file is in the format of safetensors: eight bytes of a number, a header in JSON of so many
bytes, the arrays. It is named by a hash of the model, and written whole or not at all.
"""

import json
import math
import mmap
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.base.files import replace
from generator.vectors import model_files

Arrays = Mapping[str, NDArray[Any]]

FOLDER = "CIKA_CACHE"
"""Environment variable that names the folder; where it is empty, nothing is kept."""
_LAYOUT = 1
"""To be raised by one when ``model_files`` returns other arrays for the same model."""
_TYPES = {"U8": "|u1", "I8": "|i1", "I32": "<i4", "I64": "<i8", "F32": "<f4", "F64": "<f8"}
"""Name of a type in safetensors -> in NumPy."""
_NAMES = {kind: name for name, kind in _TYPES.items()}
_NUMBER, _ALIGNED = 8, 64
"""Bytes of the number that a file begins with; bytes of which the place of the first array is a
multiple."""


@cache
def arrays() -> Arrays:
    """Return the arrays of ``model_files.read_network`` and ``read_vocabulary``, not to be written
    to. Raises ModuleNotFoundError where the package of the model is not installed."""
    path = _path()
    if path is not None:
        with suppress(OSError, ValueError, LookupError, TypeError):
            return load(path)
    found = model_files.read_network() | model_files.read_vocabulary()
    if path is not None:
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace({path: dump(found)})
    return found


def cache_folder() -> Path | None:
    """Return the folder for what can be made again; None where there is to be none."""
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named else None
    try:
        return _usual_folder(Path.home()) / "cika"
    except RuntimeError:  # a user without a home
        return None


def dump(found: Arrays) -> Iterator[bytes]:
    """Yield the content of a file with some arrays, those with the largest elements first, so that
    all are aligned."""
    names = sorted(found, key=lambda name: -found[name].itemsize)
    header: dict[str, object] = {}
    at = 0
    for name in names:
        array = found[name]
        offsets = at, at + array.nbytes
        header[name] = {
            "dtype": _NAMES[array.dtype.str],
            "shape": array.shape,
            "data_offsets": offsets,
        }
        at += array.nbytes
    written = json.dumps(header).encode()
    written += b" " * (-(_NUMBER + len(written)) % _ALIGNED)
    yield len(written).to_bytes(_NUMBER, "little")
    yield written
    for name in names:
        yield found[name].tobytes()


def load(path: Path) -> Arrays:
    """Map the arrays of a file into memory. Raises OSError where it cannot be read, ValueError,
    LookupError or TypeError where it is damaged."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = _NUMBER + int.from_bytes(data[:_NUMBER], "little")
    header = json.loads(data[_NUMBER:start])
    if start + max(entry["data_offsets"][1] for entry in header.values()) != len(data):
        raise ValueError(f"{path} has another size than its header says")
    found = {}
    for name, entry in header.items():
        first, _ = entry["data_offsets"]
        kind = _TYPES[entry["dtype"]]
        values = np.frombuffer(data, kind, math.prod(entry["shape"]), start + first)
        found[name] = values.reshape(entry["shape"])
    return found


def _path() -> Path | None:
    folder = cache_folder()
    if folder is None:
        return None
    return folder / f"sentence-encoder-{model_files.content_hash()[:16]}-{_LAYOUT}.safetensors"


def _usual_folder(home: Path) -> Path:
    """Return where programs of this system keep what can be made again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
