"""Shows what this week brings."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from salesdesk.env.locale import SHORT_DAYS
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.elided import ElidedLink
from salesdesk.gui.widgets.labels import PlainLabel, wrapping_label
from salesdesk.gui.wishes import OpenRecord
from salesdesk.model.words import MEETING_KINDS, MEETING_STATES
from salesdesk.services.desk import WeekLine

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
        when = PlainLabel(f"{day} {line.at:%H:%M}" if line.timed else _("{day}, due", day=day))
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
