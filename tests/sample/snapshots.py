"""Stores a year of monthly imports with how the invented deals stood after each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.model.deals import DealSnapshot, ImportBatch, OpportunityChange
from tests.sample.days import DAY, add_months, at_hour, working_day
from tests.sample.rows import Row, SampleRows

MONTHS, HOUR = 12, 16
Dated = tuple[date, Any]
Line = dict[str, Any]


@dataclass(frozen=True)
class DealPast:
    """One stored deal with the days on which a stage or an expected day began to be true of it."""

    deal_id: int
    ended_on: date | None
    stored: Row
    stages: Sequence[Dated]
    expected: Sequence[Dated]

    def on(self, day: date, amounts: Sequence[Dated]) -> Line:
        """Gives the deal as a snapshot of that day has it."""
        ended = self.ended_on is not None and self.ended_on <= day
        return {
            "salesperson_id": self.stored["salesperson_id"], "stage_id": _last(self.stages, day),
            "outcome": self.stored["outcome"] if ended else "open", "currency": self.stored["currency"],
            "amount": _last(amounts, day), "expected_on": _last(self.expected, day),
        }  # fmt: skip


def store_snapshots(rows: SampleRows, today: date, pasts: Sequence[DealPast]) -> None:
    """Stores an import at the end of each of the last twelve months, with what moved since the one before."""
    amounts = _amounts(rows)
    told: dict[int, Line] = {}
    before: date | None = None
    for back in reversed(range(MONTHS)):
        day = working_day(add_months(today.replace(day=1), -back) - DAY)
        moved = dict(_moved(told, pasts, amounts, before, day))
        told |= moved
        batch = rows.add(
            ImportBatch, at_hour(day, HOUR), file_name="crm-export.csv", kind="deals", applied_at=at_hour(day, HOUR),
            as_of=day, rows=len(told), changed=len(moved), same=len(told) - len(moved),
        )  # fmt: skip
        for deal, line in moved.items():
            rows.add(DealSnapshot, at_hour(day, HOUR), batch_id=batch, opportunity_id=deal, **line)
        before = day


def _moved(
    told: dict[int, Line], pasts: Sequence[DealPast], amounts: dict[int, list[Dated]],
    before: date | None, day: date,
) -> Iterator[tuple[int, Line]]:  # fmt: skip
    """Gives the deals that stand otherwise than before; what was closed before the first snapshot is in none."""
    for past in pasts:
        closed_before = past.ended_on is not None and past.ended_on <= (before or day)
        if past.stored["started_on"] > day or (past.deal_id not in told and closed_before):
            continue
        known = amounts.get(past.deal_id, [(past.stored["started_on"], past.stored["amount"])])
        line = past.on(day, known)
        if told.get(past.deal_id) != line:
            yield past.deal_id, line


def _amounts(rows: SampleRows) -> dict[int, list[Dated]]:
    """Gives the amounts of the deals whose amount moved, as the log tells them, each with its first day."""
    found: dict[int, list[Dated]] = {}
    for row in rows.of(OpportunityChange):
        if row["field"] == "amount":
            known = found.setdefault(
                row["opportunity_id"], [(date.min, Decimal(row["before"]) / MONEY_SCALE)]
            )
            known.append((row["noted_at"].date(), Decimal(row["after"]) / MONEY_SCALE))
    return found


def _last(dated: Sequence[Dated], day: date) -> Any:
    found = [value for since, value in dated if since <= day]
    return found[-1] if found else None
