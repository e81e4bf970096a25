"""Draws each salesperson's balance of development to sales assignments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesdesk.charts.marks import Box, bars, lines, quiet, say, ticks, write
from salesdesk.charts.palette import Palette, in_short
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.frozen import frozen

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class AssignmentCount:
    """How many assignments of either kind one salesperson was given."""

    key: str
    name: str
    development: int
    sales: int

    @property
    def total(self) -> int:
        """Counts both kinds."""
        return self.development + self.sales


@frozen
class Balance:
    """The whole team's assignments, and the share of development the manager wants to stay above."""

    people: tuple[AssignmentCount, ...]
    floor: float | None = None
    formats: Formats = Formats()

    def table(self) -> Table:
        """Gives one row a salesperson."""
        rows = [(p.name, str(p.development), str(p.sales), self.share(p)) for p in self.people]
        return (_("Salesperson"), _("Development"), _("Sales"), _("Development share")), tuple(rows)

    def keys(self) -> Sequence[str]:
        """Gives the salespeople's keys."""
        return [person.key for person in self.people]

    def share(self, person: AssignmentCount) -> str:
        """Writes the share of development, or "–" without assignments."""
        if not person.total:
            return NO_VALUE
        floor = 1 if self.floor is None else self.floor
        return self.formats.percent(person.development / person.total, threshold=floor)


def draw_balance(axes: "Axes", data: Balance, palette: Palette) -> None:
    """Draws development to the right of the middle line and sales to the left of it."""
    if not any(person.total for person in data.people):
        say(axes, _("No assignments yet. Agree on the first one in a one-on-one."), palette)
        return
    quiet(axes, palette)
    boxes: list[tuple[Box, str, str]] = []
    most = max(max(person.development, person.sales) for person in data.people)
    for place, person in enumerate(data.people):
        for count, sign, colour in (
            (person.development, 1, palette.accent),
            (person.sales, -1, palette.accent_mid),
        ):
            if count:
                ends = sorted((0, sign * count))
                boxes.append(((ends[0], ends[1], place - 0.3, place + 0.3), colour, person.key))
            words, side = f" {count} ", "left" if sign > 0 else "right"
            write(axes, sign * count, place, words, palette, color=palette.text, ha=side, va="center")
        right = axes.get_yaxis_transform()
        write(axes, 1.0, place, data.share(person), palette, transform=right, ha="right", va="center")
    bars(axes, *zip(*boxes, strict=True))
    _finish(axes, data, palette, most)


def _finish(axes: "Axes", data: Balance, palette: Palette, most: int) -> None:
    lines(axes, [[(0, 0), (0, 1)]], palette.muted, 1, transform=axes.get_xaxis_transform())
    for words, side, colour in (
        (_("sales "), "right", palette.muted),
        (_(" development"), "left", palette.accent),
    ):
        write(axes, 0, -0.75, words, palette, ha=side, va="center", color=colour)
    names = [in_short(person.name) for person in data.people]
    ticks(axes, "y", range(len(names)), names, palette, names=True)
    axes.set_ylim(len(data.people) - 0.4, -1.2)
    axes.set_xlim(-most * 1.2, most * 1.6)
