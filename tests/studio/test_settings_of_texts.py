"""What files of settings say, on the page of a build."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from generator.studio.workspace import Workspace
from support.river import RIVER

pytestmark = pytest.mark.slow


def command(visitor: FlaskClient, id: str, values: Mapping[str, object]) -> str:
    answer = visitor.post(f"/api/build/{id}/estimate", json={"values": values})
    assert answer.json
    return str(answer.json.get("command") or answer.json["error"])


def test_settings_are_shown_and_need_no_option(visitor: FlaskClient, texts_folder: Path) -> None:
    (texts_folder / "cika.toml").write_text('hsk = 2\ntones = "mdbg"\n', encoding="utf-8")
    (id,) = Workspace(texts_folder).look().texts
    page = visitor.get(f"/build/{id}").text
    assert "Words of the HSK, Colours of tones" in page
    looks = {"phonetic": "pinyin", "script": "text", "size": "normal", "speech": "citation"}
    same = looks | {"strokes": "writing", "order": "text", "audio": "none", "tones": "mdbg"}
    assert command(visitor, id, same | {"hsk": "2"}) == "cika build river.txt"
    assert command(visitor, id, same | {"hsk": "3"}) == "cika build river.txt --hsk 3"
    assert "cika.toml" in command(visitor, id, same)  # it cannot be undone by an option
    (texts_folder / "cika.toml").write_text("hsk = [", encoding="utf-8")
    assert "cika.toml" in visitor.get(f"/build/{id}").text


def test_a_folder_in_the_folder_has_settings_of_its_own(
    visitor: FlaskClient, texts_folder: Path
) -> None:
    (texts_folder / "cika.toml").write_text("hsk = 2\n", encoding="utf-8")
    (texts_folder / "sub").mkdir()
    (texts_folder / "sub" / "other.txt").write_text(RIVER, encoding="utf-8")
    (texts_folder / "sub" / "cika.toml").write_text("hsk = 4\n", encoding="utf-8")
    texts = Workspace(texts_folder).look().texts
    (id,) = (id for id, source in texts.items() if source.path.name == "other.txt")
    assert 'value="4" data-level="4" selected' in visitor.get(f"/build/{id}").text
