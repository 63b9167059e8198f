"""A studio without a server: its app, and a client that came through the start address."""

import time
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from generator.studio.app import create_app
from generator.studio.jobs import DONE, WORKING

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


def done(client: FlaskClient, address: str, given: dict[str, Any]) -> int:
    """Begin work, wait until it has ended well, and return its number."""
    begun = client.post(address, json=given).json
    assert begun and "job" in begun, begun
    number = int(begun["job"]["number"])
    for _ in range(1000):
        answer = client.get(f"/api/jobs/{number}").json
        assert answer
        if answer["job"]["state"] != WORKING:
            assert answer["job"]["state"] == DONE, answer["job"]["said"]
            return number
        time.sleep(0.1)
    raise AssertionError(f"{address} takes more than 100 s")
