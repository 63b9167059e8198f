"""The fuzzer: the same inputs each time, and no fault of a reader escapes it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.source import TOOLS

if str(TOOLS) not in sys.path:
    sys.path.append(str(TOOLS))
import fuzz
import fuzz_worker
from fuzz_targets import Target, input_of, targets
from generator.base.errors import InputError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="its limits are those of Linux")


def test_an_input_is_made_again_by_its_number() -> None:
    for target in targets():
        first = [input_of(target, 1, number) for number in range(4)]
        assert first == [input_of(target, 1, number) for number in range(4)]
        assert first != [input_of(target, 2, number) for number in range(4)]


def test_each_target_reads_a_good_file(tmp_path: Path) -> None:
    """Else all its inputs would be refused for one reason, and nothing be tried."""
    for number, target in enumerate(targets()):
        path = tmp_path / str(number) / target.file
        path.parent.mkdir()
        path.write_bytes(target.samples[0])
        target.read(path)


def _raising(error: Exception) -> Callable[[Path], object]:
    def read(path: Path) -> object:
        raise error

    return read


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (InputError("a.txt: is empty."), "refused"),
        (MemoryError(), "over the limit"),
        (StopIteration(), "traceback"),
        (RecursionError("deep"), "traceback"),
    ],
)
def test_what_became_of_an_input(error: Exception, what: str) -> None:
    first = targets()[0]
    target = Target(first.name, first.file, first.samples, first.change, _raising(error))
    found, where = fuzz_worker.outcome(target, Path("a.txt"))
    assert found == what
    assert not where if what == "refused" else type(error).__name__ in where


def test_shares_are_kept_and_numbers_go_on() -> None:
    given = list(fuzz.turns(targets(), 1_000))
    assert len(given) == 1_000 and len({(one.name, number) for one, number in given}) == 1_000
    assert {one.name for one, _ in given} == {one.name for one in targets()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hurts", "what"),
    [
        ("while True: pass", "hang"),
        ("bytearray(2 * 10**9)", "over the limit"),
        ("import os; os.abort()", "died"),
    ],
)
def test_a_child_that_is_hurt_is_replaced(
    hurts: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker itself, with a reader that does harm and a second of time."""
    script = tmp_path / "worker.py"
    script.write_text(
        f"import sys; sys.path[:0] = [{str(TOOLS)!r}, {str(TOOLS.parent)!r}]\n"
        "import dataclasses, fuzz_worker\n"
        "def hurt(path):\n"
        f"    {hurts}\n"
        "good, *_ = fuzz_worker.targets()\n"
        "bad = dataclasses.replace(good, name='bad', read=hurt)\n"
        "fuzz_worker.targets = lambda: [good, bad]\n"
        "fuzz_worker.SECONDS = 1\n"
        "fuzz_worker.main()\n"
    )
    monkeypatch.setattr(fuzz, "WORKER", script)
    good = targets()[0]
    bad = Target("bad", good.file, good.samples, good.change, good.read)
    worker = fuzz.Worker(1)
    try:
        assert worker.answer(good, 0).what in {"read", "refused"}
        assert worker.answer(bad, 0).what == what
        assert worker.answer(good, 1).what in {"read", "refused"}
    finally:
        worker.end()
