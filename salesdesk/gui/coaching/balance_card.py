"""Shows beside the log what was begun in forms, and the balance of assignments."""

from functools import partial
from typing import Any, Final, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.env.short_words import shortened
from salesdesk.gui.coaching.compose_block import FORM, WantedForm
from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.log_view import ONLY
from salesdesk.gui.layouts import configure, fill, link, row
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import Shared
from salesdesk.gui.pages import ME
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_card import ChartCard
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout
from salesdesk.model.words import DRAFT_FORMS
from salesdesk.practice.explain import explain
from salesdesk.services.coaching.balance import AssignmentBalance, BalanceRow
from salesdesk.services.coaching.drafts import Begun

MOST: Final = 4
LONGEST: Final = 60


class BegunCard(Card, Block):
    """One line a form; the card is there only while something waits."""

    kinds = frozenset({"draft"})
    reads = frozenset({FORM})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("Begun, not added yet"), parent=place.ground)
        self._place = place
        self._lines = QVBoxLayout()
        self.setObjectName("begun_card")
        fill(self.body, self._lines)
        self.hide()

    def show_person(self, person_id: int | None) -> None:
        """Shows what was begun about a person, or about anybody for the whole team."""
        begun = self._place.services.coaching.drafts.all()
        mine = [draft for draft in begun if person_id is None or draft.person_id == (person_id or None)]
        clear_layout(self._lines)
        for draft in mine[:MOST]:
            self._lines.addWidget(self._line(draft))
        self.setVisible(bool(mine))

    def hear(self, shared: Shared[Any]) -> bool:
        """Has nothing to read while a form is open; what is left in it stands here once it is closed."""
        wanted = self._place.state.get(FORM)
        return wanted is not None and wanted.what is not None

    def _line(self, draft: Begun) -> QWidget:
        line = QWidget()
        person = draft.person or _("about nobody in particular")
        about = f"{DRAFT_FORMS[draft.form]}, {person}"
        typed = f": {shortened(draft.words, LONGEST)}" if draft.words else ""
        words = PlainLabel(f"{about}{typed}")
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # The line goes with the click, so the link first finishes its own event.
        go_on = link(
            _("Go on"), partial(self._soon, WantedForm(cast("What", draft.form), draft.person_id or ME)),
            name=f"begun_{draft.form}_{draft.person_id or 'nobody'}", says=_("Go on with: {about}", about=about),
            writes=True,
        )  # fmt: skip
        row((words, 1), go_on, on=line)
        return line

    def _soon(self, wanted: WantedForm) -> None:
        QTimer.singleShot(0, self, partial(self._place.state.choose, FORM, wanted))


LINE: Final = 26
FOOT: Final = 34
MOST_ALERTS: Final = 3
NOTHING: Final = _("no assignment in the last 90 days")


class BalanceCard(ChartCard, Block):
    """The manager's first number, with everybody's balance beneath it; each leads to the lines of the log."""

    kinds = frozenset({"assignment"})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context, _("Balance of assignments"), draw_balance, place.ground)
        self._place = place
        self._figure, self._words = FigureLabel(place.context.theme), PlainLabel()
        configure(self, name="balance_card").explain(explain("assignment_mix").text)
        self.body.insertWidget(0, self._figure)
        self.body.addWidget(configure(self._words, "small", name="balance_words", wraps=True))
        self._figure.rows_requested.connect(partial(self._show_only, None))

    def show_person(self, person_id: int | None) -> None:
        """Shows the balance of the team or of one person; who is not in the team has none."""
        balance = self._place.services.coaching.balance(person_id)
        self._show_balance(balance)
        self.setVisible(person_id is None or bool(balance.people))

    def _show_balance(self, balance: AssignmentBalance) -> None:
        rows = balance.people
        formats = self._context.formats
        shown = rows[0] if len(rows) == 1 else balance.manager
        mix = shown.mix
        nudges = (
            n_("; 1 comparison not counted", "; {number} comparisons not counted", mix.nudges)
            if mix.nudges
            else ""
        )
        self._figure.show_figure(
            formats.percent(mix.share.share, threshold=balance.floor),
            spread=_("build something"),
            note=_(
                "{count} of {of} in 90 days{nudges}", count=mix.share.count, of=mix.share.of, nudges=nudges
            )
            if mix.share.of
            else NOTHING,
            clickable=bool(mix.share.of),
        )
        counts = map(_count, rows)
        self.chart.show_data(Balance(tuple(counts), balance.floor, formats))
        self._words.setText("\n".join([balance.words, *_alerts(balance)]))
        keep(self._context.theme, self.chart, height=(len(rows) + 1) * LINE + FOOT)

    def _open_behind(self, key: str) -> None:
        self._show_only(int(key))

    def _show_only(self, person_id: int | None) -> None:
        self._place.state.choose(ONLY, ("assignment", person_id))


def _count(one: BalanceRow) -> AssignmentCount:
    return AssignmentCount(str(one.person_id), one.label, one.mix.development, one.mix.sales)


def _alerts(balance: AssignmentBalance) -> list[str]:
    """Says what is thin, at most three people at a time."""
    manager, rows = balance.manager, balance.people
    if len(rows) == 1:
        streak = n_(
            "{number} week in a row with one open.",
            "{number} weeks in a row with one open.",
            balance.streak_weeks,
        )
        return [words for words in (rows[0].alert, streak if balance.streak_weeks > 1 else "") if words]
    found = [f"{each.label}: {each.alert}" for each in rows if each.alert]
    more = [_("And {count} more.", count=len(found) - MOST_ALERTS)] if len(found) > MOST_ALERTS else []
    return [*([manager.alert] if manager.alert else []), *found[:MOST_ALERTS], *more]
