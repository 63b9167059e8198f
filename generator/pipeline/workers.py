"""Processes that work ahead: tasks go out, answers come back by number. Knows nothing of texts;
standard library only.

Not concurrent.futures: there one process that dies takes all others with it, and nobody can say
which task it had. Processes are spawned, not forked, on every system: what this process has open (a
database, threads) must not be carried over, and all systems behave alike.
"""

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")
_METHOD = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """A process ended in the middle of a task."""

    code: int
    """Its exit code; the number of a signal, negative, where one killed it."""


class WorkerPool(Generic[Task, Answer]):
    """Up to ``jobs`` processes, started when there is something to do; a thread of ours hands out
    tasks and takes in answers.

    Each process calls ``prepare`` once and what that returned for each task. ``prepare``, tasks and
    answers must be picklable. Answers wait as bytes until they are taken, so it is for the caller
    not to offer far more than it takes.
    """

    def __init__(self, prepare: Callable[[], Callable[[Task], Answer]], jobs: int) -> None:
        self._prepare = prepare
        self._jobs = jobs
        self._workers: list[_Worker[Task]] = []
        self._waiting: deque[tuple[int, Task]] = deque()
        self._answers: dict[int, bytes | WorkerDied] = {}
        self._changed = threading.Condition()
        self._bell, self._ring = _METHOD.Pipe(duplex=False)
        self._broken: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def offer(self, number: int, task: Task) -> None:
        """Have a task done."""
        with self._changed:
            self._waiting.append((number, task))
        self._ring.send_bytes(b"more")

    def take(self, number: int) -> Answer | WorkerDied:
        """Wait for the answer to a task that was offered. Raises what broke the thread that hands
        out tasks."""
        with self._changed:
            while number not in self._answers:
                if self._broken:
                    raise self._broken
                self._changed.wait(1)  # not for ever: on Windows, Ctrl-C is heard between two waits
            answer = self._answers.pop(number)
        if isinstance(answer, WorkerDied):
            return answer
        found: Answer = pickle.loads(answer)
        return found

    def end(self) -> None:
        """End all processes, whatever they do."""
        with suppress(OSError):
            self._ring.send_bytes(b"")
        self._thread.join()

    # -- what follows runs in the thread

    def _run(self) -> None:
        try:
            while self._step():
                pass
        except BaseException as error:
            self._broken = error
        finally:
            for worker in self._workers:
                worker.end()

    def _step(self) -> bool:
        """Hand out what waits, then take in what comes; False when the end was rung."""
        with self._changed:
            self._hand_out()
        ready = wait([self._bell, *(worker.connection for worker in self._workers)])
        if self._bell in ready and not self._bell.recv_bytes():
            return False
        for worker in [one for one in self._workers if one.connection in ready]:
            try:
                answer = worker.connection.recv_bytes()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                self._put(worker.tasks.popleft()[0], answer)
        return True

    def _hand_out(self) -> None:
        """Each process has a task and one more waiting; a new process is started only where all
        have something to do."""
        while self._waiting:
            idlest = min(self._workers, key=lambda one: len(one.tasks), default=None)
            if idlest is None or (idlest.tasks and len(self._workers) < self._jobs):
                self._workers.append(idlest := _Worker(self._prepare))
            if len(idlest.tasks) > 1:
                return
            idlest.give(*self._waiting.popleft())

    def _bury(self, worker: "_Worker[Task]") -> None:
        """A process ended by itself: the task that it was at counts as the cause, the next one goes
        to another process."""
        self._workers.remove(worker)
        worker.process.join()
        worker.end()
        if worker.tasks:
            self._put(worker.tasks.popleft()[0], WorkerDied(worker.process.exitcode or 0))
        with self._changed:
            self._waiting.extendleft(reversed(worker.tasks))

    def _put(self, number: int, answer: bytes | WorkerDied) -> None:
        with self._changed:
            self._answers[number] = answer
            self._changed.notify_all()


class _Worker(Generic[Task]):
    """A process, and the tasks that it has: the one that it is at, and the next."""

    def __init__(self, prepare: Callable[[], Callable[[Task], object]]) -> None:
        self.tasks: deque[tuple[int, Task]] = deque()
        self.connection, theirs = _METHOD.Pipe()
        self.process = _METHOD.Process(target=_work, args=(theirs, prepare), daemon=True)
        with _without_interrupts():
            self.process.start()
        theirs.close()

    def give(self, number: int, task: Task) -> None:
        self.tasks.append((number, task))
        # It died: its end of the connection will say so, and the task is not lost
        with suppress(OSError):
            self.connection.send(task)

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.connection.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C goes to all processes of a terminal; those started here do not hear it, even while
    they start, and are ended by us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, prepare: Callable[[], Callable[[Task], Answer]]) -> None:
    """What a process does: one task after the other, until the other end is closed or gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    do = prepare()
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        connection.send_bytes(pickle.dumps(do(task), pickle.HIGHEST_PROTOCOL))


def _end_with_parent() -> None:
    """However the program ended, its processes do not outlive it."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
