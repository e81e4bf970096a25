"""A filled row of an OpenDocument that claims to stand there very often is refused before it is laid out."""

import io
import zipfile

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.repeated_rows import repeats_too_often
from salesdesk.exchange.unpack import unpacked

FILLED = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'


def row(times: object, cells: str = FILLED) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def refused(rows: str, most_rows: int = 1_000_000, most_cells: int = 20_000_000) -> bool:
    return repeats_too_often(io.BytesIO(f"<table:table>{rows}</table:table>".encode()), most_rows, most_cells)


@pytest.mark.parametrize("times", [1_001, 1_048_574, 2_000_000_000, "9" * 30, "&#57;999"])
def test_that_a_filled_row_that_stands_there_very_often_is_refused(times: object) -> None:
    assert refused(row(1) + row(times))


@pytest.mark.parametrize("before", range(1 << 20, (1 << 20) - 200, -7))
def test_that_it_is_refused_wherever_the_file_is_cut_while_it_is_read(before: int) -> None:
    assert refused(" " * before + row(5_000))


def test_that_rows_which_make_too_many_together_are_refused() -> None:
    assert refused(row(900) * 3, most_rows=2_000)
    assert refused(row(1_500, EMPTY) + row(900), most_rows=2_000)


def test_that_empty_rows_up_to_the_end_of_a_sheet_and_a_few_alike_are_taken() -> None:
    assert not refused(row(20) + row(1_048_000, EMPTY), most_rows=2_000)
    assert not refused(f"<table:table-row>{FILLED}</table:table-row>" * 40_000, most_rows=2_000)


def test_that_a_file_with_such_a_row_is_refused_in_a_sentence() -> None:
    with zipfile.ZipFile(made := io.BytesIO(), "w") as pack:
        pack.writestr("content.xml", row(1_048_574))
    with pytest.raises(UserError, match="more memory than an import may"):
        unpacked(made.getvalue(), "deals.ods")


@pytest.mark.parametrize(
    "in_cell", ['office:value-type="float" office:value="1"/', "><text:p>x</text:p></table:table-cell"]
)
def test_that_filled_cells_which_make_rows_very_wide_are_refused(in_cell: str) -> None:
    wide = f'<table:table-cell table:number-columns-repeated="16000" {in_cell}>'
    assert refused(row(900, wide) * 5)
    assert refused(row(900, wide.replace("16000", "9" * 30)))
    assert not refused(row(1, wide) * 5)


def test_that_the_empty_cells_behind_each_row_make_none_wide() -> None:
    assert not refused(row(900, FILLED + EMPTY) * 5)
