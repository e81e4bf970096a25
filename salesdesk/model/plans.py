"""Declares quotas; they belong to the salespeople, the team's number is their sum."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from salesdesk.model.base import Record
from salesdesk.model.columns import choice, day, money, reference
from salesdesk.model.words import PERIODS


class Quota(Record):
    """What one salesperson is to sell in one period."""

    __tablename__ = "quota"

    salesperson_id: Mapped[int] = reference(
        _("Salesperson"), "salesperson", owner=True, required=True, shared=True
    )  # fmt: skip
    starts_on: Mapped[date] = day(_("Period starts"), required=True, shared=True)
    period: Mapped[str] = choice(_("Period"), PERIODS, default="quarter", required=True, shared=True)
    amount: Mapped[Decimal] = money(_("Quota"), required=True, shared=True, low=0)
