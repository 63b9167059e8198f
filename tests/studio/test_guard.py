"""Who gets in, and what a page may do."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.studio import HOST, ORIGIN, PORT, SECRET


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:8123", "127.0.0.1:80", "", "127.0.0.1"]
)
def test_a_foreign_host_is_refused(visitor: FlaskClient, host: str) -> None:
    assert visitor.get("/", headers={"Host": host}).status_code in {400, 421}
    assert visitor.get(f"/?key={SECRET}", headers={"Host": host}).status_code in {400, 421}


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:80", ""])
def test_a_foreign_origin_changes_nothing(visitor: FlaskClient, origin: str) -> None:
    answer = visitor.post("/look", data={"theme": "night"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_nobody_without_the_cookie_gets_in(studio_app: Flask) -> None:
    stranger = studio_app.test_client()
    for path in ("/", "/?key=", "/?key=wrong", "/?key=%ff", "/build/abc", "/nowhere"):
        answer = stranger.get(path, headers={"Host": HOST})
        assert answer.status_code == 403, path
        assert "river" not in answer.text
    stranger.set_cookie(f"cika-{PORT}", "wrong", domain="127.0.0.1")
    assert stranger.get("/", headers={"Host": HOST}).status_code == 403


def test_the_start_address_gives_a_cookie_that_scripts_cannot_read(studio_app: Flask) -> None:
    answer = studio_app.test_client().get(f"/?key={SECRET}", headers={"Host": HOST})
    assert answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/studio.js"])
def test_every_answer_says_what_its_page_may_do(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "evil.example", ""])
def test_the_choice_of_a_look_leads_to_no_other_site(visitor: FlaskClient, back: str) -> None:
    answer = visitor.post(
        "/look", data={"theme": "night", "back": back}, headers={"Origin": ORIGIN}
    )
    assert answer.headers["Location"] == "/"


def test_an_error_that_nobody_foresaw_goes_into_the_log_alone(
    studio_app: Flask, visitor: FlaskClient
) -> None:
    def fail() -> str:
        raise RuntimeError("the reason")

    studio_app.view_functions["home.start"] = fail
    answer = visitor.get("/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text and "the reason" not in answer.text
    workspace = studio_app.extensions["studio"].workspace
    assert "the reason" in (workspace.own / "studio.log").read_text(encoding="utf-8")


def test_an_upload_is_limited_as_the_readers_are(studio_app: Flask, visitor: FlaskClient) -> None:
    assert studio_app.config["MAX_CONTENT_LENGTH"] < 52_000_000
    studio_app.config["MAX_CONTENT_LENGTH"] = 1_000
    sent = {"files": (io.BytesIO(b"x" * 2_000), "x"), "paths": "a.txt"}
    answer = visitor.post("/api/add", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert answer.json and "too large" in answer.json["error"]
