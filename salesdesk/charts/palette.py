"""Holds the colours and the font a chart is drawn with, and how names and labels are shortened."""

from collections.abc import Sequence
from typing import Final

from salesdesk.frozen import frozen

LONGEST_NAME: Final = 28


@frozen(kw_only=True)
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


def in_short(name: str) -> str:
    """Cuts a very long name, line by line, so that the names beside a chart leave room for the chart."""
    lines = name.split("\n")
    return "\n".join(
        each if len(each) <= LONGEST_NAME else each[: LONGEST_NAME - 1].rstrip() + "…" for each in lines
    )


def thinned(labels: Sequence[str], most: int = 12) -> list[str]:
    """Leaves out labels evenly, so that at most `most` are written; the last one stays."""
    step = -(-len(labels) // most) if labels else 1
    return [label if (len(labels) - 1 - at) % step == 0 else "" for at, label in enumerate(labels)]
