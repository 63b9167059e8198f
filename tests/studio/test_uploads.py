"""What is dropped and pasted becomes files of the workspace."""

import io
import zipfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from generator.base.errors import InputError
from generator.pipeline import read
from generator.studio.uploads import SAMPLE, Upload, add, paste, safe_path
from generator.studio.workspace import Workspace
from support.program import SEED
from support.river import RIVER

ZH = "我家有三口人。爸爸是老师。\n妈妈是医生。"
EN = "There are three people in my family. My father is a teacher.\nMy mother is a doctor."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def named(workspace: Workspace) -> list[str]:
    files = workspace.folder.rglob("*")
    return sorted(workspace.name(path) for path in files if path.is_file())


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\texts\\a.txt", "C-/texts/a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
        ("a\0b\n\u202ec.txt", "ab-c.txt"),
        ("con.txt", "text-con.txt"),
        (" a . .txt", "a.txt"),
        ("诗<1>?.txt", "诗-1-.txt"),
        (".hidden", None),
        ("a/.git/config.txt", None),
        ("~$open.docx", None),
        ("..", None),
        ("", None),
    ],
)
def test_names_are_made_safe(given: str, path: str | None) -> None:
    found = safe_path(given)
    assert (found.as_posix() if found else None) == path


def test_a_long_name_fits_every_file_system() -> None:
    found = safe_path("长" * 300 + ".txt")
    assert found and len(found.name.encode()) < 200 and found.suffix == ".txt"


def test_two_files_of_one_text_are_brought_together(workspace: Workspace) -> None:
    uploads = [Upload("english.txt", EN.encode()), Upload("中文版.txt", ZH.encode())]
    added = add(workspace, uploads)
    assert named(workspace) == ["中文版.en.txt", "中文版.zh.txt"]
    ((_, source),) = workspace.look().texts.items()
    assert set(added.files) == {source.path, source.english}


def test_two_texts_stay_two(workspace: Workspace) -> None:
    add(workspace, [Upload("a.txt", RIVER.encode()), Upload("b.txt", f"{RIVER} ".encode())])
    assert named(workspace) == ["a.txt", "b.txt"]


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, RIVER)
    return file.getvalue()


def test_an_archive_is_unpacked_and_what_is_no_text_is_named(workspace: Workspace) -> None:
    archive = packed("deep/a.zh.txt", "__MACOSX/a.txt", "run.exe", "in.zip")
    added = add(workspace, [Upload("texts.zip", archive), Upload("song.mp3", b"ID3")])
    assert named(workspace) == ["texts/deep/a.zh.txt"]
    (refused,) = added.refused
    assert "song.mp3" in refused


@pytest.mark.parametrize("archive", [b"PK\x03\x04" + b"x" * 50, packed("../up.txt")])
def test_a_bad_archive_is_refused_and_the_rest_is_taken(
    workspace: Workspace, archive: bytes
) -> None:
    added = add(workspace, [Upload("bad.zip", archive), Upload("a.txt", RIVER.encode())])
    assert named(workspace) == ["a.txt"] and added.refused[0].startswith("bad.zip")


def test_a_folder_of_lessons_stays_a_class_set(workspace: Workspace) -> None:
    files = [Upload("lessons/set.toml", b'title = "x"'), Upload("lessons/1.txt", RIVER.encode())]
    add(workspace, files)
    assert len(workspace.look().sets) == 1 and not workspace.look().texts


def test_what_is_pasted_is_a_text(workspace: Workspace) -> None:
    paste(workspace, "我的家", ZH, EN)
    ((_, source),) = workspace.look().texts.items()
    text = read(source)
    assert text.meta.title_zh == "我的家"
    assert [text.zh.split(), text.en.split()] == [ZH.split(), EN.split()]
    paste(workspace, "", EN, ZH)  # each in the box of the other
    assert all(source.path.name.endswith(".zh.txt") for source in workspace.look().texts.values())
    assert all(read(source).zh for source in workspace.look().texts.values())
    paste(workspace, "", ZH, "")
    assert len(workspace.look().texts) == 3
    with pytest.raises(InputError):
        paste(workspace, "title", " \n", "")


def test_each_text_has_a_deck_of_its_own(workspace: Workspace) -> None:
    uploads = ("a.txt", "a.zh.txt a.en.txt", "A.md", "x/a.txt y/a.txt", "a.txt")
    for names in map(str.split, uploads):
        add(workspace, [Upload(name, f"{name}他来了。".encode()) for name in names])
    shelf = workspace.look()
    assert not shelf.failed
    found = sorted(workspace.name(source.path) for source in shelf.texts.values())
    assert found == ["A-3.md", "a-2.zh.txt", "a.txt", "x/a-4.txt", "y/a-5.txt"]
    add(workspace, [Upload("set/a.txt", ZH.encode()), Upload("set/set.toml", b"title = 'x'")])
    assert (workspace.folder / "set" / "a.txt").is_file()  # a set names its lessons


def test_the_sample_is_the_text_of_the_project() -> None:
    assert SAMPLE.read_bytes() == SEED.read_bytes()


def test_a_page_learns_what_was_added(visitor: FlaskClient) -> None:
    file = (io.BytesIO(RIVER.encode()), "x")
    sent = {"files": file, "paths": "<img src=x onerror=alert(1)>.txt"}
    answer = visitor.post("/api/add", data=sent, content_type="multipart/form-data")
    assert answer.json and answer.json["added"] == 1 and len(answer.json["texts"]) == 1
    page = visitor.get("/").text
    assert "<img" not in page and "onerror" in page  # it is shown, as text
    missing = visitor.post("/api/add", data={"files": (io.BytesIO(b"x"), "x")})
    assert missing.status_code == 400


def test_a_hostile_text_acts_on_no_page(visitor: FlaskClient, texts_folder: Path) -> None:
    hostile = f"Title: </script><script>alert(1)</script>\n\n{RIVER}"
    (texts_folder / "a'\"<b>.txt").write_text(hostile, encoding="utf-8")
    workspace = Workspace(texts_folder)
    for id in workspace.look().texts:
        page = visitor.get(f"/build/{id}").text
        assert "<b>" not in page.replace('<b data-number="words">', "")
        assert "<script>" not in page
        found = visitor.get(f"/api/states?ids={id}")
        assert found.mimetype == "application/json"


def test_two_texts_that_are_no_translations_are_told_before_a_build(
    visitor: FlaskClient, texts_folder: Path
) -> None:
    (texts_folder / "river.txt").unlink()
    zh = "小李在北京上大学。每天早上他六点起床。他的自行车坏了，只好坐地铁去学校。"
    en = "The committee approved the budget. Prices rose by three percent. Heavy rain is expected."
    (id,) = visitor.post("/api/paste", json={"title": "", "zh": zh, "en": en}).get_json()["texts"]
    assert "do not say the same" in visitor.get(f"/text/{id}/pairs").text
    address = f"/api/build/{id}/estimate"
    assert visitor.post(address, json={"values": {}}).get_json()["warnings"]
    wished = {"values": {"include-unsure": ["yes"]}}
    assert not visitor.post(address, json=wished).get_json()["warnings"]
    assert visitor.post(address, json={"values": {"max-words": ["0"]}}).get_json() == {
        "error": "“At most” cannot be 0. Correct it, or leave it empty."
    }
