"""Says what every chart's data can do: be read as a table, row by row, with the rows behind each."""

from collections.abc import Sequence
from typing import Protocol

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Headers, and rows of written cells."""


class ChartData(Protocol):
    """What a chart draws, and its twin for screen readers and for copying."""

    def table(self) -> Table:
        """Gives the headers and the rows of the twin."""
        ...

    def keys(self) -> Sequence[str]:
        """Gives for each row of the twin the key of the records behind it, or ""."""
        ...
