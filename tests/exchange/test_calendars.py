"""The appointments of a calendar are no deals: they are counted as activities, or refused in a sentence."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.proposal import propose
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.missing_activities import MISSING, WERE_NONE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

OUTLOOK = (
    "Subject,Start Date,Start Time,End Date,Organizer,Categories,Location\n"
    "Intro with Nordfeld,2024-09-03,09:00,2024-09-03,Mia Orr,Conversation,Phone\n"
    "Visit to Nordfeld,2024-09-04,09:00,2024-09-04,Mia Orr,Meeting,Town\n"
    "Dentist,2024-09-05,10:00,2024-09-05,Mia Orr,Private,\n"
    "Intro with Sund,2024-09-03,11:00,2024-09-03,Jon Ek,Conversation,Phone\n"
    "Visit to Sund,2024-09-06,11:00,2024-09-06,Jon Ek,Private,\n"
)
BY_SUBJECT = (
    "Betreff;Beginnt am;Beginnt um;Endet am;Endet um;Ganztägiges Ereignis;Besprechungsplanung;Ort\n"
    "Gespräch: Nordfeld;03.09.2024;09:00;03.09.2024;10:00;Aus;Mia Orr;\n"
    "Termin Nordfeld;14.09.2024;09:00;14.09.2024;10:00;Aus;Mia Orr;\n"
    "Zahnarzt;05.09.2024;09:00;05.09.2024;10:00;Aus;Mia Orr;\n"
)
NOBODYS = (
    "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Location\n"
    "Meeting Nordfeld,2024-09-03,09:00,2024-09-03,10:00,False,\n"
    "Dentist,2024-09-05,10:00,2024-09-05,11:00,False,\n"
)


@pytest.fixture
def measured(desk: DeskFile) -> ImportService:
    with desk.change("Competencies") as work:
        work.session.add(Competency(name="Winning time", of_what="Conversations", into_what="Meetings"))
    return ImportService(desk)


def file(folder: Path, text: str) -> Path:
    path = folder / "calendar.csv"
    path.write_text(text, encoding="utf-8")
    return path


def numbers(found: ImportPreview) -> list[tuple[date, int, int]]:
    rows = [row.values for row in found.plan.of(Verdict.NEW)]
    return [(each["week_start"], each["trials"], each["successes"]) for each in rows]


@pytest.mark.parametrize("text", [OUTLOOK, BY_SUBJECT, NOBODYS])
def test_that_a_calendar_is_proposed_as_weekly_numbers_and_refused_as_deals(
    tmp_path: Path, measured: ImportService, text: str
) -> None:
    path = file(tmp_path, text)
    assert propose(measured, path).source.kind == "numbers"
    assert propose(measured, path, "deals").refusal is not None
    with pytest.raises(UserError, match="This is a calendar: its rows are appointments and none is a deal"):
        preview_import(measured, read_source(path, "deals"))


def test_that_the_categories_of_a_calendar_tell_what_is_counted(
    tmp_path: Path, measured: ImportService
) -> None:
    found = preview_import(
        measured, read_source(file(tmp_path, OUTLOOK), "numbers"), ImportChoices(answers={MISSING: WERE_NONE})
    )
    assert numbers(found) == [(date(2024, 9, 2), 1, 1), (date(2024, 9, 2), 1, 0)]
    assert any("“Private” (2)" in note for note in found.notes)


def test_that_the_first_word_of_a_subject_tells_it_else(tmp_path: Path, measured: ImportService) -> None:
    found = preview_import(
        measured,
        read_source(file(tmp_path, BY_SUBJECT), "numbers"),
        ImportChoices(answers={MISSING: WERE_NONE}),
    )
    assert numbers(found) == [(date(2024, 9, 2), 1, 0), (date(2024, 9, 9), 0, 1)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (NOBODYS, "does not say whose appointments"),
        (OUTLOOK.replace("Conversation", "Work").replace("Meeting", "Work"), "neither the category nor"),
    ],
)
def test_that_a_calendar_that_tells_too_little_is_refused_in_a_sentence(
    tmp_path: Path, measured: ImportService, text: str, why: str
) -> None:
    path = file(tmp_path, text)
    assert why in str(propose(measured, path).refusal)
    with pytest.raises(UserError, match=why):
        preview_import(measured, read_source(path, "numbers"))


def test_that_deals_with_times_and_places_stay_deals(tmp_path: Path, measured: ImportService) -> None:
    text = (
        "Subject,Start Date,Start Time,End Date,Location,Amount\nPump,2024-09-03,09:00,2024-09-05,Town,100\n"
    )
    assert propose(measured, file(tmp_path, text)).source.kind == "deals"
