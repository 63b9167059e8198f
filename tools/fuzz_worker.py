"""The guarded child of tools/fuzz.py: makes inputs and reads them, one after the other, in a
process that may take so much time and memory for each and is ended where it takes more.

It reads lines (name of a target, number) and answers each with a line of JSON. An input that takes
too much CPU ends the process by a signal, also inside a library in C; the place is written to
standard error.
"""

from prelude import ROOT

import faulthandler
import json
import logging
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

from fuzz_targets import Target, input_of, targets
from generator.base.errors import CikaError

SECONDS = 20
"""Of CPU, for one input."""
MEMORY = 1_000_000_000
"""Bytes that one input may take beside what the process had."""
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


class _Noise(logging.Handler):
    """Counts what libraries say to nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take in a line of a log."""
        self.said.append(f"{record.name}: {record.getMessage():.80}")

    def warn(self, message: Warning | str, category: type[Warning], *place: object) -> None:
        """Take in a warning."""
        self.said.append(f"{category.__name__}: {message!s:.80}")


def _guard() -> None:
    """Set the limits that hold for all inputs. The timer's signal, which nobody catches, ends the
    process."""
    faulthandler.register(signal.SIGPROF, chain=True)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * PAGE_SIZE
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))


def _place(error: BaseException) -> str:
    """Name an error and where it happened, so that the same fault has the same name."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"{ROOT}{os.sep}generator" in frame.filename]
    named = [f"{Path(one.filename).name}:{one.lineno}" for one in (*own[-1:], frames[-1])]
    return f"{type(error).__name__} at {' < '.join(dict.fromkeys(named))}: {error!s:.100}"


def outcome(target: Target, path: Path) -> tuple[str, str]:
    """Read an input; return what became of it, and where."""
    try:
        target.read(path)
    except CikaError:
        return "refused", ""
    except MemoryError as error:
        return "over the limit", _place(error)
    except Exception as error:  # whatever it is: that is what is looked for
        return "traceback", _place(error)
    return "read", ""


def main() -> None:
    """Read lines of standard input until it ends, and answer each."""
    seed = int(sys.argv[1])
    known = {target.name: target for target in targets()}
    noise = _Noise()
    logging.getLogger().addHandler(noise)
    warnings.simplefilter("always")
    warnings.showwarning = noise.warn  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as work:
        tempfile.tempdir = work
        place = Path(work, "input")
        is_guarded = False
        for line in sys.stdin:
            name, _, number = line.strip().rpartition(" ")
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            path = place / known[name].file
            path.write_bytes(input_of(known[name], seed, int(number)))
            if not is_guarded:
                _guard()
                is_guarded = True
            noise.said.clear()
            begin = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            what, where = outcome(known[name], path)
            signal.setitimer(signal.ITIMER_PROF, 0)
            seconds = time.process_time() - begin
            answer = {"what": what, "where": where, "seconds": seconds, "noise": noise.said}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
