"""Writing files so that nothing is ever half written. Standard library only, like ``records``;
every stage that writes uses it."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.base.errors import OutputError

PART = ".part"
SCRATCH = "cika-"
"""Beginning of the names of folders to work in; the number of the process follows."""
Content = bytes | Iterable[bytes]
"""What goes into a file: whole, or piece by piece where it would be too much at once."""


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turn an error of the file system into a sentence about ``path``."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Free some space, check your"
            " rights, or choose another folder. Nothing was lost: what was there before is"
            " unchanged."
        ) from error


def replace(contents: Mapping[Path, Content]) -> None:
    """Write all files under other names, bring them to the disk, then rename them in order. Raises
    OSError; old files stay whole."""
    parts = {path: _part(path) for path in contents}
    try:
        for path, content in contents.items():
            _remove_leftovers(path)
            with parts[path].open("wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
                file.flush()
                os.fsync(file.fileno())
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def save(path: Path, content: bytes) -> None:
    """Write one file whole. Raises OutputError, and what was there before stays."""
    with output_errors(path):
        replace({path: content})


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """Give the name of a file to work in while ``path`` is made, in the same folder; what stands
    there afterwards is removed."""
    part = _part(path)
    _remove_leftovers(path)
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder to work in, in the system's place for such; it is removed afterwards, and so
    are those of programs that were killed."""
    begin = f"{SCRATCH}{os.getpid()}-"
    with suppress(OSError):
        for other in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*-*"):
            if not _alive(other.name.removeprefix(SCRATCH).partition("-")[0]):
                shutil.rmtree(other, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=begin, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{PART}")


def _remove_leftovers(path: Path) -> None:
    """Parts of a build that was killed: their process is not there to remove them."""
    for other in path.parent.iterdir():
        name = other.name
        if (
            name.startswith(f".{path.name}.")
            and name.endswith(PART)
            and not _alive(name.split(".")[-2])
        ):
            with suppress(OSError):
                other.unlink()


def _alive(process: str) -> bool:
    if not process.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
