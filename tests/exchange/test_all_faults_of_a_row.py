"""A rejected row tells all that is wrong with it at once, and of a number or a day too large that it is too large."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow, Verdict
from salesdesk.store.desk_file import DeskFile

SOUND = "".join(f"{n},Won,5,2024-02-17\n" for n in range(11, 25))


def why(folder: Path, row: str, header: str = "Deal ID,Status,Amount,Close date") -> str:
    path = folder / "rows.csv"
    path.write_text(f"{header}\n{SOUND}{row}\n", encoding="utf-8")
    preview = preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())
    return preview.plan.rows[-1].why


@pytest.mark.parametrize(
    "number", ["99999999999999999999", "-99999999999999999999", "100,000,000,000,000.00"]
)
def test_that_a_number_too_large_is_called_so(tmp_path: Path, number: str) -> None:
    assert (
        why(tmp_path, f'9,Won,"{number}",2024-02-17') == f"“{number}” under “Amount” is too large a number."
    )


def test_that_a_day_too_far_is_called_so(tmp_path: Path) -> None:
    assert why(tmp_path, "9,Won,5,2800-02-17") == (
        "“2800-02-17” under “Close date” lies outside the years 1900 to 2200."
    )


def test_that_all_faults_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    assert why(tmp_path, "9,Perhapses,much,soon") == (
        "“much” under “Amount” is not a number. “soon” under “Close date” is not a date. "
        "“Perhapses” is neither open nor won nor lost."
    )


def test_that_what_is_missing_is_told_beside_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "quotas.csv"
    path.write_text(
        "Owner,Period,Quota\nAda,2026-Q1,500\nAda,2026-Q3,500\nBo,2026-Q1,500\n,2026-Q2,much\n",
        encoding="utf-8",
    )
    preview = preview_import(ImportService(None), read_source(path, "quotas"), ImportChoices())
    assert preview.plan.rows[-1].why == (
        "“much” under “Quota” is not a number. It has nothing under “Salesperson”."
    )


def test_that_a_name_of_several_people_is_told_beside_what_cannot_be_read(
    tmp_path: Path, desk: DeskFile
) -> None:
    service = ImportService(desk)
    people = [IncomingRow(n, {"name": "Ada Lind", "external_id": str(n)}) for n in (2, 3)]
    service.apply(service.plan("people", frozenset({"name", "external_id"}), people), "people.csv")
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal ID,Owner,Status,Amount,Close date\n9,Ada Lind,Won,much,2024-02-17\n8,Ada Lind,Perhapses,5,2024-02-18\n"
        + "".join(f"{n},Bo Ek,Won,5,2024-02-17\n" for n in range(11, 33))
    )
    found = preview_import(service, read_source(path, "deals"), ImportChoices()).plan
    shared = "There are several people called “Ada Lind”; give their number."
    assert [row.why for row in found.of(Verdict.REJECTED)] == [
        f"“much” under “Amount” is not a number. {shared}",
        f"“Perhapses” is neither open nor won nor lost. {shared}",
    ]


def test_that_all_days_of_a_row_that_lie_far_off_are_told(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(
        "Deal ID,Status,Created date,Close date\n9,Won,2124-01-05,2124-02-17\n8,Won,2024-01-05,2024-02-17\n"
    )
    choices = ImportChoices(leave_out_far=True)
    [row] = preview_import(ImportService(None), read_source(path, "deals"), choices).plan.of(Verdict.REJECTED)
    assert sorted(row.why.split(". ")) == ["2124-01-05 lies far off", "2124-02-17 lies far off."]
