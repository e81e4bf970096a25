"""The table is found between titles, groups, totals and footnotes, and nothing is lost on the way."""

from salesdesk.exchange.find_table import find_table
from salesdesk.exchange.mapping import known_names
from salesdesk.exchange.table import normalised

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
