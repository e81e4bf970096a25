"""Runs the steps of an import beside the window: reading, comparing, writing; one at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    Source,
    apply_import,
    preview_import,
)
from salesdesk.exchange.proposal import Proposal, propose
from salesdesk.gui.background import Background, Job
from salesdesk.gui.importing.verdict_tables import VerdictTables, verdict_tables
from salesdesk.services.changes import Changes
from salesdesk.services.importing.service import ImportService

Call = Callable[..., object]
Stamp = tuple[int, int] | None


class ImportRun(QObject):
    """Does the work of the wizard; a step that is no longer wanted is stopped and never heard of again."""

    proposed = Signal(object)
    previewed = Signal(object, object)
    applied = Signal(object, object)
    refused = Signal(object)
    progressed = Signal(int, int, str)
    stopped = Signal()

    def __init__(
        self, service: ImportService, background: Background, formats: Formats, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service, self._background, self._formats = service, background, formats
        self._job: Job | None = None
        self._ticket = 0
        self._read: tuple[Path, Stamp] | None = None
        self.writing = False

    @property
    def busy(self) -> bool:
        """Tells whether a step is going on."""
        return self._job is not None

    @property
    def outdated(self) -> bool:
        """Tells whether the file says something else by now than when it was read; one that is gone says nothing."""
        return self._read is not None and _stamp_of(self._read[0]) not in (None, self._read[1])

    def read(self, path: Path, kind: str | None = None, sheet: str | None = None, year: str = "") -> None:
        """Reads a file and proposes how to import it; `year` is that of the grid it was pasted into."""

        def _work(job: Job) -> Proposal:
            job.report(0, 0, _("Reading {name}…", name=path.name))
            self._read = path, _stamp_of(path)
            found = propose(self._service, path, kind, sheet, year)
            job.report(0, 0)
            return found

        self._start("read import", _work, self.proposed.emit)

    def preview(self, source: Source, choices: ImportChoices) -> None:
        """Compares a file with the desk; nothing is written."""

        def _work(job: Job) -> tuple[ImportPreview, VerdictTables]:
            job.report(0, 0, _("Reading the values…"))
            words = _("Comparing the rows with the desk…")
            found = preview_import(
                self._service, source, choices, progress=lambda done, total: job.report(done, total, words)
            )
            return found, verdict_tables(found, self._formats)

        self._start("preview import", _work, self._on_compared)

    def apply(self, preview: ImportPreview) -> None:
        """Writes what the preview shows, as one step of undo; stopped halfway, nothing is written."""

        def _work(job: Job) -> tuple[ImportPreview, Changes]:
            words = _("Writing to the desk: {file_name}…", file_name=preview.source.file_name)
            return apply_import(
                self._service, preview, progress=lambda done, total: job.report(done, total, words)
            )

        self._start("import", _work, self._on_written)
        self.writing = True

    def stop(self) -> None:
        """Asks the step that is going on to stop; `stopped` tells when it has, unless it was done before."""
        if self._job is not None:
            self._job.cancel()

    def drop(self) -> None:
        """Stops the step that is going on and forgets it."""
        self.stop()
        self._end()

    def _start(self, name: str, work: Callable[[Job], Any], announce: Call) -> None:
        self.drop()
        ticket = self._ticket

        def _when_wanted(call: Call, *, ends: bool = True) -> Callable[..., None]:
            def _heard(*arguments: Any) -> None:
                if ticket == self._ticket:
                    if ends:
                        self._end()
                    call(*arguments)

            return _heard

        self._job = self._background.run(
            name, work, done=_when_wanted(announce), failed=_when_wanted(self._on_failed),
            cancelled=_when_wanted(self.stopped.emit), progress=_when_wanted(self.progressed.emit, ends=False),
        )  # fmt: skip

    def _end(self) -> None:
        self._job, self.writing = None, False
        self._ticket += 1

    def _on_compared(self, result: tuple[ImportPreview, VerdictTables]) -> None:
        self.previewed.emit(*result)

    def _on_written(self, result: tuple[ImportPreview, Changes]) -> None:
        self.applied.emit(*result)

    def _on_failed(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self.refused.emit(problem)
            return
        self.stopped.emit()
        raise problem


def _stamp_of(path: Path) -> Stamp:
    """Gives when a file was written last, and its size; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
