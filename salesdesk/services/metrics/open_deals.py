"""Sorts the open deals by stage and age and adds up what they stand at."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.practice.pipeline import (
    OpenDeal,
    PipelineCell,
    PipelineRow,
    age_bands,
    by_stage_and_age,
    standing_value,
)
from salesdesk.services.metrics.deals_sql import open_deals
from salesdesk.services.metrics.values import FigureRows, PipelineCellFigure, PipelineFigures, PipelineStage
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile, Row

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
