"""Gives a page a side panel: for the rows behind a figure and for one record; it takes at most half of the room."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import fill
from salesdesk.gui.measures import keep
from salesdesk.gui.page import Page

if TYPE_CHECKING:
    from salesdesk.gui.widgets.side_panel import SidePanel
    from salesdesk.services.records import RecordsService

MARGINS = (20, 12, 20, 16)


class PanelPage(Page):
    """A page beside which rows and records are opened; the panel is made when something is first opened in it."""

    def __init__(
        self, context: GuiContext, records: "Callable[[], RecordsService]", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._find_records = context, records
        self._around = keep(self._context.theme, QHBoxLayout(self), margins=MARGINS, spacing=16)
        self._side: SidePanel | None = None
        self._context.theme.theme_changed.connect(self._fit_panel)

    @cached_property
    def panel(self) -> "SidePanel":
        """Gives the panel."""
        from salesdesk.gui.widgets.side_panel import SidePanel

        self._side = panel = SidePanel(self._context, self._find_records())
        self.guard(panel, panel.edit_settled)
        self.put_panel(panel)
        self._fit_panel()
        return panel

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; what stood beside belongs to the one before."""
        if person_id != self.person_id:
            self.leave_record()
        super().show_person(person_id)

    def open_record(self, kind: str, record_id: int) -> None:
        """Shows one record beside the page."""
        self.panel.show_record(kind, record_id)

    @property
    def opened(self) -> tuple[str, int] | None:
        """Gives the record that is open in the panel."""
        return self._side.record if self._side is not None else None

    def leave_record(self) -> None:
        """Puts away the record that was opened last."""
        if self._side is not None:
            self._side.close_panel()

    def go_back(self) -> bool:
        """Closes the panel, or goes back in it from a record to the rows it was opened from."""
        return self._side is not None and self._side.go_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the side panel within its half."""
        super().resizeEvent(event)
        self._fit_panel()

    def put_panel(self, panel: "SidePanel") -> None:
        """Puts the panel at the right of the page."""
        self._around.addWidget(panel)

    def put_beside(self, page: QWidget | QLayout) -> None:
        """Puts what the page is made of beside the panel."""
        fill(self._around, (page, 1))

    def _fit_panel(self) -> None:
        if self._side is not None:
            self._side.fit_beside(self.width())
