"""Weekly numbers are imported however they are laid out, and rows of activities are counted week by week."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.exchange.proposal import propose
from salesdesk.exchange.week_words import parse_week
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.missing_activities import MISSING, WERE_NONE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict
from salesdesk.store.desk_file import DeskFile

MONDAY, NEXT = date(2024, 9, 2), date(2024, 9, 9)


@pytest.fixture
def measured(desk: DeskFile) -> DeskFile:
    """Gives a desk on which two competencies are measured, the second of which starts where the first ends."""
    with desk.change("Competencies") as work:
        work.session.add(Competency(name="Opening", of_what="Calls", into_what="Meetings"))
        work.session.add(Competency(name="Proposing", of_what="Meetings", into_what="Offers", position=2))
    return desk


@pytest.fixture
def preview(tmp_path: Path, measured: DeskFile):
    """Previews a text as a file of weekly numbers."""

    def previewed(text: str, name: str = "numbers.csv") -> ImportPreview:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return preview_import(
            ImportService(measured), read_source(path, "numbers"), ImportChoices(answers={MISSING: WERE_NONE})
        )

    return previewed


def stored(desk: DeskFile) -> list[tuple[Any, ...]]:
    rows = desk.rows(
        "SELECT p.name, c.name, n.week_start, n.trials, n.successes, n.entered_by FROM competency_number n "
        "JOIN salesperson p ON p.id = n.salesperson_id JOIN competency c ON c.id = n.competency_id "
        "WHERE n.deleted_at IS NULL ORDER BY 1, 3, 2"
    )
    return [tuple(row) for row in rows]


BOTH = [
    ("Mia Orr", "Opening", "2024-09-02", 20, 6, "import"),
    ("Mia Orr", "Proposing", "2024-09-02", 6, 2, "import"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Rep,Week of,Competency,Out of,Became\nMia Orr,2024-09-02,Opening,20,6\nMia Orr,2024-09-04,Proposing,6,2\n",
        "Verkäufer;Woche;Kompetenz;Versuche;Erfolge\nMia Orr;KW36/2024;Opening;20;6\nMia Orr;KW36/2024;Proposing;6;2\n",
        "Rep,Week,Opening: out of,Opening: became,Proposing: out of,Proposing: became\nMia Orr,2024-W36,20,6,6,2\n",
        "Rep,Week of,Opening,,Proposing,\n,,Tries,Successes,Tries,Successes\nMia Orr,2024-09-02,20,6,6,2\n",
        "Rep,Week of,Calls,Meetings,Offers\nMia Orr,2024-09-02,20,6,2\n",
        "Rep,Year,Week,Calls,Meetings,Offers\nMia Orr,2024,36,20,6,2\n",
        (
            "Rep,Date,Activity,Count\nMia Orr,2024-09-02,Calls,12\nMia Orr,2024-09-05,Calls,8\nMia Orr,2024-09-03,"
            "Meetings,6\nMia Orr,2024-09-06,Offers,2\n"
        ),
    ],
)
def test_that_weekly_numbers_are_read_however_they_are_laid_out(
    preview, measured: DeskFile, text: str
) -> None:
    apply_import(ImportService(measured), preview(text))
    assert stored(measured) == BOTH
    measured.undo()
    assert stored(measured) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rep,Competency,Count,W36 2024,W37 2024\nMia Orr,Opening,Out of,20,30\nMia Orr,Opening,Became,6,9\n",
        "Verkäufer;Kennzahl;KW 36/2024;KW 37/2024\nMia Orr;Opening: von;20;30\nMia Orr;Opening: geworden;6;9\n",
        "Rep,Activity,2024-W36,2024-W37\nMia Orr,Calls,20,30\nMia Orr,Meetings,6,9\n",
        "Rep;Activity;02.09.2024;09.09.2024\nMia Orr;Calls;20;30\nMia Orr;Meetings;6;9\n",
        "Rep,Activity,2024-09-02,2024-09-09\nMia Orr,Calls,20,30\nMia Orr,Meetings,6,9\n",
        "Rep,Activity,Week ending 06/09/2024,Week ending 13/09/2024\nMia Orr,Calls,20,30\nMia Orr,Meetings,6,9\n",
        ("Rep,Competency,W36 2024,,W37 2024,\n,,Out of,Became,Out of,Became\nMia Orr,Opening,20,6,30,9\n"),
        "W/C by rep 2024\n\nRep,Activity,W/C 2 Sep,W/C 9 Sep\nMia Orr,Calls,20,30\nMia Orr,Meetings,6,9\n",
    ],
)
def test_that_a_column_a_week_is_a_row_a_week(preview, text: str) -> None:
    found = [row.values for row in preview(text).plan.rows]
    opening = [
        (each["week_start"], each["trials"], each["successes"]) for each in found if each["trials"] > 9
    ]
    assert opening == [(MONDAY, 20, 6), (NEXT, 30, 9)]


@pytest.mark.parametrize("heads", ["Week 36,Week 37", "W/C 2 Sep,W/C 9 Sep", "02-Sep,09-Sep", "CW36,CW37"])
def test_that_weeks_without_a_year_are_asked_for_and_then_read(
    heads: str, tmp_path: Path, measured: DeskFile
) -> None:
    path = tmp_path / "weeks.csv"
    path.write_text(f"Rep,Activity,{heads}\nMia Orr,Calls,20,30\nMia Orr,Meetings,6,9\n", encoding="utf-8")
    service, source = ImportService(measured), read_source(path, "numbers")
    with pytest.raises(OpenQuestionError, match="of which year its weeks are") as asked:
        preview_import(service, source)
    assert asked.value.question.option == "--year"
    found = preview_import(
        service, source, ImportChoices(answers={asked.value.question.key: "2024", MISSING: WERE_NONE})
    )
    weeks = {
        row.values["week_start"]: row.values["trials"] for row in found.plan.rows if row.values["successes"]
    }
    assert weeks == {MONDAY: 20, NEXT: 30}


def test_that_a_column_of_weeks_without_a_year_is_asked_for(preview) -> None:
    with pytest.raises(OpenQuestionError, match="“Week 36” to “Week 37”"):
        preview("Rep,Week,Calls,Meetings\nMia Orr,Week 36,20,6\nMia Orr,Week 37,30,9\n")


def test_that_one_bad_cell_of_weeks_in_columns_is_told_under_its_own_name(preview) -> None:
    found = preview(
        "Rep,Activity,W36 2024,W37 2024\nMia Orr,Calls,20,abc\nJo Fox,Calls,20,30\nJo Fox,Meetings,6,9\n"
    )
    (bad,) = found.plan.of(Verdict.REJECTED)
    assert bad.why == "“abc” under “W37 2024” is not a number."


def test_that_numbers_of_what_nothing_counts_are_refused_in_words_of_the_file(preview) -> None:
    with pytest.raises(UserError, match=r"under “Activity” \(Visits\).*count Calls, Meetings, Offers"):
        preview("Rep,Activity,W36 2024,W37 2024\nMia Orr,Visits,20,30\n")
    with pytest.raises(UserError, match="Nothing says what the numbers count"):
        preview("Rep,W36 2024,W37 2024\nMia Orr,20,30\n")


def test_that_activities_no_competency_counts_are_told(preview) -> None:
    found = preview(
        "Owner,Activity type,Activity date\n"
        + "Mia Orr,Calls,2024-09-03\n" * 3
        + "Mia Orr,Visits,2024-09-03\n"
    )
    assert any("are left out: “Visits” (1)" in note for note in found.notes)


def test_that_one_row_an_activity_is_counted_and_told(preview) -> None:
    found = preview(
        "Owner,Activity type,Activity date\n"
        + "Mia Orr,Calls,2024-09-03\n" * 5
        + "Mia Orr,Offers,2024-09-13\n"
    )
    values = [row.values for row in found.plan.of(Verdict.NEW)]
    assert [(v["week_start"], v["trials"], v["successes"]) for v in values] == [(MONDAY, 5, 0), (NEXT, 0, 1)]
    assert "4 rows were added to others of the same person, competency and week." in found.assumed


def test_that_the_same_file_again_is_the_same_and_a_corrected_one_changes(
    preview, measured: DeskFile
) -> None:
    text = "Rep,Week of,Calls,Meetings\nMia Orr,2024-09-02,20,6\nJo Fox,2024-09-02,10,1\n"
    apply_import(ImportService(measured), preview(text))
    assert [row.verdict for row in preview(text).plan.rows] == [Verdict.SAME, Verdict.SAME]
    again = preview(text.replace("20,6", "20,7"))
    assert [row.verdict for row in again.plan.rows] == [Verdict.CHANGED, Verdict.SAME]


def test_that_weeks_to_come_and_counts_that_cannot_be_are_left_out(preview) -> None:
    found = preview(
        "Rep,Week of,Calls,Meetings\nMia Orr,2044-09-05,1,1\nMia Orr,2024-09-02,-5,1\nJo Fox,2024-09-02,5,1\n"
    )
    assert [row.number for row in found.plan.of(Verdict.REJECTED)] == [2, 3]


def test_that_a_competency_the_desk_does_not_know_comes_with_the_file_and_is_told(
    preview, measured: DeskFile
) -> None:
    found = preview("Rep,Week of,Competency,Out of,Became\nMia Orr,2024-09-02,Closing,5,2\n")
    apply_import(ImportService(measured), found)
    assert any("1 competency" in note for note in found.notes)
    assert stored(measured) == [("Mia Orr", "Closing", "2024-09-02", 5, 2, "import")]


def test_that_the_columns_tell_weekly_numbers(tmp_path: Path, measured: DeskFile) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Rep,Week of,Competency,Out of,Became\nMia Orr,2024-09-02,Opening,5,2\n", encoding="utf-8"
    )
    assert propose(ImportService(measured), path).source.kind == "numbers"


@pytest.mark.parametrize(
    "words",
    [
        "2024-W36",
        "KW 36/2024",
        "KW36 2024",
        "36. Woche 2024",
        "Week 36, 2024",
        "2024年第36週",
        "sem. 36 2024",
    ],
)
def test_that_calendar_weeks_are_read_as_their_mondays(words: str) -> None:
    assert parse_week(words) == MONDAY


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            (
                "Rep,Competency,3 Sep 2024 out of,3 Sep 2024 became,4 Sep 2024 out of,4 Sep 2024 became\n"
                "Mia Orr,Opening,30,3,40,4\nBo Reed,Opening,10,1,,\n"
            ),
            [("Mia Orr", 70, 7), ("Bo Reed", 10, 1)],
        ),
        (
            "Rep,Activity,2024-09-02,2024-09-03,2024-09-04\nMia Orr,Calls,30,30,10\nMia Orr,Meetings,3,3,1\n",
            [("Mia Orr", 70, 7)],
        ),
    ],
)
def test_that_days_of_one_week_as_columns_are_added_up_and_said_to_be(
    preview, text: str, counts: list[tuple[str, int, int]]
) -> None:
    found = preview(text)
    rows = [row.values for row in found.plan.rows if row.values["trials"] > 9]
    told = [(row["week_start"], row["trials"], row["successes"]) for row in rows]
    assert told == [(MONDAY, *each[1:]) for each in counts]
    said = " ".join((*found.source.table.notes, *found.assumed))
    assert "are days of the week from Monday 2024-09-02, which are added up." in said
    assert "a week of its own" not in said
    assert "columns of their own" not in said


@pytest.mark.parametrize("header", ["ID", "Activity ID", "Task ID", "Record number", "No."])
def test_that_the_number_of_an_activity_is_not_the_persons(preview, measured: DeskFile, header: str) -> None:
    found = preview(
        f"{header},Owner,Type,Date\n1,Mia Orr,Calls,2024-09-02\n2,Mia Orr,Calls,2024-09-03\n"
        "3,Mia Orr,Meetings,2024-09-03\n4,Bo Ek,Calls,2024-09-04\n"
    )
    assert [each["name"] for each in found.plan.creates["salesperson"]] == ["Mia Orr", "Bo Ek"]
    apply_import(ImportService(measured), found)
    assert ("Mia Orr", "Opening", "2024-09-02", 2, 1, "import") in stored(measured)


@pytest.mark.parametrize("header", ["Rep ID", "Owner ID", "ID"])
def test_that_the_number_of_a_person_stays_theirs(preview, header: str) -> None:
    found = preview(
        f"{header},Rep,Type,Date\n71,Mia Orr,Calls,2024-09-02\n71,Mia Orr,Calls,2024-09-03\n72,Bo Ek,Calls,2024-09-04\n"
    )
    people = found.plan.creates["salesperson"]
    assert [(each["name"], each.get("external_id")) for each in people] == [
        ("Mia Orr", "71"),
        ("Bo Ek", "72"),
    ]


def test_that_the_last_days_of_weeks_tell_them(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(
        "Week ending,Rep,Competency,Out of,Became\n07/03/2025,Mia Orr,Opening,20,5\n14/03/2025,Mia Orr,Opening,9,1\n"
    )
    found = preview_import(ImportService(None), read_source(path, "numbers"))
    assert [row.values["week_start"] for row in found.plan.rows] == [date(2025, 3, 3), date(2025, 3, 10)]


def test_that_activities_nobody_counts_are_said_to_be_counted_by_none(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Activity Type,Subject,Assigned To,Due Date\nCall,Intro,Mia Orr,2025-03-04\nCall,Next,Mia Orr,2025-03-05\n"
    )
    with pytest.raises(UserError, match="No competency counts what stands under “Activity Type”"):
        preview_import(ImportService(None), read_source(path, "numbers"))
