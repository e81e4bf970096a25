"""Meets every error that nobody caught: a plain sentence in place, or a report that can be passed on."""

import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.env.errors import DamagedFileError, DeskFileError, UserError
from salesdesk.env.nameless import kind_of, place_of, report_of
from salesdesk.env.whole_file import whole_file
from salesdesk.gui.layouts import configure, fill, row
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.labels import PlainLabel

log = logging.getLogger(__name__)


class ErrorReporter(QObject):
    """Stands behind the program's exception hooks and shows what reaches them on the window's thread.

    `not_stored` passes on what met the act in hand because the desk file could not be written to, `damage_met` that
    something of a desk file cannot be read any more, wherever that was met.
    A `UserError` is a sentence in the banner area nearest to where the person is; anything else is a
    bug: it is logged and offered as a report, once for each kind, and the work goes on. Who is set to
    `look_for_cause` is asked first whether something else is behind it, and calls for the report where nothing is.
    What `is_told` knows to stand in the bar already is not said a second time.
    """

    not_stored = Signal(object)
    damage_met = Signal(object)
    _met = Signal(object, bool)

    def __init__(
        self,
        window: QWidget,
        prompts: Prompts,
        when_free: Callable[[Callable[[], object]], None] | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._prompts, self._when_free = window, prompts, when_free
        self._reported: set[str] = set()
        self.look_for_cause: Callable[[Callable[[], None]], object] | None = None
        self.is_told: Callable[[BaseException], bool] = lambda _error: False
        self._met.connect(self._on_met, Qt.ConnectionType.AutoConnection)

    def install(self) -> Callable[[], None]:
        """Becomes the exception hook of this program and its threads; gives back how to step down."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread_uncaught

        def _restore() -> None:
            sys.excepthook, threading.excepthook = before

        return _restore

    def show(self, error: BaseException) -> None:
        """Shows an error the way it deserves; may be called from any thread."""
        self._met.emit(error, False)

    def tell(self, error: BaseException) -> None:
        """Says what was met in the place for messages nearest to where the person is, unless the bar says it."""
        if self.is_told(error):
            return
        sentence = str(error)
        focused = QApplication.focusWidget()
        near = focused if focused is not None and _belongs_to(focused, self._window) else self._window
        area = nearest_banner_area(near) or area_in_sight(self._window)
        if area is not None:
            area.show_message(sentence, tone="error")
        else:
            log.warning("no place to show what was met: %s", type(error))

    @Slot(object, bool)
    def _on_met(self, error: BaseException, in_hand: bool) -> None:
        """Says what was met; while somebody else looks on, only what came of the act in hand."""
        if isinstance(error, DamagedFileError):
            self.damage_met.emit(error)
        if isinstance(error, DeskFileError) and in_hand:
            self.not_stored.emit(error)
            return
        if isinstance(error, UserError | DeskFileError):
            if in_hand or self._when_free is None:
                self.tell(error)
            else:
                self._when_free(lambda: self.tell(error))
            return
        log.error("unexpected error", exc_info=error)
        place = f"{kind_of(error)} {place_of(error)}"
        if place in self._reported:
            return
        self._reported.add(place)
        report = partial(self._report, error)
        report() if self.look_for_cause is None else self.look_for_cause(report)

    def _report(self, error: BaseException) -> None:
        self._prompts.show(ReportDialog(self._window, report_of(error, f"Qt {qVersion()}"), self._prompts))

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._met.emit(error.with_traceback(trace), threading.current_thread() is threading.main_thread())

    def _on_thread_uncaught(self, met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None:
            self.show(met.exc_value)


SAFE = _(
    "Everything saved so far is safe, and you can go on. The report below says where in the program "
    "it happened, and holds no name and nothing of what you wrote. It stays on this laptop unless you pass it on."
)


class ReportDialog(QDialog):
    """Shows the report of a bug, to be copied or saved; nothing leaves the laptop by itself."""

    def __init__(self, parent: QWidget, report: str, prompts: Prompts) -> None:
        super().__init__(parent)
        self._report = report
        self._prompts = prompts
        self._copy = QPushButton(_("Copy report"))
        self._save = QPushButton(_("Save report…"))
        self._close = QPushButton(_("Go on working"))
        self._build_ui()
        self._connect()

    def _build_ui(self) -> None:
        words = _("Something went wrong in SalesDesk")
        self.setWindowTitle(words)
        configure(self, name="report_dialog").setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = configure(PlainLabel(words), "title", bold=True)
        safe = configure(PlainLabel(SAFE), wraps=True)
        text = configure(QPlainTextEdit(self._report), says=_("Report"))
        text.setReadOnly(True)
        text.setMinimumSize(self.fontMetrics().averageCharWidth() * 80, self.fontMetrics().height() * 12)
        configure(self._close, "primary").setDefault(True)
        fill(QVBoxLayout(self), heading, safe, text, row(self._copy, self._save, None, self._close))

    def _connect(self) -> None:
        self._copy.clicked.connect(self._on_copy_clicked)
        self._save.clicked.connect(self._on_save_clicked)
        self._close.clicked.connect(self.accept)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(_("Copied"))

    def _on_save_clicked(self) -> None:
        self._prompts.save_file(_("Save the report"), _("Text (*.txt)"), self._write, "salesdesk-report.txt")

    def _write(self, path: Path) -> None:
        with whole_file(path) as file:
            file.write(self._report.encode(errors="replace"))
        self._save.setText(_("Saved"))


def nearest_banner_area(widget: QWidget) -> BannerArea | None:
    """Finds the place for messages closest to a widget, going outwards."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    around: QWidget | None = widget
    while around is not None:
        area = around.findChild(BannerArea, options=direct)
        if area is not None:
            return area
        around = around.parentWidget()
    return None


def _belongs_to(widget: QWidget, window: QWidget) -> bool:
    """Tells whether a widget is in a window or in one that stands beside it."""
    around: QWidget | None = widget
    while around is not None and around is not window:
        around = around.parentWidget()
    return around is window


def area_in_sight(window: QWidget) -> BannerArea | None:
    """Finds the place for messages on the page that is shown, such as when a file dialog had the focus."""
    for area in window.findChildren(BannerArea):
        page = area.parentWidget()
        if page is not None and page.isVisible():
            return area
    return None
