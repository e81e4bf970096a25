"""Draws how long sales take: a distribution of days with its mean, median and 80th percentile."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesdesk.charts.marks import bars, caption, lines, quiet, say, ticks, write
from salesdesk.charts.palette import Palette
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.frozen import frozen
from salesdesk.practice.rounding import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class CycleBin:
    """Deals decided after `first` to `last` days."""

    first: int
    last: int
    deals: int

    @property
    def key(self) -> str:
        """Gives the days as "30-44"."""
        return f"{self.first}-{self.last}"


@frozen
class SalesCycle:
    """The bins in order, and the three figures in days; `longer` counts the deals beyond the last bin."""

    bins: tuple[CycleBin, ...]
    mean: float | None = None
    median: float | None = None
    p80: float | None = None
    longer: int = 0
    formats: Formats = Formats()

    @property
    def deals(self) -> int:
        """Counts all deals."""
        return sum(each.deals for each in self.bins) + self.longer

    def marks(self) -> tuple[tuple[str, float | None], ...]:
        """Gives the three figures with their words."""
        return (_("median"), self.median), (_("mean"), self.mean), (_("80% by"), self.p80)

    def table(self) -> Table:
        """Gives the figures, then one row a bin."""
        figures = [
            (words, _("{value} days", value=whole(value)) if value is not None else NO_VALUE)
            for words, value in self.marks()
        ]
        bins = [
            (_("{first} to {last} days", first=each.first, last=each.last), str(each.deals))
            for each in self.bins
        ]
        beyond = [(_("longer"), str(self.longer))] if self.longer else []
        return (_("Sales cycle"), _("Deals")), tuple(figures + bins + beyond)

    def keys(self) -> Sequence[str]:
        """Gives no rows behind the figures, the days of each bin, and "longer"."""
        return ["", "", "", *(each.key for each in self.bins), *(["longer"] if self.longer else [])]


def draw_cycle(axes: "Axes", data: SalesCycle, palette: Palette) -> None:
    """Draws bars of deals by days, and a line with its words for each figure."""
    if not data.deals:
        say(axes, _("No decided deals with a start date yet."), palette)
        return
    quiet(axes, palette)
    boxes = [
        (each.first, each.first + (each.last - each.first + 1) * 0.92, 0, each.deals) for each in data.bins
    ]
    bars(axes, boxes, [palette.accent_mid], [each.key for each in data.bins])
    top = max(each.deals for each in data.bins) or 1
    axes.set_ylim(0, top * 1.42)
    _draw_marks(axes, data, palette, top)
    edges = [each.first for each in data.bins] + [data.bins[-1].last + 1]
    shown = edges[:: max(1, len(edges) // 7)]
    axes.set_xlim(edges[0], edges[-1])
    ticks(axes, "x", shown, [str(edge) for edge in shown], palette)
    beyond = _(", {longer} of them longer", longer=data.longer) if data.longer else ""
    words = n_(
        "days from start to decision, {deals} deals{beyond}",
        "days from start to decision, {deals} deals{beyond}",
        data.deals,
        deals=data.formats.whole(data.deals),
        beyond=beyond,
    )
    caption(axes, words, palette)


def _draw_marks(axes: "Axes", data: SalesCycle, palette: Palette, top: float) -> None:
    styles = {_("median"): "-", _("mean"): (0, (4, 3)), _("80% by"): (0, (1, 2))}
    present = sorted((value, words) for words, value in data.marks() if value is not None)
    for level, (value, words) in enumerate(present):
        height = top * (1.34 - 0.12 * level)
        lines(
            axes,
            [[(value, 0), (value, height)]],
            palette.text,
            1.3,
            linestyles=[styles[words]],
            capstyle="butt",
        )
        write(axes, value, height, f" {words} {whole(value)}", palette, color=palette.text, va="center")
