"""Counts deals by plain SQL, so that a hundred thousand of them cost milliseconds."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.practice.pipeline import (
    OpenDeal,
    PipelineCell,
    PipelineRow,
    age_bands,
    by_stage_and_age,
    standing_value,
)
from salesdesk.services.deal_sql import AT_HOME, CURRENCY, LIST_PRICE
from salesdesk.services.metrics.values import FigureRows, PipelineCellFigure, PipelineFigures, PipelineStage
from salesdesk.services.metrics.windows import Window
from salesdesk.services.people import IN_TEAM, team_and
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile, Row

FURTHEST: Final = """(SELECT max(position) FROM (
  SELECT s.position FROM stage s WHERE s.id = o.stage_id AND s.outcome = 'open'
  UNION ALL
  SELECT s.position FROM opportunity_change c JOIN stage s ON s.id IN (c.before_id, c.after_id)
  WHERE c.opportunity_id = o.id AND c.field = 'stage_id' AND s.outcome = 'open'))"""
"""The furthest open stage a deal is known to have stood in, from where it stands and from its log.

A stage that has been deleted since, because its deals were moved to another, still is where the deal once stood.
"""

REVIEWED: Final = """EXISTS (SELECT 1 FROM one_on_one m WHERE m.opportunity_id = o.id AND m.deleted_at IS NULL
  AND m.state = 'held' AND date(m.starts_at) <= coalesce(o.closed_on, date(m.starts_at)))"""
"""A held meeting was about the deal before it was decided."""


_ANY_OF_TEAM: Final = f"SELECT 1 FROM opportunity WHERE +deleted_at IS NULL AND salesperson_id IN ({IN_TEAM})"
DAYS: Final = "julianday(o.closed_on) - julianday(o.started_on)"


def decided_counts(
    desk: DeskFile, window: Window, extra: str = "0", person_id: int | None = None
) -> list[Row]:
    """Counts decided deals of the team by salesperson, outcome and one more expression named `extra`.

    Those of `person_id` are counted too where that is somebody who is not in the team.
    """
    return desk.kept.rows(
        f"SELECT o.salesperson_id AS person, o.outcome, {extra} AS extra, count(*) AS n FROM opportunity o "
        f"WHERE o.deleted_at IS NULL AND o.outcome IN ('won', 'lost') "
        f"AND {_in_window(window)} AND {team_and('o.salesperson_id')} GROUP BY 1, 2, 3",
        {"since": window.start, "until": window.end, "person": person_id},
    )


def holds_won_only(desk: DeskFile) -> bool:
    """Tells whether the team has won deals and not one that was lost, as in a file of orders."""
    won, lost = (
        bool(desk.kept.rows(f"{_ANY_OF_TEAM} AND outcome = :outcome LIMIT 1", {"outcome": each}))
        for each in ("won", "lost")
    )
    return won and not lost


def won_by_day(desk: DeskFile, person_id: int | None, since: str, until: str) -> list[Row]:
    """Adds up the amounts won by day and currency; NULL is the currency of the desk."""
    return desk.kept.rows(
        "SELECT closed_on AS day, upper(nullif(currency, '')) AS currency, count(*) AS n, total(amount) AS won "
        "FROM opportunity "
        "WHERE deleted_at IS NULL AND outcome = 'won' AND closed_on BETWEEN :since AND :until "
        f"{_of_person(person_id)} GROUP BY 1, 2",
        {"since": since, "until": until, "person": person_id},
    )


def cycle_lengths(desk: DeskFile, person_id: int | None, window: Window) -> list[Row]:
    """Gives (outcome, started_on, closed_on) of every decided deal."""
    return desk.rows(
        "SELECT outcome, started_on, closed_on FROM opportunity o WHERE deleted_at IS NULL "
        f"AND outcome IN ('won', 'lost') AND {_in_window(window)} {_of_person(person_id)}",
        {"since": window.start, "until": window.end, "person": person_id},
    )


def open_deals(desk: DeskFile, person_id: int | None, currency: str) -> list[Row]:
    """Gives every open deal with its stage, start, own amount and list price, and whether it is in a currency."""
    return desk.rows(
        f"SELECT o.id, s.position AS stage, o.started_on, {AT_HOME} AS own, o.amount, p.list_price "
        "FROM opportunity o "
        f"LEFT JOIN stage s ON s.id = o.stage_id {LIST_PRICE} "
        f"WHERE o.deleted_at IS NULL AND o.outcome = 'open' {_of_person(person_id, 'o.')}",
        {"person": person_id, "currency": currency},
    )


def outcome_counts(desk: DeskFile, person_id: int | None, window: Window) -> dict[str, int]:
    """Counts deals by outcome: won and lost in the window, open as they stand today."""
    counts = dict.fromkeys(("won", "lost", "open"), 0)
    rows = desk.kept.rows(
        "SELECT o.outcome, count(*) AS n FROM opportunity o WHERE o.deleted_at IS NULL "
        f"AND (o.outcome = 'open' OR {_in_window(window)}) {_of_person(person_id)} GROUP BY 1",
        {"since": window.start, "until": window.end, "person": person_id},
    )
    return counts | {row["outcome"]: row["n"] for row in rows}


def closed_without_day(desk: DeskFile, person_id: int | None) -> int:
    """Counts the won and lost deals that do not say when they closed, so that they count in no span of time."""
    rows = desk.kept.rows(
        "SELECT count(*) AS n FROM opportunity o WHERE o.deleted_at IS NULL AND o.outcome IN ('won', 'lost') "
        f"AND o.closed_on IS NULL {_of_person(person_id)}",
        {"person": person_id},
    )
    return int(rows[0]["n"])


def won_amounts(desk: DeskFile, person_id: int | None, window: Window) -> list[Row]:
    """Counts the deals won in the window, and adds up their amounts, by currency; NULL is that of the desk."""
    return desk.kept.rows(
        "SELECT upper(nullif(o.currency, '')) AS currency, count(*) AS n, total(o.amount) AS won "
        "FROM opportunity o WHERE o.deleted_at IS NULL "
        f"AND o.outcome = 'won' AND {_in_window(window)} {_of_person(person_id)} GROUP BY 1",
        {"since": window.start, "until": window.end, "person": person_id},
    )


def edge_of_decisions(desk: DeskFile, person_id: int | None, until: date) -> tuple[date | None, date | None]:
    """Gives the days of the first and of the newest decision up to a day."""
    # The pluses leave the indexes that begin with the outcome, in whose order the edge is the first row that fits.
    whose = f"+salesperson_id IN ({IN_TEAM})" if person_id is None else "salesperson_id = :person"
    edges = " UNION ALL ".join(
        f"SELECT * FROM (SELECT closed_on FROM opportunity WHERE outcome = '{outcome}' AND closed_on <= :until "
        f"AND +deleted_at IS NULL AND {whose} ORDER BY closed_on {way} LIMIT 1)"
        for outcome in ("won", "lost")
        for way in ("ASC", "DESC")
    )
    row = desk.kept.rows(
        f"SELECT min(closed_on) AS first, max(closed_on) AS last FROM ({edges})",
        {"person": person_id, "until": until.isoformat()},
    )[0]
    return day_of(row["first"]), day_of(row["last"])


def ids_behind(desk: DeskFile, behind: FigureRows, home_currency: str) -> list[int]:
    """Gives the ids of the deals behind a figure, newest first."""
    where, values = _conditions(behind, home_currency)
    rows = desk.rows(
        f"SELECT o.id FROM opportunity o WHERE o.deleted_at IS NULL{where} "
        "ORDER BY coalesce(o.closed_on, o.started_on) DESC, o.id DESC",
        values,
    )
    return [row["id"] for row in rows]


def _conditions(behind: FigureRows, home_currency: str) -> tuple[str, dict[str, Any]]:
    shortest, longest = behind.days or (0, None)
    values: dict[str, Any] = {
        "shortest": shortest, "longest": longest,
        "person": behind.person_id, "reached": behind.reached,
        "wanted": behind.currency, "currency": home_currency,
        "since": behind.since.isoformat() if behind.since else "",
        "until": behind.until.isoformat() if behind.until else "",
    }  # fmt: skip
    asked = {
        _of_person(behind.person_id, "o.").removeprefix("AND "): True,
        f"o.outcome IN ({', '.join(repr(o) for o in behind.outcomes)})": bool(behind.outcomes),
        "o.closed_on >= :since": behind.since is not None,
        "o.closed_on <= :until": behind.until is not None and behind.since is not None,
        "(o.closed_on IS NULL OR o.closed_on <= :until)": behind.until is not None and behind.since is None,
        f"{CURRENCY} = upper(:wanted)": bool(behind.currency),
        f"(CASE o.outcome WHEN 'won' THEN {FURTHEST} IS NOT NULL ELSE {FURTHEST} >= :reached END)": (
            behind.reached is not None
        ),
        f"{DAYS} >= :shortest": behind.days is not None,
        f"{DAYS} <= :longest": behind.days is not None and behind.days[1] is not None,
        REVIEWED: behind.reviewed is True,
        f"NOT {REVIEWED}": behind.reviewed is False,
    }
    return "".join(f" AND {sql}" for sql, wanted in asked.items() if wanted), values


def _in_window(window: Window) -> str:
    """Gives the condition of the window; all time also holds deals without a closing day.

    A deal that is won or lost on a day still to come counts from that day on.
    """
    if window.since is None:
        return "(o.closed_on IS NULL OR o.closed_on <= :until)"
    return "o.closed_on BETWEEN :since AND :until"


def _of_person(person_id: int | None, alias: str = "") -> str:
    """Gives the condition for the deals of one person, or of those who are in the team now."""
    column = f"{alias}salesperson_id"
    return f"AND {column} IN ({IN_TEAM})" if person_id is None else f"AND {column} = :person"


NO_STAGE = _("No stage")


def pipeline_figures(
    desk: DeskFile, person_id: int | None, today: date, usual_days: float | None, currency: str
) -> PipelineFigures:
    """Gives the open deals by stage and age; deals in another currency count without value."""
    rows = open_deals(desk, person_id, currency)
    bands = age_bands(usual_days)
    deals = [_open_deal(row, today) for row in rows]
    names = {
        r["position"]: r["name"]
        for r in desk.rows("SELECT position, name FROM stage WHERE deleted_at IS NULL")
    }
    whole = PipelineCell(
        len(deals), sum(deal.value for deal in deals), tuple(deal.opportunity_id for deal in deals)
    )
    labels = [band.label for band in bands]
    stages = tuple(_stage(row, names, labels) for row in by_stage_and_age(deals, bands))
    return PipelineFigures(
        currency, bands, stages,
        _cell(whole, _("Open deals")),
        at_list_price=sum(r["own"] and r["amount"] is None and r["list_price"] is not None for r in rows),
        without_value=sum(r["own"] and r["amount"] is None and r["list_price"] is None for r in rows),
        other_currencies=sum(not r["own"] for r in rows),
    )  # fmt: skip


def _open_deal(row: Row, today: date) -> OpenDeal:
    started = day_of(row["started_on"])
    value = standing_value(row["amount"], row["list_price"]) if row["own"] else 0
    return OpenDeal(row["id"], row["stage"], (today - started).days if started else None, value or 0)


def _stage(row: PipelineRow, names: Mapping[int, str], bands: list[str]) -> PipelineStage:
    label = NO_STAGE if row.stage is None else names.get(row.stage, NO_STAGE)
    cells = [
        _cell(
            cell,
            _("Open deals in {label}, {band}", label=label, band=band[0].lower() + band[1:]),
        )
        for cell, band in zip((*row.cells, row.unknown_age), (*bands, _("Age unknown")), strict=True)
    ]
    return PipelineStage(label, tuple(cells), _cell(row.total, _("Open deals in {label}", label=label)))


def _cell(cell: PipelineCell, title: str) -> PipelineCellFigure:
    return PipelineCellFigure(
        cell.count, Decimal(int(cell.value)) / MONEY_SCALE, FigureRows(title, ids=cell.opportunity_ids)
    )
