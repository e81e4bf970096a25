"""Tests the look: schemes, zoom, contrast of colours, icons, and that nothing slow is loaded for it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.env.fonts import text_font_file
from salesdesk.gui.icons import NAMES, Icons
from salesdesk.gui.style_sheet import style_sheet
from salesdesk.gui.theme import FONTS_OF_SYSTEMS, Theme, align_figures, embolden, set_role
from salesdesk.gui.tokens import CONTRAST, DARK, LIGHT, PERSON_COLOURS, Tokens

SCHEMES = (LIGHT, DARK, CONTRAST)
PAIRS = (
    ("text", "card"), ("text", "window"), ("muted", "card"), ("muted", "window"), ("muted", "neutral_soft"),
    ("accent_text", "card"), ("accent_text", "accent_soft"), ("on_accent", "accent"), ("text", "selection"),
    ("soon", "soon_soft"), ("soon", "card"), ("late", "late_soft"), ("late", "card"), ("text", "hover"),
)  # fmt: skip


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A theme that follows the system."""
    made = Theme(qapp, "system")
    yield made
    made.deleteLater()


def contrast(one: str, other: str) -> float:
    """Gives the contrast of two colours by WCAG, from 1 to 21."""

    def luminance(name: str) -> float:
        channels = QColor(name).getRgbF()[:3]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", SCHEMES, ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_that_all_text_is_legible_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("colour", PERSON_COLOURS)
def test_that_white_initials_are_legible_on_every_badge(colour: str) -> None:
    assert contrast("#ffffff", colour) >= 4.5


def test_that_high_contrast_is_higher_than_that() -> None:
    assert contrast(CONTRAST.text, CONTRAST.card) == pytest.approx(21)
    assert contrast(CONTRAST.muted, CONTRAST.card) >= 7


@pytest.mark.parametrize("tokens", SCHEMES, ids=lambda t: t.name)
def test_that_the_style_sheet_has_every_measure_scaled(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, lambda pixels: round(pixels * 2))
    assert "$" not in sheet
    assert "font-size: 52px" in sheet
    assert tokens.accent in sheet


def test_that_a_choice_of_colours_is_in_force_at_once_and_told(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.theme_changed):
        theme.set_scheme("dark")
    assert theme.tokens is DARK
    theme.set_scheme("contrast")
    assert theme.tokens is CONTRAST
    theme.set_scheme("system")
    assert theme.tokens is LIGHT


def test_that_zoom_scales_text_and_measures_between_80_and_200(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("Whole team")
    set_role(label, "title")
    qtbot.addWidget(label)
    label.show()
    small = label.sizeHint().width()
    theme.set_zoom(900)
    assert theme.zoom == 200
    assert label.sizeHint().width() > 1.8 * small
    theme.set_zoom(10)
    assert (theme.zoom, theme.px(100)) == (80, 80)


def test_that_the_program_brings_its_own_font_and_columns_of_numbers_have_figures_of_one_width(
    theme: Theme,
) -> None:
    font = theme.font()
    assert QFontInfo(font).family() == "Inter"
    metrics = QFontMetricsF(align_figures(theme.font()))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
    assert QFontMetricsF(font).horizontalAdvance("one-on-one") < metrics.horizontalAdvance("one-on-one")


def test_that_menus_and_tables_leave_the_fonts_of_the_system(qtbot: QtBot, theme: Theme) -> None:
    for kind in FONTS_OF_SYSTEMS:
        QApplication.setFont(QFont("DejaVu Sans", 9), kind)  # as Windows and macOS have it
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: QApplication.font("QMenu") == theme.font())
    theme.set_zoom(200)
    qtbot.waitUntil(lambda: QApplication.font("QMenu").pixelSize() == 28)
    assert {QApplication.font(kind).toString() for kind in FONTS_OF_SYSTEMS} == {theme.font().toString()}
    theme.set_zoom(100)


def test_that_semi_bold_text_stays_so_in_every_theme(qtbot: QtBot, theme: Theme) -> None:
    label, plain = QLabel("Whole team"), QLabel("Whole team")
    for each in (label, plain):
        qtbot.addWidget(each)
        set_role(each, "title")
    embolden(label)
    for each in (label, plain):
        each.show()
    theme.set_scheme("dark")
    assert label.sizeHint().width() > plain.sizeHint().width()


def test_that_focus_is_seen_on_a_button(qtbot: QtBot, theme: Theme) -> None:
    for role in ("", "primary", "link", "pill"):
        button = QPushButton("Import")
        set_role(button, role)
        qtbot.addWidget(button)
        button.show()
        button.clearFocus()
        before = button.grab().toImage()
        button.activateWindow()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        assert button.grab().toImage() != before
        assert button.grab().toImage().size() == before.size()
        button.hide()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_that_every_icon_is_painted(theme: Theme, name: str) -> None:
    image = Icons(theme).icon(name, "text").pixmap(QSize(32, 32)).toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(32) for y in range(32))


def test_that_an_icon_takes_the_colour_of_the_theme_in_force(theme: Theme) -> None:
    icon = Icons(theme).icon("close", "text")
    light = icon.pixmap(QSize(32, 32)).toImage()
    theme.set_scheme("dark")
    assert icon.pixmap(QSize(32, 32)).toImage() != light


def test_that_the_look_loads_nothing_slow() -> None:
    code = (
        "import sys, salesdesk.gui.theme, salesdesk.gui.icons, salesdesk.env.locale, salesdesk.env.typed_dates\n"
        "import salesdesk.gui.widgets.chart_view, salesdesk.gui.widgets.record_table\n"
        "slow = {'matplotlib', 'numpy', 'babel', 'dateutil', 'sqlalchemy', 'qtawesome', 'fontpkg_inter',"
        " 'PySide6.QtSvg', 'PySide6.QtNetwork'}\n"
        "sys.exit(', '.join(sorted(slow & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


@pytest.mark.long
def test_that_bold_stays_bold_where_the_system_has_its_own_inter(tmp_path: Path) -> None:
    instancer = pytest.importorskip("fontTools.varLib.instancer")
    fonts = pytest.importorskip("fontTools.ttLib")
    for name, weight in (("Regular", 400), ("Bold", 700)):
        font = instancer.instantiateVariableFont(
            fonts.TTFont(text_font_file()), {"wght": weight, "opsz": 14}, updateFontNames=False
        )
        font["name"].names = [each for each in font["name"].names if each.nameID not in (16, 17, 25)]
        font["name"].setName(name, 2, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].fsSelection = 0x20 if weight == 700 else 0x40
        font["head"].macStyle = int(weight == 700)
        font.save(tmp_path / f"Inter-{name}.ttf")
    (tmp_path / "fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    code = (
        "from PySide6.QtGui import QFontMetricsF\nfrom PySide6.QtWidgets import QApplication, QLabel\n"
        "from salesdesk.gui.theme import Theme, embolden\n"
        "theme = Theme(QApplication([]), 'light')\n"
        "plain, bold = QLabel('Whole team'), QLabel('Whole team')\nembolden(bold)\n"
        "assert bold.sizeHint().width() > plain.sizeHint().width(), 'a label'\n"
        "wide = lambda font: QFontMetricsF(font).horizontalAdvance('Whole team')\n"
        "assert wide(theme.font(strong=True)) > wide(theme.font()), 'a painted word'\n"
    )
    there = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=there
    )
    assert done.returncode == 0, done.stderr


def test_that_a_key_held_down_makes_one_new_look_and_not_one_for_each_press(
    qtbot: QtBot, theme: Theme
) -> None:
    looks: list[int] = []
    theme.theme_changed.connect(lambda: looks.append(theme.zoom))
    asked = [theme.step_zoom(1) for _ in range(7)]
    assert asked == [110, 120, 130, 140, 150, 160, 170]
    assert not looks, "the window is not kept from reading the next press"
    qtbot.waitUntil(lambda: theme.zoom == 170)
    assert looks == [170]
    theme.step_zoom(0)
    qtbot.waitUntil(lambda: theme.zoom == 100)
