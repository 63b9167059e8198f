"""The page of a class set: what it shows and writes."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from generator.studio.workspace import Workspace
from support.program import FIRST_STEPS


@pytest.fixture
def lessons(texts_folder: Path) -> Path:
    return Path(shutil.copytree(FIRST_STEPS, texts_folder / "lessons"))


@pytest.fixture
def address(lessons: Path) -> str:
    (id,) = Workspace(lessons.parent).look().sets
    return f"/api/set/{id}"


def said(visitor: FlaskClient, address: str, **given: Any) -> dict[str, Any]:
    answer = visitor.post(address, json=given) if given else visitor.get(address)
    assert answer.json is not None
    return dict(answer.json) | {"status": answer.status_code}


def test_lessons_change_places_in_the_file(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    now = said(visitor, address)
    assert [one["at"] for one in now["lessons"]] == [0, 1, 2, 3, 4]
    turned = said(visitor, f"{address}/edit", **now | {"lessons": now["lessons"][::-1]})
    assert turned["status"] == 200 and not turned["fault"]
    assert turned["lessons"][0]["title"].startswith("豆豆图书室")
    assert (lessons / "set.toml").read_text("utf-8").index("豆豆图书室") < 2_000


def test_a_file_that_was_edited_meanwhile_is_not_overwritten(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    now = said(visitor, address)
    file = lessons / "set.toml"
    file.write_text(file.read_text("utf-8") + "# by hand\n", encoding="utf-8")
    answer = said(visitor, f"{address}/edit", **now | {"title": "Other title"})
    assert answer["status"] == 409
    assert "# by hand" in file.read_text("utf-8") and "Other title" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"known": ["/etc/passwd"]},
        {"known": "hsk:2"},
        {"title": ""},
        {"lessons": [{"at": 0}]},
        {"lessons": None},
        {"lessons": [{"at": True, "words": "../../x.tsv"}] * 5},
    ],
)
def test_what_the_page_cannot_send_is_refused(
    visitor: FlaskClient, address: str, lessons: Path, change: dict[str, Any]
) -> None:
    before = (lessons / "set.toml").read_bytes()
    answer = said(visitor, f"{address}/edit", **said(visitor, address) | change)
    assert answer["status"] == 400
    assert (lessons / "set.toml").read_bytes() == before


def test_a_list_is_added_beside_the_lessons(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    file = {"file": (io.BytesIO("猫\n".encode()), "x"), "path": "../../my words.csv"}
    answer = visitor.post(f"{address}/list", data=file, content_type="multipart/form-data")
    assert answer.json == {"name": "my words.list.csv"}
    now = said(visitor, address)
    now["lessons"][0]["words"] = "my words.list.csv"
    assert said(visitor, f"{address}/edit", **now)["lessons"][0]["words"] == "my words.list.csv"


def test_a_fault_of_the_file_is_shown(visitor: FlaskClient, address: str, lessons: Path) -> None:
    (lessons / "1-a-new-home.txt").unlink()
    now = said(visitor, address)
    assert "1-a-new-home.txt" in now["fault"] and str(lessons) not in now["fault"]
    assert visitor.get(address.removeprefix("/api")).status_code == 200


def test_a_lesson_is_a_text_that_can_be_opened(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    id = said(visitor, address)["lessons"][0]["texts"][0]["id"]
    assert Workspace(lessons.parent).text(id).path.name == "1-a-new-home.txt"
    built = visitor.get(f"/build/{id}")  # it is built with its set
    assert built.headers["Location"] == address.removeprefix("/api")


def test_a_set_is_made_of_a_folder_that_the_page_names(visitor: FlaskClient, lessons: Path) -> None:
    (lessons / "set.toml").unlink()
    assert "lessons" in visitor.get("/").text
    for folder in ("..", "/etc", "other", ""):
        assert visitor.post("/api/sets", json={"folder": folder}).status_code == 404
