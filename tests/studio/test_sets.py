"""The page of a class set: what it shows and writes, and what it starts."""

import io
import random
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from generator.studio.history import MAX_SIZE, History, step_between
from generator.studio.set_work import command
from generator.studio.workspace import Workspace, version_of
from generator.texts import read_set
from support.program import FIRST_STEPS, run
from support.studio import done

TITLE = {"do": "put", "table": "lesson", "at": 0, "key": "title"}
MOVE = {"do": "move", "table": "lesson"}


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


def edit(visitor: FlaskClient, address: str, **given: Any) -> dict[str, Any]:
    """Change a set as it is now."""
    now = said(visitor, address)
    return said(visitor, f"{address}/edit", version=now["version"], **given)


def send(visitor: FlaskClient, address: str, name: str, content: bytes) -> Any:
    file = {"file": (io.BytesIO(content), "x"), "path": name}
    return visitor.post(address, data=file, content_type="multipart/form-data")


def test_lessons_change_places_in_the_file(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    turned = edit(visitor, address, **MOVE, at=4, to=0)
    assert turned["status"] == 200 and not turned["fault"]
    assert turned["lessons"][0]["title"].startswith("豆豆图书室")
    assert read_set(lessons).lessons[0].title.startswith("豆豆图书室")


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_taken_back_give_the_file_back(
    visitor: FlaskClient, address: str, lessons: Path, seed: int
) -> None:
    chance = random.Random(seed)
    file = lessons / "set.toml"
    before = file.read_bytes()
    steps: list[bytes] = [before]
    for number in range(12):
        at, to = chance.randrange(4), chance.randrange(4)
        choices: list[dict[str, Any]] = [
            {**MOVE, "at": at, "to": to},
            TITLE | {"at": at, "value": f"Lesson {number}"},
            TITLE | {"at": at, "key": "due", "value": "2028-02-29"},
            {"do": "put", "table": "", "key": "known", "value": ["hsk:3"]},
            {"do": "add", "table": "group", "value": {"name": f"g{number}", "known": []}},
        ]
        if len(said(visitor, address)["lessons"]) > 4:
            choices.append({"do": "remove", "table": "lesson", "at": at})
        given = chance.choice(choices)
        assert edit(visitor, address, **given)["status"] == 200
        if file.read_bytes() != steps[-1]:
            steps.append(file.read_bytes())
    for wanted in reversed(steps[:-1]):
        now = said(visitor, address)
        assert now["undo"] and said(visitor, f"{address}/undo", version=now["version"])["redo"]
        assert file.read_bytes() == wanted
    assert not said(visitor, address)["undo"]
    for wanted in steps[1:]:
        said(visitor, f"{address}/redo", version=said(visitor, address)["version"])
        assert file.read_bytes() == wanted


def test_a_file_that_was_edited_meanwhile_is_not_overwritten(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    now = said(visitor, address)
    file = lessons / "set.toml"
    file.write_text(file.read_text("utf-8") + "# by hand\n", encoding="utf-8")
    given = TITLE | {"value": "Other", "version": now["version"]}
    answer = said(visitor, f"{address}/edit", **given)
    assert answer["status"] == 409
    assert "# by hand" in file.read_text("utf-8") and "Other" not in file.read_text("utf-8")
    there = said(visitor, address)["version"]
    assert said(visitor, f"{address}/edit", **given, over=there)["status"] == 200
    assert "Other" in file.read_text("utf-8") and "# by hand" not in file.read_text("utf-8")
    said(visitor, f"{address}/undo", version=said(visitor, address)["version"])
    assert "# by hand" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "given",
    [
        {"do": "put", "table": "", "key": "title", "value": ""},
        {"do": "put", "table": "", "key": "known", "value": "hsk:2"},
        {"do": "put", "table": "lesson", "at": True, "key": "title", "value": "x"},
        {"do": "put", "table": ["lesson"], "key": "title", "value": "x"},
        {"do": "move", "table": "lesson", "at": 0, "to": 99},
        {"do": None},
        {},
    ],
)
def test_what_the_page_cannot_send_is_refused(
    visitor: FlaskClient, address: str, lessons: Path, given: dict[str, Any]
) -> None:
    before = (lessons / "set.toml").read_bytes()
    assert edit(visitor, address, **given)["status"] == 400
    assert (lessons / "set.toml").read_bytes() == before


def test_a_file_outside_is_named_as_a_fault_and_not_read(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    (lessons.parent / "secret.list.txt").write_text("秘密\n", encoding="utf-8")
    for value in ("../secret.list.txt", "/etc/passwd"):
        now = edit(visitor, address, **TITLE | {"key": "words", "value": value})
        assert "not in the folder of the set" in now["fault"] and "秘密" not in str(now)


def test_a_list_is_added_beside_the_lessons(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(("猫", "cat"))
    book.create_sheet("Lesson 9").append(("狗", "dog"))
    written = io.BytesIO()
    book.save(written)
    answer = send(visitor, f"{address}/list", "../../my words.xlsx", written.getvalue())
    assert answer.json == {"name": "my words.list.xlsx"}
    now = said(visitor, address)
    assert {"my words.list.xlsx#Sheet", "my words.list.xlsx#Lesson 9"} < set(now["lists"])
    chosen = TITLE | {"key": "words", "value": "my words.list.xlsx#Lesson 9"}
    assert not edit(visitor, address, **chosen)["fault"]
    assert [one.line.word for one in read_set(lessons).lessons[0].words] == ["狗"]
    for name, content in (("x.exe", b"x"), ("empty.txt", b"nothing"), (".x.txt", b"\xe7\x8c\xab")):
        assert send(visitor, f"{address}/list", name, content).status_code == 400
    assert not list(lessons.glob("empty*"))


def test_texts_become_lessons(visitor: FlaskClient, address: str, lessons: Path) -> None:
    file = (io.BytesIO("猫很大。\n\n---\n\nThe cat is big.\n".encode()), "../six.txt")
    form = {"files": [file, (io.BytesIO(b"x"), "x.exe")]}
    answer = visitor.post(f"{address}/texts", data=form, content_type="multipart/form-data")
    assert answer.json and answer.json["values"] == ["six.txt"] and len(answer.json["refused"]) == 1
    assert said(visitor, address)["free"] == [{"name": "six.txt", "value": "six.txt"}]
    now = edit(visitor, address, do="add", table="lesson", value={"texts": ["six.txt"]})
    assert now["free"] == [] and not now["fault"]
    assert read_set(lessons).lessons[5].texts[0][0].name == "six.txt"
    id = now["lessons"][5]["texts"][0]["id"]
    built = visitor.get(f"/build/{id}")  # it is built with its set
    assert built.headers["Location"] == address.removeprefix("/api")


def test_a_fault_of_the_file_is_shown(visitor: FlaskClient, address: str, lessons: Path) -> None:
    (lessons / "1-a-new-home.txt").unlink()
    now = said(visitor, address)
    assert "1-a-new-home.txt" in now["fault"] and str(lessons) not in now["fault"]
    (lessons / "set.toml").write_bytes(b'title = "x\n[[lesson]]')
    now = said(visitor, address)
    assert now["why"] and now["fault"] and now["lessons"] == []
    assert visitor.get(address.removeprefix("/api")).status_code == 200


def test_a_set_in_a_spreadsheet_is_changed_there(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    (lessons / "set.toml").unlink()
    assert run("set", "new", lessons, "--spreadsheet").exit_code == 0
    (id,) = Workspace(lessons.parent).look().sets
    before = (lessons / "set.xlsx").read_bytes()
    now = edit(visitor, f"/api/set/{id}", **MOVE, at=4, to=0)
    assert now["status"] == 200 and not now["why"] and not now["fault"]
    assert read_set(lessons).lessons[0].title.startswith("豆豆图书室")
    undone = said(visitor, f"/api/set/{id}/undo", version=now["version"])
    assert undone["about"] == {"kind": "move_lesson", "pair": 4}
    assert (lessons / "set.xlsx").read_bytes() == before


@pytest.mark.slow
def test_a_package_is_up_to_date_until_the_set_changes(
    visitor: FlaskClient, address: str, lessons: Path
) -> None:
    def up_to_date() -> object:
        return said(visitor, f"{address}/packages")["up_to_date"]

    assert up_to_date() == [None]
    done(visitor, f"{address}/start", {"what": "build"})
    assert up_to_date() == [True]
    version = edit(visitor, address, **MOVE, at=2, to=0)["version"]
    assert up_to_date() == [False]
    said(visitor, f"{address}/undo", version=version)
    assert up_to_date() == [True]
    (lessons / "1-a-new-home.txt").unlink()
    assert said(visitor, f"{address}/packages")["status"] == 400


def test_a_set_is_made_of_a_folder_that_the_page_names(visitor: FlaskClient, lessons: Path) -> None:
    (lessons / "set.toml").unlink()
    assert "lessons" in visitor.get("/").text
    for folder in ("..", "/etc", "other", ""):
        assert visitor.post("/api/sets", json={"folder": folder}).status_code == 404


SHEETS = {"what": "sheets", "kinds": ["words", "x"], "paper": "a4", "lessons": "2-3", "as": "pdf"}
TEST = {"what": "test", "versions": 2, "items": 8, "seed": "TERM 1", "lessons": "4"}


@pytest.mark.parametrize(
    ("given", "typed"),
    [
        ({"what": "look"}, "set show lessons --edition --json"),
        ({"what": "look", "group": "a"}, "set show lessons --edition --json --group a"),
        ({"what": "build"}, "build lessons --json"),
        (
            SHEETS,
            "handout lessons --kinds words --paper a4 -o handouts --pdf --lessons 2-3",
        ),
        (
            TEST,
            "handout lessons --test --versions 2 --items 8 --seed=TERM 1 --paper a4 -o handouts"
            " --lessons 4",
        ),
        ({"what": "export", "format": "practice"}, "export lessons --to practice -o exports"),
    ],
)
def test_work_is_a_command_that_can_be_typed(
    lessons: Path, given: dict[str, Any], typed: str
) -> None:
    here = Workspace(lessons.parent)
    assert " ".join(command(here, lessons / "set.toml", given)) == typed


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"what": "rm"},
        {"what": "push", "package": 0},
        {"what": "push", "package": "../x"},
        SHEETS | {"kinds": []},
        SHEETS | {"lessons": "1 --force"},
        SHEETS | {"paper": "--pdf"},
        TEST | {"versions": 10**9},
        TEST | {"versions": "2"},
        TEST | {"seed": "\x00"},
        TEST | {"class": "/etc/passwd"},
        {"what": "export", "format": "-o"},
    ],
)
def test_other_work_is_refused(
    visitor: FlaskClient, address: str, lessons: Path, given: dict[str, Any]
) -> None:
    assert visitor.post(f"{address}/start", json=given).status_code in (400, 404)
    assert not visitor.get("/api/jobs").json["jobs"]  # type: ignore[index]


def test_steps_of_large_files_are_bounded(tmp_path: Path) -> None:
    history = History(tmp_path / "steps.json")
    contents = [bytes([65 + number]) * (MAX_SIZE // 4) for number in range(6)]
    for before, after in pairwise(contents):
        history.remember(step_between(before, after, version_of(before)))
    kept = 0
    while history.can_undo(version_of(contents[-1 - kept])):
        history.undone()
        kept += 1
    assert kept == 2


def test_a_folder_may_have_any_name(visitor: FlaskClient, texts_folder: Path) -> None:
    folder = Path(shutil.copytree(FIRST_STEPS, texts_folder / "--force <b>&'"))
    (id,) = Workspace(texts_folder).look().sets
    shown = visitor.get(f"/set/{id}").text
    assert "<b>" not in shown and "--force &lt;b&gt;&amp;" in shown
    named = TITLE | {"value": "</script><b>{{ 7 * 7 }}"}
    assert edit(visitor, f"/api/set/{id}", **named)["status"] == 200
    assert "</script><b>" not in visitor.get(f"/set/{id}").text
    typed = command(Workspace(texts_folder), folder / "set.toml", {"what": "build"})
    assert typed[1] == "./--force <b>&'"
