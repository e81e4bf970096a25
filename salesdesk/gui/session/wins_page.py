"""Two steps of the talk: what was won since last time, and where the plan stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar

from salesdesk.env.locale import Formats
from salesdesk.gui.layouts import fill, row
from salesdesk.gui.session.parts import RowList, columns_of, words_label
from salesdesk.gui.session.step_page import StepPage
from salesdesk.gui.widgets.card import Card
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import whole, whole_percent
from salesdesk.services.deal_words import counted_words
from salesdesk.services.sessions.values import SessionState, Win


class WinRow(QFrame):
    """One deal won: whom with, for how much, when."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._name = words_label("", strong=True)
        self._words = words_label("", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row((self._name, 3), (self._words, 2), on=self, gap=8)

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
        empty = _("No deal was decided your way yet; what else went well?")
        self._list: RowList[Win] = RowList(lambda _win: WinRow(self.context.formats), empty=empty)
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


NO_QUOTA = _("No quota is set for this quarter, so there is nothing to hold it against yet.")


class PlanPage(StepPage):
    """Attainment against an even pace, and coverage of what remains."""

    key = "plan"
    lead = _("Your plan, in your words. Where could the next opportunities come from?")
    question = _("What will you do next for your plan?")
    note_lines = 6

    def build(self) -> None:
        """Lays out the two cards."""
        theme = self.context.theme
        self._quota, self._coverage = Card(theme, _("Quota")), Card(theme, _("Open, against what is left"))
        self._won, self._pace = words_label("", "figure", strong=True), words_label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Share of the quota that is won"))
        self._facts, self._known = Card(theme, _("What both of us can read here")), words_label("", "muted")
        self._facts.body.addWidget(self._known)
        self._ratio, self._remains = words_label("", "figure", strong=True), words_label("", "muted")
        for part in (self._won, self._bar, self._pace):
            self._quota.body.addWidget(part)
        for part in (self._ratio, self._remains):
            self._coverage.body.addWidget(part)
        self._coverage.body.addStretch()
        for card, key in ((self._quota, "attainment"), (self._coverage, "coverage")):
            card.explain(explain(key).text)
        cards = columns_of(theme)
        cards.addWidget(self._quota)
        cards.addWidget(self._coverage)
        cards.add_wide(self._facts)
        fill(self.body, cards)

    def show_state(self, state: SessionState) -> None:
        """Shows the quarter."""
        formats, plan = self.context.formats, state.plan
        self._known.setText(" · ".join(f"{label}: {words}" for label, words in state.person.facts))
        stands, covered = plan.team.attainment, plan.team.coverage
        won = formats.money(stands.won)
        if stands.quota is None or stands.share is None:
            quota, pace = "", NO_QUOTA
        else:
            won = f"{won}, {formats.percent(stands.share)}"
            quota = _("quota {quota}", quota=formats.money(stands.quota))
            pace = _("An even pace would be {expected}.", expected=formats.money(whole(stands.expected or 0)))
        self._quota.set_title(_("Won in {period}", period=plan.period.label), quota)
        self._won.setText(won)
        self._pace.setText(" ".join(filter(None, (pace, counted_words(plan, formats)))))
        self._bar.setVisible(stands.quota is not None)
        self._bar.setValue(min(100, whole_percent(stands.share or 0)))
        self._ratio.setText(f"{covered.times}×" if covered.ratio is not None else "–")
        left = (
            _(", {remaining} of the quota still to win", remaining=formats.money(covered.remaining))
            if covered.remaining
            else ""
        )
        self._remains.setText(
            _("{open_pipeline} open{left}.", open_pipeline=formats.money(covered.open_pipeline), left=left)
        )
