"""A month, a quarter or a week in place of a deal's day is taken for its first day, which is always said."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict


def closing(tmp_path: Path, header: str, *cells: str) -> ImportPreview:
    path = tmp_path / "deals.csv"
    rows = (f"Deal {place},Mia Orr,Won,100,{cell}" for place, cell in enumerate(cells))
    path.write_text("\n".join((f"Deal,Owner,Stage,Amount,{header}", *rows)), encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "deals"))


def closed(preview: ImportPreview) -> list[date | None]:
    return [row.values.get("closed_on") for row in preview.plan.of(Verdict.NEW)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Q2 2025", date(2025, 4, 1)),
        ("2Q25", date(2025, 4, 1)),
        ("2. Quartal 2025", date(2025, 4, 1)),
        ("2025-05", date(2025, 5, 1)),
        ("05/2025", date(2025, 5, 1)),
        ("May-25", date(2025, 5, 1)),
        ("mai 2025", date(2025, 5, 1)),
        ("2025-W20", date(2025, 5, 12)),
        ("KW 20/2025", date(2025, 5, 12)),
    ],
)
def test_that_a_period_is_its_first_day_and_told(tmp_path: Path, cell: str, day: date) -> None:
    found = closing(tmp_path, "Close date", cell, cell)
    assert closed(found) == [day, day]
    assert [words for words in found.assumed if f"“{cell}”" in words and day.isoformat() in words]


def test_that_one_period_among_days_is_told(tmp_path: Path) -> None:
    found = closing(tmp_path, "Close date", "2025-05-07", "2025-06-11", "Q3 2025")
    assert closed(found) == [date(2025, 5, 7), date(2025, 6, 11), date(2025, 7, 1)]
    assert "“Q3 2025” under “Close date” is no day; it is taken as its first day, 2025-07-01." in found.notes


def test_that_a_year_is_no_day_of_a_deal(tmp_path: Path) -> None:
    found = closing(tmp_path, "Close date", "2025", "2025")
    assert closed(found) == [None, None]
    assert any("They count in no month" in words for words in found.notes)


def test_that_days_without_a_year_are_no_months(tmp_path: Path) -> None:
    found = closing(tmp_path, "Close date", "Jan 03", "Feb 17", "Mar 29")
    assert closed(found) == [None, None, None]


def test_that_a_column_of_months_counts_where_no_other_has_the_day(tmp_path: Path) -> None:
    assert closed(closing(tmp_path, "Close month", "May 2025")) == [date(2025, 5, 1)]
    assert closed(closing(tmp_path, "Close date,Close month", "2025-05-07,May 2025")) == [date(2025, 5, 7)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("14/03/2568", date(2025, 3, 14)),
        ("14 มี.ค. 2568", None),
        ("2568-03-14", date(2025, 3, 14)),
        ("R7.3.14", date(2025, 3, 14)),
        ("114/03/14", date(2025, 3, 14)),
        ("民國114年3月14日", date(2025, 3, 14)),
    ],
)
def test_that_years_of_other_calendars_are_ours_and_told(tmp_path: Path, cell: str, day: date | None) -> None:
    found = closing(tmp_path, "Close date", cell, cell)
    assert closed(found) == [day, day]
    assert any(f"“{cell}” is taken as" in words for words in found.assumed) == (day is not None)
