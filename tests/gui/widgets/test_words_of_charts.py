"""The words of a chart: Qt measures and paints them on the screen, and they are in what is saved."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from salesdesk.charts.marks import bars, quiet, ticks
from salesdesk.charts.palette import Palette
from salesdesk.env.fonts import FAMILY, text_font_file
from salesdesk.gui.widgets.chart_canvas import ChartDrawing

SIZE = QSize(300, 120)
NAMES = ("Ada Lovelace", "Grace Hopper")
PALETTE = Palette(
    background="#ffffff", text="#000000", muted="#000000", grid="#ffffff", accent="#ffffff",
    accent_soft="#ffffff", accent_mid="#ffffff", soon="#ffffff", soon_mark="#ffffff", late="#ffffff",
    series=("#ffffff",), family=(FAMILY, *Palette.family[1:]), size=12,
)  # fmt: skip


def draw_names(axes: Any, names: tuple[str, ...], palette: Palette) -> None:
    """Draws white bars with names, so that all ink is the words'."""
    quiet(axes, palette)
    bars(axes, [(0, 1, at - 0.3, at + 0.3) for at in range(len(names))], ["#ffffff"], names)
    ticks(axes, "y", range(len(names)), names, palette, names=True)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.5, len(names) - 0.5)


@pytest.fixture
def drawing(qtbot: QtBot) -> ChartDrawing:
    """A drawing in the program's font."""
    return ChartDrawing(text_font_file())


def ink(image: QImage, left: float, right: float) -> int:
    """Counts the dark dots between two parts of the width."""
    columns = range(round(image.width() * left), round(image.width() * right))
    return sum(QColor(image.pixel(x, y)).lightness() < 128 for x in columns for y in range(image.height()))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_that_the_words_are_seen_beside_the_marks_and_nowhere_cut(
    drawing: ChartDrawing, ratio: float
) -> None:
    image = drawing.draw(draw_names, NAMES, PALETTE, SIZE, ratio).toImage()
    longest = drawing._axes.get_position().x0
    assert ink(image, 0, longest) > 100 * ratio
    assert not ink(image, 0, 2 / 300)
    assert not ink(image, longest, 1)


def test_that_no_letter_is_looked_up_in_the_file_of_a_font(
    drawing: ChartDrawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matplotlib import font_manager

    asked: list[object] = []
    monkeypatch.setattr(
        font_manager.FontManager, "_find_fonts_by_props", lambda *given, **_named: asked.append(given)
    )
    drawing.draw(draw_names, NAMES, PALETTE, SIZE, 1.0)
    assert not asked


def test_that_a_saved_picture_has_the_words_and_marks_still_answer(
    drawing: ChartDrawing, tmp_path: Path
) -> None:
    drawing.draw(draw_names, NAMES, PALETTE, SIZE, 1.0)
    for ending in ("png", "svg", "pdf"):
        drawing.save(tmp_path / f"names.{ending}")
    assert ink(QImage(str(tmp_path / "names.png")), 0, drawing._axes.get_position().x0) > 100
    assert NAMES[0] in (tmp_path / "names.svg").read_text()
    assert (tmp_path / "names.pdf").stat().st_size > 1000
    assert drawing.key_at(QPointF(250, 90)) == NAMES[0]
    assert drawing.key_at(QPointF(250, 30)) == NAMES[1]
