"""Elements and text of a page."""

import re
from html.parser import HTMLParser


class Elements(HTMLParser):
    """What elements and text a page has."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[tuple[tuple[str, ...], str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode())
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in {"meta", "br", "wbr"}:
            self._open.append((tag, found.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text.append((tuple(f"{tag}.{names}" for tag, names in self._open), data))

    def within(self, what: str, but: str = "rt.") -> str:
        """All text within elements named ``tag.class``, that within ``but`` left out."""
        return "".join(data for path, data in self.text if what in path and but not in path)


def grouped(page: str, opening: str) -> list[str]:
    """The page cut before each element that begins so."""
    return re.split(f"(?={re.escape(opening)})", page)[1:]
