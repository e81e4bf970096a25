"""The plain values the Metrics tab and the command line show."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from salesdesk.frozen import frozen
from salesdesk.practice.cycle import Cycles
from salesdesk.practice.pipeline import AgeBand
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.trend import ControlPoint, Trend
from salesdesk.services.metrics.windows import Window


@frozen
class FigureRows:
    """Says which records stand behind a figure; `MetricsService.rows_behind` finds them.

    `ids` names them one by one; otherwise the other fields narrow the kind down. `reached` is the
    position of a stage that the deals must have come to, `currency` the code their amounts are in,
    `days` how many days they took, from and up to both included.
    """

    title: str
    kind: str = "opportunity"
    ids: tuple[int, ...] | None = None
    person_id: int | None = None
    outcomes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    reached: int | None = None
    currency: str = ""
    reviewed: bool | None = None
    competency_id: int | None = None
    days: tuple[int, int | None] | None = None


def deals_behind(title: str, outcomes: tuple[str, ...], person_id: int | None, window: Window) -> FigureRows:
    """Names the deals of one person or of all that were decided in a window."""
    return FigureRows(title, person_id=person_id, outcomes=outcomes, since=window.since, until=window.until)


@frozen
class RatioRow:
    """One ratio with its range, what can be said of it, and how much more evidence it needs."""

    label: str
    estimate: Estimate
    verdict: str
    needs: str
    behind: FigureRows
    person_id: int | None = None
    goal: float | None = None


@frozen
class RatioTable:
    """Several ratios side by side; `whole` is all of them together, `note` says how they are sorted.

    `compared` says what holds for the list as a whole, `leaning` how strongly few cases lean on the team.
    """

    rows: tuple[RatioRow, ...]
    whole: RatioRow
    note: str
    goal: float | None = None
    ranked: bool = False
    compared: str = ""
    leaning: str = ""

    @property
    def empty(self) -> bool:
        """Tells whether there was no trial at all."""
        return self.whole.estimate.trials == 0


@frozen
class WonPeriod:
    """What was won in one month, beside its quota; other currencies stand apart by their code."""

    label: str
    start: date
    end: date
    won: Decimal
    deals: int
    quota: Decimal | None
    behind: FigureRows
    others: tuple[tuple[str, Decimal], ...] = ()


@frozen
class WonFigures:
    """What was won month by month in the currency of the desk; the quota of the very days looked at."""

    currency: str
    periods: tuple[WonPeriod, ...]
    note: str = ""
    quota_of_days: Decimal | None = None

    @property
    def won(self) -> Decimal:
        """Gives the whole amount won."""
        return sum((period.won for period in self.periods), Decimal(0))

    @property
    def empty(self) -> bool:
        """Tells whether nothing was won and nothing was to be sold."""
        return all(period.deals == 0 and not period.quota for period in self.periods)


@frozen
class CycleFigures:
    """How long deals took, with the single lengths in days for the picture."""

    cycles: Cycles
    won_days: tuple[float, ...]
    won_behind: FigureRows


@frozen
class PipelineCellFigure:
    """The open deals of one stage and age."""

    count: int
    value: Decimal
    behind: FigureRows


@frozen
class PipelineStage:
    """One stage with a cell for each age band, the deals of unknown age last, and all together."""

    label: str
    cells: tuple[PipelineCellFigure, ...]
    total: PipelineCellFigure


@frozen
class PipelineFigures:
    """The open deals by stage and age; values in the currency of the desk."""

    currency: str
    bands: tuple[AgeBand, ...]
    stages: tuple[PipelineStage, ...]
    total: PipelineCellFigure
    at_list_price: int = 0
    without_value: int = 0
    other_currencies: int = 0

    @property
    def band_labels(self) -> tuple[str, ...]:
        """Gives the words of every column of cells."""
        return (*(band.label for band in self.bands), _("Age unknown"))


@frozen
class TrendMonth:
    """One month of a ratio with its range, and whether chance alone explains it."""

    label: str
    start: date
    estimate: Estimate
    control: ControlPoint
    behind: FigureRows


@frozen
class TrendFigures:
    """The win rate month by month with its limits, and this window against the one before.

    `in_part` names the months whose days do not all lie in the window.
    """

    centre: float | None
    points: tuple[TrendMonth, ...]
    trend: Trend | None
    in_part: tuple[str, ...] = ()


@frozen
class CompetencyChoice:
    """One competency that can be looked at."""

    id: int
    name: str
    of_what: str
    into_what: str
    goal: float | None


@frozen
class Summary:
    """The results first: what stands above all cards and what `salesdesk metrics` prints.

    `won_in` has the deals won and their amount by currency; `undated` counts closed deals without a close date.
    """

    rows: int
    won: int
    lost: int
    open: int
    win_rate: Estimate
    cycles: Cycles
    won_in: Mapping[str, tuple[int, Decimal]] = field(default_factory=dict[str, tuple[int, Decimal]])
    newest_decision: date | None = None
    undated: int = 0

    @property
    def won_amount(self) -> dict[str, Decimal]:
        """Gives the amount won by currency."""
        return {code: amount for code, (_, amount) in self.won_in.items()}
