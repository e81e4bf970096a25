"""Files as spreadsheets, reports and boards write them: no row is swallowed, cut, doubled or given to nobody."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from salesdesk.exchange.import_file import ImportPreview, preview_import, read_source
from salesdesk.exchange.read_text import read_rows
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict

HEADER = "Deal ID,Deal name,Owner,Stage,Close date,Amount\n"


@pytest.fixture
def preview(tmp_path: Path):
    """Previews a text as a file of deals."""

    def previewed(text: str, name: str = "deals.csv") -> ImportPreview:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return preview_import(ImportService(None), read_source(path, "deals"))

    return previewed


NOBODYS = "Deals without a salesperson: 1. They count for nobody; look whether a column is left out."


def amounts(preview: ImportPreview) -> list[Any]:
    return [row.values.get("amount") for row in preview.plan.rows if row.verdict is not Verdict.REJECTED]


def rejected(preview: ImportPreview) -> dict[int, str]:
    return {row.number: row.why for row in preview.plan.of(Verdict.REJECTED)}


CRANE, WINCH, ROPE = (
    "1,Crane,Mia Orr,Won,2024-05-01,10\n", "2,Winch,Jo Fox,Won,2024-05-02,20\n", "3,Rope,Jo Fox,Won,2024-05-03,40\n",
)  # fmt: skip
STRAY = {
    "closed by a later row": CRANE.replace("Crane", '"Crane') + WINCH + ROPE.replace("Rope", '"Rope"'),
    "never closed": CRANE + WINCH.replace("Winch", '"Winch') + ROPE,
    "two of them": CRANE.replace("Crane", '"Crane') + WINCH + ROPE.replace("Rope", 'Rope"'),
    "in the last row": CRANE + WINCH + ROPE.replace("Jo", '"Jo'),
}


@pytest.mark.parametrize("text", STRAY.values(), ids=STRAY)
def test_that_a_stray_quotation_mark_swallows_no_rows(preview, text: str) -> None:
    found = preview(HEADER + text)
    assert amounts(found) == [10, 20, 40]
    assert any("uotation mark" in note for note in found.notes)


def test_that_cells_of_several_lines_stay_whole(preview) -> None:
    found = preview(
        "Deal ID,Notes,Owner,Stage,Amount\n"
        '1,"called, no answer\nagain, in May\n\nshe said ""yes""",Mia Orr,Won,10\n2,"a\nb",Jo Fox,Won,20\n'
    )
    assert amounts(found) == [10, 20]
    assert not any("uotation" in note for note in found.notes)


def test_that_a_mark_that_spoils_a_row_of_several_lines_has_it_rejected(preview) -> None:
    found = preview(
        HEADER + '1,Crane,Mia Orr,Won,2024-05-01,10\n2,"Winch\nwith, a\nlong rope,Jo\n' + "and no end\n" * 5
    )
    assert amounts(found)[0] == 10
    assert 3 in rejected(found)


def test_that_marks_with_a_backslash_and_rows_wrapped_as_one_cell_are_read() -> None:
    escaped = read_rows('a,b,c\n1,"so \\"it, is\\" here",2\n', ",", "x").rows
    assert escaped[1] == ["1", 'so "it, is" here', "2"]
    wrapped = read_rows('"a,b,c"\n"1,""x, y"",2"\n', ",", "x").rows
    assert wrapped == [["a", "b", "c"], ["1", "x, y", "2"]]


@pytest.mark.parametrize(
    ("cells", "amount"),
    [
        ("1,250", Decimal(1250)),
        ("$2,000.50", Decimal("2000.50")),
        ("1,234,567", Decimal(1234567)),
        ("-3,400", Decimal(-3400)),
    ],
)
def test_that_a_number_cut_at_its_thousands_is_put_together(preview, cells: str, amount: Decimal) -> None:
    found = preview(
        HEADER + f"1,Crane,Mia Orr,Won,2024-05-01,{cells}\n2,Winch,Jo Fox,Won,2024-05-02,20\n"
        "3,Rope,Jo Fox,Won,2024-05-03,40\n"
    )
    assert amounts(found) == [amount, 20, 40]
    assert any("put together" in note for note in found.notes)


def test_that_cents_cut_off_in_every_row_are_put_together(preview) -> None:
    found = preview(HEADER + "1,Crane,Mia Orr,Won,2024-05-01,10,50\n2,Winch,Jo Fox,Won,2024-05-02,120,05\n")
    assert amounts(found) == [Decimal("10.50"), Decimal("120.05")]


def test_that_a_row_with_too_many_cells_is_rejected_and_says_so(preview) -> None:
    found = preview(
        HEADER + "1,Crane, large,Mia Orr,Won,2024-05-01,10\n2,Winch,Jo Fox,Won,2024-05-02,20\n"
        "3,Rope,Jo Fox,Won,2024-05-03,40\n"
    )
    assert amounts(found) == [20, 40]
    assert "7 cells for 6 columns" in rejected(found)[2]


def test_that_a_column_without_a_name_is_no_cut_number(preview) -> None:
    found = preview(
        "Deal ID,Owner,Stage,Amount\n1,Mia Orr,Won,10,blue\n2,Jo Fox,Won,20,red\n3,Jo Fox,Won,40,red\n"
    )
    assert amounts(found) == [10, 20, 40]
    assert found.source.table.headers[-1] == "Column 5"


BOARD = (
    "Sales board\n\nHot\nDeal name,Owner,Stage,Amount,Close date\n"
    "Crane,Mia Orr,Talks,10,2027-05-01\nWinch,Jo Fox,Offer,20,2027-05-02\n,,,30,\n\n"
    "Done\nOwner,Deal name,Stage,Amount,Close date\nMia Orr,Rope,Won,40,2024-05-03\n,,,40,\n"
)


def test_that_boards_with_a_header_and_a_sum_for_each_group_are_read(preview) -> None:
    found = preview(BOARD)
    assert amounts(found) == [10, 20, 40]
    assert [row.values["name"] for row in found.plan.rows] == ["Crane", "Winch", "Rope"]
    whys = [row.why for row in found.source.table.skipped]
    assert whys.count("a total") == 2
    assert whys.count("a repeated header") == 1


def test_that_a_total_in_unknown_words_is_told_by_its_sum(preview) -> None:
    found = preview(
        "Owner,Deal name,Stage,Close date,Amount\nMia Orr,Crane,Won,2024-05-01,10\n"
        "Jo Fox,Winch,Won,2024-05-02,20\nYhteensä,,,,30\n"
    )
    assert amounts(found) == [10, 20]


PIVOT = (
    "Owner,Deal ID,Stage,Close date,Amount\nMia Orr,1,Won,2024-05-01,10\n,2,Won,2024-05-02,20\n"
    "Mia Orr Total,,,,30\nJo Fox,3,Won,2024-05-03,40\n,4,Lost,2024-05-04,80\nJo Fox Total,,,,120\n"
)


@pytest.mark.parametrize(
    "text", [PIVOT, "\n".join(line for line in PIVOT.split("\n") if "Total" not in line)]
)
def test_that_an_owner_named_once_a_group_owns_the_whole_group(preview, text: str) -> None:
    found = preview(text)
    owners = [row.cells[0] for row in found.source.table.rows]
    assert owners == ["Mia Orr", "Mia Orr", "Jo Fox", "Jo Fox"]
    assert any("2 rows below were given the name of their group" in note for note in found.notes)


def test_that_owners_missing_here_and_there_are_counted_and_not_made_up(preview) -> None:
    found = preview(
        "Owner,Deal ID,Stage,Close date,Amount\nMia Orr,1,Won,2024-05-01,10\n,2,Won,2024-05-02,20\n"
        "Jo Fox,3,Won,2024-05-03,40\nMia Orr,4,Lost,2024-05-04,80\n"
    )
    assert [row.cells[0] for row in found.source.table.rows] == ["Mia Orr", "", "Jo Fox", "Mia Orr"]
    assert NOBODYS in found.notes


@pytest.mark.parametrize("number", ["9.87654E+14", "1,2E+08"])
def test_that_rounded_record_numbers_are_left_out_and_no_row_with_them(preview, number: str) -> None:
    found = preview(
        "Deal ID;Deal name;Owner;Stage;Close date;Amount\n"
        + "".join(f"{number};{name};Mia Orr;Won;2024-05-01;10\n" for name in ("Crane", "Winch", "Rope"))
    )
    assert amounts(found) == [10, 10, 10]
    assert not any("external_id" in row.values for row in found.plan.rows)
    assert any("rounded numbers" in note for note in found.notes)


ROWS = "".join(f"{i},Crane {i},Mia Orr,Won,2024-05-0{i},{i}5{i}.00\n" for i in range(1, 8))


@pytest.mark.parametrize("end", ["8,Winch,Mia", "8,Winch,Mia Orr,Won,2024-05-08,55", '8,"Winch'])
def test_that_a_cut_file_is_told_and_its_last_row_rejected(preview, end: str) -> None:
    found = preview(HEADER + ROWS + end)
    assert len(amounts(found)) == 7
    assert list(rejected(found)) == [9]
    assert any("ends in the middle" in note for note in found.notes)


def test_that_a_whole_file_without_a_last_line_end_is_whole(preview) -> None:
    assert len(amounts(preview(HEADER + ROWS.removesuffix("\n")))) == 7


def test_that_a_row_is_as_wide_as_both_rows_of_names_together(preview) -> None:
    found = preview(
        "Customer,,Rep,Deal,,Remark\nNumber,Account,,Status,Amount,\n"
        "1,Mast AG,Mia Orr,Won,100,\n2,Sail AG,Jon Ek,Lost,70,too dear\n3,Keel AG,Jon Ek,Won,5,\n"
    )
    assert (found.plan.totals.won, found.plan.totals.lost) == (2, 1)
    assert not rejected(found)
