"""Builds the five tabs when they are first opened and passes on what they wish for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from salesdesk.gui.lazy_tabs import TabSpec

if TYPE_CHECKING:
    from salesdesk.gui.coaching.desk_panel import DeskPanel
    from salesdesk.gui.context import GuiContext
    from salesdesk.gui.page import Page
    from salesdesk.services.bundle import Services


class TabMaker(QObject):
    """Knows every tab once: key, title and how it is made."""

    person_chosen = Signal(object)
    act_requested = Signal(str, int)
    rows_requested = Signal(str)
    record_requested = Signal(str, int, int)
    session_requested = Signal(int)
    session_opened = Signal(int)
    list_requested = Signal(str)
    desk_shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._services: Services | None = None
        self._supplied_context: GuiContext | None = None

    def supply(self, services: "Services", context: "GuiContext") -> None:
        """Hands over what the pages are made with."""
        self._services = services
        self._supplied_context = context

    def specs(self) -> tuple[TabSpec, ...]:
        """Gives the tabs in their order."""
        return (
            TabSpec("desk", "Desk", self._desk),
            TabSpec("team", "Team", self._team),
            TabSpec("plans", "Plans", self._plans),
            TabSpec("coaching", "Coaching log", self._coaching),
            TabSpec("metrics", "Metrics", self._metrics),
        )

    def _open(self) -> "Services":
        assert self._services is not None, "a tab was opened before a desk"
        return self._services

    @property
    def _context(self) -> "GuiContext":
        assert self._supplied_context is not None, "a tab was opened before a desk"
        return self._supplied_context

    def _desk(self) -> "Page":
        from salesdesk.gui.desk.desk_tab import DeskTab

        tab = DeskTab(self._open().monday, self._context, self._desk_panel)
        tab.act_requested.connect(self.act_requested)
        tab.rows_requested.connect(self.rows_requested)
        tab.record_requested.connect(self.record_requested)
        tab.refreshed.connect(self.desk_shown)
        return tab

    def _desk_panel(self) -> "DeskPanel":
        from salesdesk.gui.coaching.desk_panel import DeskPanel

        panel = DeskPanel(self._context, self._open().coaching, self._open().records)
        panel.session_opened.connect(self.session_opened)
        return panel

    def _team(self) -> "Page":
        from salesdesk.gui.team.team_tab import TeamTab

        tab = TeamTab(self._open().team, self._open().records, self._context)
        tab.person_chosen.connect(self.person_chosen.emit)
        return tab

    def _plans(self) -> "Page":
        from salesdesk.gui.plans.plans_tab import PlansTab

        return PlansTab(self._open().plans, self._open().records, self._context)

    def _coaching(self) -> "Page":
        from salesdesk.gui.coaching.coaching_tab import CoachingTab

        tab = CoachingTab(self._open().coaching, self._open().records, self._context)
        tab.session_requested.connect(self.session_requested)
        tab.session_opened.connect(self.session_opened)
        return tab

    def _metrics(self) -> "Page":
        from salesdesk.gui.metrics.metrics_tab import MetricsTab

        services = self._open()
        tab = MetricsTab(services.metrics, services.numbers, services.records, self._context)
        tab.list_requested.connect(self.list_requested)
        return tab
