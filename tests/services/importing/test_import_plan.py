"""A plan keeps its rows column by column, and gives each back as it was."""

from salesdesk.services.importing.import_plan import PlannedRows
from salesdesk.services.importing.values import ImportedChange, Pending, PlannedRow, Verdict

ROWS = [
    PlannedRow(2, "Pump", Verdict.NEW, values={"name": "Pump", "amount": 5, "account_id": Pending("account", 0)}),
    PlannedRow(3, "Valve", Verdict.REJECTED, "It has no number."),
    PlannedRow(4, "Press", Verdict.NEW, values={"name": "Press", "closed_on": None}),
    PlannedRow(6, "Lathe", Verdict.SAME, record_id=7),
    PlannedRow(
        7, "Drill", Verdict.CHANGED, record_id=9, values={"amount": 8},
        changes=(ImportedChange("amount", "Amount", 6, 8),),
    ),
]  # fmt: skip


def test_that_every_row_comes_back_as_it_was() -> None:
    rows = PlannedRows.of(ROWS)
    assert list(rows) == ROWS
    assert list(rows[1:4]) == ROWS[1:4]
    assert rows[-1] == ROWS[-1]
    assert [list(rows.with_verdict(each)) for each in Verdict] == [
        [row for row in ROWS if row.verdict is each] for each in Verdict
    ]


def test_that_a_field_left_out_differs_from_one_that_becomes_empty() -> None:
    new = PlannedRows.of(ROWS).with_verdict(Verdict.NEW)
    assert new.fields() == {"name", "amount", "account_id", "closed_on"}
    assert "closed_on" not in new[0].values
    assert new[1].values["closed_on"] is None
    assert new.column("closed_on") == [None, None]
    assert new.column("amount") == [5, None]
    assert new.column("stage_id") == [None, None]


def test_that_rows_that_change_the_same_fields_are_found_together() -> None:
    rows = PlannedRows.of([*ROWS, PlannedRow(8, "Vice", Verdict.CHANGED, record_id=11, values={"amount": 1})])
    changed = rows.with_verdict(Verdict.CHANGED)
    assert {names: list(places) for names, places in rows.by_fields(changed.places).items()} == {
        ("amount",): [4, 5]
    }
    assert rows.record_ids(changed.places) == [9, 11]
