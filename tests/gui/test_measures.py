"""Margins, spacings and fixed sizes follow the zoom, for as long as there is what has them."""

import pytest
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import PAGE, keep
from salesdesk.gui.widgets.columns_layout import ColumnsLayout


def measures_of(layout: QLayout) -> tuple[int, ...]:
    margins = layout.contentsMargins()
    spacings = (layout.spacing(),)
    if isinstance(layout, QGridLayout | QFormLayout):
        spacings = (layout.horizontalSpacing(), layout.verticalSpacing())
    return margins.left(), margins.top(), margins.right(), margins.bottom(), *spacings


def test_that_margins_spacings_and_sizes_follow_the_zoom(context: GuiContext, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = keep(context.theme, QVBoxLayout(page), margins=PAGE, spacing=12)
    columns = keep(context.theme, ColumnsLayout(), column=300, spacing=14)
    layout.addLayout(columns)
    keep(context.theme, page, least_height=30)
    context.theme.set_zoom(200)
    assert measures_of(layout) == (40, 32, 40, 32, 24)
    assert (columns.spacing(), page.minimumHeight()) == (28, 60)
    keep(context.theme, page, least_height=50)
    assert page.minimumHeight() == 100
    context.theme.set_zoom(100)
    assert measures_of(layout) == (*PAGE, 12)
    assert (columns.spacing(), page.minimumHeight()) == (14, 50)


@pytest.mark.parametrize("gone", [QWidget, QVBoxLayout])
def test_that_what_has_gone_hears_of_no_zoom(context: GuiContext, gone: type[QWidget | QVBoxLayout]) -> None:
    part = gone()
    if isinstance(part, QWidget):
        keep(context.theme, part, width=12)
    else:
        keep(context.theme, part, spacing=12)
    Shiboken.delete(part)
    context.theme.set_zoom(150)
    context.theme.set_zoom(100)
    assert not Shiboken.isValid(part)
