"""How each text of the workspace stands: new, built, changed since, and what is doubtful in it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator import pipeline, texts
from generator.base.choices import MIN_PAIR_CONFIDENCE
from generator.base.errors import CikaError
from generator.base.files import save
from generator.pipeline import BuildOptions, Resources, Source
from generator.studio.jobs import Job
from generator.studio.kept_text import head_of
from generator.studio.open_texts import kept_path, keys_of
from generator.studio.pairs import state as pair_state
from generator.studio.workspace import Workspace

NEW, BUILT, CHANGED, UNREADABLE = "new", "built", "changed", "unreadable"
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class TextState:
    """How a text stands."""

    state: str
    title: str = ""
    lang: str = ""
    """That of its Chinese."""
    fault: str = ""
    """Why it cannot be read."""
    words: int | None = None
    """Words of its deck; None where the studio has no report of it."""
    doubtful: int | None = None
    """Words of which the machine is unsure."""
    unsure: int | None = None
    """Pairs of which it is unsure."""

    lacks_english: bool = False
    """Whether it has no translation."""

    def json(self) -> dict[str, Any]:
        """Return it for a page."""
        return asdict(self)


class TextStates:
    """Tells how texts stand, and looks again only where a file of theirs changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[Path, tuple[Stamp, TextState]] = {}

    def state(self, resources: Resources, source: Source) -> TextState:
        """Return how a text stands."""
        stamp = self._stamp(source)
        known = self._known.get(source.path)
        if known is None or known[0] != stamp:
            known = (stamp, self._look(resources, source))
            self._known[source.path] = known
        return known[1]

    def _look(self, resources: Resources, source: Source) -> TextState:
        here = self._workspace
        try:
            text = pipeline.read(source)
        except CikaError as error:
            return TextState(UNREADABLE, fault=str(error))
        title = pipeline.deck_title(text)
        lang = "zh-Hant" if text.script == "traditional" else "zh-Hans"
        lacks = any(issue.kind == "no-translation" for issue in text.issues)
        if not here.package(source).is_file():
            doubtful, unsure = self._first_doubts(resources, source)
            return TextState(NEW, title, lang, "", None, doubtful, unsure, lacks)
        is_built = pipeline.is_built(resources, source, here.decks, BuildOptions())
        report = read_report(here, source)
        if report is None:
            state = BUILT if is_built else CHANGED
            return TextState(state, title, lang, lacks_english=lacks)
        return TextState(
            state=BUILT if is_built else CHANGED,
            title=title,
            lang=lang,
            words=report.get("words"),
            doubtful=len(report.get("doubtful", ())),
            unsure=unsure_pairs(report),
            lacks_english=lacks,
        )

    def _first_doubts(self, resources: Resources, source: Source) -> tuple[int | None, int | None]:
        """Count the words and the pairs of which the machine is unsure, before the first build: as
        the text was understood when it was opened, without what a person corrected since."""
        head = head_of(kept_path(self._workspace, source))
        try:
            if head.get("of_input") != keys_of(resources, source)["of_input"]:
                return None, None
            corrections = texts.read_corrections(source.path, source.listed)
            rows = texts.read_aligned(source.path)
        except CikaError:
            return None, None  # the pages of the text say what is wrong with its tables
        corrected = {line.word for line in corrections}
        unsure = (
            head["unsure"] if rows is None else sum(pair_state(row) == "unsure" for row in rows)
        )
        return len(set(head["doubtful"]) - corrected), unsure

    def _stamp(self, source: Source) -> Stamp:
        """Return the times and sizes of all files that decide how a text stands."""
        files = [source.path, source.english, self._workspace.package(source)]
        files.append(report_path(self._workspace, source))
        files.append(kept_path(self._workspace, source))
        files += texts.tables_beside(source.path, texts.WORDS)
        files += texts.tables_beside(source.path, texts.ALIGNED)
        files += texts.glossaries_beside(source.path)
        found = []
        for path in files:
            if path and path.is_file():
                status = path.stat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(found)


# -- the report of the last build


def report_path(workspace: Workspace, source: Source) -> Path:
    """Return where the report of the last build of a text is kept."""
    return workspace.own / f"{workspace.id_of(source)}.report.json"


def read_report(workspace: Workspace, source: Source) -> dict[str, Any] | None:
    """Return the report of the last build, as ``cika build --json`` printed it; None where there is
    none: a deck may have been built in a terminal."""
    try:
        found = json.loads(report_path(workspace, source).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def keep_report(workspace: Workspace, source: Source, job: Job) -> None:
    """Keep what a build printed, unless it found nothing to do."""
    printed = job.result()
    if isinstance(printed, list) and len(printed) == 1 and "notes" in printed[0]:
        save(report_path(workspace, source), json.dumps(printed[0]).encode())


def unsure_pairs(report: dict[str, Any]) -> int:
    """Count the pairs of a report that are unsure."""
    beads = report.get("beads", ())
    return sum(bead["confidence"] < MIN_PAIR_CONFIDENCE for bead in beads)
