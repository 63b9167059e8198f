"""A data file that is missing or damaged is named."""

from pathlib import Path

import pytest

from generator.annotation.annotator import Annotator
from generator.base.errors import DataError
from generator.base.records import Token
from generator.chinese import segment
from generator.lexicon.dictionary import DATA, SYNONYMS, Dictionary


@pytest.mark.parametrize(
    "damage", [None, b"", b"\xff" * 5000, "half"], ids=["missing", "empty", "noise", "cut off"]
)
@pytest.mark.parametrize("which", ["lexicon", "synonyms", "words"])
def test_damaged_data_file_is_named(
    which: str, damage: bytes | str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = {"lexicon": DATA, "synonyms": SYNONYMS, "words": segment.WORDS}[which]
    path = tmp_path / source.name
    if damage == "half":
        content = source.read_bytes()
        path.write_bytes(content[: len(content) // 2 + 1])
    elif isinstance(damage, bytes):
        path.write_bytes(damage)
    if which == "words":
        monkeypatch.setattr(segment, "WORDS", path)
    state = "missing" if damage is None else "damaged"
    message = rf"{path}: this data file is {state}.*Fetch the project's files again"
    lexicon = path if which == "lexicon" else DATA
    synonyms = path if which == "synonyms" else SYNONYMS
    with pytest.raises(DataError, match=message):
        use(Dictionary(lexicon, synonyms))


def use(dictionary: Dictionary) -> tuple[Token, ...]:
    annotator = Annotator(dictionary)
    return annotator.tokens("他还没来，你还钱吧。", "Not yet; pay.", annotator.names([]))
