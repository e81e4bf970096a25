"""Deals and their columns, for tests of tables and forms."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

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
    filled = {
        "name": name,
        "account_id": number,
        "outcome": "open",
        "amount": money,
        "external_id": f"D-{number}",
    }
    return Row(number, filled | values, {"account_id": f"Account {number}"})
