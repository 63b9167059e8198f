"""Who may ask, and what a page may do.

The server listens on this machine only. But every page of every site that the browser has open, and
every other program of this machine, can reach it. So a request needs the cookie that only the
address shown at the start gives; its ``Host`` must be ours (a foreign name that resolves to this
machine is DNS rebinding); and what changes something must come from one of our own pages.
"""

import hmac
import secrets

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import Forbidden, MisdirectedRequest
from werkzeug.wrappers import Response as AnyResponse

HOST = "127.0.0.1"
KEY = "key"
"""Parameter of the start address."""
SAFE = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; media-src 'self'; frame-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer, forms would come from the origin "null"
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""What each answer says, unless its page says otherwise."""


class Guard:
    """Checks each request of an app, and sets what browsers are told."""

    def __init__(self, app: Flask, port: int, key: str = "") -> None:
        self._port = port
        self._key = key or secrets.token_urlsafe()
        app.before_request(self._check)
        app.after_request(self._tell)

    @property
    def address(self) -> str:
        """Return the address that gives the cookie."""
        return f"{self._origin}/?{KEY}={self._key}"

    @property
    def cookie(self) -> str:
        """Return the name of the cookie, which has the port: ports share their cookies."""
        return f"cika-{self._port}"

    @property
    def _origin(self) -> str:
        return f"http://{HOST}:{self._port}"

    def _check(self) -> AnyResponse | None:
        """Let a request in, turn the start address into a cookie, or refuse."""
        if request.host != f"{HOST}:{self._port}":
            raise MisdirectedRequest
        if request.method not in SAFE and request.headers.get("Origin") != self._origin:
            raise Forbidden
        if request.method in SAFE and request.path == "/" and KEY in request.args:
            return self._welcome(request.args[KEY])
        if request.endpoint == "static":  # style and scripts, the same for everyone: no secret
            return None
        if not self._is_key(request.cookies.get(self.cookie, "")):
            raise Forbidden
        return None

    def _welcome(self, key: str) -> AnyResponse:
        if not self._is_key(key):
            raise Forbidden
        response = redirect("/", 303)
        response.set_cookie(self.cookie, self._key, httponly=True, samesite="Strict")
        return response

    def _is_key(self, found: str) -> bool:
        return hmac.compare_digest(found.encode("utf-8", "surrogateescape"), self._key.encode())

    def _tell(self, response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
