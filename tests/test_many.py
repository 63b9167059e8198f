"""Many texts at once: the same decks with any number of processes, whatever happens to some of the
texts or to the processes."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import SEED, posix, run
from test_cli import SIGNALS, contents, start, write

from generator import pipeline
from generator.base.errors import InputError
from generator.commands.time_left import time_left
from generator.pipeline import BuildOptions, Resources, Source, Understood
from generator.pipeline import workers as crew
from generator.pipeline.batch import understand_all
from generator.pipeline.workers import WorkerDied, WorkerPool

EPOCH = "1700000000"
LINES = """\
今天天气很好，我们去公园散步。\tThe weather is good today; we go for a walk in the park.
银行在学校的左边。\tThe bank is to the left of the school.
他昨天没有来，因为他生病了。\tHe did not come yesterday, because he was ill.
这本书我已经看完了。\tI have finished reading this book.
请你把门关上。\tPlease close the door.
我姐姐是一位医生。\tMy elder sister is a doctor.
火车晚上八点到北京。\tThe train arrives in Beijing at eight in the evening.
这条河又长又宽。\tThis river is long and wide.
我们每天早上七点吃早饭。\tWe eat breakfast at seven every morning.
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts that share words, and some that cannot be built."""
    folder = tmp_path_factory.mktemp("many") / "texts"
    lines = LINES.splitlines(keepends=True)
    for number in range(len(lines) - 1):
        write(folder / f"t{number}.tsv", "".join(lines[number : number + 2]))
    write(folder / "a-letter.txt", SEED.read_bytes())
    write(folder / "b-empty.txt", b"")
    write(folder / "c-binary.txt", bytes(range(256)) * 20)
    write(
        folder / "d-strangers.txt",
        "今天天气很好。\n---\nSpark plugs need no oil, said the man who sold them in 1953.\n",
    )
    write(folder / "sub" / "t1.txt", "银行在左边。")
    return folder


@pytest.fixture(scope="module")
def alone(texts: Path) -> tuple[dict[str, bytes], Result]:
    """The decks, and what is said, with one process."""
    said = run("build", texts, "-o", texts.parent / "alone", "--jobs", 1, SOURCE_DATE_EPOCH=EPOCH)
    return contents(texts.parent / "alone"), said


def test_any_number_of_processes_makes_the_same_decks(
    texts: Path, alone: tuple[dict[str, bytes], Result]
) -> None:
    decks, said = alone
    assert (said.exit_code, len(decks)) == (1, 2 * 9), said.stderr
    errors = said.stderr.splitlines()
    assert [re.search(r"one name, t1|b-empty|c-binary", line) is not None for line in errors] == [
        True
    ] * 3, "all at the end, with reasons"
    folder = texts.parent / "three"
    process = start(
        "build", texts, "-o", folder, "--jobs", 3, PYTHONHASHSEED="1", SOURCE_DATE_EPOCH=EPOCH
    )
    out, err = process.communicate()
    assert contents(folder) == decks
    assert out.decode().replace(str(folder), str(texts.parent / "alone")) == said.stdout
    assert (process.returncode, err.decode()) == (1, said.stderr)


def test_what_is_up_to_date_costs_no_process(
    texts: Path,
    alone: tuple[dict[str, bytes], Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, content in alone[0].items():
        write(tmp_path / name, content)
    good = sorted(
        path for path in texts.glob("*.*") if path.stem in {Path(name).stem for name in alone[0]}
    )
    hired = 0
    hire = crew._Worker.__init__

    def counted(*arguments: Any) -> None:
        nonlocal hired
        hired += 1
        hire(*arguments)

    monkeypatch.setattr(crew._Worker, "__init__", counted)
    (tmp_path / "t5.apkg").unlink()
    reports = json.loads(
        run("build", *good, "-o", tmp_path, "--jobs", 4, "--json", SOURCE_DATE_EPOCH=EPOCH).stdout
    )
    assert [report["text"] for report in reports if not report["up_to_date"]] == [
        str(texts / "t5.tsv")
    ]
    assert hired == 1
    assert contents(tmp_path) == alone[0]


def test_texts_are_handed_out_in_order_or_with_their_error(texts: Path) -> None:
    sources = [Source(path) for path in (texts / "t3.tsv", texts / "b-empty.txt", texts / "t0.tsv")]
    workshop = Resources()
    two, one = (list(understand_all(workshop, sources, BuildOptions(), jobs)) for jobs in (2, 1))
    assert [source for source, _ in two] == [source for source, _ in one] == sources
    assert (two[0], two[2]) == (one[0], one[2])
    assert isinstance(two[1][1], InputError) and str(two[1][1]) == str(one[1][1])
    assert two[2][1] == pipeline.understand(workshop, sources[2])


def test_a_fault_of_the_program_costs_one_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcd":
        write(tmp_path / f"{name}.txt", "银行在左边。" + "书在桌子上。" * (name == "c"))
    understand = pipeline.understand

    def fail(resources: Resources, source: Source, options: BuildOptions) -> Understood:
        if source.name in "bd":
            raise KeyError("missing") if source.name == "b" else MemoryError
        return understand(resources, source, options)

    monkeypatch.setattr(pipeline, "understand", fail)
    said = run("build", tmp_path, "-o", tmp_path / "decks", "--jobs", 1)
    assert said.exit_code == 1
    fault, memory = said.stderr.splitlines()
    assert re.fullmatch(
        r"Error: \S+b\.txt: Cika failed on this text \(KeyError 'missing'; test_many\.py, line"
        r" \d+\)\. .*",
        fault,
    )
    assert re.fullmatch(r"Error: \S+d\.txt: the memory does not suffice for this text\. .*", memory)
    assert {Path(name).stem for name in contents(tmp_path / "decks")} == {"a", "c"}
    with pytest.raises(KeyError):  # of one text, whoever mends it wants to see all
        run("build", tmp_path / "b.txt", "-o", tmp_path / "decks")


@posix
def test_a_full_disk_ends_the_run_soon_and_the_next_one_goes_on(
    texts: Path, alone: tuple[dict[str, bytes], Result]
) -> None:
    folder = texts.parent / "full"
    good = [path for path in sorted(texts.glob("t*.tsv")) if path.stem != "t1"]
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    process = start("build", *good, "-o", folder, "--jobs", 2, code=limit, SOURCE_DATE_EPOCH=EPOCH)
    out, err = process.communicate()
    lines = err.decode().splitlines()
    assert (process.returncode, out, len(lines), contents(folder)) == (1, b"", 4, {})
    assert all("cannot be written: " in line for line in lines[:3])
    assert (
        f"3 decks in a row could not be written; the other {len(good) - 3} texts were not tried."
        in lines[3]
    )
    assert run("build", *good, "-o", folder, "--jobs", 1, SOURCE_DATE_EPOCH=EPOCH).exit_code == 0


# -- processes


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
    """The processes that a process started."""
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def under_way(
    texts: Path, folder: Path, tmp_path: Path
) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A run with two processes that made its first deck, and has a long text to read."""
    long = write(
        tmp_path / "m-long.txt",
        "".join(f"他在第{n}天去了银行，没有去学校{n}。" for n in range(3_000)),
    )
    given = (texts / "a-letter.txt", long, *texts.glob("t*.tsv"))
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


@linux
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_run_that_is_stopped_leaves_no_process_and_goes_on_later(
    name: str, texts: Path, alone: tuple[dict[str, bytes], Result], tmp_path: Path
) -> None:
    folder = tmp_path / "decks"
    with under_way(texts, folder, tmp_path) as (process, workers):
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
    good = [texts / "a-letter.txt", *texts.glob("t*.tsv")]
    said = run("build", *good, "-o", folder, "--jobs", 1, SOURCE_DATE_EPOCH=EPOCH)
    assert said.exit_code == 0 and "a-letter.apkg: up to date." in said.stdout
    assert {file for file in contents(folder) if file.endswith(".apkg")} == {
        f"{path.stem}.apkg" for path in good
    }


@linux
def test_a_process_that_is_killed_costs_the_text_that_it_read(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    with under_way(texts, folder, tmp_path) as (process, workers):
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        err = process.communicate()[1]
    lost = re.findall(
        rb"^Error: \S+/(\S+?)\.\w+: the process that read it was stopped by signal 9.*$",
        err,
        re.MULTILINE,
    )
    assert process.returncode == 1 and 1 <= len(lost) <= 2 and len(err.splitlines()) == len(lost)
    names = {"a-letter", "m-long", *(path.stem for path in texts.glob("t*.tsv"))}
    assert {Path(file).stem for file in contents(folder)} == names - {
        name.decode() for name in lost
    }


# -- how long it takes


@pytest.mark.parametrize(
    ("ends", "texts_left", "says"),
    [
        ((0.0, 1.0), 900, ""),
        (tuple(range(0, 60, 2)), 450, ", about 15 minutes left"),
        (tuple(range(30)), 60, ", about 1 minute left"),
        (tuple(range(30)), 59, ", less than a minute left"),
        (tuple(range(0, 3000, 100)), 360, ", about 10 hours left"),
    ],
)
def test_time_left(ends: tuple[float, ...], texts_left: int, says: str) -> None:
    assert time_left(ends, texts_left) == says
