"""A view of a text in the studio, asked without a browser."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

Json = dict[str, Any]


class TextPage:
    """A view (``pairs``, ``words``) of the one text of a workspace."""

    def __init__(self, visitor: FlaskClient, folder: Path, view: str, table: str) -> None:
        self.visitor = visitor
        self.view = view
        self.text = folder / "river.txt"
        self.table = folder / table
        home = visitor.get("/").text
        self.id = home.partition("/text/")[2].partition("/")[0]
        assert visitor.get(f"/text/{self.id}/{view}").status_code == 200
        self.version = ""

    def ask(self, what: str, asked: Json | None = None, status: int = 200) -> Json:
        """Ask for an edit or a step of the version that the page saw last."""
        body = {"version": self.version, **(asked or {})}
        answer = self.visitor.post(f"/api/text/{self.id}/{self.view}/{what}", json=body)
        assert answer.status_code == status, answer.text
        found: Json = answer.get_json()
        self.version = found["version"] if status == 200 else self.version
        return found

    def get(self, what: str) -> Json:
        """Ask for something to show."""
        answer = self.visitor.get(f"/api/text/{self.id}/{self.view}{what}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.get_json()
        return found

    def get_version(self) -> str:
        """Return the version of the table of words as it is now."""
        answer = self.visitor.get(f"/api/text/{self.id}/words?rows=0")
        return str(answer.get_json()["version"])

    def written(self) -> bytes | None:
        """Return the table, if there is one."""
        return self.table.read_bytes() if self.table.exists() else None


class WordsPage(TextPage):
    """The view of words."""

    def sentence(self, row: int) -> list[list[Any]]:
        """Return the words of a sentence: text, status, reading, gloss, doubts, own."""
        (found,) = self.get(f"?rows={row}")["sentences"]
        words: list[list[Any]] = found["words"]
        return words

    def all_words(self) -> list[tuple[str, str, str]]:
        """Return all words: text, reading, gloss."""
        return self.words_of(range(5))

    def words_of(self, rows: Iterable[int]) -> list[tuple[str, str, str]]:
        """Return the words of some sentences: text, reading, gloss."""
        words = chain.from_iterable(map(self.sentence, rows))
        return [(word[0], word[2], word[3]) for word in words if word[1]]

    def edit(self, word: str, asked: Json, row: int, status: int = 200) -> Json:
        """Correct a word of a sentence."""
        start = 0
        for one in self.sentence(row):
            if one[0] == word:
                return self.ask("edit", {**asked, "row": row, "start": start}, status)
            start += len(one[0])
        raise AssertionError(f"no word {word}")
