"""Wins first: what was won since last time, and what made it work."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.session.parts import RowList, row_of, words_label
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.widgets.card import Card
from salesdesk.services.sessions.values import SessionState, Win


class WinRow(QFrame):
    """One deal won: whom with, for how much, when."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._name = words_label("", strong=True)
        self._words = words_label("", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = row_of(stretch=False)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._name, 3)
        layout.addWidget(self._words, 2)
        self.setLayout(layout)

    def show_item(self, win: Win) -> None:
        """Shows a win."""
        self._name.setText(
            win.name if not win.account or win.account in win.name else f"{win.name}, {win.account}"
        )
        amount = self._formats.money(win.amount, win.currency)
        self._words.setText(f"{amount} · {self._formats.short_day(win.closed_on)}")


class WinsPage(StepPage):
    """The friendly start."""

    key = "wins"
    lead = _("What went well comes first, the small things too.")
    question = _("What went well, and what did you do that made it work?")
    note_lines = 8

    def build(self) -> None:
        """Lays out the wins and the strengths."""
        self._wins = Card(self.context.theme, _("Won since last time"))
        self._list: RowList[Win] = RowList(
            self._make_row, empty=_("No deal was decided your way yet; what else went well?")
        )
        self._wins.body.addWidget(self._list)
        self._strengths = words_label("", "muted")
        self.body.addWidget(self._wins)
        self.body.addWidget(self._strengths)

    def show_state(self, state: SessionState) -> None:
        """Shows what was won and which strengths are known."""
        since = (
            _("since {last_on}", last_on=self.context.formats.short_day(state.last_on))
            if state.last_on
            else _("in the last 30 days")
        )
        self._wins.set_title(_("Deals won"), since)
        self._list.show_items(state.wins)
        self._strengths.setText(
            _("Your strengths: {strengths}", strengths=" · ".join(state.strengths)) if state.strengths else ""
        )
        self._strengths.setVisible(bool(state.strengths))

    def _make_row(self, win: Win) -> QWidget:
        return WinRow(self.context.formats)
