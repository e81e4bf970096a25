"""Loads ahead of the next click what it will need, so that no click waits for it."""

import gc
import logging
import sys
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer
from shiboken6 import Shiboken

from salesdesk.frozen import frozen
from salesdesk.gui.background import Background, Job

log = logging.getLogger(__name__)
CANVAS: Final = "salesdesk.gui.widgets.chart_canvas"
"""What draws with matplotlib."""
_coming: "dict[str, Loading]" = {}


@frozen
class Ahead:
    """What is loaded together: first what knows nothing of Qt, then the rest, in steps that nobody feels."""

    name: str
    beside: tuple[str, ...]
    here: tuple[str, ...]


REST: Final = Ahead(
    "load the rest",
    beside=(
        "salesdesk.model.registry",
        "salesdesk.services.records",
        "salesdesk.store.sessions",
        "salesdesk.env.formulas",
        "salesdesk.services.record_sentence",
        "salesdesk.services.team.timeline",
        "salesdesk.services.coaching.service",
        "salesdesk.services.metrics.service",
        "salesdesk.services.numbers.values",
        "salesdesk.services.sessions.service",
        "salesdesk.practice.assignment_library",
        "salesdesk.charts.balance",
        "salesdesk.charts.pace",
        "salesdesk.charts.cycle",
        "salesdesk.charts.pipeline",
        "salesdesk.charts.ratio_ranges",
        "salesdesk.charts.won_by_month",
        "salesdesk.exchange.competency_chart",
    ),
    here=(
        "salesdesk.gui.models.record_table_model",
        "salesdesk.gui.widgets.date_edit",
        "salesdesk.gui.widgets.field_editors",
        "salesdesk.gui.widgets.head_help",
        "salesdesk.gui.widgets.table_header",
        "salesdesk.gui.widgets.steady_table",
        "salesdesk.gui.widgets.field_delegate",
        "salesdesk.gui.widgets.record_table",
        "salesdesk.gui.team.team_table",
        "salesdesk.gui.team.board_card",
        "salesdesk.gui.team.facts_form",
        "salesdesk.gui.team.timeline_list",
        "salesdesk.gui.coaching.compose_form",
        "salesdesk.gui.coaching.composer",
        "salesdesk.gui.coaching.log_view",
        "salesdesk.gui.widgets.chart_view",
        "salesdesk.gui.coaching.balance_card",
        "salesdesk.gui.widgets.record_page",
        "salesdesk.gui.coaching.points_card",
        "salesdesk.gui.widgets.aside_page",
        "salesdesk.gui.plans.pace_card",
        "salesdesk.gui.plans.quota_card",
        "salesdesk.gui.metrics.deal_metrics",
        "salesdesk.gui.metrics.results",
        "salesdesk.gui.metrics.week_card",
        "salesdesk.gui.metrics.layouts",
        "salesdesk.gui.session.parts",
        "salesdesk.gui.session.points",
        "salesdesk.gui.session.step_page",
        "salesdesk.gui.session.assignment_form",
        "salesdesk.gui.session.fork_panel",
        "salesdesk.gui.session.numbers_page",
        "salesdesk.gui.session.seven_lines",
        "salesdesk.gui.session.book_page",
        "salesdesk.gui.session.shared_side",
        "salesdesk.gui.session.sides",
        "salesdesk.gui.session.session_view",
    ),
)
"""What the next click will need, and what the start must not wait for; charts take as much memory as all of it."""
CHARTS: Final = Ahead(
    "load the charts",
    beside=("matplotlib.figure", "matplotlib.backends.backend_agg", "salesdesk.charts.marks"),
    here=(CANVAS,),
)
"""What draws charts, loaded with the first page that has any."""


def is_coming(module: str) -> bool:
    """Tells whether a module is still being loaded, so that to ask for it now would hold up the window."""
    by = _coming.get(module)
    return by is not None and Shiboken.isValid(by) and module not in sys.modules


class Loading(QObject):
    """Imports what knows nothing of Qt beside the window, and the rest on its thread, one step a turn.

    PySide6 makes a class of Qt when it is first named, or first given by Qt, and is not made for two threads that
    are at it: where both come upon the same one the program ends. So no thread but the window's names any.
    """

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._waiting: list[str] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn_timeout)

    def load(self, ahead: Ahead) -> None:
        """Begins to load, unless it is at that already."""
        if any(map(is_coming, ahead.here)):
            return
        _coming.update(dict.fromkeys(ahead.here, self))

        def _given_up(_problem: object = None) -> None:
            for module in ahead.here:
                _coming.pop(module, None)

        def _failed(problem: BaseException) -> None:
            _given_up()
            self._background.tell(problem)

        self._background.run(
            ahead.name, lambda job: _load_beside(job, ahead.beside), done=lambda _loaded: self._go_on(ahead),
            failed=_failed, cancelled=_given_up,
        )  # fmt: skip

    def _go_on(self, ahead: Ahead) -> None:
        self._waiting += ahead.here
        self._turn.start()

    def _on_turn_timeout(self) -> None:
        module = self._waiting.pop(0)
        if not self._waiting:
            self._turn.stop()
        try:
            import_module(module)
        finally:
            _coming.pop(module, None)
        if not self._waiting:
            # Out of every collection of garbage, of which it was the most: it stays anyhow.
            gc.freeze()
            log.debug("loaded ahead: all that was to be")


def _load_beside(job: Job, modules: tuple[str, ...]) -> None:
    """Imports modules, as long as nobody asks to stop."""
    for place, module in enumerate(modules):
        job.report(place, len(modules))
        import_module(module)
