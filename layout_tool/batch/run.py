"""A run over many files: every one of them to its end or to its error, which never ends the run.

Few tasks are with the workers at a time, whatever the number of files, and what comes back goes into the journal in the
order in which it comes; the reports read it from there in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import Protocol

from layout_tool.batch.journal import Journal
from layout_tool.batch.journal_rows import FileRow, State
from layout_tool.batch.plan import Job
from layout_tool.batch.stop import Stop
from layout_tool.batch.task import Done, Task
from layout_tool.errors import LayoutToolError, OutputError

_TICK = 0.25  # seconds after which the wish to stop and what is due are looked at, though no result has come
_ENDS_THE_RUN = {"reason_disk_full", "reason_write_denied"}
"""Why an output cannot be written, where the next one could not either."""


class Progress(Protocol):
    """Who is told how a run goes on."""

    def begin(self, total: int, kept: int, failed: int) -> None:
        """The run has `total` files; `kept` of them came to their end in an earlier run and are not done again, with
        `failed` among them."""

    def step(self, row: FileRow) -> None:
        """One more file has come to its end, well or not, and its result lasts."""

    def stopping(self) -> None:
        """The run was asked to stop, and waits for what the workers are at."""

    def end(self) -> None:
        """The run is over, or was broken off."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended, in files of its plan.

    `kept` of `done` and `failed` (which counts the quarantined and the refused) were so before; `left` have no result.
    `stopped` is what ended the run before its time, `asked` whether the user did.
    """

    done: int
    failed: int
    kept: int
    left: int
    stopped: LayoutToolError | None = None
    asked: bool = False


def run_batch(
    journal: Journal,
    jobs: Sequence[Job],
    task_of: Callable[[Job], Task],
    executor: Executor,
    progress: Progress,
    stop: Stop,
    *,
    window: int = 8,
    work: Callable[[Task], Done] | None = None,
) -> Summary:
    """Do what the journal has planned of these jobs; at most `window` tasks are with the executor at a time.

    The journal has taken the jobs in (resume.take_in). An output that cannot be written because the disk is full or
    the folder closed ends the run, and so does an executor that is lost or a journal that cannot be written: what is
    with the workers is waited for, and what is done is kept. Once `stop` is asked nothing new is begun.
    """
    return _Run(journal, jobs, task_of, executor, progress, stop, window, work).go()


class _Run:
    def __init__(
        self,
        journal: Journal,
        jobs: Sequence[Job],
        task_of: Callable[[Job], Task],
        executor: Executor,
        progress: Progress,
        stop: Stop,
        window: int,
        work: Callable[[Task], Done] | None,
    ) -> None:
        self._journal = journal
        self._jobs = jobs
        self._task_of = task_of
        self._executor = executor
        self._progress = progress
        self._stop = stop
        self._window = window
        self._work = work
        self._pending = journal.pending()
        self._with_workers: dict[Future[Done], int] = {}
        self._ended: list[int] = []  # not told yet, since their results are not committed
        self._stopped: LayoutToolError | None = None
        self._taken_back = False

    def go(self) -> Summary:
        refused = [position for position, job in enumerate(self._jobs) if job.refused is not None]
        before = self._journal.counts()
        failed = before[State.FAILED] + before[State.QUARANTINED] - len(refused)
        kept = before[State.DONE] + failed
        self._progress.begin(len(self._jobs), kept, failed)
        try:
            self._tell(refused)
            self._turn_over()
        except OutputError as error:  # of the journal; those of the files are results
            self._stopped = error
            self._journal.give_up()
            self._let_go()
        finally:
            self._progress.end()
        return self._summary(kept)

    def _summary(self, kept: int) -> Summary:
        after = self._journal.counts()
        failed = after[State.FAILED] + after[State.QUARANTINED]
        left = after[State.PLANNED] + after[State.RUNNING]
        return Summary(after[State.DONE], failed, kept, left, self._stopped, self._stop.asked)

    @property
    def _over(self) -> bool:
        """Whether nothing new is to be begun."""
        return self._stop.asked or self._stopped is not None

    def _turn_over(self) -> None:
        """Give out tasks and take results until there are none."""
        self._fill()
        while self._with_workers:
            finished, _ = wait(self._with_workers, timeout=_TICK, return_when=FIRST_COMPLETED)
            for future in finished:
                self._take(self._with_workers.pop(future), future)
            if self._journal.due():
                self._commit()
            if self._over:
                self._take_back()
            else:
                self._fill()
        self._commit()

    def _fill(self) -> None:
        while len(self._with_workers) < self._window and not self._over:
            position = next(self._pending, None)
            if position is None:
                return
            job = self._jobs[position]
            self._journal.start(position, job.path)
            try:
                future = self._executor.submit(self._work or _work(), self._task_of(job))
            except LayoutToolError as error:  # the executor is no more
                self._journal.put_back(position)
                self._stopped = error
                return
            self._with_workers[future] = position

    def _take(self, position: int, future: Future[Done]) -> None:
        """One result, or what became of the task instead: whatever ends the run leaves the file to be done."""
        if future.cancelled():
            self._journal.put_back(position)
            return
        failure = future.exception()
        if failure is None:
            done = future.result()
            if not _ends_the_run(done.error):
                self._journal.finish(position, done)
                self._ended.append(position)
                return
            failure = done.error
        self._journal.put_back(position)
        if not isinstance(failure, LayoutToolError):
            assert failure is not None
            raise failure
        self._stopped = self._stopped or failure

    def _take_back(self) -> None:
        """Once, when the run is over: what no worker has begun is cancelled."""
        if not self._taken_back:
            self._taken_back = True
            if self._stop.asked:
                self._progress.stopping()
            for future in list(self._with_workers):
                if future.cancel():
                    self._journal.put_back(self._with_workers.pop(future))

    def _let_go(self) -> None:
        """Wait for what the workers are at; nobody notes what becomes of it."""
        for future in self._with_workers:
            future.cancel()
        wait(self._with_workers)

    def _commit(self) -> None:
        """What has ended lasts from now on, and is told."""
        self._journal.commit()
        ended, self._ended = self._ended, []
        self._tell(ended)

    def _tell(self, positions: Sequence[int]) -> None:
        for position in positions:
            self._progress.step(self._journal.row(position))


def _work() -> Callable[[Task], Done]:
    """The work itself, which brings the engine with it: a run with nothing left to do goes without."""
    from layout_tool.batch.work import work

    return work


def _ends_the_run(error: LayoutToolError | None) -> bool:
    return isinstance(error, OutputError) and error.fields.get("reason") in _ENDS_THE_RUN
