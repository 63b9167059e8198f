"""Many texts at once: processes read and understand texts ahead, while this one makes their decks
in order.

A text is understood by itself (``pipeline.understand``), so any process may do it; which words it
teaches depends on the decks before it, so one process chooses and writes, in the order of the
texts. What comes out is the same with any number of processes.
"""

import os
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator import pipeline
from generator.base.errors import CikaError, InputError, OutputError
from generator.base.program import STANDARD_INPUT, collect_garbage_rarely
from generator.pipeline import Resources
from generator.pipeline.remembered import unsure_as_built
from generator.pipeline.stages import BuildOptions, Built, Source, Understood
from generator.pipeline.workers import WorkerDied, WorkerPool

TEXTS_AHEAD = 16
"""Texts for each process that may be understood before their turn: one long text holds up as many
short ones, and no more are kept."""
TEXTS_WORTH_A_PROCESS = 8
"""Texts for which starting one more process pays: it loads its tables for as long as these take."""
MAX_REFUSED = 3
"""Decks in a row that cannot be written before a run gives up: the disk is full, or the folder may
not be written to."""
T = TypeVar("T")


def cores() -> int:
    """Count the processes that this machine lets us run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile(sources: Sequence[Source]) -> int:
    """Return how many processes pay: one for each core, but none that would have fewer than
    ``TEXTS_WORTH_A_PROCESS`` texts to read."""
    return max(1, min(cores(), len(sources) // TEXTS_WORTH_A_PROCESS))


def build_all(
    resources: Resources,
    sources: Sequence[Source],
    folder: Path,
    options: BuildOptions,
    now: int,
    jobs: int | None = None,
) -> Generator[tuple[Source, Built | CikaError], None, None]:
    """Build the decks of texts into a folder, one after the other, or say why one could not be
    built.

    Without ``jobs`` there are as many processes as are ``worthwhile``. Raises OutputError where the
    folder seems to take no more decks. Close the iterator where it is left before its end: that
    ends the processes.
    """
    jobs = jobs or worthwhile(sources)

    def is_done(source: Source) -> bool:
        # Alone, this process finds out when it builds.
        return jobs == 1 or pipeline.is_built(resources, source, folder, options)

    refused = 0
    with closing(understand_some(resources, sources, options, jobs, is_done, folder)) as texts:
        for number, (source, found) in enumerate(texts, 1):
            if isinstance(found, CikaError):
                yield source, found
                refused = 0
                continue
            build = partial(pipeline.build, resources, source, folder, options, now, found)
            # What fails in a run of many texts must not cost the others their decks.
            built = _tried(source, build) if len(sources) > 1 else build()
            yield source, built
            refused = refused + 1 if isinstance(built, OutputError) else 0
            if refused == MAX_REFUSED and number < len(sources):
                left = len(sources) - number
                raise OutputError(
                    f"{folder}: {MAX_REFUSED} decks in a row could not be written; the other {left}"
                    " texts were not tried. Mend that, and build again: what is built already will"
                    " be left alone."
                )


def understand_all(
    resources: Resources,
    sources: Sequence[Source],
    options: BuildOptions,
    jobs: int | None = None,
) -> Generator[tuple[Source, Understood | CikaError], None, None]:
    """Understand texts in ``jobs`` processes (1: in this one; None: as many as are
    ``worthwhile``), and give them out in order.

    In place of a text that could not be understood comes the reason. Close the iterator
    (``contextlib.closing``) where it is left before its end: that ends the processes.
    """
    jobs = jobs or worthwhile(sources)
    some = understand_some(resources, sources, options, jobs, lambda source: False)
    with closing(some) as texts:
        for source, found in texts:
            if found is not None:
                yield source, found


def understand_some(
    resources: Resources,
    sources: Sequence[Source],
    options: BuildOptions,
    jobs: int,
    is_done: Callable[[Source], bool],
    folder: Path | None = None,
) -> Generator[tuple[Source, Understood | CikaError | None], None, None]:
    """Understand texts as ``understand_all`` does; give None for a text that ``is_done`` when its
    turn comes near, so that no process spends time on it.

    ``folder`` is that of the decks, which remember what they were built with.
    """
    understand = partial(_understand, resources, options, folder)
    if min(jobs, len(sources)) < 2:
        for source in sources:
            yield source, None if is_done(source) else understand(source)
        return
    prepare = partial(_prepare, options, folder, resources.wants_vectors)
    pool: WorkerPool[Source, Understood | CikaError] = WorkerPool(prepare, jobs)
    reported = False
    offered: set[int] = set()
    seen = 0
    try:
        for number, source in enumerate(sources):
            for later in sources[seen : number + jobs * TEXTS_AHEAD]:
                if later.path != STANDARD_INPUT and not is_done(later):
                    pool.offer(seen, later)
                    offered.add(seen)
                seen += 1
            found: Understood | CikaError | None = None
            if source.path == STANDARD_INPUT:  # no other process has it
                found = understand(source)
            elif number in offered:
                found = _answer(source, pool.take(number))
            if isinstance(found, Understood):
                found, reported = _reported_once(found, reported)
            yield source, found
    finally:
        pool.end()


def _answer(source: Source, answer: Understood | CikaError | WorkerDied) -> Understood | CikaError:
    if not isinstance(answer, WorkerDied):
        return answer
    why = f"ended with code {answer.code}"
    if answer.code < 0:
        why = f"was stopped by signal {-answer.code}"
    return InputError(
        f"{source.path}: the process that read it {why}, perhaps for want of memory. Build it"
        " again, alone or with --jobs 1."
    )


def _reported_once(found: Understood, reported: bool) -> tuple[Understood, bool]:
    """Keep what every process reports with the first of its texts for the first of all."""
    others = tuple(issue for issue in found.issues if issue.kind != "no-embeddings")
    has_reported = others != found.issues
    if reported:
        found = replace(found, issues=others)
    return found, reported or has_reported


def _prepare(
    options: BuildOptions, folder: Path | None, vectors: bool
) -> Callable[[Source], Understood | CikaError]:
    """Return what a process does with a text; called once in each process."""
    collect_garbage_rarely()
    return partial(_understand, Resources(vectors=vectors), options, folder)


def _understand(
    resources: Resources, options: BuildOptions, folder: Path | None, source: Source
) -> Understood | CikaError:
    def understand() -> Understood:
        own = unsure_as_built(options, folder, source) if folder else options
        return pipeline.understand(resources, source, own)

    return _tried(source, understand)


def _tried(source: Source, do: Callable[[], T]) -> T | CikaError:
    """Return what came of it, or why nothing did. Where the program itself fails on a text, that
    must not cost the others their decks."""
    try:
        return do()
    except CikaError as error:
        return error
    except MemoryError:
        return InputError(
            f"{source.path}: the memory does not suffice for this text. Split it, or build it with"
            " --jobs 1."
        )
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        found = " ".join(f"{type(error).__name__} {error}".split())
        return InputError(
            f"{source.path}: Cika failed on this text ({found}; {Path(last.filename).name}, line"
            f" {last.lineno}). That is a fault of Cika: please report it, with the text. The other"
            " texts are not affected."
        )
