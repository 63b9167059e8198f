"""The manifest of the data files: what they are made of, and the hashes of both sides."""

from prelude import ROOT

import hashlib
import io
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DATA = ROOT / "generator" / "data"
MANIFEST: dict[str, Any] = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))


def source(name: str) -> dict[str, Any]:
    """Return what the manifest says of a source: version, file, sha256 …"""
    found: dict[str, Any] = MANIFEST["source"][name]
    return found


def check(what: str, content: bytes, expected: str) -> None:
    """Exit with a sentence if content has another hash than the manifest says."""
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        sys.exit(
            f"{what}: sha256 is {found}, MANIFEST.toml says {expected}; another version? Nothing"
            " was written."
        )


def npm_package(name: str, path: Path | None, folder: Path) -> dict[str, bytes]:
    """Return the files of an npm package, by their path in it, after its hash was checked.

    Downloads it to ``folder`` (``npm pack``, the exact version; nothing of it is run), unless
    ``path`` holds it already.
    """
    if path is None:
        wanted = f"{name}@{source(name)['version']}"
        command = ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        path = folder / npm_file(name)
    content = path.read_bytes()
    check(str(path), content, source(name)["sha256"])
    files = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            if file:
                files[member.name.removeprefix("package/")] = file.read()
    return files


def npm_file(name: str) -> str:
    """Return how ``npm pack`` names the file of a package."""
    return f"{name}-{source(name)['version']}.tgz"


def print_built(names: Iterable[str]) -> None:
    """Print size and hash of data files, and whether the manifest says another hash."""
    for name in names:
        content = (DATA / name).read_bytes()
        found = hashlib.sha256(content).hexdigest()
        differs = "" if found == MANIFEST["built"][name].get("sha256") else DIFFERS
        print(f"{name}: {len(content):,} bytes, sha256 {found}{differs}")


DIFFERS = "  (MANIFEST.toml differs)"


def built_by(tool: str) -> list[str]:
    """List the data files that a tool makes."""
    built = MANIFEST["built"].items()
    return [name for name, said in built if said["made_by"] == f"tools/{tool}"]
