"""Cells of many lines, as descriptions and mails are: a file whose marks are in order is taken as it stands."""

import csv
import io

import pytest

from salesdesk.exchange.read_text import read_rows

HEADER = "Deal ID,Deal name,Owner,Amount,Close date,Stage,Account,Description"
MAIL = (
    "Hello Mia,\n\nthank you for the offer. We decide next week, after the board.\nRegards,\nJo Fox, Buying"
)
TALKS = ["\n".join(["a call" + ", then a mail" * commas] * 8) for commas in (1, 3, 0, 2)]
LONG = {
    "a comma in each line": ["one call, two mails\n" * 5 + "an offer, sent"],
    "no to three commas in a line": TALKS,
    "every other one a mail": ["", MAIL],
    "longer than what is looked at first": ["one call, two mails\n" * 900 + "an offer"],
}


def written(notes: list[str], header: str = HEADER, rows: int = 150) -> str:
    text = io.StringIO(newline="")
    fixed = ["Mia Orr", "1000", "2024-05-01", "Won", "Mast AG"][: header.count(",") - 2]
    csv.writer(text, lineterminator="\n").writerows(
        [f"D{row}", f"Crane {row}", *fixed, notes[row % len(notes)]] for row in range(rows)
    )
    return f"{header}\n{text.getvalue()}"


def assert_as_it_stands(text: str) -> None:
    found = read_rows(text, ",", "deals.csv")
    assert [list(row) for row in found.rows] == list(csv.reader(io.StringIO(text, newline="")))
    assert (found.mended, found.broken, found.cut) == ([], [], False)


@pytest.mark.parametrize("notes", LONG.values(), ids=LONG)
def test_that_a_long_file_with_cells_of_many_lines_is_taken_as_it_stands(notes: list[str]) -> None:
    assert_as_it_stands(written(notes))


def test_that_titles_and_one_row_too_wide_change_nothing_of_it() -> None:
    assert_as_it_stands("Deals,May\nMade by,Mia\n" + written(TALKS) + f'D0,Winch,,,,,,"{MAIL}",more\n')


def test_that_prose_with_as_many_commas_as_a_row_has_is_not_taken_for_one() -> None:
    assert_as_it_stands(
        written(["a call\nwith Jo, Ann, Bo, all of Mast"], "Deal ID,Deal name,Owner,Description")
    )


@pytest.mark.parametrize("at", [0, 3, 149, 150])
def test_that_a_stray_mark_among_long_cells_spoils_no_other_row(at: int) -> None:
    lines = written(["a call\n" * 7 + "two, three"]).splitlines(keepends=True)
    stray = 'X,"Winch,Jo Fox,7,2024-05-01,Won,Mast AG,short\n'
    found = read_rows("".join([*lines[: at * 8 + 1], stray, *lines[at * 8 + 1 :]]), ",", "deals.csv")
    rows = [list(row) for row in found.rows]
    assert rows.pop(at + 1)[:4] == ["X", "Winch", "Jo Fox", "7"]
    assert rows == list(csv.reader(lines))
    assert found.mended == [at + 2]
