"""Firefox as Debian ships it, driven by Mozilla's own client: find, click, type, wait."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from support.browser import WAIT

FIREFOX = next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)
needs_firefox = pytest.mark.skipif(
    FIREFOX is None or find_spec("marionette_driver") is None,
    reason="no Firefox on this machine, or not its client (extra check)",
)
SEEN = """
return [...document.querySelectorAll(arguments[0])].filter((one) =>
  one.checkVisibility() && `${one.innerText} ${one.ariaLabel ?? ""}`.includes(arguments[1]));
"""
DROP = """
const dataTransfer = new DataTransfer();
for (const [name, text] of Object.entries(arguments[0])) {
  dataTransfer.items.add(new File([text], name, { type: "text/plain" }));
}
const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
document.body.dispatchEvent(event);
"""
FAULTS = """
return Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & one.warningFlag))
  .filter((one) => one.sourceName.startsWith(arguments[0]))
  .map((one) => one.toString());
"""
NARROW = "gBrowser.selectedBrowser.style.maxWidth = `${arguments[0]}px`;"


class Visitor:
    """Someone who looks at pages in Firefox; what is not there at once is waited for."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def open(self, address: str) -> None:
        """Open a page."""
        self.client.navigate(address)

    def shown(self, css: str, text: str = "") -> list[Any]:
        """Return the visible elements that a selector finds whose text or label has ``text``."""
        found = self.client.execute_script(SEEN, [css, text])
        return found or []  # a page that is just being left gives nothing

    def see(self, css: str, text: str = "", count: int | None = None) -> Any:
        """Wait until something is shown, or as many as ``count``; return the first."""

        def found(_client: Any) -> list[Any]:
            elements = self.shown(css, text)
            return elements if count in (None, len(elements)) else []

        return self.until(found, f"{css} {text!r} is not shown")[0]

    def until(self, condition: Callable[[Any], Any], fault: str) -> Any:
        """Wait until a condition holds, and return what it gave."""
        from marionette_driver import Wait

        return Wait(self.client, WAIT / 1000).until(condition, message=fault)

    def click(self, css: str, text: str = "") -> None:
        """Click on what is shown first."""
        self.see(css, text).click()

    def type(self, css: str, text: str) -> None:
        """Type into a field."""
        self.see(css).send_keys(text)

    def choose(self, css: str, value: str) -> None:
        """Choose an option of a list."""
        self.see(css).find_element("css selector", f"option[value='{value}']").click()

    def drop(self, files: dict[str, str]) -> None:
        """Drop files on the page, given as names and texts."""
        self.run(DROP, files)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page."""
        return self.client.execute_script(script, arguments)

    def narrow(self, width: int) -> None:
        """Make the page as narrow as a phone, which no window can be; ``width`` in pixels."""
        with self.client.using_context("chrome"):
            self.client.execute_script(NARROW, [width])

    def faults(self, address: str) -> list[str]:
        """Return the errors in the console of pages below an address."""
        with self.client.using_context("chrome"):
            return list(self.client.execute_script(FAULTS, [address]))


@contextmanager
def firefox(folder: Path) -> Iterator[Visitor]:
    """Start Firefox without a window while the block runs; what it writes comes to a folder."""
    from marionette_driver.marionette import Marionette

    client = Marionette(
        bin=FIREFOX,
        port=0,
        headless=True,
        prefs={"browser.download.folderList": 2, "browser.download.dir": str(folder)},
        gecko_log=str(folder / "gecko.log"),
        workspace=str(folder),
    )
    try:
        client.start_session()
        client.set_window_rect(width=1280, height=900)
        yield Visitor(client)
    finally:
        client.cleanup()
