"""The day of a win or a loss is that on which a deal closed, whatever its close date says; what differs is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService

Preview = Callable[[str], ImportPreview]
HEADS = [
    "Deal,Owner,Stage,Close Date,Won Date,Lost Date", "Deal,Owner,Stage,Close Date,Date Won,Date Lost",
    "Deal,Verkäufer,Status,Abschlussdatum,Gewonnen am,Verloren am",
    "Deal,Commercial,Statut,Date de clôture,Gagné le,Perdu le", "Deal,Owner,Stage,Close Date,Won,Lost",
]  # fmt: skip
ROWS = """
A,Ada Lind,Won,2026-03-31,2026-02-02,
B,Ada Lind,Open,2026-12-31,,
C,Ada Lind,Lost,2026-03-02,,2026-01-15
D,Ada Lind,Won,2026-03-04,,
"""


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """Previews a text as a file of deals."""

    def previewed(text: str) -> ImportPreview:
        (path := tmp_path / "crm.csv").write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())

    return previewed


def days(found: ImportPreview) -> list[tuple[date | None, date | None]]:
    """Gives the day on which each deal closed, and the one on which it is expected to."""
    return [(row.values.get("closed_on"), row.values.get("expected_on")) for row in found.plan.rows]


@pytest.mark.parametrize("heads", HEADS)
def test_that_the_day_of_a_win_or_a_loss_is_that_of_closing(preview: Preview, heads: str) -> None:
    found = preview(heads + ROWS)
    assert days(found) == [
        (date(2026, 2, 2), None), (None, date(2026, 12, 31)), (date(2026, 1, 15), None), (date(2026, 3, 4), None),
    ]  # fmt: skip
    assert sum("counts as the one on which it closed" in note for note in found.notes) == 2


def test_that_a_day_of_a_win_on_a_deal_that_is_not_won_is_told(preview: Preview) -> None:
    found = preview(
        "Deal,Owner,Stage,Close Date,Won Date\nA,Ada Lind,Open,2026-12-31,2026-01-01\nB,Ada Lind,Won,2026-03-02,\n"
    )
    assert days(found)[0] == (None, date(2026, 12, 31))
    assert any("1 deal has a day under “Won Date”" in note for note in found.notes)


def test_that_without_a_stage_only_deals_with_a_day_of_a_win_are_won(preview: Preview) -> None:
    found = preview(
        "Deal,Owner,Close Date,Won Date\nA,Ada Lind,2026-03-31,2026-02-02\nB,Ada Lind,2026-12-31,\n"
    )
    assert (found.plan.totals.won, found.plan.totals.open) == (1, 1)
    assert days(found) == [(date(2026, 2, 2), None), (None, date(2026, 12, 31))]


@pytest.mark.parametrize("beside", ["", ",Expected Close Date"])
def test_that_a_won_date_alone_is_the_day_of_closing(preview: Preview, beside: str) -> None:
    found = preview(
        f"Deal,Owner,Stage,Won Date{beside}\nA,Ada Lind,Won,2026-02-02{beside and ',2026-05-05'}\n"
    )
    assert days(found)[0][0] == date(2026, 2, 2)
