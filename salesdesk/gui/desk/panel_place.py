"""The place beside what needs the manager: this week, or what is being done about a nudge."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.gui.act_panel import ActPanel
from salesdesk.practice.nudges import Nudge

Record = tuple[str, int]


class PanelPlace(QWidget):
    """Shows one of the two, so that opening a panel moves nothing else; the panel is made when it is first needed."""

    done = Signal(object, str)
    closed = Signal()
    edit_settled = Signal()

    def __init__(self, week: QWidget, make_panel: Callable[[], ActPanel]) -> None:
        super().__init__()
        self._week, self._make_panel = week, make_panel
        self._panel: ActPanel | None = None
        self._nudge: Nudge | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(week)

    def open_nudge(self, nudge: Nudge) -> bool:
        """Opens what settles a nudge in place of the week; False where that is done elsewhere."""
        panel = self._made()
        opened = panel.open_nudge(nudge)
        if opened:
            self._nudge = nudge
            self._week.hide()
        return opened

    def refresh(self, told: Mapping[str, Record | None]) -> None:
        """Reads the record anew; it closes when its nudge is settled or now about another record."""
        nudge = self._nudge
        if self._panel is None or nudge is None:
            return
        if nudge.record is not None and told.get(nudge.key) != nudge.record:
            self._panel.close_panel()
        else:
            self._panel.refresh()

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._panel is not None and self._panel.has_unsettled_edit()

    def go_back(self) -> bool:
        """Closes what is being done about a nudge, and tells whether anything was."""
        return self._panel is not None and self._panel.go_back()

    def _made(self) -> ActPanel:
        if self._panel is None:
            self._panel = panel = self._make_panel()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(panel)
            panel.done.connect(self.done)
            panel.closed.connect(self._on_panel_closed)
            panel.edit_settled.connect(self.edit_settled)
        return self._panel

    def _on_panel_closed(self) -> None:
        self._nudge = None
        self._week.show()
        self.closed.emit()
