"""Draws one ratio of every salesperson as a dot on its range, against the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.charts.palette import Palette, finish, quiet, say, stands_for, write, write_ticks
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TOO_FEW = 10


@dataclass(frozen=True)
class RatioRange:
    """One salesperson's ratio: hits of trials, its value and the ends of its range, all shares of 1."""

    key: str
    name: str
    hits: int
    trials: int
    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class RatioRanges:
    """One ratio of the whole team, in the order to be drawn from the top; not a ranking."""

    people: tuple[RatioRange, ...]
    goal: float | None = None
    team: float | None = None
    formats: Formats = Formats()  # noqa: RUF009 - frozen itself

    def table(self) -> Table:
        """Gives one row a salesperson."""
        return ("Salesperson", "Ratio", "Range", "Of"), tuple(self._row(p) for p in self.people)

    def keys(self) -> Sequence[str]:
        """Gives the salespeople's keys."""
        return [person.key for person in self.people]

    def _row(self, person: RatioRange) -> tuple[str, ...]:
        percent = self.formats.percent
        if person.value is None or not person.trials:
            return person.name, NO_VALUE, NO_VALUE, "no trials"
        spread = f"{percent(person.low)} to {percent(person.high)}"
        return person.name, percent(person.value), spread, f"{person.hits} of {person.trials}"


def draw_ratio_ranges(axes: "Axes", data: RatioRanges, palette: Palette) -> None:
    """Draws dots with range bars, the goal as a dashed line; names without trials say so."""
    if not any(person.trials for person in data.people):
        say(axes, "No trials yet. Ratios appear when the first deals are decided.", palette)
        return
    quiet(axes, palette)
    places = range(len(data.people))
    for place, person in zip(places, data.people, strict=True):
        _draw_person(axes, place, person, data, palette)
    _draw_goal(axes, data, palette)
    axes.set_yticks(list(places), [person.name for person in data.people])
    axes.tick_params(axis="y", labelsize=palette.size, labelcolor=palette.text)
    axes.set_ylim(len(data.people) - 0.4, -0.6 - 0.5 * (data.goal is not None))
    axes.set_xlim(0, _right_end(data))
    write_ticks(axes, "x", data.formats.percent)
    finish(axes, palette)


def _draw_person(axes: "Axes", place: int, person: RatioRange, data: RatioRanges, palette: Palette) -> None:
    if person.value is None or not person.trials:
        write(axes, 0.01, place, "no trials", palette, va="center", bbox=_ground(palette))
        return
    few = person.trials < TOO_FEW
    (bar,) = axes.plot(
        [person.low, person.high], [place, place], color=palette.accent_mid, linewidth=palette.size * 0.62,
        solid_capstyle="round", alpha=0.45 if few else 0.85,
    )  # fmt: skip
    (dot,) = axes.plot(
        [person.value], [place], marker="o", markersize=palette.size * 0.72, color=palette.accent,
        markerfacecolor=palette.background if few else palette.accent, markeredgewidth=1.6,
    )  # fmt: skip
    for mark in (bar, dot):
        stands_for(mark, person.key)
    words = f"{data.formats.percent(person.value)}  n {person.trials}"
    write(axes, 1.0, place, words, palette, va="center", ha="right", bbox=_ground(palette),
          transform=axes.get_yaxis_transform())  # fmt: skip


def _ground(palette: Palette) -> dict[str, object]:
    """Gives words a ground of their own, so that the line of their row does not strike them through."""
    return {"facecolor": palette.background, "edgecolor": "none", "pad": 2}


def _draw_goal(axes: "Axes", data: RatioRanges, palette: Palette) -> None:
    if data.goal is None:
        return
    axes.axvline(data.goal, color=palette.soon_mark, linewidth=1.4, linestyle=(0, (3, 3)), zorder=1)
    words = f"goal {data.formats.percent(data.goal)}"
    write(axes, data.goal, -0.62, words, palette, color=palette.soon, ha="center", va="center",
          backgroundcolor=palette.background)  # fmt: skip


def _right_end(data: RatioRanges) -> float:
    ends = [person.high for person in data.people if person.trials]
    return min(1.25, max([*ends, data.goal or 0.0]) * 1.02 + 0.22)
