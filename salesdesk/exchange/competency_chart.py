"""Turns the record of a competency into the data of its chart, and into a vector drawing for a print."""

import io
import re
from functools import cache
from typing import Final

from salesdesk.charts.marks import compose
from salesdesk.charts.palette import Palette
from salesdesk.charts.ratio_trend import RatioTrend, draw_ratio_spark
from salesdesk.env.fonts import FAMILY, text_font_file
from salesdesk.env.locale import Formats
from salesdesk.services.sessions.values import CompetencyRecord

POINTS_AN_INCH: Final = 72


def ratio_trend_of(record: CompetencyRecord, goal: float | None, formats: Formats) -> RatioTrend:
    """Gives the chart's data."""
    return RatioTrend(record.trend, goal, formats)


def spark_svg(trend: RatioTrend, width: float, height: float) -> bytes:
    """Draws the trend as an SVG of a size in points, made so that Qt paints it faithfully."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    _know_font()
    figure = Figure(figsize=(width / POINTS_AN_INCH, height / POINTS_AN_INCH))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    compose(axes, draw_ratio_spark, trend, Palette(size=7.0, background="none"))
    # Qt would paint an invisible ground with a black frame.
    figure.patch.set_visible(False)
    axes.patch.set_visible(False)
    drawn = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "salesdesk"}):
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    text = re.sub(
        r'<style type="text/css">.*?</style>', "", drawn.getvalue().decode("utf-8"), flags=re.DOTALL
    )
    return re.sub(r"font-family: [^;\"]*", f"font-family: {FAMILY}", text).encode("utf-8")


@cache
def _know_font() -> None:
    """Makes the program's font known to matplotlib, which measures with it."""
    from matplotlib.font_manager import fontManager

    fontManager.addfont(text_font_file())
