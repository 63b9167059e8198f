"""Writing files so that nothing is ever half written. Standard library only, like ``records``;
every stage that writes uses it."""

import os
import shutil
import tempfile
import unicodedata
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
    OSError; then all old files are as they were."""
    parts = {path: _part(path) for path in contents}
    try:
        for path, content in contents.items():
            _remove_leftovers(path)
            with parts[path].open("wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
                file.flush()
                os.fsync(file.fileno())
        _rename(parts)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _rename(parts: Mapping[Path, Path]) -> None:
    """Give each part the name of its file. Where one of them cannot have it (another program has
    the file open), those before it get their old content back."""
    done: dict[Path, bytes | None] = {}
    try:
        for path, part in parts.items():
            is_last = len(done) == len(parts) - 1
            before = None if is_last else _content(path)
            part.replace(path)
            done[path] = before
    except OSError:
        for path, content in done.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                replace({path: content})
        raise


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def same_name(name: str) -> str:
    """Return what file names have in common that are one on Windows and macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def real(path: Path) -> Path:
    """Return where a file lies, links followed; of links that go in a circle, where they lie."""
    return Path(os.path.realpath(path))


def is_file(path: Path) -> bool:
    """Tell whether there is a file; not where its folder cannot be looked into."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder; not where that above it cannot be looked into."""
    try:
        return path.is_dir()
    except OSError:
        return False


def leads_out(written: str) -> bool:
    """Tell whether a path that stands in a file leads out of the file's folder."""
    path = os.path.normpath(written)
    return bool(Path(written).anchor) or Path(path).parts[:1] in {("..",), ("~",)}


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


def remove_leftovers(folder: Path) -> None:
    """Remove the parts that killed programs left in a folder, and in the folders in it."""
    for part in (*folder.glob(f".*{PART}"), *folder.glob(f"*/.*{PART}")):
        process = part.name.split(".")[-2]
        if process.isdigit() and not _alive(process):
            with suppress(OSError):
                part.unlink()


def _remove_leftovers(path: Path) -> None:
    """Remove what killed programs left of one file: their process is not there to do it."""
    begin = f".{path.name}."
    for other in path.parent.iterdir():
        is_part = other.name.startswith(begin) and other.name.endswith(PART)
        if is_part and not _alive(other.name.split(".")[-2]):
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
