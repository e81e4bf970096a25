"""Runs long work beside the window, which stays alive, hears of the progress and can cancel."""

import gc
import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from salesdesk.env.following import Cancelled, followed
from salesdesk.frozen import frozen

_JOB = "job "
SAY_EVERY = 0.05
"""Seconds between two reports of work that is followed; it ticks far more often than anybody can see."""


def _at_work() -> bool:
    """Tells whether any work goes on beside the window, whose values nobody has let go of."""
    return any(each.name.startswith(_JOB) for each in threading.enumerate())


class Job(QObject):
    """One run of long work, followed from the window's thread.

    Where it has `words`, the window shows them with a bar and *Cancel*, and what is done in the store is followed.
    """

    progressed = Signal(int, int, str)
    handed_over = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, name: str, work: Callable[["Job"], Any], words: str = "") -> None:
        super().__init__()
        self.name, self.words = name, words
        self._said = 0.0
        self._work = work
        self._stop = threading.Event()
        # No daemon: the interpreter waits for it, where one that still runs while it ends takes the program down.
        self._thread = threading.Thread(target=self._run, name=f"{_JOB}{name}")

    @property
    def running(self) -> bool:
        """Tells whether the work is still going on."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begins the work."""
        self._thread.start()

    def cancel(self) -> None:
        """Asks the work to stop at its next report; it must leave nothing half done."""
        self._stop.set()

    def wait(self) -> None:
        """Waits for the end of the work, such as before the window closes."""
        self._thread.join()

    def report(self, done: int, total: int, words: str = "") -> None:
        """Is called by the work: tells how far it is; raises Cancelled when it should stop."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, words)

    def follow(self, done: int, total: int) -> None:
        """Is told by the store how far it is, in whatever it counts there; raises Cancelled when it should stop."""
        now = time.monotonic()
        if self._stop.is_set() or now - self._said > SAY_EVERY:
            self._said = now
            self.report(min(done * 100 // total, 100) if total else 0, 100 if total else 0)

    def hand_over(self, part: object) -> None:
        """Is called by the work: gives what can be shown already, before the rest is done."""
        self.handed_over.emit(part)

    def _run(self) -> None:
        try:
            with followed(self.follow) if self.words else nullcontext():
                result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except BaseException as problem:
            self.failed.emit(problem)
        else:
            self.succeeded.emit(result)
        finally:
            self.ended.emit()


class Background(QObject):
    """Starts jobs and calls back on the window's thread.

    A failure without a `failed` callback of its own goes where every error of the program goes.
    """

    job_started = Signal(object)
    job_ended = Signal(object)

    def __init__(self, on_error: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._jobs: list[Job] = []
        self._waiting: list[Callable[[], object]] = []

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Gives the jobs that have not ended."""
        return tuple(self._jobs)

    def run(
        self,
        name: str,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        part: Callable[[Any], None] | None = None,
        words: str = "",
    ) -> Job:
        """Starts `work(job)` on a thread of its own; it calls `job.report(done, total)` and `job.hand_over(part)`.

        Where `words` are said, the window shows them for as long as it takes, with *Cancel*.
        """
        job = Job(name, work, words)
        calls = _Calls(job, _Callbacks(done, failed or self._on_error, cancelled, progress, part))
        calls.finished.connect(self._on_job_finished)
        self._jobs.append(job)
        sys.setswitchinterval(YIELD_EVERY)
        self.job_started.emit(job)
        job.start()
        return job

    def stop_then(self, act: Callable[[], object]) -> None:
        """Asks every job to stop, and calls `act` when none works any more: at once, or while the window lives on."""
        self._waiting.append(act)
        self._go_on()

    def tell(self, problem: BaseException) -> None:
        """Tells of a failure where every error of the program goes, as when who asked for the work is gone."""
        self._on_error(problem)

    def finish(self) -> bool:
        """Asks every job to stop and waits, as long as it takes; tells whether all have ended."""
        for job in self._jobs:
            job.cancel()
        for job in self._jobs:
            job.wait()
        return not any(job.running for job in self._jobs)

    @Slot(object)
    def _on_job_finished(self, job: Job) -> None:
        self._jobs.remove(job)
        # Its thread said so as its last word; while it is still at that, what said it must not go.
        job.wait()
        if not self._jobs:
            sys.setswitchinterval(USUAL_YIELD)
        self.job_ended.emit(job)
        job.deleteLater()
        if self._waiting:
            self._go_on()

    def _go_on(self) -> None:
        for job in self._jobs:
            job.cancel()
        while self._waiting and not self._jobs:
            self._waiting.pop(0)()


@frozen
class _Callbacks:
    """What to call on the window's thread."""

    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None]
    cancelled: Callable[[], None] | None
    progress: Callable[[int, int, str], None] | None
    part: Callable[[Any], None] | None


class _Calls(QObject):
    """Lives on the window's thread, so that Qt brings the job's signals over to it."""

    finished = Signal(object)

    def __init__(self, job: Job, callbacks: _Callbacks) -> None:
        super().__init__(job)
        self._job, self._callbacks = job, callbacks
        job.progressed.connect(self._on_progressed)
        job.handed_over.connect(self._on_handed_over)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_ended)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, words: str) -> None:
        if self._callbacks.progress is not None:
            self._callbacks.progress(done, total, words)

    @Slot(object)
    def _on_handed_over(self, part: object) -> None:
        if self._callbacks.part is not None:
            self._callbacks.part(part)

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        if self._callbacks.done is not None:
            self._callbacks.done(result)

    @Slot(object)
    def _on_failed(self, problem: BaseException) -> None:
        self._callbacks.failed(problem)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._callbacks.cancelled is not None:
            self._callbacks.cancelled()

    @Slot()
    def _on_ended(self) -> None:
        self.finished.emit(self._job)


TIDY_MS = 1000
WHOLE_EVERY = 60
"""So many looks apart may all of the memory be gone through, which takes up to a tenth of a second."""


ASIDE_FOR = 10
"""So many looks at most is nothing gone through after a large file was read."""
MOST_AT_ONCE = 250_000
"""More new values than that are those of a large file: going through them holds up the window and finds nothing."""
YIELD_EVERY, USUAL_YIELD = 0.001, sys.getswitchinterval()
"""Seconds after which one thread lets the other go on, while there is work beside the window and otherwise.

The window waits as long for each of its many small steps, which adds up to a stall with the usual time.
"""


class Tidying(QObject):
    """Collects garbage on the window's thread alone, and only between two events.

    Left to itself Python does it anywhere. What belongs to Qt and goes on another thread takes the program down, and
    what goes while Qt lets go of something else waits for ever for the lock that this holds.
    """

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._looks = self._fresh = self._blocks = self._aside = 0
        self._timer = QTimer(self, interval=TIDY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """Takes the work from Python for the rest of the program's life."""
        gc.disable()
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        self._looks += 1
        _young, middle, old = gc.get_threshold()
        counts = gc.get_count()
        self._fresh += counts[0]
        if self._fresh > MOST_AT_ONCE:
            self._set_aside()
        elif self._blocks and self._is_over() and not _at_work():
            self._go_through_all()
        elif counts[2] > old and self._looks >= WHOLE_EVERY:
            self._looks = self._fresh = self._aside = 0
            gc.collect()
        elif counts[1] > middle:
            self._fresh = 0
            gc.collect(1)
        elif counts[0]:
            gc.collect(0)

    def _is_over(self) -> bool:
        """Tells whether the values of the large file went by themselves, or have stood so long that they may stay."""
        return sys.getallocatedblocks() < self._blocks or self._looks - self._aside >= ASIDE_FOR

    def _go_through_all(self) -> None:
        """Looks once for rings in what was set aside, which never go by themselves; what is left then stays."""
        self._blocks = self._looks = self._fresh = self._aside = 0
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _set_aside(self) -> None:
        """Lets no collection look at what is there now, until most of what was new has gone again by itself."""
        self._blocks = self._blocks or sys.getallocatedblocks() - self._fresh // 2
        self._fresh, self._aside = 0, self._looks
        gc.freeze()
