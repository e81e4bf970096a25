"""A word that stands for no quota, as “tbd” does in a table of them, is counted in the preview."""

from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService

TOLD = "of the quotas sa"


def preview(tmp_path: Path, *lines: str) -> ImportPreview:
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return preview_import(ImportService(None), read_source(path, "quotas"))


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Salesperson,Q1 2026,Q2 2026",
            "Ada Lind,1000,tbd",
            "Bo Ek,n/a,2500",
            "Cy Dahl,-,",
            "Di Fenn,5000,6000",
        ),
        ("Month,Ada Lind,Bo Ek", "Jan 2026,100,tbd", "Feb 2026,n/a,200", "Mar 2026,,-", "Apr 2026,100,300"),
    ],
)
def test_that_words_in_cells_of_quotas_are_counted_and_strokes_are_not(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    found = preview(tmp_path, *lines)
    told = [note for note in found.notes if TOLD in note]
    assert told == ["2 cells of the quotas say “n/a” or the like and are no quotas."]
    assert found.told_left_out == tuple(told)
    assert len(found.plan.rows) == 4


def test_that_a_table_of_numbers_says_nothing_of_words(tmp_path: Path) -> None:
    found = preview(tmp_path, "Salesperson,Q1 2026,Q2 2026", "Ada Lind,1000,2000", "Bo Ek,,2500")
    assert not any(TOLD in note for note in found.notes)
