"""What was understood of a text is kept whole, and thrown away when anything changed."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from generator import texts
from generator.pipeline import Resources, Source
from generator.pipeline.understanding import annotate_source
from generator.studio.here import KEY, Studio
from generator.studio.kept_text import head_of, kept
from generator.studio.open_texts import OpenText, kept_path, keys_of, prepare
from generator.studio.workspace import Workspace
from support.program import SEED
from support.river import correct


@pytest.mark.slow
def test_a_kept_text_is_what_was_understood(tmp_path: Path, resources: Resources) -> None:
    source = Source(SEED)
    prepare(resources, source, tmp_path / "kept.jsonl")
    annotated = annotate_source(resources, source)
    found = kept(tmp_path / "kept.jsonl")
    assert found is not None
    assert found.passages() == annotated.passages
    assert found.rows == annotated.aligned.rows()
    pairs = [(one.zh, one.en) for one in annotated.passages]
    assert found.names == resources.annotator.names(pairs)
    assert [found.tokens(found.places[pair]) for pair in pairs] == [
        one.tokens for one in annotated.passages
    ]


@pytest.mark.parametrize("content", [b"", b"{}\n", b'{"format": 99}\n[]\n[]\n', b"\xff\xfe\n\n\n"])
def test_a_damaged_file_is_no_text(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.jsonl").write_bytes(content)
    assert kept(tmp_path / "kept.jsonl") is None


def test_each_input_is_in_the_key(river: Path, resources: Resources) -> None:
    source = Source(river)
    first = keys_of(resources, source)
    correct(river, "长/cháng/lengthy/")
    assert keys_of(resources, source) == first  # says nothing of where words are cut
    correct(river, "条河///", "左|边///")
    assert keys_of(resources, source)["key"] != first["key"]
    assert keys_of(resources, source)["of_input"] == first["of_input"]
    river.write_text(river.read_text("utf-8") + "Good.\n", encoding="utf-8")
    assert keys_of(resources, source)["of_input"] != first["of_input"]


def test_a_text_is_understood_anew_when_its_tables_changed(
    studio_app: Flask, texts_folder: Path
) -> None:
    studio: Studio = studio_app.extensions[KEY]
    (id,) = studio.workspace.look().texts
    first = studio.texts.open(id)
    assert isinstance(first, OpenText)
    path = kept_path(studio.workspace, first.source)
    written = path.stat().st_mtime_ns
    assert studio.texts.open(id) is first
    assert path.stat().st_mtime_ns == written
    correct(first.source.path, "左|边///")
    again = studio.texts.open(id)
    assert isinstance(again, OpenText)
    assert "边" in [word.text for word in again.kept.words]
    assert json.loads(path.read_bytes().splitlines()[0])["key"] == again.kept.key


def test_what_the_studio_keeps_is_no_text(studio_app: Flask, texts_folder: Path) -> None:
    studio: Studio = studio_app.extensions[KEY]
    (id,) = studio.workspace.look().texts
    studio.texts.open(id)
    assert list((texts_folder / ".cika").rglob("*.jsonl"))
    found = texts.discover([texts_folder])
    assert [path.name for path, _ in found.texts] == ["river.txt"]


def test_doubts_are_told_before_the_first_build(visitor: FlaskClient, texts_folder: Path) -> None:
    (id,) = Workspace(texts_folder).look().texts

    def doubts() -> tuple[int | None, int | None]:
        states = visitor.get(f"/api/states?ids={id}").get_json()["states"]
        return states[id]["doubtful"], states[id]["unsure"]

    text = texts_folder / "river.txt"
    text.write_text("我打算去。他把门关上了。这本书很重。", encoding="utf-8")
    assert doubts() == (None, None)  # nothing is understood for it
    assert visitor.get(f"/text/{id}/pairs").status_code == 200
    words = head_of(kept_path(Workspace(texts_folder), Source(text)))["doubtful"]
    assert words and doubts() == (len(words), 0)
    correct(text, f"{words[0]}//mine//")
    assert doubts() == (len(words) - 1, 0)
    text.write_text("我打算去。", encoding="utf-8")
    assert doubts() == (None, None)
