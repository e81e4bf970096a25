"""Reads the one deal of the session with its gates, and what makes a deal worth a question."""

from collections.abc import Mapping, Sequence
from datetime import date

from salesdesk.practice.cycle import quantile
from salesdesk.practice.holes import DealFacts
from salesdesk.services.deal_sql import AT_HOME, LIST_PRICE, STANDS_AT
from salesdesk.services.deal_words import DealStanding
from salesdesk.services.sessions.values import Deal, DealGate
from salesdesk.services.stored_values import day_of, money_of
from salesdesk.store.desk_file import DeskFile, Row

USUAL_SHARE = 0.8
HISTORY_YEARS = 2


def open_deals(desk: DeskFile, person_id: int) -> tuple[DealStanding, ...]:
    """Gives the person's open deals, the one that closes next first."""
    return tuple(
        DealStanding(
            row["id"], row["name"], row["stage"] or "", money_of(row["amount"]), row["currency"],
            day_of(row["started_on"]),
        )
        for row in desk.rows(_OPEN, (person_id,))
    )  # fmt: skip


def deal_of(
    desk: DeskFile, person_id: int, opportunity_id: int | None, today: date, currency: str
) -> Deal | None:
    """Gives one deal with its gates; None where none was chosen, it is gone, or somebody else has it now."""
    found = desk.rows(_DEAL, {"deal": opportunity_id, "person": person_id})
    if not found:
        return None
    row = found[0]
    return Deal(
        id=row["id"], name=row["name"], account=row["account"] or "", stage=row["stage"] or "",
        amount=money_of(row["amount"]), currency=row["currency"] or currency,
        stage_days=_stage_days(row, today), expected_on=day_of(row["expected_on"]),
        next_step=row["next_step"] or "", next_step_on=day_of(row["next_step_on"]),
        gates=tuple(_gate(gate) for gate in desk.rows(_GATES, {"deal": opportunity_id})),
    )  # fmt: skip


def deal_facts(desk: DeskFile, person_id: int, today: date, currency: str) -> list[DealFacts]:
    """Gives for each open deal of a person what a hole could be found in."""
    rows = desk.rows(_OPEN_FACTS, {"person": person_id, "currency": currency})
    missing = _missing_gates(desk, person_id)
    usual = _usual_days(desk, today)
    whole = sum(row["amount"] or 0 for row in rows)
    return [_facts(row, missing, usual, whole, today) for row in rows]


def _facts(
    row: Row, missing: Mapping[int, list[str]], usual: Mapping[int, float], whole: int, today: date
) -> DealFacts:
    return DealFacts(
        opportunity_id=row["id"], name=row["name"], has_next_step=bool(row["next_step"]),
        stage_name=row["stage"] or "", stage_days=_stage_days(row, today),
        usual_stage_days=usual.get(row["stage_id"] or 0), gates_missing=tuple(missing.get(row["id"], ())),
        forecast_moves=row["moves"], value_share=(row["amount"] or 0) / whole if whole else 0.0,
    )  # fmt: skip


def _missing_gates(desk: DeskFile, person_id: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in desk.rows(_MISSING, (person_id,)):
        found.setdefault(row["opportunity_id"], []).append(row["name"])
    return found


def _usual_days(desk: DeskFile, today: date) -> dict[int, float]:
    """Gives for each stage the days within which four of five deals left it."""
    stays: dict[int, list[float]] = {}
    since = today.replace(year=today.year - HISTORY_YEARS, day=1).isoformat()
    for row in desk.rows(_STAYS, (since,)):
        if row["stage"] is not None and row["days"] is not None and row["days"] >= 0:
            stays.setdefault(row["stage"], []).append(row["days"])
    return {stage: quantile(days, USUAL_SHARE) or 0.0 for stage, days in stays.items()}


def _stage_days(row: Row, today: date) -> int | None:
    since = day_of(row["stage_since"])
    return (today - since).days if since else None


def _gate(row: Row) -> DealGate:
    return DealGate(
        row["id"],
        row["name"],
        row["stage"],
        day_of(row["passed_on"]),
        row["evidence"] or "",
        bool(row["due"]),
    )


def short_name(deal: Deal, words: Sequence[str] = ("–", "-", ":")) -> str:
    """Gives the account's first word, or the deal's own name where it has no account, for a narrow place."""
    name = deal.account or deal.name
    for mark in words:
        name = name.split(f" {mark} ")[0]
    return " ".join(name.split()[:2])


_SINCE = """
coalesce((SELECT max(c.noted_at) FROM opportunity_change c
  WHERE c.opportunity_id = o.id AND c.field = 'stage_id'), o.started_on) AS stage_since
"""
_OPEN = f"""
SELECT o.id, o.name, s.name AS stage, {STANDS_AT} AS amount, o.currency, o.started_on FROM opportunity o
LEFT JOIN stage s ON s.id = o.stage_id {LIST_PRICE}
WHERE o.salesperson_id = ? AND o.outcome = 'open' AND o.deleted_at IS NULL
ORDER BY o.expected_on IS NULL, o.expected_on, o.name
"""
_DEAL = f"""
SELECT o.id, o.name, a.name AS account, s.name AS stage, {STANDS_AT} AS amount,
  o.currency, o.expected_on, o.next_step, o.next_step_on, {_SINCE}
FROM opportunity o LEFT JOIN account a ON a.id = o.account_id LEFT JOIN stage s ON s.id = o.stage_id
{LIST_PRICE} WHERE o.id = :deal AND o.salesperson_id = :person AND o.deleted_at IS NULL
"""
_GATES = """
SELECT g.id, g.name, s.name AS stage, p.passed_on, p.evidence,
  s.position <= coalesce((SELECT s2.position FROM opportunity o JOIN stage s2 ON s2.id = o.stage_id
    WHERE o.id = :deal), 0) AS due
FROM gate g JOIN stage s ON s.id = g.stage_id
LEFT JOIN gate_pass p ON p.gate_id = g.id AND p.opportunity_id = :deal AND p.deleted_at IS NULL
WHERE g.deleted_at IS NULL AND s.deleted_at IS NULL AND s.outcome != 'lost'
GROUP BY g.id ORDER BY s.position, g.position, g.id
"""
_OPEN_FACTS = f"""
SELECT o.id, o.name, o.stage_id, s.name AS stage, o.next_step, {_SINCE},
  CASE WHEN {AT_HOME} THEN {STANDS_AT} END AS amount,
  (SELECT count(*) FROM opportunity_change c WHERE c.opportunity_id = o.id AND c.field = 'expected_on'
    AND c.before IS NOT NULL) AS moves
FROM opportunity o LEFT JOIN stage s ON s.id = o.stage_id {LIST_PRICE}
WHERE o.salesperson_id = :person AND o.outcome = 'open' AND o.deleted_at IS NULL
"""
_MISSING = """
SELECT o.id AS opportunity_id, g.name FROM opportunity o JOIN stage s ON s.id = o.stage_id
JOIN stage s2 ON s2.position <= s.position AND s2.deleted_at IS NULL
JOIN gate g ON g.stage_id = s2.id AND g.deleted_at IS NULL
WHERE o.salesperson_id = ? AND o.outcome = 'open' AND o.deleted_at IS NULL AND NOT EXISTS
  (SELECT 1 FROM gate_pass p WHERE p.opportunity_id = o.id AND p.gate_id = g.id AND p.deleted_at IS NULL)
ORDER BY s2.position, g.position
"""
_STAYS = """
SELECT c.before_id AS stage, julianday(c.noted_at) - julianday(lag(c.noted_at)
  OVER (PARTITION BY c.opportunity_id ORDER BY c.noted_at)) AS days
FROM opportunity_change c JOIN opportunity o ON o.id = c.opportunity_id AND o.deleted_at IS NULL
WHERE c.field = 'stage_id' AND c.noted_at >= ?
"""
