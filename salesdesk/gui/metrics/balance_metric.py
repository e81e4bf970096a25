"""The balance of development to sales assignments, the manager's own mix first."""

from typing import Any, Final

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.palette import Palette
from salesdesk.gui.metrics.metric import PlainMetric, Question, Shown
from salesdesk.services.coaching.balance import BalanceRow
from salesdesk.services.metrics import MetricsService
from salesdesk.services.metrics.values import Behind

EVERYBODY: Final = "everybody"


class BalanceMetric(PlainMetric):
    """How many assignments build something, of the last 90 days."""

    key, title, explained_by = "balance", "Balance of assignments", "assignment_mix"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws development against sales assignments."""
        draw_balance(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the balance."""
        found = metrics.balance(question.person_id)
        rows = (found.manager, *found.people)
        data = Balance(tuple(_count(row) for row in rows), found.floor, question.formats)
        behind = {
            _key(row): Behind(
                f"Assignments: {row.label}", "assignment", person_id=row.person_id, since=found.since
            )
            for row in rows
        }
        return Shown(data, found.words, "last 90 days", behind, lines=len(rows) + 1)


def _count(row: BalanceRow) -> AssignmentCount:
    return AssignmentCount(_key(row), row.label, row.mix.development, row.mix.sales)


def _key(row: BalanceRow) -> str:
    return EVERYBODY if row.person_id is None else str(row.person_id)
