"""Says what a metric is: what it reads, how it is drawn, what is behind each figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True)
class Metric:
    """One metric of the page: how it is drawn, and how it is read; adding one touches this folder only.

    `load` and `choices` may run beside the window and touch no widget; `choices` gives what can be chosen in the
    head of the card.
    """

    key: str
    title: str
    explained_by: str
    draw: Draw
    load: Callable[[MetricsService, Question], Shown]
    choices: Callable[[MetricsService, Question], list[tuple[int, str]]] = lambda _metrics, _question: []
