"""Makes Qt's style sheet out of the tokens of a theme and its zoom."""

from collections.abc import Callable
from dataclasses import asdict
from string import Template
from typing import Final

from salesdesk.gui.tokens import Tokens

FRAME: Final = Template("""
QMainWindow, QDialog, QWidget[role="window"] { background: $window; }
QWidget[role="page"], QScrollArea[role="page"], QWidget[role="panel"] { background: $panel; }
QScrollArea { border: none; background: transparent; }
QWidget[role="clear"] { background: transparent; }
QFrame[role="card"] { background: $card; border: ${bw}px solid $border; border-radius: ${px8}px; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="sidebar"] { background: $window; border: none; border-right: 1px solid $border; }
QFrame[role="bar"] { background: $panel; border: none; border-bottom: 1px solid $border; }
QFrame[role="banner"] { border-radius: ${px6}px; border: ${bw}px solid $border; background: $neutral_soft; }
QFrame[role="banner"][tone="info"] { background: $accent_soft; border-color: $accent_mid; }
QFrame[role="banner"][tone="soon"] { background: $soon_soft; border-color: $soon_mark; }
QFrame[role="banner"][tone="error"] { background: $late_soft; border-color: $late; }
QLabel { background: transparent; border: none; color: $text; }
QLabel[role="title"] { font-size: ${px20}px; }
QLabel[role="figure"] { font-size: ${px26}px; }
QLabel[role="heading"] { font-size: ${px14}px; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${px12}px; }
QLabel[tone="soon"] { color: $soon; }
QLabel[tone="late"] { color: $late; }
QLabel[role="chip"] { border-radius: ${chip}px; padding: ${px2}px ${px9}px; font-size: ${px12}px;
  background: $neutral_soft; color: $muted; }
QLabel[role="chip"][tone="accent"] { background: $accent_soft; color: $accent_text; }
QLabel[role="chip"][tone="soon"] { background: $soon_soft; color: $soon; }
QLabel[role="chip"][tone="late"] { background: $late_soft; color: $late; }
QToolTip { background: $card; color: $text; border: 1px solid $edge; padding: ${px4}px ${px6}px; }
QSplitter::handle { background: $border; }
QStatusBar { background: $window; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${px12}px; padding: ${px2}px ${px8}px; }
QMenuBar { background: $window; color: $text; border-bottom: 1px solid $border; padding: ${px2}px ${px4}px; }
QMenuBar::item { background: transparent; padding: ${px4}px ${px10}px; border-radius: ${px4}px; }
QMenuBar::item:selected { background: $hover; }
QWidget[role="popup"] { background: $card; border: ${bw}px solid $edge; }
QFrame[role="popup"] { border-radius: ${px8}px; }
QMenu { background: $card; color: $text; border: ${bw}px solid $edge; padding: ${px4}px; }
QMenu::item { padding: ${px6}px ${px24}px ${px6}px ${px12}px; border-radius: ${px4}px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${px4}px ${px8}px; }
QTabWidget::pane { border: none; border-top: 1px solid $border; background: $panel; top: -1px; }
QTabWidget::tab-bar { left: ${px16}px; }
QTabBar { background: $window; }
QTabBar::tab { background: transparent; color: $muted; padding: ${px8}px ${px16}px; border: 1px solid transparent;
  border-top-left-radius: ${px6}px; border-top-right-radius: ${px6}px; margin: ${px6}px ${px2}px 0 0; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { background: $panel; color: $accent_text; border-color: $border;
  border-bottom-color: $panel; }
QTabBar::tab:focus { text-decoration: underline; border-color: $focus; }
""")

CONTROLS: Final = Template("""
QPushButton, QToolButton, QLineEdit, QMenu, QTabBar { icon-size: ${px16}px; }
QPushButton, QToolButton { outline: none; }
QPushButton, QToolButton[role="button"] { background: $card; color: $text; border: ${bw}px solid $border;
  border-radius: ${px5}px; padding: ${px6}px ${px12}px; }
QPushButton:hover, QToolButton[role="button"]:hover { background: $hover; }
QPushButton:pressed { background: $neutral_soft; }
QPushButton:focus, QToolButton[role="button"]:focus { border: 2px solid $focus;
  padding: ${inner6}px ${inner12}px; }
QPushButton:disabled { color: $muted; background: $neutral_soft; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $neutral_soft; color: $muted; border-color: $border; }
QLabel[role="key"] { font-size: ${px12}px; color: $muted; border: 1px solid $border; border-radius: ${px4}px;
  padding: 0 ${px5}px; background: $window; }
QPushButton[role="primary"] QLabel { color: $on_accent; }
QPushButton[role="primary"] QLabel[role="key"] { background: transparent; border-color: $on_accent; }
QPushButton[role="primary"] QLabel:disabled { color: $muted; border-color: $border; }
QPushButton[role="link"] { background: transparent; border: ${bw2}px solid transparent; color: $accent_text;
  padding: ${px2}px ${px4}px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; background: transparent; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: ${px2}px ${px4}px; }
QPushButton[role="link"]:disabled { color: $muted; }
QPushButton[role="quiet"], QPushButton[role="plain"] { background: transparent; color: $muted;
  border: ${bw2}px solid transparent; padding: ${px2}px ${px4}px; text-align: left; font-size: ${px12}px; }
QPushButton[role="plain"] { color: $text; font-size: ${px14}px; }
QPushButton[role="quiet"]:hover, QPushButton[role="plain"]:hover { text-decoration: underline;
  background: transparent; }
QPushButton[role="quiet"]:focus, QPushButton[role="plain"]:focus { border: 2px solid $focus;
  padding: ${px2}px ${px4}px; }
QPushButton[role="figure"] { background: transparent; border: ${bw2}px solid transparent; color: $text;
  font-size: ${px26}px; padding: 0; text-align: left; border-radius: ${px4}px; }
QPushButton[role="figure"]:hover:enabled { color: $accent_text; }
QPushButton[role="figure"]:focus { border: 2px solid $focus; }
QPushButton[role="fact"] { background: transparent; border: ${bw2}px solid transparent; color: $text;
  padding: ${px2}px ${px4}px; text-align: left; border-radius: ${px4}px; }
QPushButton[role="fact"]:hover { background: $hover; }
QPushButton[role="fact"]:focus { border: 2px solid $focus; padding: ${px2}px ${px4}px; }
QPushButton[role="pill"] { border-radius: ${pill}px; border: ${bw2}px solid transparent; color: $muted;
  background: $neutral_soft; padding: ${px3}px ${px10}px; }
QPushButton[role="pill"]:checked { background: $accent_soft; color: $accent_text; }
QPushButton[role="pill"]:focus { border: 2px solid $focus; padding: ${px3}px ${px10}px; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: ${px5}px;
  padding: ${px2}px; color: $muted; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:focus { border: 2px solid $focus; }
QToolButton:checked { background: $accent_soft; color: $accent_text; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: $field; color: $text;
  border: ${bw}px solid $border; border-radius: ${px5}px; padding: ${px5}px ${px8}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: ${px19}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $focus; padding: ${inner5}px ${inner8}px; }
QLineEdit[invalid="true"] { border: 2px solid $late; padding: ${inner5}px ${inner8}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"] {
  background: $window; color: $muted; }
QLineEdit[role="cell"], QComboBox[role="cell"] { border-radius: 0; border: 2px solid $focus;
  padding: 0 ${px4}px; min-height: 0; }
QTableView::item { padding: 0 ${px5}px; border: none; }
QTableView::item:selected { background: $selection; color: $text; }
QComboBox::drop-down { border: none; width: ${px22}px; }
QComboBox::down-arrow { image: none; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { min-height: ${px26}px; padding: 0 ${px8}px; border: none; }
QComboBox QAbstractItemView::item:selected { background: $selection; color: $text; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus { background: $card; color: $text;
  border: ${bw}px solid $edge;
  selection-background-color: $selection; selection-color: $text; padding: ${px2}px; outline: none; }
QCheckBox, QRadioButton { color: $text; background: transparent; spacing: ${px8}px; }
QTableView, QListView, QTreeView { background: $card; color: $text; border: none; outline: none;
  selection-background-color: $selection; selection-color: $text; }
QListWidget::item { padding: ${px4}px ${px8}px; border: none; }
QListWidget::item:selected { background: $selection; color: $text; }
QTableView:focus, QListView:focus { border: none; }
QHeaderView { background: $card; border: none; font-size: ${px12}px; }
QHeaderView::section { background: $card; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: ${px6}px ${px8}px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: ${px8}px; height: ${px8}px; }
QTableCornerButton::section { background: $card; border: none; }
QProgressBar { background: $neutral_soft; border: none; border-radius: ${px3}px; color: $text;
  min-height: ${px6}px; max-height: ${px6}px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: ${px3}px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${px10}px; }
QScrollBar:horizontal { height: ${px10}px; }
QScrollBar::handle { background: $border; border-radius: ${px3}px; margin: ${px2}px; }
QScrollBar::handle:vertical { min-height: ${px32}px; }
QScrollBar::handle:horizontal { min-width: ${px32}px; }
QScrollBar::handle:hover { background: $muted; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $card; }
QCalendarWidget QToolButton { color: $text; padding: ${px4}px ${px8}px; }
QCalendarWidget QTableView::item { padding: 0; }
QCalendarWidget QAbstractItemView { background: $card; selection-background-color: $accent;
  selection-color: $on_accent; }
""")
SIZES: Final = (2, 3, 4, 5, 6, 8, 9, 10, 12, 14, 16, 19, 20, 22, 24, 26, 32)


def style_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """Makes the style sheet of the whole program; `px` scales a measure of 100% zoom."""
    border = tokens.border_width
    names: dict[str, object] = {**asdict(tokens), "bw": border, "bw2": 2}
    names |= {f"px{size}": px(size) for size in SIZES}
    # A focus ring is two pixels wide: the padding gives way, so that nothing moves.
    names |= {f"inner{size}": max(0, px(size) - (2 - border)) for size in (5, 6, 8, 12)}
    names |= {"chip": px(8), "pill": px(11)}
    return FRAME.substitute(names) + CONTROLS.substitute(names)
