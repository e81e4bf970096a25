"""The table is found between titles, groups, totals and footnotes, and nothing is lost on the way."""

import pytest

from salesdesk.exchange import read_text
from salesdesk.exchange.find_table import find_table
from salesdesk.exchange.read_text import read_rows
from salesdesk.exchange.table import normalised, one_of_each, says_nothing
from salesdesk.exchange.targets import known_names

DEALS = known_names("deals")


def test_that_names_of_columns_are_compared_without_case_signs_and_accents() -> None:
    assert normalised("SalesPersonID") == normalised("sales_person id") == "sales person id"
    assert normalised("Deal - Stage") == "deal stage"
    assert normalised("Sales\nagent") == "sales agent"
    assert normalised("Währung") == "wahrung"


def test_that_the_header_is_found_under_a_title_and_a_row_of_groups() -> None:
    rows = [
        ["Closed deals", "", ""],
        [],
        ["Who", "", "What"],
        ["Owner", "Stage", "Amount"],
        ["Ada", "Won", 5.0],
        ["Bob", "Lost", 7.0],
    ]
    table = find_table(rows, DEALS)
    assert table is not None
    assert table.headers == ("Owner", "Stage", "Amount")
    assert table.header_row == 4
    assert [row.number for row in table.rows] == [5, 6]


def test_that_totals_footnotes_and_empty_rows_are_skipped_and_listed() -> None:
    rows = [
        ["Manager", "Owner", "Stage", "Amount"],
        ["Mo", "Ada", "Won", "5"],
        ["Subtotal Mo", "", "", "5"],
        ["", "", "", ""],
        ["Al", "Total Fitness Ltd", "Won", "9"],
        ["Grand total", "", "", "14"],
        ["* amounts without tax"],
    ]
    table = find_table(rows, DEALS)
    assert table is not None
    assert [row.cells[1] for row in table.rows] == ["Ada", "Total Fitness Ltd"]
    assert [(row.number, row.why) for row in table.skipped] == [
        (3, "a total"), (4, "empty"), (6, "a total"), (7, "a heading or a footnote"),
    ]  # fmt: skip
    assert table.header_row + len(table.rows) + len(table.skipped) == len(rows)


def test_that_nameless_empty_columns_are_dropped_and_nameless_full_ones_kept() -> None:
    table = find_table([["Owner", "Stage", "", ""], ["Ada", "Won", "", "x"], ["Bob", "Won", "", ""]], DEALS)
    assert table is not None
    assert table.headers == ("Owner", "Stage", "Column 4")


def test_that_columns_of_the_same_name_are_told_apart() -> None:
    table = find_table([["Owner", "Amount", "Amount"], ["Ada", "1", "2"]], DEALS)
    assert table is not None
    assert table.headers == ("Owner", "Amount", "Amount (2)")


def test_that_short_rows_are_filled_up() -> None:
    table = find_table([["Owner", "Stage", "Amount"], ["Ada", "Won"], ["Bob", "Won", "3"]], DEALS)
    assert table is not None
    assert table.rows[0].cells == ("Ada", "Won", None)


def test_that_a_sheet_of_numbers_has_no_header() -> None:
    assert find_table([[1.0, 2.0], [3.0, 4.0]], DEALS) is None
    assert find_table([], DEALS) is None


def test_that_narrow_lines_after_the_last_empty_row_are_a_footer() -> None:
    rows = [
        ["Deal ID", "Owner", "Stage", "Close date", "Amount"],
        ["1", "Ada", "Won", "2024-01-31", "5"],
        ["2", "Bo", "Talks", "", ""],
        ["3", "Bo"],
        [],
        ["Printed by:", "Mona"],
    ]
    table = find_table(rows, DEALS)
    assert table is not None
    assert [row.number for row in table.rows] == [2, 3, 4]
    assert [row.why for row in table.skipped] == ["empty", "a footer"]


def test_that_very_many_rows_are_a_few_lists_and_equal_texts_are_one() -> None:
    lines = "".join(f"D-{number},Ada Lind,Won,2024-03-{number % 28 + 1:02d}\n" for number in range(500))
    text = "Number,Owner,Stage,Closed\n" + lines
    table = find_table(read_rows(text, ",", "deals.csv").rows, {"number", "owner"}, delimiter=",")
    assert table is not None
    owners, days = table.column(1), table.column(3)
    assert len({id(owner) for owner in owners}) == 1
    assert len({id(day) for day in days}) == 28
    first, last = table.rows[0], table.rows[-1]
    assert (first.number, first.cells) == (2, ("D-0", "Ada Lind", "Won", "2024-03-01"))
    assert (last.number, last.cells[0]) == (501, "D-499")
    assert [row.number for row in table.rows[1:3]] == [3, 4]
    assert [row.cells[0] for row in table.rows] == list(table.column(0))


def test_that_true_one_and_a_text_of_one_stay_what_they_are() -> None:
    row = one_of_each()([True, 1, 1.0, "1", None])
    assert [type(cell) for cell in row] == [bool, int, float, str, type(None)]


def test_that_lines_are_cut_alike_in_one_piece_and_in_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["Number,Note", 'D-1,"two', 'lines"', "D-2,one", "D-3,“quoted”"])
        whole = read_rows(text, ",", "deals.csv").rows
        for most in (1, 7, 20):
            monkeypatch.setattr(read_text, "_AT_ONCE", most)
            assert read_rows(text, ",", "deals.csv").rows == whole


@pytest.mark.parametrize(
    "cell",
    [
        "<NA>", "<null>", "[NULL]", "(null)", "nan", "NaN", "NaT", "#N/A", "<#N/A>", "(blank)", "(Leer)", "(en blanco)",
        "<none>", "[empty]", "(-)", "#REF!", "#BEZUG!", "#DIV/0!", "#NOMBRE?", "#¡VALOR!", "#ЗНАЧ!", "（空白）",
        "{}", "<>",
    ],
)  # fmt: skip
def test_that_what_programs_write_for_nothing_is_nothing_whatever_is_around_it(cell: str) -> None:
    assert says_nothing(cell)


@pytest.mark.parametrize(
    "cell", ["Nan Orr", "(2)", "[Mia Orr]", "<mia@nord.example>", "#1", "#12!", "Leer", "Blank"]
)
def test_that_names_and_numbers_are_never_nothing(cell: str) -> None:
    assert not says_nothing(cell)
