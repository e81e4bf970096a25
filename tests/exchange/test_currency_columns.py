"""Of several columns for currencies the one that names them is read; numbers of ISO 4217 are, others are not."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportChoices, ImportPreview, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict

Preview = Callable[[str, str, str], ImportPreview]
EUR_USD = {"EUR": Decimal(100), "USD": Decimal(100)}


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """Previews two won deals with some columns more."""

    def previewed(heads: str, one: str, other: str) -> ImportPreview:
        rows = (f"D{n},Ada Lind,Won,2026-01-0{n},100,{cells}" for n, cells in enumerate((one, other), 1))
        text = "\n".join((f"Deal,Owner,Stage,Close Date,Amount,{heads}", *rows))
        (path := tmp_path / "crm.csv").write_text(text, encoding="utf-8")
        return preview_import(ImportService(None), read_source(path, "deals"), ImportChoices())

    return previewed


@pytest.mark.parametrize(
    ("heads", "one", "other"),
    [
        ("Currency,Currency ID", "EUR,1", "USD,2"), ("Currency ID,Currency", "1,EUR", "2,USD"),
        ("Currency ID,Deal currency", "1,EUR", "2,USD"), ("Currency,Deal currency", "3,EUR", "4,USD"),
        ("Currency,Currency Name", "7,Euro", "8,US Dollar"), ("Currency,Currency Symbol", "1,€", "2,US$"),
        ("Transaction Currency,Currency", "8f1c2a3e-aaaa,EUR", "8f1c2a3e-aaab,USD"),
        ("Währung,Währungscode", "12,EUR", "13,USD"), ("Currency", "978", "840"), ("Currency Code", "978", "840"),
    ],
)  # fmt: skip
def test_that_the_column_that_names_currencies_is_read(
    preview: Preview, heads: str, one: str, other: str
) -> None:
    found = preview(heads, one, other)
    assert found.plan.totals.won_amount == EUR_USD


def test_that_numbers_of_currencies_are_told(preview: Preview) -> None:
    found = preview("Currency", "756", "036")
    assert found.plan.totals.won_amount == {"CHF": Decimal(100), "AUD": Decimal(100)}
    assert (
        "The numbers under “Currency” are read as those of currencies: 036 = AUD, 756 = CHF." in found.notes
    )


@pytest.mark.parametrize("cells", [("1", "2"), ("a0B0001", "a0B0002"), ("36", "12")])
def test_that_a_programs_own_numbers_reject_no_row_and_are_told(
    preview: Preview, cells: tuple[str, str]
) -> None:
    found = preview("Currency ID", *cells)
    assert found.plan.count(Verdict.REJECTED) == 0
    assert any("numbers several currencies and names none" in note for note in found.notes)


def test_that_another_currency_beside_the_one_that_is_read_is_told(preview: Preview) -> None:
    found = preview("Currency,Deal currency", "USD,EUR", "USD,USD")
    assert found.plan.totals.won_amount == {"USD": Decimal(200)}
    assert any("“Deal currency” beside it says another one" in note for note in found.notes)
