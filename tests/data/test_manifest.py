"""The data files are those that the manifest describes, and every one of them is described."""

import tomllib
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "generator" / "data"
MANIFEST = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))


def test_every_file_is_in_the_manifest() -> None:
    assert {p.name for p in DATA.iterdir() if p.is_file()} == set(MANIFEST["built"]) | {
        "MANIFEST.toml"
    }


def test_hashes_fit() -> None:
    checked = {
        name: entry["sha256"] for name, entry in MANIFEST["built"].items() if "sha256" in entry
    }
    assert {"lexicon.sqlite", "words.txt", "synonyms.sqlite"} <= set(checked)
    assert {name: sha256((DATA / name).read_bytes()).hexdigest() for name in checked} == checked


def test_sources_have_licence_and_attribution_and_notice_names_them() -> None:
    notice = (DATA.parent.parent / "NOTICE.md").read_text(encoding="utf-8").lower()
    for name, source in MANIFEST["source"].items():
        assert source["licence"]
        assert source["attribution"]
        assert name in notice
    for entry in MANIFEST["built"].values():
        assert entry["licence"]
        assert set(entry["sources"]) <= set(MANIFEST["source"])
