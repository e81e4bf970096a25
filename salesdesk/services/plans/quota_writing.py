"""Carries out planned edits of quotas in one step of undo."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from salesdesk.model.plans import Quota
from salesdesk.practice.periods import Period, PeriodKind
from salesdesk.practice.quotas import QuotaSpan, quota_spans
from salesdesk.services.changes import Changes
from salesdesk.services.plans.quota_edits import QuotaEdit, copies, edits_for
from salesdesk.store.desk_file import DeskFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

QuotaEntry = tuple[int, Period, Decimal | None]


def write_entries(desk: DeskFile, name: str, entries: Iterable[QuotaEntry]) -> Changes:
    """Sets quotas one after the other, so that each sees what the one before did, as one step."""
    with desk.change(name) as work:
        for person_id, period, amount in entries:
            spans = _spans(work.session, person_id)
            _apply(work.session, person_id, edits_for(spans, period, amount), desk.now)
    return work.changes


def write_copies(desk: DeskFile, name: str, people: Iterable[int], year: Period) -> Changes:
    """Repeats, one year later, what some people had in a year, as one step."""
    with desk.change(name) as work:
        for person_id in people:
            edits = copies(_spans(work.session, person_id), year)
            _apply(work.session, person_id, edits, desk.now)
    return work.changes


def _spans(session: "Session", person_id: int) -> list[QuotaSpan]:
    quotas = session.scalars(select(Quota).where(Quota.salesperson_id == person_id))
    return quota_spans((q.id, q.starts_on, cast(PeriodKind, q.period), q.amount) for q in quotas)


def _apply(
    session: "Session", person_id: int, edits: Iterable[QuotaEdit], now: Callable[[], datetime]
) -> None:
    for edit in edits:
        if edit.quota_id is None:
            session.add(
                Quota(salesperson_id=person_id, starts_on=edit.start, period=edit.kind, amount=edit.amount)
            )
            continue
        quota = session.get_one(Quota, edit.quota_id)
        if edit.amount is None:
            quota.deleted_at = now()
        else:
            quota.amount = edit.amount
    session.flush()
