"""Shows what this week brings, and in the first week what is there to be begun."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from salesdesk.env.locale import SHORT_DAYS
from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.elided import ElidedLink
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.gui.wishes import OpenRecord
from salesdesk.model.words import MEETING_KINDS, MEETING_STATES
from salesdesk.services.desk import WeekLine
from salesdesk.services.first_week import Tick

FREE = _("Nothing is planned this week. F5 starts a one-on-one with the chosen person.")
MOST = 12


class WeekCard(Card):
    """The card "This week"."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("This week"))
        self._context = context
        self.setObjectName("week_card")

    def show_lines(self, lines: Sequence[WeekLine], today: date) -> None:
        """Shows the week; what is over counts as much as what comes."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        keep(self._context.theme, grid, across=12, down=2)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(lines[:MOST]):
            self._add_line(grid, 3 * row, line, today)
        if len(lines) > MOST or not lines:
            words = _("{count} more in the Coaching log", count=len(lines) - MOST) if lines else FREE
            grid.addWidget(wrapping_label(words, "muted"), 3 * MOST, 0, 1, 2)
        grid.setRowStretch(3 * MOST + 1, 1)
        self.show_content(holder)

    def _add_line(self, grid: QGridLayout, row: int, line: WeekLine, today: date) -> None:
        is_today = line.at.date() == today
        day = _("Today") if is_today else SHORT_DAYS[line.at.weekday()]
        when = QLabel(f"{day} {line.at:%H:%M}" if line.timed else _("{day}, due", day=day))
        set_role(when, "" if is_today else "muted")
        grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignVCenter)
        title, under = _words(line)
        link = configure(ElidedLink(title), "plain", says=f"{title}, {under}")
        link.clicked.connect(
            partial(self._context.wishes.make, OpenRecord(line.kind, line.record_id, line.person_id))
        )
        grid.addWidget(link, row, 1)
        second = wrapping_label(under, "muted")
        keep(self._context.theme, second, margins=(6, 0, 0, 0))
        grid.addWidget(second, row + 1, 1)
        grid.addWidget(configure(QFrame(), "rule"), row + 2, 0, 1, 2)


def _words(line: WeekLine) -> tuple[str, str]:
    """Gives the title of a line and the quiet words under it."""
    if line.kind != "one_on_one":
        return line.what, _("Assignment of {person}", person=line.person)
    return f"{MEETING_KINDS[line.what]}, {line.person}", MEETING_STATES[line.state]


class FirstWeekCard(Card):
    """The card "Your first week"."""

    act_requested = Signal(object)
    put_away = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Your first week"), "")
        self._context = context
        self.setObjectName("first_week_card")
        configure(self.add_action(_("Not now"), self.put_away.emit), "quiet", name="first_week_put_away")

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Shows the ticks, or nothing where there are none."""
        self.setVisible(bool(ticks))
        self.set_title(
            self.title, _("{sum} of {count} done", sum=sum(tick.done for tick in ticks), count=len(ticks))
        )
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        keep(self._context.theme, grid, across=12, down=1)
        grid.setColumnStretch(1, 1)
        for number, tick in enumerate(ticks):
            self._add_tick(grid, number, tick)
        self.show_content(holder)

    def _add_tick(self, grid: QGridLayout, number: int, tick: Tick) -> None:
        px, row = self._context.theme.px, 3 * number
        sign, title, words = QLabel(), QLabel(tick.title), wrapping_label(tick.words, "muted")
        name, token = ("check", "accent_text") if tick.done else ("plan", "muted")
        sign.setPixmap(Icons(self._context.theme).icon(name, token).pixmap(QSize(px(18), px(18))))
        configure(sign, says=_("Done") if tick.done else _("To do"))
        embolden(title)
        grid.addWidget(sign, row, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(title, row, 1)
        grid.addWidget(words, row + 1, 1)
        grid.addWidget(keep(self._context.theme, QWidget(), height=6), row + 2, 0)
        if not tick.done:
            says = f"{tick.action_label}: {tick.title}"
            link = configure(QPushButton(tick.action_label), "link", name=f"tick_{number}", says=says)
            link.clicked.connect(lambda: self.act_requested.emit(tick))
            grid.addWidget(link, row, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
