"""A real Chromium without a screen, driven through its pipe (Chrome DevTools Protocol): what a page
does is asked of the page itself."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome")
FOUND = [path for path in map(shutil.which, NAMES) if path]
CHROMIUM = FOUND[0] if FOUND and os.name == "posix" else None
"""The browser to test with; None where there is none, or its pipe cannot be had (Windows)."""
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-pipe",
)
WIRED = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4);"
    " os.execv(sys.argv[3], sys.argv[3:])"
)
"""Chromium listens to file 3 and speaks to file 4."""


class Browser:
    """A browser with one window. ``with Browser(folder) as browser: browser.open(page);
    browser.ask("document.title")``."""

    def __init__(self, folder: Path, size: str = "1400,16000") -> None:
        import fcntl

        assert CHROMIUM
        to_browser, self.out = os.pipe()
        self.input, from_browser = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_browser, from_browser)]
        command = [
            CHROMIUM,
            *SWITCHES,
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={size}",
            "about:blank",
        ]
        start = [sys.executable, "-c", WIRED, *map(str, ends), *command]
        self.process = subprocess.Popen(
            start, pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for end in (to_browser, from_browser, *ends):
            os.close(end)
        self.numbers = itertools.count(1)
        self.buffer = b""
        targets: list[dict[str, Any]] = []
        while not targets:
            targets = [
                one
                for one in self.send("Target.getTargets")["targetInfos"]
                if one["type"] == "page"
            ]
        self.session = self.send(
            "Target.attachToTarget", targetId=targets[0]["targetId"], flatten=True
        )["sessionId"]

    def open(self, page: Path) -> None:
        """Show a page; what is asked afterwards is asked of it."""
        self.send("Page.navigate", self.session, url=page.as_uri())

    def send(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        """Call a method of the protocol and wait for its result."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": params} | (
            {"sessionId": session} if session else {}
        )
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.buffer:
                read = os.read(self.input, 1 << 20)
                assert read, "the browser ended"
                self.buffer += read
            one, _, self.buffer = self.buffer.partition(b"\0")
            answer = json.loads(one)
            if answer.get("id") == number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        answer = self.send(
            "Runtime.evaluate",
            self.session,
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until an expression is true; give up when it was looked at 2,000 times."""
        look = (
            f"if ({expression}) done(); else if (++looks > 2000) fail('never true'); else"
            " setTimeout(look, 50)"
        )
        self.ask(
            f"new Promise((done, fail) => {{ let looks = 0; const look = () => {{ {look} }};"
            " look(); })"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        self.process.wait()
        os.close(self.out)
        os.close(self.input)
