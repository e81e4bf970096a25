"""Tests the one table model: its order, its filter, its edits, and Qt's own checks."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from salesdesk.env.locale import Formats
from salesdesk.gui.models.plain_rows import PlainTableModel
from salesdesk.gui.models.record_list import MadeRows
from salesdesk.gui.models.record_table_model import ID_ROLE, RecordTableModel
from salesdesk.model.fields import Choice, Field, FieldType
from salesdesk.services.field_words import TableRow, words_of

STATES = (Choice("open", "Open"), Choice("won", "Won"))
COLUMNS = (
    Field(label="Name", type=FieldType.TEXT, name="name", required=True),
    Field(label="Amount", type=FieldType.MONEY, name="amount", help="Without tax.", unit="USD"),
    Field(label="Due", type=FieldType.DATE, name="due"),
    Field(label="State", type=FieldType.CHOICE, name="state", choices=STATES),
    Field(label="Account", type=FieldType.REFERENCE, name="account_id", refers_to="account"),
    Field(label="Seen", type=FieldType.BOOLEAN, name="seen"),
)
NAME, AMOUNT, DUE, STATE, ACCOUNT, SEEN = range(6)
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Row:
    """A record as a table shows it."""

    id: int
    values: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict[str, str])
    kind: str = "deal"


def row(number: int, name: str, **values: Any) -> Row:
    """Makes a record."""
    return Row(number, {"name": name, **values}, {"account_id": f"Account {number}"})


ROWS = (
    row(1, "beta", amount=Decimal("9.5"), due=date(2026, 3, 1), state="won", account_id=1),
    row(2, "Alpha", amount=None, due=date(2025, 12, 31), state="open", account_id=2),
    row(3, "gamma", amount=Decimal(100), due=None, state="open", account_id=3, seen=True),
)


@pytest.fixture
def model(qapp: object) -> RecordTableModel:
    """An editable table of three records."""
    made = RecordTableModel(COLUMNS, Formats(), editable=True)
    made.set_rows(ROWS)
    return made


def shown(model: RecordTableModel) -> list[int]:
    """Gives the ids from top to bottom."""
    return [model.index(place, 0).data(ID_ROLE) for place in range(model.rowCount())]


def test_that_the_model_passes_the_tester_of_qt(model: RecordTableModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(AMOUNT, DOWN)
    model.set_filter("a")
    model.set_rows(ROWS[:2])
    model.setData(model.index(0, NAME), "delta")
    model.set_columns(COLUMNS[:3])
    model.set_rows([])
    assert tester.model() is model


@pytest.mark.parametrize(
    ("column", "order", "ids"),
    [
        (NAME, UP, [2, 1, 3]), (AMOUNT, UP, [1, 3, 2]), (AMOUNT, DOWN, [3, 1, 2]),
        (DUE, UP, [2, 1, 3]), (DUE, DOWN, [1, 2, 3]), (STATE, UP, [2, 3, 1]), (-1, UP, [1, 2, 3]),
    ],
)  # fmt: skip
def test_that_sorting_follows_the_values_and_leaves_empty_ones_last(
    model: RecordTableModel, column: int, order: Qt.SortOrder, ids: list[int]
) -> None:
    model.sort(column, order)
    assert shown(model) == ids


def test_that_an_index_kept_over_sorting_stays_with_its_record(model: RecordTableModel) -> None:
    from PySide6.QtCore import QPersistentModelIndex

    kept = QPersistentModelIndex(model.index(0, AMOUNT))
    model.sort(AMOUNT, DOWN)
    assert kept.data(ID_ROLE) == 1


def test_that_every_typed_word_must_occur_somewhere_in_the_row(model: RecordTableModel) -> None:
    model.set_filter("open GAM")
    assert shown(model) == [3]
    model.set_filter("$9.50")
    assert shown(model) == [1]
    model.set_filter("")
    assert len(shown(model)) == 3


def test_that_an_edit_is_told_once_and_shown_at_once(model: RecordTableModel) -> None:
    told: list[tuple[Any, ...]] = []
    model.cell_edited.connect(lambda *edit: told.append(edit))
    assert model.setData(model.index(0, AMOUNT), Decimal(7))
    assert model.setData(model.index(0, AMOUNT), Decimal(7))
    assert told == [(1, "amount", Decimal(7))]
    assert model.index(0, AMOUNT).data() == "$7"


def test_that_fresh_rows_replace_what_was_wished(model: RecordTableModel) -> None:
    model.setData(model.index(0, AMOUNT), Decimal(7))
    model.set_rows(ROWS)
    assert model.index(0, AMOUNT).data() == "$9.50"


def test_that_an_edited_row_does_not_run_away_before_the_next_sort(model: RecordTableModel) -> None:
    model.sort(AMOUNT, UP)
    changed = row(1, "beta", amount=Decimal(999), state="won", account_id=1)
    model.set_rows([changed, *ROWS[1:]])
    assert shown(model) == [1, 3, 2]


def test_that_a_reference_is_edited_only_among_known_records(model: RecordTableModel) -> None:
    cell = model.index(0, ACCOUNT)
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable
    model.set_options("account_id", [(5, "Account 5")])
    assert cell.flags() & Qt.ItemFlag.ItemIsEditable
    model.setData(cell, 5)
    assert cell.data() == "Account 5"


def test_that_a_table_to_be_read_cannot_be_edited(qapp: object) -> None:
    made = RecordTableModel(COLUMNS, Formats())
    made.set_rows(ROWS)
    assert not made.setData(made.index(0, NAME), "other")
    assert not made.index(0, SEEN).flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_that_numbers_stand_right_and_every_cell_can_be_read_aloud(model: RecordTableModel) -> None:
    side = model.index(0, AMOUNT).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight.value
    spoken = [model.index(2, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(6)]
    assert spoken == [
        "Name: gamma",
        "Amount: $100",
        "Due: empty",
        "State: Open",
        "Account: Account 3",
        "Seen: Yes",
    ]
    help_text = model.headerData(AMOUNT, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert help_text == "Without tax. In USD"


def test_that_ten_thousand_rows_are_filtered_while_typing(qapp: object) -> None:
    made = RecordTableModel(COLUMNS, Formats())
    start = date(2026, 1, 1)
    made.set_rows(
        row(
            i, f"Deal {i}", amount=Decimal(i), due=start + timedelta(days=i % 300), state="open", account_id=i
        )
        for i in range(10_000)
    )
    made.set_filter("d")
    best = 1.0
    for typed in ("de", "deal", "deal 9", "deal 99"):
        began = perf_counter()
        made.set_filter(typed)
        best = min(best, perf_counter() - began)
    assert made.rowCount() < 10_000
    assert best < 0.030


def test_that_the_twin_of_a_chart_passes_the_tester_and_copies_with_its_headers(qapp: object) -> None:
    twin = PlainTableModel()
    tester = QAbstractItemModelTester(twin, QAbstractItemModelTester.FailureReportingMode.Fatal)
    twin.show_table((("Name", "Ratio"), (("Mara", "62%"), ("Tomas", "–"))))
    assert twin.text() == "Name\tRatio\nMara\t62%\nTomas\t–"
    assert twin.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight.value
    assert tester.model() is twin


def test_that_of_very_many_rows_few_are_written_to_measure_them_and_no_figure_is_missed(qapp: object) -> None:
    rows = [row(number, f"Deal {number}", amount=Decimal(number)) for number in range(1, 30_001)]
    rows[17_003] = row(17_004, "Deal", amount=Decimal(-98_765_432_101))
    rows[23_456] = row(23_457, "Deal", amount=Decimal(98_765_432_100))
    model = RecordTableModel(COLUMNS, Formats())
    model.set_rows(rows)
    assert len(model.words_in(NAME)) < 1_000
    amounts = model.words_in(AMOUNT)
    assert len(amounts) < 1_000
    written = {words_of(COLUMNS[AMOUNT], rows[at].values["amount"], Formats()) for at in (17_003, 23_456)}
    assert written <= amounts
    assert any("Account" in words for words in model.words_in(ACCOUNT))


def test_that_records_made_when_looked_at_sort_filter_and_answer_as_kept_ones_do(qapp: object) -> None:
    kept = [row(number, f"Deal {number % 7}", amount=Decimal(number % 50)) for number in range(1, 301)]
    made = MadeRows(
        [each.id for each in kept],
        lambda place: TableRow(kept[place].id, kept[place].values, kept[place].texts),
        lambda name: [each.values.get(name) for each in kept],
    )
    plain, model = RecordTableModel(COLUMNS, Formats()), RecordTableModel(COLUMNS, Formats())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for each, rows in ((plain, kept), (model, made)):
        each.set_rows(rows)
        each.sort(AMOUNT, DOWN)
        each.set_filter("deal 3")
    shown = range(plain.rowCount())
    assert 0 < model.rowCount() == plain.rowCount() < 300
    assert [model.row_at(at).id for at in shown] == [plain.row_at(at).id for at in shown]
    assert model.words_in(AMOUNT) == plain.words_in(AMOUNT)
    assert model.place_of(plain.row_at(4).id) == 4
    assert tester.model() is model
