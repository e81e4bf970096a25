"""Tasks, calls and cases are no deals: they are refused in a sentence, counted as numbers, or asked about."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.exchange.proposal import propose
from salesdesk.exchange.task_lists import DEALS, ROWS, TASKS
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import OpenQuestionError, Verdict
from salesdesk.store.desk_file import DeskFile

SALESFORCE = (
    "Subject,Assigned,Due Date,Status,Related To,Contact\n"
    "Call about the offer,Mia Orr,2026-01-05,Completed,Mast,Jo Fox\n"
    "Call again,Mia Orr,2026-01-06,Open,Mast,Jo Fox\n"
    "Meeting in town,Mia Orr,2026-01-07,Completed,Sail,Cy Berg\n"
    "Quote,Jon Ek,2026-01-07,Completed,Sail,Cy Berg\n"
)
BOTH = (
    SALESFORCE.replace("Contact\n", "Contact,Amount\n")
    .replace("Fox\n", "Fox,100\n")
    .replace("Berg\n", "Berg,50\n")
)
TASKS_OF_OTHERS = [
    "Task,Task Type,Owner,Due date,Task status,Associated Deal\nRing Jo,Call,Mia Orr,2026-01-05,Completed,Mast\n",
    "Subject,Type,Deal,Contact person,Due date,Assigned to user,Done\nRing,call,Mast,Jo,2026-01-05,Mia Orr,Done\n",
    "Betreff;Zugewiesen an;Fälligkeitsdatum;Status;Bezug\nAnruf;Mia Orr;05.01.2026;Erledigt;Mast\n",
    "Objet;Attribué à;Date d'échéance;Statut;Lié à\nAppel;Mia Orr;05/01/2026;Terminé;Mast\n",
    "Call ID,Call Title,Call Owner,Call Date,Duration\n1,Intro,Mia Orr,2026-01-05,30\n",
    "Case Number,Subject,Case Owner,Date Opened,Status,Account Name\n1,Broken,Mia Orr,2026-01-05,Closed,Nordfeld\n",
    "Ticket ID,Subject,Assignee,Created,Status,Priority\n1,Broken,Mia Orr,2026-01-05,Closed,High\n",
]


@pytest.fixture
def measured(desk: DeskFile) -> ImportService:
    with desk.change("Competencies") as work:
        work.session.add(Competency(name="Getting in", of_what="Calls", into_what="Meetings"))
    return ImportService(desk)


def file(folder: Path, text: str) -> Path:
    (path := folder / "tasks.csv").write_text(text, encoding="utf-8")
    return path


def previewed(service: ImportService, path: Path, kind: str = "deals", **answers: str) -> ImportPreview:
    return preview_import(service, read_source(path, kind), ImportChoices(answers=answers))


@pytest.mark.parametrize("text", [SALESFORCE, *TASKS_OF_OTHERS])
def test_that_tasks_calls_and_cases_are_no_deals(tmp_path: Path, measured: ImportService, text: str) -> None:
    path = file(tmp_path, text)
    assert propose(measured, path).source.kind == "numbers"
    with pytest.raises(UserError, match="are those of tasks, calls or cases, which are no deals"):
        previewed(measured, path)


def test_that_tasks_count_as_activities_once_they_are_done(tmp_path: Path, measured: ImportService) -> None:
    found = previewed(measured, file(tmp_path, SALESFORCE), "numbers")
    rows = [row.values for row in found.plan.of(Verdict.NEW)]
    assert [(each["week_start"], each["trials"], each["successes"]) for each in rows] == [
        (date(2026, 1, 5), 1, 1)
    ]
    assert any("“Quote” (1)" in note for note in found.notes)


def test_that_columns_of_both_are_asked_about(tmp_path: Path, measured: ImportService) -> None:
    path = file(tmp_path, BOTH)
    with pytest.raises(OpenQuestionError) as asked:
        previewed(measured, path)
    assert asked.value.question.key == ROWS
    with pytest.raises(UserError, match="are no deals"):
        previewed(measured, path, **{ROWS: TASKS})
    with pytest.raises(OpenQuestionError) as next_one:
        previewed(measured, path, **{ROWS: DEALS})
    assert next_one.value.question.key != ROWS


@pytest.mark.parametrize(
    "text",
    [
        "Subject,Owner,Amount,Close Date,Status\nMast,Mia Orr,100,2026-01-05,Won\n",
        "Subject,Owner,Due Date,Status\nMast,Mia Orr,2026-01-05,Won\nSail,Mia Orr,2026-01-06,Lost\n",
    ],
)
def test_that_deals_with_such_columns_are_deals(tmp_path: Path, measured: ImportService, text: str) -> None:
    assert previewed(measured, file(tmp_path, text)).plan.totals.won == 1
