"""Draws one ratio of every salesperson as a dot on its range, against the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from salesdesk.charts.palette import Palette, finish, in_short, quiet, say, stands_for, write, write_ticks
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.practice.ratio import FEW_CASES, NO_TRIES, Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes


LETTER: Final = 0.6
"""How wide a letter is, in parts of the size of its font; a little too much rather than too little."""
POINTS: Final = 72


@dataclass(frozen=True)
class RatioRange:
    """One ratio to be drawn, with its name and key."""

    key: str
    name: str
    found: Estimate


@dataclass(frozen=True)
class RatioRanges:
    """One ratio of the whole team, in the order to be drawn from the top; not a ranking."""

    people: tuple[RatioRange, ...]
    goal: float | None = None
    team: float | None = None
    formats: Formats = Formats()  # noqa: RUF009 - frozen itself

    def table(self) -> Table:
        """Gives one row a salesperson."""
        return ("Salesperson", "Cases", "Ratio", "Likely range"), tuple(self._row(p) for p in self.people)

    def keys(self) -> Sequence[str]:
        """Gives the salespeople's keys."""
        return [person.key for person in self.people]

    def _row(self, person: RatioRange) -> tuple[str, ...]:
        percent, found = self.formats.percent, person.found
        if found.share is None:
            return person.name, found.missing, NO_VALUE, NO_VALUE
        spread = found.likely_words(percent) or NO_VALUE
        return person.name, found.count_words, percent(found.share), spread


def draw_ratio_ranges(axes: "Axes", data: RatioRanges, palette: Palette) -> None:
    """Draws plain ratios as dots, likely ranges as bars, own ranges as thin lines, the goal dashed."""
    if all(person.found.share is None for person in data.people):
        missing = data.people[0].found.missing if data.people else NO_TRIES
        say(axes, f"{missing[0].upper()}{missing[1:]}.", palette)
        return
    quiet(axes, palette)
    places = range(len(data.people))
    for place, person in zip(places, data.people, strict=True):
        _draw_person(axes, place, person, data, palette)
    _draw_goal(axes, data, palette)
    axes.set_yticks(list(places), [in_short(person.name) for person in data.people])
    axes.tick_params(axis="y", labelsize=palette.size, labelcolor=palette.text)
    axes.set_ylim(len(data.people) - 0.4, -0.6 - 0.5 * (data.goal is not None))
    axes.set_xlim(0, _right_end(axes, data, palette))
    write_ticks(axes, "x", data.formats.percent)
    finish(axes, palette)


def _draw_person(axes: "Axes", place: int, person: RatioRange, data: RatioRanges, palette: Palette) -> None:
    found = person.found
    if found.share is None:
        write(axes, 0.01, place, found.missing, palette, va="center", bbox=_ground(palette))
        return
    few = found.trials < FEW_CASES
    low, high = found.likely or (found.share, found.share)
    if found.low is not None and found.high is not None:
        axes.plot(
            [found.low, found.high], [place, place], color=palette.accent_mid, linewidth=palette.size * 0.14
        )
    (bar,) = axes.plot(
        [low, high], [place, place], color=palette.accent_mid, linewidth=palette.size * 0.62,
        solid_capstyle="round", alpha=0.45 if few else 0.85,
    )  # fmt: skip
    (dot,) = axes.plot(
        [found.share], [place], marker="o", markersize=palette.size * 0.72, color=palette.accent,
        markerfacecolor=palette.background if few else palette.accent, markeredgewidth=1.6,
    )  # fmt: skip
    for mark in (bar, dot):
        stands_for(mark, person.key)
    words = f"{found.count_words}, {data.formats.percent(found.share)}"
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


def _known(data: RatioRanges) -> list[Estimate]:
    return [person.found for person in data.people if person.found.share is not None]


def _right_end(axes: "Axes", data: RatioRanges, palette: Palette) -> float:
    """Gives the right end, such that the words there stand beside the marks in a narrow chart too."""
    ends = [max(each.share or 0.0, each.high or 0.0, *(each.likely or ())) for each in _known(data)]
    farthest = max([*ends, data.goal or 0.0]) * 1.02
    words = max(len(each.count_words) for each in _known(data)) + len(", 100%")
    names = max(len(in_short(person.name)) for person in data.people)
    figure = axes.get_figure(root=True)
    assert figure is not None
    whole = figure.get_figwidth() * POINTS
    room = max(whole - (names + 1) * LETTER * palette.size, whole * 0.3)
    part = min(0.6, (words + 1) * LETTER * palette.small / room)
    return max(min(1.25, farthest + 0.22), farthest / (1 - part))
