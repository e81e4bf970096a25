"""Joins the declared fields of a salesperson with computed columns that cannot be edited."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from salesdesk.gui.models.plain_rows import PlainRow
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.team import TeamFigures

FIRST: Final = ("name", "level", "role")
"""The declared fields that stand before the computed columns."""
BEHIND: Final = {
    "computed_share": "won", "computed_won": "won", "computed_rate": "win_rate", "computed_range": "win_rate",
    "computed_development": "assignments", "computed_sales": "assignments",
}  # fmt: skip
"""The figure whose rows a computed column opens."""


def team_columns(declared: Sequence[Field], quarter: str, since: str) -> list[Field]:
    """Gives the columns of the team's table: who they are, how they stand, and all other facts."""
    shown = [f for f in declared if f.tabled]
    first = sorted((f for f in shown if f.name in FIRST), key=lambda f: FIRST.index(f.name))
    return [*first, *_computed(quarter, since), *(f for f in shown if f.name not in FIRST)]


def team_row(record: TableRow, figures: TeamFigures | None) -> PlainRow:
    """Joins a stored salesperson with the figures computed for them."""
    values = dict(record.values) | (_values(figures) if figures else {})
    return PlainRow(record.id, values, record.texts, record.kind)


def _computed(quarter: str, since: str) -> list[Field]:
    opens = _("Enter opens the rows behind it")
    return [
        _column(
            "won",
            _("Won {quarter}", quarter=quarter),
            FieldType.MONEY,
            _("Won since the quarter began, {since}. {opens}", since=since, opens=opens),
        ),
        _column(
            "share",
            _("Of quota"),
            FieldType.PERCENT,
            _("Won amount over the quota of the quarter. {opens}", opens=opens),
        ),
        _column(
            "rate",
            _("Win rate"),
            FieldType.PERCENT,
            _("Won of decided deals, plainly counted. {opens}", opens=opens),
        ),
        _column(
            "range",
            _("Likely range, cases"),
            FieldType.TEXT,
            _("Where the true win rate is likely to lie, 90% certain; few cases lean on the team"),
        ),
        _column(
            "last", _("Last one-on-one"), FieldType.DATE, _("The last one-on-one or review that was held")
        ),
        _column("next", _("Next one-on-one"), FieldType.DATE, _("The next one that is planned")),
        _column(
            "development",
            _("Development"),
            FieldType.INTEGER,
            _("Open development assignments. {opens}", opens=opens),
        ),
        _column("sales", _("Sales"), FieldType.INTEGER, _("Open sales assignments. {opens}", opens=opens)),
    ]


def _column(name: str, label: str, kind: FieldType, help_text: str) -> Field:
    return Field(name=f"computed_{name}", label=label, type=kind, help=help_text, editable=False)


def _values(figures: TeamFigures) -> dict[str, Any]:
    rate = figures.win_rate
    return {
        "computed_won": figures.attainment.won, "computed_share": figures.attainment.share,
        "computed_rate": rate.share, "computed_range": _range(figures),
        "computed_last": _day(figures.last_one_on_one), "computed_next": _day(figures.next_one_on_one),
        "computed_development": figures.open_development, "computed_sales": figures.open_sales,
    }  # fmt: skip


def _range(figures: TeamFigures) -> str:
    rate = figures.win_rate
    return rate.missing if rate.likely is None else f"{rate.likely_words()}, {rate.count_words}"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
