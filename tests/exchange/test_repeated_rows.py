"""A filled row of an OpenDocument that claims to stand there very often is refused before it is laid out."""

import io
import tracemalloc
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


CELL = (
    '<table:table-cell table:number-columns-repeated="{times}" office:value-type="float" office:value="1"/>'
)


@pytest.mark.parametrize(
    "sheets",
    [
        row(1_000, FILLED * 20) * 900,
        row(1_000, CELL.format(times=99) * 50) * 10,
        row(1, FILLED * 4_999) + f"<table:table-row>{FILLED}</table:table-row>" * 20_000,
        (row(1, '<table:table-cell table:number-columns-repeated="4990"/>' + FILLED)) * 5_000,
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        + row(1, FILLED * 30),
        "</table:table><table:table>".join([row(900, CELL.format(times=19)) * 30] * 50),
    ],
    ids=["many repeats", "narrow repeats", "wide and long", "far to the right", "far below", "many sheets"],
)
def test_that_all_sheets_of_a_file_have_one_budget_of_cells(sheets: str) -> None:
    assert refused(sheets, most_cells=6_000_000)


def test_that_several_usual_sheets_are_within_it() -> None:
    sheet = f"<table:table-row>{FILLED * 20}</table:table-row>" * 3_000 + row(1_040_000, EMPTY)
    assert not refused("</table:table><table:table>".join([sheet] * 5), most_cells=6_000_000)
    assert not refused(row(20, FILLED + EMPTY) * 5, most_cells=6_000_000)
    assert not refused(row(1_000, FILLED * 20) * 290, most_cells=6_000_000)


def test_that_a_row_that_never_ends_is_refused() -> None:
    assert refused("<table:table-row>" + FILLED * 1_000_000)


def test_that_a_file_of_a_few_kilobytes_is_refused_in_little_memory() -> None:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(
            "content.xml", f"<table:table>{row(1_000, CELL.format(times=3_000)) * 900}</table:table>"
        )
    assert len(made.getvalue()) < 20_000
    tracemalloc.start()
    with pytest.raises(UserError, match="may have 4,000,000 cells, so nothing"):
        unpacked(made.getvalue(), "deals.ods")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
