"""Work in processes of this machine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec, TypeVar

from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.executors.pool import Pool

P = ParamSpec("P")
T = TypeVar("T")


class LocalExecutor(Executor):
    """`workers` processes, each within `limits`. Leaving its block after an exception ends them at once."""

    def __init__(self, workers: int, limits: WorkLimits) -> None:
        self._pool = Pool(limits)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="layout-tool-worker")

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of `work.work` at a task, or of another function at values that can be sent."""
        assert not kwargs
        return self._threads.submit(self._pool.do, fn, args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Without waiting, what is under way is ended."""
        if not wait:
            self._pool.kill()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        self._pool.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._pool.kill()
        self.shutdown(cancel_futures=kind is not None)
