"""What the foot of the window says of long work on a whole desk: how far it is, with a button that ends it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from salesdesk.gui.background import Job
from salesdesk.gui.layouts import configure, row
from salesdesk.gui.widgets.labels import PlainLabel

BAR_CHARACTERS = 16
STOPPING = _("Stopping; all stays as it was.")


class WorkLine(QWidget):
    """Words, a bar and *Cancel* of one job, which goes with it; the bar runs on the spot while nobody knows how far."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self._words, self._bar, self._cancel = PlainLabel(job.words), QProgressBar(), QPushButton(_("Cancel"))
        self._build_ui()
        self._connect()

    def _build_ui(self) -> None:
        configure(self, name="work_line")
        configure(self._words, name="work_words")
        configure(self._bar, name="work_bar", says=_("Progress")).setTextVisible(False)
        self._bar.setFixedWidth(BAR_CHARACTERS * self.fontMetrics().averageCharWidth())
        self._bar.setRange(0, 0)
        configure(self._cancel, "link", name="work_cancel", says=_("Cancel: {words}", words=self._job.words))
        row(self._words, self._bar, self._cancel, on=self, gap=8)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._job.progressed.connect(self._on_job_progressed)
        self._job.ended.connect(self._on_job_ended)

    def _on_cancel_clicked(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._words.setText(STOPPING)

    @Slot(int, int, str)
    def _on_job_progressed(self, done: int, total: int, _words: str) -> None:
        """Shows how far it is; what is not known leaves what was."""
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    @Slot()
    def _on_job_ended(self) -> None:
        self.hide()
        self.deleteLater()
