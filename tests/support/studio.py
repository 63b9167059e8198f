"""A studio without a server: its app, and a client that came through the start address."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from generator.studio.app import create_app

PORT = 8123
SECRET = "a-secret-of-the-tests"
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"


class Visitor(FlaskClient):
    """A browser at the address of the studio, which says where its requests come from."""

    def open(self, *arguments: Any, **settings: Any) -> TestResponse:
        settings.setdefault("base_url", ORIGIN)
        settings["headers"] = {"Origin": ORIGIN} | dict(settings.get("headers") or {})
        return super().open(*arguments, **settings)


def make_app(folder: Path) -> Flask:
    """Make the app of a workspace."""
    app, _ = create_app(folder, PORT, SECRET)
    app.test_client_class = Visitor
    return app


def visit(app: Flask) -> FlaskClient:
    """Return a client that has the cookie."""
    client = app.test_client()
    assert client.get(f"/?key={SECRET}").status_code == 303
    return client
