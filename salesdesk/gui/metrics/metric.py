"""The small interface every metric stands behind: what it reads, how it is drawn, what is behind each figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from salesdesk.charts.palette import Palette
from salesdesk.charts.table import ChartData
from salesdesk.env.locale import Formats
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows
from salesdesk.services.metrics.windows import Window

Draw = Callable[[Any, Any, Palette], None]


@dataclass(frozen=True)
class Question:
    """What the page is asked for: one person or the whole team, over a span of time."""

    person_id: int | None
    window: Window
    formats: Formats
    choice: int | None = None


@dataclass(frozen=True)
class Shown:
    """What a metric's card shows; `behind` names the records behind each key of the chart's data.

    `lines` is the number of lines the chart needs, one under the other; 0 leaves its height alone.
    """

    data: ChartData
    note: str = ""
    side: str = ""
    behind: Mapping[str, FigureRows] = field(default_factory=dict[str, FigureRows])
    explained_by: str = ""
    lines: int = 0
    draw: Draw | None = None


class Metric(Protocol):
    """One metric of the page; adding one touches this folder only."""

    key: str
    title: str
    explained_by: str

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws the data of `load` on axes."""
        ...

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads what is shown; may run beside the window and touches no widget."""
        ...

    def choices(self, metrics: MetricsService, question: Question) -> list[tuple[int, str]]:
        """Gives what can be chosen in the head of the card; nothing for most metrics."""
        ...


class PlainMetric:
    """The ground of metrics that offer no choice."""

    def choices(self, metrics: MetricsService, question: Question) -> list[tuple[int, str]]:
        """Gives nothing to choose from."""
        return []
