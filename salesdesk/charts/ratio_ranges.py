"""Draws one ratio of every salesperson as a dot on its range, against the goal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from salesdesk.charts.marks import dots, lines, quiet, say, ticks, write, write_ticks
from salesdesk.charts.palette import Palette, in_short
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.frozen import frozen
from salesdesk.practice.ratio import FEW_CASES, NO_TRIES, Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes


LETTER: Final = 0.6
"""How wide a letter is, in parts of the size of its font; a little too much rather than too little."""
POINTS: Final = 72


@frozen
class RatioRange:
    """One ratio to be drawn, with its name and key."""

    key: str
    name: str
    found: Estimate


@frozen
class RatioRanges:
    """One ratio of the whole team, in the order to be drawn from the top; not a ranking.

    `heads` name what the ratios are of, and what the `verdicts` say; these and `needs` stand in the table only.
    """

    people: tuple[RatioRange, ...]
    goal: float | None = None
    team: float | None = None
    formats: Formats = Formats()
    heads: tuple[str, str] = (_("Salesperson"), _("Compared with the rest"))
    verdicts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def table(self) -> Table:
        """Gives one row a ratio; a column says what can be said of each, one how much evidence is missing."""
        columns = {self.heads[1]: self.verdicts, _("How much more evidence?"): self.needs}
        told = {name: words for name, words in columns.items() if any(words)}
        rows = (
            (*self._row(person), *(words[at] or NO_VALUE for words in told.values()))
            for at, person in enumerate(self.people)
        )
        return (self.heads[0], _("Cases"), _("Ratio"), _("Likely range"), *told), tuple(rows)

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
    _draw_marks(axes, data, palette)
    for place, person in enumerate(data.people):
        _write_person(axes, place, person.found, data, palette)
    _draw_goal(axes, data, palette)
    axes.set_ylim(len(data.people) - 0.4, -0.6 - 0.5 * (data.goal is not None))
    axes.set_xlim(0, _right_end(axes, data, palette))
    names = [in_short(person.name) for person in data.people]
    ticks(axes, "y", range(len(names)), names, palette, grid=True, names=True)
    # Shares end at 100 %; a ratio of periods may go beyond.
    write_ticks(axes, "x", data.formats.percent, palette, upto=max(1.0, _farthest(data)))


def _draw_marks(axes: "Axes", data: RatioRanges, palette: Palette) -> None:
    from matplotlib.colors import to_rgba

    known = [(at, p.key, p.found) for at, p in enumerate(data.people) if p.found.share is not None]
    keys = [key for _, key, _ in known]
    few = [found.trials < FEW_CASES for _, _, found in known]
    own = [
        [(found.low, at), (found.high, at)]
        for at, _, found in known
        if found.low is not None and found.high is not None
    ]
    lines(axes, own, palette.accent_mid, palette.size * 0.14)
    ends = [found.likely or (found.share or 0.0, found.share or 0.0) for _, _, found in known]
    likely = [[(low, at), (high, at)] for (at, _, _), (low, high) in zip(known, ends, strict=True)]
    shades = [to_rgba(palette.accent_mid, 0.45 if each else 0.85) for each in few]
    lines(axes, likely, shades, palette.size * 0.62, *keys,
          capstyle="round")  # fmt: skip
    inside = [palette.background if each else palette.accent for each in few]
    places = [(found.share or 0.0, at) for at, _, found in known]
    dots(axes, places, palette.size * 0.72, palette.accent, *keys, facecolors=inside, linewidths=1.6)


def _write_person(axes: "Axes", place: int, found: Estimate, data: RatioRanges, palette: Palette) -> None:
    if found.share is None:
        write(axes, 0.01, place, found.missing, palette, va="center", ground=True)
        return
    words = f"{found.count_words}, {data.formats.percent(found.share)}"
    write(axes, 1.0, place, words, palette, va="center", ha="right", ground=True,
          transform=axes.get_yaxis_transform())  # fmt: skip


def _draw_goal(axes: "Axes", data: RatioRanges, palette: Palette) -> None:
    if data.goal is None:
        return
    lines(
        axes, [[(data.goal, 0), (data.goal, 1)]], palette.soon_mark, 1.4, linestyles=[(0, (3, 3))], zorder=1,
        capstyle="butt", transform=axes.get_xaxis_transform(),
    )  # fmt: skip
    words = _("goal {goal}", goal=data.formats.percent(data.goal))
    write(axes, data.goal, -0.62, words, palette, color=palette.soon, ha="center", va="center",
          ground=True)  # fmt: skip


def _known(data: RatioRanges) -> list[Estimate]:
    return [person.found for person in data.people if person.found.share is not None]


def _farthest(data: RatioRanges) -> float:
    """Gives the largest of all that is marked."""
    ends = [max(each.share or 0.0, each.high or 0.0, *(each.likely or ())) for each in _known(data)]
    return max([*ends, data.goal or 0.0])


def _right_end(axes: "Axes", data: RatioRanges, palette: Palette) -> float:
    """Gives the right end, such that the words there stand beside the marks in a narrow chart too."""
    farthest = _farthest(data) * 1.02
    words = max(len(each.count_words) for each in _known(data)) + len(", 100%")
    names = max(len(in_short(person.name)) for person in data.people)
    figure = axes.get_figure(root=True)
    assert figure is not None
    whole = figure.get_figwidth() * POINTS
    room = max(whole - (names + 1) * LETTER * palette.size, whole * 0.3)
    part = min(0.6, (words + 1) * LETTER * palette.small / room)
    return max(min(1.25, farthest + 0.22), farthest / (1 - part))
