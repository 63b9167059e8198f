"""What becomes of files as people have them: the table of ``check_formats.py people``."""

from prelude import ROOT

import tomllib
from collections.abc import Sequence

from generator import pipeline
from generator.base.errors import CikaError
from generator.pipeline import Resources, Source
from inputs import Pair

PEOPLE = ROOT / "tests" / "cases" / "formats" / "people"
SHOWN = 110
"""Characters of a message that the table has."""


def print_people() -> None:
    """Print what becomes of files as people have them: what was read, and what was said of the
    rest."""
    table = tomllib.loads((PEOPLE / "files.toml").read_text(encoding="utf-8"))
    resources = Resources()
    print("| file | made by | what is in it | pairs right / all | left out and said |")
    print("|---|---|---|---|---|")
    for file in table["file"]:
        english = PEOPLE / file["english"] if "english" in file else None
        source = Source(PEOPLE / file["name"], english)
        held_pairs = table["held"].get(file["pairs"], ())
        read, said = _read_of(resources, source, held_pairs)
        name = f"{file['name']} + {english.name}" if english else file["name"]
        print(f"| {name} | {file['made_by']} | {file['holds']} | {read} | {said} |")


def _read_of(resources: Resources, source: Source, pairs: Sequence[Pair]) -> tuple[str, str]:
    """Return how many pairs of a file stand in one bead, and what the report says of the rest."""
    try:
        aligned = pipeline.align_source(resources, source)
    except CikaError as error:
        return "refused", str(error).rpartition(f"{source.path}: ")[2][:SHOWN]
    rows = [(_solid("".join(row.zh)), _solid("".join(row.en))) for row in aligned.rows()]
    right = 0
    for zh, en in pairs:
        wanted_zh, wanted_en = _solid(zh).rstrip("，。"), _solid(en).rstrip(",.")
        beads = [
            _straight(in_english) for in_chinese, in_english in rows if wanted_zh in in_chinese
        ]
        right += len(beads) == 1 and wanted_en in beads[0]
    said = "; ".join(issue.detail[:SHOWN] for issue in aligned.text.issues)
    return f"{right} / {len(pairs)}", said.replace("|", "")


def _straight(text: str) -> str:
    return text.replace("’", "'")


def _solid(text: str) -> str:
    return "".join(text.split())
