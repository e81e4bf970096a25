"""Holds the colours and the font a chart is drawn with, and the plain habits all charts share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

ROWS: Final = "rows:"
"""Marks an artist that stands for rows: its gid is this word and the key of the rows."""

LONGEST_NAME: Final = 28


@dataclass(frozen=True, kw_only=True)
class Palette:
    """What colours mean in a chart; sizes are in points, which are pixels at 72 dots an inch.

    The second family, which comes with matplotlib, has the scripts that the first one lacks.
    """

    background: str = "#ffffff"
    text: str = "#1e2733"
    muted: str = "#5f6b7a"
    grid: str = "#e8edf2"
    accent: str = "#0f766e"
    accent_soft: str = "#d6efeb"
    accent_mid: str = "#9bd3ca"
    soon: str = "#a84a08"
    soon_mark: str = "#d97706"
    late: str = "#b3211f"
    series: tuple[str, ...] = ("#0f766e", "#d97706", "#6d5bd0", "#2f6fc4", "#b8326f", "#64748b")
    family: tuple[str, ...] = ("Inter", "DejaVu Sans")
    size: float = 12.0

    @property
    def small(self) -> float:
        """Gives the size of the small print."""
        return self.size * 0.9


def quiet(axes: "Axes", palette: Palette, *, grid: str = "y") -> None:
    """Takes everything off the axes that carries no information; `grid` is "x", "y" or ""."""
    axes.clear()
    axes.set_facecolor(palette.background)
    axes.figure.set_facecolor(palette.background)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=palette.small, colors=palette.muted, pad=6)
    axes.set_axisbelow(True)
    if grid in ("x", "y"):
        axes.grid(axis=grid, color=palette.grid, linewidth=1)


def finish(axes: "Axes", palette: Palette) -> None:
    """Gives the labels of the ticks the program's font; called when all ticks are set."""
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontfamily(palette.family)


def in_short(name: str) -> str:
    """Cuts a very long name, so that the names beside a chart leave room for the chart."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def say(axes: "Axes", sentence: str, palette: Palette) -> None:
    """Draws one sentence instead of a chart without data."""
    quiet(axes, palette, grid="")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.text(
        0.5, 0.5, sentence, transform=axes.transAxes, ha="center", va="center", wrap=True,
        color=palette.muted, fontsize=palette.size, fontfamily=palette.family,
    )  # fmt: skip


def write(axes: "Axes", x: Any, y: Any, words: str, palette: Palette, **settings: Any) -> "Artist":
    """Writes words into a chart in the program's font."""
    settings.setdefault("color", palette.muted)
    settings.setdefault("fontsize", palette.small)
    return axes.text(x, y, words, fontfamily=palette.family, **settings)


def stands_for(artist: "Artist", key: str) -> None:
    """Says which rows are behind a mark, so that a click on it can open them."""
    artist.set_gid(ROWS + key)
    artist.set_picker(True)


def rows_key(artist: "Artist") -> str | None:
    """Gives the key of the rows behind a mark, or None for a mark that stands for none."""
    gid = artist.get_gid()
    return gid.removeprefix(ROWS) if gid and gid.startswith(ROWS) else None


def write_ticks(axes: "Axes", axis: str, written: Callable[[float], str], count: int = 5) -> None:
    """Puts a few round ticks on the "x" or "y" axis, written by a function of the value."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    def _label(value: float, _place: object) -> str:
        return written(value)

    line = axes.xaxis if axis == "x" else axes.yaxis
    line.set_major_locator(MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]))
    line.set_major_formatter(FuncFormatter(_label))


def thinned(labels: Sequence[str], most: int = 12) -> list[str]:
    """Leaves out labels evenly, so that at most `most` are written; the last one stays."""
    step = -(-len(labels) // most) if labels else 1
    return [label if (len(labels) - 1 - at) % step == 0 else "" for at, label in enumerate(labels)]
