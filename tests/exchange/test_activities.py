"""Activities count for the competencies of the desk however a file spells them; what nothing counts is named."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.activities import Measured, counts_of, told_otherwise
from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.exchange.proposal import propose
from salesdesk.model.competencies import Competency
from salesdesk.services.importing.missing_activities import MISSING, WERE_NONE
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

USUAL = (
    ("Conversation to meeting", "conversations", "meetings"),
    ("Meeting to proposal", "meetings", "proposals"),
    ("Proposal to win", "proposals", "wins"),
)
MONDAY = date(2026, 11, 2)
Write = Callable[..., Path]
Preview = Callable[[str], ImportPreview]


@pytest.fixture
def usual(desk: DeskFile) -> DeskFile:
    """Gives a desk that counts what a new one counts."""
    with desk.change("Competencies") as work:
        for place, (name, of_what, into_what) in enumerate(USUAL, 1):
            work.session.add(Competency(name=name, of_what=of_what, into_what=into_what, position=place))
    return desk


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(text: str, name: str = "numbers.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def preview(usual: DeskFile, written: Write) -> Preview:
    def previewed(text: str) -> ImportPreview:
        choices = ImportChoices(answers={MISSING: WERE_NONE})
        return preview_import(ImportService(usual), read_source(written(text), "numbers"), choices)

    return previewed


def told(preview: ImportPreview) -> list[tuple[Any, ...]]:
    """Gives what would be written: whose, of which competency, and its counts."""
    table, rows = preview.source.table, preview.plan.of(Verdict.NEW)
    place = table.headers.index("Competency")
    return [(table.rows[r.place].cells[place], r.values["trials"], r.values["successes"]) for r in rows]


WEEK = "Rep,Week,Calls,Conversations,Meetings,Proposals,Wins\n"
NINE = [f"Rep {place},2026-W45,40,12,6,3,1\n" for place in range(8)]


def test_that_one_cell_that_is_no_number_costs_its_own_row_alone(preview: Preview) -> None:
    found = preview(WEEK + "".join(NINE) + "Mia Orr,2026-W45,40,12,6,3,abc\n")
    (bad,) = found.plan.of(Verdict.REJECTED)
    assert (bad.number, bad.why) == (10, "“abc” under “Wins” is not a number.")
    assert "Proposal to win" in bad.title
    names = [name for name, _of, _into in told(found)]
    assert names.count("Proposal to win") == len(NINE)
    assert names.count("Meeting to proposal") == len(NINE) + 1


def test_that_a_bad_cell_is_saved_with_the_competency_it_is_of(preview: Preview, tmp_path: Path) -> None:
    found = preview(WEEK + "".join(NINE) + "Mia Orr,2026-W45,40,12,abc,3,1\n")
    write_rejected_rows(found, tmp_path / "rejected.csv")
    with (tmp_path / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Competency"], row["Out of"], row["Became"]) for row in rows] == [
        ("Conversation to meeting", "12", "abc"), ("Meeting to proposal", "abc", "3"),
    ]  # fmt: skip
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    mended = preview(text.replace(",abc", ",6"))
    assert told(mended) == [("Conversation to meeting", 12, 6), ("Meeting to proposal", 6, 3)]


def test_that_an_activity_column_that_no_competency_counts_is_named(preview: Preview) -> None:
    found = preview(WEEK + "Mia Orr,2026-W45,40,12,6,3,1\n")
    words = "No competency counts “Calls” here, so this is left out."
    assert words in found.notes
    assert words in found.told_left_out


def test_that_a_number_below_zero_is_told_once_under_its_column(preview: Preview) -> None:
    found = preview(WEEK + "Mia Orr,2026-W45,40,-3,6,3,1\n")
    (bad,) = found.plan.of(Verdict.REJECTED)
    assert bad.why == "“-3” under “Conversations” is below zero."


LOG = (
    "Activity type,Owner,Date,Subject,Status\n"
    "Call,Mia Orr,2026-11-03,Acme,Completed\nCall,Mia Orr,2026-11-03,Acme,Completed\n"
    "Conversation,Mia Orr,2026-11-03,Acme,Completed\nConversations,Mia Orr,2026-11-04,Acme,Completed\n"
    "MEETING,Mia Orr,2026-11-05,Acme,Completed\nProposal,Mia Orr,2026-11-06,Acme,Completed\n"
    "Email,Mia Orr,2026-11-06,Acme,Completed\n"
)


def test_that_a_log_of_activities_is_proposed_and_added_up_as_what_it_is(
    usual: DeskFile, written: Write, preview: Preview
) -> None:
    proposal = propose(ImportService(usual), written(LOG))
    assert (proposal.source.kind, proposal.refusal) == ("numbers", None)
    found = preview(LOG)
    assert told(found) == [
        ("Conversation to meeting", 2, 1), ("Meeting to proposal", 1, 1), ("Proposal to win", 1, 0),
    ]  # fmt: skip
    assert {row.values["week_start"] for row in found.plan.rows} == {MONDAY}
    (left,) = found.told_left_out
    assert "“Call” (2), “Email” (1)" in left
    assert "Counted by another name: “Conversation” as “conversations”" in " ".join(found.assumed)


@pytest.mark.parametrize("name", ["Gespräch", "Gespräche", "Entretiens", "Conversación", "Rozmowy", "会話"])
def test_that_an_activity_is_known_in_other_languages(name: str, preview: Preview) -> None:
    found = preview(f"Rep,Week,{name},Meetings\nMia Orr,2026-W45,12,6\n")
    assert told(found) == [("Conversation to meeting", 12, 6)]


COUNTED = [Measured("Dialling", "Calls", "Site visits"), Measured("Asking", "Phone calls", "Enquiries")]


@pytest.mark.parametrize(
    ("name", "competency", "other"),
    [
        ("call", "Dialling", "Calls"), ("CALLS", "Dialling", ""), ("Phone call", "Asking", "Phone calls"),
        ("Anrufe", "Dialling", "Calls"), ("Site visit", "Dialling", "Site visits"),
        ("Enquiry", "Asking", "Enquiries"), ("Called off", "", ""), ("Visit", "", ""),
    ],
)  # fmt: skip
def test_that_a_name_counts_as_the_nearest_and_is_told_where_it_differs(
    name: str, competency: str, other: str
) -> None:
    found = [each.name for each, _count in counts_of(name, COUNTED)]
    assert found[:1] == ([competency] if competency else [])
    assert told_otherwise(name, COUNTED) == other


DEMOS = "Rep,Week,Calls,Conversations,Demos,Proposals\nMia Orr,2026-W45,40,12,3,1\nBo Ek,2026-W45,55,9,2,0\n"


def test_that_people_with_weeks_and_counts_are_weekly_numbers_though_no_competency_has_both(
    usual: DeskFile, written: Write
) -> None:
    service = ImportService(usual)
    proposal = propose(service, written(DEMOS))
    assert proposal.source.kind == "numbers"
    assert proposal.source.table.headers == ("Rep", "Week", "Calls", "Conversations", "Demos", "Proposals")
    with pytest.raises(UserError) as refused:
        preview_import(service, proposal.source)
    words = str(refused.value)
    assert words == str(proposal.refusal)
    assert "among the columns “Calls”, “Conversations”, “Demos”, “Proposals”" in words
    assert "“Conversation to meeting” conversations and meetings" in words
    assert "Lists in the Tools menu adds a competency." in words


def test_that_a_log_nobody_counts_is_still_proposed_as_weekly_numbers(
    usual: DeskFile, written: Write
) -> None:
    text = "Activity type,Owner,Date,Subject,Status\nCall,Mia Orr,2026-11-03,Acme,Completed\n"
    proposal = propose(ImportService(usual), written(text))
    assert proposal.source.kind == "numbers"
    assert "under “Activity type” (Call)" in str(proposal.refusal)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Deal ID,Owner,Close date,Stage,Amount,Calls,Meetings\n1,Mia Orr,2026-11-03,Won,100,4,5\n", "deals"),
        ("Deal ID,Type,Owner,Close date,Stage,Amount\n1,Meeting,Mia Orr,2026-11-03,Won,100\n", "deals"),
        ("Name,Job title,Hire date\nMia Orr,Seller,2026-11-03\n", "people"),
        ("Rep,Month,Quota\nMia Orr,2026-11-01,100\n", "quotas"),
    ],
)
def test_that_deals_people_and_quotas_stay_what_they_are(
    text: str, kind: str, usual: DeskFile, written: Write
) -> None:
    assert propose(ImportService(usual), written(text)).source.kind == kind


def test_that_a_lack_of_a_column_names_the_columns_of_the_file(usual: DeskFile, written: Write) -> None:
    with pytest.raises(UserError, match="its columns are: Rep, Week, Notes"):
        preview_import(
            ImportService(usual), read_source(written("Rep,Week,Notes\nMia Orr,2026-W45,Fine\n"), "numbers")
        )


def test_that_what_is_stored_is_what_was_told(preview: Preview, usual: DeskFile) -> None:
    apply_import(ImportService(usual), preview(LOG))
    assert [tuple(row) for row in usual.rows("SELECT trials, successes FROM competency_number ORDER BY id")] == [
        (2, 1), (1, 1), (1, 0),
    ]  # fmt: skip


def test_that_all_rows_that_make_up_a_rejected_figure_are_saved_to_be_mended(
    preview: Preview, tmp_path: Path
) -> None:
    rows = "Mia Orr,2026-W45,Conversation to meeting,10,4\n,2026-W45,Conversation to meeting,10,4\n" * 2
    found = preview(f"Rep,Week,Competency,Out of,Became\n{rows}")
    assert write_rejected_rows(found, tmp_path / "rejected.csv") == 2
    text = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    mended = preview(text.replace("\n,", "\nBo Berg,"))
    assert told(mended) == [("Conversation to meeting", 20, 8)]
