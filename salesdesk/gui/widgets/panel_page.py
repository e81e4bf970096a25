"""Gives a page a side panel: for the rows behind a figure and for one record; it takes at most half of the room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.page import Page
from salesdesk.gui.widgets.side_panel import SidePanel
from salesdesk.services.records import RecordsService


class PanelPage(Page):
    """A page with its side panel; a subclass hands its own layout to `lay_out`."""

    def __init__(self, context: GuiContext, records: RecordsService) -> None:
        super().__init__()
        self._context, self._panel = context, SidePanel(context, records)
        self.guard(self._panel, self._panel.edit_settled)
        context.theme.theme_changed.connect(self._fit_panel)

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; what stood beside belongs to the one before."""
        if person_id != self.person_id:
            self._panel.close_panel()
        super().show_person(person_id)

    def open_record(self, kind: str, record_id: int) -> None:
        """Shows one record beside the page."""
        self._panel.show_record(kind, record_id)

    def leave_record(self) -> None:
        """Puts away the record that was opened last."""
        self._panel.close_panel()

    def go_back(self) -> bool:
        """Closes the panel, or goes back in it from a record to the rows it was opened from."""
        return self._panel.go_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the side panel within its half."""
        super().resizeEvent(event)
        self._fit_panel()

    def lay_out(self, main: QLayout, lines: QBoxLayout, top: int = 16) -> None:
        """Puts the page's own layout beside the panel; the first of its `lines` is the heading."""
        self._main = lines
        layout = keep(self._context.theme, QHBoxLayout(self), margins=(20, top, 20, 16), spacing=16)
        layout.addLayout(main, 1)
        layout.addWidget(self._panel)

    def _fit_panel(self) -> None:
        self._panel.fit_beside(self.width())
