"""Files in the shape in which programs and people make them (tests/cases/formats/people)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.base.errors import InputError
from generator.base.records import BilingualText
from generator.texts import read_pair, read_text, speakers_of

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "formats" / "people"
TABLE = tomllib.loads((FOLDER / "files.toml").read_text(encoding="utf-8"))
FILES: list[dict[str, Any]] = TABLE["file"]
REFUSED = "refused"


def read(file: dict[str, Any]) -> BilingualText:
    path = FOLDER / file["name"]
    if "english" in file:
        return read_pair(path, FOLDER / file["english"])
    return read_text(path)


def plain(text: str, speakers: tuple[str, ...]) -> str:
    """A line without who speaks, and without marks that programs put in another form."""
    for name in speakers:
        text = text.removeprefix(name).strip()
    return text.replace("’", "'").rstrip("，。,.")


@pytest.mark.parametrize("file", FILES, ids=[file["name"] for file in FILES])
def test_all_that_belongs_together_is_found(file: dict[str, Any]) -> None:
    if file["pairs"] == REFUSED:
        with pytest.raises(InputError, match=file["says"][0]):
            read(file)
        return
    made = read(file)
    speakers = speakers_of(made)
    held = {(plain(zh, ()), plain(en, ())) for zh, en in TABLE["held"][file["pairs"]]}
    rows = [("".join(row.zh), " ".join(row.en)) for row in made.rows or ()]
    found = {(plain(zh, speakers), plain(en, speakers)) for zh, en in rows}
    if made.rows is not None:
        assert held <= found
    else:  # the aligner decides
        whole = plain(made.zh, ()) + plain(made.en, ())
        assert all(zh in whole and en in whole for zh, en in held)
    alone = {pair for pair in found - held if not (pair[0] and pair[1])}
    headings = {pair for pair in found - held - alone if len(pair[0]) < 8}
    assert found - held == alone | headings
    assert set(file["says"]) <= {issue.kind for issue in made.issues}
    assert "ǎ" not in made.zh + made.en
