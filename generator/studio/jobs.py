"""Long work: our own command line as a child process.

What the page starts can be repeated in a terminal, because it is the same command. The state of a
job lives here and not on the page, so that a page that is loaded again finds it.
"""

import itertools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import generator
from generator.base.errors import InputError
from generator.base.program import EACH_STEP, INSTALLED, STEP_MARK, shell_word
from generator.studio.workspace import UnknownId

ROOT = Path(generator.__file__).resolve().parent.parent
STEP = re.compile(STEP_MARK + r"(?P<stage>.*)\t(?P<done>\d+)\t(?P<total>\d+)")
WORKING, DONE, FAILED, STOPPED = "working", "done", "failed", "stopped"
JSON = "--json"
MAX_KEPT = 50
"""Jobs that are remembered after their end."""
MAX_SAID = 200
"""Lines that are kept of what a job says."""


@dataclass(slots=True)
class Job:
    """A command that is running or has ended."""

    number: int
    arguments: tuple[str, ...]
    about: str
    """Id of the text or the set that it works on."""
    state: str = WORKING
    stage: str = ""
    done: int = 0
    total: int = 0
    said: list[str] = field(default_factory=list)
    """Lines of standard error: notes and errors."""
    printed: str = ""
    process: "subprocess.Popen[str] | None" = None
    on_end: "Callable[[Job], None] | None" = None
    """Called when it has ended by itself."""
    choices: Any = None
    """What was chosen on the page that started it."""

    @property
    def kind(self) -> str:
        """Return the name of the command."""
        return self.arguments[0]

    @property
    def command(self) -> str:
        """Return what a person types in the folder to do the same."""
        return typed(self.arguments)

    def result(self) -> Any:
        """Return what a command with ``--json`` printed; None where that is no JSON."""
        return _json(self.printed)

    def json(self) -> dict[str, Any]:
        """Return what a page shows of a job."""
        return {
            "number": self.number,
            "kind": self.kind,
            "about": self.about,
            "state": self.state,
            "stage": self.stage,
            "done": self.done,
            "total": self.total,
            "said": self.said,
            "printed": "" if JSON in self.arguments else self.printed,
            "command": self.command,
            "choices": self.choices,
        }


class Jobs:
    """The jobs of a workspace, the newest last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def start(
        self,
        about: str,
        *arguments: str,
        on_end: Callable[[Job], None] | None = None,
        choices: Any = None,
    ) -> Job:
        """Run a command in the workspace. Where the same runs already, that job is returned.
        ``on_end`` is called in another thread when the command has ended and was not stopped."""
        with self._lock:
            for job in self._jobs.values():
                if job.state == WORKING and job.arguments == arguments:
                    return job
            job = Job(next(self._numbers), arguments, about, on_end=on_end, choices=choices)
            job.process = _process(self._folder, arguments)
            self._jobs[job.number] = job
            self._forget_old()
        threading.Thread(target=_follow, args=(job,), daemon=True).start()
        return job

    def job(self, number: int) -> Job:
        """Return a job. Raises UnknownId."""
        job = self._jobs.get(number)
        if job is None:
            raise UnknownId("This work is no longer known. The studio was started anew since.")
        return job

    def all(self, about: str = "") -> list[Job]:
        """Return all jobs, or those about one text or set, the newest first."""
        jobs = list(self._jobs.values())
        return [job for job in reversed(jobs) if about in ("", job.about)]

    def stop(self, number: int) -> Job:
        """Stop a job. What it wrote is whole: files are written whole or not at all."""
        job = self.job(number)
        if job.state == WORKING and job.process:
            job.state = STOPPED
            job.process.terminate()
        return job

    def result_of(self, *arguments: str) -> Any:
        """Run a short command in the workspace, wait for it, and return the JSON that it prints.
        Raises InputError with what it says where it fails."""
        process = _process(self._folder, arguments)
        printed, said = process.communicate()
        if process.returncode:
            raise InputError(said.strip().removeprefix("Error: "))
        return _json(printed)

    def end(self) -> None:
        """Stop all jobs."""
        for job in self.all():
            self.stop(job.number)

    def _forget_old(self) -> None:
        ended = [job.number for job in self._jobs.values() if job.state != WORKING]
        for number in ended[:-MAX_KEPT]:
            del self._jobs[number]


def typed(arguments: Sequence[str]) -> str:
    """Return what a person types in the folder to run a command; the form of the output is left
    out."""
    return " ".join([INSTALLED, *(shell_word(one) for one in arguments if one != JSON)])


def _json(printed: str) -> Any:
    try:
        return json.loads(printed)
    except ValueError:
        return None


def _process(folder: Path, arguments: Sequence[str]) -> "subprocess.Popen[str]":
    """Start our command line. ``-P``: no file of the workspace is taken for a module."""
    environment = os.environ | {EACH_STEP: "1", "PYTHONIOENCODING": "utf-8"}
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "generator", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _follow(job: Job) -> None:
    """Read what a job says until it ends."""
    process = job.process
    if not process or not process.stdout or not process.stderr:
        return
    reader = threading.Thread(target=_read_said, args=(job, process.stderr), daemon=True)
    reader.start()
    job.printed = process.stdout.read()
    reader.join()
    code = process.wait()
    if job.state == WORKING:
        if job.on_end:
            job.on_end(job)
        job.state = FAILED if code else DONE


def _read_said(job: Job, lines: IO[str]) -> None:
    for line in lines:
        step = STEP.match(line)
        if step:
            job.stage = step["stage"]
            job.done, job.total = int(step["done"]), int(step["total"])
        elif len(job.said) < MAX_SAID:
            job.said.append(line.rstrip("\n"))
