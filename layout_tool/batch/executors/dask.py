"""Work on a cluster: a scheduler of Dask gives the tasks out to its workers.

A worker of the cluster does a task in a process of this program's own beside it, so that the limits of time and memory
hold there as they do on one machine, and a crash is charged to its own file. When a worker is lost, the scheduler has
its tasks done by others. Paths mean on the workers what they mean here: the file system is shared, and the processes
start in the folder of the same name.
"""

from __future__ import annotations

import atexit
import logging
import socket
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.executors.pool import Pool
from layout_tool.batch.task import Done, Task
from layout_tool.errors import LayoutToolError, LostFile, SetupError
from layout_tool.version import __version__

_INSTALL = "pip install 'layout-tool[cluster]'"
_CONNECT_SECONDS = 10.0
_FEWEST = 32  # tasks that are given out at a time, at least: a cluster may grow
_TALKERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm")
_NO_SOCKETS = ("inproc:", "ucx:")
P = ParamSpec("P")
T = TypeVar("T")


class DaskExecutor(Executor):
    """The workers of the cluster whose scheduler has this `address`; each process that works is within `limits`.

    Raises SetupError where the extra is not installed or no scheduler answers. The futures' exceptions are SetupErrors:
    the scheduler is gone, or the workers are not fit for the work. A task that has been begun may be cancelled; what it
    makes counts for nothing.
    """

    def __init__(self, address: str, limits: WorkLimits, *, connect_seconds: float = _CONNECT_SECONDS) -> None:
        self._address, self._limits = address, limits
        self._folder = Path.cwd()
        self._client = _connected(address, connect_seconds)
        self._inner: Executor = self._client.get_executor(pure=False)
        self._under_way: set[Future[Any]] = set()
        self._lock = threading.Lock()

    @property
    def window(self) -> int:
        """How many tasks it is well to give out at a time."""
        threads: dict[str, int] = self._client.nthreads()
        return max(_FEWEST, 2 * sum(threads.values()))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of `work.work` at a task, or of another function at values that can be sent. Raises SetupError."""
        assert not kwargs
        outer: Future[Any] = Future()
        try:
            inner = self._inner.submit(_on_worker, __version__, self._folder, self._limits, fn, args)
        except (OSError, RuntimeError, ValueError) as error:  # the client is closed, or cannot reach the scheduler
            raise self._gone() from error
        with self._lock:
            self._under_way.add(outer)
        outer.add_done_callback(lambda _: self._ended(outer, inner))
        inner.add_done_callback(lambda _: self._settle(outer, inner, args[0] if args else None))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._lock:
            left = list(self._under_way)
        for future in left:
            if cancel_futures or not wait:
                future.cancel()
        if wait:
            for future in left:
                if not future.cancelled():
                    future.exception()
        self._inner.shutdown(wait=False)
        self._client.close(timeout=_CONNECT_SECONDS)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _ended(self, outer: Future[Any], inner: Future[Any]) -> None:
        with self._lock:
            self._under_way.discard(outer)
        if outer.cancelled():
            inner.cancel()

    def _settle(self, outer: Future[Any], inner: Future[Any], given: object) -> None:
        """The outcome on the cluster becomes that of the future which the caller has."""
        if not outer.set_running_or_notify_cancel():
            return
        if inner.cancelled():  # not by the caller
            outer.set_exception(self._gone())
            return
        failure = inner.exception()
        if failure is None:
            outer.set_result(inner.result())
        elif (lost := _lost(failure, given)) is not None:
            outer.set_result(lost)
        else:
            outer.set_exception(failure if isinstance(failure, LayoutToolError) else _unfit(failure))

    def _gone(self) -> SetupError:
        return SetupError(what="setup_lost_scheduler", remedy="setup_lost_scheduler_remedy", address=self._address)


def _connected(address: str, seconds: float) -> Any:
    """A client of the scheduler. What the library logs of its troubles is told in our own words."""
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise SetupError(what="setup_no_cluster", remedy=_INSTALL) from error
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        if not address.startswith(_NO_SOCKETS):  # a client that finds nobody is slow to say so
            with socket.create_connection(get_address_host_port(address), timeout=seconds):
                pass
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # ours is looked at with each task
            connect: Callable[..., Any] = Client
            return connect(address, timeout=seconds, set_as_default=False, name="layout-tool")
    except (OSError, ValueError, RuntimeError) as error:
        raise SetupError(what="setup_no_scheduler", remedy="setup_no_scheduler_remedy", address=address) from error


def _lost(failure: BaseException, given: object) -> Done | None:
    """The end of a task that one worker after the other was lost with; None for another failure."""
    from distributed.scheduler import KilledWorker

    if not isinstance(failure, KilledWorker):
        return None
    path = str(given.path) if isinstance(given, Task) else ""
    return Done(error=LostFile(path=path, reason="reason_work_worker"), quarantined=True)


def _unfit(failure: BaseException) -> SetupError:
    kind = type(failure).__name__
    return SetupError(what="setup_unfit_worker", remedy="setup_version_remedy", kind=kind, version=__version__)


def _on_worker(version: str, folder: Path, limits: WorkLimits, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Run by a worker of the cluster: have the task done by a process beside it.

    Raises SetupError for a worker that has another version of the program, or lacks the folder.
    """
    if version != __version__:
        raise SetupError(what="setup_other_version", remedy="setup_version_remedy", found=__version__, version=version)
    try:
        return _pool(folder, limits).do(work, given)
    except OSError as error:
        raise SetupError(what="setup_not_shared", remedy="setup_not_shared_remedy", path=str(folder)) from error


@cache
def _pool(folder: Path, limits: WorkLimits) -> Pool:
    """The processes beside this worker; those of a run that is over stay idle until it ends."""
    pool = Pool(limits, folder)
    atexit.register(pool.kill)
    return pool
