"""Heads a page of metrics: its name, whom it is about, and the span of time that all pages of the tab share."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.services.metrics import DEFAULT_WINDOW, WINDOWS

if TYPE_CHECKING:
    from salesdesk.gui.pages import PageParts

SPAN: Final = _("metrics span")
"""The span of time is noted under this name for the other pages of the tab."""


class SpanHeading(QWidget):
    """The heading of a page, with the choice of the span of time at its right."""

    span_chosen = Signal()

    def __init__(self, parts: "PageParts", title: str) -> None:
        super().__init__()
        self._left_at = parts.left_at
        self._title, self._subject = QLabel(title), QLabel()
        self._window = ChoiceField(list(WINDOWS.items()), parts.context.theme, required=True)
        self._build_ui()
        self._window.value_edited.connect(lambda: self.choose(str(self._window.value())))

    def span(self) -> str:
        """Gives the span of time that is chosen."""
        return self._left_at.get(SPAN, DEFAULT_WINDOW)

    def choose(self, span: str) -> None:
        """Looks back over another span of time, here and on the other pages of the tab."""
        self._left_at[SPAN] = span
        self._window.show_value(span)
        self.span_chosen.emit()

    def catch_up(self) -> bool:
        """Takes over what was chosen on another page, and tells whether that was anything new."""
        changed = self._window.value() != self.span()
        self._window.show_value(self.span())
        return changed

    def show_subject(self, words: str) -> None:
        """Says whom the page is about, and over which time."""
        self._subject.setText(words)

    def _build_ui(self) -> None:
        embolden(self._title)
        set_role(self._title, "title")
        set_role(self._subject, "muted")
        set_role(self, "page")
        self._subject.setWordWrap(True)
        self._window.setObjectName("metrics_window")
        self._window.setAccessibleName(_("Span of time"))
        self._window.setMinimumContentsLength(max(map(len, WINDOWS.values())) - 2)
        self._window.show_value(self.span())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._title)
        line.addWidget(self._subject, 1)
        line.addWidget(self._window)
