"""A text without English gets it on the page; a text that is removed comes back."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from generator.studio.workspace import Workspace

ZH, EN = "他来了。\n她走了。\n", "He came.\nShe left.\n"


@pytest.fixture
def id(texts_folder: Path) -> str:
    (texts_folder / "a.zh.txt").write_text(ZH, encoding="utf-8")
    found = Workspace(texts_folder).look().texts
    (known,) = [id for id, source in found.items() if source.path.name == "a.zh.txt"]
    return known


def test_the_english_is_added_on_the_page(
    visitor: FlaskClient, texts_folder: Path, id: str
) -> None:
    assert visitor.get(f"/api/states?ids={id}").get_json()["states"][id]["lacks_english"]
    assert "english-form" in visitor.get(f"/text/{id}/pairs").text
    address = f"/api/text/{id}/english"
    assert visitor.post(address, json={"english": " "}).status_code == 400
    assert visitor.post(address, json={"english": EN}).status_code == 200
    assert (texts_folder / "a.en.txt").read_text() == EN
    shown = visitor.get(f"/text/{id}/pairs").text
    assert "english-form" not in shown and "She left." in shown
    assert visitor.post(address, json={"english": "Other."}).status_code == 409


def test_a_text_that_is_removed_comes_back(
    visitor: FlaskClient, texts_folder: Path, id: str
) -> None:
    (texts_folder / "a.en.txt").write_text(EN)
    (texts_folder / "a.zh.words.tsv").write_text("word\tgloss\n来\tto come\n", encoding="utf-8")
    before = {file.name for file in texts_folder.iterdir()} - {".cika"}
    assert visitor.get("/").status_code == 200
    removed = visitor.post(f"/api/text/{id}/remove", json={})
    assert removed.status_code == 200
    left = {file.name for file in texts_folder.iterdir()} - {".cika"}
    assert before - left == {"a.zh.txt", "a.en.txt", "a.zh.words.tsv"}
    again = visitor.get("/").text  # the offer survives a reload
    assert id not in again and 'data-restore="1"' in again and "a.en.txt + a.zh.txt" in again
    (texts_folder / "a.en.txt").write_text("mine")
    trash = removed.get_json()
    assert visitor.post("/api/restore", json=trash).status_code == 400
    (texts_folder / "a.en.txt").unlink()
    assert visitor.post("/api/restore", json=trash).status_code == 200
    assert {file.name for file in texts_folder.iterdir()} - {".cika"} == before
    assert (texts_folder / "a.en.txt").read_text() == EN
    assert "data-restore" not in visitor.get("/").text


@pytest.mark.parametrize("name", ["", "..", "../../texts", "1", "９"])
def test_only_what_is_in_the_trash_comes_back(visitor: FlaskClient, name: str) -> None:
    assert visitor.post("/api/restore", json={"trash": name}).status_code == 404
