"""A file without the end of a line or a cell is refused while it is read, before it is held in memory."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.exchange import unpack
from salesdesk.exchange.read_file import sniff
from tests.exchange.test_hostile_workbooks import workbook_with

LONG = 40_000_000
HEAD = b"Deal,Owner,Amount\n"
BIG = workbook_with(f'<row><c t="inlineStr"><is><t>{"y" * LONG}</t></is></c></row>')
FILES = {
    "nothing but a line": b"a" * LONG,
    "a cell": HEAD + b'x,"' + b"x" * LONG + b'",1\n',
    "packed": gzip.compress(b"a," * (LONG // 2), 1),
    "a cell of a page": b"<table><tr><td>Deal<td>" + b"x" * LONG,
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_that_an_endless_file_is_refused_in_little_memory(tmp_path: Path, data: bytes) -> None:
    (path := tmp_path / "deals.csv").write_bytes(data)
    tracemalloc.start()
    with pytest.raises(UserError, match="more than 16 MB"):
        sniff(path)
    assert tracemalloc.get_traced_memory()[1] < LONG / 2
    tracemalloc.stop()


def test_that_an_endless_text_in_a_workbook_is_refused() -> None:
    with pytest.raises(UserError, match="more than 16 MB"):
        unpack.unpacked(BIG, "deals.xlsx")


def test_that_a_page_of_one_long_line_is_read(tmp_path: Path) -> None:
    rows = b"<tr><td>Crane</td><td>100</td></tr>" * 500_000
    (path := tmp_path / "deals.xls").write_bytes(b"<html><table>" + rows + b"</table></html>")
    assert sniff(path).form == "page"


def test_that_a_large_database_is_still_called_one(tmp_path: Path) -> None:
    (path := tmp_path / "deals.csv").write_bytes(b"SQLite format 3\0" + b"a" * LONG)
    with pytest.raises(UserError, match="is a database"):
        sniff(path)
