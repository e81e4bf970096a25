"""A field for several lines whose text is handed over a moment after the last key."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from salesdesk.gui.handing_over import HandingOver

PAUSE_MS = 700


class NoteEdit(QPlainTextEdit, HandingOver):
    """Emits `text_settled` after a pause in typing, at the latest when the field is left.

    However fast and long somebody types, what was typed waits a second at the most. What could not be stored stays
    unsettled.
    """

    text_settled = Signal(str)
    edit_settled = Signal()

    def __init__(self, name: str, text: str = "", *, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self._settled = text
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._limit = QTimer(self, singleShot=True, interval=1000)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._pause.timeout.connect(self.settle)
        self._limit.timeout.connect(self.settle)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """Gives the text as it stands."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Shows a stored text; typing that is not stored yet is not overwritten, nor while it is handed over."""
        if self._is_in_use() or text == self.toPlainText():
            return
        self._settled = text
        self.setPlainText(text)

    def go_on(self, typed: str | None) -> None:
        """Shows words that were typed and never stored, if there are any; they are handed over as any others."""
        if typed and typed != self.toPlainText() and not self._is_in_use():
            self.setPlainText(typed)

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self.toPlainText() != self._settled

    def settle(self) -> None:
        """Hands the text over now, if it has changed."""
        self._pause.stop()
        self._limit.stop()
        if self.has_unsettled_edit():
            before, self._settled = self._settled, self.toPlainText()
            with self._handed():
                self.text_settled.emit(self._settled)
            if self.taken:
                self.edit_settled.emit()
            else:
                self._settled = before

    def sizeHint(self) -> QSize:
        """Asks for room for its lines."""
        height = self.fontMetrics().lineSpacing() * self._lines
        return QSize(super().sizeHint().width(), height + 2 * self.fontMetrics().height() // 2 + 8)

    def minimumSizeHint(self) -> QSize:
        """Asks for room for two lines at least."""
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().lineSpacing() * 2 + 16)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hands the text over when the field is left."""
        super().focusOutEvent(event)
        self.settle()

    def _is_in_use(self) -> bool:
        return self.handing_over or self.has_unsettled_edit()

    def _on_text_changed(self) -> None:
        if not self.has_unsettled_edit():
            return
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()
