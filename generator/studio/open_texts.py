"""The texts that pages show: each is understood once, kept in the workspace, and understood anew
when it, its tables or the program changed."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from generator import texts
from generator.annotation.text_names import words_of_corrections
from generator.base.errors import InputError
from generator.base.files import output_errors
from generator.base.records import Correction, Token
from generator.pipeline import BuildOptions, Resources, Source, annotate_lines
from generator.pipeline.fingerprint import program_hash, text_files
from generator.pipeline.understanding import annotate_source, corrections_of
from generator.studio.edited_table import EditedTable
from generator.studio.jobs import WORKING, Job, Jobs
from generator.studio.kept_text import KeptText, keep, kept
from generator.studio.pair_edits import PairEdits
from generator.studio.word_lines import FRESH
from generator.studio.workbench import Workbench
from generator.studio.workspace import Conflict, Workspace

FOLDER = "texts"
"""Folder below ``.cika`` for what was understood, and for the steps of each table."""
SHORT = 30_000
"""Bytes of a text that is understood while its page waits: the letter has 8,000 and takes 0.4 s.
Longer ones are a job, which shows how far it is."""
MAX_HELD = 4
"""Texts that are held in memory."""
COMMAND = "prepare"
"""The command that understands a text ahead."""
EVERY_PAIR = BuildOptions(include_unsure=True)


@dataclass
class OpenText:
    """A text that a page shows."""

    id: str
    source: Source
    kept: KeptText
    pairs: PairEdits
    """Its sentence pairs, ``NAME.aligned.tsv``."""
    words: EditedTable
    """Corrections of its words, ``NAME.words.tsv``."""
    stamp: tuple[int, ...]
    """Sizes and times of the files of the text when it was opened."""
    is_current: bool = True
    """Whether what is kept was made from the text and the tables as they are now."""
    annotated: dict[tuple[str, str, str], tuple[Token, ...]] = field(default_factory=dict)
    """Chinese, English and cuts of a passage -> its tokens, as far as they were annotated since
    the text was understood."""
    live: Any = None
    """Its words with the corrections of a version (``word_desk``)."""
    learner: Any = None
    """What the learner knows (``word_desk``)."""
    settings: Any = None
    """What files of settings say (``word_desk``)."""

    def row_count(self) -> int:
        """Count its sentence pairs."""
        table, _ = self.pairs.now()
        return len(table.rows)

    @property
    def title(self) -> str:
        """Return its title."""
        return str(self.kept.head["title"])

    @property
    def lang(self) -> str:
        """Return what ``lang`` says of its Chinese."""
        return "zh-Hant" if self.kept.head["script"] == "traditional" else "zh-Hans"


class OpenTexts:
    """Opens the texts of a workspace. Its methods may be called from several threads."""

    def __init__(self, workspace: Workspace, workbench: Workbench, jobs: Jobs) -> None:
        self._workspace = workspace
        self._workbench = workbench
        self._jobs = jobs
        self._held: OrderedDict[str, OpenText] = OrderedDict()
        self._lock = threading.RLock()

    def held(self, id: str) -> OpenText:
        """Return a text that a page shows already. Raises Conflict where its file was changed, and
        InputError while it is understood for the first time."""
        source = self._workspace.text(id)
        with self._lock:
            found = self._held.get(id)
            if found is None:
                opened = self.open(id)
                if isinstance(opened, OpenText):
                    return opened
                raise InputError("This text is being read. Load the page again in a while.")
            if found.stamp == _stamp(source):
                return found
        raise Conflict(self._workspace.name(source.path), "")

    def known_id(self, id: str) -> str:
        """Return an id if there is a text with it. Raises UnknownId."""
        return self._workspace.id_of(self._workspace.text(id))

    def was_read(self, id: str) -> bool:
        """Tell whether a text was understood before, if only as it was then."""
        return kept_path(self._workspace, self._workspace.text(id)).is_file()

    def open(self, id: str, *, current: bool = False) -> OpenText | Job:
        """Return a text; or the job that understands it, while it is long and was not understood
        yet.

        What is kept of it may be older than its tables (``is_current``): then it is understood
        anew, at once where it is short, else in a job. ``current`` waits for that job.
        """
        source = self._workspace.text(id)
        path = kept_path(self._workspace, source)
        with self._lock:
            keys = self._workbench.do(partial(keys_of, source=source))
            found = self._load(id, source, path)
            if found and found.kept.key == keys["key"]:
                return found
            if _size(source) <= SHORT:
                self._workbench.do(partial(prepare, source=source, path=path))
                return self._load(id, source, path) or self._job(id, source)
            job = self._job(id, source)
            if found and not current and found.kept.of_input == keys["of_input"]:
                found.is_current = False
                return found
            return job

    def _job(self, id: str, source: Source) -> Job:
        """Return the job that understands a text, started unless it runs."""
        for job in self._jobs.all(id):
            if job.kind == COMMAND and job.state == WORKING:
                return job
        return self._jobs.start(id, COMMAND, self._workspace.name(source.path))

    def _load(self, id: str, source: Source, path: Path) -> OpenText | None:
        """Take what is kept of a text, if anything is, and hold it in memory."""
        found = self._held.pop(id, None)
        written = _stamp_of(path)
        known = found.kept if found and found.kept.stamp == written else kept(path, written)
        if known is None:
            return None
        if found is None:
            pairs = PairEdits(self._workspace, source.path, path.with_suffix(".pairs.json"))
            words = EditedTable(
                self._workspace,
                texts.corrections_path(source.path),
                path.with_suffix(".words.json"),
                lambda: FRESH,
            )
            found = OpenText(id, source, known, pairs, words, _stamp(source))
        found.source = source  # a translation may lie beside it since
        if found.kept is not known:
            found.annotated.clear()
        found.kept, found.is_current, found.stamp = known, True, _stamp(source)
        found.pairs.propose(known.rows)
        self._held[id] = found
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return found


def kept_path(workspace: Workspace, source: Source) -> Path:
    """Return where a workspace keeps what was understood of a text; its folder is made."""
    folder = workspace.own / FOLDER
    with output_errors(folder):
        folder.mkdir(exist_ok=True)
    return folder / f"{workspace.id_of(source)}.jsonl"


def prepare(resources: Resources, source: Source, path: Path) -> None:
    """Understand a text and keep what was understood."""
    keys = keys_of(resources, source)  # first: what changes meanwhile makes it out of date
    annotated = annotate_source(resources, source, EVERY_PAIR)
    names = resources.annotator.names([(one.zh, one.en) for one in annotated.passages])
    corrections = corrections_of(source, annotated.aligned.text)
    about = {**keys, "cuts": cuts_of(corrections, resources)}
    keep(path, annotated, names, about)


def keys_of(resources: Resources, source: Source) -> dict[str, str]:
    """Return hashes of the text and the program (``of_input``), and of these with what a person
    says of pairs and of where words are cut (``key``)."""
    of_input = hashlib.sha256(f"{program_hash()} {source.format}".encode())
    of_input.update(str(resources.has_vectors()).encode())
    for file in text_files(source):
        of_input.update(hashlib.sha256(texts.read_bytes(file)).digest())
    key = of_input.copy()
    for file in texts.tables_beside(source.path, texts.ALIGNED):
        key.update(texts.read_bytes(file))
    cuts = cuts_of(texts.read_corrections(source.path, source.listed), resources)
    key.update("\0".join(cuts).encode())
    return {"of_input": of_input.hexdigest(), "key": key.hexdigest()}


def cuts_of(corrections: Sequence[Correction], resources: Resources) -> list[str]:
    """Return what corrections say of where a text is cut."""
    own = words_of_corrections(corrections, resources.dictionary)
    cuts = {texts.word_cell(line) for line in corrections if line.is_cut}
    return sorted(own | cuts)


def _size(source: Source) -> int:
    return sum(len(texts.read_bytes(file)) for file in text_files(source))


def warm(resources: Resources) -> None:
    """Load what the first text would wait for."""
    program_hash()
    list(annotate_lines(resources, [("你们都来了。", "You have all come.")]))


def _stamp(source: Source) -> tuple[int, ...]:
    return tuple(chain.from_iterable(map(_stamp_of, text_files(source))))


def _stamp_of(path: Path) -> tuple[int, ...]:
    """Return size and time of a file; nothing where it is missing, or in an archive."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns
