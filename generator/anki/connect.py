"""A deck into an Anki that is running, and out of it what its learner knows, through its add-on
AnkiConnect (API version 6).

This is the only place that uses the network. It talks to the learner's own machine, when asked to
and never while building.
"""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.anki.note_types import SENTENCE, WORD
from generator.anki.studied_notes import AnkiHolding, NoteTable, without_sentences
from generator.anki.unpack import unpack
from generator.base.errors import OutputError

URL = "http://127.0.0.1:8765"
ADDON = "2055492159"
VERSION = 6
LOCAL = {"127.0.0.1", "localhost", "::1"}
SECONDS_FOR_ANSWER = 10
"""Seconds to wait for an answer that needs no work: Anki answers ten times a second, unless a
window of its own is open."""
SECONDS_FOR_WORK = 1800
"""Seconds to wait for an import (100,000 notes take a few) or for a person to answer a question in
Anki."""
BY_HAND = "Or import the deck by hand: in Anki, File > Import."
EXPORTED = (
    "Or export your cards (in Anki, File > Export, with scheduling information) and give the file"
    " to --known."
)
MAX_ANSWER = 100_000_000
"""Bytes of an answer; that of NOTES_AT_ONCE has some megabytes."""
NOTES_AT_ONCE = 500
"""Notes that are asked for at once: an answer of some megabytes at most, ready before Anki's window
stands still for long."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The result of an import into Anki."""

    deck: str
    notes: int
    """In the package."""
    new: int
    """That Anki had not had."""


@dataclass(frozen=True, slots=True)
class Anki:
    """A running Anki with AnkiConnect."""

    url: str = URL
    key: str = ""
    """AnkiConnect's apiKey; empty where none is set."""
    options: str = "--"
    """Beginning of the names of the options that give the two: --url, --anki-url."""
    otherwise: str = BY_HAND
    """Another way, for messages."""

    def holding(self, search: str, days: int) -> AnkiHolding:
        """Return the notes that a search of Anki's browser finds, those with a card that has an
        interval of ``days`` or more.

        It takes two searches, and one call for each NOTES_AT_ONCE of notes. Raises OutputError
        where Anki does not answer or the search finds no note at all.
        """
        self.greet()
        try:
            return self._holding(search, days)
        except (AttributeError, LookupError, TypeError) as error:
            raise self._not_ankiconnect() from error

    def _holding(self, search: str, days: int) -> AnkiHolding:
        if not self._notes(search):
            found = f"No card in Anki is found by {search!r}"
            raise OutputError(
                f"{found}. Try the search in Anki's browser; deck:Chinese finds a deck and its"
                " subdecks."
            )
        numbers = self._notes(f"({search}) prop:ivl>={days}" if days else search)
        rows: dict[str, list[tuple[str, ...]]] = {}
        names: dict[str, tuple[str, ...]] = {}
        for note in self._contents(numbers):
            fields = sorted(note["fields"].items(), key=lambda field: field[1]["order"])
            names[note["modelName"]] = tuple(name for name, _ in fields)
            row = tuple(field["value"] for _, field in fields)
            rows.setdefault(note["modelName"], []).append(row)
        tables: list[NoteTable] = []
        for kind, of_kind in rows.items():
            tables.append(NoteTable(kind, names[kind], tuple(of_kind), (days,) * len(of_kind)))
        return AnkiHolding(without_sentences(tables), scheduled=True)

    def _contents(self, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield what is in notes; those that were deleted since are left out."""
        for at in range(0, len(numbers), NOTES_AT_ONCE):
            chunk = numbers[at : at + NOTES_AT_ONCE]
            yield from filter(None, self._call("notesInfo", SECONDS_FOR_WORK, notes=chunk))

    def _notes(self, search: str) -> list[int]:
        found = self._call("findNotes", SECONDS_FOR_WORK, query=search)
        return sorted(found) if isinstance(found, list) else []

    def push(self, package: Path, *, sync: bool = False) -> Pushed:
        """Import a package; with ``sync``, tell Anki to synchronise afterwards.

        Raises InputError (``unpack``) where the package is none of Cika's, OutputError with what to
        do where Anki does not take it.
        """
        content = unpack(package)
        self.greet()
        before = self._count()
        try:
            taken = self._call("importPackage", SECONDS_FOR_WORK, path=str(package.resolve()))
        except OutputError as error:
            if urlsplit(self.url).hostname in LOCAL:
                raise
            seen = (
                f"Anki runs on another machine: it must find the file there as {package.resolve()}."
            )
            raise OutputError(f"{error} {seen}") from error
        if taken is not True:
            raise OutputError(
                f"Anki did not import {package} (it answered {taken!r}). Open a profile in Anki and"
                f" try again. {BY_HAND}"
            )
        notes = len(content.notes) + len(content.guests)
        pushed = Pushed(content.deck, notes, new=self._count() - before)
        if sync:
            self._call("sync", SECONDS_FOR_WORK)
        return pushed

    def greet(self) -> None:
        """Make sure that AnkiConnect is there, lets us in, and is new enough. Raises
        OutputError."""
        answer = self._call("requestPermission", SECONDS_FOR_WORK)
        if not isinstance(answer, dict) or answer.get("permission") != "granted":
            asked = "Answer Yes when Anki asks, or see AnkiConnect's ignoreOriginList"
            raise OutputError(f"Anki did not give permission. {asked}. {self.otherwise}")
        if answer.get("requireApikey") and not self.key:
            key = (
                f"give {self.options}key what stands as apiKey in Anki, Tools > Add-ons >"
                " AnkiConnect > Config."
            )
            raise OutputError(f"AnkiConnect wants a key: {key}")
        version = answer.get("version")
        if not isinstance(version, int) or version < VERSION:
            found = f"AnkiConnect is too old: it speaks version {version}, expected {VERSION}."
            raise OutputError(
                f"{found} Update it in Anki: Tools > Add-ons > Check for Updates. {self.otherwise}"
            )

    def _count(self) -> int:
        return len(self._notes(f'"note:{WORD}" OR "note:{SENTENCE}"'))

    def _call(self, action: str, seconds: int = SECONDS_FOR_ANSWER, **params: object) -> Any:
        """Return the result of one action. Raises OutputError with what AnkiConnect says, or why
        nothing came back."""
        asked: dict[str, object] = {"action": action, "version": VERSION, "params": params}
        if self.key:
            asked["key"] = self.key
        answer = self._post(json.dumps(asked).encode(), seconds)
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise self._not_ankiconnect()
        if answer["error"]:
            raise OutputError(
                f"Anki could not do it ({action}): {answer['error']}. {self.otherwise}"
            )
        return answer["result"]

    def _not_ankiconnect(self) -> OutputError:
        address = f"Give {self.options}url its address; it is {URL} unless you changed it."
        return OutputError(f"What answers at {self.url} is not AnkiConnect. {address}")

    def _post(self, body: bytes, seconds: int) -> Any:
        if not _is_address(self.url):
            raise OutputError(
                f"{self.url!r} is no address of AnkiConnect; expected one such as {URL}."
            )
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(request, timeout=seconds) as reply:
                return _parsed(reply.read(MAX_ANSWER + 1))
        except urllib.error.HTTPError as error:
            why = "it does not allow requests from here" if error.code == 403 else error.reason
            raise OutputError(
                f"What answers at {self.url} refuses: HTTP {error.code}, {why}. {self.otherwise}"
            ) from error
        except http.client.HTTPException:
            return None
        except OSError as error:
            if isinstance(getattr(error, "reason", error), TimeoutError):
                remedy = f"Close windows that Anki has open; try again. {self.otherwise}"
                raise OutputError(f"Anki at {self.url} does not answer. {remedy}") from error
            install = (
                "with the add-on AnkiConnect (in Anki: Tools > Add-ons > Get Add-ons, code"
                f" {ADDON}), then try again."
            )
            raise OutputError(
                f"No Anki answers at {self.url} ({_reason(error)}). Start Anki, {install}"
                f" {self.otherwise}"
            ) from error


def _parsed(answer: bytes) -> Any:
    """Return what an answer says; None for one that is too long or no JSON."""
    if len(answer) > MAX_ANSWER:
        return None
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        return None


def _is_address(url: str) -> bool:
    if not (url.isascii() and url.isprintable()):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        return False


def _reason(error: OSError) -> str:
    reason = getattr(error, "reason", error)
    return str(getattr(reason, "strerror", None) or reason)
