"""Quarters may stand below halves, and a year is told only where something is taken from it."""

from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import preview_import, read_source
from salesdesk.services.importing.service import ImportService


def test_that_quarters_below_halves_are_read_as_quarters(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "Plan 2026,,,,\n,1. Halbjahr,,2. Halbjahr,\nMitarbeiter,Q1,Q2,Q3,Q4\nAda Lind,1000,2000,3000,4000\n"
        "Bo Ek,1500,2500,3500,4500\n",
        encoding="utf-8",
    )
    source = read_source(path, "quotas")
    assert source.table.headers == ("Mitarbeiter", "Q1", "Q2", "Q3", "Q4")
    rows = preview_import(ImportService(None), source).plan.rows
    assert [row.values["starts_on"].month for row in rows] == [1, 4, 7, 10] * 2
    assert {row.values["period"] for row in rows} == {"quarter"}


def test_that_a_year_nothing_is_taken_from_is_not_told(tmp_path: Path) -> None:
    path = tmp_path / "plan 2026.csv"
    path.write_text("Salesperson,Q1 2026,Q2 2026\nAda Lind,1000,2000\nBo Ek,1500,2500\n", encoding="utf-8")
    notes = preview_import(ImportService(None), read_source(path, "quotas")).notes
    assert not any("is taken from" in note for note in notes)


def test_that_the_year_so_far_is_told_as_no_whole_period(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "Rep,Period,Quota\nMia Orr,Q1-Q2 2025,100\nMia Orr,Q3-Q4 2025,100\nMia Orr,YTD 2025,150\n",
        encoding="utf-8",
    )
    first, _second, third = preview_import(ImportService(None), read_source(path, "quotas")).plan.rows
    assert (first.values["starts_on"].isoformat(), first.values["period"]) == ("2025-01-01", "half")
    assert "“YTD 2025” under “Period starts” is the year so far and no whole period" in third.why


def test_that_a_file_of_years_so_far_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Rep,Period,Quota\nMia Orr,Year to date,100\nBo Ek,Year to date,150\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"“Year to date” under “Period” .* is the year so far"):
        preview_import(ImportService(None), read_source(path, "quotas"))
