"""A rejected row tells all that is wrong with it at once, and of a number or a day too large that it is too large."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, preview_import, read_source
from salesdesk.services.importing.service import ImportService

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
