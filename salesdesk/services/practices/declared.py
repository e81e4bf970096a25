"""Names what a practice declares once: its thresholds, its figures and its rules; plain values and small functions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Any

from salesdesk.frozen import frozen
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import KINDS, kind_of
from salesdesk.practice.mix import Share
from salesdesk.practice.nudges import Nudge

if TYPE_CHECKING:
    from salesdesk.services.practices.usual import PracticePage

Limits = Mapping[str, Any]
"""The team's settings and thresholds by key."""
Facts = Mapping[str, Any]
"""What a rule has read about one person, by column; its days are dates."""


@frozen(kw_only=True)
class Threshold:
    """A number the team may choose, within its bounds; a share where the bounds are 0 and 1."""

    key: str
    label: str
    default: float
    low: float
    high: float
    heading: str
    unit: str = ""
    help: str = ""
    shared: bool = False

    @property
    def share(self) -> bool:
        """Tells whether it is a share, written in per cent."""
        return self.high == 1

    @property
    def field(self) -> Field:
        """Gives it as a field of a form."""
        kind = FieldType.PERCENT if self.share else FieldType.INTEGER
        unit = "%" if self.share else self.unit
        return Field(
            name=self.key,
            label=self.label,
            type=kind,
            unit=unit,
            help=self.help,
            required=True,
            shared=self.shared,
            low=self.low,
            high=self.high,
        )

    def typed(self, stored: float) -> float:
        """Gives a stored number as this threshold counts: whole, or a share."""
        return stored if self.share else int(stored)


@frozen(kw_only=True)
class Rule:
    """When something needs the manager: which facts, and what is said of them, or None.

    `facts` is the SELECT of one row a person with `person_id`, `name` and `level`, or of one row about the team
    with person_id 0; it may use `:today`, `:TEAM` for who is in the team, and every threshold by its key.
    `days` are its columns that hold days. At level 5 only what `looks_over_self_starters` says speaks.
    """

    key: str
    facts: str
    say: Callable[[Facts, Limits, date], Nudge | None]
    days: tuple[str, ...] = ()
    looks_over_self_starters: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """Gives the kinds of record the facts are read from, as their SELECT names them."""
        return frozenset(re.findall(r"\bFROM (\w+)", self.facts)) & KINDS.keys()


@frozen
class Counted:
    """What a figure has counted: which records, out of which, their ages in days, oldest last, and the thresholds.

    `days` is how far back it looked, 0 where it looks at all of them.
    """

    having: tuple[int, ...]
    of: tuple[int, ...]
    ages: tuple[int, ...]
    limits: Limits
    days: int = 0

    @property
    def share(self) -> Share:
        """Gives the counted part of the whole."""
        return Share(len(self.having), len(self.of))


@frozen
class Told:
    """A figure in words: the figure, what stands beside it and beneath it; `value` is what scripts read."""

    text: str
    spread: str = ""
    note: str = ""
    value: float | None = None


@frozen(kw_only=True)
class Figure:
    """A figure over the records of one kind: which are counted, out of which, and how it is told.

    `within` and `having` are conditions on the record `t` in SQL. `days` is the key of a threshold: only records
    so many days old count, by the day of their kind. `newcomer` lets the Desk show it first in the first year of
    a manager.
    """

    key: str
    title: str
    kind: str
    explanation: str
    tell: Callable[[Counted], Told]
    within: str = "1"
    having: str = "1"
    days: str = ""
    newcomer: bool = False

    def records_sql(self, days: str) -> str:
        """Gives FROM and WHERE of the records it counts out of; `days` is the parameter with how far back it looks."""
        at = kind_of(self.kind).at_sql("t")
        since = f" AND {at} >= date(:today, '-' || (:{days} - 1) || ' days')" if self.days else ""
        return f"FROM {self.kind} t WHERE t.deleted_at IS NULL AND ({self.within}) AND {at} <= :today{since}"


@frozen(kw_only=True)
class Practice:
    """What one practice, or a close family of them, declares.

    `completes` tells, by kind, what follows from the values of a record just written down in one line. `page` is
    the page of its own, where it has one; `gui/<tab>/pages.py` says where it stands.
    """

    thresholds: tuple[Threshold, ...] = ()
    figures: tuple[Figure, ...] = ()
    rules: tuple[Rule, ...] = ()
    completes: Mapping[str, Callable[[Facts], Facts]] = field(
        default_factory=dict[str, Callable[[Facts], Facts]]
    )
    page: "PracticePage | None" = None
