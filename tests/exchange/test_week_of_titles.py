"""A sheet of one week tells it in its title or in the name of its file, as years of quotas are told."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.proposal import propose
from salesdesk.exchange.week_words import week_in
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.missing_activities import MISSING, WERE_NONE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

SHEET = ";Gespräche;Termine;Angebote\nMia Orr;20;6;2\nJon Ek;10;4;1\nGesamt;30;10;3\n"
TODAY = date(2026, 11, 28)


@pytest.fixture
def measured(desk: DeskFile) -> ImportService:
    with desk.change("Competencies") as work:
        work.session.add(Competency(name="Opening", of_what="Conversations", into_what="Meetings"))
        work.session.add(Competency(name="Proposing", of_what="Meetings", into_what="Proposals", position=2))
    return ImportService(desk)


def preview(service: ImportService, folder: Path, name: str, text: str) -> ImportPreview:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    assert propose(service, path).source.kind == "numbers"
    return preview_import(service, read_source(path, "numbers"), ImportChoices(answers={MISSING: WERE_NONE}))


@pytest.mark.parametrize(
    ("name", "title", "where"),
    [
        ("zahlen.csv", "Wochenzahlen KW 46/2024\n\n", "Wochenzahlen KW 46/2024"),
        ("Wochenzahlen_2024-W46.csv", "", "Wochenzahlen_2024-W46.csv"),
        ("KW 40-2024.csv", "Week of 13 November 2024\n\n", "Week of 13 November 2024"),
    ],
)
def test_that_a_title_or_the_name_of_the_file_tells_the_week(
    tmp_path: Path, measured: ImportService, name: str, title: str, where: str
) -> None:
    found = preview(measured, tmp_path, name, title + SHEET)
    rows = [row.values for row in found.plan.of(Verdict.NEW)]
    assert {each["week_start"] for each in rows} == {date(2024, 11, 11)}
    assert [(each["trials"], each["successes"]) for each in rows] == [(20, 6), (6, 2), (10, 4), (4, 1)]
    assert f"The week from Monday 2024-11-11 is taken from “{where}”." in found.assumed


def test_that_a_week_without_a_year_is_the_last_one_that_has_come(
    tmp_path: Path, measured: ImportService
) -> None:
    monday = measured.today() - timedelta(days=measured.today().weekday() + 14)
    found = preview(measured, tmp_path, f"Wochenzahlen KW{monday.isocalendar().week:02}.csv", SHEET)
    assert {row.values["week_start"] for row in found.plan.of(Verdict.NEW)} == {monday}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KW46", date(2026, 11, 9)),
        ("KW 50", date(2025, 12, 8)),
        ("Zahlen 46. KW 2025.xlsx", date(2025, 11, 10)),
        ("2026年第46週実績", date(2026, 11, 9)),
        ("Semana 46 de ventas", date(2026, 11, 9)),
        ("неделя 46", date(2026, 11, 9)),
        ("KW 40-46", None),
        ("KW 45 und KW 46", None),
        ("Export 09.11.2026", None),
        ("KW 77", None),
        ("Numbers", None),
    ],
)
def test_that_the_one_week_of_some_words_is_read(text: str, expected: date | None) -> None:
    assert week_in(text, "", TODAY) == expected


def test_that_a_sheet_of_several_weeks_or_none_is_still_refused(
    tmp_path: Path, measured: ImportService
) -> None:
    path = tmp_path / "KW 40-46.csv"
    path.write_text(SHEET, encoding="utf-8")
    with pytest.raises(UserError, match="no column for"):
        preview_import(measured, read_source(path, "numbers"))


def test_that_weeks_in_columns_go_before_the_title(tmp_path: Path, measured: ImportService) -> None:
    text = "Week 46/2024\n\nSalesperson,Week of,Conversations,Meetings\nMia Orr,2024-09-02,20,6\n"
    found = preview(measured, tmp_path, "numbers.csv", text)
    assert {row.values["week_start"] for row in found.plan.of(Verdict.NEW)} == {date(2024, 9, 2)}
