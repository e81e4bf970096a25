"""Quotas are read however their periods are written and laid out: in words, in two columns, a column a period."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, preview_import, read_source
from salesdesk.exchange.period_words import parse_part, parse_period
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict


@pytest.mark.parametrize(
    ("words", "start", "kind"),
    [
        ("May-25", date(2025, 5, 1), "month"),
        ("May'25", date(2025, 5, 1), "month"),
        ("2025-05", date(2025, 5, 1), "month"),
        ("202505", date(2025, 5, 1), "month"),
        ("05/2025", date(2025, 5, 1), "month"),
        ("Mai 2025", date(2025, 5, 1), "month"),
        ("květen 2025", date(2025, 5, 1), "month"),
        ("2025年5月", date(2025, 5, 1), "month"),
        ("Q2/25", date(2025, 4, 1), "quarter"),
        ("2Q25", date(2025, 4, 1), "quarter"),
        ("Q2 FY25", date(2025, 4, 1), "quarter"),
        ("FY2025-Q2", date(2025, 4, 1), "quarter"),
        ("2025 Q2", date(2025, 4, 1), "quarter"),
        ("2. Quartal 2025", date(2025, 4, 1), "quarter"),
        ("T2 2025", date(2025, 4, 1), "quarter"),
        ("第2四半期 2025", date(2025, 4, 1), "quarter"),
        ("H2 2025", date(2025, 7, 1), "half"),
        ("2H25", date(2025, 7, 1), "half"),
        ("1. Halbjahr 2025", date(2025, 1, 1), "half"),
        ("2025", date(2025, 1, 1), "year"),
        (2025, date(2025, 1, 1), "year"),
        ("FY25", date(2025, 1, 1), "year"),
        ("2025年", date(2025, 1, 1), "year"),
    ],
)
def test_that_periods_are_read_as_people_write_them(words, start: date, kind: str) -> None:
    found = parse_period(words)
    assert (found.start, found.kind) == (start, kind)


def test_that_only_what_is_marked_as_fiscal_lies_in_the_fiscal_year() -> None:
    assert parse_period("Q1 FY25", 7).start == date(2024, 7, 1)
    assert parse_period("2024/25", 7).start == date(2024, 7, 1)
    assert parse_period("Q1 2025", 7).start == date(2025, 1, 1)


@pytest.mark.parametrize(
    "cell", ["2025-05-17", "soon", "12", "Q5 2025", "Region 1", "25", "2025/27", "2024/25", None]
)
def test_that_what_is_no_period_is_refused(cell) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(cell)


def test_that_a_part_of_a_year_is_read_without_its_year() -> None:
    assert parse_part("Q3") == ("quarter", 3)
    assert parse_part("Oktober") == ("month", 10)
    assert parse_part("3", "month") == ("month", 3)


def quotas(tmp_path: Path, *lines: str, **choices) -> tuple[list[tuple], tuple[str, ...]]:
    path = tmp_path / "quotas.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = preview_import(ImportService(None), read_source(path, "quotas"), ImportChoices(**choices))
    rows = [
        (
            row.title.rsplit(" ", 1)[0],
            row.values["starts_on"],
            row.values["period"],
            int(row.values["amount"]),
        )
        for row in found.plan.of(Verdict.NEW)
    ]
    return rows, (*found.notes, *(row.why for row in found.plan.of(Verdict.REJECTED)))


Q1, Q2 = date(2025, 1, 1), date(2025, 4, 1)


def test_that_a_column_a_quarter_is_a_quota_each_and_their_sum_is_left_out(tmp_path: Path) -> None:
    rows, notes = quotas(tmp_path, "Rep,Q1 2025,Q2 2025,FY 2025", "Mia Orr,10,20,30", "Jon Fay,5,,5")
    assert rows == [
        ("Mia Orr", Q1, "quarter", 10), ("Mia Orr", Q2, "quarter", 20), ("Jon Fay", Q1, "quarter", 5),
    ]  # fmt: skip
    assert "“FY 2025” adds up others and is left out." in notes


def test_that_a_column_a_month_is_a_quota_each(tmp_path: Path) -> None:
    rows, _notes = quotas(tmp_path, "Rep;Jan. 25;Feb. 25;Summe", "Mia Orr;1.000,00;2.000,00;3.000,00")
    assert rows == [("Mia Orr", Q1, "month", 1000), ("Mia Orr", date(2025, 2, 1), "month", 2000)]


@pytest.mark.parametrize("header", ["Year,Month,Rep,Target", "Jahr,Monat,Rep,Target"])
def test_that_year_and_month_in_two_columns_are_one_period(tmp_path: Path, header: str) -> None:
    rows, _notes = quotas(tmp_path, header, "2025,1,Mia Orr,10", "2025,4,Mia Orr,20")
    assert rows == [("Mia Orr", Q1, "month", 10), ("Mia Orr", Q2, "month", 20)]


def test_that_a_year_and_a_quarter_are_one_period(tmp_path: Path) -> None:
    rows, _notes = quotas(
        tmp_path, "Rep,Fiscal year,Quarter,Target", "Mia Orr,2025,Q1,10", "Mia Orr,2025,Q2,20"
    )
    assert rows == [("Mia Orr", Q1, "quarter", 10), ("Mia Orr", Q2, "quarter", 20)]


def test_that_the_last_day_tells_the_period(tmp_path: Path) -> None:
    rows, notes = quotas(
        tmp_path, "Rep,From,To,Quota", "Mia Orr,01/01/2025,06/30/2025,10", "Jon Fay,01/01/2025,12/31/2025,20",
        "Ivo Ray,01/01/2025,09/30/2025,30", "Ada Ox,01/01/2025,12/31/2025,40",
    )  # fmt: skip
    assert rows == [("Mia Orr", Q1, "half", 10), ("Jon Fay", Q1, "year", 20), ("Ada Ox", Q1, "year", 40)]
    assert any("273 days" in note for note in notes)


def test_that_a_period_nobody_can_read_leaves_its_row_out(tmp_path: Path) -> None:
    rows, notes = quotas(
        tmp_path, "Rep,Period,Quota", "Mia Orr,Q1 2025,10", "Jon Fay,Q1 2025,20", "Ivo Ray,Q1 2025,30",
        "Ada Ox,Q1 2025,40", "Eve Low,someday,50",
    )  # fmt: skip
    assert len(rows) == 4
    assert any("someday" in note for note in notes)
