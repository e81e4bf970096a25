"""Columns of quotas are known by the periods that head them, in digits too, and rows by what they measure."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict

JAN, FEB, MAR, APR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1)
MONTHS = [(JAN, "month"), (FEB, "month"), (MAR, "month")]
QUARTERS = [(JAN, "quarter"), (APR, "quarter")]


def previewed(tmp_path: Path, *lines: str, **answers: str) -> ImportPreview:
    path = tmp_path / "quotas.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "quotas"), ImportChoices(answers=answers))


def periods(preview: ImportPreview) -> list[tuple[date, str]]:
    rows = preview.plan.of(Verdict.NEW)
    return list(dict.fromkeys((row.values["starts_on"], row.values["period"]) for row in rows))


@pytest.mark.parametrize(
    "heads",
    [
        "2025-01,2025-02,2025-03", "2025-1,2025-2,2025-3", "01.2025,02.2025,03.2025", "01/2025,02/2025,03/2025",
        "202501,202502,202503", "2025_01,2025_02,2025_03", "1/25,2/25,3/25", "01-25,02-25,03-25",
        "25-01,25-02,25-03", "45658,45689,45717", "2025M01,2025M02,2025M03", "M1 2025,M2 2025,M3 2025",
        "2025-01-01 00:00:00,2025-02-01 00:00:00,2025-03-01 00:00:00",
    ],
)  # fmt: skip
def test_that_months_in_digits_head_columns(tmp_path: Path, heads: str) -> None:
    found = previewed(tmp_path, f"Name,{heads}", "Mia Orr,10,20,30", "Jon Fay,5,6,7")
    assert periods(found) == MONTHS


@pytest.mark.parametrize(
    "heads",
    [
        "2025/Q1,2025/Q2", "1T25,2T25", "Jan-Mar 2025,Apr-Jun 2025", "January to March 2025,April to June 2025",
        "Q1 Target 2025,Q2 Target 2025", "Q1 2025 (Jan-Mar),Q2 2025 (Apr-Jun)", "Quota (Q1 2025),Quota (Q2 2025)",
    ],
)  # fmt: skip
def test_that_quarters_head_columns(tmp_path: Path, heads: str) -> None:
    assert periods(previewed(tmp_path, f"Rep,{heads}", "Mia Orr,10,20", "Jon Fay,5,6")) == QUARTERS


def test_that_one_to_twelve_are_months_of_a_year_that_is_asked_for(tmp_path: Path) -> None:
    numbers = ",".join(map(str, range(1, 13)))
    lines = f"Name,{numbers}", f"Mia Orr,{numbers}"
    with pytest.raises(OpenQuestionError):
        previewed(tmp_path, *lines)
    found = previewed(tmp_path, *lines, year="2025")
    assert periods(found) == [(date(2025, month, 1), "month") for month in range(1, 13)]


def test_that_a_quarter_with_other_months_than_its_own_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        previewed(tmp_path, "Rep,Q1 2025 (Feb-Apr),Q2 2025 (May-Jul)", "Mia Orr,10,20", "Jon Fay,5,6")


def test_that_a_letter_that_comes_again_is_no_month(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nothing was imported: .*“30” under “M” is no month"):
        previewed(tmp_path, "Rep,J,F,M,A,M,J", "Mia Orr,10,20,30,40,50,60", "Jon Fay,15,25,35,45,55,65")


def test_that_a_row_of_a_person_and_numbers_is_no_header(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Rep,2025-01,2025-02", "Mia Orr,1,2", "Jon Fay,3,4", "Ivo Ray,5,6")
    assert len({row.values["salesperson_id"] for row in found.plan.of(Verdict.NEW)}) == 3


@pytest.mark.parametrize(
    "lines",
    [
        ("Rep,Measure,Q1 2025,Q2 2025", "Mia Orr,Quota,10,20", "Mia Orr,Actual,9,8", "Mia Orr,Attainment,90%,40%",
         "Jon Fay,Quota,5,6", "Jon Fay,Actual,4,4", "Jon Fay,Attainment,80%,67%"),
        ("Commercial;;T1 2025;T2 2025", "Mia Orr;Objectif;10;20", ";Réalisé;9;8", "Jon Fay;Objectif;5;6",
         ";Réalisé;4;4"),
        ("Name,Was,Q1 2025,Q2 2025", "Mia Orr,Ist,9,8", ",Plan,10,20", ",Abweichung,-1,-12", "Jon Fay,Ist,4,4",
         ",Plan,5,6", ",Abweichung,-1,-2"),
        ("Rep,Quarter,Type,Amount", "Mia Orr,Q1 2025,Target,10", "Mia Orr,Q1 2025,Bookings,9",
         "Mia Orr,Q2 2025,Target,20", "Jon Fay,Q1 2025,Target,5", "Jon Fay,Q2 2025,Target,6",
         "Jon Fay,Q2 2025,% of target,67%"),
    ],
)  # fmt: skip
def test_that_only_rows_of_quotas_are_quotas_and_the_others_are_told(tmp_path: Path, lines) -> None:
    found = previewed(tmp_path, *lines)
    assert sorted(int(row.values["amount"]) for row in found.plan.of(Verdict.NEW)) == [5, 6, 10, 20]
    assert len(found.plan.of(Verdict.REJECTED)) == 0
    assert {row.title.rsplit(" ", 1)[0] for row in found.plan.rows} == {"Mia Orr", "Jon Fay"}
    assert any("are no quotas and are left out" in note for note in found.notes)


def test_that_of_two_quotas_for_one_period_none_is_chosen(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Rep,Type,Q1 2025,Q2 2025", "Mia Orr,Target,10,20", "Mia Orr,Stretch target,12,24",
        "Jon Fay,Target,5,6", "Jon Fay,Stretch target,6,7",
    )  # fmt: skip
    assert len(found.plan.of(Verdict.REJECTED)) == 8


@pytest.mark.parametrize(
    "lines",
    [
        ("Rep,Q1 2025,Q2 2025", "Mia Orr,10,20", "Jon Fay,5,6", "Team East,15,26"),
        ("Rep,Q1 2025,Q2 2025", "Team East,15,26", "Mia Orr,10,20", "Jon Fay,5,6", "Team West,3,5", "Ivo Ray,1,2",
         "Eve Low,2,3"),
        ("Rep,Q1 2025,Q2 2025", "Mia Orr,10,20", "Jon Fay,5,6", "Region Nord,15,26", "Ivo Ray,1,2", "Eve Low,2,3",
         "Region Süd,3,5"),
        ("Rep,Q1 2025", "Mia Orr,10", "Jon Fay,5", "Équipe Est,15"),
    ],
)  # fmt: skip
def test_that_a_team_that_adds_up_its_people_is_no_person(tmp_path: Path, lines: tuple[str, ...]) -> None:
    found = previewed(tmp_path, *lines)
    names = {row.title.rsplit(" ", 1)[0] for row in found.plan.of(Verdict.NEW)}
    assert names == {line.split(",")[0] for line in lines[1:]} - {
        "Team East", "Team West", "Region Nord", "Region Süd", "Équipe Est",
    }  # fmt: skip


def test_that_the_quota_of_a_year_stands_beside_other_days(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Rep,FY25 Quota,FY25 Attainment,Last review", "Mia Orr,1200,83%,2025-03-04",
        "Jon Fay,900,101%,2025-03-05",
    )  # fmt: skip
    assert periods(found) == [(JAN, "year")]


@pytest.mark.parametrize(
    ("title", "heads"),
    [("", "S1 2025,S2 2025,S3 2025"), ("Plan 2025", "KW 1,KW 2,KW 3,KW 4"), ("Plan 2025", "T1,T2,T3,T4,T5")],
)
def test_that_weeks_are_no_quarters_and_no_halves(tmp_path: Path, title: str, heads: str) -> None:
    width = heads.count(",") + 1
    numbers = ",".join("1000" for _each in range(width))
    with pytest.raises(UserError, match="no column"):
        previewed(
            tmp_path, f"{title}{',' * width}", f"Rep,{heads}", f"Mia Orr,{numbers}", f"Jon Fay,{numbers}"
        )


def test_that_polish_quarters_are_no_weeks(tmp_path: Path) -> None:
    found = previewed(tmp_path, "Handlowiec;1 kw. 2025;2 kw. 2025", "Mia Orr;10;20", "Jon Fay;5;6")
    assert periods(found) == QUARTERS


@pytest.mark.parametrize(
    ("header", "lengths"),
    [
        ("Rep,Frequency,Start date,Target", ("Monthly", "Quarterly", "Annual")),
        ("Verkäufer,Turnus,Beginn,Ziel", ("monatlich", "quartalsweise", "jährlich")),
        ("Commercial,Rythme,Début,Objectif", ("mensuel", "trimestriel", "annuel")),
    ],
)
def test_that_words_for_how_often_tell_the_period(
    tmp_path: Path, header: str, lengths: tuple[str, ...]
) -> None:
    people = "Mia Orr", "Jon Fay", "Ivo Ray"
    rows = (f"{who},{length},2025-01-01,100" for who, length in zip(people, lengths, strict=True))
    assert periods(previewed(tmp_path, header, *rows)) == [(JAN, "month"), (JAN, "quarter"), (JAN, "year")]


def test_that_a_quarter_beside_its_months_is_their_sum(tmp_path: Path) -> None:
    found = previewed(
        tmp_path, "Rep,Period,Target", "Mia Orr,Q1 2025,60", "Mia Orr,Jan 2025,10", "Mia Orr,Feb 2025,20",
        "Mia Orr,Mar 2025,30", "Jon Fay,2025,900", "Jon Fay,Jan 2025,70",
    )  # fmt: skip
    assert [int(row.values["amount"]) for row in found.plan.of(Verdict.NEW)] == [10, 20, 30]
    assert [row.why for row in found.plan.of(Verdict.REJECTED)] == [
        "It adds up quotas of shorter periods, such as row 3, which count.",
        "Row 7 has a quota from the same day on for another length: keep one of them.",
        "Row 6 has a quota from the same day on for another length: keep one of them.",
    ]
