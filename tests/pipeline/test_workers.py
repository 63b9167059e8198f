"""Worker processes that die cost their task alone; a run that is stopped leaves no process."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from generator.pipeline.workers import WorkerDied, WorkerPool
from support.batch import EPOCH
from support.decks import contents, write
from support.program import SIGNALS, posix, run, start


def do_as_told() -> Callable[[str], str]:
    """What the processes of this test do, made in each of them."""

    def do(task: str) -> str:
        if task == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "leave":
            os._exit(3)
        if task == "fill":
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
            return "x" * (4 << 30)
        return task * (3_000_000 if task == "big" else 1)

    return do


@pytest.mark.slow
@posix
def test_a_process_that_dies_takes_its_task_with_it_and_no_other() -> None:
    tasks = ["a", "die", "b", "leave", "big", "fill", "c", "die", "die", "d"]
    hands: WorkerPool[str, str] = WorkerPool(do_as_told, 2)
    try:
        for number, task in enumerate(tasks):
            hands.offer(number, task)
        answers = [hands.take(number) for number in range(len(tasks))]
    finally:
        hands.end()
    dead = {
        "die": WorkerDied(-signal.SIGKILL),
        "leave": WorkerDied(3),
        "fill": WorkerDied(1),
        "big": "big" * 3_000_000,
    }
    assert answers == [dead.get(task, task) for task in tasks]


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    found: list[str] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += (task / "children").read_text().split()
    return [int(child) for child in found]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def under_way(
    many_texts: Path, folder: Path, tmp_path: Path
) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A run with two processes that made its first deck, and has a long text to read."""
    long = write(
        tmp_path / "m-long.txt",
        "".join(f"他在第{n}天去了银行，没有去学校{n}。" for n in range(3_000)),
    )
    given = (many_texts / "a-letter.txt", long, *many_texts.glob("t*.tsv"))
    process = start(
        "build", *given, "-o", folder, "--jobs", 2, code=SIGNALS, SOURCE_DATE_EPOCH=EPOCH
    )
    try:
        assert process.stdout is not None and process.stdout.readline().startswith(bytes(folder))
        yield (
            process,
            [
                pid
                for pid in children(process.pid)
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
            ],
        )
    finally:
        process.kill()
        process.communicate()


linux = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="no /proc: the processes of a run cannot be found"
)


@pytest.mark.slow
@linux
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_run_that_is_stopped_leaves_no_process_and_goes_on_later(
    name: str, many_texts: Path, many_decks: tuple[dict[str, bytes], Result], tmp_path: Path
) -> None:
    folder = tmp_path / "decks"
    with under_way(many_texts, folder, tmp_path) as (process, workers):
        assert len(workers) == 2
        if name == "SIGINT":  # a terminal tells all processes, and people press twice
            for pid in (*workers, process.pid, process.pid):
                os.kill(pid, signal.SIGINT)
        else:
            process.send_signal(getattr(signal, name))
        err = process.communicate()[1]
        if name != "SIGKILL":
            assert re.fullmatch(rb"\s*Error: Interrupted\. [^\n]*\n", err)
            assert process.returncode == 1
        while any(map(alive, workers)):
            time.sleep(0.02)
    before = contents(folder)
    assert not [file for file in before if file.endswith(".part")] or name == "SIGKILL"
    good = [many_texts / "a-letter.txt", *many_texts.glob("t*.tsv")]
    said = run("build", *good, "-o", folder, "--jobs", 1, SOURCE_DATE_EPOCH=EPOCH)
    assert said.exit_code == 0 and "a-letter.apkg: up to date." in said.stdout
    assert {file for file in contents(folder) if file.endswith(".apkg")} == {
        f"{path.stem}.apkg" for path in good
    }


@pytest.mark.slow
@linux
def test_a_process_that_is_killed_costs_the_text_that_it_read(
    many_texts: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "decks"
    with under_way(many_texts, folder, tmp_path) as (process, workers):
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        err = process.communicate()[1]
    lost = re.findall(
        rb"^Error: \S+/(\S+?)\.\w+: the process that read it was stopped by signal 9.*$",
        err,
        re.MULTILINE,
    )
    assert process.returncode == 1 and 1 <= len(lost) <= 2 and len(err.splitlines()) == len(lost)
    names = {"a-letter", "m-long", *(path.stem for path in many_texts.glob("t*.tsv"))}
    assert {Path(file).stem for file in contents(folder)} == names - {
        name.decode() for name in lost
    }
