"""Stands beside the log while nothing is open there: what was begun, the balance, what to talk about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.coaching.balance_card import BalanceCard
from salesdesk.gui.coaching.begun_card import BegunCard
from salesdesk.gui.coaching.points_card import PointsCard
from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import set_role
from salesdesk.services.coaching import CoachingService


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
