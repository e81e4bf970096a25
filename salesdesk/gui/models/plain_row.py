"""Holds a row of a record table that is not a stored record, such as a person joined with computed figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PlainRow:
    """Values by column name under a number no other row of the table has; `kind` tells a record's rows from others."""

    id: int
    values: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    kind: str = "row"
