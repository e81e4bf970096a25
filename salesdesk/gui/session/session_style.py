"""Sets the session apart from the desk: larger text for two readers, and more air."""

from collections.abc import Callable
from dataclasses import asdict
from string import Template
from typing import Final

from salesdesk.gui.tokens import Tokens

TEXT: Final = 16
SHEET: Final = Template("""
QWidget { font-size: ${px16}px; }
QWidget[role="page"], QScrollArea { background: $window; }
QLabel[role="title"] { font-size: ${px24}px; }
QLabel[role="heading"] { font-size: ${px16}px; }
QLabel[role="figure"] { font-size: ${px30}px; }
QLabel[role="timer"] { font-size: ${px24}px; }
QLabel[role="calm"] { font-size: ${px30}px; color: $muted; }
QLabel[role="small"], QLabel[role="advice"] { font-size: ${px14}px; color: $muted; }
QLabel[role="advice"][tone="soon"] { color: $soon; }
QLabel[role="chip"] { font-size: ${px12}px; padding: ${px2}px ${px8}px; border-radius: ${px9}px; }
QLabel[role="key"] { font-size: ${px12}px; color: $muted; border: 1px solid $border; border-radius: ${px4}px;
  padding: 0 ${px5}px; background: $window; }
QPushButton[role="primary"] QLabel { color: $on_accent; }
QPushButton[role="primary"] QLabel[role="key"] { background: transparent; border-color: $on_accent; }
QPushButton[role="step"] { background: transparent; border: 2px solid transparent; border-radius: ${px8}px;
  text-align: left; padding: 0; }
QPushButton[role="step"]:hover { background: $hover; }
QPushButton[role="step"]:checked { background: $accent_soft; }
QPushButton[role="step"]:focus { border: 2px solid $focus; }
QPushButton[role="choice"] { text-align: left; }
QPushButton[role="choice"]:checked { background: $accent_soft; color: $accent_text; border-color: $accent; }
QPushButton[role="line"] { background: transparent; border: none; border-radius: ${px4}px; text-align: left;
  padding: ${px2}px ${px4}px; }
QPushButton[role="line"]:hover { background: $hover; }
QPushButton[role="line"]:focus { border: 2px solid $focus; padding: 0 ${px2}px; }
QLineEdit[role="quiet"] { background: transparent; border: 1px solid transparent; padding: ${px2}px ${px5}px; }
QLineEdit[role="quiet"]:hover { border-color: $border; }
QLineEdit[role="quiet"]:focus { background: $field; border: 1px solid $focus; padding: ${px2}px ${px5}px; }
QLineEdit[invalid="true"] { border: 2px solid $soon; }
QScrollArea[role="agenda"] { background: $window; border: none; border-right: 1px solid $border; }
QWidget[role="agenda"] { background: $window; }
QFrame[role="column"] { background: $panel; border: none; border-left: 1px solid $border; }
QFrame[role="own"] { background: $window; border: none; }
QScrollArea[role="column"] { background: $panel; }
QWidget[role="column"] { background: $panel; }
QCheckBox::indicator { width: ${px18}px; height: ${px18}px; }
""")
SIZES: Final = (2, 4, 5, 8, 9, 10, 12, 13, 14, 16, 18, 24, 30)


def session_sheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """Makes the style sheet of the session; `px` scales a measure of 100% zoom."""
    names: dict[str, object] = {**asdict(tokens), **{f"px{size}": px(size) for size in SIZES}}
    return SHEET.substitute(names)
