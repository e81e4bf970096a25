"""Puts marks and words on axes the quick way: collections, no axis by matplotlib, margins as wide as the words."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from salesdesk.charts.palette import Palette

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import MouseEvent
    from matplotlib.collections import LineCollection, PathCollection, PolyCollection
    from matplotlib.text import Text
    from matplotlib.transforms import TransformedPath

ROWS: Final = "rows:"
"""Marks an artist that stands for rows: its gid is this word and the keys of the rows, a line for each part."""
GROUND: Final = "ground"
"""Marks words that stand on a ground of their own, so that no line strikes them through."""
GAP: Final = 6
EDGE: Final = 3
POINTS: Final = 72
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def compose(axes: "Axes", draw: Callable[..., None], data: Any, palette: Palette) -> None:
    """Draws a chart and gives it margins in which its words have room."""
    draw(axes, data, palette)
    _fit(axes, palette)


def quiet(axes: "Axes", palette: Palette) -> None:
    """Takes everything off the axes."""
    for artist in (*axes.lines, *axes.collections, *axes.patches, *axes.texts):
        artist.remove()
    axes.set_axis_off()
    axes.set_facecolor(palette.background)
    axes.figure.set_facecolor(palette.background)


def say(axes: "Axes", sentence: str, palette: Palette) -> None:
    """Draws one sentence instead of a chart without data."""
    quiet(axes, palette)
    axes.text(
        0.5, 0.5, sentence, transform=axes.transAxes, ha="center", va="center", wrap=True, in_layout=False,
        color=palette.muted, fontsize=palette.size, fontfamily=palette.family,
    )  # fmt: skip


def write(
    axes: "Axes", x: Any, y: Any, words: str, palette: Palette, *, ground: bool = False, **settings: Any
) -> "Text":
    """Writes words into a chart in the program's font."""
    settings = {"color": palette.muted, "fontsize": palette.small, "clip_path": _uncut()} | settings
    text = axes.text(x, y, words, fontfamily=palette.family, parse_math=False, **settings)
    if ground:
        text.set_gid(GROUND)
    return text


@cache
def _uncut() -> "TransformedPath":
    """Gives an edge that cuts nothing: words without one are given that of the axes, which is worked out for each."""
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform, TransformedPath

    return TransformedPath(Path.unit_rectangle(), IdentityTransform())


def bars(axes: "Axes", boxes: Sequence[Box], colours: Sequence[Any], keys: Sequence[str]) -> "PolyCollection":
    """Draws boxes of left, right, bottom and top; each stands for the rows of its key."""
    from matplotlib.collections import PolyCollection

    corners = [((x0, y0), (x0, y1), (x1, y1), (x1, y0)) for x0, x1, y0, y1 in boxes]
    drawn = PolyCollection(corners, facecolors=colours, edgecolors="none", linewidths=0)
    axes.add_collection(drawn, autolim=False)
    stands_for(drawn, *keys)
    return drawn


def lines(
    axes: "Axes", runs: Sequence[Sequence[Point]], colour: Any, width: float, *keys: str, **settings: Any
) -> "LineCollection":
    """Draws lines through points; each may stand for the rows of its key."""
    from matplotlib.collections import LineCollection

    settings = {"zorder": 2, "capstyle": "projecting"} | settings
    drawn = LineCollection(runs, colors=colour, linewidths=width, **settings)
    axes.add_collection(drawn, autolim=False)
    if keys:
        stands_for(drawn, *keys)
    return drawn


def dots(
    axes: "Axes", places: Sequence[Point], size: float, colour: Any, *keys: str, **settings: Any
) -> "PathCollection":
    """Draws dots of a diameter in points; each may stand for the rows of its key."""
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    settings = {"zorder": 2.5, "facecolors": colour, "linewidths": 1.0} | settings
    drawn = PathCollection(
        [Path.unit_circle()], sizes=[(size / 2) ** 2], offsets=places, offset_transform=axes.transData,
        edgecolors=colour, **settings,
    )  # fmt: skip
    drawn.set_transform(IdentityTransform())
    axes.add_collection(drawn, autolim=False)
    if keys:
        stands_for(drawn, *keys)
    return drawn


def area(axes: "Axes", corners: Sequence[Point], colour: Any, opacity: float) -> None:
    """Fills an area of any shape, such as the band of a line."""
    from matplotlib.collections import PolyCollection

    drawn = PolyCollection([corners], facecolors=colour, edgecolors="none", linewidths=0, alpha=opacity)
    axes.add_collection(drawn, autolim=False)


def caption(axes: "Axes", words: str, palette: Palette) -> None:
    """Writes beneath the labels of the lower side what they count."""
    from matplotlib.transforms import ScaledTranslation

    down = ScaledTranslation(0, -(GAP + palette.small * 1.7) / POINTS, axes.figure.dpi_scale_trans)
    write(axes, 0.5, 0.0, words, palette, ha="center", va="top", transform=axes.transAxes + down)


def stands_for(artist: "Artist", *keys: str) -> None:
    """Says which rows are behind a mark, or behind each part of it, so that a click can open them."""
    artist.set_gid(ROWS + "\n".join(keys))


def rows_keys(artist: "Artist") -> list[str]:
    """Gives the keys of the rows behind a mark, part by part; none for a mark that stands for none."""
    gid = artist.get_gid()
    return gid.removeprefix(ROWS).split("\n") if gid and gid.startswith(ROWS) else []


def key_at(axes: "Axes", event: "MouseEvent") -> str | None:
    """Gives the key of the rows behind the mark that lies uppermost under the pointer, or None."""
    for artist in sorted(axes.collections, key=lambda each: -each.get_zorder()):
        keys = rows_keys(artist)
        hit, parts = artist.contains(event) if keys else (False, {})
        if hit:
            return keys[min(int(parts["ind"][-1]), len(keys) - 1)]
    return None


def ticks(
    axes: "Axes", side: str, places: Sequence[float], labels: Sequence[str], palette: Palette,
    *, grid: bool = False, names: bool = False,
) -> None:  # fmt: skip
    """Writes labels beneath ("x") or left of ("y") the axes; `names` are written as large as text."""
    from matplotlib.transforms import ScaledTranslation

    below = side == "x"
    along = axes.get_xaxis_transform() if below else axes.get_yaxis_transform()
    gap = (0.0, -GAP / POINTS) if below else (-GAP / POINTS, 0.0)
    away = along + ScaledTranslation(*gap, axes.figure.dpi_scale_trans)
    stand: dict[str, Any] = (
        {"ha": "center", "va": "top"} if below else {"ha": "right", "va": "center_baseline"}
    )
    look: dict[str, Any] = {"color": palette.text, "fontsize": palette.size} if names else {}
    for place, label in zip(places, labels, strict=True):
        if label:
            x, y = (place, 0.0) if below else (0.0, place)
            write(axes, x, y, label, palette, transform=away, **stand, **look)
    if grid:
        runs = [[(p, 0.0), (p, 1.0)] if below else [(0.0, p), (1.0, p)] for p in places]
        lines(axes, runs, palette.grid, 1, zorder=0.5, transform=along)


def write_ticks(
    axes: "Axes", side: str, written: Callable[[float], str], palette: Palette, count: int = 5,
    *, grid: bool = False, upto: float | None = None,
) -> None:  # fmt: skip
    """Puts a few round ticks on a side, written by a function of the value; called when the limits are set.

    Beyond `upto` there are none, because what is there is room for words and no scale.
    """
    from matplotlib.ticker import MaxNLocator

    low, high = sorted(axes.get_xlim() if side == "x" else axes.get_ylim())
    last = high if upto is None else min(high, upto)
    found = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]).tick_values(low, last)
    slack = (high - low) * 1e-6
    places = [float(value) for value in found if low - slack <= value <= last + slack]
    ticks(axes, side, places, [written(place) for place in places], palette, grid=grid)


def legend(axes: "Axes", labels: Sequence[str], colours: Sequence[Any], palette: Palette) -> None:
    """Writes what the colours mean above the middle of the axes, each after a square of its colour."""
    from matplotlib.transforms import ScaledTranslation

    words: list[Text] = []
    for label, colour in zip(labels, colours, strict=True):
        words.append(write(axes, 0.5, 1.0, "■", palette, va="center", color=colour))
        words.append(write(axes, 0.5, 1.0, label, palette, va="center"))
    inch = axes.figure.dpi_scale_trans
    widths = [text.get_window_extent(_renderer(axes)).width / axes.figure.dpi for text in words]
    gaps = [palette.small * (0.4, 1.4)[at % 2] / POINTS for at in range(len(words))]
    left = -(sum(widths) + sum(gaps[:-1])) / 2
    for text, width, gap in zip(words, widths, gaps, strict=True):
        text.set_transform(axes.transAxes + ScaledTranslation(left, palette.small * 1.1 / POINTS, inch))
        left += width + gap


def _renderer(axes: "Axes") -> Any:
    """Gives what measures words: that of the canvas, which draws in memory."""
    canvas: Any = axes.get_figure(root=True).canvas  # type: ignore[union-attr]
    return canvas.get_renderer()


def _fit(axes: "Axes", palette: Palette) -> None:
    """Lets the axes take what the words leave; each word keeps its distance to its own point of the axes."""
    figure = axes.figure
    whole, edge = figure.bbox.size, EDGE * figure.dpi / POINTS
    axes.set_position((0, 0, 1, 1))
    spots: list[tuple[Text, Any, Any]] = []
    for text in axes.texts:
        if text.get_in_layout():
            point = text.get_transform().transform(text.get_position())
            spots.append((text, point, text.get_window_extent(_renderer(axes)).get_points() - point))
    sides: list[Point] = []
    for way in (0, 1):
        spans: list[tuple[float, float, float]] = []
        for _, point, offset in spots:
            share = min(1.0, max(0.0, point[way] / whole[way]))
            beyond = point[way] - share * whole[way]
            spans.append((share, offset[0][way] + beyond, offset[1][way] + beyond))
        sides.append(_margins(spans, float(whole[way]), edge))
    (left, right), (below, above) = [
        (a / length, b / length) for (a, b), length in zip(sides, whole, strict=True)
    ]
    axes.set_position((left, below, 1 - left - right, 1 - below - above))
    _ground(axes, palette, [(text, offset) for text, _, offset in spots if text.get_gid() == GROUND])


def _margins(spans: Sequence[tuple[float, float, float]], length: float, edge: float) -> Point:
    """Gives the room before and behind the axes, for words at a share of it that reach so far to both sides."""
    before = behind = edge
    for _ in range(3):
        for share, low, high in spans:
            if share < 1:
                before = max(before, (edge - low - share * (length - behind)) / (1 - share))
            if share > 0:
                reach = before + share * (length - before) + high
                behind = max(behind, (edge + reach - length) / share)
    most = length * 0.45
    return min(before, most), min(behind, most)


def _ground(axes: "Axes", palette: Palette, words: Sequence[tuple["Text", Any]]) -> None:
    """Lays the ground beneath words, in inches, so that it is right at any fineness."""
    if not words:
        return
    boxes: list[Box] = []
    for text, offset in words:
        ends = (text.get_transform().transform(text.get_position()) + offset) / axes.figure.dpi
        pad = 2 / POINTS
        boxes.append((ends[0][0] - pad, ends[1][0] + pad, ends[0][1] - pad, ends[1][1] + pad))
    drawn = bars(axes, boxes, [palette.background], ())
    drawn.set_gid(None)
    drawn.set(transform=axes.figure.dpi_scale_trans, zorder=2.9, clip_on=False)
