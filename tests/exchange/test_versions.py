"""One deal in several rows, or under two spellings of its number, is one: its newest version counts, and it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.exchange.import_file import ImportPreview, apply_import, preview_import, read_source
from salesdesk.services.importing.names import number_key
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import Verdict
from salesdesk.store.desk_file import DeskFile

HEADER = "Deal ID,Deal name,Owner,Account,Stage,Close date,Amount"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of deals and gives its path."""

    def written(*rows: str, header: str = HEADER) -> Path:
        path = tmp_path / "deals.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return path

    return written


def previewed(path: Path, desk: DeskFile | None = None) -> ImportPreview:
    return preview_import(ImportService(desk), read_source(path, "deals"))


def applied(path: Path, desk: DeskFile) -> ImportPreview:
    return apply_import(ImportService(desk), previewed(path, desk))[0]


def amounts(desk: DeskFile) -> dict[str, float]:
    rows = desk.rows("SELECT name, amount FROM opportunity ORDER BY id")
    return {row["name"]: row["amount"] / 10_000 for row in rows}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OPP-17", "opp-17"), ("OPP-17", " OPP - 17"), ("OPP-17", "Opp-17\u00a0"), ("00017", "17"), ("17", "'17"),
        ("006A000001bCdEf", "006A000001bCdEfIAK"),
    ],
)  # fmt: skip
def test_that_two_spellings_of_a_number_are_one(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(("one", "other"), [
    ("OPP-17", "OPP-71"), ("006A000001bCdEf", "006A000001bCdEF"), ("A-1", "A-11"), ("1-1", "11"),
])  # fmt: skip
def test_that_different_numbers_stay_apart(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


def test_that_a_later_export_with_other_spellings_doubles_no_deal(write: Write, desk: DeskFile) -> None:
    applied(write("OPP-1,Pump,Ida,Nord,Open,,10", "OPP-2,Valve,Ida,Nord,Open,,20"), desk)
    plan = applied(write("opp-1,Pump,Ida,Nord,Open,,10", "Opp - 2,Valve,Ida,Nord,Open,,25"), desk).plan
    assert [(row.verdict, [change.field for change in row.changes]) for row in plan.rows] == [
        (Verdict.SAME, []),
        (Verdict.CHANGED, ["amount"]),
    ]
    assert amounts(desk) == {"Pump": 10, "Valve": 25}


def test_that_the_version_changed_last_counts_wherever_it_stands(write: Write, desk: DeskFile) -> None:
    header = HEADER + ",Last modified"
    preview = applied(
        write(
            "1,Pump,Ida,Nord,Won,2024-02-01,30,2024-03-02 09:30",
            "1,Pump,Ida,Nord,Open,,10,2024-01-01 10:00",
            "1,Pump,Ida,Nord,Won,2024-02-01,20,2024-03-02 08:15",
            "2,Valve,Ida,Nord,Open,,5,2024-01-01",
            header=header,
        ),
        desk,
    )
    assert amounts(desk) == {"Pump": 30, "Valve": 5}
    why = "Row 2 is a later version of it."
    assert [(row.number, row.why) for row in preview.plan.of(Verdict.REJECTED)] == [(3, why), (4, why)]
    assert (
        "1 deal stands in the file in several versions, which differ under “Stage” and “Amount”; "
        "the one changed last counts." in preview.notes
    )


def test_that_without_a_day_of_change_the_last_row_counts_and_it_is_told(
    write: Write, desk: DeskFile
) -> None:
    preview = applied(
        write("1,Pump,Ida,Nord,Open,,10", "2,Valve,Ida,Nord,Open,,5", "1,Pump,Ida,Nord,Won,2024-02-01,20"),
        desk,
    )
    assert amounts(desk) == {"Valve": 5, "Pump": 20}
    assert any(
        "no column says when they were changed, so the last row counts" in note for note in preview.notes
    )


def test_that_rows_which_say_the_same_are_repeats(write: Write) -> None:
    plan = previewed(write("1,Pump,Ida,Nord,Open,,10", "1,Pump,Ida,Nord,Open,,10")).plan
    assert [row.why for row in plan.rows] == ["", "It repeats row 2 of the file."]


def test_that_different_deals_with_one_number_are_all_imported(write: Write, desk: DeskFile) -> None:
    preview = applied(
        write(
            "NEW,Pump,Ida,Nord,Open,,10", "NEW,Valve,Bo,Sund,Open,,20", "NEW,Pipe,Bo,Aker,Open,,30",
            "8,Hose,Bo,Aker,Open,,40",
        ),
        desk,
    )  # fmt: skip
    assert amounts(desk) == {"Pump": 10, "Valve": 20, "Pipe": 30, "Hose": 40}
    assert [row["external_id"] for row in desk.rows("SELECT external_id FROM opportunity ORDER BY id")] == [
        None, None, None, "8",
    ]  # fmt: skip
    assert (
        "3 rows share the number “NEW” although they are about different deals, so it is left out and they are "
        "told apart by their names." in preview.notes
    )


def test_that_a_later_version_that_cannot_be_read_leaves_the_earlier_one(write: Write) -> None:
    plan = previewed(
        write(
            "1,Pump,Ida,Nord,Open,,10", "1,Pump,Ida,Nord,Open,,much", "2,V,Bo,S,Open,,1", "3,W,Bo,S,Open,,1"
        )
    ).plan
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REJECTED, Verdict.NEW, Verdict.NEW]


def won(preview: ImportPreview) -> dict[str, int]:
    return {currency: int(amount) for currency, amount in preview.plan.totals.won_amount.items()}


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 2, 0), (1, 0, 2)])
def test_that_a_repeat_with_nothing_but_the_number_takes_no_deal_away(
    write: Write, desk: DeskFile, order: tuple[int, ...]
) -> None:
    rows = "R9,Pump,Ann,Nord,Won,2024-02-01,100", "R10,Valve,Ann,Nord,Won,2024-02-01,200", "R9,,,,,,"
    preview = applied(write(*(rows[place] for place in order)), desk)
    assert won(preview) == {"USD": 300}
    assert amounts(desk) == {"Pump": 100, "Valve": 200}
    [left_out] = preview.plan.of(Verdict.REJECTED)
    assert left_out.number == 2 + order.index(2)
    assert left_out.why == f"It repeats row {2 + order.index(0)} of the file."


def test_that_an_empty_cell_of_the_version_that_counts_wipes_nothing_an_earlier_one_says(
    write: Write, desk: DeskFile
) -> None:
    preview = applied(write("A1,Pump,Ann,Nord,Won,2024-02-01,100", "A1,Pump two,Ann,,Closed Won,,"), desk)
    assert won(preview) == {"USD": 100}
    [deal] = desk.rows(
        "SELECT o.name, o.outcome, o.closed_on, a.name AS account FROM opportunity o "
        "JOIN account a ON a.id = account_id"
    )
    assert tuple(deal) == ("Pump two", "won", "2024-02-01", "Nord")
    assert (
        "1 deal stands on several rows, and the one that counts has empty cells: what another one says stands there."
        in preview.notes
    )
    assert any("which differ under “Deal” and “Stage”;" in note for note in preview.notes), preview.notes


def test_that_versions_of_which_none_contradicts_another_are_not_told_as_differing(write: Write) -> None:
    notes = previewed(write("A1,Pump,Ann,Nord,Won,2024-02-01,100", "A1,Pump,Ann,Nord,Won,,")).notes
    assert not any("several versions" in note for note in notes)
    assert any("empty cells" in note for note in notes)


@pytest.mark.parametrize(
    ("earlier", "later", "sums"),
    [
        pytest.param("100,EUR", ",USD", {"EUR": 100}, id="the amount comes with its currency"),
        pytest.param("100,EUR", "120,", {"EUR": 120}, id="the currency of before"),
        pytest.param("100,EUR", "$120,", {"USD": 120}, id="a currency beside the amount"),
        pytest.param("100,", ",EUR", {"EUR": 100}, id="a currency told later"),
        pytest.param("100,EUR", "0,EUR", {"EUR": 0}, id="nought is not empty"),
    ],
)
def test_that_an_amount_is_filled_together_with_its_currency(
    write: Write, earlier: str, later: str, sums: dict[str, int]
) -> None:
    rows = (f"A1,Pump,Ann,Nord,Won,2024-02-01,{money}" for money in (earlier, later))
    assert won(previewed(write(*rows, header=HEADER + ",Currency"))) == sums


def test_that_a_deal_which_is_open_again_in_its_later_version_takes_no_close_date_over(
    write: Write, desk: DeskFile
) -> None:
    applied(
        write("A1,Pump,Ann,Nord,Won,2024-02-01,100", "A1,Pump,Ann,Nord,Talks,,"), desk,
    )  # fmt: skip
    [deal] = desk.rows("SELECT outcome, closed_on, expected_on FROM opportunity")
    assert tuple(deal) == ("open", None, None)
    assert amounts(desk) == {"Pump": 100}


def test_that_a_row_left_out_for_its_outcome_is_no_later_version(write: Write) -> None:
    header = HEADER.replace("Stage", "Status")
    others = (f"B{number},Valve,Ann,Nord,Lost,2024-02-17,5" for number in range(22))
    preview = previewed(
        write(
            "A1,Pump,Ann,Nord,Won,2024-02-01,100", "A1,Pump,Ann,Nord,Perhapses,,100", *others,
            header=header,
        )
    )  # fmt: skip
    assert won(preview) == {"USD": 100}
    assert [row.number for row in preview.plan.of(Verdict.REJECTED)] == [3]


def test_that_a_bare_row_takes_no_number_from_different_deals(write: Write, desk: DeskFile) -> None:
    applied(write("NEW,Pump,Ida,Nord,Open,,10", "NEW,Valve,Bo,Sund,Open,,20", "NEW,,,,,,"), desk)
    assert amounts(desk) == {"Pump": 10, "Valve": 20}
