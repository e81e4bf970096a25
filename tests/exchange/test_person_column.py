"""The one column of words beside figures is that of the people, whatever it is called."""

from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.store.desk_file import DeskFile


@pytest.fixture
def preview(tmp_path: Path, desk: DeskFile):
    """Previews a text as a file of some kind."""

    def previewed(text: str, kind: str) -> ImportPreview:
        path = tmp_path / "figures.csv"
        path.write_text(text, encoding="utf-8")
        return preview_import(ImportService(desk), read_source(path, kind), ImportChoices())

    return previewed


def people_in(found: ImportPreview) -> list[str]:
    return [each["name"] for each in found.plan.creates["salesperson"]]


@pytest.mark.parametrize("head", ["Team member", "Person", "Wer", "", "Colleague"])
def test_that_a_table_of_quotas_has_its_people_in_the_first_column(preview, head: str) -> None:
    found = preview(
        f"{head},Q1 2026,Q2 2026\nMia Orr,1000,2000\nJon Ek,1500,2500\nTotal,2500,4500\n", "quotas"
    )
    assert people_in(found) == ["Mia Orr", "Jon Ek"]
    assert len(found.plan.rows) == 4
    assert f"“{head or 'Column 1'}” is read as the salespeople." in found.assumed


@pytest.mark.parametrize("head", ["Team member", "Person", "Who"])
def test_that_a_row_a_period_has_them_there_too(preview, head: str) -> None:
    found = preview(f"{head},Quarter,Quota\nMia Orr,Q1 2026,1000\nJon Ek,Q1 2026,1500\n", "quotas")
    assert people_in(found) == ["Mia Orr", "Jon Ek"]


def test_that_a_column_that_is_called_so_goes_first(preview) -> None:
    found = preview("Team,Salesperson,Q1 2026,Q2 2026\nNorth,Mia Orr,1000,2000\n", "quotas")
    assert people_in(found) == ["Mia Orr"]
    assert not any("is read as the salespeople" in words for words in found.assumed)


def test_that_of_two_columns_of_words_none_is_taken(preview) -> None:
    with pytest.raises(UserError, match="no column for the salesperson"):
        preview(
            "Office,Colleague,Q1 2026,Q2 2026\nNorth,Mia Orr,1000,2000\nSouth,Jon Ek,1500,2500\n", "quotas"
        )
