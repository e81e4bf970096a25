"""Plans what has to change in the stored quotas so that a person's quota of one period is a new amount."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.frozen import frozen
from salesdesk.model.plans import Quota
from salesdesk.practice.periods import MONTHS_IN, Period, PeriodKind, add_months
from salesdesk.practice.quotas import QuotaSpan, months_in, own_months, quota_spans, split
from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile

QuotaEntry = tuple[int, Period, Decimal | None]


def write_entries(desk: DeskFile, name: str, entries: Iterable[QuotaEntry]) -> Changes:
    """Sets quotas one after the other, so that each sees what the one before did, as one step."""
    with desk.change(name) as work:
        for person_id, period, amount in entries:
            spans = _spans(work.session, person_id)
            _apply(work.session, person_id, edits_for(spans, own_months(spans, period), amount), desk.now)
    return work.changes


def write_copies(desk: DeskFile, name: str, people: Iterable[int], year: Period) -> Changes:
    """Repeats, one year later, what some people had in a year, as one step."""
    with desk.change(name) as work:
        for person_id in people:
            edits = copies(_spans(work.session, person_id), year)
            _apply(work.session, person_id, edits, desk.now)
    return work.changes


def _spans(session: Session, person_id: int) -> list[QuotaSpan]:
    quotas = session.scalars(select(Quota).where(Quota.salesperson_id == person_id))
    return quota_spans((q.id, q.starts_on, cast(PeriodKind, q.period), q.amount) for q in quotas)


def _apply(
    session: Session, person_id: int, edits: Iterable["QuotaEdit"], now: Callable[[], datetime]
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


@frozen
class QuotaEdit:
    """One stored quota to add (no id), to change, or (no amount) to remove."""

    quota_id: int | None
    start: date
    kind: PeriodKind
    amount: Decimal | None


def edits_for(spans: Sequence[QuotaSpan], period: Period, amount: Decimal | None) -> list[QuotaEdit]:
    """Gives the edits that make a period's quota `amount`, or with None take it away.

    Shorter quotas inside the period keep their proportions; a longer one around it is split into quotas of
    this length, the others of which keep their share; so no month is ever covered twice by an edit.
    """
    inside = [s for s in spans if s.lies_in(period) and not s.is_for(period)]
    exact = [s for s in spans if s.is_for(period)]
    edits = [_changed(span, amount if span is exact[-1] else None) for span in exact]
    if inside:
        return edits + _inside_edits(inside, period, amount, bool(exact))
    if exact:
        return edits
    around = _shortest_around(spans, period)
    if around is not None:
        return _split_edits(around, spans, period, amount)
    return [QuotaEdit(None, period.start, period.kind, amount)] if amount is not None else []


def copies(spans: Sequence[QuotaSpan], year: Period) -> list[QuotaEdit]:
    """Gives the quotas that repeat, one year later, those which start in a year."""
    return [
        QuotaEdit(None, add_months(span.start, 12), span.kind, span.amount)
        for span in spans
        if own_months(spans, year).holds(span.months[0])
    ]


def _changed(span: QuotaSpan, amount: Decimal | None) -> QuotaEdit:
    return QuotaEdit(span.quota_id, span.months[0], span.kind, amount)


def _inside_edits(
    inside: Sequence[QuotaSpan], period: Period, amount: Decimal | None, has_own: bool
) -> list[QuotaEdit]:
    """Scales the shorter quotas, or replaces them by one where they overlap or the period has its own."""
    covered = list(chain.from_iterable(span.months for span in inside))
    if amount is None or len(covered) != len(set(covered)):
        edits = [_changed(span, None) for span in inside]
        if amount is not None and not has_own:
            edits.append(QuotaEdit(None, period.start, period.kind, amount))
        return edits
    parts = split(amount, [max(span.amount, Decimal(0)) for span in inside])
    return [_changed(span, part) for span, part in zip(inside, parts, strict=True)]


def _shortest_around(spans: Sequence[QuotaSpan], period: Period) -> QuotaSpan | None:
    """Finds the shortest longer quota that can be split into periods of this length."""
    wanted = months_in(period)
    around = [
        span
        for span in spans
        if set(wanted) < set(span.months)
        and len(span.months) % len(wanted) == 0
        and span.months.index(wanted[0]) % len(wanted) == 0
    ]
    return min(around, key=lambda span: len(span.months), default=None)


def _split_edits(
    around: QuotaSpan, spans: Sequence[QuotaSpan], period: Period, amount: Decimal | None
) -> list[QuotaEdit]:
    length = MONTHS_IN[period.kind]
    starts = around.months[::length]
    shorter = [s for s in spans if len(s.months) < len(around.months)]
    taken = set(chain.from_iterable(span.months for span in shorter))
    edits = [_changed(around, None)]
    for start, share in zip(starts, split(around.amount, [Decimal(1)] * len(starts)), strict=True):
        own = start == period.start
        value = amount if own else share
        if value is not None and (own or start not in taken):
            edits.append(QuotaEdit(None, start, period.kind, value))
    return edits
