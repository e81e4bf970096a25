"""The balance of development to sales assignments, person by person, with the manager's own mix in words."""

from typing import Any

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.palette import Palette
from salesdesk.gui.metrics.metric import PlainMetric, Question, Shown
from salesdesk.services.coaching.balance import BalanceRow
from salesdesk.services.metrics import MetricsService
from salesdesk.services.metrics.values import Behind


class BalanceMetric(PlainMetric):
    """How many assignments build something, of the last 90 days."""

    key, title, explained_by = "balance", "Balance of assignments", "assignment_mix"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws development against sales assignments."""
        draw_balance(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the balance."""
        found = metrics.balance(question.person_id)
        rows = found.people
        data = Balance(tuple(_count(row) for row in rows), found.floor, question.formats)
        behind = {
            str(row.person_id): Behind(
                f"Assignments: {row.label}", "assignment", person_id=row.person_id, since=found.since
            )
            for row in rows
        }
        mine = f"{found.manager.label}: development {found.manager.mix.share.beside(found.floor)}."
        return Shown(data, f"{mine} {found.words}", "last 90 days", behind, lines=len(rows) + 1)


def _count(row: BalanceRow) -> AssignmentCount:
    return AssignmentCount(str(row.person_id), row.label, row.mix.development, row.mix.sales)
