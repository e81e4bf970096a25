"""Stands beside the log while nothing is open there: what was begun, the balance, what to talk about."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.gui.coaching.balance_card import BalanceCard
from salesdesk.gui.coaching.points_card import PointsCard
from salesdesk.gui.context import GuiContext
from salesdesk.gui.pages import ME
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import clear_layout
from salesdesk.model.words import DRAFT_FORMS
from salesdesk.services.coaching import CoachingService
from salesdesk.services.coaching.drafts import Begun
from salesdesk.services.short_words import shortened

MOST: Final = 4
LONGEST: Final = 60


class BegunCard(Card):
    """One line a form; the card is there only while something waits."""

    go_on_requested = Signal(str, object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Begun, not added yet"))
        self._context = context
        self._lines = QVBoxLayout()
        self.setObjectName("begun_card")
        self.body.addLayout(self._lines)
        self.hide()

    def show_begun(self, begun: Sequence[Begun], person_id: int | None) -> None:
        """Shows what was begun about a person, or about anybody for the whole team."""
        mine = [draft for draft in begun if person_id is None or draft.person_id == (person_id or None)]
        clear_layout(self._lines)
        for draft in mine[:MOST]:
            self._lines.addWidget(self._line(draft))
        self.setVisible(bool(mine))

    def _line(self, draft: Begun) -> QWidget:
        line, go_on = QWidget(), QPushButton(_("Go on"))
        person = draft.person or _("about nobody in particular")
        about = f"{DRAFT_FORMS[draft.form]}, {person}"
        typed = f": {shortened(draft.words, LONGEST)}" if draft.words else ""
        words = QLabel(f"{about}{typed}")
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        set_role(go_on, "link")
        go_on.setObjectName(f"begun_{draft.form}_{draft.person_id or 'nobody'}")
        go_on.setAccessibleName(_("Go on with: {about}", about=about))
        # The line goes with the click, so the link first finishes its own event.
        go_on.clicked.connect(partial(self._soon, draft.form, draft.person_id))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words, 1)
        layout.addWidget(go_on)
        return line

    def _soon(self, form: str, person_id: int | None, _checked: bool = False) -> None:
        QTimer.singleShot(0, self, lambda: self.go_on_requested.emit(form, person_id))


class Overview(QScrollArea):
    """Three cards, one under the other."""

    def __init__(self, context: GuiContext, coaching: CoachingService) -> None:
        super().__init__()
        self._coaching = coaching
        self.begun, self.balance, self.points = BegunCard(context), BalanceCard(context), PointsCard(context)
        self._build_ui()

    def show_person(self, person_id: int | None) -> None:
        """Shows what concerns one person, or the whole team."""
        self.balance.show_balance(self._coaching.balance(person_id))
        for card in (self.balance, self.points):
            card.setVisible(person_id != ME)
        self.points.show_points(self._coaching.open_points(person_id), person_id)
        self.show_begun(person_id)

    def show_begun(self, person_id: int | None) -> None:
        """Shows what was begun in a form and not added yet."""
        self.begun.show_begun(self._coaching.drafts.all(), person_id)

    def _build_ui(self) -> None:
        inside = QWidget()
        set_role(inside, "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        for card in (self.begun, self.balance, self.points):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "page")
