"""The look, the locale and the clock that the building blocks are given."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.env.table_states import TableStates
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.model.fields import Choice, Field, FieldType

COLUMNS = (
    Field(label="Deal", type=FieldType.TEXT, name="name", required=True, help="What is being sold."),
    Field(label="Account", type=FieldType.REFERENCE, name="account_id", refers_to="account"),
    Field(label="Outcome", type=FieldType.CHOICE, name="outcome", required=True,
          choices=(Choice("open", "Open"), Choice("won", "Won"), Choice("lost", "Lost"))),
    Field(label="Amount", type=FieldType.MONEY, name="amount"),
    Field(label="Expected", type=FieldType.DATE, name="expected_on"),
    Field(label="Referral", type=FieldType.BOOLEAN, name="referral"),
    Field(label="Number", type=FieldType.TEXT, name="external_id", editable=False),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A record as a table shows it."""

    id: int
    values: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict[str, str])
    kind: str = "opportunity"


def row(number: int, name: str, amount: int | None = None, **values: Any) -> Row:
    """Makes a deal of an account named after its number."""
    money = None if amount is None else Decimal(amount)
    filled = {"name": name, "account_id": number, "outcome": "open", "amount": money, "external_id": f"D-{number}"}
    return Row(number, filled | values, {"account_id": f"Account {number}"})


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %."""
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def tools(theme: Theme, clock: FixedClock) -> EditorTools:
    """What fields need."""
    return EditorTools(theme, Formats(), clock)


@pytest.fixture
def states(tmp_path: Path) -> TableStates:
    """The memory of tables, in a file of this test's own."""
    return TableStates(tmp_path / "tables.json")
