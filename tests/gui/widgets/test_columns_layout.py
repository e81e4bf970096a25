import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.gui.widgets.columns_layout import ColumnsLayout

GAP = 10


def laid_out(qtbot: QtBot, width: int) -> dict[str, tuple[int, int, int, int]]:
    page = QWidget()
    qtbot.addWidget(page)
    layout = ColumnsLayout(page, column_width=100, most=3)
    layout.setSpacing(GAP)
    for name, height in (("head", 20), ("tall", 90), ("short", 30), ("third", 40), ("broad", 50)):
        card = QLabel(name)
        card.setMinimumHeight(height)
        card.setMaximumHeight(400)
        {"head": layout.add_wide, "broad": layout.add_broad}.get(name, layout.addWidget)(card)
    page.resize(width, 600)
    page.show()
    return {card.text(): card.geometry().getRect() for card in page.findChildren(QLabel)}


def test_that_a_wide_page_has_three_columns_and_a_wide_card_takes_them_all(qtbot: QtBot):
    found = laid_out(qtbot, 320)
    assert found["head"][2] == 320
    assert {found[name][0] for name in ("tall", "short", "third")} == {0, 110, 220}


def test_that_a_card_is_stretched_down_to_a_broad_one_beneath_it(qtbot: QtBot):
    found = laid_out(qtbot, 320)
    left, top, width, _ = found["broad"]
    assert width == 210
    above = [name for name in ("tall", "short", "third") if left <= found[name][0] < left + width]
    assert all(found[name][1] + found[name][3] == top - GAP for name in above)


def test_that_a_narrow_page_has_one_column_in_the_order_of_the_cards(qtbot: QtBot):
    found = laid_out(qtbot, 150)
    assert {rect[2] for rect in found.values()} == {150}
    tops = [found[name][1] for name in ("head", "tall", "short", "third", "broad")]
    assert tops == sorted(tops)


def test_that_nothing_overlaps_at_any_width(qtbot: QtBot):
    for width in (90, 150, 215, 260, 320, 500):
        rects = list(laid_out(qtbot, width).values())
        for place, (x, y, w, h) in enumerate(rects):
            for other_x, other_y, other_w, other_h in rects[place + 1 :]:
                apart = (
                    x + w <= other_x or other_x + other_w <= x or y + h <= other_y or other_y + other_h <= y
                )
                assert apart


def test_that_a_height_is_worked_out_once_until_something_in_it_changes(qtbot: QtBot):
    page = QWidget()
    qtbot.addWidget(page)
    asked: list[int] = []

    class Card(QLabel):
        def hasHeightForWidth(self) -> bool:
            return True

        def heightForWidth(self, width: int) -> int:
            asked.append(width)
            return 20

    layout = ColumnsLayout(page, column_width=100, most=3)
    card = Card("card")
    layout.addWidget(card)
    card.show()
    layout.heightForWidth(320)
    asked.clear()
    assert layout.heightForWidth(320) == layout.heightForWidth(320)
    assert asked == []
    card.setMinimumHeight(50)
    card.updateGeometry()
    layout.heightForWidth(320)
    assert asked


def test_that_what_was_asked_for_a_height_is_not_asked_again_to_be_placed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        ColumnsLayout, "_span", lambda self, item, columns: asked.append(columns) or 1, raising=True
    )
    page = QWidget()
    qtbot.addWidget(page)
    layout = ColumnsLayout(page, column_width=100)
    for words in ("one", "two"):
        layout.addWidget(QLabel(words))
    layout.heightForWidth(320)
    once = len(asked)
    layout.setGeometry(QRect(0, 0, 320, 200))
    assert len(asked) == once == 2
    layout.addWidget(QLabel("three"))
    layout.setGeometry(QRect(0, 0, 320, 200))
    assert len(asked) == once + 3
