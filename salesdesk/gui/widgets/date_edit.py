"""A field for a date, typed as people type ("fri", "26 nov", "+2w") or picked from a calendar."""

from contextlib import suppress
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout, QWidget

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.typed_dates import YEARS_AHEAD, parse_typed_date, plausible
from salesdesk.gui.icons import Icons
from salesdesk.gui.theme import Theme, repolish, set_role
from salesdesk.gui.widgets.combo_box import OPENS_WITH_ALT_DOWN, claim_box_key, opens_box

HINT = _("Type a date such as “fri”, “26 nov” or “+2w”, or press Alt+Down for the calendar.")


class DateEdit(QLineEdit):
    """A date, or none. What was typed is read when the field is left or Enter is pressed.

    `problem_told` carries why it cannot be read, and nothing once that is over.
    """

    date_edited = Signal(object)
    problem_told = Signal(str)

    def __init__(
        self, theme: Theme, formats: Formats, clock: Clock, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._clock = theme, formats, clock
        self._day: date | None = None
        self._problem = ""
        self.years_ahead = YEARS_AHEAD
        self.setAccessibleName(name)
        self.setProperty(OPENS_WITH_ALT_DOWN, True)
        self._build_ui()
        self.editingFinished.connect(self.settle)

    def day(self) -> date | None:
        """Gives the date as it was last understood."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Shows a date."""
        self._day = day
        self._show()

    def take_day(self, day: date | None) -> None:
        """Takes a date that may be the one somebody types just now, whose words then stay till the field is left."""
        with suppress(UserError):
            if self.hasFocus() and self.read() == day:
                self._day = day
                return
        self.set_day(day)

    def show_stored(self, day: date | None) -> None:
        """Shows a date as it is stored; what is being typed, or could not be read, stays."""
        if self.text().strip() != self._written() or day == self._day:
            return
        self.set_day(day)
        if self.hasFocus():
            self.selectAll()

    def read(self) -> date | None:
        """Reads what stands in the field; raises UserError where no date can be read."""
        if self.text().strip() == self._written():
            return self._day
        today = self._clock.today()
        return plausible(
            parse_typed_date(self.text(), today, self._formats.date_order), today, self.years_ahead
        )

    def settle(self) -> None:
        """Takes what was typed; where no date can be read, the words stay and the field says so."""
        try:
            day = self.read()
        except UserError as problem:
            self._mark(str(problem))
            return
        changed = day != self._day
        self.set_day(day)
        if changed:
            self.date_edited.emit(day)

    def settle_as(self, day: date) -> None:
        """Takes a date that was picked rather than typed."""
        changed = day != self._day
        self.set_day(day)
        if changed:
            self.date_edited.emit(day)

    def open_calendar(self) -> None:
        """Opens the calendar under the field."""
        popup = CalendarPopup(self._theme, self._day or self._clock.today(), self)
        popup.day_picked.connect(self._on_day_picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()

    def event(self, event: QEvent) -> bool:
        """Keeps Alt+Down for the calendar, before the window's own use of it."""
        return claim_box_key(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the calendar with Alt+Down, steps by a day with Up and Down, goes back with Escape."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if opens_box(self, event):
            self.open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not alt:
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._written():
            self.set_day(self._day)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Selects the whole date, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def _build_ui(self) -> None:
        self.setPlaceholderText(_("fri, 26 nov, +2w"))
        self.setToolTip(HINT)
        action = self.addAction(
            Icons(self._theme).icon("calendar"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setToolTip(_("Open the calendar (Alt+Down)"))
        action.triggered.connect(self.open_calendar)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(_("Open the calendar"))

    def _step(self, days: int) -> None:
        start = self._day or self._clock.today()
        self.settle_as(date.fromordinal(start.toordinal() + days))

    def _on_day_picked(self, day: date) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.settle_as(day)

    def _written(self) -> str:
        return "" if self._day is None else self._formats.day(self._day)

    def _show(self) -> None:
        self.setText(self._written())
        self.setCursorPosition(0)
        self._mark("")

    def _mark(self, problem: str) -> None:
        self.setProperty("invalid", bool(problem))
        self.setToolTip(problem or HINT)
        self.setAccessibleDescription(problem or HINT)
        repolish(self)
        if problem != self._problem:
            self._problem = problem
            self.problem_told.emit(problem)


class CalendarPopup(QWidget):
    """A calendar over everything else, closed by choosing a day or by Escape."""

    day_picked = Signal(object)

    def __init__(self, theme: Theme, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._calendar = QCalendarWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build_ui(day)
        self._calendar.clicked.connect(self._on_calendar_chosen)
        self._calendar.activated.connect(self._on_calendar_chosen)

    def _build_ui(self, day: date) -> None:
        calendar = self._calendar
        calendar.setAccessibleName(_("Calendar"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(self.locale().firstDayOfWeek())
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.setMinimumSize(self._theme.px(360), self._theme.px(240))
        # Red means late in this program, so weekends are only paler.
        weekend = QTextCharFormat()
        weekend.setForeground(self._theme.colour("muted"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, weekend)
        for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(Icons(self._theme).icon(icon, "text"))
        set_role(self, "popup")
        layout = QVBoxLayout(self)
        edge = self._theme.tokens.border_width
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(calendar)
        calendar.setFocus()

    def _on_calendar_chosen(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.day_picked.emit(date(day.year(), day.month(), day.day()))
