"""What is printed of a text or a set: the commands, the page, the files that were made."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from generator.handout import browser_pdf
from generator.studio import printing
from generator.studio.workspace import Workspace
from support.studio import done

WORDS: dict[str, Any] = {"what": "sheets", "kinds": ["words", "x"]}
NO_PDF = 'value="pdf" disabled'
OTHERS = [
    {},
    {"what": "look"},
    {"what": "build"},
    WORDS | {"ruby": "--pdf"},
    WORDS | {"as": "docx"},
]


@pytest.fixture
def id(texts_folder: Path) -> str:
    (found,) = Workspace(texts_folder).look().texts
    return found


@pytest.mark.parametrize(
    ("given", "typed"),
    [
        (WORDS, "handout river.txt --kinds words --paper a4 -o handouts"),
        (
            WORDS | {"ruby": "all", "size": "large", "phonetic": "zhuyin", "script": "both"},
            "handout river.txt --kinds words --paper a4 -o handouts --size large"
            " --phonetic zhuyin --script both --ruby all",
        ),
        (
            {"what": "test", "versions": 2, "items": 8, "ruby": "all", "as": "pdf"},
            "handout river.txt --test --versions 2 --items 8 --paper a4 -o handouts --pdf",
        ),
        ({"what": "export", "format": "docx"}, "export river.txt --to docx -o exports"),
    ],
)
def test_what_is_printed_of_a_text_is_a_command(
    texts_folder: Path, given: dict[str, Any], typed: str
) -> None:
    assert " ".join(printing.command(Workspace(texts_folder), "river.txt", given)) == typed


@pytest.mark.parametrize(
    "given",
    [{}, {"what": "look"}, {"what": "build"}, WORDS | {"ruby": "--pdf"}, WORDS | {"as": "docx"}],
)
def test_other_work_is_refused(visitor: FlaskClient, id: str, given: dict[str, Any]) -> None:
    assert visitor.post(f"/api/print/{id}/start", json=given).status_code == 400


@pytest.mark.slow
def test_a_sheet_that_was_made_may_do_nothing(visitor: FlaskClient, id: str) -> None:
    number = done(visitor, f"/api/print/{id}/start", WORDS)
    made = visitor.get(f"/api/jobs/{number}/result").json
    assert made and made["files"] == ["river.words.html"]
    sheet = visitor.get(f"/made/{number}/0")
    assert "河" in sheet.text and "sandbox" in sheet.headers["Content-Security-Policy"]
    assert visitor.get(f"/made/{number}/1").status_code == 404


def test_who_has_no_browser_for_pdf_is_told_so(
    visitor: FlaskClient, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_pdf, "browser", lambda: Path("chrome"))
    assert NO_PDF not in visitor.get(f"/print/{id}").text
    monkeypatch.setattr(browser_pdf, "browser", lambda: None)
    assert NO_PDF in visitor.get(f"/print/{id}").text
    monkeypatch.undo()
    monkeypatch.setenv("CIKA_BROWSER", "/no/such/program")
    assert NO_PDF in visitor.get(f"/print/{id}").text


def test_a_list_of_names_is_no_text(visitor: FlaskClient, texts_folder: Path) -> None:
    answer = send_names(visitor, "class 5b.txt", "王小明\nAnna\n")
    assert answer.json and answer.json["count"] == 2
    here = Workspace(texts_folder)
    asked = {"what": "test", "versions": 1, "items": 6, "class": answer.json["id"]}
    typed = printing.command(here, "river.txt", asked)
    assert (
        (texts_folder / typed[typed.index("--class") + 1]).read_text("utf-8").startswith("王小明")
    )
    assert all("class" not in source.name for source in here.look().texts.values())
    assert send_names(visitor, "x.txt", "").status_code == 400


def send_names(visitor: FlaskClient, name: str, names: str) -> Any:
    file = {"file": (io.BytesIO(names.encode()), "x"), "path": name}
    return visitor.post("/api/names", data=file, content_type="multipart/form-data")
