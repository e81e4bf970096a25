"""Holds rows for lists of this folder that are not records of one kind, but are shown by the record table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ListRow:
    """One row: its number in the list and its values by column name."""

    id: int
    values: Mapping[str, Any]
    kind: str = "row"
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
