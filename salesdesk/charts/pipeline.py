"""Draws the open deals by stage, each bar split by how long the deals have been open."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from salesdesk.charts.marks import Box, bars, legend, quiet, say, ticks, write, write_ticks
from salesdesk.charts.palette import Palette, in_short
from salesdesk.charts.table import Table
from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class StageAge:
    """The open deals of one stage in one band of age."""

    deals: int
    amount: Decimal


@frozen
class Pipeline:
    """Stages from first to last, bands from young to old, and `cells[stage][band]`."""

    stages: tuple[str, ...]
    bands: tuple[str, ...]
    cells: tuple[tuple[StageAge, ...], ...]
    currency: str = ""
    formats: Formats = Formats()

    def money(self, amount: float | Decimal, *, short: bool = False) -> str:
        """Writes an amount in the chart's currency."""
        return self.formats.money(amount, self.currency or None, short=short)

    def table(self) -> Table:
        """Gives one row a stage and band with deals in it."""
        rows = [
            (self.stages[s], self.bands[b], str(cell.deals), self.money(cell.amount))
            for s, b, cell in self._filled()
        ]
        return (_("Stage"), _("Open for"), _("Deals"), _("Amount")), tuple(rows)

    def keys(self) -> Sequence[str]:
        """Gives the cells as "stage/band", both by name."""
        return [self.key(s, b) for s, b, _ in self._filled()]

    def key(self, stage: int, band: int) -> str:
        """Gives the key of one cell."""
        return f"{self.stages[stage]}/{self.bands[band]}"

    def _filled(self) -> list[tuple[int, int, StageAge]]:
        return [(s, b, cell) for s, row in enumerate(self.cells) for b, cell in enumerate(row) if cell.deals]


def draw_pipeline(axes: "Axes", data: Pipeline, palette: Palette) -> None:
    """Draws a bar a stage, from the first stage at the top; the darker the part, the older the deals."""
    if not any(cell.deals for row in data.cells for cell in row):
        say(axes, _("No open deals here."), palette)
        return
    quiet(axes, palette)
    boxes: list[tuple[Box, str, str]] = []
    colours = band_colours(len(data.bands), palette)
    for place, row in enumerate(data.cells):
        left = 0.0
        for band, cell in enumerate(row):
            if not cell.deals:
                continue
            right = left + float(cell.amount)
            boxes.append(((left, right, place - 0.3, place + 0.3), colours[band], data.key(place, band)))
            left = right
        deals = sum(cell.deals for cell in row)
        words = (
            _("  {left} in {deals}", left=data.money(left, short=True), deals=deals) if deals else _("  none")
        )
        write(axes, left, place, words, palette, color=palette.text, va="center")
    bars(axes, *zip(*boxes, strict=True))
    _finish(axes, data, palette, colours)


def band_colours(count: int, palette: Palette) -> list[str]:
    """Gives one colour a band of age: quiet for the young, amber for the oldest of three or more."""
    ramp = [palette.accent_soft, palette.accent_mid, palette.accent, palette.soon_mark]
    if count <= 1:
        return [palette.accent]
    return [ramp[round(at * (len(ramp) - 1) / (count - 1))] for at in range(count)]


def _finish(axes: "Axes", data: Pipeline, palette: Palette, colours: list[str]) -> None:
    names = [in_short(stage) for stage in data.stages]
    ticks(axes, "y", range(len(names)), names, palette, names=True)
    axes.set_ylim(len(data.stages) - 0.5, -0.5)
    widest = max(sum(float(cell.amount) for cell in row) for row in data.cells)
    axes.set_xlim(0, (widest or 1) * 1.25)
    write_ticks(axes, "x", lambda value: data.money(value, short=True), palette, 4, grid=True)
    legend(axes, data.bands, colours, palette)
