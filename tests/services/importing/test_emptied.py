"""What a newer file leaves empty stays on the desk as it is, and the preview says of which fields and how often."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, apply_import, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.store.desk_file import DeskFile

HEAD = "Opp ID,Owner,Account,Product,Stage,Amount,Close date"
FULL = (
    "1,Ada Lind,Nordfeld,Pump,Won,100,2025-01-08",
    "2,Ada Lind,Kvist,Pump,Lost,50,2025-01-09",
    "3,Bo Ek,Tarn,Valve,Proposal,70,2025-03-01",
)
EMPTY = "is empty in the file"
STAYS = "empty in the file and stays as it is on the desk."
Notes = Callable[..., list[str]]


@pytest.fixture
def notes(tmp_path: Path, desk: DeskFile) -> Notes:
    """Has a desk with the full file, and gives what the preview of a newer one says of empty fields."""

    def told(*rows: str, head: str = HEAD, kind: str = "deals", **answers: str) -> list[str]:
        service = ImportService(desk)
        path = tmp_path / "rows.csv"
        path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
        preview = preview_import(service, read_source(path, kind), ImportChoices(answers=answers))
        apply_import(service, preview)
        return [note for note in preview.notes if EMPTY in note]

    assert told(*FULL) == []
    return told


def test_that_an_emptied_amount_is_told_with_how_many_and_stays(notes: Notes, desk: DeskFile) -> None:
    told = notes(
        "1,Ada Lind,Nordfeld,Pump,Won,,2025-01-08",
        "2,Ada Lind,Kvist,Pump,Lost,,2025-01-09",
        FULL[2].replace("7", "8"),
    )
    assert told == [f"In 2 deals “Amount” is {STAYS}"]
    assert [row["amount"] for row in desk.rows("SELECT amount FROM opportunity ORDER BY external_id")] == [
        1_000_000,
        500_000,
        800_000,
    ]


def test_that_each_field_is_told_by_itself(notes: Notes) -> None:
    assert notes("1,,Nordfeld,,Won,100,2025-01-08") == [
        f"In 1 deal “Salesperson” is {STAYS}", f"In 1 deal “Product” is {STAYS}",
    ]  # fmt: skip


def test_that_nothing_is_told_of_a_column_the_file_has_not_or_of_what_is_empty_on_the_desk(
    notes: Notes,
) -> None:
    assert notes("1,Ada Lind,Won", head="Opp ID,Owner,Stage") == []
    assert notes("9,Ada Lind,Nordfeld,Pump,Proposal,,") == []
    assert notes("9,Ada Lind,Nordfeld,Pump,Proposal,,") == []


def test_that_the_close_date_of_an_open_deal_is_the_day_it_is_expected(notes: Notes) -> None:
    assert notes("3,Bo Ek,Tarn,Valve,Proposal,70,") == [f"In 1 deal “Expected to close” is {STAYS}"]


def test_that_a_deal_that_is_open_again_has_no_close_date_to_stay(notes: Notes) -> None:
    assert notes("1,Ada Lind,Nordfeld,Pump,Proposal,100,") == []


def test_that_a_decided_deal_needs_no_day_on_which_it_is_expected(notes: Notes) -> None:
    assert notes("3,Bo Ek,Tarn,Valve,Won,70,2025-02-27") == []
    assert notes("3,Bo Ek,Tarn,Valve,Won,70,") == [f"In 1 deal “Closed” is {STAYS}"]


def test_that_lines_of_a_deal_are_counted_once_and_only_where_none_has_an_amount(notes: Notes) -> None:
    lines = ("1,Ada Lind,Nordfeld,Pump,Won,60,2025-01-08", "1,Ada Lind,Nordfeld,Valve,Won,,2025-01-08")
    assert notes(*lines, lines="sum") == []
    assert notes(*lines, lines="versions") == []


def test_that_rejected_rows_are_not_counted(notes: Notes) -> None:
    assert notes("1,Ada Lind,Nordfeld,Pump,Won,,2025-01-08x", *FULL[1:]) == []


def test_that_people_and_accounts_are_counted_too(notes: Notes) -> None:
    assert notes("Nordfeld,Machines", head="Account,Sector", kind="accounts") == []
    assert notes("Nordfeld,", head="Account,Sector", kind="accounts") == [f"In 1 account “Sector” is {STAYS}"]
