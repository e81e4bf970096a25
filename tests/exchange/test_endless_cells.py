"""A cell longer than any can be is named and refused; a long one that may be is read at once."""

from pathlib import Path
from time import perf_counter

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import read_source
from salesdesk.exchange.unpack import LONGEST_CELL

HEAD = "Opportunity Name,Owner,Amount,Close Date,Stage,Account Name,Comment\n"
ROW = "Deal {number},Ann Berg,100,2026-01-0{number},Closed Won,Alder,{comment}\n"


def file_with(folder: Path, *comments: str) -> Path:
    """Writes deals with comments as they stand in the file."""
    rows = (ROW.format(number=number, comment=words) for number, words in enumerate(comments, 1))
    (path := folder / "deals.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


LONG = "he said, well, " * (LONGEST_CELL // 15 + 1)
SAYS = r"1,000,\d+ signs in row 3, column 7, more than the 1,000,000"


@pytest.mark.parametrize(
    "comment",
    [f'"{LONG}"', '"' + LONG.replace("well, ", "well,\n") + '"', "x" * (LONGEST_CELL + 1)],
    ids=["one line", "many lines", "no marks"],
)
def test_that_a_cell_longer_than_may_be_is_named_and_nothing_is_read(tmp_path: Path, comment: str) -> None:
    with pytest.raises(UserError, match=SAYS):
        read_source(file_with(tmp_path, "x", comment, '"ok, fine"'), "deals")


def test_that_a_cell_too_long_without_any_mark_in_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=SAYS):
        read_source(file_with(tmp_path, "x", "x" * (LONGEST_CELL + 1), "y"), "deals")


def test_that_a_cell_too_long_after_a_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=SAYS):
        read_source(file_with(tmp_path, "x", '"' + "x" * (LONGEST_CELL + 1), "y"), "deals")


def test_that_a_cell_too_long_on_a_page_is_named(tmp_path: Path) -> None:
    cells = (
        "<tr><td>Deal</td><td>Amount</td></tr><tr><td>A</td><td>" + "x" * (LONGEST_CELL + 1) + "</td></tr>"
    )
    (path := tmp_path / "deals.xls").write_text(f"<html><body><table>{cells}</table></body></html>")
    with pytest.raises(UserError, match="in row 2, column 2"):
        read_source(path, "deals")


def test_that_a_mark_never_closed_still_loses_only_its_own_row(tmp_path: Path) -> None:
    table = read_source(file_with(tmp_path, '"an 8 inch pipe', *["plain"] * 40_000), "deals").table
    assert len(table.rows) == 40_001


def test_that_a_column_of_long_words_is_not_looked_through_for_kinds_of_documents(tmp_path: Path) -> None:
    path = file_with(tmp_path, "x", f'"{LONG[:900_000]}"', "y")
    began = perf_counter()
    table = read_source(path, "deals").table
    assert len(table.rows) == 3
    assert perf_counter() - began < 8
