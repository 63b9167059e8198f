"""Whatever is asked, the answer is a sentence: no stack trace, nothing outside is touched."""

import random
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from generator.studio.workspace import Workspace
from support.program import FIRST_STEPS

REQUESTS = 1_000
SEED = 20261128
TEXTS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "a\\..\\b", "%00", "\u202e", "",
    "<script>alert(1)</script>", "'\"--", "🙂" * 50, "长" * 2_000, "-1", "1e999", "{}", "[]",
)  # fmt: skip
BODIES = (b"", b"{", b"null", b"[1]", b'"x"', b"\xff\xfe", b"{" * 500, b"0" * 5_000)
HEADERS = ("Content-Type", "Accept-Language", "Cookie", "Content-Length", "Range", "If-None-Match")
PROCESSES = ("/start", "/push", "/sets")
"""What starts a process; tests/studio/test_jobs.py tries these."""
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE")
KINDS = ("application/json", "multipart/form-data; boundary=x", "text/plain", 'a/b; charset="')


def odd_json(chance: random.Random, depth: int = 0) -> object:
    kind = chance.randrange(7 if depth < 3 else 4)
    if kind < 4:
        return (chance.choice(TEXTS), chance.randrange(-(10**20), 10**20), None, True)[kind]
    if kind == 4:
        return [odd_json(chance, depth + 1) for _ in range(chance.randrange(4))]
    names = chance.sample(("values", "title", "zh", "en", "hsk", "known", "cards", "audio"), 3)
    return {name: odd_json(chance, depth + 1) for name in names}


def odd_request(chance: random.Random, addresses: list[str]) -> dict[str, object]:
    path = chance.choice(addresses)
    if chance.random() < 0.3:
        path = f"{path.rpartition('/')[0]}/{chance.choice(TEXTS)}"
    found: dict[str, object] = {
        "path": path or "/",
        "method": chance.choice(METHODS[:2] * 4 + METHODS),
    }
    found["query_string"] = {chance.choice(("ids", "about", "lang", "x")): chance.choice(TEXTS)}
    headers = {}
    if chance.random() < 0.3:
        headers[chance.choice(HEADERS)] = chance.choice(("x", "-1", "bytes=9-1", "*", "zh;q=2"))
    found["headers"] = headers
    if chance.random() < 0.5:
        found["json"] = odd_json(chance)
    else:
        found |= {"data": chance.choice(BODIES), "content_type": chance.choice(KINDS)}
    return found


def addresses_of(app: Flask, ids: list[str]) -> list[str]:
    """Return the addresses of all pages, with ids that are there."""
    found = []
    for rule in app.url_map.iter_rules():
        for id in (*ids, "nothing"):
            values = {name: id if name == "id" else "1" for name in rule.arguments}
            with app.test_request_context():
                found.append(rule.build(values, append_unknown=False))
    return [path for _, path in filter(None, found)]


@pytest.mark.slow
def test_a_thousand_odd_requests(
    studio_app: Flask, visitor: FlaskClient, texts_folder: Path, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    outside = sorted(path for path in tmp_path.rglob("*") if texts_folder not in path.parents)
    workspace = Workspace(texts_folder)
    shutil.copytree(FIRST_STEPS, texts_folder / "lessons")
    shelf = workspace.look()
    addresses = addresses_of(studio_app, [*shelf.texts, *shelf.sets])
    addresses = [path for path in addresses if not path.endswith(PROCESSES)]
    seen = set()
    for _ in range(REQUESTS):
        given = odd_request(chance, addresses)
        answer = visitor.open(**given)  # type: ignore[arg-type]
        seen.add(answer.status_code)
        assert answer.status_code < 500, given
        assert "Traceback" not in answer.get_data(as_text=True), given
        assert str(tmp_path) not in answer.get_data(as_text=True) or given["path"] == "/", given
        answer.close()
    assert {200, 400, 404, 405} <= seen
    now = sorted(path for path in tmp_path.rglob("*") if texts_folder not in path.parents)
    assert now == outside
    assert not (texts_folder / ".cika" / "studio.log").exists()
