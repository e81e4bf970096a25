"""Chooses a week: the one before, the one after, or any by a date that is typed."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import PageState, Shared
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.date_edit import DateEdit
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.practice.periods import week_start

DATE_WIDTH = 170
WEEK: Final = Shared[date](
    "week of numbers", lambda state: week_start(state.context.clock.today()),
    lambda state, week: week <= state.context.clock.today(),
)  # fmt: skip
"""The Monday of the week whose numbers are shown."""


def turn_to_week(state: PageState, day: date) -> None:
    """Chooses the week that holds a day."""
    state.choose(WEEK, week_start(day))


class WeekBar(QWidget):
    """The week that is shown, and the ways to another; weeks to come cannot be chosen."""

    week_chosen = Signal(object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self._context = context
        self._week = week_start(context.clock.today())
        self._back, self._forward = QToolButton(), QToolButton()
        self._date = DateEdit(context.theme, context.formats, context.clock, _("Any day of the week to show"))
        self._this, self._words = QPushButton(_("This week")), PlainLabel()
        self._build_ui()
        self._connect()
        self.show_week(self._week)

    @property
    def week(self) -> date:
        """Gives the Monday of the week."""
        return self._week

    def show_week(self, week: date) -> None:
        """Shows a week."""
        self._week = week
        this = week_start(self._context.clock.today())
        self._date.set_day(week)
        self._show_end()
        self._forward.setEnabled(week < this)
        self._this.setEnabled(week != this)

    def _build_ui(self) -> None:
        icons = Icons(self._context.theme)
        for button, icon, words, name in (
            (self._back, "back", _("The week before"), "week_before"),
            (self._forward, "forward", _("The week after"), "week_after"),
        ):
            configure(button, name=name, says=words, tip=words).setIcon(icons.icon(icon, "text"))
            keep(self._context.theme, button, icon=18)
        keep(self._context.theme, configure(self._date, name="week_date"), width=DATE_WIDTH)
        configure(self._this, name="week_this")
        configure(self._words, "muted")
        flow = keep(self._context.theme, FlowLayout(self), spacing=8)
        fill(flow, self._back, self._date, self._words, self._forward, self._this)
        self._on_theme_changed()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._choose(self._week - timedelta(weeks=1)))
        self._forward.clicked.connect(lambda: self._choose(self._week + timedelta(weeks=1)))
        self._this.clicked.connect(lambda: self._choose(self._context.clock.today()))
        self._date.date_edited.connect(self._on_date_edited)
        self._date.problem_told.connect(self._show_end)
        self._context.theme.theme_changed.connect(self._on_theme_changed)

    def _show_end(self, problem: str = "") -> None:
        """Says up to which day the week goes, or why what was typed is no date."""
        end = self._context.formats.plain_day(self._week + timedelta(days=6))
        self._words.setText(problem or _("to {week}", week=end))
        set_role(self._words, "muted", "late" if problem else "")

    def _on_date_edited(self, day: date | None) -> None:
        self._choose(day or self._week)

    def _on_theme_changed(self) -> None:
        height = self._date.sizeHint().height()
        for part in (self._back, self._forward, self._words):
            part.setFixedHeight(height)

    def _choose(self, day: date) -> None:
        """Goes to the week of a day, at most to the running one."""
        week = min(week_start(day), week_start(self._context.clock.today()))
        self.show_week(week)
        self.week_chosen.emit(week)
