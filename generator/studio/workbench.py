"""The one thread in which dictionary, models and vectors are open.

SQLite's connections belong to the thread that made them, and what the stages remember of words is
made for one caller at a time. So whoever needs them hands a function to the workbench and waits.
What takes longer than a second or two belongs into a job (``jobs``), or is handed in piece by
piece: others wait, too.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from generator.pipeline import Resources

Result = TypeVar("Result")


class Workbench:
    """Runs functions one after the other in a thread of its own, with ``Resources`` opened once."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="workbench")
        self._resources: Resources | None = None

    def do(self, function: Callable[[Resources], Result]) -> Result:
        """Call a function with the resources, and return what it returns or raise what it
        raises."""
        return self.start(function).result()

    def start(self, function: Callable[[Resources], Result]) -> "Future[Result]":
        """Have a function called with the resources when its turn comes."""
        return self._thread.submit(partial(self._call, function))

    def end(self) -> None:
        """Take nothing more, and leave what waits."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _call(self, function: Callable[[Resources], Result]) -> Result:
        if self._resources is None:
            self._resources = Resources()
        self._resources.forget_if_many()
        return function(self._resources)
