"""The head of the session: who, which meeting, for whose eyes the screen is, and the time."""

from datetime import timedelta

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton

from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import column, configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import embolden
from salesdesk.gui.widgets.chip import Chip
from salesdesk.gui.widgets.key_button import KeyButton
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.person_badge import PersonBadge
from salesdesk.model.words import STEPS
from salesdesk.services.sessions.values import SessionState, Timer

OWN_FACE = _("Your own side: turn the laptop before you go on")

LAST_STEP = list(STEPS)[-1]


class SessionHeader(QFrame):
    """Name, kind and date, whose side is up, the timer, and the ways out.

    `day_turned` tells that what was loaded is of an earlier day than this one, such as after a weekend.
    """

    day_turned = Signal()
    private_requested = Signal()
    finish_requested = Signal()
    leave_requested = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self._context = context
        self._badge = PersonBadge(context.theme, size=40)
        self._name, self._what = PlainLabel(), PlainLabel()
        self._time, self._planned = PlainLabel(), PlainLabel()
        self._first_name = self._when = self._when_short = ""
        self._full_width, self._narrow, self._turned, self._at_the_end = 0, False, False, False
        self._chip, self._leave = Chip(), QToolButton()
        self._private = KeyButton(context.theme, _("Private notes"), "F8")
        self._finish = KeyButton(context.theme, _("Finish"), role="primary")
        self._started, self._today = context.clock.now().astimezone(), context.clock.today()
        self._tick = QTimer(self, interval=1000)
        self._build_ui()
        self._connect()

    def load(self, state: SessionState) -> None:
        """Shows the meeting."""
        self._badge.show_person(state.person.name, state.person.id)
        self._name.setText(state.person.name)
        self._when = f"{state.kind_label} · {self._context.formats.day(state.day)}"
        self._when_short = self._context.formats.short_day(state.day)
        self._show_timer(state.timer)
        self.setAccessibleName(
            _("{kind_label} with {name}", kind_label=state.kind_label, name=state.person.name)
        )
        self.show_side(state.person.first_name, private=False)

    def show_side(self, first_name: str, *, private: bool) -> None:
        """Says for whose eyes the screen is."""
        self._first_name, self._turned = first_name, private
        self._finish.setVisible(not private and not self._at_the_end)
        self.fit_anew()

    def fit_anew(self) -> None:
        """Measures what all words in full need, such as at another zoom."""
        self._say_all(narrow=False)
        self._full_width, self._narrow = self._line.sizeHint().width(), False
        self._fit()

    def show_step(self, step: str) -> None:
        """Leads to the last step from all others; there it has a Finish of its own."""
        self._at_the_end = step == LAST_STEP
        self._finish.setVisible(not self._turned and not self._at_the_end)

    def minimumSizeHint(self) -> QSize:
        """Lets the window be small or the zoom large; the words get shorter then."""
        return QSize(self._context.theme.px(300), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses the words that fit."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def stop(self) -> None:
        """Stops the timer, because the session is over or left."""
        self._tick.stop()

    def _fit(self) -> None:
        narrow = self.width() < self._full_width
        if narrow != self._narrow:
            self._narrow = narrow
            self._say_all(narrow=narrow)

    def _say_all(self, *, narrow: bool) -> None:
        """Says for whose eyes the screen is, and what the buttons do, in full or in short."""
        turned = _("Turned to {first_name}", first_name=self._first_name) + (
            "" if narrow else _(": nothing about others, no private notes")
        )
        own = _("Your own side") if narrow else OWN_FACE
        self._chip.say(own if self._turned else turned, "soon" if self._turned else "accent")
        self._what.setText(self._when_short if narrow else self._when)
        self._badge.setVisible(not narrow)
        keep(self._context.theme, self._line, spacing=6 if narrow else 12)
        self._private.say(_("Turn back") if self._turned else _("Private") if narrow else _("Private notes"))
        self._planned.setVisible(not narrow)

    def _show_timer(self, timer: Timer) -> None:
        self._started = self._context.clock.now().astimezone() - timedelta(seconds=timer.elapsed_seconds)
        self._today = self._context.clock.today()
        self._planned.setText(_("of {planned_minutes} min", planned_minutes=timer.planned_minutes))
        self._tick.start()
        self._on_tick()

    def _on_tick(self) -> None:
        seconds = max(0, round((self._context.clock.now().astimezone() - self._started).total_seconds()))
        hours, rest = divmod(seconds, 3600)
        minutes = f"{rest // 60:02}:{rest % 60:02}"
        self._time.setText(f"{hours}:{minutes}" if hours else minutes)
        self._time.setAccessibleName(
            _("{seconds} minutes, {text}", seconds=seconds // 60, text=self._planned.text())
        )
        if self._today != self._context.clock.today():
            self._today = self._context.clock.today()
            self.day_turned.emit()

    def _build_ui(self) -> None:
        for part, role in (
            (self, "bar"), (self._name, "heading"), (self._what, "small"), (self._time, "timer"),
            (self._planned, "muted"),
        ):  # fmt: skip
            configure(part, role)
        for strong in (self._name, self._time):
            embolden(strong)
        self._chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name_buttons()
        names = column(self._name, self._what, gap=0)
        line = row(
            self._leave, self._badge, names, self._chip, (None, 1), self._time, self._planned, self._private,
            self._finish, on=self,
        )  # fmt: skip
        self._line = keep(self._context.theme, line, margins=(16, 12, 24, 12), spacing=12)

    def _name_buttons(self) -> None:
        self._finish.setObjectName("go_to_finish")
        own_side = _("The first press draws the curtain, the second opens your own side (F8)")
        configure(self._private, name="private_notes", tip=own_side)
        self._leave.setIcon(Icons(self._context.theme).icon("back", "text"))
        waits, leaves = (
            _("Leave the session; it waits as it is"),
            _("Leave; the session waits as it is (Ctrl+W)"),
        )
        keep(
            self._context.theme, configure(self._leave, name="leave_session", says=waits, tip=leaves), icon=20
        )

    def _connect(self) -> None:
        self._tick.timeout.connect(self._on_tick)
        self._private.clicked.connect(self.private_requested)
        self._finish.clicked.connect(self.finish_requested)
        self._leave.clicked.connect(self.leave_requested)
