"""Says which day it is on the Desk, and holds the week with what is opened in its place."""

from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.env.locale import LONG_DAYS
from salesdesk.gui.act_panel import ActPanel
from salesdesk.gui.desk.week_card import WeekCard
from salesdesk.gui.layouts import fill
from salesdesk.gui.page_state import Shared
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.blocks_page import TitleLine
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.wishes import DoCommand
from salesdesk.practice.nudges import Nudge
from salesdesk.services.desk import DeskView
from salesdesk.services.practices import READ_BY_PRACTICES

EMPTY_DESK: Final = _(
    "Nobody is in the team yet. Import a CRM export and the people in it appear here, or add them with New above."
)
SHOWN_KINDS: Final = READ_BY_PRACTICES | {
    "assignment", "one_on_one", "opportunity", "quota", "postponement", "product",
    "stage", "gate", "import_mapping",
}  # fmt: skip
"""What makes the Desk stale."""
VIEW: Final = Shared[DeskView]("desk", lambda state: state.services.monday.view(state.person_id))
NUDGE: Final = Shared[Nudge | None]("nudge", lambda _state: None)
"""What is being done something about; what opens no panel here is done elsewhere."""


class DayLine(TitleLine):
    """The heading: the day, and how much it brings; two minutes of reading."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__("", "", place)
        self._place = place

    def show_person(self, person_id: int | None) -> None:
        """Says the day; what the start still has to do comes after the Desk is seen."""
        view = self._place.state.get(VIEW)
        self.title.setText(_title_of(view))
        self.words.setText(_count_of(view))
        QTimer.singleShot(0, self, self._place.parts.desk_shown)


class EmptyDesk(EmptyState, Block):
    """What stands there while nobody is in the team."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, EMPTY_DESK, _("Import a CRM export"))
        self._place = place
        self.first_step_requested.connect(lambda: place.context.wishes.make(DoCommand("import")))

    def show_person(self, person_id: int | None) -> None:
        """Shows itself alone."""
        self.setVisible(not self._place.state.get(VIEW).has_people)

    def reach_down(self, content: QWidget, height: int) -> None:
        """Stands in the middle of the upper half."""
        self.setMinimumHeight(height // 2)


def _title_of(view: DeskView) -> str:
    day = LONG_DAYS[view.today.weekday()]
    return _("{day}, week {week}", day=day, week=view.today.isocalendar().week)


def _count_of(view: DeskView) -> str:
    today = sum(line.at.date() == view.today for line in view.week)
    now = n_("1 thing today", "{number} things today", today) if today else _("Nothing today")
    if not view.week:
        now, week = _("Nothing today"), _("nothing this week")
    else:
        week = _("{count} this week", count=len(view.week))
    return f"{now}, {week}" if view.has_people else ""


class WeekOrPanel(QWidget, Block):
    """Shows one of the two, so that opening a panel moves nothing else; the panel is made when it is first needed."""

    reads = frozenset({NUDGE})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self._place, self._week = place, WeekCard(place.context)
        self._panel: ActPanel | None = None
        self._nudge: Nudge | None = None
        self._lines = fill(QVBoxLayout(self), self._week, bare=True)

    def show_person(self, person_id: int | None) -> None:
        """Shows the week, and reads the record in the panel anew.

        The panel closes when its nudge is settled or now about another record.
        """
        view, nudge = self._place.state.get(VIEW), self._nudge
        self.setVisible(view.has_people)
        self._week.show_lines(view.week, view.today)
        if self._panel is None or nudge is None:
            return
        told = {each.key: each.record for each in view.needs}
        if nudge.record is not None and told.get(nudge.key) != nudge.record:
            self._panel.close_panel()
        else:
            self._panel.refresh()

    def go_back(self) -> bool:
        """Closes what is being done about a nudge, and tells whether anything was."""
        return self._panel is not None and self._panel.go_back()

    def hear(self, shared: Shared[Any]) -> bool:
        """Opens what settles a nudge in place of the week; what is settled elsewhere is done there."""
        nudge = self._place.state.get(NUDGE)
        if nudge is not None and self._made().open_nudge(nudge):
            self._nudge = nudge
            self._week.hide()
        elif nudge is not None:
            self._place.context.wishes.make(DoCommand(nudge.action, nudge.person_id))
        return True

    def _made(self) -> ActPanel:
        if self._panel is None:
            self._panel = panel = self._place.parts.make_panel()
            fill(self._lines, panel)
            panel.done.connect(self._place.context.messages.say_done)
            panel.closed.connect(self._on_panel_closed)
            self._place.guard(panel, panel.edit_settled)
        return self._panel

    def _on_panel_closed(self) -> None:
        self._nudge = None
        self._week.show()
        self._place.state.choose(NUDGE, None)
