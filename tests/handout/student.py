"""A student with a phone, who plays practice pages in a real Chromium."""

from pathlib import Path
from typing import Any

from support.devtools import Browser

WATCH = """
  window.wrong = [];
  document.addEventListener('securitypolicyviolation', (e) => wrong.push(e.blockedURI));
  addEventListener('error', (e) => wrong.push(e.message));
"""


class Student:
    """A person with a phone."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.scripts: list[str] = []
        """What runs before the page."""
        browser.send("Page.enable", browser.session)

    def begin(self, page: Path) -> None:
        """Open a page for the first time."""
        self.page = page
        self.hold(360)
        self.open()
        # localStorage.clear() may reach Chromium after what the next document writes
        self.ask("localStorage.removeItem(DATA.key)")
        self.open()

    def hold(self, width: int, *, night: bool = False) -> None:
        session = self.browser.session
        self.browser.send(
            "Emulation.setDeviceMetricsOverride",
            session,
            width=width,
            height=700,
            deviceScaleFactor=1,
            mobile=True,
        )
        self.browser.send("Emulation.setFocusEmulationEnabled", session, enabled=True)
        light = {"name": "prefers-color-scheme", "value": "dark" if night else "light"}
        self.browser.send("Emulation.setEmulatedMedia", session, features=[light])

    def open(self, *before: str) -> None:
        """Open the page anew; ``before`` are scripts that change the browser."""
        session = self.browser.session
        for script in self.scripts:
            self.browser.send(
                "Page.removeScriptToEvaluateOnNewDocument", session, identifier=script
            )
        sent = [
            self.browser.send("Page.addScriptToEvaluateOnNewDocument", session, source=source)
            for source in (WATCH, *before)
        ]
        self.scripts = [one["identifier"] for one in sent]
        self.ask("window.isOld = true")
        if self.ask("location.href") == self.page.as_uri():
            self.browser.send("Page.reload", session)
        else:
            self.browser.open(self.page)
        self.browser.wait(
            "!window.isOld && document.readyState === 'complete' && document.querySelector('h2')"
        )

    def ask(self, expression: str) -> Any:
        return self.browser.ask(expression)

    def press(self, selector: str) -> None:
        self.ask(f"document.querySelector({selector!r}).click()")

    def start(self, kind: str) -> None:
        self.press(f"[data-kind={kind}]")

    def answer_card(self, grade: str) -> str:
        """Turn the card, judge, and return the word."""
        word: str = self.ask("document.querySelector('.front').textContent")
        self.press("main > button.first")
        self.press(f"[data-grade={grade}]")
        return word

    def key(self, name: str) -> None:
        codes = {"Tab": 9, "Enter": 13}
        text = {"text": "\r"} if name == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.browser.send(
                "Input.dispatchKeyEvent",
                self.browser.session,
                type=kind,
                key=name,
                code=name,
                windowsVirtualKeyCode=codes[name],
                **(text if kind == "keyDown" else {}),
            )

    def tab_to(self, selector: str) -> None:
        """Press the Tab key until an element has the focus."""
        for _ in range(60):
            self.key("Tab")
            if self.ask(f"document.activeElement.matches({selector!r})"):
                return
        raise AssertionError(f"the Tab key does not reach {selector}")
