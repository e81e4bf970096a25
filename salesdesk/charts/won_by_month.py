"""Draws what was won in each month as bars, against the quota as steps."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from salesdesk.charts.marks import bars, lines, quiet, say, ticks, write, write_ticks
from salesdesk.charts.palette import Palette, thinned
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.frozen import frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class WonMonth:
    """One month: its first day, what was won, in how many deals, the quota, and what was won in other currencies."""

    first: date
    won: Decimal
    deals: int
    quota: Decimal | None = None
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Gives the month as "2026-11"."""
        return f"{self.first:%Y-%m}"


@frozen
class WonByMonth:
    """The months in order of time, in one currency."""

    months: tuple[WonMonth, ...]
    currency: str = ""
    formats: Formats = Formats()

    def money(self, amount: float | Decimal, *, short: bool = False) -> str:
        """Writes an amount in the chart's currency."""
        return self.formats.money(amount, self.currency or None, short=short)

    def table(self) -> Table:
        """Gives one row a month."""
        apart = any(month.others for month in self.months)
        rows = [
            (
                self.formats.month(month.first),
                self.money(month.won),
                NO_VALUE if month.quota is None else self.money(month.quota),
                self.formats.percent(month.won / month.quota) if month.quota else NO_VALUE,
                str(month.deals),
                *([", ".join(month.others)] if apart else []),
            )
            for month in self.months
        ]
        head = (_("Month"), _("Won"), _("Quota"), _("Attainment"), _("Deals"))
        return (*head, *([_("Other currencies")] if apart else [])), tuple(rows)

    def keys(self) -> Sequence[str]:
        """Gives the months as "2026-11"."""
        return [month.key for month in self.months]


def draw_won_by_month(axes: "Axes", data: WonByMonth, palette: Palette) -> None:
    """Draws a bar a month and the quota as steps over them; the last bar carries its amount."""
    if not any(month.won or month.quota for month in data.months):
        say(axes, _why_empty(data), palette)
        return
    quiet(axes, palette)
    boxes = [(at - 0.33, at + 0.33, 0, float(month.won)) for at, month in enumerate(data.months)]
    missed = [month.quota is not None and month.won < month.quota for month in data.months]
    colours = [palette.accent_mid if each else palette.accent for each in missed]
    bars(axes, boxes, colours, [month.key for month in data.months])
    _draw_quota(axes, data, palette)
    _write_last(axes, data, palette)
    labels = [_label(m.first, data.formats) for m in data.months]
    axes.set_xlim(-0.6, len(labels) - 0.4 + max(0.6, len(labels) * 0.08))
    axes.set_ylim(0, max(float(max(m.won, m.quota or 0)) for m in data.months) * 1.14)
    ticks(axes, "x", range(len(labels)), thinned(labels), palette)
    write_ticks(axes, "y", lambda value: data.money(value, short=True), palette, 4, grid=True)


def _why_empty(data: WonByMonth) -> str:
    """Says why there is no bar: what was won may have no amount, or be in other currencies."""
    if deals := sum(month.deals for month in data.months):
        return n_(
            "The deal won in these months has no amount.",
            "The {number:,} deals won in these months have no amount.",
            deals,
        )
    if any(month.others for month in data.months):
        return _("All won in these months is in other currencies; the table has it.")
    return _("Nothing won in these months yet.")


def _draw_quota(axes: "Axes", data: WonByMonth, palette: Palette) -> None:
    quotas = [(at, float(month.quota)) for at, month in enumerate(data.months) if month.quota is not None]
    lines(axes, [[(at - 0.5, quota), (at + 0.5, quota)] for at, quota in quotas], palette.soon_mark, 1.8)
    if quotas:
        place, quota = quotas[-1]
        write(axes, place + 0.54, quota, _("quota"), palette, color=palette.soon, va="center")


def _write_last(axes: "Axes", data: WonByMonth, palette: Palette) -> None:
    place = len(data.months) - 1
    month = data.months[place]
    if month.won:
        words = data.money(month.won, short=True)
        write(
            axes, place, float(month.won) * 1.02, words, palette, color=palette.text, ha="center", va="bottom"
        )


def _label(first: date, formats: Formats) -> str:
    name = formats.month(first, year=False)
    return f"{name}\n{first.year}" if first.month == 1 else name
