"""Says what a metric is: what it reads, how it is drawn, what is behind each figure."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final

from salesdesk.charts.palette import Palette
from salesdesk.charts.table import ChartData
from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.gui.page_state import PageState, Shared
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows
from salesdesk.services.metrics.windows import DEFAULT_WINDOW, Window

Draw = Callable[[Any, Any, Palette], None]


SPAN: Final = Shared[str]("metrics span", lambda _state: DEFAULT_WINDOW, of_tab=True)
"""The span of time, which all pages of the tab share."""


@frozen
class Question:
    """What the page is asked for: one person or the whole team, over a span of time."""

    person_id: int | None
    window: Window
    formats: Formats
    choice: int | None = None


def asked(state: PageState, choice: int | None = None) -> Question:
    """Gives what a page is asked for now."""
    window = state.services.metrics.window(state.get(SPAN))
    return Question(state.person_id, window, state.context.formats, choice)


@frozen
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


@frozen
class Metric:
    """One metric of the page: how it is drawn, and how it is read; adding one touches this folder only.

    `load` and `choices` may run beside the window and touch no widget; `choices` gives what can be chosen in the
    head of the card, and `choice` is what is chosen of it.
    """

    key: str
    title: str
    explained_by: str
    draw: Draw
    load: Callable[[MetricsService, Question], Shown]
    choices: Callable[[MetricsService, Question], list[tuple[int, str]]] = lambda _metrics, _question: []
    choice: Shared[int | None] | None = None
