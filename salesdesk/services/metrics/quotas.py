"""Adds the quotas of a person or of the team up over months and quarters."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.practice.periods import Period, PeriodKind
from salesdesk.practice.quotas import amounts_by_month, quota_in, quota_spans
from salesdesk.store.desk_file import DeskFile, Row


def quota_by_period(desk: DeskFile, person_id: int | None, periods: Sequence[Period]) -> dict[date, Decimal]:
    """Gives the quota of each period by its first day; a period without any quota is left out."""
    rows = desk.rows(
        "SELECT id, salesperson_id, starts_on, period, amount FROM quota WHERE deleted_at IS NULL "
        "AND (:person IS NULL OR salesperson_id = :person) ORDER BY salesperson_id, starts_on",
        {"person": person_id},
    )
    by_month: dict[date, Decimal] = {}
    for _, own in groupby(rows, key=lambda row: row["salesperson_id"]):
        for month, amount in amounts_by_month(quota_spans(_stored(row) for row in own)).items():
            by_month[month] = by_month.get(month, Decimal(0)) + amount
    found = {period.start: quota_in(by_month, period) for period in periods}
    return {start: amount for start, amount in found.items() if amount is not None}


def _stored(row: Row) -> tuple[int, date, PeriodKind, Decimal]:
    start = date.fromisoformat(row["starts_on"])
    return row["id"], start, row["period"], Decimal(row["amount"]) / MONEY_SCALE
