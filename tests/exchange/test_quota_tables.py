"""Quotas are read however their periods are written and laid out: in words, in two columns, a column a period."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, preview_import, read_source
from salesdesk.exchange.period_words import parse_part, parse_period
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict
from salesdesk.store.desk_file import DeskFile


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
        ("II półrocze 2025", date(2025, 7, 1), "half"),
        ("IV кв. 2025", date(2025, 10, 1), "quarter"),
        ("2025", date(2025, 1, 1), "year"),
        (2025, date(2025, 1, 1), "year"),
        ("FY25", date(2025, 1, 1), "year"),
        ("2025年", date(2025, 1, 1), "year"),
        ("2025年第二季度", date(2025, 4, 1), "quarter"),
        ("2025年下半年", date(2025, 7, 1), "half"),
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


@pytest.fixture
def yearless(tmp_path: Path):
    """Previews quotas of quarters and months without a year."""

    def previewed(text: str, name: str = "plan.csv", desk: DeskFile | None = None, **answers: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        service = ImportService(desk)
        return preview_import(service, read_source(path, "quotas"), ImportChoices(answers=answers))

    return previewed


def starts(preview) -> list[date]:
    return [row.values["starts_on"] for row in preview.plan.of(Verdict.NEW)]


WIDE = "Rep,Q1,Q2\nMia Orr,500,600\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quotas 2025,,\n" + WIDE, "plan.csv"),
        (WIDE, "Ziele-2025.csv"),
        (WIDE, "FY25 plan.csv"),
        ("Rep,Year,Q1,Q2,Total\nMia Orr,2025,500,600,1100\n", "plan.csv"),
        ("Verkäufer;Jahr;1. Quartal;2. Quartal\nMia Orr;2025;500;600\n", "plan.csv"),
        ("Rep,Quarter,Quota\nMia Orr,Q1,500\nMia Orr,Q2,600\n", "targets 2025.csv"),
        ("Rep,Quarter,Quota\nMia Orr,1,500\nMia Orr,2,600\n", "targets 2025.csv"),
    ],
)
def test_that_the_year_of_quarters_is_found_where_it_stands(yearless, text: str, name: str) -> None:
    assert starts(yearless(text, name)) == [date(2025, 1, 1), date(2025, 4, 1)]


def test_that_months_without_a_year_leave_out_the_sums_of_quarters(yearless) -> None:
    found = yearless("Rep,Jan,Feb,Mar,Q1\nMia Orr,1,2,3,6\n", year="2025")
    assert starts(found) == [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]


@pytest.mark.parametrize("name", ["plan.csv", "export 2026-11-02.csv", "plan 2025 and 2026.csv"])
def test_that_the_year_is_asked_for_where_nothing_tells_it(yearless, name: str) -> None:
    with pytest.raises(OpenQuestionError) as asked:
        yearless(WIDE, name)
    assert asked.value.question.option == "--year"
    assert "“Q1” to “Q2”" in str(asked.value)
    assert starts(yearless(WIDE, name, year="2025")) == [date(2025, 1, 1), date(2025, 4, 1)]


def test_that_a_year_that_is_none_is_refused(yearless) -> None:
    with pytest.raises(UserError, match="not a year"):
        yearless(WIDE, year="soon")


def test_that_parts_of_a_fiscal_year_lie_in_it_and_those_of_the_calendar_are_told(
    yearless, desk: DeskFile
) -> None:
    with desk.change("July") as work:
        work.session.execute(sql("UPDATE team_settings SET fiscal_year_start = 7"))
    assert starts(yearless(WIDE, desk=desk, year="FY25")) == [date(2024, 7, 1), date(2024, 10, 1)]
    assert starts(yearless("Rep,Sep,Mar\nMia Orr,5,6\n", desk=desk, year="FY25")) == [
        date(2024, 9, 1), date(2025, 3, 1),
    ]  # fmt: skip
    told = yearless("Rep,Quarter,Quota\nMia Orr,Q1 2025,500\nMia Orr,Q2 2025,600\n", desk=desk)
    assert starts(told) == [date(2025, 1, 1), date(2025, 4, 1)]
    assert any("as the calendar counts" in words for words in told.assumed)
    marked = yearless("Rep,Quarter,Quota\nMia Orr,Q1 FY25,500\nMia Orr,Q2 FY25,600\n", desk=desk)
    assert not marked.assumed


def test_that_words_between_a_quota_and_its_period_say_nothing(tmp_path: Path) -> None:
    rows, _notes = quotas(tmp_path, "Менеджер;План на январь 2025;План на апрель 2025", "Mia Orr;10;20")
    assert rows == [("Mia Orr", Q1, "month", 10), ("Mia Orr", Q2, "month", 20)]


def test_that_a_last_row_that_adds_up_all_others_is_no_person(tmp_path: Path) -> None:
    people = ("Rep,Q1 2025,Q2 2025", "Mia Orr,10,20", "Jon Fay,5,5")
    rows, _notes = quotas(tmp_path, *people, "Squad,15,25")
    assert {name for name, *_rest in rows} == {"Mia Orr", "Jon Fay"}
    rows, _notes = quotas(tmp_path, *people, "Ada Boss,15,25")
    assert "Ada Boss" in {name for name, *_rest in rows}, "a manager may carry the quota of all"


def test_that_a_quota_below_zero_is_told_with_its_value_and_its_period(tmp_path: Path) -> None:
    _rows, notes = quotas(tmp_path, "Rep,Q1 2025,Q2 2025", "Mia Orr,-100,20")
    assert "“-100” under “Q1 2025” is below zero." in notes
    _rows, notes = quotas(tmp_path, "Rep,Quarter,Quota", "Mia Orr,Q1 2025,-100", "Jon Fay,Q1 2025,5")
    assert "“-100” under “Quota”: “Quota” cannot be below zero." in notes
